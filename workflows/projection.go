package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// project writes the record whenever it has changed. It is a coroutine of its
// own, so that a take is seen while the station keeps the main loop busy;
// changes that come together are written together.
func (r *run) project(ctx workflow.Context) {
	ctx = workflow.WithLocalActivityOptions(ctx, projectionOptions())
	for {
		if workflow.Await(ctx, func() bool { return !r.allProjected() }) != nil {
			return
		}
		events := append([]order.Event{}, r.life.Unpublished()...)
		projection := order.Projection{Record: r.life.Record(), ContentHash: r.start.Intake.ContentHash, Events: events}
		err := workflow.ExecuteLocalActivity(ctx, activities.Project, projection).Get(ctx, nil)
		if err != nil {
			// Only a refusal ends here: everything else is tried for ever.
			r.refused = err
			return
		}
		r.projected = projection.Record.Revision
		if len(events) > 0 {
			r.life.Published(events[len(events)-1].Sequence)
			r.alarms.hear(events)
		}
		r.show(ctx)
	}
}

func (r *run) allProjected() bool { return r.refused != nil || r.projected >= r.life.Revision }

// seen waits until lists and feeds show what a caller has just been told, so
// that nobody reads an older order than the one they were answered.
func (r *run) seen(ctx workflow.Context) error {
	revision := r.life.Revision
	if err := workflow.Await(ctx, func() bool { return r.refused != nil || r.projected >= revision }); err != nil {
		return err
	}
	return r.refused
}
