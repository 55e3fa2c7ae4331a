package pos

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// amend brings a record to other dishes, as the n-th amendment.
func amend(t *testing.T, s *Stations, record *order.Order, n int, items ...order.Item) activities.Filling {
	t.Helper()
	before := record.ItemsAgreed
	order.NormaliseItems(items)
	record.ItemsAgreed = items
	job := activities.Job{Order: *record, Attempt: 1, Amendment: n, Before: before}
	filling, err := s.Amend(t.Context(), job)
	require.NoError(t, err)
	job.Attempt, job.LookFirst = 2, true
	again, err := s.Amend(t.Context(), job)
	require.NoError(t, err, "a repeated attempt finds it done")
	require.Equal(t, filling, again)
	return filling
}

func TestAmend(t *testing.T) {
	for name, behaviour := range map[string]rk7sim.Behaviour{"plain": {}, "own GUIDs": {ReplaceLineGUIDs: true}, "printed at once": {AutoPrint: true}} {
		for _, licence := range []rk7sim.LicenceMode{rk7sim.LicenceLifetime, rk7sim.LicenceSubscription} {
			t.Run(name+" "+string(licence), func(t *testing.T) {
				b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Licence: licence, Behaviour: behaviour})
				s := b.worker()
				record := newOrder("arbat-1", item("101", 1, 45000), item("102", 3, 35000), item("120", 2, 52000, "512"), item("180", 2, 59000, "101", "102", "132", "160"))
				_, parked, err := journey(t.Context(), s, &record)
				require.NoError(t, err)
				require.Nil(t, parked)
				b.requireFilled(t, record)

				filling := amend(t, s, &record, 1, item("102", 2, 35000), item("120", 3, 52000, "512"), item("136", 1, 160000))
				b.requireFilled(t, record)
				require.Empty(t, filling.Differences)

				till, err := b.sim.Till("arbat-1")
				require.NoError(t, err)
				there := b.requireFilled(t, record)
				_, err = till.Add(there.GUID, rk7sim.TillLine{PLU: "160", Quantity: 1000})
				require.NoError(t, err)
				for _, line := range there.Lines {
					if line.PLU == "102" {
						require.NoError(t, till.Change(there.GUID, line.Uni, 1000))
					}
				}
				filling = amend(t, s, &record, 2, item("102", 3, 35000), item("120", 1, 52000, "512"), item("136", 1, 160000))
				live, _ := b.orders(record)
				require.Len(t, live, 1)
				require.Equal(t, map[string]int64{"102": 2000, "120+512": 1000, "136": 1000, "160": 1000}, contents(live[0]),
					"one more soup, two pizzas less, and what the cashier did stays")
				require.Len(t, filling.Differences, 2)

				amend(t, s, &record, 3, item("136", 1, 160000))
				live, _ = b.orders(record)
				require.Equal(t, map[string]int64{"136": 1000, "160": 1000}, contents(live[0]))
				require.Empty(t, b.sim.State("arbat-1").Unknown)
			})
		}
	}
}
