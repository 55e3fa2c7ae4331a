package api

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// The columns of the matrix: who may reach a route's handler.
var kinds = []string{demoKey, limitedKey, readerKey, operatorKey, managerKey}

const (
	yes = true
	no  = false
)

func TestWhoMayDoWhat(t *testing.T) {
	onlyManagers := [5]bool{no, no, no, no, yes}
	matrix := []struct {
		method, path string
		may          [5]bool // source, read-only source, read-only person, operator, manager
	}{
		{"POST", "/v1/orders", [5]bool{yes, no, no, no, no}},
		{"GET", "/v1/orders", [5]bool{yes, yes, yes, yes, yes}},
		{"GET", "/v1/orders/{id}", [5]bool{yes, yes, yes, yes, yes}},
		{"POST", "/v1/orders/{id}/take", [5]bool{no, no, no, yes, yes}},
		{"POST", "/v1/orders/{id}/release", [5]bool{no, no, no, yes, yes}},
		{"POST", "/v1/orders/{id}/accept", [5]bool{no, no, no, yes, yes}},
		{"POST", "/v1/orders/{id}/cancel", [5]bool{yes, no, no, yes, yes}},
		{"POST", "/v1/orders/{id}/refuse-cancel", [5]bool{no, no, no, yes, yes}},
		{"POST", "/v1/orders/{id}/postpone", [5]bool{no, no, no, yes, yes}},
		{"POST", "/v1/orders/{id}/amend", [5]bool{no, no, no, yes, yes}},
		{"POST", "/v1/orders/{id}/save", [5]bool{no, no, no, yes, yes}},
		{"POST", "/v1/orders/{id}/resolve", [5]bool{no, no, no, yes, yes}},
		{"POST", "/v1/orders/{id}/status", [5]bool{no, no, no, yes, yes}},
		{"GET", "/v1/restaurants", [5]bool{yes, no, yes, yes, yes}},
		{"GET", "/v1/restaurants/{id}", [5]bool{yes, no, yes, yes, yes}},
		{"GET", "/v1/discrepancies", [5]bool{no, no, yes, yes, yes}},
		{"GET", "/v1/restaurants/{id}/menu", [5]bool{yes, no, yes, yes, yes}},
		{"POST", "/v1/restaurants/{id}/menu/refresh", [5]bool{no, no, no, yes, yes}},
		{"PUT", "/v1/restaurants/{id}/availability", [5]bool{no, no, no, yes, yes}},
		{"POST", "/v1/carts/check", [5]bool{yes, no, yes, yes, yes}},
		{"GET", "/v1/sources/{id}/aliases", [5]bool{no, no, no, no, yes}},
		{"PUT", "/v1/sources/{id}/aliases", [5]bool{no, no, no, no, yes}},
		{"GET", "/v1/events", [5]bool{yes, yes, yes, yes, yes}},
		{"GET", "/v1/events/stream", [5]bool{yes, yes, yes, yes, yes}},
		{"GET", "/v1/callbacks", [5]bool{yes, yes, yes, yes, yes}},
		{"GET", "/v1/callbacks/{id}", [5]bool{yes, yes, yes, yes, yes}},
		{"POST", "/v1/callbacks/replay", [5]bool{yes, no, no, yes, yes}},
		{"POST", "/v1/callbacks/{id}/replay", [5]bool{yes, no, no, yes, yes}},
		{"GET", "/v1/sources/me", [5]bool{yes, yes, no, no, no}},
		{"POST", "/v1/sources/me/test-callback", [5]bool{yes, no, no, no, no}},
		{"POST", "/v1/sources/{id}/test-callback", [5]bool{no, no, no, no, yes}},
		{"POST", "/v1/sources/me/signing-secret", [5]bool{yes, no, no, no, no}},
		{"POST", "/v1/sources/{id}/signing-secret", [5]bool{no, no, no, no, yes}},
		{"GET", "/v1/session", [5]bool{no, no, yes, yes, yes}},
		{"DELETE", "/v1/session", [5]bool{no, no, yes, yes, yes}},
		{"GET", "/v1/users", onlyManagers},
		{"POST", "/v1/users", onlyManagers},
		{"PATCH", "/v1/users/{id}", onlyManagers},
		{"POST", "/v1/users/{id}/password", onlyManagers},
		{"DELETE", "/v1/users/{id}/sessions", onlyManagers},
		{"GET", "/v1/users/{id}/keys", onlyManagers},
		{"POST", "/v1/users/{id}/keys", onlyManagers},
		{"GET", "/v1/sources", onlyManagers},
		{"POST", "/v1/sources", onlyManagers},
		{"PATCH", "/v1/sources/{id}", onlyManagers},
		{"GET", "/v1/sources/{id}/keys", onlyManagers},
		{"POST", "/v1/sources/{id}/keys", onlyManagers},
		{"POST", "/v1/keys/{id}/rotate", onlyManagers},
		{"DELETE", "/v1/keys/{id}", onlyManagers},
		{"POST", "/v1/restaurants", onlyManagers},
		{"GET", "/v1/restaurants/{id}/settings", onlyManagers},
		{"PUT", "/v1/restaurants/{id}/settings", onlyManagers},
		{"DELETE", "/v1/restaurants/{id}", onlyManagers},
		{"POST", "/v1/restaurants/examine", onlyManagers},
		{"POST", "/v1/restaurants/{id}/examine", onlyManagers},
		{"POST", "/v1/restaurants/{id}/test-alarm", onlyManagers},
		{"GET", "/v1/audit", onlyManagers},
		{"GET", "/v1/reports/shift", onlyManagers},
	}
	h := start(t)
	listed := map[string]bool{}
	for _, row := range matrix {
		listed[row.method+" "+row.path] = true
		path := strings.Replace(row.path, "{id}", order.ID("demo", "none"), 1) + "?after=x&limit=0" // reaches no store and ends a stream
		body := ""
		if row.method == "POST" || row.method == "PUT" || row.method == "PATCH" {
			body = `{"reason":{"code":"too_busy"},"items":[{"plu":"1","quantity":"1"}],"action":"retry","status":"ready"}`
		}
		for i, key := range kinds {
			got := h.ask(row.method, path, key, body)
			require.Equal(t, row.may[i], got.status != http.StatusForbidden, "%s %s by %s: %d %s", row.method, row.path, key, got.status, got.body)
			require.NotEqual(t, http.StatusUnauthorized, got.status)
		}
		for _, key := range []string{"", "wrong-key"} {
			got := h.ask(row.method, path, key, body)
			require.Equal(t, http.StatusUnauthorized, got.status)
			require.Equal(t, "Bearer", got.header.Get("WWW-Authenticate"))
		}
	}
	for path, item := range h.server.huma.OpenAPI().Paths {
		for method, operation := range map[string]any{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete} {
			if hasOperation(operation) && strings.HasPrefix(path, "/v1/") && path != "/v1/session" && path != "/v1/setup" {
				require.True(t, listed[method+" "+path], "%s %s is missing from the matrix", method, path)
			}
		}
	}
}

