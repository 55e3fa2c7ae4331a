package menu

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// imported is the menu that a till makes.
func imported(t testing.TB, change func(*till, *restaurant.Restaurant)) *Menu {
	t.Helper()
	book, kept, station := library(t)
	if change != nil {
		change(station, &kept.place)
	}
	m, err := book.Refresh(t.Context(), "arbat-1")
	require.NoError(t, err)
	return m
}

func (m *Menu) problemCodes() (codes []string) {
	for _, problem := range m.Problems {
		codes = append(codes, problem.Code)
	}
	slices.Sort(codes)
	return codes
}

func rubles(amount int64) *order.Money {
	m := order.Money(amount * 100)
	return &m
}

func TestDictionariesAndOrderMenuAreJoined(t *testing.T) {
	m := imported(t, nil)
	require.Equal(t, []Category{{ID: "c51", Name: "Горячее"}, {ID: "m1", Name: "Меню"}, {ID: "m3", Name: "Прочее", Parent: "m1"}}, m.Categories,
		"online dishes are where the classification says, others where the till says; empty ones are left out")
	three := order.Pieces(3)
	require.Equal(t, []Dish{
		{PLU: "1", Ident: 101, Code: "1", Name: "Борщ", CategoryID: "c51", Price: rubles(350), Online: true, Available: true},
		{PLU: "2", Ident: 102, Code: "2", Name: "Пицца", CategoryID: "c51", GroupIDs: []string{"20-1-2"}, Price: rubles(520), Online: true, Available: true, Remainder: &three},
		{PLU: "3", Ident: 103, Code: "3", Name: "Пакет", CategoryID: "m3", Price: rubles(10), Available: true},
	}, m.Dishes)
	require.Equal(t, []Group{
		{ID: "20-1-2", Ident: 20, Name: "Соусы", Min: 1, Max: 2, Modifiers: []Modifier{
			{PLU: "501", Ident: 201, Code: "501", Name: "Соус", Price: rubles(60), Available: true},
			{PLU: "502", Ident: 202, Code: "502", Name: "Сыр", Price: rubles(50), Available: true}}},
		{ID: "21", Ident: 21, Name: "Разное", Modifiers: []Modifier{{PLU: "503", Ident: 203, Code: "503", Name: "Без группы в схемах", Price: rubles(50), Available: true}}},
	}, m.Groups)
	require.Empty(t, m.Problems)
	require.Equal(t, noon, m.FetchedAt)
	require.Equal(t, "RUB", m.Currency)
	require.NotEmpty(t, m.Version)
}

func TestWhyADishIsNotAvailable(t *testing.T) {
	m := imported(t, func(s *till, _ *restaurant.Restaurant) {
		s.items = append(s.items, item(105, "5", "Чай", in(51)), item(106, "6", "Кофе", in(51)))
		s.menu.Dishes = []rk7.MenuPrice{{ID: 102, Price: 1, Remainder: left(0)}, {ID: 103, Price: 1}, {ID: 106, Price: 1}}
		s.rests = []rk7.DishRest{
			{Dish: rk7.Named{ID: 101}, Prohibited: true, Reason: rk7.Named{Name: "Закончилось"}},
			{Dish: rk7.Named{ID: 105}, Quantity: left(5000)}, {Dish: rk7.Named{ID: 106}, Quantity: left(2000)},
		}
		s.stops = []rk7.Named{{ID: 202}}
	})
	for plu, want := range map[string]Stop{"1": StopListed, "2": SoldOut, "3": "", "5": NotOnSale, "6": ""} {
		dish, ok := m.Dish(plu)
		require.True(t, ok)
		require.Equal(t, want, dish.Stop, dish.Name)
		require.Equal(t, want == "", dish.Available, dish.Name)
		require.Equal(t, want != "", dish.StopReason != "", dish.Name)
	}
	soup, _ := m.Dish("1")
	require.Contains(t, soup.StopReason, "Закончилось")
	coffee, _ := m.Dish("6")
	require.Equal(t, order.Pieces(2), *coffee.Remainder, "a remainder of the stop list that the order menu does not repeat")
	for plu, want := range map[string]bool{"501": true, "502": false, "503": true /* not in the order menu */} {
		modifier, _ := m.Modifier(plu)
		require.Equal(t, want, modifier.Available, plu)
	}
}

func TestAStationWithoutAStopListSellsWhatItLists(t *testing.T) {
	m := imported(t, func(s *till, _ *restaurant.Restaurant) {
		s.restsErr = &rk7.Error{Outcome: rk7.Refused, Status: "Bad Query Parameters"}
	})
	for plu, want := range map[string]bool{"501": true, "502": true, "503": false} {
		modifier, _ := m.Modifier(plu)
		require.Equal(t, want, modifier.Available, plu)
	}
}

func TestAnEmployeeWhoMayNotReadPriceTypes(t *testing.T) {
	m := imported(t, func(s *till, _ *restaurant.Restaurant) {
		s.pricesErr = &rk7.Error{Outcome: rk7.Refused, Status: "Query Executing Error"}
	})
	require.Equal(t, []string{"settings"}, m.problemCodes())
	soup, _ := m.Dish("1")
	require.Equal(t, rubles(350), soup.Price)
}

func TestAStationThatListsNoModifiersSellsAll(t *testing.T) {
	m := imported(t, func(s *till, _ *restaurant.Restaurant) {
		s.menu.Modifiers, s.restsErr = nil, &rk7.Error{Outcome: rk7.Refused, Status: "Bad Query Parameters"}
	})
	modifier, _ := m.Modifier("502")
	require.True(t, modifier.Available)
}

