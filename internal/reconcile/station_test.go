package reconcile

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

const other = "{00000000-0000-4000-8000-000000000001}"

func calledOff(l *order.Life) {
	filled(l)
	_ = l.Cancel(order.CancelCommand{Caller: order.Caller{Actor: order.Actor{Kind: order.Person}}, Reason: order.Reason{Code: order.TooBusy}}, noon)
	l.Begin(order.WorkVoid)
	l.VoidedOnStation(noon)
}

func TestOrdersThatSomebodyOwnsAreLeftAlone(t *testing.T) {
	p := newPlace(t)
	mine := p.order("MINE", filled)
	waiting := p.order("NOT-DONE")
	p.seen = []order.Sighting{
		{GUID: "{" + strings.ToUpper(mine) + "}", Visit: 7, OrderIdent: 1, OrderID: mine},
		{GUID: other, Visit: 8, OrderID: waiting}, // its creation is under way
		{GUID: other, Visit: 9, OrderID: "gone", Over: true},
		{GUID: other, Visit: 10, OrderID: "just-made", OpenedAt: p.Now().Add(-time.Minute)},
		{GUID: "{" + strings.ToUpper(mine) + "}", Visit: 7, OrderIdent: 1, Mark: mine[:8]},
	}
	p.station(0)
	require.Empty(t, p.removed)
}

func TestAnOrphanIsToldAndNeverTouched(t *testing.T) {
	for _, sighting := range []order.Sighting{{GUID: other, Visit: 12, Name: "12.1", OrderID: "5f1bbf54-5b0c-5d43-8d43-0d9f5d9f6a11"}, {GUID: other, Visit: 12, Name: "12.1", Mark: "5F1BBF54"}} {
		p := newPlace(t)
		p.seen = []order.Sighting{sighting}
		found := p.station(1)
		require.Equal(t, order.StationOrphan, found[0].Kind)
		require.Equal(t, order.Left, found[0].Outcome)
		require.Equal(t, int64(12), found[0].Visit)
		require.NotEmpty(t, found[0].Remedy)
		require.Empty(t, p.removed, "also while it is empty")
	}
}

func TestADoubleIsRemovedOnlyWhenItIsProven(t *testing.T) {
	for name, c := range map[string]struct {
		arrange func(p *place, id string)
		outcome order.Settlement
	}{
		"its creation was sent twice": {func(p *place, id string) { p.traces[id] = order.Traces{Creations: 2} }, order.Repaired},
		"it was created again":        {func(p *place, id string) { p.traces[id] = order.Traces{Creations: 1, Round: 1} }, order.Repaired},
		"it was sent once":            {func(p *place, id string) { p.traces[id] = order.Traces{Creations: 1} }, order.Left},
		"there are dishes in it":      {func(p *place, id string) { p.traces[id] = order.Traces{Creations: 2}; p.dishes[other] = 1 }, order.Left},
		"only the comment says that it is": {func(p *place, id string) {
			p.traces[id] = order.Traces{Creations: 2}
			p.seen[0].OrderID, p.seen[0].Mark = "", id[:8]
		}, order.Left},
		"the station will not": {func(p *place, id string) { p.traces[id] = order.Traces{Creations: 2}; p.refuse = errors.New("no") }, order.Left},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			id := p.order("TWICE", filled)
			p.seen = []order.Sighting{{GUID: other, Visit: 9, OrderID: id}}
			c.arrange(p, id)
			found := p.station(1)
			require.Equal(t, order.StationDouble, found[0].Kind)
			require.Equal(t, c.outcome, found[0].Outcome)
			require.Equal(t, id, found[0].OrderID)
			if c.outcome == order.Repaired {
				require.Equal(t, []string{other}, p.removed)
				p.removed = nil
				require.Equal(t, order.Left, p.station(1, activities.SweepRequest{Restaurant: "arbat-1", DryRun: true})[0].Outcome)
				require.Empty(t, p.removed)
			}
		})
	}
}

func TestWhatWasCalledOffAndIsStillThere(t *testing.T) {
	p := newPlace(t)
	id := p.order("OFF", calledOff)
	p.seen = []order.Sighting{{GUID: "{" + strings.ToUpper(id) + "}", Visit: 7, OrderIdent: 1, OrderID: id}}
	p.dishes[p.seen[0].GUID] = 2
	found := p.station(1)
	require.Equal(t, order.StationLeftover, found[0].Kind)
	require.Equal(t, order.Left, found[0].Outcome, "there are dishes in it")
	p.dishes = map[string]int{}
	p.traces[id] = order.Traces{Creations: 1}
	require.Equal(t, order.Repaired, p.station(1)[0].Outcome, "a creation that came late")
}

type foundBefore []order.Discrepancy

func (f foundBefore) Swept(context.Context, []string) (time.Time, []order.Discrepancy, error) {
	return noon, f, nil
}

func TestFindingsAreCounted(t *testing.T) {
	orphan := order.Discrepancy{Kind: order.StationOrphan, Outcome: order.Left, Restaurant: "arbat-1"}
	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister(NewCollector(foundBefore{orphan, orphan, {Kind: order.WorkflowMissing, Outcome: order.Repaired, Restaurant: "arbat-1"}}))
	page := httptest.NewRecorder()
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(page, httptest.NewRequest("GET", "/metrics", nil))
	require.Contains(t, page.Body.String(), `orderhatch_discrepancies{kind="station_orphan",outcome="left",restaurant="arbat-1"} 2`)
	require.Contains(t, page.Body.String(), `orderhatch_discrepancies{kind="workflow_missing",outcome="repaired",restaurant="arbat-1"} 1`)
	require.Contains(t, page.Body.String(), "orderhatch_last_sweep_timestamp_seconds 1.7955216e+09")
}
