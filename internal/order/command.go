package order

import "time"

// Caller is who gives a command, and which revision of the order they saw.
type Caller struct {
	Actor Actor `json:"actor,omitzero"`
	// Revision refuses the command when the order has moved on; zero does not care.
	Revision int64 `json:"revision,omitempty"`
}

// TakeCommand marks who is on the order.
type TakeCommand struct {
	Caller
	Force bool `json:"force,omitempty"`
}

// ReleaseCommand lets the order go again.
type ReleaseCommand struct{ Caller }

// AcceptCommand is the human yes. As a signal it may be sent empty.
type AcceptCommand struct {
	Caller
	Note        string     `json:"note,omitempty"`
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	Fill        FillMode   `json:"fill,omitempty"`
	Items       []Item     `json:"items,omitempty"`
	// Checks are what is to be said of the order now; nil when nobody looked.
	Checks []Check `json:"checks"`
}

// CancelCommand is the human no, before or after acceptance.
type CancelCommand struct {
	Caller
	Reason Reason `json:"reason"`
}

// AmendCommand replaces the agreed contents.
type AmendCommand struct {
	Caller
	Items   []Item   `json:"items,omitempty"`
	Note    *string  `json:"note,omitempty"`
	Address *Address `json:"address,omitempty"`
	Guest   *Guest   `json:"guest,omitempty"`
	// Checks are what is to be said of the order now; nil when nobody looked.
	Checks []Check `json:"checks"`
	// Timing changes when the guest wants the order; its respond_by is ignored.
	Timing *Timing `json:"timing,omitempty"`
}

// PostponeCommand keeps an order waiting whose guest could not be reached.
type PostponeCommand struct {
	Caller
	Minutes int    `json:"minutes"`
	Note    string `json:"note,omitempty"`
}

// RefuseCancelCommand answers no to a source that wants to call an order off.
type RefuseCancelCommand struct {
	Caller
	Reason Reason `json:"reason"`
}

// SaveCommand puts the agreed contents on the station (fill on_save and on_open).
type SaveCommand struct{ Caller }

// ResolveAction is a person's answer to an order that needs one.
type ResolveAction string

// The answers.
const (
	ResolveRetry  ResolveAction = "retry"
	ResolveByHand ResolveAction = "done_by_hand"
	ResolveCancel ResolveAction = "cancel"
)

// ResolveCommand answers an order in needs_operator.
type ResolveCommand struct {
	Caller
	Action ResolveAction `json:"action"`
	Note   string        `json:"note,omitempty"`
}

// AdvanceCommand moves the ordinary delivery life by hand.
type AdvanceCommand struct {
	Caller
	Status Status `json:"status"`
}
