package activities

import (
	"context"
	"errors"

	"go.temporal.io/sdk/temporal"

	"github.com/orderhatch/orderhatch/internal/order"
)

// The names under which the activities of sweeps are registered.
const (
	SweepOrders  = "SweepOrders"
	SweepStation = "SweepStation"
	KeepSweep    = "KeepSweep"
)

// SweepRequest says what a sweep looks at.
type SweepRequest struct {
	// Restaurant is the only one to look at; empty for all.
	Restaurant string `json:"restaurant,omitempty"`
	// DryRun finds and repairs nothing.
	DryRun bool `json:"dry_run,omitempty"`
}

// OrdersSwept is what comparing the database with Temporal came to.
type OrdersSwept struct {
	Orders      int                 `json:"orders"`
	Restaurants []string            `json:"restaurants"` // whose stations are to be looked at
	Found       []order.Discrepancy `json:"found"`
	Truncated   bool                `json:"truncated,omitempty"`
}

// Sweeper compares what the database, Temporal and the cash stations have.
// Everything it does may be repeated.
type Sweeper interface {
	// Orders compares the database with Temporal.
	Orders(ctx context.Context, request SweepRequest) (OrdersSwept, error)
	// Station compares the orders on one station that carry our mark with the
	// database.
	Station(ctx context.Context, request SweepRequest) ([]order.Discrepancy, error)
	// Keep makes what was found known.
	Keep(ctx context.Context, sweep order.Sweep) error
}

// Sweeps are the methods that workers register.
type Sweeps struct{ Sweeper Sweeper }

// Orders compares the database with Temporal.
func (s *Sweeps) Orders(ctx context.Context, request SweepRequest) (OrdersSwept, error) {
	stop := heartbeat(ctx)
	defer stop()
	return s.Sweeper.Orders(ctx, request)
}

// Station looks at one station. One that cannot be looked at now is looked at
// by the next sweep, so nothing is tried again.
func (s *Sweeps) Station(ctx context.Context, request SweepRequest) ([]order.Discrepancy, error) {
	stop := heartbeat(ctx)
	defer stop()
	found, err := s.Sweeper.Station(ctx, request)
	var fault *StationError
	if errors.As(err, &fault) {
		err = temporal.NewApplicationErrorWithOptions(fault.Error(), string(fault.Fault.Code),
			temporal.ApplicationErrorOptions{NonRetryable: true, Details: []any{fault}})
	}
	return found, err
}

// Keep makes what was found known.
func (s *Sweeps) Keep(ctx context.Context, sweep order.Sweep) error {
	return s.Sweeper.Keep(ctx, sweep)
}
