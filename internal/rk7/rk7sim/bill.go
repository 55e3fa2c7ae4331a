package rk7sim

// printBill prints the guest's bill.
func printBill(x *exchange, cmd *element) (*element, *refusal) { return x.bill(cmd, true) }

// undoBill takes it back.
func undoBill(x *exchange, cmd *element) (*element, *refusal) { return x.bill(cmd, false) }

func (x *exchange) bill(cmd *element, printed bool) (*element, *refusal) {
	o, r := x.writable(cmd)
	if r != nil {
		return nil, r
	}
	var station, cashier int64
	if r := required(cmd, "Station", "Cashier"); r != nil {
		return nil, r
	}
	if r := readReferences(cmd, reference{"Station", stations, &station}, reference{"Cashier", employees, &cashier}); r != nil {
		return nil, r
	}
	o.Bill = printed
	x.changes.put(o)
	return ok(), nil
}

// required refuses a command that lacks a child.
func required(cmd *element, tags ...string) *refusal {
	for _, tag := range tags {
		if cmd.child(tag) == nil {
			return bad("child element %q not found", tag)
		}
	}
	return nil
}

// closeVisit closes what needs no more money: paid orders and empty ones.
func closeVisit(x *exchange, cmd *element) (*element, *refusal) {
	visit := cmd.num("VisitID")
	if visit == 0 {
		o, r := x.named(cmd)
		if r != nil {
			return nil, r
		}
		visit = o.Visit
	}
	var open []*order
	for _, o := range x.all() {
		switch {
		case o.Visit != visit || o.Archived || o.Finished:
		case o.locked(x.now):
			return nil, refuse(codeOrderInVisitLocked, "Заказ визита %d заблокирован", visit)
		case o.unpaid() > 0:
			return nil, refuse(codeNotEnoughMoney, "Недостаточно денег для закрытия заказа")
		default:
			open = append(open, o.clone())
		}
	}
	if len(open) == 0 {
		return nil, refuse(codeVisitClosed, "Визит %d закрыт!", visit)
	}
	for _, o := range open {
		x.finish(o)
	}
	return ok(), nil
}

// finish ends an order.
func (x *exchange) finish(o *order) {
	o.Finished, o.FinishedAt = true, x.now.Format(wireTime)
	if !x.r.behaviour.KeepNonPersistent {
		o.NonPersistent = ""
	}
	o.unlock()
	x.changes.put(o)
}

// validateOrder tries a SaveOrder and keeps nothing of it.
func validateOrder(x *exchange, cmd *element) (*element, *refusal) {
	before := x.changes.savepoint()
	defer func() { x.changes = before }()
	o, r := x.writable(cmd)
	if r != nil {
		return nil, r
	}
	sessions := cmd.children("Session")
	if len(sessions) == 0 {
		return nil, bad(`child element "Session" not found`)
	}
	for _, in := range sessions {
		if _, r := x.save(o, in); r != nil {
			return nil, r
		}
	}
	return ok(), nil
}
