// Package activities does what workflows must not do themselves: work on the
// cash station and writing the order's record. What it needs of the world it
// declares here, as small interfaces.
package activities

import (
	"context"
	"errors"
	"fmt"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"github.com/orderhatch/orderhatch/internal/order"
)

// The names under which activities are registered; they are part of every
// recorded history and must not change.
const (
	Create = "CreateOrderOnStation"
	Inject = "InjectOrderOnStation"
	Fill   = "FillOrderOnStation"
	Amend  = "AmendOrderOnStation"
	Void   = "VoidOrderOnStation"
	Tell   = "TellStation"
	// Describe brings the station details that were changed.
	Describe = "DescribeOrderOnStation"
	Project  = "ProjectOrder"
	Check    = "CheckOrder"
)

// Station works on the cash stations of all restaurants. Every method may be
// called again after any failure: with LookFirst it must not do twice what an
// earlier call may have done. Failures that a person or time can remove are
// *StationError.
type Station interface {
	Create(ctx context.Context, job Job) (order.StationOrder, error)
	Fill(ctx context.Context, job Job) (Filling, error)
	// Amend brings the dishes from job.Before to job.Order.ItemsAgreed by the
	// difference alone: what the till added or removed by itself stays.
	Amend(ctx context.Context, job Job) (Filling, error)
	Void(ctx context.Context, job Job) error
	// Tell lets the station know job.Tell, a status that people decided. One that
	// the station cannot be told, and one it is past, is not told.
	Tell(ctx context.Context, job Job) error
	// Describe brings the station the order's details in the place of job.Was. What
	// people wrote there themselves is left alone.
	Describe(ctx context.Context, job Job) error
}

// Projector writes an order's record to where lists and feeds are read. A
// record that is older than the written one changes nothing.
type Projector interface {
	Project(ctx context.Context, projection order.Projection) error
}

// Checker says what is to be known of an order now. It fails when some of it
// cannot be looked at.
type Checker interface {
	Check(ctx context.Context, record order.Order) ([]order.Check, error)
}

// Job is one piece of work on the station.
type Job struct {
	Order order.Order `json:"order"`
	// Attempt counts from 1 within the step.
	Attempt int `json:"attempt"`
	// LookFirst says that an earlier attempt may have left a trace.
	LookFirst bool `json:"look_first,omitempty"`
	// MaybeFilled says, of an order that is made with its dishes, that an earlier
	// attempt may have come as far as the dishes.
	MaybeFilled bool `json:"maybe_filled,omitempty"`
	// Round counts how often an order that the station lost was created again;
	// identifiers on the station are derived from it, too.
	Round int `json:"round,omitempty"`
	// Amendment numbers amendments from 1: an attempt that is repeated has the
	// same number and the same dishes. Before are the dishes that were put in last.
	Amendment int          `json:"amendment,omitempty"`
	Before    []order.Item `json:"before,omitempty"`
	// Unproven says that the station must have exactly the dishes of Before, or
	// nothing is changed there.
	Unproven bool `json:"unproven,omitempty"`
	// Tell is the status that the station is to know.
	Tell order.Status `json:"tell,omitempty"`
	// Was are the details that the station was given before.
	Was *order.Details `json:"was,omitempty"`
}

// Filling is what the station has after the dishes were put in and read back.
type Filling struct {
	Lines       []order.StationLine `json:"lines"`
	Sum         order.Money         `json:"sum"`
	Differences []order.Check       `json:"differences,omitempty"`
}

// StationError is a failure of work on the station, in words for the operator.
type StationError struct {
	Fault *order.StationFault `json:"fault"`
	// Retry says that the same work may pass later by itself.
	Retry bool `json:"retry,omitempty"`
	// Cleared says that this attempt certainly left nothing on the station.
	Cleared bool `json:"cleared,omitempty"`
	// NoDishes says that this attempt certainly put no dishes in.
	NoDishes bool `json:"no_dishes,omitempty"`
}

