package rk7sim

import (
	"maps"
	"slices"
	"strconv"
)

func getOrder(x *exchange, cmd *element) (*element, *refusal) {
	if cmd.child("Order") == nil {
		return nil, bad(`child element "Order" not found`)
	}
	if o := x.find(cmd.child("Order")); o != nil {
		return ok(x.element(o)), nil
	}
	switch x.r.behaviour.MissingOrder {
	case "bad_parameters":
		return nil, bad("Заказ не найден")
	case "empty":
		return ok(), nil
	default:
		return nil, refuse(0, "Заказ не найден")
	}
}

// element is an order with everything in it, as GetOrder, GetOrderList2 and
// SaveOrder answer.
func (x *exchange) element(o *order) *element {
	sum, discount, prepaid, promised, pieces := o.sums()
	e := el("Order").set("visit", o.Visit).set("orderIdent", o.Ident).set("guid", o.GUID).set("orderName", o.Name).
		set("url", "rk7://order/"+strconv.FormatInt(o.Visit, 10)+"/"+strconv.FormatInt(o.Ident, 10)).
		set("version", o.Version).set("crc32", o.checksum()).
		set("orderSum", sum).set("unpaidSum", o.unpaid()).set("discountSum", discount).set("prepaySum", prepaid).set("promisedSum", promised).
		set("totalPieces", pieces).set("seqNumber", o.Number).
		set("paid", o.Paid).set("finished", o.Finished).set("deleted", o.Deleted).set("bill", o.Bill).set("locked", o.locked(x.now)).
		set("openTime", o.Opened).setIf("finishTime", o.FinishedAt).
		setIf("persistentComment", o.Persistent).setIf("nonPersistentComment", o.NonPersistent).setIf("holder", o.Holder)
	if o.Hidden {
		e.set("dontcheckLicense", true)
	}
	if o.Deferred {
		e.set("deferred", true)
	}
	e.add(employees.named("Creator", o.Creator), employees.named("Waiter", o.Waiter), stations.named("Station", o.Station),
		orderCategories.named("OrderCategory", o.Category), orderTypes.named("OrderType", o.Type), tables.named("Table", o.Table),
		guestTypes.named("GuestType", o.GuestType), x.r.self(), guestsElement(o))
	if len(o.Props) > 0 {
		group := el("ExternalProps")
		for _, p := range o.Props {
			group.add(el("Prop").set("name", p.Name).set("value", p.Value))
		}
		e.add(group)
	}
	if len(o.Delivery) > 0 {
		block := el("DeliveryBlock")
		for _, name := range slices.Sorted(maps.Keys(o.Delivery)) {
			block.set(name, o.Delivery[name])
		}
		e.add(block)
	}
	for _, s := range o.Sessions {
		e.add(s.element(x.r.behaviour.KitchenChildren))
	}
	for _, check := range o.Receipts {
		e.add(el("PrintCheck").set("CheckNum", check.Number).set("line_guid", check.GUID).set("amount", check.Amount))
	}
	return e
}

func guestsElement(o *order) *element {
	group := el("Guests").set("count", o.Guests)
	for i := range o.Guests {
		group.add(el("Guest").set("guestLabel", i+1))
	}
	return group
}

// state of a session is the lowest of its living lines.
func (s *session) state() int {
	state := 0
	for _, l := range s.Lines {
		if l.live() && (state == 0 || l.State < state) {
			state = l.State
		}
	}
	switch {
	case state != 0:
		return state
	case len(s.Lines) > 0:
		return stateDeleted
	default:
		return stateFixed
	}
}

func (s *session) element(kitchenChildren bool) *element {
	e := el("Session").set("uni", s.Uni).set("line_guid", s.GUID).set("state", s.state()).set("sessionID", s.ID).
		set("isDraft", s.Draft).set("printed", s.Printed)
	for _, name := range sessionTimes {
		e.setIf(name, s.Times[name])
	}
	e.add(stations.named("Station", s.Station), employees.named("Author", s.Author), employees.named("Creator", s.Creator), courses.named("Course", s.Course))
	for _, l := range s.Lines {
		line := l.element()
		l.kitchenInto(line, kitchenChildren)
		e.add(line)
	}
	return e
}

func (l *line) dictionary() *dictionary {
	switch l.Kind {
	case kindPrepay:
		return currencies
	case kindDiscount:
		return discounts
	default:
		return menuItems
	}
}

