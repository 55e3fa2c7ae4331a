package menu

import (
	"fmt"
	"sync"

	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// dialer keeps one client for each restaurant, made anew when its settings
// change. Menus are read over connections of their own: a dictionary of some
// megabytes must not hold up an order.
type dialer struct {
	mu      sync.Mutex
	clients map[string]dialled
}

type dialled struct {
	client   *rk7.Client
	settings restaurant.Station
	zone     string
}

func newDialer() *dialer { return &dialer{clients: map[string]dialled{}} }

// dial gives the client of a restaurant's station. Nothing is sent yet.
func (d *dialer) dial(r restaurant.Restaurant) (Station, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	known, ok := d.clients[r.ID]
	if ok && known.settings == r.Station && known.zone == r.TimeZone {
		return known.client, nil
	}
	s := r.Station
	client, err := rk7.New(rk7.Config{
		URL: s.URL, User: s.User, Password: s.Password, CertSHA256: s.CertSHA256, CAPEM: s.CAPEM,
		MinTLS: s.MinTLS, AllowWeakTLS: s.WeakCrypto, Location: r.Location(),
	})
	if err != nil {
		return nil, fmt.Errorf("the station's settings cannot be used: %w", err)
	}
	if ok {
		known.client.Close()
	}
	d.clients[r.ID] = dialled{client: client, settings: r.Station, zone: r.TimeZone}
	return client, nil
}

func (d *dialer) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, known := range d.clients {
		known.client.Close()
	}
	clear(d.clients)
}
