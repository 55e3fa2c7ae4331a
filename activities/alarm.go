package activities

import (
	"context"
	"errors"
	"time"

	"go.temporal.io/sdk/temporal"

	"github.com/orderhatch/orderhatch/internal/order"
)

// CallPeople is the name under which the activity of alarms is registered.
const CallPeople = "CallPeople"

// Pager calls people who do not look at the console, by the ways that the
// order's restaurant has set up; without any it does nothing.
type Pager interface {
	Page(ctx context.Context, alarm Alarm) error
}

// Alarm is a call for people. It says nothing about the guest: it leaves the
// house.
type Alarm struct {
	OrderID      string          `json:"order_id"`
	Number       string          `json:"number"`
	Source       string          `json:"source"`
	Restaurant   string          `json:"restaurant"`
	Event        order.EventName `json:"event"`
	Detail       string          `json:"detail,omitempty"`
	At           time.Time       `json:"at"`
	WaitingSince time.Time       `json:"waiting_since"`
	// Sequence is the event's, and with the order the alarm's identity.
	Sequence int64 `json:"sequence"`
}

// HopelessError is a pager's word that trying an alarm again is no use: where it
// should go, nothing may be sent.
type HopelessError struct{ Why string }

// Error implements error.
func (e HopelessError) Error() string { return e.Why }

// CallPeople calls people.
func (a *Activities) CallPeople(ctx context.Context, alarm Alarm) error {
	if a.Pager == nil {
		return nil
	}
	err := a.Pager.Page(ctx, alarm)
	var hopeless HopelessError
	if errors.As(err, &hopeless) {
		return temporal.NewNonRetryableApplicationError(err.Error(), "alarm_forbidden", nil)
	}
	return err
}
