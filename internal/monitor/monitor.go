// Package monitor follows what happens to orders at the till, and tells their
// workflows. One monitor follows one restaurant, under its lease: a single list
// request a round for all its orders, and a look at those that have changed.
package monitor

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

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

// Station is asked what it has.
type Station interface {
	// Board lists all orders of a restaurant's station, unless nothing has
	// changed since the version of an earlier list; then unchanged is true.
	Board(ctx context.Context, restaurantID string, since int64) (entries []Entry, version int64, unchanged bool, err error)
	// LookAt reads one order; found is false when the station does not have it.
	LookAt(ctx context.Context, record order.Order) (news order.StationNews, found bool, err error)
}

// Orders are read to know which orders are followed, and what is known of them.
type Orders interface {
	Orders(ctx context.Context, filter order.Filter) (order.Page, error)
}

// Signaller tells workflows; a Temporal client is one.
type Signaller interface {
	SignalWorkflow(ctx context.Context, workflowID, runID, signalName string, arg any) error
}

// Options are what a Monitor is made of.
type Options struct {
	Station   Station
	Orders    Orders
	Signaller Signaller
	Logger    *slog.Logger // nil: slog.Default()
	Now       func() time.Time
	// Every is the pause between two rounds.
	Every time.Duration
	// TellAgain is how long a workflow gets to act before it is told once more.
	TellAgain time.Duration
}

// Monitor follows restaurants. It keeps nothing between two leases.
type Monitor struct{ options Options }

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
	if options.TellAgain <= 0 {
		options.TellAgain = time.Minute
	}
	return &Monitor{options: options}
}

// Watch follows a restaurant until the context ends.
func (m *Monitor) Watch(ctx context.Context, restaurantID string) {
	round := m.Follow(restaurantID)
	ticker := time.NewTicker(m.options.Every)
	defer ticker.Stop()
	for {
		if err := round.Go(ctx); err != nil && ctx.Err() == nil {
			m.options.Logger.Debug("The till could not be followed", "restaurant", restaurantID, "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Following is one restaurant being followed.
type Following struct {
	*Monitor
	restaurant string
	version    int64
	board      map[string]Entry
	// settled is the version of an order that there is nothing more to say about.
	settled map[string]int64
	told    map[string]telling
}

// telling is what a workflow was told of last, and until when it may act on it.
type telling struct {
	version int64
	until   time.Time
}

// Follow begins with a restaurant of which nothing is known yet.
func (m *Monitor) Follow(restaurantID string) *Following {
	return &Following{Monitor: m, restaurant: restaurantID, settled: map[string]int64{}, told: map[string]telling{}}
}

// Go looks once.
func (f *Following) Go(ctx context.Context) error {
	open, err := f.open(ctx)
	if err != nil || len(open) == 0 {
		return err // a restaurant without open orders costs its station nothing
	}
	if err := f.list(ctx); err != nil {
		return err
	}
	for _, record := range open {
		entry, there := f.entry(record)
		if !there || f.settled[record.ID] == entry.Version || f.acting(record.ID, entry) {
			continue
		}
		if err := f.look(ctx, record, entry); err != nil {
			return err
		}
	}
	f.forget(open)
	return nil
}

// acting says that a workflow has been told of just this and gets time to act.
func (f *Following) acting(id string, entry Entry) bool {
	told := f.told[id]
	return told.version == entry.Version && f.options.Now().Before(told.until)
}

// followed are the statuses in which the till can still change an order.
var followed = []order.Status{order.Accepted, order.InWork, order.Ready, order.OnTheWay}

// open are the orders that are on the station and not over.
func (f *Following) open(ctx context.Context) (open []order.Order, err error) {
	filter := order.Filter{Restaurants: []string{f.restaurant}, Statuses: followed, Limit: 200}
	for {
		page, err := f.options.Orders.Orders(ctx, filter)
		if err != nil {
			return nil, err
		}
		for _, record := range page.Orders {
			if record.POS.OrderGUID != "" || record.POS.Visit != 0 {
				open = append(open, record)
			}
		}
		if page.Next == "" {
			return open, nil
		}
		filter.Cursor = page.Next
	}
}

// list asks for the list, if it has changed.
func (f *Following) list(ctx context.Context) error {
	entries, version, unchanged, err := f.options.Station.Board(ctx, f.restaurant, f.version)
	if err != nil || unchanged {
		return err
	}
	f.version, f.board = version, make(map[string]Entry, len(entries))
	for _, entry := range entries {
		f.board[key(entry.GUID)] = entry
	}
	return nil
}

func (f *Following) entry(record order.Order) (Entry, bool) {
	entry, there := f.board[key(record.POS.OrderGUID)]
	return entry, there
}

// key makes GUIDs comparable: releases differ in case and braces.
func key(guid string) string { return strings.Trim(strings.ToUpper(guid), "{}") }

// look reads an order that has changed, and tells its workflow what it does not
// know. An order is settled when its record says all that the station says, so
// news that were too early or got lost are told again.
func (f *Following) look(ctx context.Context, record order.Order, entry Entry) error {
	seenAt := f.options.Now()
	news, found, err := f.options.Station.LookAt(ctx, record)
	if err != nil {
		return err
	}
	if !found || !newTo(record, news) {
		f.settled[record.ID] = entry.Version
		return nil
	}
	news.SeenAt = seenAt
	if !record.ServesLines(news.Lines) {
		news.Differences = []order.Check{{Code: "changed_at_till", Severity: order.Warning, Message: "The dishes were changed at the till: compare the two lists."}}
	}
	f.told[record.ID] = telling{version: entry.Version, until: f.options.Now().Add(f.options.TellAgain)}
	err = f.options.Signaller.SignalWorkflow(ctx, order.WorkflowID(record.Source, record.ExternalID), "", workflows.SignalStation, news)
	var missing *serviceerror.NotFound
	if errors.As(err, &missing) {
		f.settled[record.ID] = entry.Version
		return nil
	}
	return err
}

// newTo says whether the news hold anything that the record does not.
func newTo(record order.Order, news order.StationNews) bool {
	return news.Deleted || news.Closed || news.Printed && record.Status == order.Accepted ||
		record.Injection.State == order.Filled && !order.SameLines(news.Lines, record.ItemsOnPOS)
}

// forget drops what is kept of orders that are over.
func (f *Following) forget(open []order.Order) {
	still := make(map[string]bool, len(open))
	for _, record := range open {
		still[record.ID] = true
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
