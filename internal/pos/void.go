package pos

import (
	"context"
	"errors"
	"fmt"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// Void takes the order off the station: all that is there of it. An order that
// is deleted already, or never came, is what was wanted.
func (s *Stations) Void(ctx context.Context, job activities.Job) error {
	_, err := perform(ctx, s, job, stepVoid, func(t *task, ctx context.Context) (struct{}, error) {
		return struct{}{}, t.void(ctx)
	})
	return err
}

func (t *task) void(ctx context.Context) error {
	if err := t.holdAll(ctx); err != nil {
		return err
	}
	seen, err := t.lookWell(ctx)
	if err != nil {
		return err
	}
	for _, there := range seen.live {
		if err := t.delete(ctx, there); err != nil {
			return err
		}
	}
	t.ending.SettledAll = true
	return nil
}

// holdAll takes every step in hand, so that nobody puts in what is being taken out.
func (t *task) holdAll(ctx context.Context) error {
	for _, step := range t.steps() {
		own := t.step
		t.step = step
		sentAt := t.sentAt
		err := t.hold(ctx)
		t.step = own
		if t.sentAt.Before(sentAt) {
			t.sentAt = sentAt
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// steps are all that somebody may have in hand.
func (t *task) steps() []string {
	steps := []string{stepOf(t.job, stepCreate), stepOf(t.job, stepFill), t.step}
	if t.job.Amendment > 0 {
		steps = append(steps, stepOf(t.job, amendStep(t.job)))
	}
	return steps
}

// delete deletes one order and makes sure that it is deleted. Deleting twice
// does no harm, so a lost answer is followed by a look and another try.
func (t *task) delete(ctx context.Context, there rk7.Order) error {
	if there.Finished {
		return failed(order.CodeStationOrderClosed, fmt.Sprintf("The order was closed on the station (visit %d) and cannot be deleted.", there.Visit))
	}
	for range maxSends {
		if err := t.mayWrite(ctx); err != nil {
			return err
		}
		cause := t.VoidOrder(ctx, rk7.VoidOrder{
			Order: reference(there), Station: code(t.Station.StationCode),
			Manager: code(t.manager()), Reason: code(t.Station.VoidReason),
		})
		if rk7.OutcomeOf(cause) == rk7.NotSent {
			return cause
		}
		gone, err := t.gone(ctx, there)
		switch e := rk7.AsError(cause); {
		case err != nil:
			return err
		case gone:
			return nil
		case e == nil || e.Outcome == rk7.Refused:
			return t.undeleted(cause)
		}
		if err := t.sleep(ctx, t.Pause); err != nil {
			return err
		}
	}
	return later(order.CodeStationOutcome, "The station does not say whether it deleted the order.")
}

// manager is who deletes: the waiter when no manager is set.
func (t *task) manager() string {
	if t.Station.ManagerCode != "" {
		return t.Station.ManagerCode
	}
	return t.Station.WaiterCode
}

// gone says whether the station has the order no more, or as a deleted one.
func (t *task) gone(ctx context.Context, there rk7.Order) (bool, error) {
	now, err := t.GetOrder(ctx, rk7.OrderRef{GUID: there.GUID, Visit: there.Visit, OrderIdent: there.OrderIdent})
	if e := rk7.AsError(err); e != nil && e.OrderMissing() {
		// It may have got another name when it was deleted.
		seen, err := t.look(ctx)
		return err == nil && !seen.has(there) || len(seen.live) == 0, err
	}
	if err != nil {
		return false, err
	}
	return now.Cancelled() || !isOurs(t.job, now), nil
}

// undeleted words a refusal to delete. One that will not pass by itself is for a person.
func (t *task) undeleted(cause error) error {
	if cause == nil {
		return failed(order.CodeVoidRefused, "The station said that it deleted the order, but it is still there.")
	}
	var fault *activities.StationError
	if errors.As(explain(cause), &fault) && fault.Fault.Code == order.CodeStationRefused {
		return failed(order.CodeVoidRefused, fault.Fault.Message)
	}
	return cause
}
