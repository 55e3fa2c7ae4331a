package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// alarms are the calls for people that have not gone out yet.
type alarms struct {
	waiting []order.Event
	ringing bool
}

func (a *alarms) quiet() bool { return len(a.waiting) == 0 && !a.ringing }

// hear picks out of the events being published those that call people who do
// not look at the console.
func (a *alarms) hear(events []order.Event) {
	for _, event := range events {
		if event.Name == order.EventEscalated || event.Name == order.EventNeedsOperator {
			a.waiting = append(a.waiting, event)
		}
	}
}

// ring calls people by the ways the restaurant has set up. Nothing of the order
// waits for it, and it is given up after a while: then it is no news any more.
func (r *run) ring(ctx workflow.Context) {
	ctx = workflow.WithActivityOptions(ctx, alarmOptions())
	for {
		if workflow.Await(ctx, func() bool { return len(r.alarms.waiting) > 0 }) != nil {
			return
		}
		event := r.alarms.waiting[0]
		r.alarms.waiting, r.alarms.ringing = r.alarms.waiting[1:], true
		alarm := activities.Alarm{
			OrderID: r.life.ID, Number: r.life.Number(), Source: r.life.Source, Restaurant: r.life.Restaurant,
			Event: event.Name, Detail: event.Detail, At: event.At, WaitingSince: r.life.CreatedAt, Sequence: event.Sequence,
		}
		if err := workflow.ExecuteActivity(ctx, activities.CallPeople, alarm).Get(ctx, nil); err != nil {
			workflow.GetLogger(ctx).Warn("an alarm was given up", "event", event.Name, "error", err.Error())
		}
		r.alarms.ringing = false
	}
}
