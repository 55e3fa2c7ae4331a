package store

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

const patience = 30 * time.Second // on a machine busy with other tests

func testFeed(t *testing.T, d database) {
	last, err := d.LastEventID(t.Context())
	require.NoError(t, err)
	require.Zero(t, last)

	first := later(sample(1), 3, nil)
	second := sample(2)
	second.Record.Restaurant = "tverskaya-2"
	third := projectionOf("another-shop", order.Submission{ExternalID: "A-1", Restaurant: "arbat-1"}, noon)
	third.Events[0].Reason = &order.Reason{Code: "other", Text: "because"}
	d.project(t, first, second, third)

	all, err := d.Events(t.Context(), order.FeedFilter{})
	require.NoError(t, err)
	require.Len(t, all, 5)
	require.Equal(t, order.FeedEvent{ID: all[0].ID, OrderID: first.Record.ID, ExternalID: "WEB-1", Source: "demo", Restaurant: "arbat-1", Event: first.Events[0]}, all[0])
	require.Equal(t, third.Events[0], all[4].Event)
	last, err = d.LastEventID(t.Context())
	require.NoError(t, err)
	require.Equal(t, all[4].ID, last)

	for name, c := range map[string]struct {
		filter order.FeedFilter
		want   []order.FeedEvent
	}{
		"after":       {order.FeedFilter{After: all[2].ID}, all[3:]},
		"restaurant":  {order.FeedFilter{Restaurants: []string{"tverskaya-2"}}, all[3:4]},
		"restaurants": {order.FeedFilter{Restaurants: []string{"tverskaya-2", "arbat-1"}}, all},
		"source":      {order.FeedFilter{Source: "another-shop"}, all[4:]},
		"order":       {order.FeedFilter{OrderID: first.Record.ID}, all[:3]},
		"limit":       {order.FeedFilter{After: all[0].ID, Limit: 2}, all[1:3]},
		"the end":     {order.FeedFilter{After: last}, all[:0]},
	} {
		events, err := d.Events(t.Context(), c.filter)
		require.NoError(t, err, name)
		require.Equal(t, c.want, events, name)
	}
}

// A reader who asks again and again for what is after the last event it saw
// misses none and sees none twice, while many write.
func testFeedUnderConcurrentWriters(t *testing.T, d database) {
	const writers, orders = 8, 12
	var writing sync.WaitGroup
	errs := make(chan error, writers*orders*2)
	for writer := range writers {
		writing.Go(func() {
			for number := range orders {
				p := sample(writer*1000 + number)
				errs <- d.Project(t.Context(), p)
				errs <- d.Project(t.Context(), later(p, 3, nil))
			}
		})
	}
	written := make(chan struct{})
	go func() { writing.Wait(); close(written) }()

	reader := d.open(t)
	var after int64
	seen := map[int64]bool{}
	sequences := map[string]int64{}
	for over := false; ; {
		events, err := reader.Events(t.Context(), order.FeedFilter{After: after, Limit: 7})
		require.NoError(t, err)
		for _, event := range events {
			require.Greater(t, event.ID, after)
			require.False(t, seen[event.ID])
			require.Equal(t, sequences[event.OrderID]+1, event.Sequence, "an order's events come in order and without a gap")
			after, seen[event.ID], sequences[event.OrderID] = event.ID, true, event.Sequence
		}
		if over && len(events) == 0 {
			break
		}
		select {
		case <-written: // what was written before is there on the next look
			over = true
		default:
		}
	}
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	require.Len(t, seen, writers*orders*3)
	stored, err := d.LastEventID(t.Context())
	require.NoError(t, err)
	require.Equal(t, stored, after)
}

func testWakes(t *testing.T, d database) {
	wake, cancel := d.Subscribe()
	idle, stop := d.Subscribe()
	defer stop()
	p := sample(1)
	for range 3 { // nobody looks, and nobody waits for them
		d.project(t, p)
		p = later(p, p.Record.Revision+1, nil)
	}
	requireWake(t, wake)
	requireWake(t, idle)
	cancel()
	cancel()
	d.project(t, sample(2))
	requireWake(t, idle)
}

func testWakesFromAnotherProcess(t *testing.T, d database) {
	if d.dialect.notify == "" {
		// Only one process serves a SQLite file; its readers poll for the rest.
		wake, cancel := d.Subscribe()
		defer cancel()
		d.project(t, sample(1))
		requireWake(t, wake)
		return
	}
	other := d.open(t)
	wake, cancel := other.Subscribe()
	defer cancel()
	requireWake(t, wake) // it listens now
	d.project(t, sample(1))
	requireWake(t, wake)

	_, err := d.write.Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN ` + feedChannel + `'`)
	require.NoError(t, err)
	requireWake(t, wake) // it has come back and listens again
	d.project(t, sample(2))
	requireWake(t, wake)
}

func requireWake(t *testing.T, wake <-chan struct{}) {
	t.Helper()
	select {
	case <-wake:
	case <-time.After(patience):
		require.Fail(t, "the reader was not woken")
	}
}
