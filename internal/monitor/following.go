package monitor

import (
	"context"
	"errors"
	"time"

	"go.temporal.io/api/serviceerror"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

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
