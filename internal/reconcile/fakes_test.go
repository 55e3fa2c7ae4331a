package reconcile

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// place is a database, a Temporal and a station in memory.
type place struct {
	*testing.T
	*Reconciler
	kept map[string]order.Kept
	runs map[string]order.Run // by order
	// silent are the runs that do not answer, and gone those nobody remembers.
	silent, gone map[string]bool
	remains      map[string]order.Remains
	unlisted     map[string]bool // they run, and no list shows them
	revived      map[string]*order.Remains
	ended        []string
	projected    []order.Projection
	swept        []order.Sweep

	seen    []order.Sighting
	dishes  map[string]int // by GUID
	traces  map[string]order.Traces
	removed []string
	refuse  error
}

func newPlace(t *testing.T) *place {
	p := &place{T: t, kept: map[string]order.Kept{}, runs: map[string]order.Run{}, silent: map[string]bool{}, gone: map[string]bool{},
		remains: map[string]order.Remains{}, unlisted: map[string]bool{}, revived: map[string]*order.Remains{}, dishes: map[string]int{}, traces: map[string]order.Traces{}}
	var err error
	p.Reconciler, err = New(Options{Records: (*records)(p), Workflows: (*engine)(p), Stations: (*till)(p),
		Logger: slog.New(slog.DiscardHandler), Now: func() time.Time { return noon.Add(time.Hour) }})
	require.NoError(t, err)
	return p
}

// order puts an order into the database, with a workflow beside it that agrees.
func (p *place) order(externalID string, change ...func(*order.Life)) string {
	submission := order.Submission{ExternalID: externalID, Restaurant: "arbat-1", ServiceType: order.Pickup,
		Guest: order.Guest{Phone: "+79991234567"}, Items: []order.Item{{PLU: "101", Quantity: order.Pieces(1)}}}
	submission.Normalise()
	life := order.Open(order.Intake{Source: "demo", Submission: submission, Rules: order.DefaultRules()}, noon)
	first := life.Record()
	for _, c := range change {
		c(life)
	}
	p.kept[life.ID] = order.Kept{Record: life.Record(), First: first, ContentHash: submission.ContentHash(), Sequence: life.Sequence}
	p.runs[life.ID] = order.Run{WorkflowID: order.WorkflowID("demo", externalID), RunID: "run-" + externalID, StartedAt: noon,
		Status: life.Status, Injection: life.Injection.State, ContentHash: submission.ContentHash()}
	p.remains[life.ID] = life.Remains()
	return life.ID
}

func filled(l *order.Life) {
	_ = l.Accept(order.AcceptCommand{}, noon)
	l.Begin(order.WorkInject)
	l.CreatedOnStation(order.StationOrder{OrderGUID: "{" + l.ID + "}", Visit: 7, OrderID: 1, OrderName: "7.1"}, noon)
	l.DishesBegun()
	l.FilledOnStation([]order.StationLine{{PLU: "101", Quantity: order.Pieces(1)}}, 100, nil, noon)
}

// end ends an order's workflow.
func (p *place) end(id, how string) {
	run := p.runs[id]
	run.Ended = how
	p.runs[id] = run
}

// orders compares, and requires that so many things were found.
func (p *place) orders(count int, request ...activities.SweepRequest) []order.Discrepancy {
	p.Helper()
	var what activities.SweepRequest
	if len(request) > 0 {
		what = request[0]
	}
	swept, err := p.Orders(p.Context(), what)
	require.NoError(p, err)
	require.Len(p, swept.Found, count, "%+v", swept.Found)
	for _, one := range swept.Found {
		require.NotEmpty(p, one.Message)
		require.NotContains(p, one.Message+one.Remedy, "9991234567")
	}
	return swept.Found
}

func (p *place) station(count int, request ...activities.SweepRequest) []order.Discrepancy {
	p.Helper()
	what := activities.SweepRequest{Restaurant: "arbat-1"}
	if len(request) > 0 {
		what = request[0]
	}
	found, err := p.Station(p.Context(), what)
	require.NoError(p, err)
	require.Len(p, found, count, "%+v", found)
	return found
}

type records place

