package pos

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// An order whose workflow was lost goes on when the station has exactly what is
// agreed; anything else is for a person, and nothing is sent.
func TestTheStationProvesWhichDishesItHas(t *testing.T) {
	add := func(line rk7sim.TillLine) func(*testing.T, *rk7sim.Till, rk7sim.OrderState) {
		return func(t *testing.T, till *rk7sim.Till, there rk7sim.OrderState) {
			_, err := till.Add(there.GUID, line)
			require.NoError(t, err)
		}
	}
	for name, c := range map[string]struct {
		agreed []order.Item
		till   func(*testing.T, *rk7sim.Till, rk7sim.OrderState)
		proven bool
	}{
		"exactly":                        {[]order.Item{burger(2, "без лука"), item("102", 1, 35000)}, nil, true},
		"in another order":               {[]order.Item{item("102", 1, 35000), burger(1, "без лука"), burger(1, "без лука")}, nil, true},
		"another wish":                   {[]order.Item{burger(2, "с луком"), item("102", 1, 35000)}, nil, false},
		"no wish":                        {[]order.Item{burger(2, ""), item("102", 1, 35000)}, nil, false},
		"less":                           {[]order.Item{burger(1, "без лука"), item("102", 1, 35000)}, nil, false},
		"more":                           {[]order.Item{burger(2, "без лука"), item("102", 2, 35000)}, nil, false},
		"another dish":                   {[]order.Item{burger(2, "без лука"), item("103", 1, 42000)}, nil, false},
		"a drink besides":                {[]order.Item{burger(2, "без лука"), item("102", 1, 35000)}, add(rk7sim.TillLine{PLU: "160", Quantity: 1000}), false},
		"a modifier that nobody ordered": {[]order.Item{{PLU: "145", Quantity: order.Pieces(2), Note: "без лука"}, item("102", 1, 35000)}, nil, false},
	} {
		for _, licence := range []rk7sim.LicenceMode{rk7sim.LicenceLifetime, rk7sim.LicenceSubscription} {
			t.Run(name+" "+string(licence), func(t *testing.T) {
				t.Parallel()
				b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Licence: licence})
				record := newOrder("arbat-1", burger(2, "без лука"), item("102", 1, 35000))
				_, parked, err := journey(t.Context(), b.worker(), &record)
				require.NoError(t, err)
				require.Nil(t, parked)
				if c.till != nil {
					till, err := b.sim.Till("arbat-1")
					require.NoError(t, err)
					live, _ := b.orders(record)
					c.till(t, till, live[0])
				}
				sent := b.sim.State("arbat-1").Counters["SaveOrder"]
				record.ItemsAgreed = c.agreed
				order.NormaliseItems(record.ItemsAgreed)
				_, err = b.worker().Amend(t.Context(), activities.Job{Order: record, Attempt: 1, Amendment: 1, Before: record.ItemsAgreed, Unproven: true})
				require.Equal(t, sent, b.sim.State("arbat-1").Counters["SaveOrder"], "nothing is sent")
				if c.proven {
					require.NoError(t, err)
					return
				}
				var fault *activities.StationError
				require.ErrorAs(t, err, &fault)
				require.Equal(t, order.CodeStationUnproven, fault.Fault.Code)
				require.False(t, fault.Retry)
			})
		}
	}
}

// An amendment that was lost on its way must not come once the order is proven:
// its number is given up, so that no other order sends it.
func TestALostAmendmentDoesNotComeAfterTheProof(t *testing.T) {
	b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Licence: rk7sim.LicenceSubscription})
	s := b.worker()
	record := newOrder("arbat-1")
	_, _, err := journey(t.Context(), s, &record)
	require.NoError(t, err)
	agreed, earlier := record, record.ItemsAgreed
	record.ItemsAgreed = append(append([]order.Item{}, earlier...), item("103", 1, 42000))
	order.NormaliseItems(record.ItemsAgreed)
	require.NoError(t, b.sim.SetFaults([]rk7sim.Fault{
		{Command: "SaveOrder", Kind: rk7sim.FaultDropBefore, Times: 1},
		{Command: "GetOrder", Kind: rk7sim.FaultRefuse, Code: rk7.CodeOrderInVisitLocked, Skip: 1, Times: 1},
	}))
	_, err = s.Amend(t.Context(), activities.Job{Order: record, Attempt: 1, Amendment: 1, Before: earlier})
	require.Error(t, err)
	require.NoError(t, b.sim.SetFaults(nil))

	agreed.Injection.State = order.Filled
	_, err = b.worker().Amend(t.Context(), activities.Job{Order: agreed, Attempt: 1, Amendment: 2, Before: earlier, Unproven: true})
	require.NoError(t, err)
	other := newOrder("arbat-1")
	_, parked, err := journey(t.Context(), b.worker(), &other)
	require.NoError(t, err)
	require.Nil(t, parked)
	b.requireFilled(t, agreed)
	b.requireFilled(t, other)
}
