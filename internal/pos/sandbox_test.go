package pos

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func TestATestOrderGoesToItsTableAndNotToTheKitchen(t *testing.T) {
	b := newBench(t, rk7sim.RestaurantOptions{ID: "life"}, rk7sim.RestaurantOptions{ID: "subs", Licence: rk7sim.LicenceSubscription})
	s := b.worker()
	for _, id := range []string{"life", "subs"} {
		place, err := b.store.Restaurant(t.Context(), id)
		require.NoError(t, err)
		place.Station.TestTable = "22"
		require.NoError(t, b.store.PutRestaurant(t.Context(), place))
		record := newOrder(id)
		record.IsTest = true
		record.Payments = []order.Payment{{Type: "online", State: "paid", Amount: 182000}}
		filling, parked, err := journey(t.Context(), s, &record)
		require.NoError(t, err)
		if parked != nil {
			t.Fatalf("%+v", parked.Fault)
		}
		there := b.requireFilled(t, record)
		require.Equal(t, "22", there.Table)
		require.True(t, there.Deferred, "unconfirmed: nothing is printed")
		require.Contains(t, there.PersistentComment+there.NonPersistentComment, "ПРОВЕРОЧНЫЙ")
		require.Len(t, filling.Lines, 3, "%+v", filling.Differences)
		require.Zero(t, there.Prepaid, "no money of nobody's")
	}
}

func TestATestOrderWithoutATableStopsBeforeTheStation(t *testing.T) {
	b := newBench(t)
	record := newOrder("arbat-1")
	record.IsTest = true
	_, parked, err := journey(t.Context(), b.worker(), &record)
	require.NoError(t, err)
	require.Equal(t, order.CodeStationSettings, parked.Fault.Code)
	live, dead := b.orders(record)
	require.Empty(t, live)
	require.Empty(t, dead)
}
