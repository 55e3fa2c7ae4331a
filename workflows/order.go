// Package workflows runs the life of each order as a Temporal workflow. The
// code here is deterministic: it decides, and activities act.
package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Start is what an order's workflow begins with.
type Start struct {
	Intake order.Intake `json:"intake"`
	// Nonce tells the caller who started the order from those who repeat it.
	Nonce string `json:"nonce,omitempty"`
	// Life carries an order on when its history grew too long, or when its
	// workflow was lost; then Unpublished are the events that are not written yet.
	Life        *order.Life   `json:"life,omitempty"`
	Unpublished []order.Event `json:"unpublished,omitempty"`
}

// Ending is the workflow's result, for people reading Temporal.
type Ending struct {
	Status    order.Status         `json:"status"`
	Injection order.InjectionState `json:"injection"`
	Reason    *order.Reason        `json:"reason,omitempty"`
}

// Order is the life of one external order: it waits for a person, does the
// work on the cash station, and follows the order until it is done.
func Order(ctx workflow.Context, start Start) (Ending, error) {
	run := newRun(ctx, start)
	if err := run.register(ctx); err != nil {
		return Ending{}, err
	}
	// The life goes on when Temporal asks the workflow to stop: the order is
	// cancelled as a person would do it, its station work included.
	life, _ := workflow.NewDisconnectedContext(ctx)
	workflow.GoNamed(life, "projector", run.project)
	workflow.GoNamed(life, "alarm", run.ring)
	workflow.GoNamed(ctx, "cancellation", run.obeyCancellation)
	for run.refused == nil {
		run.life.Tick(workflow.Now(life))
		switch work := run.life.Next(workflow.Now(life)); {
		case work == order.WorkFinish:
			if err := run.settle(life); err != nil {
				return Ending{}, err
			}
			if run.life.Next(workflow.Now(life)) == order.WorkFinish {
				return run.ending(), run.refused
			}
		case work == order.WorkCheck:
			run.check(life)
		case work == order.WorkTell:
			run.tell(life)
		case work == order.WorkDescribe:
			run.describe(life)
		case work != order.WorkNone:
			run.perform(life, work)
		case workflow.GetInfo(life).GetContinueAsNewSuggested():
			if err := run.settle(life); err != nil {
				return Ending{}, err
			}
			if run.life.Next(workflow.Now(life)) == order.WorkNone {
				return Ending{}, run.continued(life)
			}
		default:
			if err := run.wait(life); err != nil {
				return Ending{}, err
			}
		}
	}
	return Ending{}, run.refused
}

// run is one order's workflow while it runs.
type run struct {
	start Start
	life  *order.Life
	// first is the answer that a submit gets, however late it is repeated.
	first order.Order
	// projected is the newest revision that lists and feeds show.
	projected int64
	// refused is set when another order already stands under the external id.
	refused error
	// signals take what has been sent to the order and not been looked at.
	signals []func(ctx workflow.Context) bool
	alarms  alarms
	shown   shownAttributes
}

func newRun(ctx workflow.Context, start Start) *run {
	r := &run{start: start, life: start.Life}
	opened := workflow.Now(ctx)
	if r.life != nil {
		opened = r.life.CreatedAt
	}
	// Opening is a function of its arguments, so the first answer can be had
	// again in every run.
	first := order.Open(start.Intake, opened)
	r.first = first.Record()
	if r.life == nil {
		r.life = first
	} else {
		r.life = order.Remains{Life: *start.Life, Unpublished: start.Unpublished}.Resume()
		if len(start.Unpublished) == 0 {
			r.projected = r.life.Revision
		}
		r.show(ctx)
	}
	return r
}

func (r *run) ending() Ending {
	return Ending{Status: r.life.Status, Injection: r.life.Injection.State, Reason: r.life.Reason}
}

// continued carries the order on in a new run with an empty history.
func (r *run) continued(ctx workflow.Context) error {
	if r.refused != nil {
		return r.refused
	}
	return workflow.NewContinueAsNewError(ctx, OrderType, Start{Intake: r.start.Intake, Nonce: r.start.Nonce, Life: r.life})
}

// settle comes before the end of a run: what was sent to the order is looked
// at, callers who wait for an answer get it, and the record is written. A
// signal that nobody looked at would be lost with the run.
func (r *run) settle(ctx workflow.Context) error {
	for {
		err := workflow.Await(ctx, func() bool {
			return r.allProjected() && r.alarms.quiet() && workflow.AllHandlersFinished(ctx)
		})
		if err != nil || !r.drainSignals(ctx) {
			return err
		}
	}
}
