package standalone_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/dispatch"
	"github.com/orderhatch/orderhatch/internal/engine"
	"github.com/orderhatch/orderhatch/internal/order"
	restaurants "github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/store"
	"github.com/orderhatch/orderhatch/worker"
	"github.com/orderhatch/orderhatch/workflows"
)

// house is everything but the cash station and the API: an engine, a database,
// a dispatcher and a worker.
type house struct {
	t          *testing.T
	engine     engine.Engine
	client     client.Client
	store      *store.Store
	dispatcher *dispatch.Dispatcher
	station    *fakeStation
	pager      *fakePager
}

func openHouse(t *testing.T, ids ...string) *house {
	t.Helper()
	folder := t.TempDir()
	wanted := options(folder)
	wanted.KeywordAttributes = workflows.Attributes()
	h := &house{t: t, engine: start(t, wanted), station: &fakeStation{}, pager: &fakePager{}}
	h.client = dial(t, h.engine.Address())
	opened, err := store.Open(t.Context(), "sqlite:"+filepath.Join(folder, "orders.db"), keys(t), slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	t.Cleanup(func() { _ = opened.Close() })
	require.NoError(t, opened.Migrate(t.Context()))
	h.store = opened
	for _, id := range ids {
		require.NoError(t, opened.PutRestaurant(t.Context(), restaurants.Restaurant{ID: id, Rules: order.DefaultRules()}))
	}
	h.dispatcher, err = dispatch.New(dispatch.Options{Client: h.client, Logger: slog.New(slog.DiscardHandler),
		SubmitTime: 3 * time.Second, DecisionTime: 3 * time.Second})
	require.NoError(t, err)
	return h
}

// hire starts a worker process, as it were.
func (h *house) hire(holder string, changes ...func(*worker.Options)) *worker.Worker {
	h.t.Helper()
	made := worker.Options{Client: h.client, Station: h.station, Projector: h.store, Leases: h.store, Restaurants: h.store,
		Checker: fakeEyes{}, Pager: h.pager, Holder: holder, Logger: slog.New(slog.DiscardHandler), LeaseTime: 2 * time.Second, StopTime: 2 * time.Second}
	for _, change := range changes {
		change(&made)
	}
	hired, err := worker.New(made)
	require.NoError(h.t, err)
	require.NoError(h.t, hired.Start())
	h.t.Cleanup(hired.Stop)
	return hired
}

func newIntake(externalID string, change ...func(*order.Intake)) order.Intake {
	price := order.Money(45000)
	submission := order.Submission{
		ExternalID: externalID, Restaurant: "arbat-1", ServiceType: order.Delivery,
		Guest: order.Guest{Name: "Анна", Phone: "+79991234567"}, Address: &order.Address{Text: "Арбат, 12"},
		Items: []order.Item{{PLU: "101", Name: "Цезарь", Quantity: order.Pieces(1), UnitPrice: &price}},
	}
	submission.Normalise()
	rules := order.DefaultRules()
	rules.CloseAfter = 0
	intake := order.Intake{Source: "demo", Submission: submission, Rules: rules, ContentHash: submission.ContentHash()}
	for _, one := range change {
		one(&intake)
	}
	return intake
}

func (h *house) submit(intake order.Intake) order.Order {
	h.t.Helper()
	receipt, err := h.dispatcher.Submit(h.t.Context(), intake)
	require.NoError(h.t, err)
	require.Equal(h.t, order.Stored, receipt.State)
	return receipt.Order
}

// eventually waits until the order is as it should be, and gives its record.
func (h *house) eventually(id string, as func(order.Order) bool) (record order.Order) {
	h.t.Helper()
	require.Eventually(h.t, func() bool {
		var err error
		record, _, err = h.store.Order(h.t.Context(), id)
		return err == nil && as(record)
	}, 30*time.Second, 5*time.Millisecond, "the order never got there")
	return record
}

func injected(state order.InjectionState) func(order.Order) bool {
	return func(record order.Order) bool { return record.Injection.State == state }
}

func inStatus(status order.Status) func(order.Order) bool {
	return func(record order.Order) bool { return record.Status == status }
}

// fakeStation does what it is asked, or fails by a script of one entry a call.
type fakeStation struct {
	mu     sync.Mutex
	script []error
	calls  []string
	// hold, when it is set, keeps every call until its context ends.
	hold    bool
	running int
	most    int
}

func (s *fakeStation) do(ctx context.Context, call string) error {
	s.mu.Lock()
	s.calls = append(s.calls, call)
	s.running++
	s.most = max(s.most, s.running)
	hold := s.hold
	var fault error
	if len(s.script) > 0 {
		fault, s.script = s.script[0], s.script[1:]
	}
	s.mu.Unlock()
	if hold {
		<-ctx.Done()
		fault = ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.running--
	return fault
}

func (s *fakeStation) Create(ctx context.Context, _ activities.Job) (order.StationOrder, error) {
	return order.StationOrder{OrderGUID: "{A}", Visit: 7, OrderID: 1, OrderName: "7.1"}, s.do(ctx, "create")
}

func (s *fakeStation) Fill(ctx context.Context, job activities.Job) (activities.Filling, error) {
	return fillingOf(job), s.do(ctx, "fill")
}

func (s *fakeStation) Amend(ctx context.Context, job activities.Job) (activities.Filling, error) {
	return fillingOf(job), s.do(ctx, "amend")
}

func (s *fakeStation) Void(ctx context.Context, _ activities.Job) error { return s.do(ctx, "void") }
func (s *fakeStation) Tell(ctx context.Context, _ activities.Job) error { return s.do(ctx, "tell") }
func (s *fakeStation) Describe(ctx context.Context, _ activities.Job) error {
	return s.do(ctx, "describe")
}

func fillingOf(job activities.Job) (filling activities.Filling) {
	for _, item := range job.Order.ItemsAgreed {
		filling.Lines = append(filling.Lines, order.StationLine{PLU: item.PLU, Quantity: item.Quantity})
	}
	return filling
}

func stationFault(code order.Code, retry, cleared bool) error {
	return &activities.StationError{Fault: code.Fault(""), Retry: retry, Cleared: cleared}
}

type fakePager struct {
	mu     sync.Mutex
	alarms []activities.Alarm
}

func (p *fakePager) Page(_ context.Context, alarm activities.Alarm) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.alarms = append(p.alarms, alarm)
	return nil
}

// fakeEyes find that dish 117 is off.
type fakeEyes struct{}

func (fakeEyes) Check(_ context.Context, record order.Order) ([]order.Check, error) {
	found := []order.Check{}
	for _, item := range record.ItemsAgreed {
		if item.PLU == "117" {
			found = append(found, order.Check{LineID: item.LineID, Code: "dish_unavailable", Severity: order.Problem})
		}
	}
	return found, nil
}

func restaurantOf(id string) restaurants.Restaurant {
	return restaurants.Restaurant{ID: id, Rules: order.DefaultRules()}
}

func countOf(query string) *workflowservice.CountWorkflowExecutionsRequest {
	return &workflowservice.CountWorkflowExecutionsRequest{Namespace: namespace, Query: query}
}

// hookOf notes whether a holder's hook runs.
func hookOf(running *sync.Map, holder string) func(context.Context, string) {
	return func(ctx context.Context, _ string) {
		running.Store(holder, true)
		<-ctx.Done()
		running.Store(holder, false)
	}
}

// cutLeases are leases that a process cannot reach any more.
type cutLeases struct {
	worker.Leases
	gone atomic.Bool
}

func (l *cutLeases) cut() { l.gone.Store(true) }

func (l *cutLeases) HoldLeases(ctx context.Context, names []string, holder string, ttl time.Duration) ([]string, error) {
	if l.gone.Load() {
		return nil, errors.New("no route to the database")
	}
	return l.Leases.HoldLeases(ctx, names, holder, ttl)
}

func (l *cutLeases) ReleaseLease(ctx context.Context, name, holder string) error {
	if l.gone.Load() {
		return errors.New("no route to the database")
	}
	return l.Leases.ReleaseLease(ctx, name, holder)
}
