package api

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

func TestSubmitStoresAndWaits(t *testing.T) {
	h := start(t)
	got := h.submit(full)
	require.Equal(t, http.StatusCreated, got.status, got.body)
	id := order.ID("demo", "WEB-10482")
	require.Equal(t, id, got.json["id"])
	require.Equal(t, "/v1/orders/"+id, got.header.Get("Location"))
	require.Equal(t, `"1"`, got.header.Get("ETag"))
	require.Equal(t, "waiting", got.json["status"])
	require.Equal(t, "demo", got.json["source"])
	require.Equal(t, "none", got.json["injection"].(map[string]any)["state"])
	links := got.json["links"].(map[string]any)
	require.Equal(t, "/v1/orders/"+id, links["self"])
	require.Equal(t, "http://127.0.0.1:8233/namespaces/default/workflows/order:demo:WEB-10482", links["temporal"])
	for _, absent := range []string{"change_from", "taken_by", "reason", "confirmed_at"} {
		require.NotContains(t, got.json, absent)
	}
	require.NotContains(t, got.json["guest"], "email")
}

func TestSubmitAgainGetsTheFirstAnswer(t *testing.T) {
	h := start(t)
	first := h.submit(full)
	id := first.json["id"].(string)
	require.Equal(t, http.StatusOK, h.act(id, "accept", operatorKey, "{}").status)
	h.pass(48 * time.Hour)
	delete(h.restaurants, "arbat-1") // settings may change; the answer may not

	again := h.submit(full)
	require.Equal(t, http.StatusOK, again.status, again.body)
	require.Equal(t, "true", again.header.Get("Idempotent-Replay"))
	require.JSONEq(t, first.body, again.body)

	reordered := `{"unknown":[1], "items":` + full[strings.Index(full, `[ { "line_id"`):strings.Index(full, `,
  "charges"`)] + "," + strings.Replace(full[1:], `"is_test": false,`, `"is_test": false, "note_to_nobody": null,`, 1)
	require.Equal(t, http.StatusOK, h.submit(reordered).status, "the order of fields, nulls and unknown fields do not matter")
}

func TestSubmitAgainWithOtherContentIsRefused(t *testing.T) {
	h := start(t)
	first := h.submit(full)
	got := h.submit(with(full, "note", "With onion"))
	require.Equal(t, http.StatusConflict, got.status)
	require.Equal(t, "duplicate_external_id", got.code())
	require.Equal(t, first.json["id"], got.json["id"])
}

func TestSubmitOfAnotherSourceIsAnotherOrder(t *testing.T) {
	h := start(t)
	first := h.submit(full)
	got := h.ask("POST", "/v1/orders", otherKey, full)
	require.Equal(t, http.StatusCreated, got.status)
	require.NotEqual(t, first.json["id"], got.json["id"])
}

func TestSubmitWithoutWorker(t *testing.T) {
	h := start(t)
	h.noWorker = true
	id := order.ID("demo", "WEB-10482")
	for range 2 {
		got := h.submit(full)
		require.Equal(t, http.StatusAccepted, got.status, got.body)
		require.Equal(t, map[string]any{"id": id, "status": "accepted_for_processing"}, got.json)
		require.Equal(t, "/v1/orders/"+id, got.header.Get("Location"))
	}
	require.Equal(t, http.StatusConflict, h.submit(with(full, "note", "changed")).status)

	seen := h.ask("GET", "/v1/orders/"+id, demoKey, "")
	require.Equal(t, http.StatusOK, seen.status)
	require.Equal(t, map[string]any{"id": id, "status": "accepted_for_processing"}, seen.json)
	require.Equal(t, seen.json, h.ask("GET", "/v1/orders/"+id+"?fresh=1", demoKey, "").json)
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/v1/orders/"+id, otherKey, "").status)
}

func TestSubmitWhenNothingCanBeStored(t *testing.T) {
	t.Run("temporal", func(t *testing.T) {
		h := start(t)
		h.temporalDown = true
		requireUnavailable(t, h.submit(full))
	})
	t.Run("database", func(t *testing.T) {
		h := start(t)
		h.breakDatabase(errors.New("dial tcp: refused"))
		requireUnavailable(t, h.submit(full))
	})
	t.Run("not known whether", func(t *testing.T) {
		h := start(t)
		h.dispatchErr = errors.New("something odd")
		got := h.submit(full)
		require.Equal(t, http.StatusInternalServerError, got.status)
		require.NotContains(t, got.body, "odd")
		require.Contains(t, h.log.String(), "something odd")
	})
}

func requireUnavailable(t *testing.T, got reply) {
	t.Helper()
	require.Equal(t, http.StatusServiceUnavailable, got.status, got.body)
	require.Equal(t, "unavailable", got.code())
	require.Equal(t, "5", got.header.Get("Retry-After"))
}

func TestSubmitWhenTheRestaurantIsNotReady(t *testing.T) {
	h := start(t)
	h.readiness["arbat-1"] = Readiness{Reason: "The licence «Интернет заказы» ended on 2026-11-01."}
	got := h.submit(full)
	require.Equal(t, http.StatusForbidden, got.status)
	require.Equal(t, "restaurant_not_ready", got.code())
	require.Contains(t, got.json["detail"], "licence")

	got = h.submit(with(full, "restaurant", "tverskaya-2"))
	require.Equal(t, http.StatusForbidden, got.status)
	require.Equal(t, "restaurant_not_ready", got.code())
	require.Contains(t, got.json["detail"], "tverskaya-2")
}

func TestSubmitFindsTheRestaurant(t *testing.T) {
	h := start(t)
	without := with(full, "restaurant", absent)
	got := h.submit(without)
	require.Equal(t, http.StatusCreated, got.status, got.body)
	require.Equal(t, "arbat-1", got.json["restaurant"])
	require.Equal(t, http.StatusOK, h.submit(full).status, "naming it is the same content")
	require.Equal(t, http.StatusOK, h.submit(without).status)

	got = h.ask("POST", "/v1/orders", otherKey, without)
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Equal(t, map[string]string{"restaurant": "required"}, got.faults())

	got = h.ask("POST", "/v1/orders", otherKey, with(full, "restaurant", "nowhere"))
	require.Equal(t, map[string]string{"restaurant": "unknown_value"}, got.faults())

	delete(h.restaurants, "tverskaya-2")
	require.Equal(t, http.StatusCreated, h.ask("POST", "/v1/orders", otherKey, without).status, "all restaurants may be one")
}

func TestSubmitKeepsOwnChecks(t *testing.T) {
	h := start(t)
	got := h.submit(strings.Replace(full, `"total": 64500`, `"total": 1`, 1))
	require.Equal(t, http.StatusCreated, got.status)
	require.Contains(t, got.body, "totals_differ")
}
