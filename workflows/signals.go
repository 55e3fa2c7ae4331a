package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/order"
)

// obeySignal lets any Temporal client decide: the signal goes through the same
// method as the call over HTTP. A signal has no answer, so one that comes too
// late is noted in the log only.
func obeySignal[C any](ctx workflow.Context, r *run, name string, obey func(*order.Life, C, time.Time) *order.Error) {
	signals := workflow.GetSignalChannel(ctx, name)
	take := func(ctx workflow.Context) bool {
		var command C
		if !signals.ReceiveAsync(&command) {
			return false
		}
		if err := obey(r.life, command, workflow.Now(ctx)); err != nil {
			workflow.GetLogger(ctx).Warn("signal was not obeyed", "signal", name, "reason", err.Error())
		}
		return true
	}
	r.signals = append(r.signals, take)
	workflow.GoNamed(ctx, "signal "+name, func(ctx workflow.Context) {
		ctx, _ = workflow.NewDisconnectedContext(ctx)
		// Waiting for the length and not in Receive: what a blocked Receive was
		// handed is out of the channel, and would be lost when the run ends first.
		for workflow.Await(ctx, func() bool { return signals.Len() > 0 }) == nil {
			take(ctx)
		}
	})
}

// drainSignals obeys what has been sent and not been looked at; false when
// there was nothing.
func (r *run) drainSignals(ctx workflow.Context) (some bool) {
	for _, take := range r.signals {
		for take(ctx) {
			some = true
		}
	}
	return some
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

// hearStation follows what happened at the till.
func hearStation(life *order.Life, news order.StationNews, now time.Time) *order.Error {
	life.Hear(news, now)
	return nil
}
