package pos

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func number(n int64) *int64 { return &n }

// stateCodes are what a restaurant may have made up.
var stateCodes = restaurant.StateCodes{InWork: number(2), Ready: number(5), OnTheWay: number(7), Completed: number(9)}

// teller is a restaurant that has codes, and an order of it that is filled.
type teller struct {
	*bench
	worker *Stations
	record order.Order
}

func newTeller(t *testing.T, behaviour rk7sim.Behaviour, change ...func(*restaurant.Restaurant)) *teller {
	t.Helper()
	b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Behaviour: behaviour})
	settings, err := b.store.Restaurant(t.Context(), "arbat-1")
	require.NoError(t, err)
	settings.Station.Progress.Codes = stateCodes
	for _, c := range change {
		c(&settings)
	}
	require.NoError(t, b.store.PutRestaurant(t.Context(), settings))
	tell := &teller{bench: b, worker: b.worker(), record: newOrder("arbat-1")}
	_, parked, err := journey(t.Context(), tell.worker, &tell.record)
	require.NoError(t, err)
	require.Nil(t, parked)
	return tell
}

// tell plays the workflow's part: it tells until the station knows, or nothing helps.
func (w *teller) tell(ctx context.Context, status order.Status) (*activities.StationError, error) {
	trace := false
	_, parked, err := run(ctx, w.record, &trace, func(ctx context.Context, job activities.Job) (struct{}, error) {
		job.Tell = status
		return struct{}{}, w.worker.Tell(ctx, job)
	})
	return parked, err
}

func (w *teller) told(t *testing.T, status order.Status) {
	t.Helper()
	parked, err := w.tell(t.Context(), status)
	require.NoError(t, err)
	require.Nil(t, parked)
}

// state is the delivery state the station really has.
func (w *teller) state() string {
	live, _ := w.orders(w.record)
	return live[0].Delivery["deliveryState"]
}

func (w *teller) sent() int64 { return w.sim.State("arbat-1").Counters["DeliveryUpdateStatus"] }

func TestTheStationIsToldOfAStatusOnce(t *testing.T) {
	w := newTeller(t, rk7sim.Behaviour{})
	w.told(t, order.Ready)
	require.Equal(t, "5", w.state())
	w.told(t, order.Ready)
	require.EqualValues(t, 1, w.sent(), "what the station has it is not told again")
	w.told(t, order.InWork)
	require.EqualValues(t, 1, w.sent(), "the station is past that")
	require.Equal(t, "5", w.state())
	w.told(t, order.OnTheWay)
	w.told(t, order.Completed)
	require.Equal(t, "9", w.state())
	require.EqualValues(t, 3, w.sent())
	require.Empty(t, w.sim.State("arbat-1").Unknown)
	require.Equal(t, agreed(w.record), contents(w.requireFilled(t, w.record)), "the dishes are left alone")
}

func TestWhatIsNotToldToAStation(t *testing.T) {
	t.Run("no code", func(t *testing.T) {
		w := newTeller(t, rk7sim.Behaviour{}, func(r *restaurant.Restaurant) { r.Station.Progress.Codes.Ready = nil })
		w.told(t, order.Ready)
		require.Zero(t, w.sent())
	})
	t.Run("silent", func(t *testing.T) {
		w := newTeller(t, rk7sim.Behaviour{}, func(r *restaurant.Restaurant) { r.Station.Progress.Silent = true })
		w.told(t, order.Ready)
		require.Zero(t, w.sent())
	})
	t.Run("closed at the till", func(t *testing.T) {
		w := newTeller(t, rk7sim.Behaviour{})
		till, err := w.sim.Till("arbat-1")
		require.NoError(t, err)
		require.NoError(t, till.Pay(w.record.POS.OrderGUID))
		w.told(t, order.Completed)
		require.Zero(t, w.sent())
	})
}

