package rk7sim

import (
	"maps"
	"slices"
)

func getOrderMenu(x *exchange, cmd *element) (*element, *refusal) {
	station := cmd.child("Station")
	if station == nil && x.r.profile.stationAttribute {
		station = el("Station").setIf("code", cmd.str("StationCode")).setIf("id", cmd.str("StationID"))
	}
	if station == nil {
		return nil, bad(`child element "Station" not found`)
	}
	if _, r := stations.resolve(station); r != nil {
		return nil, r
	}
	dishesOut, modifiersOut, types := el("Dishes"), el("Modifiers"), el("OrderTypes")
	checkRests := cmd.yes("checkrests", true)
	for i := range dishes {
		d := &dishes[i]
		if x.r.inactive(d) {
			continue
		}
		item := el("Item").set("Ident", d.id()).set("Price", d.price)
		if left, limited := x.changes.meta.Rests[d.id()]; limited && checkRests {
			if left.Prohibited {
				continue
			}
			item.set("quantity", max(*left.Quantity, 0))
		}
		dishesOut.add(item)
	}
	for i := range modifiers {
		if left := x.changes.meta.Rests[modifiers[i].id()]; !left.Prohibited {
			modifiersOut.add(el("Item").set("Ident", modifiers[i].id()).set("Price", modifiers[i].price))
		}
	}
	for _, e := range orderTypes.entries {
		types.add(el("Item").set("Ident", e.id))
	}
	return ok(priceTypes.named("PriceScale", priceType), el("TradeGroup").set("id", 1).set("code", 1).set("name", "Основная"), dishesOut, modifiersOut, types), nil
}

func getDishRests(x *exchange, _ *element) (*element, *refusal) {
	out := ok()
	for _, id := range slices.Sorted(maps.Keys(x.changes.meta.Rests)) {
		if dishByID[id] != nil {
			out.add(x.dishRest(id))
		}
	}
	return out, nil
}

func getModifierStopList(x *exchange, _ *element) (*element, *refusal) {
	out := ok()
	for _, id := range slices.Sorted(maps.Keys(x.changes.meta.Rests)) {
		if modifierByID[id] != nil {
			out.add(modifierItems.named("Modifier", id))
		}
	}
	return out, nil
}

// take lowers the remainders by a line, or refuses it.
func (c *changes) take(id, quantity int64) bool {
	left, limited := c.meta.Rests[id]
	if !limited {
		return true
	}
	if left.Prohibited || *left.Quantity < quantity {
		return false
	}
	rest := *left.Quantity - quantity
	left.Quantity = &rest
	c.meta.Rests[id] = left
	return true
}

// giveBack raises the remainders again when a line is taken off the order.
func (c *changes) giveBack(l *line) {
	give := func(id, quantity int64) {
		if left, limited := c.meta.Rests[id]; limited && left.Quantity != nil {
			rest := *left.Quantity + quantity
			left.Quantity = &rest
			c.meta.Rests[id] = left
		}
	}
	if !l.sold() || !l.live() {
		return
	}
	give(l.Item, l.Quantity)
	for _, part := range l.Components {
		give(part.Item, part.Count*l.Quantity)
	}
}
