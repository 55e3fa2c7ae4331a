package bench

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"go.temporal.io/sdk/activity"
	sdk "go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// The names of the limit's parts, on the measured Temporal server.
const (
	limitQueue  = "bench-limit"
	limitCreate = "LimitCreate"
	limitFill   = "LimitFill"
	limitAccept = "accept"
)

// Limit is what the thinnest workflow reaches on the same server and stations.
type Limit struct {
	Orders    int     `json:"orders"`
	Seconds   float64 `json:"seconds"`
	PerSecond float64 `json:"orders_per_second"`
	Accepted  Times   `json:"accept_to_answer"`
	Filled    Times   `json:"accept_to_filled"`
	// CPU is of everything: its worker and the stations are in this process.
	CPU float64 `json:"cpu_ms_per_order_with_driver"`
}

// limit is the thinnest workflow that makes an order and fills it: a start, a
// yes by update, two activities that each send one command. It keeps nothing,
// checks nothing and reads nothing back.
type limit struct {
	station *station
	clients map[string]*rk7.Client
	client  sdk.Client
	run     string
	number  atomic.Int64
	waiting sync.Map // workflow id -> *moment
}

func measureLimit(ctx context.Context, target *target, station *station, options Options) (*Limit, error) {
	l := &limit{station: station, clients: map[string]*rk7.Client{}, run: fmt.Sprintf("limit-%x-", time.Now().UnixNano())}
	for _, id := range station.ids {
		made, err := rk7.New(rk7.Config{URL: station.sim.URLOf(id), User: "demo", Password: "demo", CertSHA256: station.sim.CertSHA256()})
		if err != nil {
			return nil, err
		}
		defer made.Close()
		l.clients[id] = made
	}
	connected, err := sdk.DialContext(ctx, sdk.Options{
		HostPort: target.temporal, Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler)),
		ConnectionOptions: sdk.ConnectionOptions{GrpcCompression: &sdk.GrpcCompressionNone{}},
	})
	if err != nil {
		return nil, err
	}
	defer connected.Close()
	l.client = connected
	working := worker.New(connected, limitQueue, worker.Options{MaxConcurrentWorkflowTaskPollers: 16, MaxConcurrentActivityTaskPollers: 16})
	working.RegisterWorkflowWithOptions(thinOrder, workflow.RegisterOptions{Name: "thin"})
	working.RegisterActivityWithOptions(l.create, activity.RegisterOptions{Name: limitCreate})
	working.RegisterActivityWithOptions(l.fill, activity.RegisterOptions{Name: limitFill})
	if err := working.Start(); err != nil {
		return nil, err
	}
	defer working.Stop()
	if _, err := l.loop(ctx, options.InFlight, 3*time.Second); err != nil { // warm
		return nil, err
	}
	before, err := target.allCPU()
	if err != nil {
		return nil, err
	}
	result, err := l.loop(ctx, options.InFlight, options.Length)
	if err != nil {
		return nil, err
	}
	after, err := target.allCPU()
	result.CPU = milliseconds(after-before) / float64(result.Orders)
	return result, err
}

func (l *limit) loop(ctx context.Context, inFlight int, length time.Duration) (*Limit, error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	var accepted, filled timer
	var walkers sync.WaitGroup
	started := time.Now()
	for range inFlight {
		walkers.Go(func() {
			for time.Since(started) < length && ctx.Err() == nil {
				if err := l.one(ctx, &accepted, &filled); err != nil {
					fail(fmt.Errorf("the limit: %w", err))
				}
			}
		})
	}
	walkers.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	result := &Limit{Seconds: time.Since(started).Seconds(), Accepted: accepted.times(), Filled: filled.times()}
	result.Orders = result.Filled.Count
	result.PerSecond = float64(result.Orders) / result.Seconds
	return result, nil
}

// limitJob is what an activity of the limit is told.
type limitJob struct {
	ID         string
	Restaurant string
	Visit      int64
	Order      int64
}

func (l *limit) one(ctx context.Context, accepted, filled *timer) error {
	number := l.number.Add(1)
	job := limitJob{ID: l.run + strconv.FormatInt(number, 10), Restaurant: l.station.ids[int(number)%len(l.station.ids)]}
	done := newMoment()
	l.waiting.Store(job.ID, done)
	defer l.waiting.Delete(job.ID)
	if _, err := l.client.ExecuteWorkflow(ctx, sdk.StartWorkflowOptions{ID: job.ID, TaskQueue: limitQueue}, "thin", job); err != nil {
		return err
	}
	decided := time.Now()
	update, err := l.client.UpdateWorkflow(ctx, sdk.UpdateWorkflowOptions{
		WorkflowID: job.ID, UpdateName: limitAccept, WaitForStage: sdk.WorkflowUpdateStageCompleted})
	if err == nil {
		err = update.Get(ctx, nil)
	}
	if err != nil {
		return err
	}
	accepted.add(time.Since(decided))
	select {
	case <-done.done:
		filled.add(done.at.Sub(decided))
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func thinOrder(ctx workflow.Context, job limitJob) error {
	accepted := false
	err := workflow.SetUpdateHandler(ctx, limitAccept, func(workflow.Context) error {
		accepted = true
		return nil
	})
	if err == nil {
		err = workflow.Await(ctx, func() bool { return accepted })
	}
	if err != nil {
		return err
	}
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
	if err := workflow.ExecuteActivity(ctx, limitCreate, job).Get(ctx, &job); err != nil {
		return err
	}
	return workflow.ExecuteActivity(ctx, limitFill, job).Get(ctx, nil)
}

func (l *limit) create(ctx context.Context, job limitJob) (limitJob, error) {
	created, err := l.clients[job.Restaurant].CreateOrder(ctx, rk7.CreateOrder{
		GUID: "{" + order.DeriveID(job.ID) + "}", Table: rk7.ByCode("20"), Station: rk7.ByCode("1"), Waiter: rk7.ByCode("9001"), Guests: 2,
	})
	job.Visit, job.Order = created.Visit, created.OrderIdent
	return job, err
}

func (l *limit) fill(ctx context.Context, job limitJob) error {
	var lines []rk7.SaveDish
	for i, plu := range dishes[:3] {
		lines = append(lines, rk7.SaveDish{Dish: rk7.ByCode(plu), Quantity: 1000, LineGUID: "{" + order.DeriveID(job.ID, strconv.Itoa(i)) + "}"})
	}
	_, err := l.clients[job.Restaurant].SaveOrder(ctx, rk7.SaveOrder{
		Order: rk7.OrderRef{Visit: job.Visit, OrderIdent: job.Order}, Sessions: []rk7.SaveSession{{Station: rk7.ByCode("1"), Dishes: lines}},
	})
	if waiting, ok := l.waiting.Load(job.ID); err == nil && ok {
		waiting.(*moment).mark(time.Now())
	}
	return err
}
