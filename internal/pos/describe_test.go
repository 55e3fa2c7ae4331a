package pos

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// describer is an order on the station whose guest has moved since.
type describer struct {
	*bench
	worker *Stations
	record order.Order
	was    order.Details
}

func newDescriber(t *testing.T, one rk7sim.RestaurantOptions) *describer {
	t.Helper()
	one.ID = "arbat-1"
	b := newBench(t, one)
	d := &describer{bench: b, worker: b.worker(), record: newOrder("arbat-1")}
	_, parked, err := journey(t.Context(), d.worker, &d.record)
	require.NoError(t, err)
	require.Nil(t, parked)
	d.was = d.record.Details()
	d.record.Address = &order.Address{Text: "Тверская, 7, кв. 9"}
	d.record.Guest.Name, d.record.Guest.Persons, d.record.OperatorNote = "Ольга", 4, "Позвонить за час"
	return d
}

func (d *describer) job(attempt int) activities.Job {
	return activities.Job{Order: d.record, Attempt: attempt, Was: &d.was}
}

// describe plays the workflow's part: it goes on until the station shows it, or
// nothing helps.
func (d *describer) describe(ctx context.Context) (*activities.StationError, error) {
	trace := false
	_, parked, err := run(ctx, d.record, &trace, func(ctx context.Context, job activities.Job) (struct{}, error) {
		return struct{}{}, d.worker.Describe(ctx, d.job(job.Attempt))
	})
	return parked, err
}

func (d *describer) sent() int64 { return d.sim.State("arbat-1").Counters["UpdateOrder"] }

// requireShown is the ground truth: the station shows the new details, once, and
// the dishes are as they were.
func (d *describer) requireShown(t *testing.T) rk7sim.OrderState {
	t.Helper()
	there := d.requireFilled(t, d.record)
	require.Equal(t, 1, strings.Count(there.PersistentComment, commentMark(d.record.ID)), there.PersistentComment)
	for _, word := range []string{"Тверская, 7", "Ольга", "Позвонить за час"} {
		require.Contains(t, there.PersistentComment, word)
	}
	require.NotContains(t, there.PersistentComment, "Арбат")
	require.EqualValues(t, 4, there.Guests)
	require.Equal(t, d.record.ID, there.ExternalProps[markerProp], "our mark stays")
	return there
}

func TestAMovedGuestReachesTheStationOnce(t *testing.T) {
	for version, licence := range map[string]rk7sim.LicenceMode{"7.25": rk7sim.LicenceLifetime, "7.6.4": rk7sim.LicenceSubscription} {
		t.Run(version, func(t *testing.T) {
			d := newDescriber(t, rk7sim.RestaurantOptions{Version: version, Licence: licence})
			parked, err := d.describe(t.Context())
			require.NoError(t, err)
			require.Nil(t, parked)
			d.requireShown(t)
			parked, err = d.describe(t.Context())
			require.NoError(t, err)
			require.Nil(t, parked)
			require.EqualValues(t, 1, d.sent(), "what the station shows is not sent again")
			require.Empty(t, d.sim.State("arbat-1").Unknown)
		})
	}
}

