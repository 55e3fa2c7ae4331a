package workflows

import (
	"errors"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// project writes the record whenever it has changed. It is a coroutine of its
// own, so that a take is seen while the station keeps the main loop busy;
// changes that come together are written together.
func (r *run) project(ctx workflow.Context) {
	ctx = workflow.WithLocalActivityOptions(ctx, projectionOptions())
	pause := firstProjectionPause
	for {
		if workflow.Await(ctx, func() bool { return !r.allProjected() }) != nil {
			return
		}
		events := append([]order.Event{}, r.life.Unpublished()...)
		projection := order.Projection{Record: r.life.Record(), ContentHash: r.start.Intake.ContentHash, Events: events}
		err := workflow.ExecuteLocalActivity(ctx, activities.Project, projection).Get(ctx, nil)
		switch {
		case err == nil:
		case refusal(err):
			r.refused = err
			return
		default: // the database is away; an order is not lost because of that
			pause = min(2*pause, lastProjectionPause)
			workflow.GetLogger(ctx).Warn("the record is not written yet", "error", err.Error())
			if workflow.NewTimerWithOptions(ctx, pause, workflow.TimerOptions{Summary: "the database is away"}).Get(ctx, nil) != nil {
				return
			}
			continue
		}
		pause = firstProjectionPause
		r.projected = projection.Record.Revision
		if len(events) > 0 {
			r.life.Published(events[len(events)-1].Sequence)
			r.alarms.hear(events)
		}
		r.show(ctx)
	}
}

// refusal tells a record that will never be written from a database that is away.
func refusal(err error) bool {
	var application *temporal.ApplicationError
	return errors.As(err, &application) && application.NonRetryable()
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
