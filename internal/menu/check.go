package menu

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// The codes of checks; docs/api.md lists them.
const (
	CheckMenuUnknown         = "menu_unknown"
	CheckMenuOld             = "menu_old"
	CheckDishUnknown         = "dish_unknown"
	CheckDishNotOnline       = "dish_not_online"
	CheckDishUnavailable     = "dish_unavailable"
	CheckRemainderShort      = "remainder_short"
	CheckQuantityFraction    = "quantity_fraction"
	CheckPriceDiffers        = "price_differs"
	CheckModifierUnknown     = "modifier_unknown"
	CheckModifierNotAllowed  = "modifier_not_allowed"
	CheckModifierUnavailable = "modifier_unavailable"
	CheckModifiersTooFew     = "modifiers_too_few"
	CheckModifiersTooMany    = "modifiers_too_many"
	CheckCurrencyDiffers     = "currency_differs"
)

// oldAfter is how long a menu that the station has not confirmed is believed
// without a word.
const oldAfter = 15 * time.Minute

// Finding is a check with the field of the order that it is about.
type Finding struct {
	order.Check
	Field string
}

// Checks are the findings without their fields.
func Checks(findings []Finding) []order.Check {
	checks := make([]order.Check, len(findings))
	for i, finding := range findings {
		checks[i] = finding.Check
	}
	return checks
}

// Question is what an order or cart is compared with the menu for.
type Question struct {
	Source   string // whose codes they are
	Currency string
	Items    []order.Item
	// OnStation is what the order has there already: that is taken out of the
	// remainders, and was sold when it could be.
	OnStation []order.StationLine
	Now       time.Time
}

// Check compares the lines of an order or cart with the menu. It refuses
// nothing: it is for the operator to know.
func (m *Menu) Check(q Question) []Finding {
	c := &checker{menu: m, codes: m.For(q.Source), wanted: map[int64]order.Quantity{}}
	for _, line := range q.OnStation {
		if dish, known := m.Dish(line.PLU); known {
			c.wanted[dish.Ident] -= line.Quantity
		}
	}
	if age := q.Now.Sub(m.FetchedAt); age > oldAfter {
		c.add("", "", CheckMenuOld, order.Info, "The station has not confirmed the menu for %s; prices and remainders may have changed.", age.Round(time.Minute))
	}
	if q.Currency != "" && m.Currency != "" && q.Currency != m.Currency {
		c.add("currency", "", CheckCurrencyDiffers, order.Problem, "The restaurant sells in %s.", m.Currency)
	}
	for i, item := range q.Items {
		c.line(fmt.Sprintf("items[%d]", i), item)
	}
	return c.findings
}

// UnknownMenu is what is said where there is no menu to compare with.
func UnknownMenu() Finding {
	return Finding{Check: order.Check{Code: CheckMenuUnknown, Severity: order.Info, Message: "The restaurant's menu is not known here yet, so dishes and prices were not compared with it."}}
}

type checker struct {
	menu     *Menu
	codes    Codes
	findings []Finding
	// wanted sums up what the lines so far want of each dish, beyond what the
	// station has.
	wanted map[int64]order.Quantity
}

func (c *checker) add(field, line, code string, severity order.Severity, format string, args ...any) {
	c.findings = append(c.findings, Finding{Field: field, Check: order.Check{LineID: line, Code: code, Severity: severity, Message: fmt.Sprintf(format, args...)}})
}

// line checks one line. Its messages are also read by sources, so what people of
// the restaurant noted about a dish is not in them.
func (c *checker) line(field string, item order.Item) {
	dish, known := c.codes.Dish(item.PLU)
	if !known {
		c.add(field+".plu", item.LineID, CheckDishUnknown, order.Problem, "The restaurant has no dish with this code.")
		return
	}
	if !dish.Online {
		c.add(field+".plu", item.LineID, CheckDishNotOnline, order.Warning, "%s is not among the dishes for online orders.", quoted(dish.Name))
	}
	c.wanted[dish.Ident] += item.Quantity
	if !dish.Available && c.wanted[dish.Ident] > 0 {
		c.add(field+".plu", item.LineID, CheckDishUnavailable, order.Problem, "%s cannot be ordered now. %s", quoted(dish.Name), dish.Stop.words(""))
	}
	if _, whole := item.Quantity.Whole(); !whole && !dish.Weighed {
		c.add(field+".quantity", item.LineID, CheckQuantityFraction, order.Problem, "%s is sold by the piece.", quoted(dish.Name))
	}
	c.remainder(field, item, dish)
	c.price(field+".unit_price", item.LineID, dish.Name, item.UnitPrice, dish.Price)
	c.modifiers(field, item, dish)
}

// remainder counts what all lines want of a dish together.
func (c *checker) remainder(field string, item order.Item, dish Dish) {
	if dish.Remainder != nil && dish.Available && c.wanted[dish.Ident] > *dish.Remainder {
		c.add(field+".quantity", item.LineID, CheckRemainderShort, order.Problem, "Only %s of %s left; %s ordered.", dish.Remainder, quoted(dish.Name), c.wanted[dish.Ident])
	}
}

func (c *checker) price(field, line, name string, said, is *order.Money) {
	if said != nil && is != nil && *said != *is {
		c.add(field, line, CheckPriceDiffers, order.Warning, "%s costs %s; the source sold it for %s.", quoted(name), is, said)
	}
}

