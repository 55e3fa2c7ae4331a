package pos

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// newRetimer is an order with a delivery part, whose guest wants it an hour later
// than was promised at first.
func newRetimer(t *testing.T, behaviour rk7sim.Behaviour, change ...func(*restaurant.Restaurant)) *describer {
	t.Helper()
	b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Behaviour: behaviour})
	settings, err := b.store.Restaurant(t.Context(), "arbat-1")
	require.NoError(t, err)
	settings.Station.DeliveryBlock, settings.Station.DeliveryState, settings.Station.Progress.Codes = true, number(1), stateCodes
	for _, c := range change {
		c(&settings)
	}
	require.NoError(t, b.store.PutRestaurant(t.Context(), settings))
	d := &describer{bench: b, worker: b.worker(), record: newOrder("arbat-1")}
	first := noon.Add(time.Hour)
	d.record.ConfirmedAt = &first
	_, parked, err := journey(t.Context(), d.worker, &d.record)
	require.NoError(t, err)
	require.Nil(t, parked)
	d.was = d.record.Details()
	later := noon.Add(2 * time.Hour)
	d.record.ConfirmedAt = &later
	return d
}

func (d *describer) delivery() map[string]string {
	return d.stateOf("arbat-1", d.record.POS.OrderGUID).Delivery
}

func (d *describer) deliveries() int64 {
	return d.sim.State("arbat-1").Counters["DeliveryUpdateStatus"]
}

// hoursAfterNoon is how the station shows a time so many hours after noon.
func hoursAfterNoon(n int) string {
	return noon.Add(time.Duration(n) * time.Hour).In(time.FixedZone("MSK", 3*3600)).Format("2006-01-02T15:04:05")
}

func TestANewTimeReachesTheDeliveryOnce(t *testing.T) {
	for name, behaviour := range map[string]rk7sim.Behaviour{"plain": {}, "the block is replaced": {DeliveryReplaces: true}} {
		t.Run(name, func(t *testing.T) {
			d := newRetimer(t, behaviour)
			before := d.delivery()
			require.Equal(t, hoursAfterNoon(1), before["deliveryTime"])
			for range 2 {
				parked, err := d.describe(t.Context())
				require.NoError(t, err)
				require.Nil(t, parked)
				require.Equal(t, hoursAfterNoon(2), d.delivery()["deliveryTime"])
				require.Equal(t, before["deliveryState"], d.delivery()["deliveryState"], "nothing else changes")
				require.EqualValues(t, 1, d.deliveries())
			}
			require.Contains(t, d.stateOf("arbat-1", d.record.POS.OrderGUID).PersistentComment, "к 23.11 17:04")
			require.Empty(t, d.sim.State("arbat-1").Unknown)
		})
	}
}

func TestATimeIsOnlyWrittenWhereItIsOurs(t *testing.T) {
	t.Run("changed at the till", func(t *testing.T) {
		d := newRetimer(t, rk7sim.Behaviour{})
		there, err := d.worker.connect(t.Context(), "arbat-1")
		require.NoError(t, err)
		_, err = there.DeliveryUpdateStatus(t.Context(), rk7.DeliveryUpdateStatus{Order: rk7.OrderByGUID(d.record.POS.OrderGUID), Source: "till",
			Delivery: rk7.DeliveryBlock{DeliveryTime: noon.Add(5 * time.Hour).In(there.Location())}})
		require.NoError(t, err)
		parked, err := d.describe(t.Context())
		require.NoError(t, err)
		require.Equal(t, order.CodeStationContents, parked.Fault.Code)
		require.False(t, parked.Retry)
		require.Equal(t, hoursAfterNoon(5), d.delivery()["deliveryTime"])
		require.Contains(t, d.stateOf("arbat-1", d.record.POS.OrderGUID).PersistentComment, "к 23.11 17:04", "the comment is ours")
	})
	t.Run("nothing is sent about deliveries", func(t *testing.T) {
		d := newRetimer(t, rk7sim.Behaviour{}, func(r *restaurant.Restaurant) { r.Station.Progress.Silent = true })
		parked, err := d.describe(t.Context())
		require.NoError(t, err)
		require.Nil(t, parked)
		require.Zero(t, d.deliveries())
	})
	t.Run("the time stays", func(t *testing.T) {
		d := newRetimer(t, rk7sim.Behaviour{})
		d.record.ConfirmedAt, d.record.OperatorNote = d.was.ConfirmedAt, "Позвонить"
		parked, err := d.describe(t.Context())
		require.NoError(t, err)
		require.Nil(t, parked)
		require.Zero(t, d.deliveries())
	})
	for behaviour, words := range map[string]string{"refuse": "refused", "ignore": "does not show it"} {
		t.Run(behaviour, func(t *testing.T) {
			d := newRetimer(t, rk7sim.Behaviour{DeliveryStatus: behaviour})
			parked, err := d.describe(t.Context())
			require.NoError(t, err)
			require.NotNil(t, parked, "people see it")
			require.Equal(t, order.CodeStationRefused, parked.Fault.Code)
			require.Contains(t, parked.Fault.Message, words)
			require.EqualValues(t, 1, d.deliveries())
		})
	}
}

