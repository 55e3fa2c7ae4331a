package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// perform does one piece of work on the station and notes how it went. It is
// called by the main loop only, so that one place talks to the station.
func (r *run) perform(ctx workflow.Context, work order.Work) {
	lookFirst := r.life.Begin(work)
	job := activities.Job{Order: r.life.Record(), Attempt: r.life.Injection.Attempts, LookFirst: lookFirst}
	// The station needs neither the timeline nor the checks; leaving them out
	// keeps histories small.
	job.Order.History, job.Order.Checks = nil, nil
	var err error
	switch work {
	case order.WorkCreate:
		err = r.create(ctx, job)
	case order.WorkFill:
		err = r.fill(ctx, job)
	case order.WorkVoid:
		err = r.void(ctx, job)
	}
	if err != nil {
		r.failed(ctx, err)
	}
}

func (r *run) create(ctx workflow.Context, job activities.Job) error {
	var created order.StationOrder
	options := stationOptions(&r.life.Order, "create the empty order")
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, options), activities.Create, job).Get(ctx, &created); err != nil {
		return err
	}
	r.life.CreatedOnStation(created, workflow.Now(ctx))
	return nil
}

func (r *run) fill(ctx workflow.Context, job activities.Job) error {
	var filling activities.Filling
	options := stationOptions(&r.life.Order, "put the dishes in and read them back")
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, options), activities.Fill, job).Get(ctx, &filling); err != nil {
		return err
	}
	r.life.FilledOnStation(filling.Lines, filling.Sum, filling.Differences, workflow.Now(ctx))
	return nil
}

func (r *run) void(ctx workflow.Context, job activities.Job) error {
	options := stationOptions(&r.life.Order, "take the order off the station")
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, options), activities.Void, job).Get(ctx, nil); err != nil {
		return err
	}
	r.life.VoidedOnStation(workflow.Now(ctx))
	return nil
}

// failed decides between patience and a person. An error without the
// station's own account says nothing about the station, so it is unknown.
func (r *run) failed(ctx workflow.Context, err error) {
	now := workflow.Now(ctx)
	fault, ok := activities.StationErrorOf(err)
	if !ok {
		workflow.GetLogger(ctx).Error("station work ended without an account", "error", err.Error())
		fault = &activities.StationError{Fault: order.CodeStationOutcome.Fault("The work on the station was cut off."), Retry: true}
	}
	patient := fault.Retry
	if fault.Fault.Code == order.CodeStationOutcome && r.life.Injection.Attempts >= maxUnknown {
		patient = false
	}
	if !patient {
		r.life.Park(fault.Fault, fault.Cleared, now)
		return
	}
	r.life.TryAgain(fault.Fault, fault.Cleared, now.Add(retryAfter(r.life.Injection.Attempts)), now)
}
