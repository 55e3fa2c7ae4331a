package bench

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/internal/announce"
	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/store"
	"github.com/orderhatch/orderhatch/internal/temporal"
)

const (
	callbackReceivers = 200
	deadReceivers     = 5
	// callbackEvents are what an ordinary order tells: it came; it was accepted,
	// made and filled, all in one moment; it was finished.
	callbackEvents = 5
)

// callbackBursts are the events that come at one moment, as they are announced.
var callbackBursts = [][][]order.EventName{
	{{order.EventSubmitted}},
	{{order.EventAccepted}, {order.EventCreated, order.EventFilled}},
	{{order.EventStatus}},
}

// Callbacks is what telling order sources costs, and whether dead receivers keep
// the others waiting.
type Callbacks struct {
	Receivers int           `json:"receivers"`
	Orders    int           `json:"orders"`
	InFlight  int           `json:"orders_in_flight"`
	Healthy   *CallbackLoad `json:"all_healthy"`
	WithDead  *CallbackLoad `json:"with_dead"`
}

// CallbackLoad is one round of callbacks.
type CallbackLoad struct {
	Dead      int     `json:"dead_receivers"`
	Delivered int     `json:"delivered"`
	Seconds   float64 `json:"seconds"`
	PerSecond float64 `json:"delivered_per_second"`
	// Latency is from the event to its receiver, for receivers that answer.
	Latency Times   `json:"latency"`
	CPU     float64 `json:"cpu_ms_per_callback"`
	// Pending are the callbacks of dead receivers, which are tried again for a day.
	Pending int `json:"pending"`
}

// measureCallbacks has events of orders announced as the orders' workflows do,
// and watches what arrives: once with receivers that all answer, once with some
// that accept the connection and then hang.
func measureCallbacks(ctx context.Context, options Options, folder string, station *station, report *Report) error {
	target, err := startTarget(ctx, options, folder, station)
	if err != nil {
		return err
	}
	defer target.stop()
	ring, err := keyring.Load(target.keyFile())
	if err != nil {
		return err
	}
	book, err := store.Open(ctx, target.dsn(), ring, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { _ = book.Close() }()
	client, err := temporal.Dial(ctx, temporal.Options{Address: target.temporal, Namespace: "default", Keys: ring, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer client.Close()
	shops, err := openShops(callbackReceivers)
	if err != nil {
		return err
	}
	defer shops.close()
	t := &tellers{announcer: announce.New(client, book), shops: shops, source: station.ids[0], inFlight: options.InFlight}
	result := &Callbacks{Receivers: callbackReceivers, Orders: options.Callbacks / callbackEvents, InFlight: options.InFlight}
	report.Callbacks = result
	if _, err := t.tell(ctx, "warm", callbackReceivers); err != nil {
		return fmt.Errorf("warming up: %w", err)
	}
	for _, dead := range []int{0, deadReceivers} {
		fmt.Fprintf(options.Out, "%d callbacks, %d of %d receivers hang\n", options.Callbacks, dead, callbackReceivers)
		shops.hang(dead)
		load, err := t.measure(ctx, target, book, result.Orders)
		if err != nil {
			return err
		}
		load.Dead = dead
		if dead == 0 {
			result.Healthy = load
		} else {
			result.WithDead = load
		}
	}
	return target.alive()
}

// tellers announce the events of orders.
type tellers struct {
	announcer *announce.Announcer
	shops     *shops
	source    string
	inFlight  int
}

func (t *tellers) measure(ctx context.Context, target *target, book *store.Store, orders int) (*CallbackLoad, error) {
	before, err := target.usage()
	if err != nil {
		return nil, err
	}
	started := time.Now()
	latency, err := t.tell(ctx, fmt.Sprintf("run-%d", started.UnixNano()), orders)
	if err != nil {
		return nil, err
	}
	after, err := target.usage()
	if err != nil {
		return nil, err
	}
	if err := t.shops.wrong(); err != nil {
		return nil, err
	}
	load := &CallbackLoad{Seconds: time.Since(started).Seconds(), Latency: latency.times()}
	load.Delivered = load.Latency.Count
	load.PerSecond = float64(load.Delivered) / load.Seconds
	load.CPU = milliseconds(after.cpu-before.cpu) / float64(load.Delivered)
	load.Pending, err = settled(ctx, book, orders*callbackEvents-load.Delivered)
	return load, err
}

// settled waits until the log of deliveries says what the receivers say: nothing
// is left but the callbacks of the dead.
func settled(ctx context.Context, book *store.Store, expected int) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	pause := time.NewTicker(100 * time.Millisecond)
	defer pause.Stop()
	for {
		count, err := pending(ctx, book)
		if err != nil || count == expected {
			return count, err
		}
		select {
		case <-pause.C:
		case <-ctx.Done():
			return count, fmt.Errorf("%d callbacks are pending where %d should be", count, expected)
		}
	}
}

// tell announces orders, a number at once, each to its own receiver in turn.
func (t *tellers) tell(ctx context.Context, run string, orders int) (*timer, error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	latency := &timer{}
	todo := make(chan int)
	var all sync.WaitGroup
	for range t.inFlight {
		all.Go(func() {
			for i := range todo {
				if err := t.order(ctx, fmt.Sprintf("%s-%d", run, i), t.shops.all[i%len(t.shops.all)], latency); err != nil {
					fail(err)
				}
			}
		})
	}
	for i := 0; i < orders && ctx.Err() == nil; i++ {
		todo <- i
	}
	close(todo)
	all.Wait()
	return latency, context.Cause(ctx)
}

// patience is how long a healthy receiver may wait for a callback before the
// bench gives up.
const patience = 2 * time.Minute

// order tells everything of one order. It waits for what a healthy receiver was
// told before it goes on; a dead one's order only goes on.
func (t *tellers) order(ctx context.Context, externalID string, to *shop, latency *timer) error {
	record := order.Order{
		ID: order.ID(t.source, externalID), Source: t.source,
		Submission: order.Submission{ExternalID: externalID, Restaurant: t.source, Callback: &order.Callback{URL: to.url}},
	}
	sequence, alive := int64(0), !to.hangs.Load()
	for _, burst := range callbackBursts {
		told, known := time.Now(), sequence
		for _, names := range burst {
			var events []order.Event
			for _, name := range names {
				sequence++
				events = append(events, order.Event{Sequence: sequence, At: time.Now().UTC(), Name: name, Status: order.Accepted, Injection: order.InjectionNone})
			}
			if err := t.announcer.Announce(ctx, &record, events); err != nil {
				return err
			}
		}
		if !alive {
			continue
		}
		arrived, err := to.await(ctx, record.ID, sequence)
		if err != nil {
			return fmt.Errorf("callback %d of order %s did not arrive: %w", sequence, externalID, err)
		}
		for _, at := range arrived[known:] {
			latency.add(at.Sub(told))
		}
	}
	return nil
}

// pending counts what is still to be delivered.
func pending(ctx context.Context, book *store.Store) (count int, err error) {
	filter := order.NoticeFilter{State: order.NoticePending, Limit: 200}
	for {
		page, err := book.Notices(ctx, filter)
		if err != nil {
			return 0, err
		}
		count += len(page.Notices)
		if filter.Cursor = page.Next; filter.Cursor == "" {
			return count, nil
		}
	}
}
