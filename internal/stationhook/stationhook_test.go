package stationhook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

const secret = "a-secret-of-the-station"

// world is settings, and a count of the hints that were given.
type world struct {
	mu    sync.Mutex
	reads int
	down  bool
	hints map[string]int
}

func (w *world) Restaurants(context.Context) ([]restaurant.Restaurant, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.reads++
	if w.down {
		return nil, errors.New("away")
	}
	var open, closed restaurant.Restaurant
	open.ID, open.Station.NotifyToken = "arbat-1", secret
	closed.ID = "zoo-2"
	return []restaurant.Restaurant{open, closed}, nil
}

func (w *world) Hint(_ context.Context, id string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hints[id]++
	return nil
}

func (w *world) hinted(id string) (hints, reads int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.hints[id], w.reads
}

func start(t *testing.T) (*world, *Hook) {
	w := &world{hints: map[string]int{}}
	h := New(w, w, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); h.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	return w, h
}

func ask(t *testing.T, h http.Handler, method, path string, body io.Reader) {
	t.Helper()
	got := httptest.NewRecorder()
	h.ServeHTTP(got, httptest.NewRequest(method, path, body))
	require.Equal(t, http.StatusOK, got.Code)
	require.Empty(t, got.Body.String())
}

func TestACallIsPassedOnAndManyAreOne(t *testing.T) {
	w, h := start(t)
	for i := range 300 {
		ask(t, h, "POST", Prefix+"arbat-1/"+secret, strings.NewReader(fmt.Sprint("<Order guid='", i, "'/>")))
	}
	require.Eventually(t, func() bool { hints, _ := w.hinted("arbat-1"); return hints > 0 }, 5*time.Second, time.Millisecond)
	// What comes in the pause is not lost.
	ask(t, h, "GET", Prefix+"arbat-1/"+secret+"/", nil)
	before, _ := w.hinted("arbat-1")
	require.Eventually(t, func() bool { hints, _ := w.hinted("arbat-1"); return hints > before }, 5*time.Second, time.Millisecond)
	hints, reads := w.hinted("arbat-1")
	require.LessOrEqual(t, hints, 4)
	require.Equal(t, hints, reads)
}

func TestStrangersAreAnsweredAndForgotten(t *testing.T) {
	w, h := start(t)
	for _, path := range []string{"arbat-1/guess", "arbat-1/", "arbat-1", "", "zoo-2/", "zoo-2/anything", "nowhere/" + secret, "arbat-1/" + strings.Repeat("x", 5000),
		"arbat-1/" + secret + "x", "arbat-1/" + strings.ToUpper(secret)} {
		ask(t, h, "POST", Prefix+path, nil)
	}
	for i := range 3 * maxDue {
		ask(t, h, "POST", fmt.Sprint(Prefix, "arbat-1/guess-", i), nil)
	}
	require.Eventually(t, func() bool { _, reads := w.hinted(""); return reads > 0 }, 5*time.Second, time.Millisecond)
	h.mu.Lock()
	require.LessOrEqual(t, len(h.due), maxDue)
	h.mu.Unlock()
	require.Empty(t, w.hints)
}

// A body that never ends, and a database that is away, keep no station waiting.
func TestTheAnswerIsQuick(t *testing.T) {
	w, h := start(t)
	w.down = true
	server := httptest.NewServer(h)
	defer server.Close()
	body, feed := io.Pipe()
	defer feed.Close()
	request, err := http.NewRequestWithContext(t.Context(), "POST", server.URL+Prefix+"arbat-1/"+secret, body)
	require.NoError(t, err)
	began := time.Now()
	response, err := server.Client().Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.Less(t, time.Since(began), 5*time.Second)
}
