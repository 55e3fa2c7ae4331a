package menu

import (
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Menu is what one restaurant sells, as it was last seen. It is shared between
// callers: nobody changes a menu after it was made.
type Menu struct {
	Restaurant string
	Currency   string
	// Version changes whenever anything in the menu does; it is an ETag.
	Version string
	// FetchedAt is when prices and remainders were last confirmed by the station.
	FetchedAt  time.Time
	Categories []Category
	// Dishes are all active dishes, by category and name, also those that are not sold online.
	Dishes []Dish
	Groups []Group
	// Problems are what a person should put right in the dictionaries.
	Problems []Problem
	// Aliases are codes of a source's own: source, alias, PLU.
	Aliases map[string]map[string]string

	index *index
}

// Category is a branch of the menu tree.
type Category struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Parent string `json:"parent,omitempty"`
}

// Dish is something that can be ordered by itself.
type Dish struct {
	// PLU is the code that sources use: the till's code, or the Ident where
	// that code is missing or not unique.
	PLU        string       `json:"plu"`
	Ident      int64        `json:"ident"`
	Code       string       `json:"code,omitempty"`
	GUID       string       `json:"guid,omitempty"`
	Name       string       `json:"name"`
	CategoryID string       `json:"category,omitempty"`
	GroupIDs   []string     `json:"groups,omitempty"`
	Price      *order.Money `json:"price,omitempty"` // nil when the station has none
	// Online says that the restaurant sells the dish to order sources.
	Online bool `json:"online,omitempty"`
	// Available says that it would be sold now.
	Available bool            `json:"available,omitempty"`
	Remainder *order.Quantity `json:"remainder,omitempty"` // nil for unlimited
	// Stop says why it is not available, StopReason says so in words for people.
	Stop         Stop       `json:"stop,omitempty"`
	StopReason   string     `json:"stop_reason,omitempty"`
	SnoozedUntil *time.Time `json:"snoozed_until,omitempty"`
	Weighed      bool       `json:"weighed,omitempty"` // sold in fractions of its unit
	Combo        bool       `json:"combo,omitempty"`   // a set of other dishes
}

// Stop is why a dish is not available.
type Stop string

// The reasons.
const (
	StopListed Stop = "stopped"     // forbidden at the till
	SoldOut    Stop = "sold_out"    // none left
	Snoozed    Stop = "snoozed"     // by an operator
	NotOnSale  Stop = "not_on_sale" // the station does not sell it at this time
)

// Group is a choice of modifiers under the limits that some dishes put on it.
type Group struct {
	ID        string     `json:"id"`
	Ident     int64      `json:"ident"`
	Name      string     `json:"name"`
	Min       int64      `json:"min"`
	Max       int64      `json:"max"` // 0 for no limit
	Modifiers []Modifier `json:"modifiers,omitempty"`
}

// Modifier is an addition to a dish.
type Modifier struct {
	PLU       string       `json:"plu"`
	Ident     int64        `json:"ident"`
	Code      string       `json:"code,omitempty"`
	GUID      string       `json:"guid,omitempty"`
	Name      string       `json:"name"`
	Price     *order.Money `json:"price,omitempty"`
	Available bool         `json:"available,omitempty"`
	// Stop says why it is not available, StopReason says so in words for people.
	Stop         Stop       `json:"stop,omitempty"`
	StopReason   string     `json:"stop_reason,omitempty"`
	SnoozedUntil *time.Time `json:"snoozed_until,omitempty"`
	// OpenName says that its text may be entered freely.
	OpenName bool `json:"open_name,omitempty"`
}

// Problem is something in the dictionaries that a person should put right.
type Problem struct {
	Code    string `json:"code"`
	Ident   int64  `json:"ident,omitempty"`
	Name    string `json:"name,omitempty"`
	Message string `json:"message"`
}

// Dish finds a dish by its PLU: the till's code, the GUID or the Ident, in this
// order. A code that several dishes share finds none of them.
func (m *Menu) Dish(plu string) (Dish, bool) {
	at, ok := m.indexed().dishes.find(plu)
	if !ok {
		return Dish{}, false
	}
	return m.Dishes[at], true
}

// Modifier finds a modifier by its PLU, in the same way.
func (m *Menu) Modifier(plu string) (Modifier, bool) {
	x := m.indexed()
	at, ok := x.modifiers.find(plu)
	if !ok {
		return Modifier{}, false
	}
	place := x.places[at]
	return m.Groups[place.group].Modifiers[place.modifier], true
}

// Group finds a group of modifiers.
func (m *Menu) Group(id string) (Group, bool) {
	at, ok := m.indexed().groups[id]
	if !ok {
		return Group{}, false
	}
	return m.Groups[at], true
}

// ModifierOf finds a modifier among those a dish takes. A code that is not
// unique in the whole menu may well be so here.
func (m *Menu) ModifierOf(dish Dish, plu string) (Modifier, bool) {
	var found Modifier
	matches := 0
	for _, id := range dish.GroupIDs {
		group, _ := m.Group(id)
		for _, modifier := range group.Modifiers {
			if modifier.named(plu) && (matches == 0 || modifier.Ident != found.Ident) {
				found = modifier
				matches++
			}
		}
	}
	return found, matches == 1
}

// For reads PLUs as one source writes them.
func (m *Menu) For(source string) Codes { return Codes{menu: m, aliases: m.Aliases[source]} }

// Codes resolves the PLUs of one source: its own aliases first, then the menu's.
type Codes struct {
	menu    *Menu
	aliases map[string]string
}

// PLU is the menu's code for a source's.
func (c Codes) PLU(plu string) string {
	if known, ok := c.aliases[plu]; ok {
		return known
	}
	return plu
}

// Dish finds a dish.
func (c Codes) Dish(plu string) (Dish, bool) { return c.menu.Dish(c.PLU(plu)) }

// Modifier finds a modifier.
func (c Codes) Modifier(plu string) (Modifier, bool) { return c.menu.Modifier(c.PLU(plu)) }

// ModifierOf finds a modifier among those a dish takes, else in the whole menu.
func (c Codes) ModifierOf(dish Dish, plu string) (Modifier, bool) {
	if found, ok := c.menu.ModifierOf(dish, c.PLU(plu)); ok {
		return found, true
	}
	return c.Modifier(plu)
}

// part finds a dish that is chosen inside a combo: where other dishes take
// modifiers, a combo also takes dishes.
func (c Codes) part(combo Dish, plu string) (Dish, bool) {
	if !combo.Combo {
		return Dish{}, false
	}
	return c.Dish(plu)
}
