package rk7sim

import (
	"strings"
	"time"
)

// named finds the order a command is about.
func (x *exchange) named(cmd *element) (*order, *refusal) {
	ref := cmd.child("Order")
	if ref == nil {
		return nil, bad(`child element "Order" not found`)
	}
	if o := x.find(ref); o != nil {
		return o, nil
	}
	return nil, refuse(0, "Заказ не найден")
}

// writable finds the order a command wants to change: it must be open and not
// locked by somebody else.
func (x *exchange) writable(cmd *element) (*order, *refusal) {
	o, r := x.named(cmd)
	switch {
	case r != nil:
		return nil, r
	case o.Finished || o.Deleted:
		return nil, refuse(codeVisitClosed, "Визит %d закрыт!", o.Visit)
	case o.lockedAgainst(cmd.str("lockguid"), x.now):
		return nil, refuse(codeOrderLocked, "Заказ заблокирован другим ключом блокировки")
	}
	return o, nil
}

func updateOrder(x *exchange, cmd *element) (*element, *refusal) {
	o, r := x.writable(cmd)
	if r != nil {
		return nil, r
	}
	var manager int64
	r = readReferences(cmd,
		reference{"Table", tables, &o.Table}, reference{"Waiter", employees, &o.Waiter}, reference{"OrderType", orderTypes, &o.Type},
		reference{"GuestType", guestTypes, &o.GuestType}, reference{"Manager", employees, &manager})
	if r == nil && cmd.child("Guests") != nil {
		r = x.guests(o, cmd)
	}
	if r != nil {
		return nil, r
	}
	for name, target := range map[string]*string{
		"persistentComment": &o.Persistent, "nonPersistentComment": &o.NonPersistent, "holder": &o.Holder,
		"openTime": &o.Opened, "ExtSource": &o.Source, "ExtID": &o.ExtID,
	} {
		if value, there := cmd.get(name); there {
			*target = value
		}
	}
	o.setProps(cmd.child("ExternalProps"))
	x.changes.put(o)
	return ok(), nil
}

func voidOrder(x *exchange, cmd *element) (*element, *refusal) {
	if o, r := x.named(cmd); r == nil && o.Deleted {
		if x.r.behaviour.VoidTwiceOK {
			return ok(), nil
		}
		return nil, refuse(0, "Заказ уже удалён")
	}
	o, r := x.writable(cmd)
	if r != nil {
		return nil, r
	}
	if r := required(cmd, "Station", "Manager", "DeleteReason"); r != nil {
		return nil, r
	}
	var station, manager, reason int64
	r = readReferences(cmd, reference{"Station", stations, &station}, reference{"Manager", employees, &manager}, reference{"DeleteReason", orderVoids, &reason})
	if r != nil {
		return nil, r
	}
	if !orderVoids.byID[reason].flag(o.voidFlag()) {
		return nil, refuse(codeWrongReason, "Причина удаления не подходит для этой операции")
	}
	changeGUIDs := cmd.yes("change_guids", x.r.profile.changesGUIDs)
	x.delete(o, reason, changeGUIDs)
	return ok(), nil
}

// voidFlag is what a reason must allow for deleting the order: work the
// kitchen has already got asks for more.
func (o *order) voidFlag() string {
	flag := forOrder
	o.each(func(s *session, l *line) {
		if s.Printed && l.live() && l.sold() {
			flag = forDishReturn
		}
	})
	return flag
}

// delete takes an order off. What the kitchen has not got goes back to the
// remainders. The new GUIDs are the trap of newer releases: the order cannot
// be found by its old one.
func (x *exchange) delete(o *order, reason int64, changeGUIDs bool) {
	o.each(func(s *session, l *line) {
		if !s.Printed {
			x.changes.giveBack(l)
		}
		if changeGUIDs {
			l.GUID = newGUID()
		}
		if l.live() {
			l.Voids = append(l.Voids, voided{Reason: reason, Quantity: l.Quantity})
			l.State = stateDeleted
		}
	})
	if changeGUIDs {
		x.changes.renamed[o.GUID] = true
		delete(x.changes.orders, o.GUID)
		o.GUID = newGUID()
	}
	o.Deleted = true
	x.finish(o)
}

const maxLock = 24 * time.Hour

// lockOrder locks for a time in the duration form. The clock form hh:mm:ss is
// taken without complaint, but does not lock.
func lockOrder(x *exchange, cmd *element) (*element, *refusal) {
	key := cmd.str("lockguid")
	if key == "" {
		return nil, bad(`Attribute "LockOrder/@lockguid" is not found`)
	}
	o, r := x.writable(cmd)
	if r != nil {
		return nil, r
	}
	var station, employee int64
	if r := readReferences(cmd, reference{"Station", stations, &station}, reference{"Employee", employees, &employee}); r != nil {
		return nil, r
	}
	wanted, r := lockTime(cmd.str("lockTime"))
	if r != nil {
		return nil, r
	}
	o.LockKey, o.LockUntil = "", time.Time{}
	if wanted > 0 {
		o.LockKey, o.LockUntil = strings.ToUpper(key), x.now.Add(min(wanted, maxLock))
	}
	x.changes.keep(o)
	return ok().set("locked", o.locked(x.now)), nil
}

func lockTime(text string) (time.Duration, *refusal) {
	zero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if t, err := time.Parse(wireTime, text); err == nil && !t.Before(zero) && t.Sub(zero) < 100*24*time.Hour {
		return t.Sub(zero), nil
	}
	if _, err := time.Parse("15:04:05", text); err == nil {
		return 0, nil
	}
	return 0, bad("Bad date-time attribute %q: LockOrder/@lockTime", text)
}

func payOrder(x *exchange, cmd *element) (*element, *refusal) {
	if r := x.licensed(cmd); r != nil {
		return nil, r
	}
	if x.replay != nil {
		return ok(), nil
	}
	o, r := x.writable(cmd)
	if r != nil {
		return nil, r
	}
	if r := required(cmd, "Station", "Cashier", "Payment"); r != nil {
		return nil, r
	}
	var station, cashier int64
	if r := readReferences(cmd, reference{"Station", stations, &station}, reference{"Cashier", employees, &cashier}); r != nil {
		return nil, r
	}
	var paid int64
	for _, payment := range cmd.children("Payment") {
		if _, r := currencies.resolve(payment); r != nil {
			return nil, r
		}
		if payment.num("amount") < 0 || payment.num("amount") > maxPrice {
			return nil, bad("Bad integer attribute %q: PayOrder/Payment/@amount", payment.str("amount"))
		}
		paid += payment.num("amount")
	}
	if paid < o.unpaid() {
		return nil, refuse(codeNotEnoughMoney, "Недостаточно денег для закрытия заказа")
	}
	check := x.pay(o)
	result := ok(el("PrintCheck").set("CheckNum", check.Number).set("line_guid", check.GUID).set("amount", check.Amount))
	if x.r.behaviour.PrintWarning {
		result.add(el("PrintCheckWarning").set("ErrorText", "Принтер не отвечает"))
	}
	return result, nil
}

// pay closes an order with a receipt over its whole sum.
func (x *exchange) pay(o *order) receipt {
	check := receipt{Number: x.changes.meta.NextCheck, GUID: newGUID(), Amount: o.sum()}
	x.changes.meta.NextCheck++
	o.Receipts = append(o.Receipts, check)
	o.each(func(_ *session, l *line) {
		if l.live() {
			l.State = stateClosed
		}
	})
	o.Paid = true
	x.finish(o)
	return check
}

func shiftClosing() *refusal {
	return &refusal{status: statusParse, text: "UCSERR(2172): закрывается общая смена"}
}
