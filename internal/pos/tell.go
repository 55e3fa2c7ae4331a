package pos

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// Tell gives the station the delivery state that the restaurant has for a status.
// A state is set, so setting it twice does no harm; what must not happen is that
// an older one, sent before and lost, comes after a newer one. So the station is
// looked at first, and given the time for whatever was sent to it.
func (s *Stations) Tell(ctx context.Context, job activities.Job) error {
	_, err := perform(ctx, s, job, stepTell, func(t *task, ctx context.Context) (struct{}, error) {
		return struct{}{}, t.tell(ctx)
	})
	return err
}

func (t *task) tell(ctx context.Context) error {
	code, known := t.Station.Progress.Codes.Code(t.job.Tell)
	if !known || t.Station.Progress.Silent {
		return nil // the settings have changed since
	}
	if err := t.hold(ctx); err != nil {
		return err
	}
	if err := t.awaitOther(ctx, stepRetime); err != nil {
		return err
	}
	for {
		there, needless, err := t.lookBeforeTelling(ctx, code)
		if err != nil || needless {
			return err
		}
		if t.sends == maxSends {
			return later(order.CodeStationOutcome, "The station does not say whether it took the status.")
		}
		err = t.sendDelivery(ctx, there, func(block *rk7.DeliveryBlock) { block.State = &code })
		switch rk7.OutcomeOf(err) {
		case rk7.NotSent, rk7.Refused:
			return err
		case rk7.Done:
			return t.heeded(ctx, code)
		}
	}
}

// lookBeforeTelling reads the order. Telling is needless when the station has
// the state, is past it, or has ended the order.
func (t *task) lookBeforeTelling(ctx context.Context, code int64) (there rk7.Order, needless bool, err error) {
	look := func() (bool, error) {
		var found bool
		if there, found, err = t.find(ctx, t.known()); err == nil && !found {
			err = failed(order.CodeStationOrderMissing, "")
		}
		needless = err == nil && (there.Finished || there.Deleted || t.past(there, code))
		return needless, err
	}
	if t.delivering() {
		err = t.untilSettled(ctx, look)
	} else {
		_, err = look()
	}
	if needless {
		t.settled(t.step)
	}
	return there, needless, err
}

// past says that the station's own state is the wanted one or a later one.
func (t *task) past(there rk7.Order, code int64) bool {
	if there.Delivery == nil || there.Delivery.State == nil {
		return false
	}
	if *there.Delivery.State == code {
		return true
	}
	said := t.Station.Progress.Codes.Status(*there.Delivery.State)
	return said != "" && !said.CanBecome(t.job.Tell)
}

// heeded reads back: a station that says Ok may have ignored what it does not
// understand.
func (t *task) heeded(ctx context.Context, code int64) error {
	there, found, err := t.find(ctx, t.known())
	if err != nil {
		return err
	}
	t.settled(t.step)
	if !found || there.Delivery == nil || there.Delivery.State == nil || *there.Delivery.State != code {
		return failed(order.CodeStationRefused, fmt.Sprintf("The station took the delivery state %d and does not show it.", code))
	}
	return nil
}
