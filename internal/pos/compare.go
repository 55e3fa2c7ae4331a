package pos

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// there is a line as the station has it, dish or combo.
type there struct {
	rk7.Line
	modifiers  []rk7.Modifier
	components []rk7.Component
	combo      bool
	session    rk7.Session
}

// isPrinted says that the kitchen has got the session: then its lines can only
// be taken off, not written anew.
func isPrinted(s rk7.Session) bool { return s.Printed || s.State >= rk7.LinePrinted }

// linesOf are all lines of an order, deleted ones too.
func linesOf(o rk7.Order) (all []there) {
	for _, session := range o.Sessions {
		for _, dish := range session.Dishes {
			all = append(all, there{Line: dish.Line, modifiers: dish.Modifiers, session: session})
		}
		for _, combo := range session.Combos {
			all = append(all, there{Line: combo.Line, modifiers: combo.Modifiers, components: combo.Components, combo: true, session: session})
		}
	}
	return all
}

func live(all []there) []there {
	return slices.DeleteFunc(slices.Clone(all), func(l there) bool { return !l.Live() })
}

// name tells a line of the station from all others.
func (l there) name() string { return fmt.Sprintf("%d %s", l.Uni, l.LineGUID) }

func sessionName(s rk7.Session) string { return fmt.Sprintf("%d %s", s.Uni, s.LineGUID) }

// snapshot is what an order held, to know later what was added.
func snapshot(o rk7.Order) string {
	names := []string{}
	for _, l := range linesOf(o) {
		names = append(names, l.name())
	}
	text, err := json.Marshal(names)
	if err != nil {
		panic("pos: names of lines cannot be written: " + err.Error()) // plain strings
	}
	return string(text)
}

// addedSince are the lines that were not there at the snapshot. Without one
// every line counts: orders are made empty.
func addedSince(before string, o rk7.Order) []there {
	var names []string
	if before != "" && json.Unmarshal([]byte(before), &names) != nil {
		names = nil
	}
	return slices.DeleteFunc(linesOf(o), func(l there) bool { return slices.Contains(names, l.name()) })
}

// equal says whether a line is what was sent for it. The station may have
// added modifiers of its own, as default ones are.
func (l *line) equal(t there) bool {
	return l.dish.Ident == t.ID && l.quantity == t.Quantity && len(l.missingParts(t)) == 0
}

// missingParts are the modifiers and components that the station does not have
// in the agreed number.
func (l *line) missingParts(t there) (missing []part) {
	counts := map[int64]int64{}
	for _, m := range t.modifiers {
		counts[m.ID] += m.Count
	}
	for _, p := range l.modifiers {
		if counts[p.ident] < p.count {
			missing = append(missing, p)
		}
		counts[p.ident] -= p.count
	}
	parts := map[int64]int64{}
	for _, c := range t.components {
		parts[c.ID] += c.Count
	}
	for _, p := range l.components {
		if parts[p.ident] < p.count {
			missing = append(missing, p)
		}
		parts[p.ident] -= p.count
	}
	return missing
}

// pairing says which line of the station stands for which agreed line.
type pairing struct {
	of    []int // index into theirs for each agreed line, -1 for none
	extra []int // those that stand for none
}

// pair finds agreed lines on the station: by the name they were sent under,
// else by what they are.
func (p plan) pair(theirs []there) pairing {
	out := pairing{of: make([]int, len(p.lines))}
	used := make([]bool, len(theirs))
	match := func(same func(*line, there) bool) {
		for i := range p.lines {
			for j := range theirs {
				if out.of[i] < 0 && !used[j] && same(&p.lines[i], theirs[j]) {
					out.of[i], used[j] = j, true
				}
			}
		}
	}
	for i := range out.of {
		out.of[i] = -1
	}
	match(func(l *line, t there) bool { return rk7.SameGUID(l.guid, t.LineGUID) })
	match(func(l *line, t there) bool { return l.equal(t) })
	for j := range theirs {
		if !used[j] {
			out.extra = append(out.extra, j)
		}
	}
	return out
}

// verdict is what an order's contents say about a sending of the lines.
type verdict int

const (
	absent  verdict = iota // nothing of it is there
	applied                // it is there
	unsure                 // something of it is there
	unclear                // nothing of it is there, but it may have been
)

