package api

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

func TestReadOrder(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	for key, want := range map[string]int{demoKey: 200, limitedKey: 200, otherKey: 404, operatorKey: 200, managerKey: 200, readerKey: 200, elsewhere: 404} {
		require.Equal(t, want, h.ask("GET", "/v1/orders/"+id, key, "").status, key)
	}
	for _, id := range []string{"1", order.ID("demo", "none"), "%2B79991234567"} {
		got := h.ask("GET", "/v1/orders/"+id, operatorKey, "")
		require.Equal(t, "not_found", got.code())
	}
}

func TestReadOrderForgetsATakeThatRanOut(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	h.act(id, "take", operatorKey, "{}")
	require.Equal(t, "demo", h.ask("GET", "/v1/orders/"+id, demoKey, "").json["taken_by"])
	h.pass(time.Hour)
	require.NotContains(t, h.ask("GET", "/v1/orders/"+id, demoKey, "").json, "taken_by")
}

func TestReadOrderFresh(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/orders/"+id+"?fresh=1", demoKey, "").status)
	h.temporalDown = true
	got := h.ask("GET", "/v1/orders/"+id+"?fresh=1", demoKey, "")
	require.Equal(t, http.StatusOK, got.status, "the projection stands in")
	require.Equal(t, "waiting", got.json["status"])
	got = h.ask("GET", "/v1/orders/"+id+"?fresh=perhaps", demoKey, "")
	require.Equal(t, map[string]string{"fresh": "wrong_type"}, got.faults())
}

func TestListOrders(t *testing.T) {
	h := start(t)
	for _, externalID := range []string{"WEB-1", "WEB-2", "WEB-3"} {
		h.waiting(externalID)
		h.pass(time.Minute)
	}
	h.ask("POST", "/v1/orders", otherKey, with(plain101, "restaurant", "tverskaya-2"))
	h.act(order.ID("demo", "WEB-1"), "accept", operatorKey, "{}")

	cases := []struct {
		key, query string
		want       []string
	}{
		{demoKey, "", []string{"WEB-3", "WEB-2", "WEB-1"}},
		{demoKey, "?source=other", nil},
		{otherKey, "", []string{"WEB-1"}},
		{managerKey, "?source=other", []string{"WEB-1"}},
		{operatorKey, "", []string{"WEB-3", "WEB-2", "WEB-1"}},
		{operatorKey, "?restaurant=tverskaya-2", nil},
		{elsewhere, "", []string{"WEB-1"}},
		{managerKey, "?restaurant=arbat-1&status=accepted", []string{"WEB-1"}},
		{operatorKey, "?status=waiting,accepted", []string{"WEB-3", "WEB-2", "WEB-1"}},
		{operatorKey, "?status=rejected&status=accepted", []string{"WEB-1"}},
		{operatorKey, "?external_id=WEB-2", []string{"WEB-2"}},
		{operatorKey, "?injection=filled", nil},
	}
	for _, c := range cases {
		got := h.ask("GET", "/v1/orders"+c.query, c.key, "")
		require.Equal(t, http.StatusOK, got.status, got.body)
		require.Equal(t, c.want, externalIDs(got), c.key+c.query)
		require.Contains(t, got.body, `"items":[`)
	}
}

func externalIDs(got reply) (ids []string) {
	for _, item := range got.json["items"].([]any) {
		ids = append(ids, item.(map[string]any)["external_id"].(string))
	}
	return ids
}

func TestListOrdersByPages(t *testing.T) {
	h := start(t)
	for _, externalID := range []string{"WEB-1", "WEB-2", "WEB-3"} {
		h.waiting(externalID)
		h.pass(time.Minute)
	}
	first := h.ask("GET", "/v1/orders?limit=2", demoKey, "")
	require.Equal(t, []string{"WEB-3", "WEB-2"}, externalIDs(first))
	second := h.ask("GET", "/v1/orders?limit=2&cursor="+first.json["next_cursor"].(string), demoKey, "")
	require.Equal(t, []string{"WEB-1"}, externalIDs(second))
	require.NotContains(t, second.json, "next_cursor")
}

func TestListOrdersRefusesWhatItDoesNotKnow(t *testing.T) {
	h := start(t)
	for query, faults := range map[string]map[string]string{
		"limit=0":                    {"limit": "out_of_range"},
		"limit=201":                  {"limit": "out_of_range"},
		"limit=many":                 {"limit": "wrong_type"},
		"status=lost":                {"status": "unknown_value"},
		"injection=lost&status=lost": {"status": "unknown_value", "injection": "unknown_value"},
	} {
		got := h.ask("GET", "/v1/orders?"+query, demoKey, "")
		require.Equal(t, http.StatusUnprocessableEntity, got.status)
		require.Equal(t, faults, got.faults(), query)
	}
}

func TestRestaurants(t *testing.T) {
	h := start(t)
	until := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	h.readiness["arbat-1"] = Readiness{Ready: true, Online: true, RK7Version: "7.6.5.1", LicenceUntil: &until}
	for key, want := range map[string]int{demoKey: 1, otherKey: 2, operatorKey: 1, managerKey: 2, elsewhere: 1} {
		require.Len(t, h.ask("GET", "/v1/restaurants", key, "").json["items"], want, key)
	}
	got := h.ask("GET", "/v1/restaurants/arbat-1", operatorKey, "")
	require.Equal(t, map[string]any{"ready": true, "online": true, "rk7_version": "7.6.5.1", "licence_until": "2027-01-01T00:00:00Z"}, got.json["readiness"])
	require.NotContains(t, got.body, "rk7password")
	require.NotContains(t, got.body, "rk7user")
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/v1/restaurants/arbat-1", elsewhere, "").status)
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/v1/restaurants/nowhere", managerKey, "").status)
	require.Equal(t, http.StatusForbidden, h.ask("GET", "/v1/restaurants", limitedKey, "").status)
}
