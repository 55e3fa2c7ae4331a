package api

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// listener reads a real event stream over a real connection.
type listener struct {
	*testing.T
	response *http.Response
	lines    *bufio.Scanner
}

func (h *harness) serve() *httptest.Server {
	server := httptest.NewServer(h.server)
	h.Cleanup(server.Close)
	h.Cleanup(h.server.Drain) // first: streams keep a server from closing
	return server
}

func (h *harness) listen(server *httptest.Server, key, query string, headers ...string) *listener {
	h.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	h.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, "GET", server.URL+streamPath+query, nil)
	require.NoError(h, err)
	request.Header.Set("Authorization", "Bearer "+key)
	request.Header.Set("Accept", "text/event-stream")
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(h, err)
	h.Cleanup(func() { _ = response.Body.Close() })
	l := &listener{T: h.T, response: response, lines: bufio.NewScanner(response.Body)}
	if response.StatusCode == http.StatusOK {
		require.Equal(h, "text/event-stream; charset=utf-8", response.Header.Get("Content-Type"))
		require.Equal(h, "retry: 2000", l.line())
		require.Equal(h, ": connected", l.line())
	}
	return l
}

// line is the next line that is not empty; empty at the stream's end.
func (l *listener) line() string {
	for l.lines.Scan() {
		if text := l.lines.Text(); text != "" {
			return text
		}
	}
	return ""
}

// event is the next event, as "id name external_id", leaving out heartbeats.
func (l *listener) event() string {
	l.Helper()
	id := l.line()
	for strings.HasPrefix(id, ":") {
		id = l.line()
	}
	if id == "" {
		return ""
	}
	name, data := l.line(), l.line()
	var view EventView
	require.NoError(l, json.Unmarshal([]byte(strings.TrimPrefix(data, "data: ")), &view))
	require.Equal(l, fmt.Sprintf("id: %d", view.ID), id)
	require.Equal(l, "event: "+string(view.Event), name)
	return fmt.Sprintf("%d %s %s", view.ID, view.Event, view.ExternalID)
}

func TestStreamIsLiveAndResumes(t *testing.T) {
	h := start(t)
	server := h.serve()
	h.waiting("OLD")
	live := h.listen(server, operatorKey, "")
	id := h.waiting("WEB-1")
	require.Equal(t, "2 order.submitted WEB-1", live.event())
	h.act(id, "take", operatorKey, "{}")
	require.Equal(t, "3 order.taken WEB-1", live.event())

	resumed := h.listen(server, operatorKey, "?after=99", "Last-Event-ID: 1")
	require.Equal(t, "2 order.submitted WEB-1", resumed.event())
	require.Equal(t, "3 order.taken WEB-1", resumed.event())
	h.act(id, "release", operatorKey, "{}")
	require.Equal(t, "4 order.released WEB-1", resumed.event(), "nothing twice where the past meets the present")
	require.Equal(t, "4 order.released WEB-1", live.event())

	everything := h.listen(server, operatorKey, "?after=0")
	require.Equal(t, "1 order.submitted OLD", everything.event())
}

func TestStreamShowsEachTheirOwn(t *testing.T) {
	h := start(t)
	server := h.serve()
	source, away, boss := h.listen(server, demoKey, ""), h.listen(server, elsewhere, ""), h.listen(server, managerKey, "")
	h.ask("POST", "/v1/orders", otherKey, with(plain101, "restaurant", "tverskaya-2"))
	h.waiting("WEB-2")
	require.Equal(t, "2 order.submitted WEB-2", source.event())
	require.Equal(t, "1 order.submitted WEB-1", away.event())
	require.Equal(t, "1 order.submitted WEB-1", boss.event())
	require.Equal(t, "2 order.submitted WEB-2", boss.event())
	require.Equal(t, "2 order.submitted WEB-2", h.listen(server, demoKey, "?after=0").event(), "the past is filtered as well")
}

func TestStreamCatchesUpOverManyPages(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	for range feedPage {
		h.act(id, "take", operatorKey, "{}")
	}
	l := h.listen(h.serve(), operatorKey, "?after=0")
	for i := range feedPage + 1 {
		require.True(t, strings.HasPrefix(l.event(), fmt.Sprintf("%d ", i+1)))
	}
}

func TestStreamBeats(t *testing.T) {
	h := start(t, func(o *Options) { o.Limits.Heartbeat = 5 * time.Millisecond })
	l := h.listen(h.serve(), operatorKey, "")
	require.Equal(t, ": heartbeat", l.line())
	require.Equal(t, ": heartbeat", l.line())
}

