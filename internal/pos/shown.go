package pos

import (
	"fmt"
	"strings"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// stationLines are the live lines of an order in the product's terms.
func (p plan) stationLines(o rk7.Order) []order.StationLine {
	dishes, parts := codesOf(p.menu)
	lines := []order.StationLine{}
	for _, t := range live(linesOf(o)) {
		line := order.StationLine{
			PLU: pluOf(dishes, t.Named), Name: t.Name, Quantity: order.Quantity(t.Quantity),
			UnitPrice: price(t.Price), Amount: price(t.Amount), LineGUID: t.LineGUID,
		}
		add := func(plu, name string, count, unit int64) {
			line.Modifiers = append(line.Modifiers, order.StationModifier{PLU: plu, Name: name, Quantity: order.Pieces(count), UnitPrice: price(unit)})
		}
		for _, m := range t.modifiers {
			name := m.Name
			if m.OpenName != "" {
				name = strings.TrimSpace(name + ": " + m.OpenName)
			}
			add(pluOf(parts, m.Named), name, m.Count, m.Price)
		}
		for _, c := range t.components {
			add(pluOf(dishes, c.Named), c.Name, c.Count, c.Price)
		}
		lines = append(lines, line)
	}
	return lines
}

// codesOf are the menu's codes by the station's numbers.
func codesOf(known *menu.Menu) (dishes, modifiers map[int64]string) {
	dishes, modifiers = map[int64]string{}, map[int64]string{}
	if known == nil {
		return dishes, modifiers
	}
	for _, dish := range known.Dishes {
		dishes[dish.Ident] = dish.PLU
	}
	for _, group := range known.Groups {
		for _, modifier := range group.Modifiers {
			modifiers[modifier.Ident] = modifier.PLU
		}
	}
	return dishes, modifiers
}

func pluOf(codes map[int64]string, item rk7.Named) string {
	if plu, ok := codes[item.ID]; ok {
		return plu
	}
	if item.Code != "" {
		return item.Code
	}
	return fmt.Sprint(item.ID)
}

// price leaves out the station's "no price".
func price(kopecks int64) order.Money {
	if kopecks == rk7.NoPrice {
		return 0
	}
	return order.Money(kopecks)
}

// unsaid tells which of the guest's wishes the staff cannot read on the station,
// because the comment is full or says something else by now, or a dish on its way
// to the kitchen could not be given another one.
func (t *task) unsaid(p plan, seen rk7.Order) (checks []order.Check) {
	missing := func(dish string) {
		checks = append(checks, order.Check{Code: "remark_not_on_station", Severity: order.Warning,
			Message: fmt.Sprintf("The wish for «%s» does not stand on the station: tell the kitchen.", dish)})
	}
	written := t.commented(p, seen)
	for _, one := range p.remarks {
		if !strings.Contains(flat(written), flat(one.text)) {
			missing(one.dish)
		}
	}
	said := map[string]bool{}
	for _, l := range live(linesOf(seen)) {
		for _, m := range l.modifiers {
			said[saying(l.ID, m.OpenName)] = true
		}
	}
	for i := range p.lines {
		l := &p.lines[i]
		if wish := l.wish(); wish != "" && !said[saying(l.dish.Ident, wish)] {
			said[saying(l.dish.Ident, wish)] = true // once for all portions
			missing(l.called())
		}
	}
	if paid := paidOnline(t.job.Order); paid > 0 && p.prepay == 0 {
		checks = append(checks, order.Check{Code: "payment_not_on_station", Severity: order.Info,
			Message: fmt.Sprintf("The guest paid %s online; the station knows it from the comment only.", paid)})
	}
	return checks
}

// saying is a wish for a dish.
func saying(dish int64, wish string) string { return fmt.Sprint(dish, " ", flat(wish)) }

// commented are the comments that the wishes must be found in: those of the
// station, or those that are brought there next because something has changed.
func (t *task) commented(p plan, seen rk7.Order) string {
	if t.job.Was != nil {
		persistent, more := t.comments(p.remarks)
		return persistent + " " + more
	}
	return seen.PersistentComment + " " + seen.NonPersistentComment
}

// flat makes texts comparable that were cut or joined over a line's end.
func flat(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '…' }), "")
}
