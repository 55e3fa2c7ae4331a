package menu

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Print writes the menu as a table for people: each dish with its code, price
// and whether it can be ordered, and what it takes.
func (m *Menu) Print(to io.Writer, now time.Time) error {
	online, available := 0, 0
	for _, dish := range m.Dishes {
		if dish.Online {
			online++
			if dish.Available {
				available++
			}
		}
	}
	fmt.Fprintf(to, "%s: %d dishes, %d sold online, %d of them can be ordered now. Confirmed by the station %s ago.\n\n",
		m.Restaurant, len(m.Dishes), online, available, now.Sub(m.FetchedAt).Round(time.Second))
	table := tabwriter.NewWriter(to, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "PLU\tDISH\tPRICE\tNOW\tTAKES")
	names := m.categoryNames()
	last := ""
	for i, dish := range m.Dishes {
		if dish.CategoryID != last || i == 0 {
			last = dish.CategoryID
			fmt.Fprintf(table, "\t— %s\t\t\t\n", names[dish.CategoryID])
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", dish.PLU, dish.Name, shown(dish.Price), dish.now(), strings.Join(m.choices(dish), "; "))
	}
	return table.Flush()
}

// PrintProblems writes what should be put right in the dictionaries.
func (m *Menu) PrintProblems(to io.Writer) error {
	if len(m.Problems) == 0 {
		_, err := fmt.Fprintf(to, "%s: nothing is wrong with the menu.\n", m.Restaurant)
		return err
	}
	table := tabwriter.NewWriter(to, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "PROBLEM\tIDENT\tNAME\tWHAT IT MEANS")
	for _, problem := range m.Problems {
		ident := ""
		if problem.Ident != 0 {
			ident = fmt.Sprint(problem.Ident)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", problem.Code, ident, problem.Name, problem.Message)
	}
	return table.Flush()
}

func (m *Menu) categoryNames() map[string]string {
	names := map[string]string{"": "(no category)"}
	for _, category := range m.Categories {
		names[category.ID] = category.Name
	}
	return names
}

func shown(price *order.Money) string {
	if price == nil {
		return "no price"
	}
	return price.String()
}

// now says in a few words how the dish is.
func (d Dish) now() string {
	var words []string
	switch {
	case d.SnoozedUntil != nil:
		words = append(words, "snoozed until "+d.SnoozedUntil.UTC().Format(time.RFC3339))
	case d.Stop != "":
		words = append(words, strings.ReplaceAll(string(d.Stop), "_", " "))
	case d.Remainder != nil:
		words = append(words, d.Remainder.String()+" left")
	default:
		words = append(words, "yes")
	}
	if !d.Online {
		words = append(words, "not online")
	}
	if d.Weighed {
		words = append(words, "by weight")
	}
	if d.Combo {
		words = append(words, "combo")
	}
	return strings.Join(words, ", ")
}

// choices are the dish's groups with their limits.
func (m *Menu) choices(dish Dish) (choices []string) {
	for _, id := range dish.GroupIDs {
		group, _ := m.Group(id)
		limits := fmt.Sprintf("%d–%d", group.Min, group.Max)
		switch {
		case group.Max == 0:
			limits = fmt.Sprintf("%d or more", group.Min)
		case group.Min == group.Max:
			limits = fmt.Sprint(group.Min)
		}
		choices = append(choices, fmt.Sprintf("%s (%s of %d)", group.Name, limits, len(group.Modifiers)))
	}
	return choices
}
