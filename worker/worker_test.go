package worker_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/worker"
	"github.com/orderhatch/orderhatch/workflows"
)

const (
	leaseTime = 2 * time.Second
	patience  = 20 * time.Second
)

// world is what workers share: settings, leases, a Temporal server and stations.
type world struct {
	*testing.T
	frontend *frontend

	mu          sync.Mutex
	restaurants map[string]int64 // revisions
	leases      map[string]lease
	broken      bool            // leases cannot be read
	stolen      map[string]bool // leases that others took

	held    map[string]int // hooks that run now, by restaurant
	begun   map[string]int // how often one began
	working chan context.Context
	finish  chan struct{}
}

type lease struct {
	holder string
	until  time.Time
}

func newWorld(t *testing.T, restaurants ...string) *world {
	w := &world{T: t, frontend: newFrontend(t), restaurants: map[string]int64{}, leases: map[string]lease{}, stolen: map[string]bool{},
		held: map[string]int{}, begun: map[string]int{}, working: make(chan context.Context, 10), finish: make(chan struct{})}
	for _, id := range restaurants {
		w.restaurants[id] = 1
	}
	return w
}

func (w *world) Restaurants(context.Context) (all []restaurant.Restaurant, _ error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for id, revision := range w.restaurants {
		all = append(all, restaurant.Restaurant{ID: id, Revision: revision})
	}
	return all, nil
}

func (w *world) HoldLeases(_ context.Context, names []string, holder string, ttl time.Duration) (held []string, _ error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken {
		return nil, errors.New("the database is away")
	}
	for _, name := range names {
		there := w.leases[name]
		if w.stolen[name] || there.holder != "" && there.holder != holder && time.Now().Before(there.until) {
			continue
		}
		w.leases[name] = lease{holder, time.Now().Add(ttl)}
		held = append(held, name)
	}
	return held, nil
}

func (w *world) ReleaseLease(_ context.Context, name, holder string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.leases[name].holder == holder {
		delete(w.leases, name)
	}
	return nil
}

func (w *world) change(do func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	do()
}

func (w *world) hook(ctx context.Context, id string) {
	w.change(func() { w.held[id]++; w.begun[id]++ })
	<-ctx.Done()
	w.change(func() { w.held[id]-- })
}

func (w *world) hooks(id string) (running, begun int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.held[id], w.begun[id]
}

// start runs a worker that is stopped at the test's end.
func (w *world) start(holder string, change ...func(*worker.Options)) *worker.Worker {
	w.Helper()
	options := worker.Options{
		Client: w.frontend.client, Station: slowStation{w}, Projector: nobody{}, Leases: w, Restaurants: w, Holder: holder,
		Logger: slog.New(slog.DiscardHandler), OnHold: w.hook, LeaseTime: leaseTime, StopTime: 10 * time.Second,
	}
	for _, c := range change {
		c(&options)
	}
	made, err := worker.New(options)
	require.NoError(w, err)
	require.NoError(w, made.Start())
	w.Cleanup(made.Stop)
	return made
}

func (w *world) until(what string, holds func() bool) {
	w.Helper()
	require.Eventually(w, holds, patience, 10*time.Millisecond, what)
}

// slowStation works until it is told to finish, or cut off.
type slowStation struct{ *world }

func (s slowStation) Void(ctx context.Context, _ activities.Job) error {
	s.working <- ctx
	select {
	case <-s.finish:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s slowStation) Create(context.Context, activities.Job) (order.StationOrder, error) {
	return order.StationOrder{}, nil
}

func (s slowStation) Fill(context.Context, activities.Job) (activities.Filling, error) {
	return activities.Filling{}, nil
}

func (s slowStation) Amend(context.Context, activities.Job) (activities.Filling, error) {
	return activities.Filling{}, nil
}
func (s slowStation) Tell(context.Context, activities.Job) error     { return nil }
func (s slowStation) Describe(context.Context, activities.Job) error { return nil }

type nobody struct{}

func (nobody) Project(context.Context, order.Projection) error { return nil }

func sorted(lists ...[]string) []string {
	all := slices.Concat(lists...)
	slices.Sort(all)
	return all
}

func TestEachRestaurantIsWorkedForByOneProcess(t *testing.T) {
	t.Parallel()
	all := []string{"arbat-1", "tverskaya-2", "zoo-3"}
	w := newWorld(t, all...)
	first := w.start("first", func(o *worker.Options) { o.LeaseTime = time.Hour }) // nobody waits for its end
	w.until("the first to hold all", func() bool { return slices.Equal(first.Holding(), all) })
	second := w.start("second")
	polled := func() bool {
		for _, id := range all {
			if w.frontend.polled(workflows.StationQueue(id)) != 1 {
				return false
			}
		}
		return true
	}
	w.until("one poller for each station", polled)
	require.Empty(t, second.Holding())

	first.Stop()
	w.until("the second to take what was given back", func() bool { return slices.Equal(second.Holding(), all) })
	require.Empty(t, first.Holding())
	w.until("one poller for each station again", polled)
	require.Equal(t, all, sorted(first.Holding(), second.Holding()))
	second.Stop()
	require.Empty(t, w.leases, "nothing is left behind")
}

func TestStationsComeAndGoWithTheSettings(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "arbat-1")
	one := w.start("one")
	runs := func(id string, running, begun int) func() bool {
		return func() bool { r, b := w.hooks(id); return r == running && b == begun }
	}
	w.until("the work to begin", runs("arbat-1", 1, 1))
	w.change(func() { w.restaurants["zoo-3"] = 1 })
	w.until("the new restaurant", runs("zoo-3", 1, 1))
	w.change(func() { w.restaurants["arbat-1"] = 2 })
	w.until("the work to begin anew under new settings", runs("arbat-1", 1, 2))
	require.Equal(t, []string{"arbat-1", "zoo-3"}, one.Holding())
	w.change(func() { delete(w.restaurants, "arbat-1") })
	w.until("the removed restaurant to be let go", func() bool { return slices.Equal(one.Holding(), []string{"zoo-3"}) })
	w.until("nobody to poll for it", func() bool { return w.frontend.polled(workflows.StationQueue("arbat-1")) == 0 })
	require.True(t, runs("arbat-1", 0, 2)())
	require.True(t, runs("zoo-3", 1, 1)(), "the others are left alone")
}

