package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/order"
)

// wait sleeps until there is work, the clock is due, or the history has grown
// so long that the order goes on in a new run.
func (r *run) wait(ctx workflow.Context) error {
	deadline, timed := r.life.NextDeadline()
	woken := func() bool {
		now, changed := r.life.NextDeadline()
		return r.life.Next(workflow.Now(ctx)) != order.WorkNone || changed != timed || !now.Equal(deadline) ||
			r.refused != nil || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
	}
	if !timed {
		return workflow.Await(ctx, woken)
	}
	pause := max(deadline.Sub(workflow.Now(ctx)), time.Millisecond)
	_, err := workflow.AwaitWithOptions(ctx, workflow.AwaitOptions{
		Timeout:      pause,
		TimerOptions: workflow.TimerOptions{Summary: r.timerSummary(deadline)},
	}, woken)
	return err
}

// timerSummary says in the Temporal UI what a timer is for.
func (r *run) timerSummary(deadline time.Time) string {
	clock := r.life.Deadlines
	if telling := r.life.Telling; telling != nil && telling.NextAt != nil && telling.NextAt.Equal(deadline) {
		return "tell the station again"
	}
	for _, timer := range []struct {
		at   *time.Time
		what string
	}{
		{r.life.Injection.NextAttemptAt, "ask the station again"},
		{r.life.Describing.NextAt, "bring the station the changed details again"},
		{clock.ExpireAt, "acceptance deadline"},
		{clock.AutoAcceptAt, "accept by itself"},
		{clock.ReleaseAt, "put the scheduled order on the station"},
		{clock.CloseAt, "complete a forgotten order"},
		{r.life.TakenUntil, "let a forgotten take run out"},
		{clock.RemindAt, "remind the operators"},
		{clock.EscalateAt, "escalate"},
	} {
		if timer.at != nil && timer.at.Equal(deadline) {
			return timer.what
		}
	}
	return "look again"
}

// obeyCancellation treats Temporal's own cancel request as a cancelled order.
func (r *run) obeyCancellation(ctx workflow.Context) {
	ctx.Done().Receive(ctx, nil)
	reason := order.Reason{Code: order.OtherReason, Text: "Cancelled through Temporal"}
	command := order.CancelCommand{Caller: order.Caller{Actor: order.Actor{Kind: order.System}}, Reason: reason}
	if err := r.life.Cancel(command, workflow.Now(ctx)); err != nil {
		workflow.GetLogger(ctx).Info("Temporal's cancel request came too late", "reason", err.Error())
	}
}
