// Package monitor follows what happens to orders at the till, and tells their
// workflows. One monitor follows one restaurant, under its lease: a single list
// request a round for all its orders, and a look at those that have changed.
package monitor

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.temporal.io/api/serviceerror"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
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

// Following is one restaurant being followed.
type Following struct {
	*Monitor
	restaurant string
	version    int64
	board      map[string]Entry
	lookEvery  time.Duration
	// settled are the orders that there is nothing more to say about.
	settled map[string]settlement
	told    map[string]telling
}

// settlement is the version at which an order was settled, and when.
type settlement struct {
	version int64
	at      time.Time
}

// telling is what a workflow was told of last, and until when it may act on it.
type telling struct {
	version int64
	until   time.Time
}

// Follow begins with a restaurant of which nothing is known yet.
func (m *Monitor) Follow(restaurantID string) *Following {
	return &Following{Monitor: m, restaurant: restaurantID, settled: map[string]settlement{}, told: map[string]telling{}}
}

// Go looks once.
func (f *Following) Go(ctx context.Context) error {
	began, result := time.Now(), "listed"
	listed, err := f.round(ctx)
	switch {
	case err != nil:
		result = "failed"
	case !listed:
		result = "idle"
	}
	f.rounds.WithLabelValues(result).Observe(time.Since(began).Seconds())
	return err
}

// round says whether the station was asked: a restaurant without open orders
// costs it nothing.
func (f *Following) round(ctx context.Context) (listed bool, err error) {
	open, err := f.options.Orders.OnStation(ctx, f.restaurant)
	if err != nil || len(open) == 0 {
		return false, err
	}
	if err := f.list(ctx); err != nil {
		return true, err
	}
	for _, one := range open {
		entry, there := f.board[one.GUID]
		if !there || f.isSettled(one.ID, entry) || f.acting(one.ID, entry) {
			continue
		}
		if err := f.look(ctx, one.ID, entry); err != nil {
			return true, err
		}
	}
	f.forget(open)
	return true, nil
}

// isSettled says that just this was looked at, and not too long ago for a
// station whose versions do not tell everything.
func (f *Following) isSettled(id string, entry Entry) bool {
	settled, known := f.settled[id]
	fresh := f.lookEvery <= 0 || f.options.Now().Sub(settled.at) < f.lookEvery
	return known && settled.version == entry.Version && fresh
}

// tellAgain is how long a workflow gets to act; a station whose versions do not
// tell everything may have more to say by then.
func (f *Following) tellAgain() time.Duration {
	if f.lookEvery > 0 {
		return min(f.lookEvery, f.options.TellAgain)
	}
	return f.options.TellAgain
}

func (f *Following) settle(id string, entry Entry) {
	f.settled[id] = settlement{entry.Version, f.options.Now()}
	delete(f.told, id)
}

// acting says that a workflow has been told of just this and gets time to act.
func (f *Following) acting(id string, entry Entry) bool {
	told := f.told[id]
	return told.version == entry.Version && f.options.Now().Before(told.until)
}

// list asks for the list, if it has changed.
func (f *Following) list(ctx context.Context) error {
	listed, err := f.options.Station.Board(ctx, f.restaurant, f.version)
	if err != nil {
		return err
	}
	f.lookEvery = listed.LookEvery
	if listed.Unchanged {
		return nil
	}
	f.version, f.board = listed.Version, make(map[string]Entry, len(listed.Entries))
	for _, entry := range listed.Entries {
		f.board[order.PlainGUID(entry.GUID)] = entry
	}
	return nil
}

// look reads an order that has changed, and tells its workflow what it does not
// know. An order is settled when its record says all that the station says, so
// news that were too early or got lost are told again.
func (f *Following) look(ctx context.Context, id string, entry Entry) error {
	record, _, err := f.options.Orders.Order(ctx, id)
	if err != nil {
		return err
	}
	seenAt := f.options.Now()
	news, found, err := f.options.Station.LookAt(ctx, record)
	if err != nil {
		return err
	}
	if !found || !newTo(record, news) {
		f.settle(record.ID, entry)
		return nil
	}
	news.SeenAt = seenAt
	if !record.ServesLines(news.Lines) {
		news.Differences = []order.Check{{Code: "changed_at_till", Severity: order.Warning, Message: "The dishes were changed at the till: compare the two lists."}}
	}
	f.told[record.ID] = telling{version: entry.Version, until: f.options.Now().Add(f.tellAgain())}
	err = f.options.Signaller.SignalWorkflow(ctx, order.WorkflowID(record.Source, record.ExternalID), "", workflows.SignalStation, news)
	var missing *serviceerror.NotFound
	if errors.As(err, &missing) {
		f.settle(record.ID, entry)
		return nil
	}
	return err
}

// newTo says whether the news hold anything that the record does not.
func newTo(record order.Order, news order.StationNews) bool {
	return news.Deleted || news.Closed || record.Status.CanBecome(news.Progress()) ||
		record.Injection.State == order.Filled && !order.SameLines(news.Lines, record.ItemsOnPOS)
}

// forget drops what is kept of orders that are over.
func (f *Following) forget(open []order.OnStation) {
	still := make(map[string]bool, len(open))
	for _, one := range open {
		still[one.ID] = true
	}
	for id := range f.settled {
		if !still[id] {
			delete(f.settled, id)
		}
	}
	for id := range f.told {
		if !still[id] {
			delete(f.told, id)
		}
	}
}
