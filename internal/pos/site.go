package pos

import (
	"context"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// site is one restaurant's station as this process knows it.
type site struct {
	circuit circuit
	// licensed keeps the process's own licensed requests in order.
	licensed keyedLock

	mu       sync.Mutex
	settings restaurant.Restaurant
	client   *rk7.Client
	info     rk7.SystemInfo
	askedAt  time.Time
}

// infoFor is how long the station's own account of itself is believed.
const infoFor = 5 * time.Minute

// connection is a station under the settings of one moment.
type connection struct {
	*rk7.Client
	site *site
	restaurant.Restaurant
}

// connect gives a client under the restaurant's present settings.
func (s *Stations) connect(ctx context.Context, id string) (connection, error) {
	settings, err := s.Store.Restaurant(ctx, id)
	if order.CodeOf(err) == order.CodeNotFound {
		return connection{}, failed(order.CodeRestaurantUnknown, "")
	}
	if err != nil {
		return connection{}, err
	}
	s.mu.Lock()
	one := s.sites[id]
	if one == nil {
		one = &site{}
		s.sites[id] = one
	}
	s.mu.Unlock()
	return one.under(settings, s.Options)
}

// under rebuilds the client when the settings have changed.
func (one *site) under(settings restaurant.Restaurant, options Options) (connection, error) {
	one.mu.Lock()
	defer one.mu.Unlock()
	if one.client == nil || one.settings.Revision != settings.Revision || !one.settings.UpdatedAt.Equal(settings.UpdatedAt) {
		client, err := rk7.New(config(settings, options))
		if err != nil {
			return connection{}, failed(order.CodeStationSettings, "The station's settings cannot be used: "+err.Error()+".")
		}
		if one.client != nil {
			one.client.Close()
		}
		one.client, one.settings, one.info, one.askedAt = client, settings, rk7.SystemInfo{}, time.Time{}
		one.circuit.reset()
	}
	return connection{Client: one.client, site: one, Restaurant: one.settings}, nil
}

func (one *site) close() {
	one.mu.Lock()
	defer one.mu.Unlock()
	if one.client != nil {
		one.client.Close()
	}
}

func config(r restaurant.Restaurant, options Options) rk7.Config {
	station := r.Station
	return rk7.Config{
		URL: station.URL, User: station.User, Password: station.Password,
		CertSHA256: station.CertSHA256, CAPEM: station.CAPEM, MinTLS: station.MinTLS, AllowWeakTLS: station.WeakCrypto,
		ConnectTimeout: options.ConnectTimeout, ReadTimeout: options.ReadTimeout, WriteTimeout: options.WriteTimeout,
		Location: r.Location(),
	}
}

// systemInfo is who the station says it is, asked anew now and then. Releases
// that do not know the newer command are asked with the old one.
func (c connection) systemInfo(ctx context.Context, now time.Time) (rk7.SystemInfo, error) {
	c.site.mu.Lock()
	info, fresh := c.site.info, now.Sub(c.site.askedAt) < infoFor
	c.site.mu.Unlock()
	if fresh {
		return info, nil
	}
	return c.askSystemInfo(ctx, now)
}

func (c connection) askSystemInfo(ctx context.Context, now time.Time) (rk7.SystemInfo, error) {
	info, err := c.GetSystemInfo2(ctx)
	if e := rk7.AsError(err); e != nil && e.Outcome == rk7.Refused && e.Status == rk7.StatusBadParameters {
		info, err = c.GetSystemInfo(ctx)
	}
	if err != nil {
		return info, err
	}
	c.site.mu.Lock()
	defer c.site.mu.Unlock()
	if c.site.client == c.Client {
		c.site.info, c.site.askedAt = info, now
	}
	return info, nil
}

// supported refuses stations that are too old for what is sent to them.
func (c connection) supported(info rk7.SystemInfo) error {
	version, err := info.Version()
	if err != nil {
		version = rk7.Version{}
	}
	ok, reason := version.Supported()
	if ok && c.Station.Licence.Mode == restaurant.Subscription {
		ok, reason = version.SupportsSubscription()
	}
	if !ok {
		return failed(order.CodeStationVersion, reason)
	}
	return nil
}