// Error implements error.
func (e *StationError) Error() string { return fmt.Sprintf("%s: %s", e.Fault.Code, e.Fault.Message) }

// StationErrorOf reads a StationError out of what a workflow got from an activity.
func StationErrorOf(err error) (*StationError, bool) {
	var application *temporal.ApplicationError
	if !errors.As(err, &application) || !application.HasDetails() {
		return nil, false
	}
	var fault StationError
	if application.Details(&fault) != nil || fault.Fault == nil {
		return nil, false //nolint:nilerr // not the station's account
	}
	return &fault, true
}

// Activities are the methods that workers register.
type Activities struct {
	Station   Station
	Projector Projector
	Checker   Checker   // nil: orders are looked at only when they come in
	Announcer Announcer // nil: nobody is told
	Pager     Pager     // nil: nobody is called
}

// CreateOrder makes the empty order on the station.
func (a *Activities) CreateOrder(ctx context.Context, job Job) (order.StationOrder, error) {
	return onStation(ctx, job, a.Station.Create)
}

// FillOrder puts the agreed dishes into the order and reads them back.
func (a *Activities) FillOrder(ctx context.Context, job Job) (Filling, error) {
	return onStation(ctx, job, a.Station.Fill)
}

// AmendOrder brings the order's dishes to what was agreed since.
func (a *Activities) AmendOrder(ctx context.Context, job Job) (Filling, error) {
	return onStation(ctx, job, a.Station.Amend)
}

// VoidOrder takes the order off the station.
func (a *Activities) VoidOrder(ctx context.Context, job Job) error {
	return withoutResult(ctx, job, a.Station.Void)
}

// TellStation gives the station a status that people decided.
func (a *Activities) TellStation(ctx context.Context, job Job) error {
	return withoutResult(ctx, job, a.Station.Tell)
}

// DescribeOrder brings the station the order's new details.
func (a *Activities) DescribeOrder(ctx context.Context, job Job) error {
	return withoutResult(ctx, job, a.Station.Describe)
}

// ProjectOrder writes the order's record and sets the callbacks going that its
// events call for. Both may be repeated.
func (a *Activities) ProjectOrder(ctx context.Context, projection order.Projection) error {
	err := a.Projector.Project(ctx, projection)
	if err == nil && a.Announcer != nil {
		return a.Announcer.Announce(ctx, &projection.Record, projection.Events)
	}
	var known *order.Error
	if errors.As(err, &known) && !order.Kinds[known.Code].Retryable {
		return temporal.NewApplicationErrorWithOptions(known.Error(), string(known.Code),
			temporal.ApplicationErrorOptions{NonRetryable: true, Details: []any{known}})
	}
	return err
}

// CheckOrder looks at an order anew.
func (a *Activities) CheckOrder(ctx context.Context, record order.Order) ([]order.Check, error) {
	if a.Checker == nil {
		return nil, temporal.NewNonRetryableApplicationError("nobody looks at orders here", "nobody", nil)
	}
	return a.Checker.Check(ctx, record)
}

func withoutResult(ctx context.Context, job Job, work func(context.Context, Job) error) error {
	_, err := onStation(ctx, job, func(ctx context.Context, job Job) (struct{}, error) {
		return struct{}{}, work(ctx, job)
	})
	return err
}

// onStation runs station work under a heartbeat. When Temporal runs the same
// attempt again, the worker before may have died in the middle of a call.
func onStation[T any](ctx context.Context, job Job, work func(context.Context, Job) (T, error)) (T, error) {
	if activity.GetInfo(ctx).Attempt > 1 {
		job.LookFirst = true
	}
	stop := heartbeat(ctx)
	defer stop()
	result, err := work(ctx, job)
	var fault *StationError
	if errors.As(err, &fault) {
		err = temporal.NewApplicationErrorWithOptions(fault.Error(), string(fault.Fault.Code),
			temporal.ApplicationErrorOptions{NonRetryable: true, Details: []any{fault}})
	}
	return result, err
}
