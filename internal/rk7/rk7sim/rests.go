package rk7sim

// getDishRest is one entry of the stop list.
func getDishRest(x *exchange, cmd *element) (*element, *refusal) {
	ref := cmd.child("DishRest")
	if ref == nil {
		return nil, bad(`child element "DishRest" not found`)
	}
	e, r := menuItems.resolve(ref)
	if r != nil {
		return nil, r
	}
	if _, there := x.changes.meta.Rests[e.id]; !there {
		return ok(), nil
	}
	return ok(x.dishRest(e.id)), nil
}

func (x *exchange) dishRest(id int64) *element {
	left := x.changes.meta.Rests[id]
	item := menuItems.named("DishRest", id)
	if left.Quantity != nil {
		item.set("quantity", max(*left.Quantity, 0))
	}
	return item.set("prohibited", left.Prohibited).add(orderVoids.named("Reason", 4))
}

// setDishRests puts dishes on the stop list. A remainder of 0 is only kept when
// it is to be.
func setDishRests(x *exchange, cmd *element) (*element, *refusal) {
	if r := required(cmd, "Author", "Reason", "DishRest"); r != nil {
		return nil, r
	}
	var author, reason int64
	if r := readReferences(cmd, reference{"Author", employees, &author}, reference{"Reason", orderVoids, &reason}); r != nil {
		return nil, r
	}
	if !orderVoids.byID[reason].flag(forStopList) {
		return nil, refuse(codeWrongReason, "Причина удаления не подходит для этой операции")
	}
	for _, in := range cmd.children("DishRest") {
		e, r := menuItems.resolve(in)
		if r != nil {
			return nil, r
		}
		text, limited := in.get("quantity")
		quantity := in.num("quantity")
		switch {
		case in.yes("prohibited", false):
			x.changes.meta.Rests[e.id] = rest{Prohibited: true}
		case !limited:
			return nil, bad(`Attribute "SetDishRests/DishRest/@quantity" is not found`)
		case quantity < 0 || quantity > maxQuantity:
			return nil, bad("Bad integer attribute %q: SetDishRests/DishRest/@quantity", text)
		case quantity == 0 && !cmd.yes("storeZeroQuantity", true):
			delete(x.changes.meta.Rests, e.id)
		default:
			x.changes.meta.Rests[e.id] = rest{Quantity: &quantity}
		}
	}
	x.changes.touched = true
	return ok(), nil
}

// clearDishRests takes the named dishes off the stop list, or all of them.
func clearDishRests(x *exchange, cmd *element) (*element, *refusal) {
	x.changes.touched = true
	named := cmd.children("DishRest")
	for _, in := range named {
		e, r := menuItems.resolve(in)
		if r != nil {
			return nil, r
		}
		delete(x.changes.meta.Rests, e.id)
	}
	if len(named) == 0 {
		for id := range dishByID {
			delete(x.changes.meta.Rests, id)
		}
	}
	return ok(), nil
}
