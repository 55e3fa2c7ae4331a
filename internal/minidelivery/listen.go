package minidelivery

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

const (
	// lookEvery is how soon a changed setting opens or closes a port.
	lookEvery  = 10 * time.Second
	leaveTime  = 5 * time.Second
	headerTime = 10 * time.Second
)

// AllRestaurants lists the restaurants.
type AllRestaurants interface {
	Restaurants(ctx context.Context) ([]restaurant.Restaurant, error)
}

// Listen serves every restaurant that has a port of its own in its settings, on
// that port, until its context ends. The options are those of each handler, but
// for the restaurant. A port that cannot be had is tried again.
func Listen(ctx context.Context, all AllRestaurants, options Options) {
	l := &listeners{options: options, open: map[string]*listener{}}
	if l.options.Logger == nil {
		l.options.Logger = slog.Default()
	}
	defer l.closeAll()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		if places, err := all.Restaurants(ctx); err == nil {
			l.follow(places)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// listeners are the open ports by restaurant.
type listeners struct {
	options Options
	open    map[string]*listener
}

type listener struct {
	address string
	server  *http.Server
	handler *Handler
}

// follow opens what is set and not open, and closes what is open and not set.
func (l *listeners) follow(places []restaurant.Restaurant) {
	wanted := map[string]string{}
	for _, place := range places {
		if place.MiniDelivery.On() && place.MiniDelivery.Listen != "" {
			wanted[place.ID] = place.MiniDelivery.Listen
		}
	}
	for id, one := range l.open {
		if wanted[id] != one.address {
			one.close()
			delete(l.open, id)
		}
	}
	for id, address := range wanted {
		if l.open[id] == nil {
			l.start(id, address)
		}
	}
}

func (l *listeners) start(id, address string) {
	log := l.options.Logger.With("restaurant", id, "address", address)
	port, err := net.Listen("tcp", address)
	if err != nil {
		log.Warn("The port of the old interface cannot be opened; it is tried again", "error", err)
		return
	}
	options := l.options
	options.Restaurant = id
	handler := New(options)
	server := NewServer(handler, log)
	l.open[id] = &listener{address: address, server: server, handler: handler}
	log.Info("The old interface is served", "port", port.Addr().String())
	go func() {
		if err := server.Serve(port); !errors.Is(err, http.ErrServerClosed) {
			log.Error("The old interface stopped", "error", err)
		}
	}()
}

// NewServer is a server with bounds against slow and dead clients.
func NewServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTime, ReadTimeout: 2 * headerTime, WriteTimeout: requestTime + 2*headerTime,
		IdleTimeout: time.Minute, MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

func (l *listeners) closeAll() {
	for id, one := range l.open {
		one.close()
		delete(l.open, id)
	}
}

func (l *listener) close() {
	ctx, cancel := context.WithTimeout(context.Background(), leaveTime)
	defer cancel()
	if l.server.Shutdown(ctx) != nil {
		_ = l.server.Close() // whoever is still there was given time
	}
	l.handler.Close()
}
