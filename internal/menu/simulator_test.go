package menu

import (
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// simulated is a book that reads from a simulated cash server over HTTPS.
func simulated(t *testing.T, options rk7sim.Options, change ...func(*restaurant.Restaurant)) (*Menu, error) {
	t.Helper()
	server, err := rk7sim.Start(options)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close()) })
	kept := newShelf()
	kept.place.Station = restaurant.Station{URL: server.URL(), User: "demo", Password: "demo", CertSHA256: server.CertSHA256(), StationCode: "1"}
	for _, c := range change {
		c(&kept.place)
	}
	book := NewBook(Options{Store: kept, Restaurants: kept, Logger: slog.New(slog.DiscardHandler)})
	t.Cleanup(book.Close)
	return book.Refresh(t.Context(), kept.place.ID)
}

func TestImportFromASimulatedStation(t *testing.T) {
	for _, version := range []string{"7.6.4", "7.25"} {
		t.Run(version, func(t *testing.T) {
			m, err := simulated(t, rk7sim.Options{Restaurants: []rk7sim.RestaurantOptions{{ID: "demo", Version: version}}})
			require.NoError(t, err)
			require.Empty(t, m.Problems)
			dish := func(plu string) Dish {
				found, ok := m.Dish(plu)
				require.True(t, ok, plu)
				return found
			}
			salad, borsch := dish("101"), dish("102")
			require.Equal(t, []any{"Салат Цезарь", rubles(450), true, true}, []any{salad.Name, salad.Price, salad.Online, salad.Available})
			require.Empty(t, salad.GroupIDs, "a plain dish")
			require.True(t, borsch.Available)

			soup := dish("117")
			require.Equal(t, []any{false, StopListed}, []any{soup.Available, soup.Stop})
			require.Contains(t, soup.StopReason, "Блюдо закончилось")
			require.Equal(t, order.Pieces(5), *dish("158").Remainder)
			require.True(t, dish("136").Weighed)
			require.True(t, dish("180").Combo)
			require.False(t, dish("198").Online, "it is in no category of the classification")
			_, known := m.Dish("199")
			require.False(t, known, "it is not active")

			pizza := dish("120")
			require.Len(t, pizza.GroupIDs, 4)
			size, _ := m.Group(pizza.GroupIDs[0])
			require.Equal(t, []any{"Размер пиццы", int64(1), int64(1), 3}, []any{size.Name, size.Min, size.Max, len(size.Modifiers)})
			sauce, known := m.ModifierOf(pizza, "501")
			require.True(t, known)
			require.Equal(t, []any{"Соус BBQ", rubles(50), true}, []any{sauce.Name, sauce.Price, sauce.Available})
			wish, known := m.Modifier("590")
			require.True(t, known)
			require.True(t, wish.OpenName)
			require.WithinDuration(t, noon, m.FetchedAt, time.Minute)
		})
	}
}

func TestImportTellsWhatTheStationSays(t *testing.T) {
	_, err := simulated(t, rk7sim.Options{}, func(r *restaurant.Restaurant) { r.Station.Password = "wrong" })
	require.ErrorContains(t, err, "does not accept the user name or the password")
	require.NotContains(t, err.Error(), "wrong")
	_, err = simulated(t, rk7sim.Options{}, func(r *restaurant.Restaurant) { r.Station.StationCode = "77" })
	require.ErrorContains(t, err, "77")
	_, err = simulated(t, rk7sim.Options{}, func(r *restaurant.Restaurant) { r.Station.URL = "http://127.0.0.1" })
	require.ErrorContains(t, err, "https://")
}
