package menu

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
	"github.com/orderhatch/orderhatch/internal/store"
)

// TestTwoProcessesShareAMenu runs the whole way: a simulated station, a worker
// that asks it, the database, and an API process that only reads.
func TestTwoProcessesShareAMenu(t *testing.T) {
	ctx := t.Context()
	station, err := rk7sim.Start(rk7sim.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, station.Close()) })
	till, err := station.Till("")
	require.NoError(t, err)

	ring, err := keyring.FromEnv(keyring.NewLine())
	require.NoError(t, err)
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "orders.db")
	open := func() *store.Store {
		s, err := store.Open(ctx, dsn, ring, slog.New(slog.DiscardHandler))
		require.NoError(t, err)
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	workerStore, apiStore := open(), open()
	require.NoError(t, workerStore.Migrate(ctx))
	require.NoError(t, workerStore.PutRestaurant(ctx, restaurant.Restaurant{ID: "arbat-1", Currency: "RUB", Rules: order.DefaultRules(),
		Station: restaurant.Station{URL: station.URL(), User: "demo", Password: "demo", CertSHA256: station.CertSHA256(), StationCode: "1"}}))

	now := time.Now()
	clock := func() time.Time { return now }
	worker := NewBook(Options{Store: workerStore, Restaurants: workerStore, Now: clock})
	t.Cleanup(worker.Close)
	reader := NewBook(Options{Store: apiStore, Restaurants: apiStore, Now: clock})
	later := func() {
		now = now.Add(time.Minute)
		_, err := worker.Refresh(ctx, "arbat-1")
		require.NoError(t, err)
	}
	dish := func(plu string) Dish {
		m, err := reader.Menu(ctx, "arbat-1")
		require.NoError(t, err)
		found, ok := m.Dish(plu)
		require.True(t, ok)
		return found
	}

	later()
	first, err := reader.Menu(ctx, "arbat-1")
	require.NoError(t, err)
	require.True(t, dish("101").Available)
	written, err := apiStore.MenuState(ctx, "arbat-1")
	require.NoError(t, err)

	later()
	same, err := reader.Menu(ctx, "arbat-1")
	require.NoError(t, err)
	require.Equal(t, first.Version, same.Version)
	confirmed, err := apiStore.MenuState(ctx, "arbat-1")
	require.NoError(t, err)
	require.Equal(t, written.Revision, confirmed.Revision, "nothing changed, so nothing was written")
	require.True(t, confirmed.CheckedAt.After(written.CheckedAt))

	require.NoError(t, till.Stop("101", nil))
	three := rk7sim.Thousandths(3000)
	require.NoError(t, till.Stop("102", &three))
	later()
	require.Equal(t, StopListed, dish("101").Stop)
	require.Equal(t, order.Pieces(3), *dish("102").Remainder)

	require.NoError(t, till.Resume("101"))
	require.NoError(t, apiStore.PutSnooze(ctx, "arbat-1", restaurant.Snooze{Ident: dish("101").Ident, By: "olga"}))
	later()
	require.Equal(t, Snoozed, dish("101").Stop, "an operator's word counts beside the till's")
	require.NoError(t, apiStore.DeleteSnooze(ctx, "arbat-1", restaurant.Snooze{Ident: dish("101").Ident}))
	require.NoError(t, apiStore.PutSource(ctx, account.Source{ID: "site"}))
	require.NoError(t, apiStore.PutAliases(ctx, "site", []restaurant.Alias{{Alias: "CAESAR", PLU: "101"}}, "boss"))
	require.False(t, dish("101").Available, "looked at a moment ago")
	reader.Forget("")
	require.True(t, dish("101").Available)
	m, err := reader.Menu(ctx, "arbat-1")
	require.NoError(t, err)
	_, ok := m.For("site").Dish("CAESAR")
	require.True(t, ok)
}