func TestALeaseThatIsLostEndsTheWorkAtOnce(t *testing.T) {
	for name, lose := range map[string]func(w *world){
		"another has it":       func(w *world) { w.stolen[restaurant.Lease("arbat-1")] = true },
		"the database is away": func(w *world) { w.broken = true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "arbat-1")
			one := w.start("one")
			w.frontend.hand(workflows.StationQueue("arbat-1"), "task", activities.Void, activities.Job{})
			ctx := <-w.working
			w.change(func() { lose(w) })
			select {
			case <-ctx.Done():
			case <-time.After(patience):
				require.Fail(t, "the work went on without a lease")
			}
			w.until("the station to be let go", func() bool { return len(one.Holding()) == 0 })
			running, _ := w.hooks("arbat-1")
			require.Zero(t, running)
			require.NotEqual(t, "completed", w.frontend.end("task"))

			w.change(func() { w.broken, w.stolen = false, map[string]bool{} })
			w.until("it to be taken again", func() bool { return len(one.Holding()) == 1 })
		})
	}
}

func TestAStopLetsWorkUnderWayFinish(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "arbat-1")
	one := w.start("one")
	queue := workflows.StationQueue("arbat-1")
	w.frontend.hand(queue, "first", activities.Void, activities.Job{})
	ctx := <-w.working
	w.frontend.hand(queue, "second", activities.Void, activities.Job{})

	stopped := make(chan struct{})
	go func() { defer close(stopped); one.Stop() }()
	w.until("the hook to end", func() bool { running, _ := w.hooks("arbat-1"); return running == 0 })
	// Longer than a lease lasts: it is prolonged for as long as work is under way.
	require.Never(t, func() bool {
		taken, err := w.HoldLeases(t.Context(), []string{restaurant.Lease("arbat-1")}, "another", time.Nanosecond)
		return err != nil || len(taken) > 0
	}, leaseTime*3/2, 50*time.Millisecond, "the restaurant was given away under the work")
	require.NoError(t, ctx.Err(), "work under way is not cut off")
	close(w.finish)
	select {
	case <-stopped:
	case <-time.After(patience):
		require.Fail(t, "the worker does not stop")
	}
	require.Equal(t, "completed", w.frontend.end("first"))
	require.Empty(t, w.frontend.end("second"), "what waits is left for the next one")
	require.Empty(t, w.leases)
}

func TestWorkOnAStationGoesOneAfterAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "arbat-1", "zoo-3")
	w.start("one")
	for _, token := range []string{"first", "second"} {
		w.frontend.hand(workflows.StationQueue("arbat-1"), token, activities.Void, activities.Job{})
	}
	<-w.working
	w.frontend.hand(workflows.StationQueue("zoo-3"), "elsewhere", activities.Void, activities.Job{})
	<-w.working // another station does not wait for this one
	require.Never(t, func() bool { return len(w.working) > 0 }, 500*time.Millisecond, 20*time.Millisecond, "two at one station")
	close(w.finish)
	w.until("all to be done", func() bool {
		return w.frontend.end("first") == "completed" && w.frontend.end("second") == "completed" && w.frontend.end("elsewhere") == "completed"
	})
}

func TestAWorkerIsToldWhatItNeeds(t *testing.T) {
	_, err := worker.New(worker.Options{})
	require.ErrorContains(t, err, "must be given")
}
