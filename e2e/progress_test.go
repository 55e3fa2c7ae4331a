package e2e

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// notifyToken ends the address that the demo's station calls.
const notifyToken = "demo-notify-token"

// configure changes the demo restaurant's settings, as its manager would.
func configure(t testing.TB, at addresses, change func(settings map[string]any)) {
	t.Helper()
	path := at.API + "/v1/restaurants/arbat-1/settings"
	var settings map[string]any
	send(t, http.MethodGet, path, managerKey, nil).decode(t, &settings)
	delete(settings, "revision")
	delete(settings, "updated_at")
	change(settings)
	put := send(t, http.MethodPut, path, managerKey, settings)
	require.Equal(t, http.StatusOK, put.Status, "%s", put.Body)
}

// stateCodes are the numbers a restaurant may have given the delivery's states.
func stateCodes(settings map[string]any) {
	station := settings["station"].(map[string]any)
	station["progress"] = map[string]any{"codes": map[string]any{"ready": 5, "on_the_way": 7, "completed": 9}}
}

// cashier works at the simulated till.
type cashier struct {
	testing.TB
	at addresses
}

func (c cashier) do(record order.Order, action string, body any) {
	c.Helper()
	c.ask(http.MethodPost, "orders/"+url.PathEscape(record.POS.OrderGUID)+"/"+action, body)
}

func (c cashier) ask(method, path string, body any) answer {
	c.Helper()
	done := send(c, method, c.at.SimWeb+"/_sim/"+path, "", body)
	require.Less(c, done.Status, 300, "%s: %s", path, done.Body)
	return done
}

// delivery is the delivery state that the station really has.
func (c cashier) delivery(record order.Order) string {
	live := readStation(c, c.at).live(record.POS.OrderGUID)
	require.Len(c, live, 1)
	return live[0].Delivery["deliveryState"]
}

// operate gives a decision that must be obeyed.
func operate(t testing.TB, at addresses, id, decision, key string, body any) order.Order {
	t.Helper()
	done := send(t, http.MethodPost, at.API+"/v1/orders/"+id+"/"+decision, key, body)
	require.Equal(t, http.StatusOK, done.Status, "%s: %s", decision, done.Body)
	return done.order(t)
}

// onStation is an order that was accepted, with its dishes on the station.
func onStation(t testing.TB, at addresses, externalID string) order.Order {
	t.Helper()
	first := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission(externalID))
	require.Equal(t, http.StatusCreated, first.Status, "%s", first.Body)
	record := operate(t, at, first.order(t).ID, "accept?wait=filled", operatorKey, map[string]any{})
	require.Equal(t, order.Filled, record.Injection.State)
	return record
}

// by names who brought an order to its status.
func by(record order.Order) string {
	for i := len(record.History) - 1; i >= 0; i-- {
		if one := record.History[i]; one.Event == order.EventStatus || one.Event == order.EventCompleted {
			return one.Actor
		}
	}
	return ""
}

// Where the station tells how far an order is, it is believed; where it does
// not, people say so and the station is told.
func TestTheStationTellsAndIsTold(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	configure(t, at, stateCodes)
	till := cashier{t, at}
	told := func() int64 { return readStation(t, at).Counters["DeliveryUpdateStatus"] }

	t.Run("the station tells", func(t *testing.T) {
		record := onStation(t, at, "TELLS-1")
		for _, one := range []struct {
			action string
			body   any
			status order.Status
		}{
			{"print", nil, order.InWork},
			{"kitchen", map[string]any{"state": "ready"}, order.Ready},
			{"delivery", map[string]any{"state": 7}, order.OnTheWay},
			{"pay", nil, order.Completed},
		} {
			till.do(record, one.action, one.body)
			record = awaitStatus(t, at, record.ID, one.status)
			require.Equal(t, "station", by(record))
		}
		require.Zero(t, told(), "what it said it need not be told")
	})
	t.Run("people tell", func(t *testing.T) {
		record := onStation(t, at, "TOLD-1")
		before := told()
		operate(t, at, record.ID, "status", operatorKey, map[string]any{"status": order.InWork})
		for _, one := range []struct {
			status order.Status
			code   string
		}{{order.Ready, "5"}, {order.OnTheWay, "7"}, {order.Completed, "9"}} {
			operate(t, at, record.ID, "status", operatorKey, map[string]any{"status": one.status})
			awaitUntil(t, startTime, "the station to know "+string(one.status), func() bool { return till.delivery(record) == one.code })
			require.NotEqual(t, "station", by(awaitStatus(t, at, record.ID, one.status)))
		}
		require.Equal(t, before+3, told())
		require.Empty(t, readStation(t, at).Unknown)
	})
	t.Run("the station will not be told", func(t *testing.T) {
		till.ask(http.MethodPatch, "behaviour", map[string]any{"delivery_status": "refuse"})
		defer till.ask(http.MethodPatch, "behaviour", map[string]any{"delivery_status": ""})
		record := onStation(t, at, "REFUSED-1")
		operate(t, at, record.ID, "status", operatorKey, map[string]any{"status": order.Ready})
		awaitUntil(t, startTime, "people to see that the station does not know", func() bool {
			record = send(t, http.MethodGet, at.API+"/v1/orders/"+record.ID, operatorKey, nil).order(t)
			for _, check := range record.Checks {
				if check.Code == "status_not_on_station" {
					return true
				}
			}
			return false
		})
		require.Equal(t, order.Filled, record.Injection.State)
		till.do(record, "pay", nil)
		awaitStatus(t, at, record.ID, order.Completed)
	})
	t.Run("forgotten", func(t *testing.T) {
		configure(t, at, func(settings map[string]any) { settings["orders"].(map[string]any)["close_after_seconds"] = 2 })
		before := told()
		record := awaitStatus(t, at, onStation(t, at, "FORGOTTEN-1").ID, order.Completed)
		require.Equal(t, "system", by(record))
		require.Equal(t, before, told())
	})
}

// A station that calls is looked at right away, and not more than once a second
// however often it calls. Between two calls API and worker are other processes.
func TestAStationThatCallsIsLookedAtRightAway(t *testing.T) {
	s := startSplit(t, 1)
	till := cashier{t, s.at}
	onStation(t, s.at, "CALLS-1")
	lists := func() int64 { return readStation(t, s.at).Counters["GetOrderList"] }
	awaitUntil(t, startTime, "the order to be followed", func() bool { return lists() > 0 })

	call := func(secret string) {
		answered := send(t, http.MethodPost, s.at.API+"/hooks/rk7/arbat-1/"+secret, "", []byte("<anything/>"))
		require.Equal(t, http.StatusOK, answered.Status)
	}
	// By itself the worker lists every five seconds: twice in ten, or three times.
	before, began := lists(), time.Now()
	awaitUntil(t, startTime, "calls to be heard", func() bool { call(notifyToken); return lists() >= before+6 })
	took := time.Since(began)
	require.Less(t, took, 20*time.Second)
	require.LessOrEqual(t, float64(lists()-before), took.Seconds()+3, "however often it calls")

	// The station's own calls, after something has changed at the till.
	till.ask(http.MethodPut, "order-notify", map[string]any{"url": s.at.API + "/hooks/rk7/arbat-1/" + notifyToken})
	record := onStation(t, s.at, "CALLS-2")
	till.do(record, "print", nil)
	awaitStatus(t, s.at, record.ID, order.InWork)
	till.do(record, "delete", nil)
	record = awaitStatus(t, s.at, record.ID, order.Cancelled)
	require.Equal(t, "Deleted on the till", record.Reason.Text)
}
