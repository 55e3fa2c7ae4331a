package pos

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// sessions are the parts of the request that makes a change: sessions the
// kitchen has not got are written anew without what is taken off and with the new
// wishes, printed ones get removals, and what is added comes as a session of its
// own.
func (t *task) sessions(c change, seen rk7.Order) (out []rk7.SaveSession, m mark, err error) {
	standing := c.kinds.standing(seen)
	m = markOf(seen)
	var added plan
	for _, kind := range c.kinds.order {
		d, changed := c.delta[kind]
		switch {
		case d > 0:
			added.lines = append(added.lines, t.grown(c, kind, d)...)
		case d < 0:
			d = -t.take(c, kind, -d, seen, m.Left)
		}
		if changed {
			m.From[kind], m.To[kind] = standing[kind], standing[kind]+d
		}
		t.reword(c, kind, seen, &m)
	}
	for _, session := range seen.Sessions {
		edited, touched, err := t.edited(session, c.after.menu, m)
		if err != nil {
			return nil, m, err
		}
		if touched {
			out = append(out, edited)
		}
	}
	if len(added.lines) > 0 {
		out = append(out, t.session(added, t.step)...)
	}
	return out, m, nil
}

// take chooses the lines that lose a quantity: those with a wish that went, those
// the kitchen has not got before those it has, ours before what a cashier
// entered, the newest first. What is not there any more cannot be taken; the till
// was quicker.
func (t *task) take(c change, kind string, quantity int64, seen rk7.Order, left map[string]int64) (taken int64) {
	lines := live(linesOf(seen))
	slices.Reverse(lines)
	otherWish := func(l there) bool { _, lost := c.lost[kind].has(l); return !lost }
	slices.SortStableFunc(lines, func(a, b there) int {
		return cmp.Or(cmp.Compare(b2i(otherWish(a)), b2i(otherWish(b))),
			cmp.Compare(b2i(a.printed()), b2i(b.printed())), cmp.Compare(b2i(t.foreign(a.session)), b2i(t.foreign(b.session))))
	})
	for _, l := range lines {
		if c.kinds.kindOf(l) != kind || taken == quantity {
			continue
		}
		part := min(l.Quantity, quantity-taken)
		left[l.name()] = l.Quantity - part
		taken += part
	}
	return taken
}

func b2i(set bool) int64 {
	if set {
		return 1
	}
	return 0
}

func (l there) printed() bool { return isPrinted(l.session) || l.State >= rk7.LinePrinted }

// edited is a session with what its lines keep; touched is false when it keeps
// everything.
func (t *task) edited(session rk7.Session, known *menu.Menu, m mark) (out rk7.SaveSession, touched bool, err error) {
	lines := linesOf(rk7.Order{Sessions: []rk7.Session{session}})
	for _, l := range lines {
		_, loses := m.Left[l.name()]
		_, reworded := m.wishes[l.name()]
		touched = touched || loses || reworded
	}
	if !touched {
		return out, false, nil
	}
	out = rk7.SaveSession{Uni: session.Uni}
	if isPrinted(session) {
		return out, true, t.voids(&out, lines, m.Left)
	}
	if len(session.Discounts)+len(session.Prepays) > 0 {
		return out, true, failed(order.CodeStationContents, "The dishes to be taken off stand together with a discount or a payment: take them off on the till.")
	}
	out.LineGUID, out.Station, out.Author = session.LineGUID, code(t.Station.StationCode), code(t.Station.WaiterCode)
	out.RemindTime, out.StartService, out.Draft = session.RemindTime, session.StartService, session.Draft
	if !session.Course.Ref().IsZero() {
		out.Course = session.Course.Ref()
	}
	for _, l := range live(lines) {
		quantity, loses := m.Left[l.name()]
		if !loses {
			quantity = l.Quantity
		}
		if wish, reworded := m.wishes[l.name()]; reworded {
			l = l.saying(wish)
		}
		if quantity > 0 {
			l.keep(&out, t.rewritten(l.name()), quantity, known)
		}
	}
	return out, true, nil
}

// keep writes a line again as it stands, with another name and quantity.
func (l there) keep(out *rk7.SaveSession, guid string, quantity int64, known *menu.Menu) {
	var modifiers []rk7.SaveModifier
	for _, m := range l.modifiers {
		modifiers = append(modifiers, rk7.SaveModifier{Modifier: rk7.ByID(m.ID), Count: m.Count, OpenName: m.OpenName})
	}
	if l.combo {
		combo := rk7.SaveCombo{Combo: rk7.ByID(l.ID), LineGUID: guid, Quantity: quantity, Modifiers: modifiers, Price: l.ownPrice(known)}
		for _, c := range l.components {
			component := rk7.SaveComponent{Dish: rk7.ByID(c.ID), Count: c.Count}
			for _, m := range c.Modifiers {
				component.Modifiers = append(component.Modifiers, rk7.SaveModifier{Modifier: rk7.ByID(m.ID), Count: m.Count, OpenName: m.OpenName})
			}
			combo.Components = append(combo.Components, component)
		}
		out.Combos = append(out.Combos, combo)
		return
	}
	out.Dishes = append(out.Dishes, rk7.SaveDish{Dish: rk7.ByID(l.ID), LineGUID: guid, Quantity: quantity, Modifiers: modifiers, Price: l.ownPrice(known)})
}

// ownPrice is the price that somebody gave the line by hand; nil for the menu's.
func (l there) ownPrice(known *menu.Menu) *int64 {
	if l.Price == rk7.NoPrice || known == nil {
		return nil
	}
	dish, ok := known.Dish(fmt.Sprint(l.ID))
	if !ok || dish.Price == nil || int64(*dish.Price) == l.Price {
		return nil
	}
	price := l.Price
	return &price
}

// voids takes portions off lines that the kitchen has got.
func (t *task) voids(out *rk7.SaveSession, lines []there, left map[string]int64) error {
	if t.Station.VoidReason == "" {
		return failed(order.CodeStationSettings, "Taking off dishes that the kitchen has got needs a deletion reason in the settings.")
	}
	for _, l := range live(lines) {
		keeps, loses := left[l.name()]
		if !loses {
			continue
		}
		removal := []rk7.SaveVoid{{Reason: code(t.Station.VoidReason), Author: code(t.manager()), Quantity: l.Quantity - keeps}}
		if l.combo {
			out.Combos = append(out.Combos, rk7.SaveCombo{Combo: rk7.ByID(l.ID), Uni: l.Uni, LineGUID: l.LineGUID, Quantity: l.Quantity, Voids: removal})
			continue
		}
		out.Dishes = append(out.Dishes, rk7.SaveDish{Dish: rk7.ByID(l.ID), Uni: l.Uni, LineGUID: l.LineGUID, Quantity: l.Quantity, Voids: removal})
	}
	return nil
}