func TestWhatTheTillWroteIsLeftAlone(t *testing.T) {
	write := func(d *describer, change func(string) string) {
		there, err := d.worker.connect(t.Context(), "arbat-1")
		require.NoError(t, err)
		live, _ := d.orders(d.record)
		comment := change(live[0].PersistentComment)
		require.NoError(t, there.UpdateOrder(t.Context(), rk7.UpdateOrder{Order: rk7.OrderByGUID(d.record.POS.OrderGUID), PersistentComment: &comment, Guests: 3}))
	}
	t.Run("added", func(t *testing.T) {
		d := newDescriber(t, rk7sim.RestaurantOptions{})
		write(d, func(ours string) string { return "VIP! " + ours + " / у окна" })
		parked, err := d.describe(t.Context())
		require.NoError(t, err)
		require.Nil(t, parked)
		there := d.requireShown(t)
		require.True(t, strings.HasPrefix(there.PersistentComment, "VIP! №") && strings.HasSuffix(there.PersistentComment, " / у окна"), there.PersistentComment)
		sent := d.sent()
		_, err = d.describe(t.Context())
		require.NoError(t, err)
		require.Equal(t, sent, d.sent())
	})
	t.Run("replaced", func(t *testing.T) {
		d := newDescriber(t, rk7sim.RestaurantOptions{})
		write(d, func(string) string { return "Ждёт у бара" })
		sent := d.sent()
		parked, err := d.describe(t.Context())
		require.NoError(t, err)
		require.NotNil(t, parked)
		require.False(t, parked.Retry)
		require.Equal(t, order.CodeStationContents, parked.Fault.Code)
		require.Equal(t, sent, d.sent())
		require.Equal(t, "Ждёт у бара", d.stateOf("arbat-1", d.record.POS.OrderGUID).PersistentComment)
	})
	t.Run("guests", func(t *testing.T) {
		d := newDescriber(t, rk7sim.RestaurantOptions{})
		d.record.Guest.Persons = d.was.Guest.Persons
		write(d, func(ours string) string { return ours })
		parked, err := d.describe(t.Context())
		require.NoError(t, err)
		require.Nil(t, parked)
		require.EqualValues(t, 3, d.stateOf("arbat-1", d.record.POS.OrderGUID).Guests, "nobody here changed their number")
	})
	t.Run("closed", func(t *testing.T) {
		d := newDescriber(t, rk7sim.RestaurantOptions{})
		till, err := d.sim.Till("arbat-1")
		require.NoError(t, err)
		require.NoError(t, till.Pay(d.record.POS.OrderGUID))
		parked, err := d.describe(t.Context())
		require.NoError(t, err)
		require.Equal(t, order.CodeStationOrderClosed, parked.Fault.Code)
	})
}

func TestDescribingUnderFaults(t *testing.T) {
	for _, command := range []string{"UpdateOrder", "GetOrder", "*"} {
		for _, kind := range matrixKinds {
			for _, when := range []string{"first", "second", "all"} {
				s := scenario{command: command, kind: kind, when: when}
				if kind == rk7sim.FaultOffline && command != "*" {
					continue
				}
				t.Run(fmt.Sprintf("%s/%s/%s", command, kind, when), func(t *testing.T) {
					t.Parallel()
					d := newDescriber(t, rk7sim.RestaurantOptions{})
					require.NoError(t, d.sim.SetFaultsOf("arbat-1", s.faults("arbat-1")))
					parked, err := d.describe(t.Context())
					require.NoError(t, err)
					if parked != nil { // people see it; the station recovers, and somebody changes the details again
						require.NotEmpty(t, parked.Fault.Message)
						require.NotContains(t, parked.Fault.Message, "Тверская")
						require.NoError(t, d.sim.SetFaultsOf("arbat-1", nil))
						d.worker = d.bench.worker() // it knows nothing of the outage
						parked, err = d.describe(t.Context())
						require.NoError(t, err)
						require.Nil(t, parked)
					}
					d.requireShown(t)
				})
			}
		}
	}
}

// An older address whose answer was lost must not arrive after a newer one.
func TestALateAddressDoesNotOvertake(t *testing.T) {
	d := newDescriber(t, rk7sim.RestaurantOptions{})
	d.worker = d.bench.worker(func(o *Options) { o.Patience, o.Pause = 600*time.Millisecond, 20*time.Millisecond })
	require.NoError(t, d.sim.SetFaultsOf("arbat-1", []rk7sim.Fault{
		{Restaurant: "arbat-1", Command: "UpdateOrder", Kind: rk7sim.FaultLate, DelayMS: 300, Times: 1},
		{Restaurant: "arbat-1", Command: "GetOrder", Kind: rk7sim.FaultRefuse, Code: 2129, Skip: 1, Times: 1}, // the attempt ends in doubt
	}))
	newest := d.record
	d.record.Address = &order.Address{Text: "Арбат, 99"}
	require.Error(t, d.worker.Describe(t.Context(), d.job(1)))
	d.record = newest
	parked, err := d.describe(t.Context())
	require.NoError(t, err)
	require.Nil(t, parked)
	d.requireShown(t)
	require.EqualValues(t, 2, d.sent(), "the late one came first")
}
