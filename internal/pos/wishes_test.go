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

// sayings counts a dish by what is said with it on the station.
func (b *bench) sayings(record order.Order, plu string) map[string]int64 {
	live, _ := b.orders(record)
	counts := map[string]int64{}
	for _, line := range live[0].Lines {
		if line.PLU != plu {
			continue
		}
		text := ""
		for _, m := range line.Modifiers {
			text += m.OpenName
		}
		counts[text] += int64(line.Quantity) / 1000
	}
	return counts
}

func burger(pieces int64, wish string) order.Item {
	made := item("145", pieces, 44000, "501")
	made.Note = wish
	return made
}

// What is wished for a dish goes with the dish: it is changed where it stands,
// another dish gets its own, and the dish that goes is the one with the wish that
// went. Once, also when the answer is lost.
func TestWishesGoWithTheirDishes(t *testing.T) {
	agreements := []struct {
		items         []order.Item
		want, printed map[string]int64 // on a station whose kitchen has got them at once
	}{
		{[]order.Item{burger(2, "без лука")}, map[string]int64{"без лука": 2}, nil},
		{[]order.Item{burger(2, "с луком")}, map[string]int64{"с луком": 2}, map[string]int64{"без лука": 2}},
		{[]order.Item{burger(2, "с луком"), burger(1, "без соли")}, map[string]int64{"с луком": 2, "без соли": 1}, map[string]int64{"без лука": 2, "без соли": 1}},
		{[]order.Item{burger(1, "с луком"), burger(1, "без соли")}, map[string]int64{"с луком": 1, "без соли": 1}, nil},
		{[]order.Item{burger(1, "без соли")}, map[string]int64{"без соли": 1}, nil},
		{[]order.Item{burger(1, "без соли"), item("102", 1, 35000)}, map[string]int64{"без соли": 1}, nil},
	}
	for name, behaviour := range map[string]rk7sim.Behaviour{"plain": {}, "own GUIDs": {ReplaceLineGUIDs: true}, "printed at once": {AutoPrint: true}} {
		for _, lost := range []rk7sim.FaultKind{"", rk7sim.FaultDropAfter, rk7sim.FaultDropBefore} {
			t.Run(fmt.Sprintf("%s %s", name, lost), func(t *testing.T) {
				t.Parallel()
				b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Behaviour: behaviour})
				s := b.worker()
				record := newOrder("arbat-1", agreements[0].items...)
				_, parked, err := journey(t.Context(), s, &record)
				require.NoError(t, err)
				require.Nil(t, parked)
				require.Equal(t, agreements[0].want, b.sayings(record, "145"))
				for i, one := range agreements[1:] {
					before := record.ItemsAgreed
					record.ItemsAgreed = append([]order.Item{}, one.items...)
					order.KeepLineIDs(before, record.ItemsAgreed)
					order.NormaliseItems(record.ItemsAgreed)
					if lost != "" {
						require.NoError(t, b.sim.SetFaults([]rk7sim.Fault{{Command: "SaveOrder", Kind: lost, Times: 1}}))
					}
					trace := false
					filling, parked, err := run(t.Context(), record, &trace, func(ctx context.Context, job activities.Job) (activities.Filling, error) {
						job.Amendment, job.Before = i+1, before
						return s.Amend(ctx, job)
					})
					require.NoError(t, err)
					require.Nil(t, parked)
					if behaviour.AutoPrint && one.printed != nil {
						require.Equal(t, one.printed, b.sayings(record, "145"), "the kitchen has got it")
						require.Equal(t, "remark_not_on_station", filling.Differences[0].Code)
					} else if !behaviour.AutoPrint {
						require.Equal(t, one.want, b.sayings(record, "145"))
						require.Empty(t, filling.Differences)
					}
					b.requireFilled(t, record)
				}
			})
		}
	}
}
