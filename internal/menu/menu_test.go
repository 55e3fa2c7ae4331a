package menu

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func small() *Menu {
	return &Menu{
		Restaurant: "arbat-1",
		Dishes: []Dish{
			{PLU: "101", Ident: 1000101, Code: "101", GUID: "{0B0E7C10-0000-4000-8000-000000000101}", Name: "Soup", GroupIDs: []string{"7"}},
			{PLU: "1000102", Ident: 1000102, Code: "102", Name: "Tea"},
			{PLU: "1000103", Ident: 1000103, Code: "102", Name: "Green tea"},
		},
		Groups: []Group{
			{ID: "7", Name: "Sauces", Modifiers: []Modifier{{PLU: "501", Ident: 5001, Code: "501", Name: "BBQ"}, {PLU: "5002", Ident: 5002, Code: "502", Name: "Ketchup"}}},
			{ID: "8", Name: "Extras", Modifiers: []Modifier{{PLU: "501", Ident: 5001, Code: "501", Name: "BBQ"}, {PLU: "5003", Ident: 5003, Code: "502", Name: "Cheese"}}},
		},
		Aliases: map[string]map[string]string{"site": {"SOUP-S": "101", "102": "1000103"}},
	}
}

func TestDishesAreFoundByEachOfTheirNames(t *testing.T) {
	m := small()
	for plu, ident := range map[string]int64{
		"101": 1000101, "1000101": 1000101, "{0B0E7C10-0000-4000-8000-000000000101}": 1000101, "0b0e7c10-0000-4000-8000-000000000101": 1000101,
		"1000102": 1000102, "1000103": 1000103,
	} {
		dish, ok := m.Dish(plu)
		require.True(t, ok, plu)
		require.Equal(t, ident, dish.Ident, plu)
	}
	for _, plu := range []string{"", "{}", "999", "102" /* two dishes */} {
		_, ok := m.Dish(plu)
		require.False(t, ok, plu)
	}
}

func TestModifiersAreFoundOnceForAllTheirGroups(t *testing.T) {
	m := small()
	modifier, ok := m.Modifier("501")
	require.True(t, ok)
	require.Equal(t, "BBQ", modifier.Name)
	_, ok = m.Modifier("502")
	require.False(t, ok, "two modifiers share the code")

	soup, _ := m.Dish("101")
	modifier, ok = m.ModifierOf(soup, "502")
	require.True(t, ok, "but only one of them goes with this dish")
	require.Equal(t, "Ketchup", modifier.Name)
	_, ok = m.ModifierOf(soup, "5003")
	require.False(t, ok)
}

func TestAliasesOfASource(t *testing.T) {
	m := small()
	dish, ok := m.For("site").Dish("SOUP-S")
	require.True(t, ok)
	require.Equal(t, "Soup", dish.Name)
	dish, ok = m.For("site").Dish("102")
	require.True(t, ok, "an alias wins over the menu's codes")
	require.Equal(t, "Green tea", dish.Name)
	_, ok = m.For("other").Dish("SOUP-S")
	require.False(t, ok)
}
