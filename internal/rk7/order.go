package rk7

import (
	"context"
	"time"
)

const cmdGetOrder = "GetOrder"

// States of a line and of a session.
const (
	LineOpen         = 1
	LineFixed        = 3
	LinePrinted      = 4
	LinePartlyClosed = 5
	LineClosed       = 6
	LineDeleted      = 7
)

// Order is an order as the station has it. Sums are in kopecks.
type Order struct {
	Visit      int64
	OrderIdent int64
	GUID       string
	URL        string
	Name       string
	// Version and CRC32 change with every change of the order.
	Version int64
	CRC32   int64

	Sum         int64
	UnpaidSum   int64
	DiscountSum int64
	PrepaySum   int64
	PromisedSum int64
	TotalPieces int64
	// SeqNumber is the order's number in the shift, not the licence counter.
	SeqNumber int64

	Paid     bool
	Finished bool
	Deleted  bool
	Locked   bool
	Bill     bool

	OpenTime             time.Time
	FinishTime           time.Time
	PersistentComment    string
	NonPersistentComment string

	Creator       Named
	Waiter        Named
	Station       Named
	OrderCategory Named
	OrderType     Named
	Table         Named
	GuestType     Named
	Restaurant    Named
	Guests        int64
	ExternalProps []Prop
	Delivery      *DeliveryBlock
	Sessions      []Session
	// PrintChecks are the receipts of a paid order.
	PrintChecks []PrintCheck
}

// Ref names the order in the next request.
func (o Order) Ref() OrderRef {
	return OrderRef{GUID: o.GUID, Visit: o.Visit, OrderIdent: o.OrderIdent}
}

// Empty says that no line is left in the order.
func (o Order) Empty() bool {
	for _, session := range o.Sessions {
		if !session.empty() {
			return false
		}
	}
	return true
}

// Cancelled reads the order's end as the vendor's own cloud does: deleted, or
// finished with nothing in it.
func (o Order) Cancelled() bool { return o.Deleted || o.Finished && o.Empty() && o.Sum == 0 }

// Completed says that the order was finished with something in it.
func (o Order) Completed() bool { return o.Finished && !o.Cancelled() }

// GetOrder asks for an order with its lines. When the station answers that it
// has no such order, the error's OrderMissing is true.
func (c *Client) GetOrder(ctx context.Context, ref OrderRef) (Order, error) {
	r, err := c.call(ctx, reading, GetOrder{Order: ref})
	if err != nil {
		return Order{}, err
	}
	n := r.result.child("Order")
	if n == nil {
		return Order{}, &Error{Command: cmdGetOrder, Outcome: Refused, Status: r.Status, Err: ErrOrderAbsent}
	}
	s := c.scan()
	order := s.order(n)
	return order, c.finish(cmdGetOrder, s)
}

// GetOrder is the request for one order.
type GetOrder struct{ Order OrderRef }

// CommandName implements Command.
func (GetOrder) CommandName() string { return cmdGetOrder }

// Encode implements Command.
func (g GetOrder) Encode() ([]byte, error) {
	order, err := g.Order.xml()
	if err != nil {
		return nil, err
	}
	return encode(orderCommand{CMD: cmdGetOrder, Order: order})
}

func (s *scan) order(n *node) Order {
	o := Order{
		Visit: s.int(n, "visit", "VisitID"), OrderIdent: s.int(n, "orderIdent", "OrderID", "ident"),
		GUID: n.attr("guid"), URL: n.attr("url"), Name: n.attr("orderName"),
		Version: s.int(n, "version"), CRC32: s.int(n, "crc32"),
		Sum: s.int(n, "orderSum"), UnpaidSum: s.int(n, "unpaidSum", "ToPaySum"), DiscountSum: s.int(n, "discountSum"),
		PrepaySum: s.int(n, "prepaySum"), PromisedSum: s.int(n, "promisedSum"), TotalPieces: s.int(n, "totalPieces"),
		SeqNumber: s.int(n, "seqNumber"),
		Paid:      s.bool(n, "paid"), Finished: s.bool(n, "finished"), Deleted: s.bool(n, "deleted"), Locked: s.bool(n, "locked"), Bill: s.bool(n, "bill"),
		OpenTime: s.time(n, "openTime", "CreateTime"), FinishTime: s.time(n, "finishTime"),
		PersistentComment: n.attr("persistentComment"), NonPersistentComment: n.attr("nonPersistentComment"),
		Creator: s.named(n.child("Creator")), Waiter: s.named(n.child("Waiter")), Station: s.named(n.child("Station")),
		OrderCategory: s.named(n.child("OrderCategory")), OrderType: s.named(n.child("OrderType")), Table: s.named(n.child("Table")),
		GuestType: s.named(n.child("GuestType")), Restaurant: s.named(n.child("Restaurant")),
		Delivery: s.delivery(n.child("DeliveryBlock")),
	}
	if guests := n.child("Guests"); guests != nil {
		o.Guests = s.int(guests, "count")
	}
	for _, p := range n.child("ExternalProps").children("Prop") {
		o.ExternalProps = append(o.ExternalProps, Prop{Name: p.attr("name"), Value: p.attr("value")})
	}
	for _, session := range n.children("Session") {
		o.Sessions = append(o.Sessions, s.session(session))
	}
	o.PrintChecks = s.printChecks(n)
	for _, session := range n.children("Session") {
		o.PrintChecks = append(o.PrintChecks, s.printChecks(session)...)
	}
	return o
}