func TestWhatIsSoldOnline(t *testing.T) {
	online := func(m *Menu) (names []string) {
		for _, dish := range m.Dishes {
			if dish.Online {
				names = append(names, dish.Name)
			}
		}
		return names
	}
	for name, c := range map[string]struct {
		change   func(*till, *restaurant.Restaurant)
		want     []string
		problems []string
	}{
		"by name":               {func(*till, *restaurant.Restaurant) {}, []string{"Борщ", "Пицца"}, nil},
		"by ident":              {func(_ *till, r *restaurant.Restaurant) { r.Menu.Classification = "50" }, []string{"Борщ", "Пицца"}, nil},
		"by code":               {func(_ *till, r *restaurant.Restaurant) { r.Menu.Classification = "10" }, []string{"Борщ", "Пицца"}, nil},
		"no classification":     {func(s *till, _ *restaurant.Restaurant) { s.classes = nil }, []string{"Пицца", "Борщ", "Пакет"}, nil},
		"one that is not there": {func(_ *till, r *restaurant.Restaurant) { r.Menu.Classification = "77" }, nil, []string{"settings"}},
		"nothing in it": {func(s *till, _ *restaurant.Restaurant) {
			for i := range s.items {
				s.items[i].Classes = nil
			}
		}, nil, []string{"nothing_online"}},
	} {
		m := imported(t, c.change)
		require.ElementsMatch(t, c.want, online(m), name)
		require.Equal(t, c.problems, m.problemCodes(), name)
	}
}

func TestPriceTypes(t *testing.T) {
	types := []rk7.RefItem{ref(9, "2", "Старая", 0), ref(3, "1", "Основная", 0), ref(4, "9", "Вечер", 0)}
	types[0].Status = "rsDeleted"
	for setting, want := range map[string]int64{"": 3, "4": 4, "9": 4, "1": 3} {
		ident, found := choosePriceType(types, setting)
		require.True(t, found, setting)
		require.Equal(t, want, ident, setting)
	}
	_, found := choosePriceType(types, "2")
	require.False(t, found)
	m := imported(t, func(_ *till, r *restaurant.Restaurant) { r.Menu.PriceType = "77" })
	require.Equal(t, []string{"settings"}, m.problemCodes())
}

func TestCodesThatAreNotUnique(t *testing.T) {
	m := imported(t, func(s *till, _ *restaurant.Restaurant) {
		s.items = append(s.items, item(105, "1", "Борщ постный", in(51)), item(106, "", "Чай", in(51)), item(107, "105", "Хитрый код", in(51)))
		s.items[4].GUID = "{0B0E7C10-0000-4000-8000-000000000105}"
		s.mods = append(s.mods, modifierItem(204, "501", "Соус другой", 21))
		s.menu.Dishes = append(s.menu.Dishes, rk7.MenuPrice{ID: 105, Price: 1}, rk7.MenuPrice{ID: 106, Price: 1}, rk7.MenuPrice{ID: 107, Price: 1})
	})
	require.Equal(t, []string{"dish_duplicate_code", "dish_duplicate_code", "dish_no_code", "modifier_duplicate_code", "modifier_duplicate_code"}, m.problemCodes())
	_, found := m.Dish("1")
	require.False(t, found)
	names := map[string]string{}
	for _, dish := range m.Dishes {
		again, ok := m.Dish(dish.PLU)
		require.True(t, ok, "%s can be ordered by its PLU", dish.Name)
		require.Equal(t, dish.Ident, again.Ident)
		names[dish.Name] = dish.PLU
	}
	require.Equal(t, "101", names["Борщ"])
	require.Equal(t, "{0B0E7C10-0000-4000-8000-000000000105}", names["Борщ постный"], "its Ident is the code of another")
	require.Equal(t, "106", names["Чай"])

	pizza, _ := m.Dish("2")
	sauce, found := m.ModifierOf(pizza, "501")
	require.True(t, found, "the code is unique among what goes with the pizza")
	require.Equal(t, "Соус", sauce.Name)
}

func TestOtherNamesAsPLU(t *testing.T) {
	guid := "{0B0E7C10-0000-4000-8000-000000000101}"
	m := imported(t, func(s *till, r *restaurant.Restaurant) { s.items[0].GUID, r.Menu.PLU = guid, "guid" })
	soup, ok := m.Dish("0b0e7c10-0000-4000-8000-000000000101")
	require.True(t, ok)
	require.Equal(t, guid, soup.PLU)
	require.Contains(t, m.problemCodes(), "dish_no_guid")

	m = imported(t, func(_ *till, r *restaurant.Restaurant) { r.Menu.PLU = "ident" })
	soup, ok = m.Dish("1")
	require.True(t, ok, "the till's code goes on to work")
	require.Equal(t, "101", soup.PLU)
}

func TestDeadEndsOfSchemesAreReported(t *testing.T) {
	m := imported(t, func(s *till, _ *restaurant.Restaurant) {
		s.schemes[0].Groups = append(s.schemes[0].Groups, rk7.SchemeGroup{Group: 99, Min: 1}, rk7.SchemeGroup{Group: 22, Min: 1, Max: 1}, rk7.SchemeGroup{Group: 21, Min: 3, Max: 2})
		s.groups = append(s.groups, ref(22, "3", "Пустая", 0))
		s.items[0].Scheme = 701
	})
	require.Equal(t, []string{"group_empty", "group_missing", "limits_contradict", "scheme_missing"}, m.problemCodes())
	for _, problem := range m.Problems {
		require.NotEmpty(t, problem.Message)
	}
}

func TestCategoriesInACircle(t *testing.T) {
	m := imported(t, func(s *till, _ *restaurant.Restaurant) {
		s.classes = nil
		s.tree = []rk7.RefItem{ref(2, "1", "Супы", 3), ref(3, "2", "Прочее", 2), ref(2, "1", "Супы", 3)}
	})
	require.Len(t, m.Categories, 2)
}
