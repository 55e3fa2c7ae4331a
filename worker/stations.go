package worker

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

const (
	// releaseTime bounds giving a lease back; it runs out anyway.
	releaseTime  = 2 * time.Second
	startsAtOnce = 8
)

// stations are the restaurants this process works for.
type stations struct {
	options Options
	acts    *activities.Activities

	// leasing keeps taking and giving back the same lease apart.
	leasing sync.Mutex
	mu      sync.Mutex
	open    map[string]*station // by restaurant; those that are stopping included
	// starting has a place for each station that may start at one time: hundreds
	// at once would keep everything else waiting.
	starting chan struct{}
	left     sync.WaitGroup
}

func newStations(options Options, acts *activities.Activities) *stations {
	return &stations{options: options, acts: acts, open: map[string]*station{}, starting: make(chan struct{}, startsAtOnce)}
}

func (s *stations) holding() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := make([]string, 0, len(s.open))
	for id := range s.open {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// run follows the settings and the leases until its context ends, then drains
// every station and gives it back.
func (s *stations) run(ctx context.Context) {
	// Four looks in a lease's time: two of them may fail before it is lost.
	ticker := time.NewTicker(s.options.LeaseTime / 4)
	defer ticker.Stop()
	for ctx.Err() == nil {
		s.round(ctx)
		select {
		case <-ctx.Done():
		case <-ticker.C:
		}
	}
	s.drain(ticker.C)
}

// drain ends all work, and keeps the leases until it has ended.
func (s *stations) drain(tick <-chan time.Time) {
	s.each(func(one *station) { one.drain() })
	done := make(chan struct{})
	go func() {
		s.left.Wait()
		close(done)
	}()
	for {
		select {
		case <-done:
			return
		case <-tick:
			s.hold(context.Background(), s.holding(), nil)
		}
	}
}

// round follows the settings: restaurants that were added are taken if they are
// free, those that were removed are let go.
func (s *stations) round(ctx context.Context) {
	all, err := s.restaurants(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.options.Logger.Warn("The restaurants cannot be read; those held are kept", "error", err)
		}
		s.hold(ctx, s.holding(), nil)
		return
	}
	s.each(func(one *station) {
		if revision, known := all[one.id]; known {
			one.settings(revision)
		} else {
			one.drain()
		}
	})
	ids := s.holding() // also those that are draining, until they have
	for id := range all {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	s.hold(ctx, ids, all)
}

// restaurants are the revisions of the settings of all restaurants.
func (s *stations) restaurants(ctx context.Context) (map[string]int64, error) {
	ctx, cancel := context.WithTimeout(ctx, s.options.LeaseTime/4)
	defer cancel()
	all, err := s.options.Restaurants.Restaurants(ctx)
	revisions := map[string]int64{}
	for _, one := range all {
		revisions[one.ID] = one.Revision
	}
	return revisions, err
}

// hold prolongs leases and takes those that are free, tells the stations, and
// opens the wanted ones that are new.
func (s *stations) hold(ctx context.Context, ids []string, wanted map[string]int64) {
	if len(ids) == 0 {
		return
	}
	s.leasing.Lock()
	defer s.leasing.Unlock()
	ctx, cancel := context.WithTimeout(ctx, s.options.LeaseTime/4)
	defer cancel()
	// Counted from before the call, and a tenth shorter: clocks run apart.
	until := time.Now().Add(s.options.LeaseTime * 9 / 10)
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = restaurant.Lease(id)
	}
	held, err := s.options.Leases.HoldLeases(ctx, names, s.options.Holder, s.options.LeaseTime)
	if err != nil {
		if ctx.Err() != context.Canceled {
			s.options.Logger.Warn("The leases on the restaurants cannot be prolonged", "error", err)
		}
		return // every station stops by itself when its time is up
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, id := range ids {
		one, ours := s.open[id], slices.Contains(held, names[i])
		switch revision, known := wanted[id]; {
		case one != nil && ours:
			one.prolong(until)
		case one != nil:
			one.lose()
		case ours && known:
			s.begin(id, revision, until)
		}
	}
}

// begin starts to work for a restaurant whose lease is held.
func (s *stations) begin(id string, revision int64, until time.Time) {
	one := newStation(id, revision, until, s.options)
	s.open[id] = one
	s.left.Go(func() {
		one.run(s.acts, s.starting)
		s.end(one)
	})
}

// end gives a restaurant back.
func (s *stations) end(one *station) {
	s.leasing.Lock()
	defer s.leasing.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), releaseTime)
	defer cancel()
	if err := s.options.Leases.ReleaseLease(ctx, restaurant.Lease(one.id), s.options.Holder); err != nil {
		s.options.Logger.Warn("A lease was not given back and has to run out", "restaurant", one.id, "error", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, one.id)
}

func (s *stations) each(do func(one *station)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.open {
		do(one)
	}
}
