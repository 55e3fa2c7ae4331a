package pos

import (
	"context"

	"github.com/orderhatch/orderhatch/internal/rk7"
)

// The delivery part of an order is written by two steps, its state and its time,
// and always as a whole. So what one of them sent and lost must not come after
// what the other sends.

// awaitOther lets what the other step sent have its time as well.
func (t *task) awaitOther(ctx context.Context, other string) error {
	write, err := t.Store.Write(ctx, t.job.Order.ID, stepOf(t.job, other))
	if err != nil || len(write.Body) == 0 {
		return err
	}
	t.otherSent = true
	if write.SentAt.After(t.sentAt) {
		t.sentAt = write.SentAt
	}
	return nil
}

// delivering says that something may still be on its way.
func (t *task) delivering() bool { return len(t.noted.Body) > 0 || t.sends > 0 || t.otherSent }

// sendDelivery sends the whole delivery part as the station has it, with one
// change: nobody says whether what is left out of it stays.
func (t *task) sendDelivery(ctx context.Context, there rk7.Order, change func(*rk7.DeliveryBlock)) error {
	command := rk7.DeliveryUpdateStatus{Order: reference(there), Source: t.Station.Progress.SourceName()}
	switch own := t.delivery(); {
	case there.Delivery != nil:
		command.Delivery = *there.Delivery
	case own != nil:
		command.Delivery = *own
	}
	change(&command.Delivery)
	if t.Station.Progress.SendExtID {
		command.ExternalID = there.Visit
	}
	body, err := command.Encode()
	if err != nil {
		return &rk7.Error{Command: command.CommandName(), Outcome: rk7.NotSent, Err: err}
	}
	if err := t.sending(ctx, "", body); err != nil {
		return err
	}
	_, err = t.DeliveryUpdateStatus(ctx, command)
	if rk7.OutcomeOf(err) == rk7.NotSent {
		t.notSent(ctx)
	}
	return err
}
