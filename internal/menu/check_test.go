package menu

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

func checkCodes(findings []Finding) (codes []string) {
	for _, finding := range findings {
		codes = append(codes, finding.Code)
	}
	return codes
}

// Whatever modifiers a guest chooses, the number of each group's checks is what
// counting by hand gives.
func TestModifierLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups := rapid.IntRange(0, 4).Draw(t, "groups")
		m := &Menu{Dishes: []Dish{{PLU: "1", Ident: 1, Name: "Пицца", Online: true, Available: true}}, FetchedAt: noon}
		type limits struct{ min, max, chosen int64 }
		var want []limits
		var modifiers []order.Modifier
		for g := range groups {
			bounds := limits{min: rapid.Int64Range(0, 3).Draw(t, "min")}
			if rapid.Bool().Draw(t, "limited") {
				bounds.max = bounds.min + rapid.Int64Range(0, 2).Draw(t, "room")
			}
			group := Group{ID: fmt.Sprint("g", g), Name: fmt.Sprint("Group ", g), Min: bounds.min, Max: bounds.max}
			for i := range rapid.IntRange(1, 3).Draw(t, "members") {
				ident := int64(100*(g+1) + i)
				group.Modifiers = append(group.Modifiers, Modifier{PLU: fmt.Sprint(ident), Ident: ident, Name: fmt.Sprint("Modifier ", ident), Available: true})
				for range rapid.IntRange(0, 2).Draw(t, "times") {
					pieces := rapid.Int64Range(1, 3).Draw(t, "pieces")
					bounds.chosen += pieces
					modifiers = append(modifiers, order.Modifier{PLU: fmt.Sprint(ident), Quantity: order.Pieces(pieces)})
				}
			}
			m.Groups = append(m.Groups, group)
			m.Dishes[0].GroupIDs = append(m.Dishes[0].GroupIDs, group.ID)
			want = append(want, bounds)
		}
		var codes []string
		for _, bounds := range want {
			if bounds.chosen < bounds.min {
				codes = append(codes, CheckModifiersTooFew)
			}
			if bounds.max > 0 && bounds.chosen > bounds.max {
				codes = append(codes, CheckModifiersTooMany)
			}
		}
		shuffled := rapid.Permutation(modifiers).Draw(t, "order")
		got := m.Check(Question{Items: []order.Item{{LineID: "a", PLU: "1", Quantity: order.Pieces(2), Modifiers: shuffled}}, Now: noon})
		require.Equal(t, codes, checkCodes(got), "limits are of one portion, whatever the order of modifiers and the number of portions")
		for _, finding := range got {
			require.Equal(t, "a", finding.LineID)
			require.Equal(t, "items[0].modifiers", finding.Field)
		}
	})
}

// A cart that is made of the menu by its own rules has nothing said against it,
// and costs what its parts cost.
func TestACartMadeOfTheMenuIsFine(t *testing.T) {
	m := imported(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		var items []order.Item
		var sum order.Money
		pizzas := int64(0)
		for i := range rapid.IntRange(1, 5).Draw(t, "lines") {
			item := order.Item{LineID: fmt.Sprint(i), PLU: "1", Quantity: order.Pieces(rapid.Int64Range(1, 9).Draw(t, "quantity"))}
			unit := *rubles(350)
			if rapid.Bool().Draw(t, "pizza") && pizzas < 3 {
				pizzas++
				item.PLU, item.Quantity, unit = "2", order.Pieces(1), *rubles(520)
				sauces := rapid.SliceOfN(rapid.SampledFrom([]string{"501", "502"}), 1, 2).Draw(t, "sauces")
				for _, sauce := range sauces {
					item.Modifiers = append(item.Modifiers, order.Modifier{PLU: sauce, Quantity: order.Pieces(1)})
					unit += map[string]order.Money{"501": *rubles(60), "502": *rubles(50)}[sauce]
				}
			}
			sum += unit.Times(item.Quantity)
			items = append(items, item)
		}
		require.Empty(t, m.Check(Question{Source: "site", Currency: "RUB", Items: items, Now: noon}))
		priced := m.Price("site", items)
		require.True(t, priced.Whole)
		require.Equal(t, sum, priced.Sum)
	})
}

