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

// A dish that the office renames or takes out of the menu, what is left of
// another, and codes of a source that lead nowhere by that.
func TestTheMenuFollowsTheStation(t *testing.T) {
	server, err := rk7sim.Start(rk7sim.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close()) })
	till, err := server.Till("")
	require.NoError(t, err)
	kept := newShelf()
	kept.place.Station = restaurant.Station{URL: server.URL(), User: "demo", Password: "demo", CertSHA256: server.CertSHA256(), StationCode: "1"}
	kept.aliases = []restaurant.Alias{{Source: "site", Alias: "SOUP", PLU: "102"}}
	book := NewBook(Options{Store: kept, Restaurants: kept, Now: kept.clock, Logger: slog.New(slog.DiscardHandler)})
	t.Cleanup(book.Close)
	w := watch{book: book, restaurant: kept.place.ID}
	look := func(after time.Duration) *Menu {
		kept.pass(after)
		w.round(t.Context())
		m, err := book.Menu(t.Context(), kept.place.ID)
		require.NoError(t, err)
		return m
	}
	read := func() int64 { return server.State("").Counters["GetRefData"] }

	first := look(0)
	soup, known := first.For("site").Dish("SOUP")
	require.True(t, known)
	require.Equal(t, "Борщ", soup.Name)
	imported := read()

	two := rk7sim.Thousandths(2000)
	require.NoError(t, till.Stop("101", &two))
	m := look(time.Minute)
	salad, _ := m.Dish("101")
	require.Equal(t, order.Pieces(2), *salad.Remainder, "remainders come with every round")
	look(2 * time.Minute)
	require.Equal(t, imported, read(), "dictionaries of the same version are not read again")

	require.NoError(t, till.EditDish("102", rk7sim.DishEdit{Name: "Борщ с пампушкой"}))
	m = look(2 * time.Minute)
	soup, _ = m.Dish("102")
	require.Equal(t, "Борщ с пампушкой", soup.Name)
	require.Greater(t, read(), imported)
	require.NotEqual(t, first.Version, m.Version, "readers with an ETag get it")
	require.Empty(t, m.Problems)

	require.NoError(t, till.EditDish("102", rk7sim.DishEdit{Inactive: true}))
	m = look(2 * time.Minute)
	_, known = m.Dish("102")
	require.False(t, known, "it is dead")
	require.Equal(t, []string{"alias_dead"}, m.problemCodes())
	findings := m.Check(Question{Source: "site", Items: []order.Item{{LineID: "1", PLU: "SOUP", Quantity: order.Pieces(1)}}, Now: kept.clock()})
	require.Equal(t, []string{CheckDishUnknown}, checkCodes(findings))
}

// Sources may use any of a dish's three names, whichever of them is the PLU.
func TestDishesGoByEachOfTheirNames(t *testing.T) {
	const guid = "{4D36FE82-997F-5AEF-8C73-C50952EA345B}"
	for setting, plu := range map[string]string{"": "101", "code": "101", "ident": "1000101", "guid": guid} {
		m, err := simulated(t, rk7sim.Options{}, func(r *restaurant.Restaurant) { r.Menu.PLU = setting })
		require.NoError(t, err)
		for _, name := range []string{"101", "1000101", guid, "4d36fe82-997f-5aef-8c73-c50952ea345b"} {
			dish, known := m.Dish(name)
			require.True(t, known, "%s by %s", setting, name)
			require.Equal(t, []string{"Салат Цезарь", plu}, []string{dish.Name, dish.PLU})
		}
		sauce, known := m.Modifier("501")
		require.True(t, known)
		require.Equal(t, "Соус BBQ", sauce.Name)
	}
}
