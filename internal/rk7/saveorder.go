package rk7

import (
	"context"
	"time"
)

const cmdSaveOrder = "SaveOrder"

// SaveOrder adds sessions with lines to an order, or replaces unprinted ones.
// It is a licensed command: under a subscription Licence is required, under a
// lifetime licence it stays nil.
type SaveOrder struct {
	Licence *LicenseInfo
	Order   OrderRef
	LockKey string
	// Deferred saves an unconfirmed order that staff must open and save.
	Deferred bool
	// SkipLicenceCheck hides the order from the till until it is saved there.
	SkipLicenceCheck bool
	// NotToKitchenDisplays keeps the session off the kitchen displays.
	NotToKitchenDisplays bool
	Sessions             []SaveSession
}

// SaveSession is one moment of ordering.
type SaveSession struct {
	// Uni overwrites that unprinted session; 0 adds a new one.
	Uni      int64
	LineGUID string
	Draft    bool

	PrintTime    time.Time
	RemindTime   time.Time
	ReadyTime    time.Time
	StartService time.Time

	Station Ref
	Author  Ref
	Creator Ref
	Course  Ref

	Dishes  []SaveDish
	Combos  []SaveCombo
	Prepays []SavePrepay
}

// SaveDish is a dish line. Quantity is in thousandths and required. A nil
// Price takes the station's own.
type SaveDish struct {
	Dish Ref
	// Uni names an existing line; 0 makes a new one.
	Uni       int64
	LineGUID  string
	Quantity  int64
	Price     *int64
	Seat      int64
	Modifiers []SaveModifier
	// Voids take portions off a line the kitchen has already got.
	Voids []SaveVoid
}

// SaveModifier is a modifier of a line; Count is pieces for the whole line.
type SaveModifier struct {
	Modifier Ref
	Count    int64
	Price    *int64
	// OpenName is the text of a modifier of open name.
	OpenName string
}

// SaveCombo is a set of dishes sold as one line.
type SaveCombo struct {
	Combo Ref
	// Uni names an existing line; 0 makes a new one.
	Uni        int64
	LineGUID   string
	Quantity   int64
	Price      *int64
	Components []SaveComponent
	// Modifiers are those of the combo itself.
	Modifiers []SaveModifier
	// Voids take portions off a line the kitchen has already got.
	Voids []SaveVoid
}

// SaveComponent is one dish of a combo.
type SaveComponent struct {
	Dish      Ref
	Count     int64
	Price     *int64
	Modifiers []SaveModifier
}

// SaveVoid removes portions of a printed line. Reason is of ORDERVOIDS,
// Quantity is in thousandths.
type SaveVoid struct {
	Reason   Ref
	Author   Ref
	Quantity int64
}

// SavePrepay is money received before cooking. Amount is in kopecks.
type SavePrepay struct {
	Currency Ref
	LineGUID string
	Amount   int64
	Promised bool
	// Reason is of DEPOSITCOLLECTREASONS and required.
	Reason Ref
}

// CommandName implements Command.
func (SaveOrder) CommandName() string { return cmdSaveOrder }

// SavedOrder is the answer to SaveOrder. Order is nil when the station sent none.
type SavedOrder struct {
	Envelope
	Order    *Order
	Sessions []SavedSession
}

// SavedSession is the number the station gave a session.
type SavedSession struct {
	LineGUID  string
	SessionID int64
}

// SaveOrder adds or replaces sessions of an order.
func (c *Client) SaveOrder(ctx context.Context, order SaveOrder) (SavedOrder, error) {
	body, err := order.Encode()
	if err != nil {
		return SavedOrder{}, &Error{Command: cmdSaveOrder, Outcome: NotSent, Err: err}
	}
	return c.SaveOrderBytes(ctx, body)
}

// SaveOrderBytes sends what SaveOrder.Encode gave and somebody stored. Sending
// the identical bytes again is how a lost reply is asked for under a subscription.
func (c *Client) SaveOrderBytes(ctx context.Context, body []byte) (SavedOrder, error) {
	r, err := c.callStored(ctx, cmdSaveOrder, body)
	if err != nil {
		return SavedOrder{}, err
	}
	s := c.scan()
	saved := SavedOrder{Envelope: r.Envelope}
	if n := r.result.child("Order"); n != nil {
		order := s.order(n)
		saved.Order = &order
	}
	for _, n := range r.result.children("Session") {
		saved.Sessions = append(saved.Sessions, SavedSession{LineGUID: n.attr("line_guid"), SessionID: s.int(n, "sessionID")})
	}
	return saved, c.finish(cmdSaveOrder, s)
}