func TestAModifierThatIsNotOfTheDishIsNamed(t *testing.T) {
	m := imported(t, nil)
	got := m.Check(Question{Now: noon, Items: []order.Item{{LineID: "1", PLU: "2", Quantity: order.Pieces(1),
		Modifiers: []order.Modifier{{PLU: "503", Quantity: order.Pieces(1)}, {PLU: "501", Quantity: order.Pieces(1)}}}}})
	require.Equal(t, []string{CheckModifierNotAllowed}, checkCodes(got))
	require.Equal(t, "«Без группы в схемах» does not go with «Пицца».", got[0].Message)
	require.Equal(t, "items[0].modifiers[0].plu", got[0].Field)
}

func TestAnOldMenuIsSaidToBeOld(t *testing.T) {
	m := imported(t, nil)
	items := []order.Item{{LineID: "1", PLU: "1", Quantity: order.Pieces(1)}}
	require.Empty(t, m.Check(Question{Items: items, Now: noon.Add(oldAfter)}))
	require.Equal(t, []string{CheckMenuOld}, checkCodes(m.Check(Question{Items: items, Now: noon.Add(oldAfter + time.Second)})))
}

func TestPricesThatAreMissing(t *testing.T) {
	m := imported(t, func(s *till, _ *restaurant.Restaurant) {
		s.items = append(s.items, item(105, "5", "Чай", in(51)))
		s.menu.Dishes = append(s.menu.Dishes, rk7.MenuPrice{ID: 105, Price: rk7.NoPrice})
	})
	require.Equal(t, []string{"dish_no_price"}, m.problemCodes())
	said := order.Money(100)
	items := []order.Item{{LineID: "1", PLU: "5", Quantity: order.Pieces(1), UnitPrice: &said}, {LineID: "2", PLU: "1", Quantity: order.Pieces(1)}}
	require.Empty(t, m.Check(Question{Items: items, Now: noon}), "there is nothing to compare with")
	priced := m.Price("site", items)
	require.False(t, priced.Whole)
	require.Equal(t, *rubles(350), priced.Sum)
}

func TestPrinting(t *testing.T) {
	book, kept, station := library(t)
	until := noon.Add(time.Hour)
	kept.snoozes = []restaurant.Snooze{{Ident: 101, Until: &until}}
	station.items = append(station.items, item(105, "1", "Борщ постный"))
	m, err := book.Refresh(t.Context(), "arbat-1")
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, m.Print(&out, noon.Add(3*time.Second)))
	lines := strings.Split(out.String(), "\n")
	require.Equal(t, "arbat-1: 4 dishes, 2 sold online, 1 of them can be ordered now. Confirmed by the station 3s ago.", lines[0])
	for _, want := range []string{"— Горячее", "snoozed until 2026-11-23T13:00:00Z", "3 left", "Соусы (1–2 of 2)", "not on sale, not online", "no price"} {
		require.True(t, slices.ContainsFunc(lines, func(line string) bool { return strings.Contains(line, want) }), "%s in\n%s", want, out.String())
	}
	out.Reset()
	require.NoError(t, m.PrintProblems(&out))
	require.Equal(t, 2, strings.Count(out.String(), "dish_duplicate_code"))
	out.Reset()
	require.NoError(t, (&Menu{Restaurant: "arbat-1"}).PrintProblems(&out))
	require.Equal(t, "arbat-1: nothing is wrong with the menu.\n", out.String())
}

func TestWhatIsOnTheStationIsSold(t *testing.T) {
	m := imported(t, func(s *till, _ *restaurant.Restaurant) {
		s.rests = []rk7.DishRest{{Dish: rk7.Named{ID: 101}, Prohibited: true}}
		s.menu.Dishes[1].Remainder = left(1000)
	})
	sauce := []order.Modifier{{PLU: "501", Quantity: order.Pieces(1)}}
	has := []order.StationLine{{PLU: "1", Quantity: order.Pieces(2)}, {PLU: "2", Quantity: order.Pieces(3)}, {PLU: "gone", Quantity: order.Pieces(1)}}
	ask := func(soups, pizzas int64) []string {
		return checkCodes(m.Check(Question{Now: noon, OnStation: has, Items: []order.Item{
			{LineID: "1", PLU: "1", Quantity: order.Pieces(soups)}, {LineID: "2", PLU: "2", Quantity: order.Pieces(pizzas), Modifiers: sauce}}}))
	}
	require.Empty(t, ask(2, 4), "one more pizza is left")
	require.Empty(t, ask(1, 1))
	require.Equal(t, []string{CheckDishUnavailable, CheckRemainderShort}, ask(3, 5))
}
