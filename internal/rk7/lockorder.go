package rk7

import (
	"context"
	"time"
)

const cmdLockOrder = "LockOrder"

// LockOrder keeps the tills out of an order for a while. Writes of the key's
// owner carry the same key.
type LockOrder struct {
	Order OrderRef
	// Key is a GUID of our own choice.
	Key string
	// For is how long; zero unlocks.
	For      time.Duration
	Station  Ref
	Employee Ref
}

type lockXML struct {
	CMD      string      `xml:"CMD,attr"`
	LockTime string      `xml:"lockTime,attr"`
	Key      string      `xml:"lockguid,attr"`
	Order    orderRefXML `xml:"Order"`
	Station  *refXML     `xml:"Station"`
	Employee *refXML     `xml:"Employee"`
}

// CommandName implements Command.
func (LockOrder) CommandName() string { return cmdLockOrder }

// Encode implements Command. The time goes out in the station's own duration
// form: it accepts hh:mm:ss too, but then does not lock.
func (l LockOrder) Encode() ([]byte, error) {
	order, err := l.Order.xml()
	if err != nil {
		return nil, err
	}
	if l.Key == "" {
		return nil, missing("lock key")
	}
	return encode(lockXML{
		CMD: cmdLockOrder, LockTime: FormatDuration(max(l.For, 0)), Key: l.Key, Order: order,
		Station: l.Station.optional(), Employee: l.Employee.optional(),
	})
}

// LockOrder locks an order and says whether it is locked now.
func (c *Client) LockOrder(ctx context.Context, lock LockOrder) (locked bool, err error) {
	r, err := c.call(ctx, writing, lock)
	if err != nil {
		return false, err
	}
	s := c.scan()
	n := r.result
	if n.attr("locked") == "" {
		n = n.child("Order")
	}
	locked = n != nil && s.bool(n, "locked")
	return locked, c.finish(cmdLockOrder, s)
}

// UnlockOrder gives up a lock taken with the same key.
func (c *Client) UnlockOrder(ctx context.Context, order OrderRef, key string) error {
	_, err := c.LockOrder(ctx, LockOrder{Order: order, Key: key})
	return err
}
