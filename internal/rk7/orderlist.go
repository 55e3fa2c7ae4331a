package rk7

import (
	"context"
	"time"
)

const (
	cmdGetOrderList  = "GetOrderList"
	cmdGetOrderList2 = "GetOrderList2"
)

// GetOrderList asks for the orders of the current shift, without their lines.
type GetOrderList struct {
	// LastVersion is the one of the previous answer; 0 asks for everything.
	LastVersion int64
	OnlyOpened  bool
	Waiter      Ref
	Table       Ref
}

// CommandName implements Command.
func (GetOrderList) CommandName() string { return cmdGetOrderList }

// Encode implements Command.
func (l GetOrderList) Encode() ([]byte, error) {
	return encode(struct {
		CMD         string  `xml:"CMD,attr"`
		LastVersion string  `xml:"lastversion,attr,omitempty"`
		OnlyOpened  string  `xml:"onlyOpened,attr,omitempty"`
		Waiter      *refXML `xml:"Waiter"`
		Table       *refXML `xml:"Table"`
	}{cmdGetOrderList, optionalInt(l.LastVersion), digit(l.OnlyOpened), l.Waiter.optional(), l.Table.optional()})
}

// OrderList is the answer to GetOrderList. With NoChanges it holds no visits,
// because the caller's version is current.
type OrderList struct {
	LastVersion int64
	NoChanges   bool
	Visits      []Visit
}

// Visit is a group of orders of the same guests.
type Visit struct {
	ID                   int64
	GUID                 string
	Finished             bool
	Guests               int64
	PersistentComment    string
	NonPersistentComment string
	Orders               []OrderSummary
}

// OrderSummary is an order without its lines.
type OrderSummary struct {
	OrderIdent  int64
	GUID        string
	Name        string
	Version     int64
	CRC32       int64
	TableID     int64
	TableCode   string
	Sum         int64
	ToPaySum    int64
	PrepaySum   int64
	TotalPieces int64
	Finished    bool
	Bill        bool
	Locked      bool
	CreateTime  time.Time
	FinishTime  time.Time
	ExternalIDs []ExternalID
}

// ExternalID is the number another system gave the order.
type ExternalID struct {
	Source string
	ID     string
}

// GetOrderList asks for the orders of the current shift, without their lines.
func (c *Client) GetOrderList(ctx context.Context, request GetOrderList) (OrderList, error) {
	r, err := c.call(ctx, reading, request)
	if err != nil {
		return OrderList{}, err
	}
	s := c.scan()
	out := OrderList{LastVersion: s.int(r.result, "lastversion"), NoChanges: r.Status == StatusNoChanges}
	if out.NoChanges && out.LastVersion == 0 {
		out.LastVersion = request.LastVersion
	}
	for _, n := range r.result.children("Visit") {
		out.Visits = append(out.Visits, s.visit(n))
	}
	return out, c.finish(cmdGetOrderList, s)
}

func (s *scan) visit(n *node) Visit {
	v := Visit{
		ID: s.int(n, "VisitID", "visit"), GUID: n.attr("guid"), Finished: s.bool(n, "Finished"), Guests: s.int(n, "GuestsCount"),
		PersistentComment: n.attr("PersistentComment"), NonPersistentComment: n.attr("NonPersistentComment"),
	}
	for _, o := range n.child("Orders").children("Order") {
		v.Orders = append(v.Orders, s.summary(o))
	}
	return v
}

func (s *scan) summary(n *node) OrderSummary {
	out := OrderSummary{
		OrderIdent: s.int(n, "OrderID", "orderIdent"), GUID: n.attr("guid"), Name: n.attr("OrderName"),
		Version: s.int(n, "Version"), CRC32: s.int(n, "crc32"), TableID: s.int(n, "TableID"), TableCode: n.attr("TableCode"),
		Sum: s.int(n, "OrderSum"), ToPaySum: s.int(n, "ToPaySum", "unpaidSum"), PrepaySum: s.int(n, "PrepaySum"), TotalPieces: s.int(n, "TotalPieces"),
		Finished: s.bool(n, "Finished"), Bill: s.bool(n, "Bill"), Locked: s.bool(n, "locked"),
		CreateTime: s.time(n, "CreateTime"), FinishTime: s.time(n, "FinishTime"),
	}
	for _, e := range n.children("ExternalID") {
		out.ExternalIDs = append(out.ExternalIDs, ExternalID{Source: e.attr("ExtSource", "source"), ID: e.attr("ExtID")})
	}
	return out
}

// GetOrderList2 asks for orders with their comments and external properties,
// which is where a lost order is looked for.
type GetOrderList2 struct {
	// LastVersion is the one of the previous answer; 0 asks for everything.
	LastVersion int64
	OnlyOpened  bool
	Waiter      Ref
	Table       Ref
}

// CommandName implements Command.
func (GetOrderList2) CommandName() string { return cmdGetOrderList2 }

// Encode implements Command. onlyOpened is always sent, because the station's
// own default is not documented.
func (l GetOrderList2) Encode() ([]byte, error) {
	opened := "0"
	if l.OnlyOpened {
		opened = "1"
	}
	return encode(struct {
		CMD         string  `xml:"CMD,attr"`
		LastVersion string  `xml:"lastversion,attr,omitempty"`
		OnlyOpened  string  `xml:"onlyOpened,attr"`
		Waiter      *refXML `xml:"Waiter"`
		Table       *refXML `xml:"Table"`
	}{cmdGetOrderList2, optionalInt(l.LastVersion), opened, l.Waiter.optional(), l.Table.optional()})
}

// OrderList2 is the answer to GetOrderList2. With NoChanges it holds no orders,
// because the caller's version is current.
type OrderList2 struct {
	LastVersion int64
	NoChanges   bool
	Orders      []Order
}

// GetOrderList2 asks for orders with their comments and external properties.
func (c *Client) GetOrderList2(ctx context.Context, request GetOrderList2) (OrderList2, error) {
	r, err := c.call(ctx, reading, request)
	if err != nil {
		return OrderList2{}, err
	}
	s := c.scan()
	out := OrderList2{LastVersion: s.int(r.result, "lastversion"), NoChanges: r.Status == StatusNoChanges}
	for _, n := range ordersIn(r.result) {
		out.Orders = append(out.Orders, s.order(n.order))
		if last := &out.Orders[len(out.Orders)-1]; n.visit != nil {
			if last.Visit == 0 {
				last.Visit = s.int(n.visit, "VisitID", "visit")
			}
			if last.PersistentComment == "" {
				last.PersistentComment = n.visit.attr("PersistentComment")
			}
		}
	}
	return out, c.finish(cmdGetOrderList2, s)
}

type foundOrder struct{ order, visit *node }

// ordersIn finds orders directly in the result, in an Orders group, or inside
// visits: releases differ.
func ordersIn(result *node) []foundOrder {
	var out []foundOrder
	add := func(visit *node, orders []*node) {
		for _, o := range orders {
			out = append(out, foundOrder{order: o, visit: visit})
		}
	}
	add(nil, result.children("Order"))
	add(nil, result.child("Orders").children("Order"))
	visits := append(result.children("Visit"), result.child("Visits").children("Visit")...)
	for _, v := range visits {
		add(v, v.children("Order"))
		add(v, v.child("Orders").children("Order"))
	}
	return out
}
