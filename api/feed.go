package api

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	feedPoll    = time.Second // when nothing wakes the feed
	feedPage    = 500
	joinWithin  = 2 * time.Second // of a start, the database may still be opening
	readerQueue = 256             // events a reader may lag behind before it is cut
)

// feed reads new events once and hands them to all streams, so that a hundred
// screens cost the database as much as one.
type feed struct {
	orders Orders
	log    *slog.Logger
	ctx    context.Context
	cancel context.CancelFunc
	ended  chan struct{}

	live     chan struct{} // closed once the position is known
	mu       sync.Mutex
	position int64
	readers  map[*feedReader]struct{}
}

// feedReader gets the events of its filter. The channel is closed when the feed
// ends or the reader is too slow; it resumes from the last event it has.
type feedReader struct {
	filter order.FeedFilter
	events chan order.FeedEvent
}

func newFeed(orders Orders, log *slog.Logger) *feed {
	ctx, cancel := context.WithCancel(context.Background())
	return &feed{orders: orders, log: log, ctx: ctx, cancel: cancel, ended: make(chan struct{}),
		live: make(chan struct{}), readers: map[*feedReader]struct{}{}}
}

// stop ends the feed and all its readers.
func (f *feed) stop() {
	f.cancel()
	<-f.ended
}

// run follows the events until stop.
func (f *feed) run() {
	defer close(f.ended)
	defer f.cutAll()
	wake, cancel := f.orders.Subscribe()
	defer cancel()
	poll := time.NewTicker(feedPoll)
	defer poll.Stop()
	failing := false
	for {
		err := f.advance()
		if f.ctx.Err() != nil {
			return
		}
		if err != nil && !failing {
			f.log.Warn("Event streams stand still: new events cannot be read", "error", err)
		} else if err == nil && failing {
			f.log.Info("Event streams go on")
		}
		failing = err != nil
		select {
		case <-f.ctx.Done():
			return
		case <-wake:
		case <-poll.C:
		}
	}
}

// advance reads what is new and hands it on.
func (f *feed) advance() error {
	if !f.isLive() {
		last, err := f.orders.LastEventID(f.ctx)
		if err != nil {
			return err
		}
		f.position = last // nobody else looks before live is closed
		close(f.live)
	}
	for {
		events, err := f.orders.Events(f.ctx, order.FeedFilter{After: f.position, Limit: feedPage})
		if err != nil {
			return err
		}
		f.deliver(events)
		if len(events) < feedPage {
			return nil
		}
	}
}

func (f *feed) isLive() bool {
	select {
	case <-f.live:
		return true
	default:
		return false
	}
}

func (f *feed) deliver(events []order.FeedEvent) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, event := range events {
		f.position = event.ID
		for reader := range f.readers {
			if !wants(reader.filter, event) {
				continue
			}
			select {
			case reader.events <- event:
			default:
				f.cut(reader)
			}
		}
	}
}

func wants(filter order.FeedFilter, event order.FeedEvent) bool {
	if filter.Source != "" && filter.Source != event.Source {
		return false
	}
	return len(filter.Restaurants) == 0 || slices.Contains(filter.Restaurants, event.Restaurant)
}

// join starts a reader. It gets every event after position; what came before
// that is in the database.
func (f *feed) join(ctx context.Context, filter order.FeedFilter) (reader *feedReader, position int64, err error) {
	notRunning := refusal(order.CodeUnavailable, "The event stream is not running; connect again in a moment.")
	ctx, cancel := context.WithTimeout(ctx, joinWithin)
	defer cancel()
	select {
	case <-f.live:
	case <-f.ctx.Done():
		return nil, 0, notRunning
	case <-ctx.Done():
		return nil, 0, notRunning
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ctx.Err() != nil {
		return nil, 0, notRunning
	}
	reader = &feedReader{filter: filter, events: make(chan order.FeedEvent, readerQueue)}
	f.readers[reader] = struct{}{}
	return reader, f.position, nil
}

func (f *feed) leave(reader *feedReader) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.cut(reader)
}

func (f *feed) cutAll() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for reader := range f.readers {
		f.cut(reader)
	}
}

// cut needs the lock.
func (f *feed) cut(reader *feedReader) {
	if _, there := f.readers[reader]; there {
		delete(f.readers, reader)
		close(reader.events)
	}
}
