// Package reconcile finds what does not belong together: orders that nobody
// works on, workflows that no list shows, and orders on cash stations that
// nobody owns. It repairs what can be repaired without doubling anything, and
// words the rest for people.
package reconcile

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Records is the database.
type Records interface {
	Restaurants(ctx context.Context) ([]restaurant.Restaurant, error)
	Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error)
	Unfinished(ctx context.Context, filter order.UnfinishedFilter) (briefs []order.Brief, next string, err error)
	Briefs(ctx context.Context, ids []string) (map[string]order.Brief, error)
	Kept(ctx context.Context, id string) (order.Kept, error)
	Marked(ctx context.Context, mark string) (ids []string, err error)
	Project(ctx context.Context, projection order.Projection) error
	PutSweep(ctx context.Context, sweep order.Sweep) error
}

// Workflows is Temporal.
type Workflows interface {
	Running(ctx context.Context, restaurant string, page []byte) (runs []order.Run, next []byte, err error)
	Run(ctx context.Context, workflowID string) (run order.Run, found bool, err error)
	Remains(ctx context.Context, run order.Run) (order.Remains, error)
	Revive(ctx context.Context, intake order.Intake, remains *order.Remains) error
	End(ctx context.Context, run order.Run, reason string) error
}

// Stations are the cash stations, and the ledger of what was written there.
type Stations interface {
	Marked(ctx context.Context, restaurantID string) ([]order.Sighting, error)
	Contents(ctx context.Context, restaurantID string, sighting order.Sighting) (dishes int, sum order.Money, over bool, err error)
	Remove(ctx context.Context, record order.Order, sighting order.Sighting) error
	Traces(ctx context.Context, orderID string) (order.Traces, error)
}

// Options are what a Reconciler is made of.
type Options struct {
	Records   Records
	Workflows Workflows
	Stations  Stations
	Logger    *slog.Logger // nil: slog.Default()
	Now       func() time.Time
	// Grace is how long nothing must have happened to what is looked at: orders
	// that are being submitted or worked on just now are nobody's loss.
	Grace time.Duration
	// Repairs bounds how many things one sweep repairs, and Orders how many
	// orders it compares.
	Repairs, Orders int
}

const (
	defaultGrace   = 2 * time.Minute
	defaultRepairs = 200
	defaultOrders  = 20_000
	// overGrace is how long the workflow of an order that is over may still run:
	// it lets alarms and callers finish.
	overGrace = 15 * time.Minute
)

// Reconciler implements activities.Sweeper.
type Reconciler struct{ Options }

// New makes a Reconciler.
func New(options Options) (*Reconciler, error) {
	if options.Records == nil || options.Workflows == nil || options.Stations == nil {
		return nil, errors.New("reconcile: Records, Workflows and Stations must be given")
	}
	if options.Logger == nil {
		options.Logger = slog.Default()
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Grace <= 0 {
		options.Grace = defaultGrace
	}
	if options.Repairs <= 0 {
		options.Repairs = defaultRepairs
	}
	if options.Orders <= 0 {
		options.Orders = defaultOrders
	}
	return &Reconciler{options}, nil
}

// Keep makes what was found known: in the log, and to those who ask.
func (r *Reconciler) Keep(ctx context.Context, sweep order.Sweep) error {
	for _, one := range sweep.Found {
		level := slog.LevelWarn
		if one.Outcome == order.Repaired {
			level = slog.LevelInfo
		}
		r.Logger.Log(ctx, level, "A sweep found something", "kind", one.Kind, "outcome", one.Outcome, "restaurant", one.Restaurant,
			"order", one.OrderID, "visit", one.Visit, "message", one.Message)
	}
	if sweep.DryRun {
		return nil
	}
	return r.Records.PutSweep(ctx, sweep)
}