func TestRetimingUnderFaults(t *testing.T) {
	for _, command := range []string{"DeliveryUpdateStatus", "UpdateOrder", "GetOrder"} {
		for _, kind := range matrixKinds {
			for _, when := range []string{"first", "second"} {
				if kind == rk7sim.FaultOffline {
					continue
				}
				s := scenario{command: command, kind: kind, when: when}
				t.Run(fmt.Sprintf("%s/%s/%s", command, kind, when), func(t *testing.T) {
					t.Parallel()
					d := newRetimer(t, rk7sim.Behaviour{})
					require.NoError(t, d.sim.SetFaultsOf("arbat-1", s.faults("arbat-1")))
					parked, err := d.describe(t.Context())
					require.NoError(t, err)
					if parked != nil { // the station recovers, and it is tried again
						require.NoError(t, d.sim.SetFaultsOf("arbat-1", nil))
						d.worker = d.bench.worker()
						parked, err = d.describe(t.Context())
						require.NoError(t, err)
						require.Nil(t, parked)
					}
					require.Equal(t, hoursAfterNoon(2), d.delivery()["deliveryTime"])
					require.Contains(t, d.stateOf("arbat-1", d.record.POS.OrderGUID).PersistentComment, "к 23.11 17:04")
				})
			}
		}
	}
}

// A state that was sent with the old time, and comes late, must not bring the old
// time back.
func TestALateStateDoesNotBringAnOldTimeBack(t *testing.T) {
	d := newRetimer(t, rk7sim.Behaviour{})
	d.worker = d.bench.worker(func(o *Options) { o.Patience, o.Pause = 600*time.Millisecond, 20*time.Millisecond })
	require.NoError(t, d.sim.SetFaultsOf("arbat-1", []rk7sim.Fault{
		{Restaurant: "arbat-1", Command: "DeliveryUpdateStatus", Kind: rk7sim.FaultLate, DelayMS: 300, Times: 1},
		{Restaurant: "arbat-1", Command: "GetOrder", Kind: rk7sim.FaultRefuse, Code: 2129, Skip: 1, Times: 1}, // the attempt ends in doubt
	}))
	job := d.job(1)
	job.Tell = order.Ready
	require.Error(t, d.worker.Tell(t.Context(), job))
	parked, err := d.describe(t.Context())
	require.NoError(t, err)
	require.Nil(t, parked)
	require.Equal(t, map[string]string{"deliveryState": "5", "deliveryTime": hoursAfterNoon(2)}, pick(d.delivery(), "deliveryState", "deliveryTime"))
	require.EqualValues(t, 2, d.deliveries())
}

func pick(from map[string]string, names ...string) map[string]string {
	out := map[string]string{}
	for _, name := range names {
		out[name] = from[name]
	}
	return out
}

// A wish for one dish that changes after the dishes are there stands in the
// comment, and goes from it.
func TestAWishThatIsChangedReachesTheComment(t *testing.T) {
	d := newDescriber(t, rk7sim.RestaurantOptions{})
	comment := func() string { return d.stateOf("arbat-1", d.record.POS.OrderGUID).PersistentComment }
	for i, wish := range []string{"погорячее", "без сметаны", ""} {
		items := append([]order.Item{}, d.was.Items...)
		items[1].Note = wish
		before := d.record.ItemsAgreed
		d.record.ItemsAgreed = items
		job := d.job(1)
		job.Amendment, job.Before = i+1, before
		filling, err := d.worker.Amend(t.Context(), job)
		require.NoError(t, err)
		require.Empty(t, filling.Differences, "it is on its way")
		for range 2 {
			parked, err := d.describe(t.Context())
			require.NoError(t, err)
			require.Nil(t, parked)
			require.EqualValues(t, i+1, d.sent())
		}
		if wish == "" {
			require.NotContains(t, comment(), "Борщ")
		} else {
			require.Contains(t, comment(), "Борщ: "+wish)
		}
		d.was = d.record.Details()
	}
	d.requireFilled(t, d.record)
}
