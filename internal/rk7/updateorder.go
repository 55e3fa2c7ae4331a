package rk7

import (
	"context"
	"time"
)

const cmdUpdateOrder = "UpdateOrder"

// UpdateOrder changes an order's header. It needs no licence.
type UpdateOrder struct {
	Order OrderRef
	// PersistentComment and NonPersistentComment stay as they are when nil.
	PersistentComment    *string
	NonPersistentComment *string
	OpenTime             time.Time
	Duration             time.Duration
	LockKey              string
	Manager              Ref
	Table                Ref
	Waiter               Ref
	OrderType            Ref
	GuestType            Ref
	// Guests stays as it is when 0.
	Guests        int
	ExternalProps []Prop
}

type updateXML struct {
	CMD           string      `xml:"CMD,attr"`
	Persistent    *string     `xml:"persistentComment,attr"`
	NonPersistent *string     `xml:"nonPersistentComment,attr"`
	OpenTime      string      `xml:"openTime,attr,omitempty"`
	Duration      string      `xml:"duration,attr,omitempty"`
	LockKey       string      `xml:"lockguid,attr,omitempty"`
	Manager       *refXML     `xml:"Manager"`
	Order         orderRefXML `xml:"Order"`
	Table         *refXML     `xml:"Table"`
	Waiter        *refXML     `xml:"Waiter"`
	OrderType     *refXML     `xml:"OrderType"`
	GuestType     *refXML     `xml:"GuestType"`
	Guests        *guestsXML  `xml:"Guests"`
	Props         *propsXML   `xml:"ExternalProps"`
}

// CommandName implements Command.
func (UpdateOrder) CommandName() string { return cmdUpdateOrder }

// Encode implements Command.
func (u UpdateOrder) Encode() ([]byte, error) {
	order, err := u.Order.xml()
	if err != nil {
		return nil, err
	}
	x := updateXML{
		CMD: cmdUpdateOrder, Persistent: u.PersistentComment, NonPersistent: u.NonPersistentComment,
		OpenTime: optionalTime(u.OpenTime), Duration: optionalDuration(u.Duration), LockKey: u.LockKey,
		Manager: u.Manager.optional(), Order: order, Table: u.Table.optional(), Waiter: u.Waiter.optional(),
		OrderType: u.OrderType.optional(), GuestType: u.GuestType.optional(), Props: externalProps(u.ExternalProps),
	}
	if u.Guests > 0 {
		x.Guests = guests(u.Guests)
	}
	return encode(x)
}

// UpdateOrder changes an order's header.
func (c *Client) UpdateOrder(ctx context.Context, update UpdateOrder) error {
	_, err := c.call(ctx, writing, update)
	return err
}
