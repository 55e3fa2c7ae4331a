package pos

import (
	"maps"
	"slices"
	"strconv"

	"github.com/orderhatch/orderhatch/internal/rk7"
)

// Two dishes that differ in what the guest wrote to them are of one kind: they
// are counted together, because a station may shorten or drop a text. Which of
// them goes, comes or is to be made otherwise is chosen by the text.

// wishes count the dishes of a kind by what is wished for them.
type wishes map[string]int64

// wished are the wishes of a plan, by kind.
func (p plan) wished() map[string]wishes {
	all := map[string]wishes{}
	for i := range p.lines {
		l := &p.lines[i]
		if all[l.kind()] == nil {
			all[l.kind()] = wishes{}
		}
		all[l.kind()][l.wish()] += l.quantity
	}
	return all
}

// without are the wishes that others do not have, or not as often.
func (w wishes) without(others wishes) wishes {
	rest := wishes{}
	for wish, quantity := range w {
		if more := quantity - others[wish]; more > 0 {
			rest[wish] = more
		}
	}
	return rest
}

// next is the first wish that is left; found is false when none is.
func (w wishes) next() (wish string, found bool) {
	for _, wish = range slices.Sorted(maps.Keys(w)) {
		if w[wish] > 0 {
			return wish, true
		}
	}
	return "", false
}

// has says whether a text of the station is one of the wishes that are left.
func (w wishes) has(t there) (wish string, found bool) {
	for _, wish := range slices.Sorted(maps.Keys(w)) {
		if w[wish] > 0 && flat(wish) == flat(t.wish()) {
			return wish, true
		}
	}
	return "", false
}

func (l there) wish() string {
	for _, m := range l.modifiers {
		if m.OpenName != "" {
			return m.OpenName
		}
	}
	return ""
}

// saying is the line with another wish.
func (l there) saying(wish string) there {
	l.modifiers = slices.Clone(l.modifiers)
	for i := range l.modifiers {
		if l.modifiers[i].OpenName != "" {
			l.modifiers[i].OpenName = wish
		}
	}
	return l
}

// saying is the same of an agreed line.
func (l line) saying(wish string) line {
	l.modifiers = slices.Clone(l.modifiers)
	for i := range l.modifiers {
		if l.modifiers[i].openName != "" {
			l.modifiers[i].openName = wish
		}
	}
	return l
}

// grown are the lines by which a kind grows, with the wishes that have come.
func (t *task) grown(c change, kind string, quantity int64) (lines []line) {
	guid := func(n string) string { return lineGUID(t.job, t.step, kind, n) }
	gained := maps.Clone(c.gained[kind])
	for quantity > 0 {
		wish, found := gained.next()
		part := quantity
		if found {
			part = min(part, gained[wish])
			gained[wish] -= part
		}
		for _, made := range c.kinds.lines[kind].saying(wish).more(part, guid) {
			made.guid = guid(strconv.Itoa(len(lines) + 1))
			lines = append(lines, made)
		}
		quantity -= part
	}
	return lines
}

// reword chooses the lines that are made otherwise than was wished before, and
// says how. What the kitchen has got stays: people tell it, as the check says
// that the wish does not stand there.
func (t *task) reword(c change, kind string, seen rk7.Order, m *mark) {
	lost, gained := maps.Clone(c.lost[kind]), maps.Clone(c.gained[kind])
	for _, added := range t.grown(c, kind, max(c.delta[kind], 0)) {
		gained[added.wish()] -= added.quantity
	}
	for _, l := range live(linesOf(seen)) {
		_, taken := m.Left[l.name()]
		if taken || l.printed() || c.kinds.kindOf(l) != kind {
			continue
		}
		was, lostIt := lost.has(l)
		wish, found := gained.next()
		if !lostIt || !found || l.Quantity > lost[was] || l.Quantity > gained[wish] {
			continue
		}
		lost[was] -= l.Quantity
		gained[wish] -= l.Quantity
		m.wishes[l.name()] = wish
		m.Reworded = append(m.Reworded, l.name())
	}
}
