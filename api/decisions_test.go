package api

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

func TestDecisions(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")

	got := h.act(id, "take", operatorKey, "{}")
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, "demo", got.json["taken_by"])
	require.Equal(t, `"2"`, got.header.Get("ETag"))

	got = h.act(id, "take", managerKey, "")
	require.Equal(t, http.StatusConflict, got.status)
	require.Equal(t, "already_taken", got.code())
	require.Equal(t, "demo", got.json["order"].(map[string]any)["taken_by"], "a conflict carries the order as it is")
	require.Equal(t, http.StatusOK, h.act(id, "take", managerKey, `{"force":true}`).status)
	require.Equal(t, http.StatusConflict, h.act(id, "release", operatorKey, "{}").status)
	require.Equal(t, http.StatusOK, h.act(id, "release", managerKey, "{}").status)

	got = h.act(id, "amend", operatorKey, `{"items":[{"plu":"102","quantity":"2"}],"note":"two of them"}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, []any{map[string]any{"line_id": "2", "plu": "102", "quantity": "2"}}, got.json["items_agreed"])

	got = h.act(id, "amend", operatorKey, `{"note":"no onion"}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, "no onion", got.json["operator_note"])
	require.Len(t, got.json["items_agreed"], 1, "left out, the dishes stay")

	got = h.act(id, "accept", operatorKey, `{"note":"ready at nine","confirmed_at":"2026-11-23T13:00:00+03:00","fill":"on_save"}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, "accepted", got.json["status"])
	require.Equal(t, "demo", got.json["decided_by"])

	got = h.act(id, "accept", managerKey, "{}")
	require.Equal(t, "already_decided", got.code())
	require.Equal(t, "accepted", got.json["order"].(map[string]any)["status"])

	require.Equal(t, http.StatusOK, h.act(id, "save", operatorKey, "{}").status)
	require.Equal(t, "not_allowed_in_status", h.act(id, "resolve", operatorKey, `{"action":"retry"}`).code())
	require.Equal(t, http.StatusOK, h.act(id, "status", operatorKey, `{"status":"in_work"}`).status)
	require.Equal(t, "not_allowed_in_status", h.act(id, "status", operatorKey, `{"status":"completed"}`).code())

	got = h.act(id, "cancel", operatorKey, `{"reason":{"code":"guest_cancelled","party":"system"}}`)
	require.Equal(t, "cancelled", got.json["status"])
	require.Equal(t, "restaurant", got.json["reason"].(map[string]any)["party"], "a caller cannot say whose wish it was")
}

func TestRejection(t *testing.T) {
	h := start(t)
	got := h.act(h.waiting("WEB-1"), "cancel", operatorKey, `{"reason":{"code":"too_busy"}}`)
	require.Equal(t, "rejected", got.json["status"])
}

func TestResolve(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	h.act(id, "accept", operatorKey, "{}")
	h.station(id, func(life *order.Life, now time.Time) {
		life.Begin(order.WorkCreate)
		life.Park(order.CodeDishUnknown.Fault(""), true, now)
	})
	got := h.act(id, "resolve", operatorKey, `{"action":"done_by_hand"}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, "done_by_hand", got.json["injection"].(map[string]any)["state"])
}

func TestFaultyDecisions(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	cases := []struct {
		action, body string
		faults       map[string]string
	}{
		{"cancel", `{}`, map[string]string{"reason": "required", "reason.code": "required"}},
		{"cancel", ``, map[string]string{"reason": "required", "reason.code": "required"}},
		{"cancel", `{"reason":{"code":"bored"}}`, map[string]string{"reason.code": "unknown_value"}},
		{"cancel", `{"reason":{"code":"other"}}`, map[string]string{"reason.text": "required"}},
		{"amend", `{}`, map[string]string{"items": "required"}},
		{"amend", `{"items":[],"note":"x"}`, map[string]string{"items": "required"}},
		{"amend", `{"items":[{"plu":"101","quantity":"0"}],"guest":{}}`, map[string]string{"items[0].quantity": "too_small", "guest.phone": "required"}},
		{"accept", `{"fill":"never","items":[{"plu":"","quantity":"1"}]}`, map[string]string{"fill": "unknown_value", "items[0].plu": "required"}},
		{"accept", `{"confirmed_at":"at nine"}`, map[string]string{"confirmed_at": "malformed"}},
		{"resolve", `{"action":"ignore"}`, map[string]string{"action": "unknown_value"}},
		{"status", `{"status":"eaten"}`, map[string]string{"status": "unknown_value"}},
		{"status", `{}`, map[string]string{"status": "required"}},
		{"take", `{"force":"yes"}`, map[string]string{"force": "wrong_type"}},
	}
	for _, c := range cases {
		got := h.act(id, c.action, operatorKey, c.body)
		require.Equal(t, http.StatusUnprocessableEntity, got.status, got.body)
		require.Equal(t, c.faults, got.faults(), c.action+" "+c.body)
	}
	require.Equal(t, http.StatusBadRequest, h.act(id, "accept", operatorKey, "{").status)
	got := h.act(id, "accept", operatorKey, "{}", "If-Match: seven")
	require.Equal(t, map[string]string{"If-Match": "malformed"}, got.faults())
	got = h.ask("POST", "/v1/orders/"+id+"/accept?wait=forever", operatorKey, "{}")
	require.Equal(t, map[string]string{"wait": "unknown_value"}, got.faults())
}

