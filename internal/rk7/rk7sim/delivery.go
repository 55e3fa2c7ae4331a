package rk7sim

import (
	"fmt"
	"strings"
)

// deliveryPostOrder creates a delivery order with its dishes, or overwrites
// the one with the same GUID as long as the kitchen has got nothing of it.
func deliveryPostOrder(x *exchange, cmd *element) (*element, *refusal) {
	if r := x.licensed(cmd); r != nil || x.replay != nil {
		return ok(), r
	}
	if r := required(cmd, "Restaurant", "OrderCategory", "ExtSource", "Order", "DeliveryBlock", "Session", "HolderXML"); r != nil {
		return nil, r
	}
	source := cmd.child("ExtSource")
	guid := strings.ToUpper(cmd.child("Order").str("guid"))
	switch {
	case guid == "":
		return nil, bad(`Attribute "DeliveryPostOrder/Order/@guid" is not found`)
	case source.str("source") == "" || source.num("extID") <= 0:
		return nil, bad(`Attribute "DeliveryPostOrder/ExtSource/@extID" is not found`)
	case cmd.child("HolderXML").child("holder").child("Holders_Addresses") == nil:
		return nil, bad(`child element "Holders_Addresses" not found`)
	}
	o, r := x.posted(cmd, guid)
	if r != nil {
		return nil, r
	}
	r = readReferences(cmd,
		reference{"Creator", employees, &o.Creator}, reference{"OrderCategory", orderCategories, &o.Category}, reference{"OrderType", orderTypes, &o.Type},
		reference{"Table", tables, &o.Table}, reference{"GuestType", guestTypes, &o.GuestType})
	if r == nil {
		r = x.guests(o, cmd)
	}
	if r != nil {
		return nil, r
	}
	if o.Number == 0 {
		o.Number = x.changes.meta.NextOrder
		x.changes.meta.NextOrder++
		o.Name = fmt.Sprintf("%s.%d", tables.byID[o.Table].code, o.Number)
	}
	if name := cmd.str("orderName"); name != "" {
		o.Name = name
	}
	o.Persistent, o.NonPersistent = cmd.str("persistentComment"), cmd.str("nonPersistentComment")
	o.Source, o.ExtID = source.str("source"), source.str("extID")
	o.Deferred = cmd.yes("deferred", false)
	o.setDelivery(cmd.child("DeliveryBlock"))
	for _, in := range cmd.children("Session") {
		if _, r := x.save(o, in); r != nil {
			return nil, r
		}
	}
	x.changes.put(o)
	if o.empty() && cmd.yes("CloseOrderIfEmpty", false) {
		x.finish(o)
	}
	return ok(x.element(o)), nil
}

// posted is a new order, or the known one without its sessions.
func (x *exchange) posted(cmd *element, guid string) (*order, *refusal) {
	if x.byGUID(guid) == nil {
		if x.r.meta.Shift.TooLong {
			return nil, refuse(codeShiftTooLong, "Общая смена открыта слишком долго")
		}
		o := &order{GUID: guid, Opened: x.now.Format(wireTime), Created: x.now, Guests: 1, Table: deliveryTable}
		return o, x.visit(o, cmd)
	}
	o, r := x.writable(cmd)
	if r != nil {
		return nil, r
	}
	for _, s := range o.Sessions {
		if s.Printed && !cmd.yes("AllowReopenPrinted", false) {
			return nil, refuse(0, "Заказ уже отправлен на кухню")
		}
		for _, l := range s.Lines {
			if !s.Printed {
				x.changes.giveBack(l)
			}
		}
	}
	o.Sessions = nil
	return o, nil
}

func deliveryVoidOrder(x *exchange, cmd *element) (*element, *refusal) {
	o, r := x.writable(cmd)
	if r != nil {
		return nil, r
	}
	if r := required(cmd, "Employee", "DeleteReason", "Station"); r != nil {
		return nil, r
	}
	var employee, reason, station int64
	r = readReferences(cmd, reference{"Employee", employees, &employee}, reference{"DeleteReason", orderVoids, &reason}, reference{"Station", stations, &station})
	if r != nil {
		return nil, r
	}
	if !orderVoids.byID[reason].flag(o.voidFlag()) {
		return nil, refuse(codeWrongReason, "Причина удаления не подходит для этой операции")
	}
	x.delete(o, reason, false)
	return ok(), nil
}