func (c *checker) modifiers(field string, item order.Item, dish Dish) {
	chosen := map[int64]order.Quantity{} // by modifier
	for j, modifier := range item.Modifiers {
		path := fmt.Sprintf("%s.modifiers[%d]", field, j)
		if part, isPart := c.codes.part(dish, modifier.PLU); isPart {
			c.part(path, item, part)
			continue
		}
		found, known := c.codes.ModifierOf(dish, modifier.PLU)
		if !known {
			c.add(path+".plu", item.LineID, CheckModifierUnknown, order.Problem, "The restaurant has no modifier with one of the codes of %s.", quoted(dish.Name))
			continue
		}
		chosen[found.Ident] += modifier.Quantity
		if !c.menu.takes(dish, found) {
			c.add(path+".plu", item.LineID, CheckModifierNotAllowed, order.Problem, "%s does not go with %s.", quoted(found.Name), quoted(dish.Name))
			continue
		}
		if !found.Available {
			c.add(path+".plu", item.LineID, CheckModifierUnavailable, order.Problem, "%s cannot be had now. %s", quoted(found.Name), found.Stop.words(""))
		}
		c.price(path+".unit_price", item.LineID, found.Name, modifier.UnitPrice, found.Price)
	}
	c.limits(field, item.LineID, dish, chosen)
}

// part is a dish inside a combo, whose price is the combo's.
func (c *checker) part(path string, item order.Item, part Dish) {
	if !part.Available {
		c.add(path+".plu", item.LineID, CheckDishUnavailable, order.Problem, "%s cannot be ordered now. %s", quoted(part.Name), part.Stop.words(""))
	}
}

// limits checks how many modifiers of each group one portion has.
func (c *checker) limits(field, line string, dish Dish, chosen map[int64]order.Quantity) {
	for _, id := range dish.GroupIDs {
		group, known := c.menu.Group(id)
		if !known {
			continue
		}
		var sum order.Quantity
		for _, modifier := range group.Modifiers {
			sum += chosen[modifier.Ident]
		}
		pieces, _ := sum.Whole()
		if pieces < group.Min {
			c.add(field+".modifiers", line, CheckModifiersTooFew, order.Problem, "%s needs at least %d of %s; it has %d.", quoted(dish.Name), group.Min, quoted(group.Name), pieces)
		}
		if group.Max > 0 && pieces > group.Max {
			c.add(field+".modifiers", line, CheckModifiersTooMany, order.Problem, "%s takes at most %d of %s; it has %d.", quoted(dish.Name), group.Max, quoted(group.Name), pieces)
		}
	}
}

// takes says whether a modifier is in one of the dish's groups.
func (m *Menu) takes(dish Dish, modifier Modifier) bool {
	return slices.ContainsFunc(dish.GroupIDs, func(id string) bool {
		group, _ := m.Group(id)
		return slices.ContainsFunc(group.Modifiers, func(other Modifier) bool { return other.Ident == modifier.Ident })
	})
}

// quoted is a name as Russian texts quote it, unless it is quoted inside already.
func quoted(name string) string {
	if strings.ContainsAny(name, "«»\"") {
		return name
	}
	return "«" + name + "»"
}

// Priced is an order's lines at the menu's own prices, with the menu's names.
type Priced struct {
	Lines []PricedLine
	// Sum adds up all lines; Whole is false when a price was missing.
	Sum   order.Money
	Whole bool
}

// PricedLine is one line at the menu's prices.
type PricedLine struct {
	Dish      Dish
	Known     bool
	UnitPrice *order.Money // of the dish alone
	Modifiers []PricedModifier
	Amount    *order.Money // of the line, nil when a price was missing
}

// PricedModifier is one modifier, or a dish inside a combo, at the menu's price.
// A modifier without a price costs nothing, and so does a part of a combo.
type PricedModifier struct {
	Name      string
	Known     bool
	UnitPrice order.Money
}

// Price says what lines cost at this restaurant.
func (m *Menu) Price(source string, items []order.Item) Priced {
	codes := m.For(source)
	priced := Priced{Whole: true}
	for _, item := range items {
		line := codes.price(item)
		if line.Amount == nil {
			priced.Whole = false
		} else {
			priced.Sum += *line.Amount
		}
		priced.Lines = append(priced.Lines, line)
	}
	return priced
}

func (c Codes) price(item order.Item) (line PricedLine) {
	line.Dish, line.Known = c.Dish(item.PLU)
	line.UnitPrice = line.Dish.Price
	var unit order.Money
	complete := line.UnitPrice != nil
	if complete {
		unit = *line.UnitPrice
	}
	for _, modifier := range item.Modifiers {
		one := c.priceModifier(line.Dish, modifier.PLU)
		complete = complete && one.Known
		unit += one.UnitPrice.Times(modifier.Quantity)
		line.Modifiers = append(line.Modifiers, one)
	}
	if complete {
		amount := unit.Times(item.Quantity)
		line.Amount = &amount
	}
	return line
}

func (c Codes) priceModifier(dish Dish, plu string) PricedModifier {
	if part, isPart := c.part(dish, plu); isPart {
		return PricedModifier{Name: part.Name, Known: true}
	}
	found, known := c.ModifierOf(dish, plu)
	priced := PricedModifier{Name: found.Name, Known: known}
	if found.Price != nil {
		priced.UnitPrice = *found.Price
	}
	return priced
}