func TestIfMatch(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	got := h.act(id, "take", operatorKey, "{}", `If-Match: "7"`)
	require.Equal(t, http.StatusConflict, got.status)
	require.Equal(t, "stale_revision", got.code())
	require.EqualValues(t, 1, got.json["order"].(map[string]any)["revision"])

	for i, header := range []string{`"1"`, `W/"2"`, `3`, `*`, ``} {
		got := h.act(id, "take", operatorKey, "{}", "If-Match: "+header)
		require.Equal(t, http.StatusOK, got.status, header)
		require.EqualValues(t, i+2, got.json["revision"])
	}
}

func TestSourceCancels(t *testing.T) {
	h := start(t)
	body := `{"reason":{"code":"guest_cancelled"}}`
	id := h.waiting("WEB-1")
	require.Equal(t, http.StatusNotFound, h.act(id, "cancel", otherKey, body).status)
	require.Equal(t, http.StatusForbidden, h.act(id, "cancel", limitedKey, body).status)
	got := h.act(id, "cancel", demoKey, body)
	require.Equal(t, "cancelled", got.json["status"])
	require.Equal(t, "source", got.json["reason"].(map[string]any)["party"])

	id = h.waiting("WEB-2")
	h.act(id, "accept", operatorKey, "{}")
	got = h.act(id, "cancel", demoKey, body)
	require.Equal(t, http.StatusOK, got.status)
	require.Equal(t, "accepted", got.json["status"])
	require.NotNil(t, got.json["cancel_request"])
}

func TestDecisionsNeedTheOrdersRestaurant(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	require.Equal(t, http.StatusNotFound, h.act(id, "accept", elsewhere, "{}").status)
	require.Equal(t, http.StatusNotFound, h.act("nonsense", "accept", operatorKey, "{}").status)
	require.Equal(t, http.StatusNotFound, h.act(order.ID("demo", "none"), "accept", operatorKey, "{}").status)
}

func TestDecisionsWhenTemporalIsDown(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	h.temporalDown = true
	requireUnavailable(t, h.act(id, "accept", operatorKey, "{}"))
	h.temporalDown = false
	h.breakDatabase(errors.New("locked"))
	requireUnavailable(t, h.act(id, "accept", operatorKey, "{}"))
}

func TestDecisionAboutAWorkflowThatIsForgotten(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	h.act(id, "cancel", operatorKey, `{"reason":{"code":"too_busy"}}`)
	life := h.lives["order:demo:WEB-1"]
	delete(h.lives, "order:demo:WEB-1")
	h.lives["projection"] = life
	got := h.act(id, "accept", operatorKey, "{}")
	require.Equal(t, "already_decided", got.code(), got.body)
}

func TestASourceAsksToCancelAndIsRefused(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	require.Equal(t, http.StatusConflict, h.act(id, "refuse-cancel", operatorKey, `{"reason":{"code":"too_busy"}}`).status, "nobody asked")
	require.Equal(t, http.StatusOK, h.act(id, "accept", operatorKey, `{}`).status)
	require.Equal(t, http.StatusOK, h.act(id, "cancel", demoKey, `{"reason":{"code":"guest_cancelled"}}`).status)
	got := h.act(id, "refuse-cancel", operatorKey, `{"reason":{"code":"other","text":"it is on its way"}}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	answer := got.json["cancel_request"].(map[string]any)["answer"].(map[string]any)
	require.Equal(t, false, answer["confirmed"])
	require.Equal(t, "it is on its way", answer["reason"].(map[string]any)["text"])
	require.Equal(t, "accepted", got.json["status"])
	require.Equal(t, map[string]string{"reason": "required", "reason.code": "required"}, h.act(id, "refuse-cancel", operatorKey, `{}`).faults())
}

func TestAnUnreachableGuestIsPostponed(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	got := h.act(id, "postpone", operatorKey, `{}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, "waiting", got.json["status"])
	require.Equal(t, h.world.now.Add(10*time.Minute).Format(time.RFC3339), got.json["deadlines"].(map[string]any)["remind_at"])
	require.Equal(t, map[string]string{"minutes": "out_of_range"}, h.act(id, "postpone", operatorKey, `{"minutes":2000}`).faults())
}

func TestAmendedDishesKeepTheirLines(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	first := h.act(id, "amend", operatorKey, `{"items":[{"plu":"101","quantity":"1"},{"plu":"102","quantity":"1"}]}`)
	require.Equal(t, http.StatusOK, first.status, first.body)
	second := h.act(id, "amend", operatorKey, `{"items":[{"plu":"102","quantity":"2"},{"plu":"103","quantity":"1"}]}`)
	require.Equal(t, http.StatusOK, second.status, second.body)
	lines := map[string]string{}
	for _, item := range second.json["items_agreed"].([]any) {
		one := item.(map[string]any)
		lines[one["plu"].(string)] = one["line_id"].(string)
	}
	require.Equal(t, map[string]string{"102": "2", "103": "3"}, lines, "the dish that stayed has the line it had, and no line is given again")
}
