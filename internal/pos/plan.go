package pos

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// plan is the agreed contents in the station's terms.
type plan struct {
	menu  *menu.Menu
	lines []line
	// prepay is what the guest paid online, when the restaurant puts it on the station.
	prepay order.Money
	// remarks found no place with their dish.
	remarks []remark
}

// line is one agreed item as it is sent and as it is looked for.
type line struct {
	item      order.Item
	dish      menu.Dish
	guid      string
	quantity  int64
	modifiers []part
	// components are the dishes of a combo.
	components []part
}

// part is a modifier or component. Its count is for the whole line.
type part struct {
	ident    int64
	name     string
	count    int64
	openName string
	price    *order.Money // the source's, per piece
}

// resolve turns agreed items into lines. A code the menu does not know is
// looked up once more in a menu fresh from the station.
func (t *task) resolve(ctx context.Context, step string) (plan, error) {
	known, err := t.Menus.Menu(ctx, t.ID)
	if err == nil {
		if p, unknown := t.planIn(known, step); unknown == nil {
			return p, nil
		}
	} else if order.CodeOf(err) != order.CodeNotFound {
		return plan{}, err
	}
	fresh, err := t.Menus.Refresh(ctx, t.ID)
	if err != nil && known == nil {
		return plan{}, err
	}
	if err == nil {
		known = fresh
	}
	p, unknown := t.planIn(known, step)
	if unknown != nil {
		return plan{}, unknown
	}
	return p, nil
}

// planIn resolves within one menu.
func (t *task) planIn(known *menu.Menu, step string) (plan, error) {
	record := t.job.Order
	codes := known.For(record.Source)
	p := plan{menu: known}
	for _, item := range record.ItemsAgreed {
		dish, ok := codes.Dish(item.PLU)
		if !ok {
			return plan{}, failed(order.CodeDishUnknown, fmt.Sprintf("The station's menu has no dish with the code %q.", item.PLU))
		}
		l := line{item: item, dish: dish, guid: lineGUID(t.job, step, item.LineID), quantity: int64(item.Quantity)}
		portions := l.portions(len(p.lines) + len(record.ItemsAgreed))
		for _, modifier := range item.Modifiers {
			if err := l.addPart(codes, modifier, portions); err != nil {
				return plan{}, err
			}
		}
		if note := clean(item.Note); note != "" {
			if wish, ok := t.remarkModifier(known, dish); ok {
				l.modifiers = append(l.modifiers, part{ident: wish.Ident, name: wish.Name, count: 1, openName: note})
			} else {
				p.remarks = append(p.remarks, remark{dish: dish.Name, text: note})
			}
		}
		p.lines = append(p.lines, l.split(portions, func(n string) string { return lineGUID(t.job, step, item.LineID, n) })...)
	}
	if !t.job.Order.IsTest && t.Station.PrepayCurrency != "" && t.Station.PrepayReason != "" {
		p.prepay = paidOnline(record)
	}
	return p, nil
}

// addPart adds a modifier of an item. In a combo it may name one of its dishes.
func (l *line) addPart(codes menu.Codes, modifier order.Modifier, portions int64) error {
	pieces, _ := modifier.Quantity.Whole()
	made := part{count: pieces, price: modifier.UnitPrice}
	if portions == 1 {
		made.count *= l.multiplier()
	}
	if l.dish.Combo {
		if dish, ok := codes.Dish(modifier.PLU); ok {
			made.ident, made.name = dish.Ident, dish.Name
			l.components = append(l.components, made)
			return nil
		}
	}
	found, ok := codes.ModifierOf(l.dish, modifier.PLU)
	if !ok {
		return failed(order.CodeDishUnknown, fmt.Sprintf("The station's menu has no modifier with the code %q for the dish %q.", modifier.PLU, l.item.PLU))
	}
	made.ident, made.name = found.Ident, found.Name
	l.modifiers = append(l.modifiers, made)
	return nil
}

const (
	maxPortions = 30  // of one item
	maxLines    = 400 // of one order
)