// judge says whether the lines were put in. Their names decide; a station that
// gives names of its own is judged by what was added since the snapshot.
func (p plan) judge(before string, o rk7.Order, session string) verdict {
	for _, s := range o.Sessions {
		if rk7.SameGUID(s.LineGUID, session) {
			return applied
		}
	}
	added := addedSince(before, o)
	found := 0
	pairs := p.pair(added)
	for i, j := range pairs.of {
		if j < 0 {
			continue
		}
		if rk7.SameGUID(p.lines[i].guid, added[j].LineGUID) {
			return applied
		}
		found++
	}
	switch found {
	case 0:
		return absent
	case len(p.lines):
		return applied
	}
	return unsure
}

// differences are what people must know about the contents. Those that mean
// that the guest would not get what was agreed are problems.
func (p plan) differences(o rk7.Order) (checks []order.Check) {
	theirs := live(linesOf(o))
	pairs := p.pair(theirs)
	add := func(lineID string, severity order.Severity, code, format string, args ...any) {
		checks = append(checks, order.Check{LineID: lineID, Code: code, Severity: severity, Message: fmt.Sprintf(format, args...)})
	}
	for i := range p.lines {
		l := &p.lines[i]
		if pairs.of[i] < 0 {
			add(l.item.LineID, order.Problem, "station_line_missing", "The station does not have «%s».", l.called())
			continue
		}
		t := theirs[pairs.of[i]]
		if t.ID != l.dish.Ident || t.Quantity != l.quantity {
			add(l.item.LineID, order.Problem, "station_line_differs", "The station has %s of «%s» instead of %s of «%s».",
				order.Quantity(t.Quantity), t.Name, order.Quantity(l.quantity), l.called())
		}
		for _, missing := range l.missingParts(t) {
			add(l.item.LineID, order.Problem, "station_modifier_missing", "The station does not have «%s» with «%s».", missing.name, l.called())
		}
	}
	checks = append(checks, p.prices(o)...)
	for _, j := range pairs.extra {
		t := theirs[j]
		add("", order.Warning, "station_line_extra", "The station also has %s of «%s», which was not ordered.", order.Quantity(t.Quantity), t.Name)
	}
	if p.prepay > 0 && prepaid(o) < int64(p.prepay) {
		add("", order.Warning, "station_prepay_missing", "The station does not have the payment of %s.", p.prepay)
	}
	return checks
}

// prices flags what costs something else than the source said.
func (p plan) prices(o rk7.Order) (checks []order.Check) {
	theirs := live(linesOf(o))
	pairs := p.pair(theirs)
	said := map[string]bool{}
	add := func(lineID string, severity order.Severity, code, format string, args ...any) {
		check := order.Check{LineID: lineID, Code: code, Severity: severity, Message: fmt.Sprintf(format, args...)}
		if !said[lineID+check.Message] { // an item on several lines is told of once
			said[lineID+check.Message] = true
			checks = append(checks, check)
		}
	}
	for i := range p.lines {
		if pairs.of[i] < 0 {
			continue
		}
		l, t := &p.lines[i], theirs[pairs.of[i]]
		if wanted := l.item.UnitPrice; wanted != nil && t.Price != int64(*wanted) && t.Price != rk7.NoPrice {
			add(l.item.LineID, order.Warning, "station_price_differs", "«%s» costs %s on the station; the order said %s.", l.called(), order.Money(t.Price), *wanted)
		}
		l.partPrices(t, add)
	}
	return checks
}

// partPrices flags modifiers and components that cost something else.
func (l *line) partPrices(t there, add func(lineID string, severity order.Severity, code, format string, args ...any)) {
	prices := map[int64]int64{}
	for _, m := range t.modifiers {
		prices[m.ID] = m.Price
	}
	for _, c := range t.components {
		prices[c.ID] = c.Price
	}
	for _, p := range slices.Concat(l.modifiers, l.components) {
		price, there := prices[p.ident]
		if there && p.price != nil && price != int64(*p.price) && price != rk7.NoPrice {
			add(l.item.LineID, order.Warning, "station_price_differs", "«%s» with «%s» costs %s on the station; the order said %s.",
				p.name, l.called(), order.Money(price), *p.price)
		}
	}
}

func prepaid(o rk7.Order) (sum int64) {
	for _, s := range o.Sessions {
		for _, p := range s.Prepays {
			if p.State != rk7.LineDeleted {
				sum += p.Amount
			}
		}
	}
	return sum
}

// wrong are the differences that a person must settle.
func wrong(checks []order.Check) []order.Check {
	return slices.DeleteFunc(slices.Clone(checks), func(c order.Check) bool { return c.Severity != order.Problem })
}
