package pos

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func TestJourney(t *testing.T) {
	b := newBench(t, rk7sim.RestaurantOptions{ID: "life"}, rk7sim.RestaurantOptions{ID: "subs", Licence: rk7sim.LicenceSubscription})
	s := b.worker()
	for _, id := range []string{"life", "subs"} {
		record := newOrder(id)
		filling, parked, err := journey(t.Context(), s, &record)
		require.NoError(t, err)
		require.Nil(t, parked)
		there := b.requireFilled(t, record)
		require.EqualValues(t, there.Sum, filling.Sum)
		require.EqualValues(t, 45000+2*35000+52000+15000, filling.Sum)
		require.Empty(t, filling.Differences)
		require.Len(t, filling.Lines, 3)
		require.Equal(t, "20", there.Table)
		require.EqualValues(t, 2, there.Guests)
		require.Contains(t, there.PersistentComment, "+79991234567 Анна")

		require.NoError(t, s.Void(t.Context(), activities.Job{Order: record, Attempt: 1, LookFirst: true}))
		live, dead := b.orders(record)
		require.Empty(t, live)
		require.Len(t, dead, 1)
		require.NoError(t, s.Void(t.Context(), activities.Job{Order: record, Attempt: 2, LookFirst: true}), "already deleted is what was wanted")
		require.Empty(t, b.sim.State(id).Unknown, "nothing was sent that no station understands")
	}
	require.Equal(t, order.Accepted, newOrder("life").Status)
}
