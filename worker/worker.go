// Package worker runs workflows and activities. One common worker takes the
// orders' workflows; beside it every restaurant has an activity worker of its
// own, run by one process at a time, so that a station's writes stay in order
// and a dead station delays only its own orders.
package worker

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/workflows"
)

// Leases says which process works for a restaurant. A lease that is not
// prolonged is free again after its time.
type Leases interface {
	// HoldLeases takes or prolongs leases and answers which of them are held.
	HoldLeases(ctx context.Context, names []string, holder string, ttl time.Duration) (held []string, err error)
	ReleaseLease(ctx context.Context, name, holder string) error
}

// Restaurants are all restaurants that are set up.
type Restaurants interface {
	Restaurants(ctx context.Context) ([]restaurant.Restaurant, error)
}

// Options are what a Worker is made of.
type Options struct {
	Client      client.Client        // required
	Station     activities.Station   // required
	Projector   activities.Projector // required
	Leases      Leases               // required
	Restaurants Restaurants          // required
	Holder      string               // required: names this process among others, never reused
	Logger      *slog.Logger         // nil: slog.Default()

	// Checker looks at orders anew that are accepted by themselves or by a bare
	// signal; nil: such orders are not.
	Checker activities.Checker
	// Announcer sets the callbacks of orders' events going; nil: nobody is told.
	Announcer activities.Announcer
	// Pager calls people who do not look at the console; nil: nobody is called.
	Pager activities.Pager
	// Callbacks delivers them; nil: other processes do.
	Callbacks *activities.Callbacks

	// Sweeper looks for what does not belong together, every SweepEvery; nil: other
	// processes do. With a SweepEvery of zero nobody does by the clock.
	Sweeper    activities.Sweeper
	SweepEvery time.Duration

	// OnHold runs for as long as this process works for a restaurant, and again
	// from the start when the restaurant's settings change. It returns when its
	// context ends.
	OnHold func(ctx context.Context, restaurantID string)
	// Register adds further workflows and activities to the common worker.
	Register func(worker.Registry)
	// OnFatal hears of a fault that ended the common worker, such as a missing
	// namespace. The process should end then.
	OnFatal func(error)

	// LeaseTime is how long a killed process keeps a restaurant from the others.
	LeaseTime time.Duration
	// StopTime is how long work under way may take to finish on Stop.
	StopTime time.Duration
}

func (o *Options) validate() error {
	if o.Client == nil || o.Station == nil || o.Projector == nil || o.Leases == nil || o.Restaurants == nil || o.Holder == "" {
		return errors.New("worker: Client, Station, Projector, Leases, Restaurants and Holder must be given")
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.OnFatal == nil {
		o.OnFatal = func(error) {}
	}
	if o.LeaseTime <= 0 {
		o.LeaseTime = 10 * time.Second
	}
	if o.StopTime <= 0 {
		o.StopTime = 10 * time.Second
	}
	return nil
}

const (
	// workflowPollers keep decisions quick under load: with the default of two,
	// the slowest one in a hundred took three times as long.
	workflowPollers = 16
	// localActivities bounds the writes that wait for the database.
	localActivities = 200
	// deadlockTime is how long a workflow may compute. The default of a second
	// is met by a starved machine that does nothing wrong.
	deadlockTime = 5 * time.Second
)

// Worker runs the product's workflows and activities in this process.
type Worker struct {
	options  Options
	acts     *activities.Activities
	common   worker.Worker
	callback worker.Worker // nil when callbacks are not delivered here
	stations *stations

	stop    context.CancelFunc
	stopped sync.WaitGroup
}

// New makes a Worker that does nothing until Start.
func New(options Options) (*Worker, error) {
	if err := options.validate(); err != nil {
		return nil, err
	}
	worker.SetStickyWorkflowCacheSize(workflows.CachedOrders)
	w := &Worker{options: options, acts: &activities.Activities{Station: options.Station, Projector: options.Projector, Checker: options.Checker, Announcer: options.Announcer, Pager: options.Pager}}
	w.common = worker.New(options.Client, workflows.OrdersQueue, worker.Options{
		MaxConcurrentWorkflowTaskPollers:        workflowPollers,
		MaxConcurrentLocalActivityExecutionSize: localActivities,
		DeadlockDetectionTimeout:                deadlockTime,
		WorkerStopTimeout:                       options.StopTime, // by default work under way is cut off
		OnFatalError: func(err error) {
			options.Logger.Error("The worker has stopped", "error", err)
			options.OnFatal(err)
		},
	})
	RegisterWorkflows(w.common)
	registerLocal(w.common, w.acts)
	registerAlarms(w.common, w.acts)
	if options.Sweeper != nil {
		registerSweeps(w.common, options.Sweeper)
	}
	if options.Register != nil {
		options.Register(w.common)
	}
	if options.Callbacks != nil {
		w.callback = newCallbacks(options)
	}
	w.stations = newStations(options, w.acts)
	return w, nil
}

// Start begins to take work. It fails when Temporal cannot be reached.
func (w *Worker) Start() error {
	if err := w.common.Start(); err != nil {
		return err
	}
	if w.callback != nil {
		if err := w.callback.Start(); err != nil {
			w.common.Stop()
			return err
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	w.stop = cancel
	w.stopped.Go(func() { w.stations.run(ctx) })
	if w.options.Sweeper != nil {
		w.stopped.Go(func() { w.keepSchedule(ctx) })
	}
	return nil
}

// Stop takes no more work, lets work under way finish for StopTime, and gives
// the restaurants back for others to take at once.
func (w *Worker) Stop() {
	if w.stop == nil {
		return // never started
	}
	w.stop()
	if w.callback != nil {
		w.stopped.Go(w.callback.Stop)
	}
	w.common.Stop()
	w.stopped.Wait()
}

// Holding are the restaurants that this process works for now.
func (w *Worker) Holding() []string { return w.stations.holding() }
