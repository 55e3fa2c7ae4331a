package rk7sim

import (
	"fmt"
	"strings"
)

const (
	firstIdent = 256
	maxGuests  = 1000
)

func createOrder(x *exchange, cmd *element) (*element, *refusal) {
	in := cmd.child("Order")
	if in == nil {
		return nil, bad(`child element "Order" not found`)
	}
	if x.r.meta.Shift.TooLong {
		return nil, refuse(codeShiftTooLong, "Общая смена открыта слишком долго")
	}
	guid, existing := strings.ToUpper(in.str("guid")), (*order)(nil)
	if guid != "" {
		existing = x.byGUID(guid)
	}
	switch choice := x.r.behaviour.DuplicateOrder; {
	case existing == nil:
	case choice == "same":
		return x.created(existing), nil
	case choice != "new":
		return nil, refuse(0, "Заказ с таким идентификатором уже существует")
	}
	if guid == "" || existing != nil {
		guid = newGUID()
	}
	o := &order{GUID: guid, Opened: x.now.Format(wireTime), Created: x.now, Guests: 1}
	for _, step := range []func(*order, *element) *refusal{x.references, x.guests, x.visit} {
		if r := step(o, in); r != nil {
			return nil, r
		}
	}
	o.Number = x.changes.meta.NextOrder
	x.changes.meta.NextOrder++
	o.Name = fmt.Sprintf("%s.%d", tables.byID[o.Table].code, o.Number)
	o.Persistent, o.NonPersistent, o.Holder = in.str("persistentComment"), in.str("nonPersistentComment"), in.str("holder")
	if opened := in.str("openTime"); opened != "" {
		o.Opened = opened
	}
	o.setProps(in.child("ExternalProps"))
	o.setDelivery(in.child("DeliveryBlock"))
	if x.r.behaviour.KeepExternalIDs {
		o.Source, o.ExtID = in.str("extSource"), in.str("extID")
	}
	x.changes.put(o)
	return x.created(o), nil
}

// created names a new order: on the result itself, and since 7.5.5.057 in a
// child as well.
func (x *exchange) created(o *order) *element {
	out := ok().set("VisitID", o.Visit).set("OrderID", o.Ident).set("guid", o.GUID)
	if x.r.profile.orderChild {
		out.add(el("Order").set("visit", o.Visit).set("orderIdent", o.Ident).set("guid", o.GUID).set("orderName", o.Name))
	}
	return out
}

// references reads what an order header may refer to; only the table must be there.
func (x *exchange) references(o *order, in *element) *refusal {
	if in.child("Table") == nil {
		return bad(`child element "Table" not found`)
	}
	return readReferences(in,
		reference{"Table", tables, &o.Table}, reference{"Station", stations, &o.Station},
		reference{"Creator", employees, &o.Creator}, reference{"Waiter", employees, &o.Waiter},
		reference{"OrderCategory", orderCategories, &o.Category}, reference{"OrderType", orderTypes, &o.Type},
		reference{"GuestType", guestTypes, &o.GuestType})
}

type reference struct {
	tag  string
	from *dictionary
	to   *int64
}

// readReferences resolves the references that are there and leaves the other
// targets as they are.
func readReferences(in *element, references ...reference) *refusal {
	for _, one := range references {
		ref := in.child(one.tag)
		if ref == nil {
			continue
		}
		e, r := one.from.resolve(ref)
		if r != nil {
			return r
		}
		if e.status != "rsActive" {
			return bad("Элемент %s коллекции %s неактивен", e.code, one.from.name)
		}
		*one.to = e.id
	}
	return nil
}

// guests counts the listed guests, or takes the count.
func (x *exchange) guests(o *order, in *element) *refusal {
	group := in.child("Guests")
	if group == nil {
		if x.r.behaviour.GuestsRequired {
			return refuse(codeNoGuests, "Количество гостей равно нулю")
		}
		return nil
	}
	count := int64(len(group.children("Guest")))
	if count == 0 {
		count = group.num("count")
	}
	if count <= 0 {
		return refuse(codeNoGuests, "Количество гостей равно нулю")
	}
	if count > maxGuests {
		return bad("Слишком много гостей")
	}
	o.Guests = count
	return nil
}

// visit opens a new visit or joins one that is open.
func (x *exchange) visit(o *order, in *element) *refusal {
	ref := in.child("Visit")
	if ref == nil {
		o.Visit, o.VisitGUID, o.Ident = x.changes.meta.NextVisit, newGUID(), firstIdent
		x.changes.meta.NextVisit++
		return nil
	}
	found, open := false, false
	for _, other := range x.all() {
		if other.Archived || other.Visit != ref.num("visit") && !strings.EqualFold(other.VisitGUID, ref.str("guid")) {
			continue
		}
		found, open = true, open || !other.Finished
		o.Visit, o.VisitGUID, o.Ident = other.Visit, other.VisitGUID, max(o.Ident, other.Ident+1)
	}
	switch {
	case !found:
		return bad("Визит не найден")
	case !open:
		return refuse(codeVisitClosed, "Визит %d закрыт!", o.Visit)
	}
	return nil
}

func (o *order) setProps(group *element) {
	for _, in := range group.children("Prop") {
		name, value := in.str("name"), in.str("value")
		set := false
		for i := range o.Props {
			if o.Props[i].Name == name {
				o.Props[i].Value, set = value, true
			}
		}
		if !set {
			o.Props = append(o.Props, prop{Name: name, Value: value})
		}
	}
}

func (o *order) setDelivery(block *element) {
	if block == nil {
		return
	}
	if o.Delivery == nil {
		o.Delivery = map[string]string{}
	}
	for _, a := range block.attrs {
		if _, known := blockShape.attrs[a.name]; known {
			o.Delivery[a.name] = a.value
		}
	}
}
