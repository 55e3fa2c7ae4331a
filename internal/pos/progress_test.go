package pos

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func TestHowFarAStationSaysAnOrderIs(t *testing.T) {
	cooked := func(states ...string) rk7.Order {
		session := rk7.Session{Printed: true}
		for _, state := range states {
			session.Dishes = append(session.Dishes, rk7.Dish{Line: rk7.Line{Quantity: 1000, State: rk7.LinePrinted, KDSState: state}})
		}
		return rk7.Order{Sessions: []rk7.Session{session}}
	}
	fresh := func(o rk7.Order) rk7.Order { // a dish nobody has printed yet
		o.Sessions = append(o.Sessions, rk7.Session{Dishes: []rk7.Dish{{Line: rk7.Line{Quantity: 1000, State: rk7.LineFixed}}}})
		return o
	}
	delivery := func(block rk7.DeliveryBlock) rk7.Order { return rk7.Order{Delivery: &block} }
	codes := restaurant.Progress{Codes: stateCodes}
	courier := restaurant.Progress{CourierTimes: true}
	for _, one := range []struct {
		name     string
		order    rk7.Order
		progress restaurant.Progress
		want     order.Status
	}{
		{"nothing", rk7.Order{}, codes, ""},
		{"on no display", cooked("", ""), codes, ""},
		{"on the display", cooked("sent", "sent"), codes, ""},
		{"one begun", cooked("sent", "started"), codes, order.InWork},
		{"one done", cooked("ready", "sent"), codes, order.InWork},
		{"all done", cooked("ready", "taken", "collected"), codes, order.Ready},
		{"a drink on no display", cooked("ready", ""), codes, order.Ready},
		{"removed is no news", cooked("removed", "removed"), codes, ""},
		{"removed keeps waiting", cooked("ready", "removed"), codes, order.InWork},
		{"an unknown word", cooked("ready", "flambéed"), codes, order.InWork},
		{"a dish was added", fresh(cooked("ready")), codes, order.InWork},
		{"not followed", cooked("ready"), restaurant.Progress{IgnoreKitchen: true}, ""},
		{"a state", delivery(rk7.DeliveryBlock{State: number(7)}), codes, order.OnTheWay},
		{"a state of theirs", delivery(rk7.DeliveryBlock{State: number(8)}), codes, ""},
		{"no codes", delivery(rk7.DeliveryBlock{State: number(7)}), restaurant.Progress{}, ""},
		{"the courier left", delivery(rk7.DeliveryBlock{SentTime: noon}), courier, order.OnTheWay},
		{"the courier will leave", delivery(rk7.DeliveryBlock{SentTime: noon.Add(time.Hour)}), courier, ""},
		{"the courier arrived", delivery(rk7.DeliveryBlock{SentTime: noon, DeliveredTime: noon}), courier, order.Completed},
		{"couriers not followed", delivery(rk7.DeliveryBlock{SentTime: noon}), codes, ""},
	} {
		require.Equal(t, one.want, reached(one.order, one.progress, noon.Add(time.Minute)), one.name)
	}
}

func TestOneNumberForSeveralStatusesSaysTheFirst(t *testing.T) {
	codes := restaurant.StateCodes{InWork: number(3), Ready: number(3), OnTheWay: number(4)}
	require.Equal(t, order.InWork, codes.Status(3))
	require.Empty(t, codes.Status(0))
	require.Equal(t, []order.Status{order.InWork, order.Ready, order.OnTheWay}, restaurant.Progress{Codes: codes}.Told())
	require.Empty(t, restaurant.Progress{Codes: codes, Silent: true}.Told())
}

// The same, as the simulated station says it.
func TestTheMonitorReadsTheKitchenAndTheDelivery(t *testing.T) {
	for name, behaviour := range map[string]rk7sim.Behaviour{"attribute": {}, "children": {KitchenChildren: true}} {
		t.Run(name, func(t *testing.T) {
			w := newTeller(t, behaviour)
			till, err := w.sim.Till("arbat-1")
			require.NoError(t, err)
			guid := w.record.POS.OrderGUID
			says := func() (order.Status, bool) {
				news, found, err := w.worker.LookAt(t.Context(), w.record)
				require.NoError(t, err)
				require.True(t, found)
				return news.Progress(), news.Printed
			}
			expect := func(want order.Status, wantPrinted bool) {
				t.Helper()
				status, printed := says()
				require.Equal(t, want, status)
				require.Equal(t, wantPrinted, printed)
			}
			expect("", false)
			require.ErrorIs(t, till.Kitchen(guid, "started", 0), rk7sim.ErrNotThere, "the kitchen has got nothing")
			require.NoError(t, till.Print(guid))
			expect(order.InWork, true)
			require.NoError(t, till.Kitchen(guid, "started", 0))
			expect(order.InWork, true)
			require.NoError(t, till.Kitchen(guid, "ready", 0))
			expect(order.Ready, true)
			require.NoError(t, till.Deliver(guid, rk7sim.DeliveryChange{State: number(7)}))
			expect(order.OnTheWay, true)
		})
	}
}
