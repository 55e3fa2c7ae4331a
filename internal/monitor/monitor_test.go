package monitor

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func TestTheTillIsFollowedWithOneListARound(t *testing.T) {
	w := newWorld()
	f := w.follow()
	round := func() { require.NoError(t, f.Go(t.Context())) }
	round()
	require.Zero(t, w.lists, "without open orders the station is left in peace")

	guid := w.put(1, dish("101"))
	w.put(2, dish("101"))
	round()
	require.Equal(t, []int{1, 2, 0}, []int{w.lists, w.looks, len(w.told)}, "both are looked at once, and there is nothing to say")
	round()
	require.Equal(t, []int{2, 2}, []int{w.lists, w.looks})

	w.till(guid, func(n *order.StationNews) { n.Printed = true })
	round()
	require.Equal(t, []int{3, 3, 1}, []int{w.lists, w.looks, len(w.told)}, "only the one that changed is looked at")
	require.True(t, w.told[0].Printed)
	require.Empty(t, w.told[0].Differences)
	require.Equal(t, noon, w.told[0].SeenAt)

	w.till(guid, func(n *order.StationNews) { n.Lines = append(n.Lines, dish("777")) })
	round()
	require.Len(t, w.told, 2)
	require.Equal(t, "changed_at_till", w.told[1].Differences[0].Code)

	w.till(guid, func(n *order.StationNews) { n.Closed = true })
	round()
	require.Len(t, w.told, 3)
	w.now = w.now.Add(2 * time.Minute)
	round()
	require.Len(t, w.told, 3, "what is over is not followed")
	require.Len(t, f.settled, 1, "and nothing is kept of it")
	require.Empty(t, f.told)
}

func TestNewsThatGotLostAreToldAgain(t *testing.T) {
	w := newWorld()
	f := w.follow()
	guid := w.put(1, dish("101"))
	require.NoError(t, f.Go(t.Context()))
	w.deaf = true
	w.till(guid, func(n *order.StationNews) { n.Deleted = true })
	for range 5 {
		require.NoError(t, f.Go(t.Context()))
	}
	require.Len(t, w.told, 1, "a workflow gets time to act")
	w.now = w.now.Add(time.Minute)
	w.deaf = false
	require.NoError(t, f.Go(t.Context()))
	require.Len(t, w.told, 2)
	require.Equal(t, order.Cancelled, w.records["order:demo:1"].Status)
}

func TestAWorkflowThatIsOverIsNotToldForEver(t *testing.T) {
	w := newWorld()
	f := w.follow()
	guid := w.put(1, dish("101"))
	w.gone = true
	w.till(guid, func(n *order.StationNews) { n.Printed = true })
	for range 3 {
		require.NoError(t, f.Go(t.Context()))
		w.now = w.now.Add(time.Hour)
	}
	require.Equal(t, 1, w.looks)
}

func TestAStationThatIsDownLosesNoNews(t *testing.T) {
	w := newWorld()
	f := w.follow()
	guid := w.put(1, dish("101"))
	require.NoError(t, f.Go(t.Context()))
	w.down = true
	w.till(guid, func(n *order.StationNews) { n.Printed = true })
	require.Error(t, f.Go(t.Context()))
	w.down = false
	require.NoError(t, f.Go(t.Context()))
	require.Len(t, w.told, 1)
}

func TestWatchingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	var rounds atomic.Int32
	m := New(Options{Station: newWorld(), Orders: countingOrders{&rounds}, Signaller: newWorld(), Every: time.Millisecond})
	go func() { defer close(ended); m.Watch(ctx, "arbat-1") }()
	require.Eventually(t, func() bool { return rounds.Load() > 2 }, 5*time.Second, time.Millisecond)
	cancel()
	<-ended
}

type countingOrders struct{ rounds *atomic.Int32 }

func (c countingOrders) OnStation(context.Context, string) ([]order.OnStation, error) {
	c.rounds.Add(1)
	return nil, nil
}

func (c countingOrders) Order(context.Context, string) (order.Order, bool, error) {
	return order.Order{}, false, nil
}

// A thousand open orders, of which one in a hundred changes between two rounds.
func BenchmarkRound(b *testing.B) {
	w := newWorld()
	f := w.follow()
	var guids []string
	for i := range 1000 {
		guids = append(guids, w.put(i, dish("101")))
	}
	require.NoError(b, f.Go(b.Context()))
	w.lists, w.looks = 0, 0
	rounds := 0
	for b.Loop() {
		for i := range 10 {
			w.till(guids[(rounds*10+i)%1000], func(*order.StationNews) {})
		}
		require.NoError(b, f.Go(b.Context()))
		rounds++
	}
	require.Equal(b, rounds, w.lists, "one list request a round")
	require.Equal(b, 10*rounds, w.looks)
	b.ReportMetric(float64(w.lists)/float64(rounds), "lists/round")
	b.ReportMetric(float64(w.looks)/float64(rounds), "looks/round")
}

func TestAStationWhoseVersionsStandStillIsLookedAtNowAndThen(t *testing.T) {
	w := newWorld()
	f := w.follow()
	guid := w.put(1, dish("101"))
	require.NoError(t, f.Go(t.Context()))
	news := w.news[guid]
	news.Reached = order.Ready // and no version has moved
	w.news[guid] = news
	w.now = w.now.Add(time.Hour)
	require.NoError(t, f.Go(t.Context()))
	require.Equal(t, 1, w.looks, "as a rule its versions are believed")

	w.lookEvery = 30 * time.Second
	require.NoError(t, f.Go(t.Context()))
	require.Len(t, w.told, 1)
	require.Equal(t, order.Ready, w.told[0].Progress())
	require.Equal(t, order.Ready, w.records["order:demo:1"].Status)
	for _, one := range []struct {
		pause time.Duration
		looks int
	}{{0, 2}, {29 * time.Second, 2}, {time.Second, 3}, {29 * time.Second, 3}, {time.Second, 4}} {
		w.now = w.now.Add(one.pause)
		require.NoError(t, f.Go(t.Context()))
		require.Equal(t, one.looks, w.looks)
	}
	require.Len(t, w.told, 1)
}

// hints are a hand on the bell.
type hints chan struct{}

func (h hints) Hints(string) (<-chan struct{}, func()) { return h, func() {} }

func TestAHintMakesItLookAtOnceButNotAllTheTime(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var rounds atomic.Int32
	bell := make(hints, 1)
	m := New(Options{Station: newWorld(), Orders: countingOrders{&rounds}, Signaller: newWorld(), Hints: bell, Every: time.Hour, Apart: 50 * time.Millisecond})
	ended := make(chan struct{})
	began := time.Now()
	go func() { defer close(ended); m.Watch(ctx, "arbat-1") }()
	require.Eventually(t, func() bool {
		select {
		case bell <- struct{}{}: // a station that calls for every line of every order
		default:
		}
		return rounds.Load() >= 4
	}, 10*time.Second, time.Millisecond, "nobody waits an hour")
	require.LessOrEqual(t, float64(rounds.Load()), 2+float64(time.Since(began))/float64(m.options.Apart))
	cancel()
	<-ended
}
