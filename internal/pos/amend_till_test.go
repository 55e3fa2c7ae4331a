package pos

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// overlap is an amendment whose answer is lost, and what a cashier does before it
// is tried again.
type overlap struct {
	name    string
	agreed  []order.Item // of newOrder's one salad, two soups and a pizza
	cashier func(t *testing.T, till *rk7sim.Till, there rk7sim.OrderState, carriedOut bool)
	// want is what the station has in the end, whether or not the lost request was
	// carried out; parked is what it has where only a person can tell, and where
	// the cashier took off what had come.
	want, parked map[string]int64
	takenBack    bool
}

func tillAdds(plu string) func(*testing.T, *rk7sim.Till, rk7sim.OrderState, bool) {
	return func(t *testing.T, till *rk7sim.Till, there rk7sim.OrderState, _ bool) {
		t.Helper()
		_, err := till.Add(there.GUID, rk7sim.TillLine{PLU: plu, Quantity: 1000})
		require.NoError(t, err)
	}
}

// tillTakesBack takes the added dish off again, if it came.
func tillTakesBack(plu string) func(*testing.T, *rk7sim.Till, rk7sim.OrderState, bool) {
	return func(t *testing.T, till *rk7sim.Till, there rk7sim.OrderState, carriedOut bool) {
		t.Helper()
		if !carriedOut {
			return
		}
		for _, line := range there.Lines {
			if line.PLU == plu {
				require.NoError(t, till.Remove(there.GUID, line.Uni))
				return
			}
		}
		t.Fatal("the dish did not come")
	}
}

var overlaps = []overlap{
	{name: "a soup less, and the cashier enters one", agreed: []order.Item{item("101", 1, 45000), item("102", 1, 35000), item("120", 1, 52000, "512")},
		cashier: tillAdds("102"), want: map[string]int64{"101": 1000, "102": 2000, "120+512": 1000}},
	{name: "no soup, and the cashier enters one", agreed: []order.Item{item("101", 1, 45000), item("120", 1, 52000, "512")},
		cashier: tillAdds("102"), want: map[string]int64{"101": 1000, "102": 1000, "120+512": 1000}},
	{name: "a soup less, and the cashier enters a drink", agreed: []order.Item{item("101", 1, 45000), item("102", 1, 35000), item("120", 1, 52000, "512")},
		cashier: tillAdds("160"), want: map[string]int64{"101": 1000, "102": 1000, "120+512": 1000, "160": 1000}},
	{name: "another dish for the salad, and the cashier enters a salad", agreed: []order.Item{item("102", 2, 35000), item("103", 1, 42000), item("120", 1, 52000, "512")},
		cashier: tillAdds("101"), want: map[string]int64{"101": 1000, "102": 2000, "103": 1000, "120+512": 1000}},
	{name: "a dish more, and the cashier takes it off", agreed: []order.Item{item("101", 1, 45000), item("102", 2, 35000), item("103", 1, 42000), item("120", 1, 52000, "512")},
		cashier: tillTakesBack("103"), takenBack: true, want: map[string]int64{"101": 1000, "102": 2000, "103": 1000, "120+512": 1000},
		parked: map[string]int64{"101": 1000, "102": 2000, "120+512": 1000}},
	{name: "a salad more, and the cashier takes one off", agreed: []order.Item{item("101", 2, 45000), item("102", 2, 35000), item("120", 1, 52000, "512")},
		cashier: tillTakesBack("101"), takenBack: true, want: map[string]int64{"101": 2000, "102": 2000, "120+512": 1000},
		parked: map[string]int64{"101": 1000, "102": 2000, "120+512": 1000}},
	{name: "a dish more, and the cashier enters a drink", agreed: []order.Item{item("101", 1, 45000), item("102", 2, 35000), item("103", 1, 42000), item("120", 1, 52000, "512")},
		cashier: tillAdds("160"), want: map[string]int64{"101": 1000, "102": 2000, "103": 1000, "120+512": 1000, "160": 1000},
		parked: map[string]int64{"101": 1000, "102": 2000, "120+512": 1000, "160": 1000}},
}

// What a cashier does while the station's answer to an amendment is lost stays:
// his dish is not taken off in ours' place, and what he took off is not put back.
func TestACashierWorksWhileAnAmendmentIsInDoubt(t *testing.T) {
	stations := map[string]rk7sim.Behaviour{
		"plain": {}, "own GUIDs": {ReplaceLineGUIDs: true}, "printed at once": {AutoPrint: true}, "no replay": {NoReplay: true},
		"sessions vanish": {DropEmptySessions: true}, "sessions vanish, own GUIDs": {DropEmptySessions: true, ReplaceLineGUIDs: true},
	}
	for name, behaviour := range stations {
		for _, licence := range []rk7sim.LicenceMode{rk7sim.LicenceLifetime, rk7sim.LicenceSubscription} {
			for _, lost := range []rk7sim.FaultKind{rk7sim.FaultDropAfter, rk7sim.FaultDropBefore} {
				t.Run(fmt.Sprintf("%s %s %s", name, licence, lost), func(t *testing.T) {
					t.Parallel()
					b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Licence: licence, Behaviour: behaviour})
					for _, one := range overlaps {
						t.Run(one.name, func(t *testing.T) { b.overlap(t, one, lost) })
					}
				})
			}
		}
	}
}

func (b *bench) overlap(t *testing.T, one overlap, lost rk7sim.FaultKind) {
	s := b.worker()
	record := newOrder("arbat-1")
	_, parked, err := journey(t.Context(), s, &record)
	require.NoError(t, err)
	require.Nil(t, parked)
	before := record.ItemsAgreed
	record.ItemsAgreed = one.agreed
	order.NormaliseItems(record.ItemsAgreed)
	step := func(ctx context.Context, job activities.Job) (activities.Filling, error) {
		job.Amendment, job.Before = 1, before
		return s.Amend(ctx, job)
	}
	require.NoError(t, b.sim.SetFaults([]rk7sim.Fault{
		{Command: "SaveOrder", Kind: lost, Times: 1},
		{Command: "GetOrder", Kind: rk7sim.FaultRefuse, Code: 2129, Skip: 1, Times: 1}, // the attempt ends in doubt
	}))
	_, err = step(t.Context(), activities.Job{Order: record, Attempt: 1})
	require.Error(t, err)
	require.NoError(t, b.sim.SetFaults(nil))

	till, err := b.sim.Till("arbat-1")
	require.NoError(t, err)
	live, _ := b.orders(record)
	one.cashier(t, till, live[0], lost == rk7sim.FaultDropAfter)

	again := true
	filling, parked, err := run(t.Context(), record, &again, step)
	require.NoError(t, err)
	live, _ = b.orders(record)
	require.Len(t, live, 1)
	switch {
	case one.takenBack && lost == rk7sim.FaultDropAfter:
		require.Equal(t, one.parked, contents(live[0]), "it is not put back")
		require.NotNil(t, parked, "and the operator is told that the guest's dish is not there")
	case parked == nil:
		require.Equal(t, one.want, contents(live[0]))
		require.NotEmpty(t, filling.Lines)
	default:
		require.NotNil(t, one.parked, "it can be told: %s", parked.Fault.Message)
		require.Equal(t, one.parked, contents(live[0]))
	}
	if parked != nil {
		require.Equal(t, order.CodeStationContents, parked.Fault.Code)
	}
	require.Empty(t, b.sim.State("arbat-1").Unknown)
}
