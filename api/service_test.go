package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"
)

func TestHealth(t *testing.T) {
	got := start(t).ask("GET", "/healthz", "", "")
	require.Equal(t, http.StatusOK, got.status)
	require.Equal(t, map[string]any{"status": "ok", "version": "test"}, got.json)
}

func TestReady(t *testing.T) {
	workers := errors.New("no workers at host 10.0.0.7")
	h := start(t, func(o *Options) {
		o.Probes = []Probe{{Name: "workers", Advisory: true, Check: func(context.Context) error { return workers }}}
	})
	got := h.ask("GET", "/readyz", "", "")
	require.Equal(t, http.StatusOK, got.status, "what is advisory does not matter")
	require.Equal(t, "ready", got.json["status"])
	dependencies := got.json["dependencies"].(map[string]any)
	require.Equal(t, true, dependencies["database"].(map[string]any)["ok"])
	require.Equal(t, true, dependencies["temporal"].(map[string]any)["ok"])
	require.Equal(t, false, dependencies["workers"].(map[string]any)["ok"])
	require.NotContains(t, got.body, "10.0.0.7")
	require.Contains(t, h.log.String(), "10.0.0.7")

	h.temporalDown = true
	require.Equal(t, http.StatusOK, h.ask("GET", "/readyz", "", "").status, "asked at most once a second")
	h.pass(time.Second)
	got = h.ask("GET", "/readyz", "", "")
	require.Equal(t, http.StatusServiceUnavailable, got.status)
	require.Equal(t, "not_ready", got.json["status"])
}

func TestMetrics(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	h.ask("GET", "/v1/orders/"+id+"?q=secret", demoKey, "")
	h.ask("GET", "/nowhere/"+id, "", "")
	h.ask("BREW", "/v1/orders", "", "")
	got := h.ask("GET", "/metrics", "", "")
	require.Equal(t, http.StatusOK, got.status)
	for _, line := range []string{
		`orderhatch_http_requests_total{method="GET",route="/v1/orders/:id",status="200"} 1`,
		`orderhatch_http_requests_total{method="POST",route="/v1/orders",status="201"} 1`,
		`orderhatch_http_requests_total{method="GET",route="none",status="404"} 1`,
		`orderhatch_http_requests_total{method="other",route="none",status="405"} 1`,
		`orderhatch_http_request_duration_seconds_count{method="POST",route="/v1/orders"} 1`,
		`orderhatch_http_event_streams 0`,
	} {
		require.Contains(t, got.body, line)
	}
	require.NotContains(t, got.body, id)
}

func TestPages(t *testing.T) {
	h := start(t)
	for path, contentType := range map[string]string{
		"/":     "text/html; charset=utf-8",
		"/docs": "text/html; charset=utf-8", "/docs.css": "text/css; charset=utf-8", "/openapi.json": "application/vnd.oai.openapi+json;version=3.1",
	} {
		got := h.ask("GET", path, "", "")
		require.Equal(t, http.StatusOK, got.status, path)
		require.Equal(t, contentType, got.header.Get("Content-Type"))
		policy := got.header.Get("Content-Security-Policy")
		require.Contains(t, policy, "default-src 'none'")
		require.NotContains(t, policy, "unsafe")
		require.Equal(t, http.StatusOK, h.ask("HEAD", path, "", "").status)
		if strings.HasPrefix(contentType, "text/html") {
			for _, forbidden := range []string{"<style", "style=", "onclick", "<script>"} {
				require.NotContains(t, got.body, forbidden, "%s: nothing inline", path)
			}
			require.NotRegexp(t, `(src|href|action)=["']?(https?:)?//`, got.body, "%s: nothing from elsewhere", path)
		}
	}
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/assets/../index.html", "", "").status)
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/assets/none.js", "", "").status)
	docs := h.ask("GET", "/docs", "", "").body
	for _, word := range []string{"/v1/orders/{id}/accept", `id="duplicate_external_id"`, "schema-OrderView", "Idempotent-Replay"} {
		require.Contains(t, docs, word)
	}
}

func TestWhatIsNotThere(t *testing.T) {
	h := start(t)
	got := h.ask("GET", "/v2/orders", "", "")
	require.Equal(t, http.StatusNotFound, got.status)
	require.Equal(t, "not_found", got.code())
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/v1/orders/", demoKey, "").status)
	got = h.ask("DELETE", "/v1/orders", demoKey, "")
	require.Equal(t, http.StatusMethodNotAllowed, got.status)
	require.Equal(t, "method_not_allowed", got.code())
	require.Contains(t, got.header.Get("Allow"), "POST")
}

func TestEveryAnswerIsSafe(t *testing.T) {
	h := start(t)
	for _, path := range []string{"/v1/orders", "/healthz", "/nowhere"} {
		got := h.ask("GET", path, demoKey, "")
		require.Equal(t, "nosniff", got.header.Get("X-Content-Type-Options"))
		require.Equal(t, "no-referrer", got.header.Get("Referrer-Policy"))
	}
	require.Equal(t, "no-store", h.ask("GET", "/v1/orders", demoKey, "").header.Get("Cache-Control"))
}

func TestRequestIDs(t *testing.T) {
	h := start(t)
	got := h.ask("GET", "/nowhere", "", "", "X-Request-Id: shop-4711.a_b")
	require.Equal(t, "shop-4711.a_b", got.header.Get(requestIDHeader))
	require.Contains(t, h.log.String(), "shop-4711.a_b")
	for _, insane := range []string{"", "with space and more", "new\tline-----", strings.Repeat("x", 65), "<script>alert</script>"} {
		require.NotEqual(t, insane, h.ask("GET", "/healthz", "", "", "X-Request-Id: "+insane).header.Get(requestIDHeader))
	}
	got = h.ask("GET", "/v1/orders?limit=x", demoKey, "", "X-Request-Id: from-huma")
	require.Equal(t, "from-huma", got.json["request_id"])
}

func TestPanicsAreAnswered(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	h.viewPanics = true
	got := h.ask("GET", "/v1/orders/"+id+"?fresh=1", demoKey, "")
	require.Equal(t, http.StatusInternalServerError, got.status)
	require.Equal(t, "internal", got.code())
	require.Contains(t, h.log.String(), "A request panicked")
	require.Contains(t, h.log.String(), "readOrder")
	require.NotContains(t, h.log.String(), guestPhone)
	require.Contains(t, panicWords(func() (fault any) {
		defer func() { fault = recover() }()
		var none []int
		return none[len(none)]
	}()), "out of range")
}

func TestNewNeedsItsParts(t *testing.T) {
	_, err := New(Options{})
	require.ErrorContains(t, err, "must be given")
	w, registry := newWorld(), prometheus.NewRegistry()
	options := Options{Dispatcher: w, Orders: w, Restaurants: w, Accounts: w, Metrics: registry}
	server, err := New(options)
	require.NoError(t, err)
	require.True(t, server.stations.Readiness(t.Context(), "arbat-1").Ready)
	server.Close()
	server.Close()
	_, err = New(options)
	require.Error(t, err, "one registry holds one server")
}
