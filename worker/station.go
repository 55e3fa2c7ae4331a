package worker

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"go.temporal.io/sdk/worker"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/workflows"
)

// heartbeatEvery keeps the SDK from saving up heartbeats until the timeout is near.
const heartbeatEvery = 3 * time.Second

// station works for one restaurant while its lease is held.
type station struct {
	id      string
	options Options
	log     *slog.Logger

	mu       sync.Mutex
	until    time.Time // the lease is certainly ours before this
	revision int64
	changed  chan struct{} // has room for one
	draining chan struct{}
	lost     chan struct{}
}

func newStation(id string, revision int64, until time.Time, options Options) *station {
	return &station{id: id, options: options, log: options.Logger.With("restaurant", id), until: until, revision: revision,
		changed: make(chan struct{}, 1), draining: make(chan struct{}), lost: make(chan struct{})}
}

func (s *station) prolong(until time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.until = until
	s.wake()
}

func (s *station) settings(revision int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.revision != revision {
		s.revision = revision
		s.wake()
	}
}

func (s *station) wake() {
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

// drain ends the station's work when what is under way has finished; lose ends
// it at once, because another process may begin.
func (s *station) drain() { s.closeOnce(s.draining) }
func (s *station) lose()  { s.closeOnce(s.lost) }

func (s *station) closeOnce(signal chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-signal:
	default:
		close(signal)
	}
}

func (s *station) lease() (until time.Time, revision int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.until, s.revision
}

// run works until the station is drained or its lease is lost.
func (s *station) run(acts *activities.Activities, starting chan struct{}) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	tasks := s.newWorker(ctx)
	registerStation(tasks, acts)
	if s.options.Sweeper != nil {
		registerStationSweep(tasks, s.options.Sweeper)
	}
	starting <- struct{}{}
	err := tasks.Start()
	<-starting
	if err != nil {
		s.log.Warn("The work of a restaurant could not begin; it is tried again", "error", err)
		return
	}
	s.log.Info("Working for a restaurant")
	hook := s.startHook(ctx)
	if s.watch(hook) {
		// Work under way may finish, unless the lease is lost meanwhile.
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			hook.end()
			tasks.Stop()
		}()
		s.watchUntil(ended)
	}
	cancel() // cuts off what is still under way
	tasks.Stop()
	hook.end()
	s.log.Info("No longer working for a restaurant")
}

func (s *station) newWorker(ctx context.Context) worker.Worker {
	return worker.New(s.options.Client, workflows.StationQueue(s.id), worker.Options{
		DisableWorkflowWorker:              true,
		MaxConcurrentActivityExecutionSize: 1, // licensed writes go one after another
		MaxConcurrentActivityTaskPollers:   1,
		MaxHeartbeatThrottleInterval:       heartbeatEvery,
		DefaultHeartbeatThrottleInterval:   heartbeatEvery,
		BackgroundActivityContext:          ctx,
		WorkerStopTimeout:                  s.options.StopTime,
		OnFatalError: func(err error) {
			s.log.Error("The work of a restaurant was ended", "error", err)
			s.lose()
		},
	})
}

// watch follows the lease and the settings; true when the station is drained,
// false when its lease is lost.
func (s *station) watch(hook *hook) bool {
	until, revision := s.lease()
	expiry := time.NewTimer(time.Until(until))
	defer expiry.Stop()
	for {
		select {
		case <-s.draining:
			return true
		case <-s.lost:
			s.log.Warn("The lease on a restaurant was lost")
			return false
		case <-expiry.C:
			s.log.Warn("The lease on a restaurant could not be prolonged in time")
			return false
		case <-s.changed:
			now, newest := s.lease()
			expiry.Reset(time.Until(now))
			if newest != revision {
				revision = newest
				hook.restart()
			}
		}
	}
}

// watchUntil waits for the end of the work, or of the lease.
func (s *station) watchUntil(ended <-chan struct{}) {
	for {
		until, _ := s.lease()
		expiry := time.NewTimer(time.Until(until))
		select {
		case <-ended:
		case <-s.lost:
		case <-expiry.C:
		case <-s.changed:
			expiry.Stop()
			continue
		}
		expiry.Stop()
		return
	}
}