func TestStreamEndsWhenTheKeyIsTakenAway(t *testing.T) {
	h := start(t, func(o *Options) { o.Limits.Heartbeat = 5 * time.Millisecond })
	l := h.listen(h.serve(), operatorKey, "")
	h.mu.Lock()
	clear(h.keys)
	h.mu.Unlock()
	h.pass(callerTTL)
	require.Empty(t, l.event())
}

func TestStreamEndsOnShutdown(t *testing.T) {
	h := start(t)
	server := httptest.NewUnstartedServer(nil)
	server.Config = NewHTTPServer(h.server)
	server.Start()
	l := h.listen(server, operatorKey, "")
	stopping, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	require.NoError(t, server.Config.Shutdown(stopping))
	require.Empty(t, l.event())
	require.NoError(t, l.lines.Err(), "ended in order")

	require.Equal(t, http.StatusServiceUnavailable, h.ask("GET", "/readyz", "", "").status)
	requireUnavailable(t, h.ask("GET", streamPath, operatorKey, ""))
}

func TestStreamsAreBounded(t *testing.T) {
	h := start(t, func(o *Options) { o.Limits.Streams, o.Limits.StreamsPerCaller = 3, 2 })
	server := h.serve()
	h.listen(server, operatorKey, "")
	first := h.listen(server, operatorKey, "")
	refused := h.listen(server, operatorKey, "")
	require.Equal(t, http.StatusTooManyRequests, refused.response.StatusCode)
	require.Equal(t, "5", refused.response.Header.Get("Retry-After"))
	h.listen(server, demoKey, "")
	require.Equal(t, http.StatusTooManyRequests, h.listen(server, managerKey, "").response.StatusCode)

	require.NoError(t, first.response.Body.Close())
	require.Eventually(t, func() bool {
		l := h.listen(server, managerKey, "")
		defer func() { _ = l.response.Body.Close() }()
		return l.response.StatusCode == http.StatusOK
	}, 5*time.Second, 10*time.Millisecond, "a place that was left is free again")
}

func TestASlowReaderIsCut(t *testing.T) {
	f := newFeed(newWorld(), start(t).server.log)
	close(f.live)
	slow, _, err := f.join(t.Context(), order.FeedFilter{})
	require.NoError(t, err)
	events := make([]order.FeedEvent, readerQueue+1)
	f.deliver(events)
	read := 0
	for range slow.events {
		read++
	}
	require.Equal(t, readerQueue, read, "and the channel is closed")
	require.Empty(t, f.readers)
	f.leave(slow) // leaving after being cut is nothing
}

func TestTheFeedOutlivesTheDatabase(t *testing.T) {
	h := start(t)
	l := h.listen(h.serve(), operatorKey, "")
	h.waiting("WEB-0")
	require.Equal(t, "1 order.submitted WEB-0", l.event())
	h.breakDatabase(errors.New("gone"))
	require.Eventually(t, func() bool { return strings.Contains(h.log.String(), "stand still") }, 5*time.Second, time.Millisecond)
	h.breakDatabase(nil)
	h.waiting("WEB-1")
	require.Equal(t, "2 order.submitted WEB-1", l.event())
}

func TestStreamRefusesOddPositions(t *testing.T) {
	h := start(t)
	for _, query := range []string{"?after=x", "?after=-1"} {
		got := h.ask("GET", streamPath+query, operatorKey, "")
		require.Equal(t, map[string]string{"after": "malformed"}, got.faults())
	}
}

func TestPollEvents(t *testing.T) {
	h := start(t)
	id := h.waiting("WEB-1")
	h.act(id, "cancel", operatorKey, `{"reason":{"code":"other","text":"Anna said no"}}`)
	got := h.ask("GET", "/v1/events?limit=1", demoKey, "")
	require.Equal(t, "1", got.json["next_cursor"])
	got = h.ask("GET", "/v1/events?after=1", demoKey, "")
	require.Equal(t, []any{map[string]any{
		"id": 2.0, "event": "order.rejected", "order_id": id, "external_id": "WEB-1", "source": "demo", "restaurant": "arbat-1",
		"status": "rejected", "injection": "none", "reason": map[string]any{"code": "other", "party": "restaurant"},
		"revision": 2.0, "occurred_at": "2026-11-23T09:00:00Z", "sequence": 2.0,
	}}, got.json["items"])
	got = h.ask("GET", "/v1/events?after=2", demoKey, "")
	require.Equal(t, map[string]any{"items": []any{}, "next_cursor": "2"}, got.json)
	require.Empty(t, h.ask("GET", "/v1/events", elsewhere, "").json["items"])
}
