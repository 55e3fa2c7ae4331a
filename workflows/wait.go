package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/order"
)

// wait sleeps until there is work, the clock is due, or the history has grown
// so long that the order goes on in a new run.
func (r *run) wait(ctx workflow.Context) error {
	if workflow.GetInfo(ctx).GetContinueAsNewSuggested() && r.allProjected() {
		return workflow.NewContinueAsNewError(ctx, OrderType, Start{Intake: r.start.Intake, Nonce: r.start.Nonce, Life: r.life})
	}
	deadline, timed := r.life.NextDeadline()
	woken := func() bool {
		now, changed := r.life.NextDeadline()
		return r.life.Next(workflow.Now(ctx)) != order.WorkNone || changed != timed || !now.Equal(deadline) || r.refused != nil
	}
	if !timed {
		return workflow.Await(ctx, woken)
	}
	pause := max(deadline.Sub(workflow.Now(ctx)), time.Millisecond)
	_, err := workflow.AwaitWithOptions(ctx, workflow.AwaitOptions{
		Timeout:      pause,
		TimerOptions: workflow.TimerOptions{Summary: r.timerSummary()},
	}, woken)
	return err
}

func (r *run) timerSummary() string {
	switch {
	case r.life.Injection.State == order.Retrying:
		return "ask the station again"
	case r.life.Status == order.Scheduled:
		return "put the scheduled order on the station"
	case !r.life.Reminded:
		return "remind the operators"
	case !r.life.Escalated:
		return "escalate"
	default:
		return "acceptance deadline"
	}
}

// obeyCancellation treats Temporal's own cancel request as a cancelled order.
func (r *run) obeyCancellation(ctx workflow.Context) {
	ctx.Done().Receive(ctx, nil)
	if r.ended {
		return
	}
	reason := order.Reason{Code: order.OtherReason, Text: "Cancelled through Temporal"}
	command := order.CancelCommand{Caller: order.Caller{Actor: order.Actor{Kind: order.System}}, Reason: reason}
	if err := r.life.Cancel(command, workflow.Now(ctx)); err != nil {
		workflow.GetLogger(ctx).Info("Temporal's cancel request came too late", "reason", err.Error())
	}
}