func (l *line) element() *element {
	e := l.dictionary().named(l.Kind, l.Item)
	if e == nil {
		e = el(l.Kind).set("id", l.Item)
	}
	e.set("uni", l.Uni).set("line_guid", l.GUID).set("state", l.State)
	if l.sold() {
		e.set("quantity", l.Quantity).set("price", l.Price).set("amount", l.Amount).setIf("seat", l.Seat)
	} else {
		e.set("amount", l.Amount)
	}
	if l.Kind == kindPrepay {
		e.set("promised", l.Promised).add(prepayReasons.named("Reason", l.Reason))
	}
	for _, m := range l.Modifiers {
		e.add(m.element())
	}
	for _, part := range l.Components {
		kid := menuItems.named("Component", part.Item).set("count", part.Count).set("price", part.Price)
		for _, m := range part.Modifiers {
			kid.add(m.element())
		}
		e.add(kid)
	}
	for _, v := range l.Voids {
		e.add(orderVoids.named("Void", v.Reason).set("quantity", v.Quantity).add(employees.named("Author", v.Author)))
	}
	return e
}

func (m modi) element() *element {
	return modifierItems.named("Modi", m.Item).set("count", m.Count).set("price", m.Price).setIf("openName", m.OpenName)
}

// listed are the orders a list command asks for, or that nothing has changed.
func (x *exchange) listed(cmd *element) (orders []*order, unchanged bool, r *refusal) {
	if last, there := cmd.get("lastversion"); there && last != "" && cmd.num("lastversion") >= x.changes.meta.Changes {
		return nil, true, nil
	}
	var table, waiter int64
	if r := readReferences(cmd, reference{"Table", tables, &table}, reference{"Waiter", employees, &waiter}); r != nil {
		return nil, false, r
	}
	for _, o := range x.all() {
		if o.Archived || cmd.yes("onlyOpened", false) && o.Finished || table != 0 && o.Table != table || waiter != 0 && o.Waiter != waiter {
			continue
		}
		orders = append(orders, o)
	}
	return orders, false, nil
}

func getOrderList2(x *exchange, cmd *element) (*element, *refusal) {
	orders, unchanged, r := x.listed(cmd)
	if r != nil {
		return nil, r
	}
	if unchanged {
		return el(statusNoChanges).set("lastversion", x.changes.meta.Changes), nil
	}
	out := ok().set("lastversion", x.changes.meta.Changes)
	for _, o := range orders {
		out.add(x.element(o))
	}
	return out, nil
}

func getOrderList(x *exchange, cmd *element) (*element, *refusal) {
	orders, unchanged, r := x.listed(cmd)
	if r != nil {
		return nil, r
	}
	if unchanged {
		return el(statusNoChanges).set("lastversion", x.changes.meta.Changes), nil
	}
	out := ok().set("lastversion", x.changes.meta.Changes)
	visits := map[int64]*element{}
	finished := map[int64]bool{}
	for _, o := range orders {
		finished[o.Visit] = o.Finished && (visits[o.Visit] == nil || finished[o.Visit])
		if visits[o.Visit] == nil {
			visits[o.Visit] = el("Visit", guestsElement(o), el("Orders")).set("VisitID", o.Visit).set("guid", o.VisitGUID).set("GuestsCount", o.Guests).
				set("PersistentComment", o.Persistent).set("NonPersistentComment", o.NonPersistent)
			out.add(visits[o.Visit])
		}
		visits[o.Visit].child("Orders").add(x.summary(cmd, o))
	}
	for id, visit := range visits {
		visit.set("Finished", finished[id])
	}
	return out, nil
}

// summary is an order without its lines, as GetOrderList answers.
func (x *exchange) summary(cmd *element, o *order) *element {
	sum, _, prepaid, promised, pieces := o.sums()
	e := el("Order").set("OrderID", o.Ident).set("OrderName", o.Name).set("Version", o.Version).set("crc32", o.checksum()).set("guid", o.GUID)
	for _, ref := range []struct {
		name string
		from *dictionary
		id   int64
	}{{"Table", tables, o.Table}, {"Waiter", employees, o.Waiter}, {"OrderCateg", orderCategories, o.Category}, {"OrderType", orderTypes, o.Type}} {
		item := ref.from.byID[ref.id]
		if item == nil {
			continue
		}
		if cmd.yes("needIdents", true) {
			e.set(ref.name+"ID", item.id)
		}
		if cmd.yes("needCodes", true) {
			e.set(ref.name+"Code", item.code)
		}
		if cmd.yes("needNames", false) {
			e.set(ref.name+"Name", item.name)
		}
	}
	e.set("OrderSum", sum).set("ToPaySum", o.unpaid()).set("PrepaySum", prepaid).set("PromisedSum", promised).set("PriceListSum", sum).
		set("TotalPieces", pieces).set("CreateTime", o.Opened).setIf("FinishTime", o.FinishedAt).
		set("Finished", o.Finished).set("Bill", o.Bill).set("locked", o.locked(x.now)).set("dontcheckLicense", o.Hidden)
	if o.ExtID != "" {
		e.add(el("ExternalID").set("ExtSource", o.Source).set("ExtID", o.ExtID))
	}
	return e
}
