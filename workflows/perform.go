package workflows

import (
	"errors"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// perform does one piece of work on the station and notes how it went. It is
// called by the main loop only, so that one place talks to the station.
func (r *run) perform(ctx workflow.Context, work order.Work) {
	earlier := r.life.Begin(work)
	job := r.job(earlier)
	var err error
	switch work {
	case order.WorkCreate:
		err = r.create(ctx, job)
	case order.WorkInject:
		err = r.inject(ctx, job)
	case order.WorkFill:
		err = r.fill(ctx, activities.Fill, "put the dishes in and read them back", job)
	case order.WorkAmend:
		job.Was = r.life.Written // what it does not stand for is described next
		err = r.fill(ctx, activities.Amend, "bring the dishes to the new agreement", job)
	case order.WorkVoid:
		err = r.void(ctx, job)
	}
	switch {
	case err == nil:
	case unattended(err):
		r.life.NotBegun(earlier)
		r.retryLater(ctx, &activities.StationError{Fault: order.CodeStationUnattended.Fault("")})
	default:
		r.failed(ctx, account(ctx, err), earlier)
	}
}

// unattended says that no worker took the work up in time.
func unattended(err error) bool {
	var timeout *temporal.TimeoutError
	return errors.As(err, &timeout) && timeout.TimeoutType() == enums.TIMEOUT_TYPE_SCHEDULE_TO_START
}

// tell gives the station a status that people decided. It changes nothing about
// what the station has of the order, so a failure is shown and not acted on.
func (r *run) tell(ctx workflow.Context) {
	job := r.job(order.Trace{})
	job.Tell = r.life.Telling.Status
	job.Attempt = r.life.Telling.Attempts + 1
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, tellingOptions(&r.life.Order)), activities.Tell, job).Get(ctx, nil)
	now := workflow.Now(ctx)
	if err == nil {
		r.life.Told(job.Tell, now)
		return
	}
	fault := &activities.StationError{Fault: order.CodeStationUnattended.Fault(""), Retry: true}
	if !unattended(err) {
		fault = account(ctx, err)
	}
	r.life.NotTold(job.Tell, fault.Fault, fault.Retry, now.Add(retryAfter(job.Attempt)), now)
}

// describe brings the station a guest, address or note that was changed. As when
// it is told a status, a failure is shown and not acted on.
func (r *run) describe(ctx workflow.Context) {
	job, details := r.job(order.Trace{}), r.life.Details()
	job.Was, job.Attempt = r.life.Written, r.life.Describing.Attempts+1
	options := stationOptions(&r.life.Order, "bring the changed guest, address and notes to the station")
	options.StartToCloseTimeout, options.RetryPolicy = tellingTimeout, &temporal.RetryPolicy{MaximumAttempts: 1}
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, options), activities.Describe, job).Get(ctx, nil)
	now := workflow.Now(ctx)
	if err == nil {
		r.life.Described(details, now)
		return
	}
	fault := &activities.StationError{Fault: order.CodeStationUnattended.Fault(""), Retry: true}
	if !unattended(err) {
		fault = account(ctx, err)
	}
	r.life.NotDescribed(details, fault.Fault, fault.Retry, now.Add(retryAfter(job.Attempt)), now)
}

// job is what the station has to know.
func (r *run) job(earlier order.Trace) activities.Job {
	job := activities.Job{Order: r.life.Record(), Attempt: r.life.Injection.Attempts, LookFirst: earlier.Step, MaybeFilled: earlier.Dishes,
		Round: r.life.Round, Amendment: r.life.Amendment, Before: r.life.Sent, Unproven: r.life.Unproven}
	if r.life.Sending != nil {
		job.Order.ItemsAgreed = r.life.Sending
	}
	// The station needs neither the timeline nor the checks; leaving them out
	// keeps histories small.
	job.Order.History, job.Order.Checks = nil, nil
	return job
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

// inject makes the order with its dishes. An order that was made without them is
// one whose filling failed, like any other.
func (r *run) inject(ctx workflow.Context, job activities.Job) error {
	var done activities.Injection
	options := stationOptions(&r.life.Order, "create the order, put the dishes in and read them back")
	options.StartToCloseTimeout *= 2
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, options), activities.Inject, job).Get(ctx, &done); err != nil {
		return err
	}
	now := workflow.Now(ctx)
	r.life.CreatedOnStation(done.Station, now)
	r.life.DishesBegun()
	if done.Fault != nil {
		r.failed(ctx, done.Fault, order.Trace{})
		return nil //nolint:nilerr // the fault is the order's now
	}
	r.life.FilledOnStation(done.Filling.Lines, done.Filling.Sum, done.Filling.Differences, now)
	return nil
}

func (r *run) fill(ctx workflow.Context, activity, summary string, job activities.Job) error {
	var filling activities.Filling
	options := stationOptions(&r.life.Order, summary)
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, options), activity, job).Get(ctx, &filling); err != nil {
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

// account is the station's own word on what failed. An error without it says
// nothing about the station, so the outcome is unknown.
func account(ctx workflow.Context, err error) *activities.StationError {
	if fault, ok := activities.StationErrorOf(err); ok {
		return fault
	}
	workflow.GetLogger(ctx).Error("station work ended without an account", "error", err.Error())
	return &activities.StationError{Fault: order.CodeStationOutcome.Fault("The work on the station was cut off."), Retry: true}
}

// failed decides between patience and a person.
func (r *run) failed(ctx workflow.Context, fault *activities.StationError, earlier order.Trace) {
	if fault.NoDishes {
		r.life.NoDishes(earlier)
	}
	patient := fault.Retry
	if fault.Fault.Code == order.CodeStationOutcome && r.life.Injection.Attempts >= maxUnknown {
		patient = false
	}
	if !patient {
		r.life.Park(fault.Fault, fault.Cleared, workflow.Now(ctx))
		return
	}
	r.retryLater(ctx, fault)
}

func (r *run) retryLater(ctx workflow.Context, fault *activities.StationError) {
	now := workflow.Now(ctx)
	r.life.TryAgain(fault.Fault, fault.Cleared, now.Add(retryAfter(r.life.Injection.Attempts)), now)
}
