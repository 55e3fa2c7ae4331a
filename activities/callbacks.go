package activities

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"github.com/orderhatch/orderhatch/internal/order"
)

// The names under which the activities of callbacks are registered.
const (
	DeliverNotices = "DeliverNotices"
	GiveUpNotice   = "GiveUpNotice"
)

// The error types of a delivery, as Temporal shows them.
const (
	noticeFailed = "callback_failed"
	noticeWaits  = "receiver_busy"
)

// Announcer sets the callbacks of an order's events going. Doing it twice for
// the same events does no more than doing it once.
type Announcer interface {
	Announce(ctx context.Context, record *order.Order, events []order.Event) error
}

// NoticeBook keeps the notices and what became of them.
type NoticeBook interface {
	Notice(ctx context.Context, id string) (order.Notice, error)
	// NoteAttempt writes down one try. Next is when the next one is due.
	NoteAttempt(ctx context.Context, id string, attempt order.NoticeAttempt, next time.Time) error
	NoteDead(ctx context.Context, id string) error
}

// Courier carries a notice to its receiver once. ErrReceiverBusy says that it
// did not try, because enough notices are on their way there.
type Courier interface {
	Deliver(ctx context.Context, notice order.Notice) (order.NoticeAttempt, error)
	// GaveUp is told of a notice that nobody tries to deliver any more.
	GaveUp(notice order.Notice)
}

// ErrReceiverBusy is a courier's answer when a receiver has enough to do.
var ErrReceiverBusy = errors.New("enough callbacks are on their way to this receiver")

// busyPause is how long a notice waits for its receiver's turn, about.
const busyPause = time.Second

// Callbacks are the methods that a worker of callbacks registers.
type Callbacks struct {
	Book    NoticeBook
	Courier Courier
	Now     func() time.Time // nil: time.Now
}

// Deliver delivers notices of one order, one after the other, and stops at the
// first that is not taken. Asked again it goes on there. How long Temporal waits
// before it asks again follows from the tries that were made of that one, not from
// those that found the receiver busy.
func (c *Callbacks) Deliver(ctx context.Context, ids []string) error {
	for i, id := range ids {
		activity.RecordHeartbeat(ctx, i)
		if err := c.deliver(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func (c *Callbacks) deliver(ctx context.Context, id string) error {
	notice, err := c.Book.Notice(ctx, id)
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return nil // it was forgotten, being old
	case err != nil:
		return err
	case notice.State == order.NoticeDelivered:
		return nil // an earlier try succeeded but could not say so
	}
	attempt, err := c.Courier.Deliver(ctx, notice)
	switch {
	case errors.Is(err, ErrReceiverBusy):
		return temporal.NewApplicationErrorWithOptions(err.Error(), noticeWaits,
			temporal.ApplicationErrorOptions{NextRetryDelay: busyPause/2 + rand.N(busyPause)})
	case err != nil:
		return err
	}
	pause := NoticePause(notice.Attempts + 1)
	if err := c.Book.NoteAttempt(ctx, id, attempt, c.now().Add(pause)); err != nil || attempt.OK {
		return err
	}
	return temporal.NewApplicationErrorWithOptions(attempt.Error, noticeFailed,
		temporal.ApplicationErrorOptions{NonRetryable: attempt.Final, NextRetryDelay: pause})
}

// GiveUp makes the first notice that was not delivered a dead letter, and says how
// many of them nothing is to be done for any more.
func (c *Callbacks) GiveUp(ctx context.Context, ids []string) (done int, err error) {
	for i, id := range ids {
		notice, err := c.Book.Notice(ctx, id)
		switch {
		case order.CodeOf(err) == order.CodeNotFound, err == nil && notice.State == order.NoticeDelivered:
			continue
		case err == nil:
			err = c.Book.NoteDead(ctx, id)
		}
		if err != nil {
			return 0, fmt.Errorf("note a dead callback: %w", err)
		}
		c.Courier.GaveUp(notice)
		return i + 1, nil
	}
	return len(ids), nil
}

func (c *Callbacks) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

const (
	firstNoticePause = 10 * time.Second
	lastNoticePause  = 30 * time.Minute
)

// NoticePause is the wait after a number of failed tries: 10 s, doubling to 30 min.
func NoticePause(attempts int) time.Duration {
	pause := firstNoticePause
	for i := 1; i < attempts && pause < lastNoticePause; i++ {
		pause *= 2
	}
	return min(pause, lastNoticePause)
}
