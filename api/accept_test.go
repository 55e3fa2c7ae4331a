package api

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// waitTime is longer than anything takes that is waited for, on the busiest machine.
const waitTime = 30 * time.Second

// acceptAndWait accepts in the background; the world goes on meanwhile.
func (h *harness) acceptAndWait(id string) <-chan reply {
	answered := make(chan reply, 1)
	watchers := h.watchers()
	go func() { answered <- h.ask("POST", "/v1/orders/"+id+"/accept?wait=filled", operatorKey, "{}") }()
	require.Eventually(h, func() bool { return h.watchers() > watchers && h.status(id) == order.Accepted }, waitTime, time.Millisecond)
	return answered
}

func (w *world) watchers() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.wakes)
}

func (w *world) status(id string) order.Status {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, life := range w.lives {
		if life.ID == id {
			return life.Status
		}
	}
	return ""
}

func TestWaitFilled(t *testing.T) {
	endings := map[string]func(*order.Life, time.Time){
		"filled": func(life *order.Life, now time.Time) { life.FilledOnStation(nil, 100, nil, now) },
		"needs_operator": func(life *order.Life, now time.Time) {
			life.Park(order.CodeDishUnknown.Fault(""), true, now)
		},
	}
	for state, end := range endings {
		t.Run(state, func(t *testing.T) {
			h := start(t)
			id := h.waiting("WEB-1")
			answered := h.acceptAndWait(id)
			h.station(id, func(life *order.Life, now time.Time) {
				life.Begin(order.WorkCreate)
				life.CreatedOnStation(order.StationOrder{OrderName: "7"}, now)
			})
			select {
			case early := <-answered:
				t.Fatalf("answered before the dishes were there: %s", early.body)
			default:
			}
			h.station(id, func(life *order.Life, now time.Time) {
				life.Begin(order.WorkFill)
				end(life, now)
			})
			got := <-answered
			require.Equal(t, http.StatusOK, got.status)
			require.Equal(t, state, got.json["injection"].(map[string]any)["state"])
		})
	}
}

func TestWaitFilledEndsWhenTheOrderIsCalledOff(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	answered := h.acceptAndWait(id)
	h.act(id, "cancel", operatorKey, `{"reason":{"code":"too_busy"}}`)
	require.Equal(t, "cancelled", (<-answered).json["status"])
}

func TestWaitFilledGivesUp(t *testing.T) {
	h := start(t, func(o *Options) { o.Limits.WaitAtMost = 30 * time.Millisecond })
	got := h.ask("POST", "/v1/orders/"+h.waiting("WEB-1")+"/accept?wait=filled", operatorKey, "{}")
	require.Equal(t, http.StatusOK, got.status)
	require.Equal(t, "accepted", got.json["status"])
	require.Equal(t, 1, h.watchers(), "only the feed still listens")
}

func TestWaitFilledDoesNotWaitForWhatWillNotCome(t *testing.T) {
	h := start(t)
	later := with(with(plain101, "external_id", "LATER"), "timing", map[string]any{"mode": "scheduled", "expected_at": "2026-11-24T12:00:00Z"})
	id := h.submit(later).json["id"].(string)
	got := h.ask("POST", "/v1/orders/"+id+"/accept?wait=filled", operatorKey, "{}")
	require.Equal(t, "scheduled", got.json["status"])

	require.True(t, rested(order.Order{Status: order.Accepted, Fill: order.FillOnSave, Injection: order.Injection{State: order.Created}}))
	require.False(t, rested(order.Order{Status: order.Accepted, Fill: order.FillOnAccept, Injection: order.Injection{State: order.Created}}))
}

func TestWaitFilledWithoutAPlace(t *testing.T) {
	h := start(t, func(o *Options) { o.Limits.Waiters = 1 })
	id := h.waiting("WEB-1")
	answered := h.acceptAndWait(id)
	require.Eventually(t, func() bool { return len(h.server.waiters) == 1 }, waitTime, time.Millisecond)
	got := h.ask("POST", "/v1/orders/"+h.waiting("WEB-2")+"/accept?wait=filled", operatorKey, "{}")
	require.Equal(t, http.StatusOK, got.status, "answered at once")
	h.act(id, "cancel", operatorKey, `{"reason":{"code":"too_busy"}}`)
	<-answered
}
