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
	// Life carries an order on when its history grew too long.
	Life *order.Life `json:"life,omitempty"`
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
	workflow.GoNamed(ctx, "cancellation", run.obeyCancellation)
	for {
		run.life.Tick(workflow.Now(life))
		switch work := run.life.Next(workflow.Now(life)); work {
		case order.WorkFinish:
			return run.finish(life)
		case order.WorkNone:
			if err := run.wait(life); err != nil {
				return run.leave(life, err)
			}
		default:
			run.perform(life, work)
		}
		if run.refused != nil {
			return run.leave(life, run.refused)
		}
	}
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
	ended   bool
	shown   shownAttributes
}

func newRun(ctx workflow.Context, start Start) *run {
	r := &run{start: start, life: start.Life}
	if r.life == nil {
		intake := start.Intake
		r.life = order.Open(intake.Source, intake.Submission, intake.Rules, intake.Checks, workflow.Now(ctx))
	} else {
		r.projected = r.life.Revision
	}
	r.first = r.life.Record()
	return r
}

// finish ends the workflow when nothing is left to do.
func (r *run) finish(ctx workflow.Context) (Ending, error) {
	if err := r.leaveQuietly(ctx); err != nil {
		return Ending{}, err
	}
	return Ending{Status: r.life.Status, Injection: r.life.Injection.State, Reason: r.life.Reason}, nil
}

// leave ends this run with an error, which may be "continue as new".
func (r *run) leave(ctx workflow.Context, cause error) (Ending, error) {
	if err := r.leaveQuietly(ctx); err != nil {
		return Ending{}, err
	}
	return Ending{}, cause
}

// leaveQuietly lets callers who wait for an answer get it, and the record be
// written, before the run ends.
func (r *run) leaveQuietly(ctx workflow.Context) error {
	err := workflow.Await(ctx, func() bool {
		return r.allProjected() && workflow.AllHandlersFinished(ctx)
	})
	r.ended = true
	return err
}