func (r *records) Restaurants(context.Context) ([]restaurant.Restaurant, error) {
	return []restaurant.Restaurant{{ID: "arbat-1", Rules: order.DefaultRules()}}, nil
}

func (r *records) Restaurant(_ context.Context, id string) (restaurant.Restaurant, error) {
	if id != "arbat-1" {
		return restaurant.Restaurant{}, order.Errorf(order.CodeNotFound, "no")
	}
	return restaurant.Restaurant{ID: id, Rules: order.DefaultRules()}, nil
}

func briefOf(k order.Kept) order.Brief {
	brief := order.Brief{ID: k.Record.ID, Source: k.Record.Source, ExternalID: k.Record.ExternalID, Restaurant: k.Record.Restaurant,
		Version: k.Record.Revision, Status: k.Record.Status, Injection: k.Record.Injection.State, UpdatedAt: k.Record.UpdatedAt}
	if k.Pending {
		brief.Version = 0
	}
	return brief
}

func (r *records) Unfinished(_ context.Context, filter order.UnfinishedFilter) (briefs []order.Brief, next string, err error) {
	for _, k := range r.kept {
		if !k.Record.Over() && !k.Record.UpdatedAt.After(filter.Before) {
			briefs = append(briefs, briefOf(k))
		}
	}
	return briefs, "", nil
}

func (r *records) Briefs(_ context.Context, ids []string) (map[string]order.Brief, error) {
	found := map[string]order.Brief{}
	for _, id := range ids {
		if k, ok := r.kept[id]; ok {
			found[id] = briefOf(k)
		}
	}
	return found, nil
}

func (r *records) Kept(_ context.Context, id string) (order.Kept, error) {
	k, ok := r.kept[id]
	if !ok {
		return k, order.Errorf(order.CodeNotFound, "no")
	}
	return k, nil
}

func (r *records) Marked(_ context.Context, mark string) (ids []string, err error) {
	for id := range r.kept {
		if len(mark) == 8 && id[:8] == mark {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (r *records) Project(_ context.Context, projection order.Projection) error {
	r.projected = append(r.projected, projection)
	return r.refuse
}

func (r *records) PutSweep(_ context.Context, sweep order.Sweep) error {
	r.swept = append(r.swept, sweep)
	return nil
}

type engine place

func (e *engine) Running(context.Context, string, []byte) (runs []order.Run, next []byte, err error) {
	for id, run := range e.runs {
		if run.Ended == "" && !e.unlisted[id] {
			runs = append(runs, run)
		}
	}
	return append(runs, order.Run{WorkflowID: "callback:1"}), nil, nil
}

func (e *engine) Run(_ context.Context, workflowID string) (order.Run, bool, error) {
	id := order.Run{WorkflowID: workflowID}.OrderID()
	run, found := e.runs[id]
	return run, found && !e.gone[id], nil
}

func (e *engine) Remains(_ context.Context, run order.Run) (order.Remains, error) {
	if e.silent[run.OrderID()] {
		return order.Remains{}, errors.New("no worker")
	}
	remains, ok := e.remains[run.OrderID()]
	if !ok {
		return remains, order.Errorf(order.CodeNotFound, "no")
	}
	return remains, nil
}

func (e *engine) Revive(_ context.Context, intake order.Intake, remains *order.Remains) error {
	if e.refuse != nil {
		return e.refuse
	}
	e.revived[order.ID(intake.Source, intake.Submission.ExternalID)] = remains
	return nil
}

func (e *engine) End(_ context.Context, run order.Run, _ string) error {
	e.ended = append(e.ended, run.RunID)
	return nil
}

type till place

func (s *till) Marked(context.Context, string) ([]order.Sighting, error) { return s.seen, nil }

func (s *till) Contents(_ context.Context, _ string, sighting order.Sighting) (dishes int, sum order.Money, over bool, err error) {
	return s.dishes[sighting.GUID], order.Money(100 * s.dishes[sighting.GUID]), false, nil
}

func (s *till) Remove(_ context.Context, _ order.Order, sighting order.Sighting) error {
	s.removed = append(s.removed, sighting.GUID)
	return s.refuse
}

func (s *till) Traces(_ context.Context, orderID string) (order.Traces, error) {
	return s.traces[orderID], nil
}
