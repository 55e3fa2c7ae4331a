package minidelivery

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Prefixes are where a Front is asked; at the last one it says that version 1 is
// not spoken any more.
var Prefixes = []string{"/api/v2/ext", "/api/int", "/api/ext"}

// Front serves all restaurants on one port, beside those that have ports of
// their own: it finds the restaurant by the token, and for the station's edit
// form by the order.
type Front struct {
	all     AllRestaurants
	options Options

	mu       sync.Mutex
	handlers map[string]*Handler
}

// NewFront makes the shared door. The options are those of each handler, but
// for the restaurant. Close waits for what is under way.
func NewFront(all AllRestaurants, options Options) *Front {
	if options.Logger == nil {
		options.Logger = slog.Default()
	}
	return &Front{all: all, options: options, handlers: map[string]*Handler{}}
}

// Close ends what the restaurants have under way.
func (f *Front) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, handler := range f.handlers {
		handler.Close()
	}
}

// ServeHTTP implements http.Handler.
func (f *Front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	if strings.EqualFold(strings.TrimSuffix(r.URL.Path, "/"), openPath) {
		f.serveOpening(w, r)
		return
	}
	id, refusal := f.restaurantOf(r.Context(), r.Header.Get("Token"))
	if refusal != "" {
		write(w, http.StatusOK, answer{Message: refusal})
		return
	}
	f.handler(id).ServeHTTP(w, r)
}

// serveOpening finds the restaurant whose order was opened. Stations call
// directly: behind a proxy nobody can tell who asks, so nothing that came
// through one is served.
func (f *Front) serveOpening(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" {
		write(w, http.StatusForbidden, answer{Message: "Stations ask directly, not through a proxy; give the restaurant a port of its own."})
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
	defer cancel()
	record, err := f.options.Orders.OrderByStationGUID(ctx, order.PlainGUID(r.URL.Query().Get("guid")))
	if err != nil { // an order of the till's own, or we are slow: the window must open
		write(w, http.StatusOK, answer{Result: true})
		return
	}
	f.handler(record.Restaurant).ServeHTTP(w, r.WithContext(ctx))
}

// restaurantOf finds whom a token is for: the restaurant it was set for, the one
// whose source has that key, or the only one there is.
func (f *Front) restaurantOf(ctx context.Context, token string) (id, refusal string) {
	places, err := f.served(ctx)
	if err != nil {
		return "", "Something went wrong here. Send the same again: an order cannot be doubled."
	}
	switch {
	case len(places) == 0:
		return "", "The old interface is switched off."
	case token == "":
		return "", noToken
	}
	for _, place := range places {
		if set := place.MiniDelivery.Token; set != "" && same(token, set) {
			return place.ID, ""
		}
	}
	source, err := f.options.Intake.SourceOf(ctx, token)
	if err != nil {
		return places[0].ID, "" // which words the refusal, as on a port of its own
	}
	var own []string
	for _, place := range places {
		if place.MiniDelivery.Source == source.ID {
			own = append(own, place.ID)
		}
	}
	switch {
	case len(own) == 1:
		return own[0], ""
	case len(own) == 0 && len(places) == 1:
		return places[0].ID, ""
	}
	return "", "This key does not say for which restaurant: give each restaurant a token or a port of its own."
}

// served are the restaurants that speak the protocol.
func (f *Front) served(ctx context.Context) ([]restaurant.Restaurant, error) {
	all, err := f.all.Restaurants(ctx)
	var on []restaurant.Restaurant
	for _, place := range all {
		if place.MiniDelivery.On() {
			on = append(on, place)
		}
	}
	return on, err
}

func (f *Front) handler(id string) *Handler {
	f.mu.Lock()
	defer f.mu.Unlock()
	known, ok := f.handlers[id]
	if !ok {
		options := f.options
		options.Restaurant = id
		known = New(options)
		f.handlers[id] = known
	}
	return known
}
