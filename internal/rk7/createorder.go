package rk7

import (
	"context"
	"strconv"
	"time"
)

const cmdCreateOrder = "CreateOrder"

// CreateOrder makes an empty order; dishes come with SaveOrder. It needs no licence.
type CreateOrder struct {
	// GUID chosen by us finds the order again when the reply is lost.
	GUID                 string
	PersistentComment    string
	NonPersistentComment string
	OpenTime             time.Time
	Duration             time.Duration
	Holder               string
	// Visit adds the order to a visit that exists.
	VisitGUID string
	Visit     int64
	// Table is the only part the station insists on.
	Table         Ref
	Station       Ref
	Creator       Ref
	Waiter        Ref
	OrderCategory Ref
	OrderType     Ref
	GuestType     Ref
	// Guests of zero is refused by the station; 1 is sent instead.
	Guests        int
	ExternalProps []Prop
	Delivery      *DeliveryBlock
}

// Prop is one of our own key and value pairs, kept with the order.
type Prop struct{ Name, Value string }

type createXML struct {
	CMD   string         `xml:"CMD,attr"`
	Order createOrderXML `xml:"Order"`
}

type createOrderXML struct {
	GUID          string       `xml:"guid,attr,omitempty"`
	Persistent    string       `xml:"persistentComment,attr,omitempty"`
	NonPersistent string       `xml:"nonPersistentComment,attr,omitempty"`
	OpenTime      string       `xml:"openTime,attr,omitempty"`
	Duration      string       `xml:"duration,attr,omitempty"`
	Holder        string       `xml:"holder,attr,omitempty"`
	Visit         *visitXML    `xml:"Visit"`
	Table         refXML       `xml:"Table"`
	Station       *refXML      `xml:"Station"`
	Creator       *refXML      `xml:"Creator"`
	Waiter        *refXML      `xml:"Waiter"`
	OrderCategory *refXML      `xml:"OrderCategory"`
	OrderType     *refXML      `xml:"OrderType"`
	GuestType     *refXML      `xml:"GuestType"`
	Guests        *guestsXML   `xml:"Guests"`
	Props         *propsXML    `xml:"ExternalProps"`
	Delivery      *deliveryXML `xml:"DeliveryBlock"`
}

type visitXML struct {
	GUID  string `xml:"guid,attr,omitempty"`
	Visit string `xml:"visit,attr,omitempty"`
}

type guestsXML struct {
	Count  int        `xml:"count,attr"`
	Guests []guestXML `xml:"Guest"`
}

type guestXML struct {
	Label string `xml:"guestLabel,attr"`
}

type propsXML struct {
	Props []propXML `xml:"Prop"`
}

type propXML struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

func externalProps(props []Prop) *propsXML {
	if len(props) == 0 {
		return nil
	}
	x := &propsXML{}
	for _, p := range props {
		x.Props = append(x.Props, propXML(p))
	}
	return x
}

func optionalDuration(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return FormatDuration(d)
}

const maxGuests = 1000

// guests lists every guest by a label: the station counts the list.
func guests(count int) *guestsXML {
	x := &guestsXML{Count: min(count, maxGuests)}
	for i := range x.Count {
		x.Guests = append(x.Guests, guestXML{Label: strconv.Itoa(i + 1)})
	}
	return x
}

// CommandName implements Command.
func (CreateOrder) CommandName() string { return cmdCreateOrder }

// Encode implements Command.
func (o CreateOrder) Encode() ([]byte, error) {
	if o.Table.IsZero() {
		return nil, missing("table")
	}
	x := createXML{CMD: cmdCreateOrder, Order: createOrderXML{
		GUID: o.GUID, Persistent: o.PersistentComment, NonPersistent: o.NonPersistentComment,
		OpenTime: optionalTime(o.OpenTime), Duration: optionalDuration(o.Duration), Holder: o.Holder,
		Table: o.Table.xml(), Station: o.Station.optional(), Creator: o.Creator.optional(), Waiter: o.Waiter.optional(),
		OrderCategory: o.OrderCategory.optional(), OrderType: o.OrderType.optional(), GuestType: o.GuestType.optional(),
		Guests: guests(max(o.Guests, 1)), Props: externalProps(o.ExternalProps), Delivery: o.Delivery.xml(),
	}}
	if o.VisitGUID != "" || o.Visit != 0 {
		x.Order.Visit = &visitXML{GUID: o.VisitGUID, Visit: optionalInt(o.Visit)}
	}
	return encode(x)
}

// CreatedOrder names the new order. Old stations give no order name.
type CreatedOrder struct {
	Envelope
	Visit      int64
	OrderIdent int64
	GUID       string
	OrderName  string
}

// CreateOrder makes an empty order.
func (c *Client) CreateOrder(ctx context.Context, order CreateOrder) (CreatedOrder, error) {
	r, err := c.call(ctx, writing, order)
	if err != nil {
		return CreatedOrder{}, err
	}
	s := c.scan()
	created := readCreated(s, r)
	return created, c.finish(cmdCreateOrder, s)
}

// readCreated takes each value from the Order child, or from the result itself
// as releases before 7.5.5.057 put it.
func readCreated(s *scan, r reply) CreatedOrder {
	out := CreatedOrder{
		Envelope: r.Envelope, Visit: s.int(r.result, "VisitID"),
		OrderIdent: s.int(r.result, "OrderID"), GUID: r.result.attr("guid"),
	}
	n := r.result.child("Order")
	if n == nil {
		return out
	}
	out.OrderName = n.attr("orderName")
	if visit := s.int(n, "visit", "VisitID"); visit != 0 {
		out.Visit = visit
	}
	if ident := s.int(n, "orderIdent", "OrderID"); ident != 0 {
		out.OrderIdent = ident
	}
	if guid := n.attr("guid"); guid != "" {
		out.GUID = guid
	}
	return out
}
