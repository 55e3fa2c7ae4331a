package pos

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// clock is a clock that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func TestReadiness(t *testing.T) {
	b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1"}, rk7sim.RestaurantOptions{ID: "old", Version: "7.5"}, rk7sim.RestaurantOptions{ID: "expired", Licence: rk7sim.LicenceExpired})
	time := &clock{at: noon}
	s := b.worker(func(o *Options) { o.Now = time.now })
	api := b.worker(func(o *Options) { o.Now = time.now }) // another process, which only reads
	require.True(t, api.Readiness(t.Context(), "arbat-1").Ready, "nobody has asked yet")

	for _, id := range []string{"arbat-1", "old", "expired"} {
		require.NoError(t, s.Probe(t.Context(), id))
	}
	time.at = time.at.Add(2 * shownFor)
	good := api.Readiness(t.Context(), "arbat-1")
	require.True(t, good.Ready && good.Online)
	require.Equal(t, "7.25.11.2001", good.RK7Version)
	require.Equal(t, "100000001", good.RestCode)
	require.Equal(t, "lifetime", good.LicenceMode)
	require.Empty(t, good.Warnings)
	old := api.Readiness(t.Context(), "old")
	require.False(t, old.Ready)
	require.Contains(t, old.Reason, "7.6.4")
	unlicensed := api.Readiness(t.Context(), "expired")
	require.False(t, unlicensed.Ready)
	require.Contains(t, unlicensed.Reason, "Интернет заказы")

	require.NoError(t, b.sim.SetFaultsOf("arbat-1", []rk7sim.Fault{{Kind: rk7sim.FaultOffline}}))
	for range patience {
		require.NoError(t, s.Probe(t.Context(), "arbat-1"))
	}
	time.at = time.at.Add(shownFor)
	dead := api.Readiness(t.Context(), "arbat-1")
	require.True(t, dead.Ready, "orders wait for the station")
	require.False(t, dead.Online)
	require.NotNil(t, dead.FailingSince)
	require.NotNil(t, dead.NextTryAt)
	require.Equal(t, order.CodeStationUnreachable, dead.LastError.Code)
	require.Len(t, dead.Warnings, 1)

	_, err := s.Create(t.Context(), activities.Job{Order: newOrder("arbat-1"), Attempt: 1})
	fault, ok := err.(*activities.StationError) //nolint:errorlint // exactly this is handed on
	require.True(t, ok)
	require.Equal(t, order.CodeStationUnreachable, fault.Fault.Code)
	require.True(t, fault.Retry && fault.Cleared, "the circuit is open: nobody waits for the station")
	time.at = time.at.Add(lastPause)
	require.NoError(t, b.sim.SetFaultsOf("arbat-1", nil))
	_, err = s.Create(t.Context(), activities.Job{Order: newOrder("arbat-1"), Attempt: 1})
	require.NoError(t, err)
	time.at = time.at.Add(2 * shownFor)
	back := api.Readiness(t.Context(), "arbat-1")
	require.True(t, back.Online, "work that went well says so at once")
	require.Nil(t, back.FailingSince)
	require.Nil(t, back.LastError)
}

func TestSubscriptionIsKeptFresh(t *testing.T) {
	b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Licence: rk7sim.LicenceSubscription})
	time := &clock{at: time.Now()}
	s := b.worker(func(o *Options) { o.Now = time.now })
	r, err := b.store.Restaurant(t.Context(), "arbat-1")
	require.NoError(t, err)
	r.Station.Licence = restaurant.Licence{Mode: restaurant.Subscription, Product: product, ServiceURL: b.sim.WebURL() + rk7sim.LicenceServicePath,
		Account: restaurant.LicenceAccount{User: "demo", Password: "demo", Token: "demo"}}
	require.NoError(t, b.store.PutRestaurant(t.Context(), r))
	till, err := b.sim.Till("arbat-1")
	require.NoError(t, err)
	look := func() restaurant.Readiness {
		require.NoError(t, s.Probe(t.Context(), "arbat-1"))
		time.at = time.at.Add(2 * shownFor)
		return s.Readiness(t.Context(), "arbat-1")
	}
	license := func(days int, service rk7sim.LicenceService) {
		until := time.at.AddDate(0, 0, days).Truncate(1e9)
		require.NoError(t, till.License(rk7sim.LicenceSubscription, "", &until, service))
		time.at = time.at.Add(tokenAge)
	}
	fresh := look()
	require.True(t, fresh.Ready, fresh.Reason)
	require.NotNil(t, fresh.LicenceUntil)
	record := newOrder("arbat-1")
	_, parked, err := journey(t.Context(), s, &record)
	require.NoError(t, err)
	require.Nil(t, parked)

	// The token is given out anew: the order finds that out by itself.
	require.NoError(t, till.License(rk7sim.LicenceSubscription, "another-token", nil, rk7sim.LicenceServiceOK))
	record = newOrder("arbat-1")
	_, parked, err = journey(t.Context(), s, &record)
	require.NoError(t, err)
	require.Nil(t, parked)
	b.requireFilled(t, record)

	license(20, rk7sim.LicenceServiceOK)
	require.Contains(t, look().Warnings[0], "within 30 days")
	license(5, rk7sim.LicenceServiceOK)
	require.Contains(t, look().Warnings[0], "within 7 days")
	license(1, rk7sim.LicenceServiceFailing)
	silent := look()
	require.True(t, silent.Ready, "the last answer counts until its end")
	require.Len(t, silent.Warnings, 2)
	license(300, rk7sim.LicenceServiceOK)
	require.Empty(t, look().Warnings)
	license(-5, rk7sim.LicenceServiceOK)
	ended := look()
	require.False(t, ended.Ready)
	require.Contains(t, ended.Reason, "expired")
	require.Equal(t, "subscription", ended.LicenceMode)
}

// A licence that ended in the middle of the day parks orders with the right words.
func TestLicenceEnds(t *testing.T) {
	b := newBench(t, rk7sim.RestaurantOptions{ID: "life"}, rk7sim.RestaurantOptions{ID: "subs", Licence: rk7sim.LicenceSubscription})
	s := b.worker()
	for id, mode := range map[string]rk7sim.LicenceMode{"life": rk7sim.LicenceLifetime, "subs": rk7sim.LicenceSubscription} {
		till, err := b.sim.Till(id)
		require.NoError(t, err)
		require.NoError(t, till.License(rk7sim.LicenceExpired, "", nil, ""))
		record := newOrder(id)
		_, parked, err := journey(t.Context(), s, &record)
		require.NoError(t, err)
		require.Equal(t, order.CodeStationLicence, parked.Fault.Code)
		require.Equal(t, order.OwnerSettings, parked.Fault.Owner)
		require.NoError(t, till.License(mode, "", nil, ""))
		filled := true
		_, parked, err = run(t.Context(), record, &filled, s.Fill)
		require.NoError(t, err)
		require.Nil(t, parked)
		b.requireFilled(t, record)
	}
}