// What nobody documents may be either way; the status arrives, or people hear
// in one attempt that it cannot.
func TestTellingWhateverTheStationIsLike(t *testing.T) {
	for name, one := range map[string]struct {
		behaviour rk7sim.Behaviour
		extID     bool
		refused   order.Code
	}{
		"usual":            {},
		"replaces":         {behaviour: rk7sim.Behaviour{DeliveryReplaces: true}},
		"ignores":          {behaviour: rk7sim.Behaviour{DeliveryStatus: "ignore"}, refused: order.CodeStationRefused},
		"refuses":          {behaviour: rk7sim.Behaviour{DeliveryStatus: "refuse"}, refused: order.CodeStationRefused},
		"wants an id":      {behaviour: rk7sim.Behaviour{DeliveryNeedsExtID: true}, refused: order.CodeStationSettings},
		"gets an id":       {behaviour: rk7sim.Behaviour{DeliveryNeedsExtID: true}, extID: true},
		"windows-1251":     {behaviour: rk7sim.Behaviour{Windows1251: true}},
		"words as boolean": {behaviour: rk7sim.Behaviour{WordBooleans: true}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTeller(t, one.behaviour, func(r *restaurant.Restaurant) {
				r.Station.Progress.SendExtID = one.extID
				r.Station.DeliveryBlock, r.Station.DeliveryState = true, number(1)
			})
			till, err := w.sim.Till("arbat-1")
			require.NoError(t, err)
			require.NoError(t, till.Deliver(w.record.POS.OrderGUID, rk7sim.DeliveryChange{Sent: true}))
			parked, err := w.tell(t.Context(), order.Ready)
			require.NoError(t, err)
			require.EqualValues(t, 1, w.sent())
			if one.refused != "" {
				require.NotNil(t, parked)
				require.Equal(t, one.refused, parked.Fault.Code)
				require.False(t, parked.Retry)
				require.Equal(t, "1", w.state())
				return
			}
			require.Nil(t, parked)
			live, _ := w.orders(w.record)
			require.Equal(t, "5", live[0].Delivery["deliveryState"])
			require.NotEmpty(t, live[0].Delivery["forwarderSendTime"], "what others entered stays")
		})
	}
}

func TestTellingUnderFaults(t *testing.T) {
	for _, command := range []string{"DeliveryUpdateStatus", "GetOrder", "*"} {
		for _, kind := range matrixKinds {
			for _, when := range []string{"first", "second"} {
				s := scenario{command: command, kind: kind, when: when}
				if kind == rk7sim.FaultOffline && command != "*" {
					continue
				}
				t.Run(fmt.Sprintf("%s/%s/%s", command, kind, when), func(t *testing.T) {
					t.Parallel()
					w := newTeller(t, rk7sim.Behaviour{})
					require.NoError(t, w.sim.SetFaultsOf("arbat-1", s.faults("arbat-1")))
					parked, err := w.tell(t.Context(), order.OnTheWay)
					require.NoError(t, err)
					if parked != nil { // the station refused in so many words
						require.Equal(t, rk7sim.FaultRefuse, kind)
						parked, err = w.tell(t.Context(), order.OnTheWay)
						require.NoError(t, err)
						require.Nil(t, parked)
					}
					require.Equal(t, "7", w.state())
					require.LessOrEqual(t, w.sent(), int64(2))
				})
			}
		}
	}
}

// An older status whose answer was lost must not arrive after a newer one.
func TestALateStatusDoesNotOvertake(t *testing.T) {
	w := newTeller(t, rk7sim.Behaviour{})
	w.worker = w.bench.worker(func(o *Options) { o.Patience, o.Pause = 600*time.Millisecond, 20*time.Millisecond })
	require.NoError(t, w.sim.SetFaultsOf("arbat-1", []rk7sim.Fault{
		{Restaurant: "arbat-1", Command: "DeliveryUpdateStatus", Kind: rk7sim.FaultLate, DelayMS: 300, Times: 1},
		{Restaurant: "arbat-1", Command: "GetOrder", Kind: rk7sim.FaultRefuse, Code: 2129, Skip: 1, Times: 1}, // the attempt ends in doubt
	}))
	err := w.worker.Tell(t.Context(), activities.Job{Order: w.record, Attempt: 1, Tell: order.Ready})
	require.Error(t, err)
	require.Empty(t, w.state(), "it is still under way")
	w.told(t, order.OnTheWay)
	require.Equal(t, "7", w.state())
	require.EqualValues(t, 2, w.sent(), "the late one came first")
}
