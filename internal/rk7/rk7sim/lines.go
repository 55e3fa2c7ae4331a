package rk7sim

// dish reads a dish line.
func (x *exchange) dish(l *line, in *element) *refusal {
	d, r := x.sellable(l, in)
	if r != nil {
		return r
	}
	if d.parts != nil {
		return faulty(in, "%s продаётся только как комбо", d.name)
	}
	if l.Modifiers, r = x.modifiers(d, in.children("Modi")); r != nil {
		return r
	}
	return x.sell(in, d.name, l.Item, l.Quantity)
}

// combo reads a combo line with its components.
func (x *exchange) combo(l *line, in *element) *refusal {
	d, r := x.sellable(l, in)
	if r != nil {
		return r
	}
	if d.parts == nil {
		return faulty(in, "%s не комбо", d.name)
	}
	chosen := make([]int64, len(d.parts))
	for _, kid := range in.children("Component") {
		part, r := x.component(kid)
		if r != nil {
			return r
		}
		for i, list := range d.parts {
			for _, code := range list {
				if dishIDs+code == part.Item {
					chosen[i] += part.Count
				}
			}
		}
		if r := x.sell(kid, dishByID[part.Item].name, part.Item, part.Count*l.Quantity); r != nil {
			return r
		}
		l.Components = append(l.Components, part)
	}
	for _, count := range chosen {
		if count != 1 && !x.r.behaviour.IgnoreSchemes {
			return faulty(in, "Нарушена схема комбо %s", d.name)
		}
	}
	return x.sell(in, d.name, l.Item, l.Quantity)
}

func (x *exchange) component(in *element) (component, *refusal) {
	e, r := menuItems.resolve(in)
	if r != nil {
		return component{}, r
	}
	d := dishByID[e.id]
	if x.r.inactive(d) || d.parts != nil {
		return component{}, faulty(in, "%s не может быть частью комбо", d.name)
	}
	part := component{Item: e.id, Count: 1}
	if _, there := in.get("count"); there {
		part.Count = in.num("count")
	}
	if part.Count < 1 || part.Count > 1000 {
		return component{}, faulty(in, "Недопустимое количество %s", d.name)
	}
	if part.Price, r = x.price(in, 0); r != nil {
		return component{}, r
	}
	part.Modifiers, r = x.modifiers(d, in.children("Modi"))
	return part, r
}

// sellable reads what dishes and combos have in common.
func (x *exchange) sellable(l *line, in *element) (*dish, *refusal) {
	e, r := menuItems.resolve(in)
	if r != nil {
		r.faulty = in
		return nil, r
	}
	d := dishByID[e.id]
	if x.r.inactive(d) {
		return nil, faulty(in, "%s нет в меню", d.name)
	}
	if _, there := in.get("quantity"); !there {
		return nil, bad(`Attribute "SaveOrder/Session/%s/@quantity" is not found`, l.Kind)
	}
	l.Item, l.Quantity, l.Seat = e.id, in.num("quantity"), in.num("seat")
	switch {
	case l.Quantity == 0 || l.Quantity > maxQuantity || l.Quantity < -maxQuantity:
		return nil, faulty(in, "Недопустимое количество %s", d.name)
	case l.Quantity%1000 != 0 && !d.weighed && x.r.behaviour.FractionOnlyWeighed:
		return nil, faulty(in, "%s продаётся только целыми порциями", d.name)
	}
	if l.Price, r = x.price(in, d.price); r != nil {
		return nil, r
	}
	l.reprice()
	return d, nil
}

// price is the station's own, or the one sent with the line.
func (x *exchange) price(in *element, own int64) (int64, *refusal) {
	if _, there := in.get("price"); !there || x.r.behaviour.PriceOverride == "ignore" {
		return own, nil
	}
	sent := in.num("price")
	switch {
	case sent < 0 || sent > maxPrice:
		return 0, faulty(in, "Недопустимая цена")
	case x.r.behaviour.PriceOverride == "refuse" && sent != own:
		return 0, faulty(in, "Нет права менять цену")
	}
	return sent, nil
}

// sell lowers the remainder of a dish, or refuses the line.
func (x *exchange) sell(in *element, name string, id, quantity int64) *refusal {
	if !x.changes.take(id, quantity) {
		return faulty(in, "%s: блюдо в стоп-листе или закончилось", name)
	}
	return nil
}

// modifiers reads the modifiers of a dish and holds them to its scheme.
func (x *exchange) modifiers(d *dish, in []*element) ([]modi, *refusal) {
	var out []modi
	perGroup := map[int64]int64{}
	for _, kid := range in {
		m, item, r := x.modifier(kid)
		if r != nil {
			return nil, r
		}
		perGroup[item.group] += m.Count
		out = append(out, m)
	}
	switch {
	case x.r.behaviour.IgnoreSchemes:
		return out, nil
	case d.scheme == 0 && len(out) > 0 && x.r.behaviour.RefuseModifierWithoutScheme:
		return nil, faulty(in[0], "У блюда %s нет схемы модификаторов", d.name)
	case d.scheme == 0:
		return out, nil
	}
	for _, g := range schemeOf(d).groups {
		count := perGroup[g.group]
		delete(perGroup, g.group)
		if count < g.min || g.max > 0 && count > g.max {
			return nil, refuse(0, "Нарушена схема модификаторов блюда %s: %s", d.name, groupName(g.group))
		}
	}
	for group := range perGroup {
		return nil, refuse(0, "Нарушена схема модификаторов блюда %s: %s", d.name, groupName(group))
	}
	return out, nil
}

func (x *exchange) modifier(in *element) (modi, *modifier, *refusal) {
	e, r := modifierItems.resolve(in)
	if r != nil {
		r.faulty = in
		return modi{}, nil, r
	}
	item := modifierByID[e.id]
	m := modi{Item: e.id, Count: 1}
	if _, there := in.get("count"); there {
		m.Count = in.num("count")
	}
	if m.Count < 1 || m.Count > maxCount {
		return modi{}, nil, faulty(in, "Недопустимое количество модификатора %s", item.name)
	}
	if x.changes.meta.Rests[e.id].Prohibited {
		return modi{}, nil, faulty(in, "Модификатор %s в стоп-листе", item.name)
	}
	if m.Price, r = x.price(in, item.price); r != nil {
		return modi{}, nil, r
	}
	if item.openName || x.r.behaviour.OpenNameAnywhere {
		m.OpenName = in.str("openName")
	}
	return m, item, nil
}

func (x *exchange) prepay(l *line, in *element) *refusal {
	e, r := currencies.resolve(in)
	if r != nil {
		return r
	}
	l.Item, l.Amount, l.Promised = e.id, in.num("amount"), in.yes("promised", false)
	if l.Amount <= 0 || l.Amount > maxPrice {
		return faulty(in, "Недопустимая сумма предоплаты")
	}
	reason := in.child("Reason")
	if reason == nil && !x.r.behaviour.PrepayReasonOptional {
		return bad(`child element "Reason" not found`)
	}
	l.Reason, r = prepayReasons.optional(reason)
	return r
}

func (x *exchange) discount(l *line, in *element) *refusal {
	e, r := discounts.resolve(in)
	if r != nil {
		return r
	}
	l.Item, l.Amount = e.id, in.num("amount")
	if l.Amount > maxPrice || l.Amount < -maxPrice {
		return faulty(in, "Недопустимая сумма скидки")
	}
	return nil
}

func groupName(code int64) string {
	for _, g := range modifierGroups {
		if g.code == code {
			return g.name
		}
	}
	return ""
}
