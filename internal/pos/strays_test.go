package pos

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func jobOf(record order.Order) activities.Job { return activities.Job{Order: record, Attempt: 1} }

func TestOrdersThatCarryOurMarkAreSeen(t *testing.T) {
	b := newBench(t)
	s := b.worker()
	record := newOrder("arbat-1")
	_, parked, err := journey(t.Context(), s, &record)
	require.NoError(t, err)
	require.Nil(t, parked)
	there, err := s.connect(t.Context(), "arbat-1")
	require.NoError(t, err)
	_, err = there.CreateOrder(t.Context(), rk7.CreateOrder{Table: code("20"), Station: code("1"), Waiter: code("9001"), Guests: 1, PersistentComment: "зал; GOH-12345678"})
	require.NoError(t, err)

	seen, err := s.Marked(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Len(t, seen, 1, "a cashier's own order is none of ours")
	require.Equal(t, record.POS.Visit, seen[0].Visit)
	require.True(t, rk7.SameGUID(record.POS.OrderGUID, seen[0].GUID))
	require.Equal(t, commentMark(record.ID), "OH-"+seen[0].Mark)
	require.Equal(t, record.ID, seen[0].OrderID)
	require.False(t, seen[0].Over)
	dishes, sum, over, err := s.Contents(t.Context(), "arbat-1", seen[0])
	require.NoError(t, err)
	require.Equal(t, 3, dishes)
	require.Positive(t, sum)
	require.False(t, over)

	require.NoError(t, s.Void(t.Context(), jobOf(record)))
	seen, err = s.Marked(t.Context(), "arbat-1")
	require.NoError(t, err)
	for _, one := range seen {
		require.True(t, one.Over)
	}
}

func TestOnlyANeedlessOrderOfOursIsRemoved(t *testing.T) {
	b := newBench(t)
	s := b.worker()
	record := newOrder("arbat-1")
	_, _, err := journey(t.Context(), s, &record)
	require.NoError(t, err)
	there, err := s.connect(t.Context(), "arbat-1")
	require.NoError(t, err)
	add := func(guid string, props ...rk7.Prop) order.Sighting {
		made, err := there.CreateOrder(t.Context(), rk7.CreateOrder{GUID: guid, Table: code("20"), Station: code("1"), Waiter: code("9001"), Guests: 1, ExternalProps: props})
		require.NoError(t, err)
		return order.Sighting{GUID: made.GUID, Visit: made.Visit, OrderIdent: made.OrderIdent}
	}
	double := add("{00000000-0000-4000-8000-000000000001}", rk7.Prop{Name: markerProp, Value: record.ID})
	foreign := add("{00000000-0000-4000-8000-000000000002}", rk7.Prop{Name: markerProp, Value: order.ID("demo", "another")})
	own := order.Sighting{GUID: record.POS.OrderGUID, Visit: record.POS.Visit, OrderIdent: record.POS.OrderID}

	require.Error(t, s.Remove(t.Context(), record, own), "the one we know, with its dishes")
	require.Error(t, s.Remove(t.Context(), record, foreign), "another's")
	require.NoError(t, s.Remove(t.Context(), record, double))
	live, dead := b.orders(record)
	require.Len(t, live, 1)
	require.Len(t, dead, 1)
	require.Len(t, live[0].Lines, 3)
	require.False(t, b.stateOf("arbat-1", foreign.GUID).Voided)
}

func (b *bench) stateOf(id, guid string) (found rk7sim.OrderState) {
	for _, one := range b.sim.State(id).Orders {
		if rk7.SameGUID(one.GUID, guid) {
			return one
		}
	}
	b.t.Fatalf("no order %s on the station", guid)
	return found
}

func TestTheLedgerTellsWhatWasSent(t *testing.T) {
	b := newBench(t)
	s := b.worker()
	record := newOrder("arbat-1")
	traces, err := s.Traces(t.Context(), record.ID)
	require.NoError(t, err)
	require.Equal(t, order.Traces{}, traces)
	_, _, err = journey(t.Context(), s, &record)
	require.NoError(t, err)
	job := jobOf(record)
	job.Amendment, job.Before = 1, record.ItemsAgreed
	job.Order.ItemsAgreed = append(job.Order.ItemsAgreed, item("103", 1, 10000))
	_, err = s.Amend(t.Context(), job)
	require.NoError(t, err)

	traces, err = s.Traces(t.Context(), record.ID)
	require.NoError(t, err)
	require.True(t, traces.Any)
	require.Equal(t, 1, traces.Creations)
	require.Equal(t, 1, traces.Amendment)
	require.False(t, traces.Creating.IsZero() || traces.Filling.IsZero() || traces.Amending.IsZero())
	require.False(t, traces.Filling.Before(traces.Creating))

	job.Round, job.Order.POS = 1, order.StationOrder{}
	_, err = s.Create(t.Context(), job)
	require.NoError(t, err)
	again, err := s.Traces(t.Context(), record.ID)
	require.NoError(t, err)
	require.Equal(t, 1, again.Round)
	require.Zero(t, again.Amendment, "the round before is over")
	require.True(t, again.Filling.IsZero())
}
