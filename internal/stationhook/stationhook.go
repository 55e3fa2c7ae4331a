// Package stationhook takes the calls that a cash station makes when an order
// has changed, r_keeper's httpordernotify. Nothing is believed of a call but
// that it is worth looking now: its body is not read, and the station is asked.
package stationhook

import (
	"context"
	"crypto/subtle"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Prefix is where stations call: Prefix + restaurant + "/" + its secret.
const Prefix = "/hooks/rk7/"

const (
	// batchPause lies between two batches of calls: those in between are one.
	batchPause = 500 * time.Millisecond
	// batchTime bounds passing a batch on.
	batchTime = 5 * time.Second
	// maxDue bounds the calls that wait to be looked at. More are forgotten, as
	// the station's own queue forgets; the orders are followed anyway.
	maxDue = 1000
	// bodyTime and maxBody bound what is read, for nothing but to leave the
	// connection usable.
	bodyTime = time.Second
	maxBody  = 64 << 10
	// maxPart bounds each part of a path.
	maxPart = 200
)

// Restaurants keeps the restaurants' settings, with their secrets.
type Restaurants interface {
	Restaurants(ctx context.Context) ([]restaurant.Restaurant, error)
}

// Hinter wakes whoever follows a restaurant, in whatever process.
type Hinter interface {
	Hint(ctx context.Context, restaurantID string) error
}

// Hook answers stations at once and passes their calls on afterwards.
type Hook struct {
	restaurants Restaurants
	hinter      Hinter
	log         *slog.Logger

	mu   sync.Mutex
	due  map[call]struct{}
	wake chan struct{} // has room for one
}

// call is who a caller claims to be.
type call struct{ restaurant, secret string }

// New makes a Hook; Run passes its calls on.
func New(restaurants Restaurants, hinter Hinter, log *slog.Logger) *Hook {
	return &Hook{restaurants: restaurants, hinter: hinter, log: log, due: map[call]struct{}{}, wake: make(chan struct{}, 1)}
}

// ServeHTTP implements http.Handler. The answer is always 200: a station has no
// use for another, and a stranger learns nothing.
func (h *Hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, secret, found := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "/")
	if found && id != "" && secret != "" && len(id) <= maxPart && len(secret) <= maxPart {
		h.note(call{id, strings.TrimSuffix(secret, "/")})
	}
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Type", "text/plain; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	if !drained(w, r) {
		header.Set("Connection", "close")
	}
	w.WriteHeader(http.StatusOK)
}

// drained reads the body away; false when it is long or slow.
func drained(w http.ResponseWriter, r *http.Request) bool {
	if err := http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime)); err != nil {
		return false
	}
	read, err := io.Copy(io.Discard, io.LimitReader(r.Body, maxBody+1))
	return err == nil && read <= maxBody
}

func (h *Hook) note(one call) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.due) >= maxDue {
		return
	}
	h.due[one] = struct{}{}
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// Run passes calls on until its context ends.
func (h *Hook) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.wake:
		}
		if err := h.pass(ctx); err != nil && ctx.Err() == nil {
			h.log.Warn("Calls of stations were not passed on; their orders are seen a little later", "error", err)
		}
		timer := time.NewTimer(batchPause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}

// pass passes on what has come, of those who know their restaurant's secret.
func (h *Hook) pass(ctx context.Context) error {
	h.mu.Lock()
	calls := h.due
	h.due = map[call]struct{}{}
	h.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, batchTime)
	defer cancel()
	all, err := h.restaurants.Restaurants(ctx)
	if err != nil {
		return err
	}
	secrets := make(map[string]string, len(all))
	for _, one := range all {
		secrets[one.ID] = one.Station.NotifyToken
	}
	hinted := map[string]bool{}
	for one := range calls {
		secret := secrets[one.restaurant]
		if secret == "" || subtle.ConstantTimeCompare([]byte(secret), []byte(one.secret)) == 0 || hinted[one.restaurant] {
			continue
		}
		hinted[one.restaurant] = true
		if err := h.hinter.Hint(ctx, one.restaurant); err != nil {
			return err
		}
	}
	return nil
}
