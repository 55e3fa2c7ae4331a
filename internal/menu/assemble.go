package menu

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// parts are everything a menu is put together from.
type parts struct {
	catalogue        catalogue
	stock            stock
	catalogueVersion string
	stockVersion     string
	snoozes          []restaurant.Snooze
	aliases          []restaurant.Alias
}

// assemble puts a menu together as it is at a moment.
func assemble(place restaurant.Restaurant, p parts, now time.Time) *Menu {
	m := &Menu{
		Restaurant: place.ID, Currency: place.Currency,
		Categories: p.catalogue.Categories,
		Dishes:     append([]Dish(nil), p.catalogue.Dishes...),
		Problems:   append([]Problem(nil), p.catalogue.Problems...),
		Aliases:    aliasesBySource(p.aliases),
	}
	offers := make(map[int64]offer, len(p.stock.Dishes))
	for _, one := range p.stock.Dishes {
		offers[one.Ident] = one
	}
	dishes, modifiers := snoozed(p.snoozes, now)
	m.Groups = groupsNow(p.catalogue.Groups, p.stock, modifiers)
	for i := range m.Dishes {
		dish := &m.Dishes[i]
		one, onSale := offers[dish.Ident]
		dish.offered(one, onSale)
		if snooze, ok := dishes[dish.Ident]; ok {
			dish.snooze(snooze)
		}
		if dish.Online && dish.Price == nil {
			m.Problems = append(m.Problems, Problem{Code: "dish_no_price", Ident: dish.Ident, Name: dish.Name, Message: "It is sold online, but the station has no price for it."})
		}
	}
	m.index = newIndex(m.Dishes, m.Groups)
	m.checkAliases(p.aliases)
	m.Version = versionOf(p, now, place.Currency)
	return m
}

// snoozed are the dishes and the modifiers that somebody has taken off, by Ident.
func snoozed(all []restaurant.Snooze, now time.Time) (dishes, modifiers map[int64]restaurant.Snooze) {
	dishes, modifiers = map[int64]restaurant.Snooze{}, map[int64]restaurant.Snooze{}
	for _, snooze := range all {
		switch {
		case !snooze.Active(now):
		case snooze.Modifier:
			modifiers[snooze.Ident] = snooze
		default:
			dishes[snooze.Ident] = snooze
		}
	}
	return dishes, modifiers
}

// offered applies what the station would do with the dish now.
func (d *Dish) offered(one offer, onSale bool) {
	if one.Price != nil {
		d.Price = one.Price
	}
	d.Remainder, d.Stop = one.Left, one.Stop
	if !onSale {
		d.Stop = NotOnSale
	}
	d.Available, d.StopReason = d.Stop == "", d.Stop.words(one.Reason)
}

// words say why a dish is not available, with what a person noted about it.
func (s Stop) words(note string) string {
	words := map[Stop]string{StopListed: "It is on the till's stop list", SoldOut: "None is left", Snoozed: "An operator has taken it off",
		NotOnSale: "The station does not sell it at this time"}[s]
	switch {
	case words == "":
		return ""
	case note != "":
		return words + ": " + note
	}
	return words + "."
}

func (d *Dish) snooze(snooze restaurant.Snooze) {
	d.Available, d.Stop, d.SnoozedUntil = false, Snoozed, snooze.Until
	d.StopReason = Snoozed.words(snooze.Note)
}

// groupsNow are the groups with the prices of now. Groups that share modifiers
// with other limits share nothing here: menus are never changed, but each is new.
func groupsNow(groups []Group, s stock, snoozed map[int64]restaurant.Snooze) []Group {
	offers := make(map[int64]offer, len(s.Modifiers))
	for _, one := range s.Modifiers {
		offers[one.Ident] = one
	}
	now := make([]Group, len(groups))
	for g, group := range groups {
		members := make([]Modifier, len(group.Modifiers))
		for i, modifier := range group.Modifiers {
			one, listed := offers[modifier.Ident]
			if one.Price != nil {
				modifier.Price = one.Price
			}
			if modifier.Stop = one.Stop; one.Stop == "" && !listed && !s.AllModifiers {
				modifier.Stop = NotOnSale
			}
			modifier.StopReason = modifier.Stop.words(one.Reason)
			if snooze, off := snoozed[modifier.Ident]; off {
				modifier.Stop, modifier.SnoozedUntil, modifier.StopReason = Snoozed, snooze.Until, Snoozed.words(snooze.Note)
			}
			modifier.Available = modifier.Stop == ""
			members[i] = modifier
		}
		group.Modifiers = members
		now[g] = group
	}
	return now
}

// aliasesBySource arranges aliases for looking up. Those of this restaurant come
// after those of all, and win.
func aliasesBySource(aliases []restaurant.Alias) map[string]map[string]string {
	by := map[string]map[string]string{}
	for _, alias := range aliases {
		if by[alias.Source] == nil {
			by[alias.Source] = map[string]string{}
		}
		by[alias.Source][alias.Alias] = alias.PLU
	}
	return by
}

// checkAliases reports the aliases that lead nowhere.
func (m *Menu) checkAliases(aliases []restaurant.Alias) {
	for _, alias := range aliases {
		_, isDish := m.Dish(alias.PLU)
		_, isModifier := m.Modifier(alias.PLU)
		if !isDish && !isModifier {
			m.Problems = append(m.Problems, Problem{Code: "alias_dead", Name: alias.Alias,
				Message: fmt.Sprintf("The alias of source %q leads to %q, which is no active dish or modifier, or not only one.", alias.Source, alias.PLU)})
		}
	}
}

// versionOf changes with everything that a reader of the menu can see.
func versionOf(p parts, now time.Time, currency string) string {
	hash := sha256.New()
	fmt.Fprintln(hash, currency, p.catalogueVersion, p.stockVersion)
	for _, snooze := range p.snoozes { // in the store's order
		if snooze.Active(now) {
			until := ""
			if snooze.Until != nil {
				until = strconv.FormatInt(snooze.Until.UnixMicro(), 10)
			}
			fmt.Fprintln(hash, snooze.Modifier, snooze.Ident, until, strconv.Quote(snooze.Note))
		}
	}
	for _, alias := range p.aliases {
		fmt.Fprintf(hash, "%q %q %q\n", alias.Source, alias.Alias, alias.PLU)
	}
	return hex.EncodeToString(hash.Sum(nil)[:12])
}

// contentVersion is the version of a stored part.
func contentVersion(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:12])
}