// portions is how many lines an item with modifiers becomes. A source counts
// modifiers per dish, the station per line, and its limits are per line too: two
// pizzas of 30 cm on one line would be one size for both, or one too many. Two
// lines of one pizza each are right however a station counts. Very large
// numbers stay on one line, with the modifiers multiplied.
func (l *line) portions(linesSoFar int) int64 {
	pieces, whole := l.item.Quantity.Whole()
	if len(l.item.Modifiers) == 0 || !whole || l.dish.Weighed || pieces > maxPortions || int(pieces)+linesSoFar > maxLines {
		return 1
	}
	return pieces
}

// multiplier is how often a modifier per dish comes on the line. A weighed dish
// is one portion, whatever it weighs.
func (l *line) multiplier() int64 {
	if pieces, whole := l.item.Quantity.Whole(); whole && !l.dish.Weighed {
		return pieces
	}
	return 1
}

// split makes lines of one portion each.
func (l line) split(portions int64, guid func(n string) string) []line {
	if portions == 1 {
		return []line{l}
	}
	lines := make([]line, portions)
	for i := range lines {
		lines[i] = l
		lines[i].quantity = int64(order.Pieces(1))
		lines[i].guid = guid(strconv.Itoa(i + 1))
	}
	return lines
}

// wish is the text that the line carries itself; empty when there is none.
func (l *line) wish() string {
	for _, m := range l.modifiers {
		if m.openName != "" {
			return m.openName
		}
	}
	return ""
}

// remarkModifier is the modifier that carries remarks, if the dish takes it.
func (t *task) remarkModifier(known *menu.Menu, dish menu.Dish) (menu.Modifier, bool) {
	if t.Station.RemarkModifier == "" || dish.Combo {
		return menu.Modifier{}, false
	}
	return known.ModifierOf(dish, t.Station.RemarkModifier)
}

// remarksOf are the remarks that will find no place with their dish, for the
// comment. Without a menu all of them go there: twice said is better than lost.
func (t *task) remarksOf(ctx context.Context) (remarks []remark) {
	if known, err := t.Menus.Menu(ctx, t.ID); err == nil {
		if p, err := t.planIn(known, stepFill); err == nil {
			return p.remarks
		}
	}
	for _, item := range t.job.Order.ItemsAgreed {
		if note := clean(item.Note); note != "" {
			name := item.Name
			if name == "" {
				name = item.PLU
			}
			remarks = append(remarks, remark{dish: clean(name), text: note})
		}
	}
	return remarks
}

// session is what is sent for the lines. A payment comes in a session of its
// own, so that the dishes' one can be written anew without it.
func (t *task) session(p plan, step string) []rk7.SaveSession {
	dishes := t.emptySession(sessionGUID(t.job, step))
	for _, l := range p.lines {
		if l.dish.Combo {
			combo := rk7.SaveCombo{Combo: rk7.ByID(l.dish.Ident), LineGUID: l.guid, Quantity: l.quantity, Modifiers: modifiers(l.modifiers)}
			for _, c := range l.components {
				combo.Components = append(combo.Components, rk7.SaveComponent{Dish: rk7.ByID(c.ident), Count: c.count})
			}
			dishes.Combos = append(dishes.Combos, combo)
			continue
		}
		dishes.Dishes = append(dishes.Dishes, rk7.SaveDish{Dish: rk7.ByID(l.dish.Ident), LineGUID: l.guid, Quantity: l.quantity, Modifiers: modifiers(l.modifiers)})
	}
	if p.prepay <= 0 {
		return []rk7.SaveSession{dishes}
	}
	payment := t.emptySession(sessionGUID(t.job, step+"-prepay"))
	payment.Prepays = []rk7.SavePrepay{{
		Currency: code(t.Station.PrepayCurrency), LineGUID: lineGUID(t.job, step, "prepay"), Amount: int64(p.prepay), Reason: code(t.Station.PrepayReason),
	}}
	return []rk7.SaveSession{dishes, payment}
}

func (t *task) emptySession(guid string) rk7.SaveSession {
	return rk7.SaveSession{LineGUID: guid, Station: code(t.Station.StationCode), Author: code(t.Station.WaiterCode)}
}

func modifiers(parts []part) (out []rk7.SaveModifier) {
	for _, p := range parts {
		out = append(out, rk7.SaveModifier{Modifier: rk7.ByID(p.ident), Count: p.count, OpenName: p.openName})
	}
	return out
}

// called is how a line is named to people.
func (l *line) called() string {
	if name := strings.TrimSpace(l.dish.Name); name != "" {
		return name
	}
	return l.item.PLU
}
