// Package monitor follows what happens to orders at the till, and tells their
// workflows. One monitor follows one restaurant, under its lease: a single list
// request a round for all its orders, and a look at those that have changed.
package monitor

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Entry is an order in a station's list.
type Entry struct {
	GUID    string
	Visit   int64
	OrderID int64
	// Version changes with every change of the order.
	Version int64
}

// Board is a station's list of orders.
type Board struct {
	Entries []Entry
	// Version is the list's own. Unchanged says that nothing has changed since the
	// one that was asked with, and that there are no entries.
	Version   int64
	Unchanged bool
	// LookEvery is how often an order is looked at although its version is the
	// same; 0 for never.
	LookEvery time.Duration
}

// Station is asked what it has.
type Station interface {
	// Board lists all orders of a restaurant's station, unless nothing has changed
	// since the version of an earlier list.
	Board(ctx context.Context, restaurantID string, since int64) (Board, error)
	// LookAt reads one order; found is false when the station does not have it.
	LookAt(ctx context.Context, record order.Order) (news order.StationNews, found bool, err error)
}

// Orders are read to know which orders are followed, and what is known of them.
type Orders interface {
	// OnStation names the orders of a restaurant that the till can still change.
	OnStation(ctx context.Context, restaurantID string) ([]order.OnStation, error)
	Order(ctx context.Context, id string) (record order.Order, pending bool, err error)
}

// Signaller tells workflows; a Temporal client is one.
type Signaller interface {
	SignalWorkflow(ctx context.Context, workflowID, runID, signalName string, arg any) error
}

// Hints wake whoever follows a restaurant, when its station said that something
// has changed. A hint may be missing, late, or wrong.
type Hints interface {
	Hints(restaurantID string) (wake <-chan struct{}, cancel func())
}

// Options are what a Monitor is made of.
type Options struct {
	Station   Station
	Orders    Orders
	Signaller Signaller
	Hints     Hints        // nil: none
	Logger    *slog.Logger // nil: slog.Default()
	Metrics   prometheus.Registerer
	Now       func() time.Time
	// Every is the pause between two rounds.
	Every time.Duration
	// Apart is the least time between the beginnings of two rounds: hints that
	// come in the meantime are one.
	Apart time.Duration
	// TellAgain is how long a workflow gets to act before it is told once more.
	TellAgain time.Duration
}

// Monitor follows restaurants. It keeps nothing between two leases.
type Monitor struct {
	options Options
	rounds  *prometheus.HistogramVec
}

// New makes a Monitor.
func New(options Options) *Monitor {
	if options.Logger == nil {
		options.Logger = slog.Default()
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Every <= 0 {
		options.Every = 5 * time.Second
	}
	if options.Apart <= 0 {
		options.Apart = time.Second
	}
	if options.TellAgain <= 0 {
		options.TellAgain = time.Minute
	}
	m := &Monitor{options: options, rounds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "orderhatch_monitor_round_seconds", Help: "Time one round over a restaurant's open orders took: listed, failed, or idle without any.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
	}, []string{"result"})}
	if options.Metrics != nil {
		options.Metrics.MustRegister(m.rounds)
	}
	return m
}

// Watch follows a restaurant until the context ends.
func (m *Monitor) Watch(ctx context.Context, restaurantID string) {
	hinted, cancel := m.hints(restaurantID)
	defer cancel()
	following := m.Follow(restaurantID)
	ticker := time.NewTicker(m.options.Every)
	defer ticker.Stop()
	for {
		began := time.Now()
		if err := following.Go(ctx); err != nil && ctx.Err() == nil {
			m.options.Logger.Debug("The till could not be followed", "restaurant", restaurantID, "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-hinted:
			if !pause(ctx, m.options.Apart-time.Since(began)) {
				return
			}
			ticker.Reset(m.options.Every)
		}
	}
}

func (m *Monitor) hints(restaurantID string) (hinted <-chan struct{}, cancel func()) {
	if m.options.Hints == nil {
		return nil, func() {}
	}
	return m.options.Hints.Hints(restaurantID)
}

// pause waits; false when the context ended first.
func pause(ctx context.Context, length time.Duration) bool {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
