package pos

import (
	"fmt"
	"slices"
	"strings"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// tally counts what is on the station by what it is: amendments and the till
// spread the same dish over several lines.
type tally map[string]int64

// kinds knows the dishes of an order by what they are: dish, modifiers and
// components. Modifiers nobody ordered, as a station adds by itself, do not count.
type kinds struct {
	lines map[string]*line
	order []string
	// ordered are the parts that make a difference, by dish.
	ordered map[int64]map[int64]bool
}

func kindsOf(plans ...plan) kinds {
	k := kinds{lines: map[string]*line{}, ordered: map[int64]map[int64]bool{}}
	for _, p := range plans {
		for i := range p.lines {
			l := &p.lines[i]
			if k.ordered[l.dish.Ident] == nil {
				k.ordered[l.dish.Ident] = map[int64]bool{}
			}
			for _, part := range slices.Concat(l.modifiers, l.components) {
				k.ordered[l.dish.Ident][part.ident] = true
			}
		}
	}
	for _, p := range plans {
		for i := range p.lines {
			key := p.lines[i].kind()
			if k.lines[key] == nil {
				k.lines[key] = &p.lines[i]
				k.order = append(k.order, key)
			}
		}
	}
	return k
}

// kind is what a line is.
func (l *line) kind() string {
	counts := map[int64]int64{}
	for _, part := range slices.Concat(l.modifiers, l.components) {
		counts[part.ident] += part.count
	}
	return kindName(l.dish.Ident, counts)
}

// kindOf is what a line of the station is.
func (k kinds) kindOf(t there) string {
	ordered := k.ordered[t.ID]
	counts := map[int64]int64{}
	for _, m := range t.modifiers {
		if ordered[m.ID] {
			counts[m.ID] += m.Count
		}
	}
	for _, c := range t.components {
		if ordered[c.ID] {
			counts[c.ID] += c.Count
		}
	}
	return kindName(t.ID, counts)
}

func kindName(dish int64, counts map[int64]int64) string {
	parts := make([]string, 0, len(counts))
	for ident, count := range counts {
		parts = append(parts, fmt.Sprintf("%dx%d", ident, count))
	}
	slices.Sort(parts)
	return fmt.Sprint(dish) + "+" + strings.Join(parts, "+")
}

// agreed counts the lines of a plan.
func (k kinds) agreed(p plan) tally {
	counts := tally{}
	for i := range p.lines {
		counts[p.lines[i].kind()] += p.lines[i].quantity
	}
	return counts
}

// standing counts the live lines of an order.
func (k kinds) standing(o rk7.Order) tally {
	counts := tally{}
	for _, t := range live(linesOf(o)) {
		counts[k.kindOf(t)] += t.Quantity
	}
	return counts
}

// more makes lines of a kind, of one portion each where it has parts.
func (l line) more(quantity int64, guid func(n string) string) []line {
	made := l
	made.quantity, made.guid = quantity, guid("1")
	portion := int64(order.Pieces(1))
	if len(l.modifiers)+len(l.components) == 0 || l.quantity != portion || quantity%portion != 0 {
		return []line{made}
	}
	return made.split(quantity/portion, guid)
}
