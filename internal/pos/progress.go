package pos

import (
	"slices"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// inKitchen says that a part of the order was printed to the kitchen.
func inKitchen(o rk7.Order) bool { return slices.ContainsFunc(live(linesOf(o)), there.printed) }

// reached is how far a station says an order is, by everything it shows of it:
// the furthest of what each tells. Being printed and being closed are told apart.
func reached(o rk7.Order, p restaurant.Progress, now time.Time) (furthest order.Status) {
	told := []order.Status{kitchenState(o, p), deliveryState(o, p), courierState(o, p, now)}
	for _, status := range []order.Status{order.InWork, order.Ready, order.OnTheWay, order.Completed} {
		if slices.Contains(told, status) {
			furthest = status
		}
	}
	return furthest
}

// The states of a dish on a kitchen display. "Sent" is no news beside being
// printed; "removed" and the states of parking tell nothing that is certain.
var (
	kitchenBusy = []string{"started"}
	kitchenDone = []string{"ready", "taken", "collect", "collected"}
)

// kitchenState reads the kitchen displays: in work when one dish was begun,
// ready when every dish that a display shows is. Dishes that no display shows,
// like drinks, have no state and keep nobody waiting, once they are printed.
func kitchenState(o rk7.Order, p restaurant.Progress) order.Status {
	if p.IgnoreKitchen {
		return ""
	}
	begun, done, all := false, false, true
	for _, line := range live(linesOf(o)) {
		switch {
		case slices.Contains(kitchenDone, line.KDSState):
			done = true
		case line.KDSState != "" || !line.printed():
			begun = begun || slices.Contains(kitchenBusy, line.KDSState)
			all = false
		}
	}
	switch {
	case done && all:
		return order.Ready
	case begun || done:
		return order.InWork
	}
	return ""
}

// deliveryState reads the number of the delivery's state.
func deliveryState(o rk7.Order, p restaurant.Progress) order.Status {
	if o.Delivery == nil || o.Delivery.State == nil {
		return ""
	}
	return p.Codes.Status(*o.Delivery.State)
}

// courierState reads when the courier left and arrived.
func courierState(o rk7.Order, p restaurant.Progress, now time.Time) order.Status {
	past := func(at time.Time) bool { return !at.IsZero() && !at.After(now) }
	switch {
	case !p.CourierTimes || o.Delivery == nil:
		return ""
	case past(o.Delivery.DeliveredTime):
		return order.Completed
	case past(o.Delivery.SentTime):
		return order.OnTheWay
	}
	return ""
}