func TestKeysThatDoNotWork(t *testing.T) {
	h := start(t)
	past, future := h.now.Add(-time.Hour), h.now.Add(time.Hour)
	h.users["gone"] = account.User{ID: "gone", Role: account.Manager, Disabled: true}
	h.addKey("revoked-key", account.Key{ID: "r", SourceID: "demo", Scopes: account.SourceScopes(), RevokedAt: &past})
	h.addKey("expired-key", account.Key{ID: "e", SourceID: "demo", Scopes: account.SourceScopes(), ExpiresAt: &past})
	h.addKey("disabled-key", account.Key{ID: "d", UserID: "gone"})
	h.addKey("orphan-key", account.Key{ID: "o", SourceID: "no-such-source"})
	h.addKey("short-key", account.Key{ID: "s", SourceID: "demo", Scopes: account.SourceScopes(), ExpiresAt: &future})
	for _, key := range []string{"revoked-key", "expired-key", "disabled-key", "orphan-key"} {
		got := h.ask("GET", "/v1/orders", key, "")
		require.Equal(t, http.StatusUnauthorized, got.status, key)
		require.NotContains(t, got.body, key)
	}
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/orders", "short-key", "").status)
	h.pass(time.Hour)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/orders", "short-key", "").status)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/orders", "", "", "Authorization: Basic ZGVtbzpkZW1v").status)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/orders", "", "", "Authorization: Bearer").status)
}

func TestKeysAreRememberedForAMoment(t *testing.T) {
	h := start(t)
	for range 10 {
		require.Equal(t, http.StatusOK, h.ask("GET", "/v1/orders", demoKey, "").status)
	}
	require.Equal(t, 1, h.keyLookups)
	h.pass(callerTTL)
	h.breakDatabase(errors.New("down"))
	requireUnavailable(t, h.ask("GET", "/v1/orders", demoKey, ""))
}

func TestManyRequests(t *testing.T) {
	h := start(t, func(o *Options) { o.Limits.RequestsPerSecond, o.Limits.Burst = 1, 3 })
	for left := 2; left >= 0; left-- {
		got := h.ask("GET", "/v1/orders", demoKey, "")
		require.Equal(t, http.StatusOK, got.status)
		require.Equal(t, "3", got.header.Get("RateLimit-Limit"))
		require.Equal(t, string(rune('0'+left)), got.header.Get("RateLimit-Remaining"))
		require.Equal(t, string(rune('0'+3-left)), got.header.Get("RateLimit-Reset"))
	}
	got := h.ask("GET", "/v1/orders", demoKey, "")
	require.Equal(t, http.StatusTooManyRequests, got.status)
	require.Equal(t, "too_many_requests", got.code())
	require.Equal(t, "1", got.header.Get("Retry-After"))
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/orders", otherKey, "").status, "one does not slow down another")
	h.pass(time.Second)
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/orders", demoKey, "").status)

	for range 3 {
		require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/orders", "guess", "").status)
	}
	require.Equal(t, http.StatusTooManyRequests, h.ask("GET", "/v1/orders", "guess", "").status)
}

func TestBoundedForgetsTheOldest(t *testing.T) {
	b := newBounded[string, int](2)
	b.put("a", 1)
	b.put("b", 2)
	b.get("a")
	b.put("c", 3)
	_, there := b.get("b")
	require.False(t, there)
	require.Equal(t, 1, b.getOrMake("a", func() int { return 9 }))
	require.Equal(t, 9, b.getOrMake("d", func() int { return 9 }))
	require.Len(t, b.items, 2)
	b.drop("d")
	require.Len(t, b.items, 1)
}

func hasOperation(operation any) bool { return operation != (*huma.Operation)(nil) }
