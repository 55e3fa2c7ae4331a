package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/order"
)

// obeySignal lets any Temporal client decide: the signal goes through the same
// method as the call over HTTP. A signal has no answer, so one that comes too
// late is noted in the log only.
func obeySignal[C any](ctx workflow.Context, r *run, name string, obey func(*order.Life, C, time.Time) *order.Error) error {
	signals := workflow.GetSignalChannel(ctx, name)
	workflow.GoNamed(ctx, "signal "+name, func(ctx workflow.Context) {
		ctx, _ = workflow.NewDisconnectedContext(ctx)
		for {
			var command C
			signals.Receive(ctx, &command)
			if err := obey(r.life, command, workflow.Now(ctx)); err != nil {
				workflow.GetLogger(ctx).Warn("signal was not obeyed", "signal", name, "reason", err.Error())
			}
		}
	})
	return nil
}

// bySignal is who acts when a signal names nobody.
func bySignal(caller order.Caller) order.Caller {
	if caller.Actor == (order.Actor{}) {
		caller.Actor = order.Actor{Kind: order.Person, Name: "temporal"}
	}
	return caller
}

func acceptBySignal(life *order.Life, command order.AcceptCommand, now time.Time) *order.Error {
	command.Caller = bySignal(command.Caller)
	order.NormaliseItems(command.Items)
	return life.Accept(command, now)
}

// cancelBySignal takes a cancel without a reason as the operator's plain no.
func cancelBySignal(life *order.Life, command order.CancelCommand, now time.Time) *order.Error {
	command.Caller = bySignal(command.Caller)
	if command.Reason.Code == "" {
		command.Reason = order.Reason{Code: order.OtherReason, Text: "Cancelled by a signal"}
	}
	return life.Cancel(command, now)
}
