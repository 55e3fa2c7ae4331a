package rk7sim

import (
	"errors"
	"fmt"
	"time"
)

// Till is what a cashier does by hand on one station: the orders change
// without any XML. Its errors are what the station would show the cashier.
type Till struct {
	s *Server
	r *restaurant
}

// ErrNotThere is why a cashier cannot act on an order, a line or a dish that does not exist.
var ErrNotThere = errors.New("на станции такого нет")

// Till is the cashier of one restaurant, of the first one for an empty id.
func (s *Server) Till(id string) (*Till, error) {
	r, err := s.named(id)
	if err != nil {
		return nil, err
	}
	return &Till{s: s, r: r}, nil
}

// by does something at the till and keeps it.
func (t *Till) by(do func(*exchange) error) error {
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	if err := t.r.printDue(); err != nil {
		return err
	}
	x := &exchange{r: t.r, changes: t.r.begin(), now: t.r.clock()}
	if err := do(x); err != nil {
		return err
	}
	return t.s.commit(t.r, x.changes)
}

// open does something with an order that can still be changed. An order that
// is locked over XML stays closed for the cashier.
func (t *Till) open(guid string, do func(*exchange, *order) error) error {
	return t.by(func(x *exchange) error {
		o, err := x.tillOrder(guid)
		if err != nil {
			return err
		}
		if err := o.changeable(x.now); err != nil {
			return err
		}
		return do(x, o)
	})
}

func (x *exchange) tillOrder(guid string) (*order, error) {
	o := x.byGUID(wireGUID(guid))
	if o == nil || o.Archived {
		return nil, fmt.Errorf("заказ: %w", ErrNotThere)
	}
	return o.clone(), nil
}

func (o *order) changeable(now time.Time) error {
	switch {
	case o.Finished || o.Deleted:
		return errors.New("заказ уже закрыт")
	case o.LockKey != "" && now.Before(o.LockUntil):
		return errors.New("заказ заблокирован другой программой до " + o.LockUntil.In(now.Location()).Format("15:04:05"))
	}
	return nil
}

// Lock opens the order on the station: writers over XML get 2219.
func (t *Till) Lock(guid string) error {
	return t.open(guid, func(x *exchange, o *order) error {
		o.LockedByTill = true
		x.changes.keep(o)
		return nil
	})
}

// Unlock leaves the order without a change. It also ends a lock taken over XML.
func (t *Till) Unlock(guid string) error {
	return t.by(func(x *exchange) error {
		o, err := x.tillOrder(guid)
		if err != nil {
			return err
		}
		o.unlock()
		x.changes.keep(o)
		return nil
	})
}

func (o *order) unlock() { o.LockKey, o.LockUntil, o.LockedByTill = "", time.Time{}, false }

// TillLine is a dish as a cashier enters it. Quantity is in thousandths.
type TillLine struct {
	PLU       string         `json:"plu"`
	Quantity  Thousandths    `json:"quantity"`
	Price     *int64         `json:"price,omitempty"`
	Modifiers []TillModifier `json:"modifiers,omitempty"`
}

// TillModifier is a modifier as a cashier enters it; a count of 0 is 1.
type TillModifier struct {
	PLU   string `json:"plu"`
	Count int64  `json:"count,omitempty"`
	// OpenName is the text of a modifier of open name.
	OpenName string `json:"open_name,omitempty"`
}

// Add puts a dish on the order and gives its line number.
func (t *Till) Add(guid string, wanted TillLine) (uni int64, err error) {
	err = t.open(guid, func(x *exchange, o *order) (err error) {
		uni, err = x.tillAdd(o, wanted)
		x.changes.put(o)
		return err
	})
	return uni, err
}

// tillAdd enters a dish in the cashier's own open session, through the same
// reading a SaveOrder takes.
func (x *exchange) tillAdd(o *order, wanted TillLine) (int64, error) {
	in := el(kindDish).set("code", wanted.PLU).set("quantity", int64(wanted.Quantity))
	if wanted.Price != nil {
		in.set("price", *wanted.Price)
	}
	for _, m := range wanted.Modifiers {
		in.add(el("Modi").set("code", m.PLU).set("count", max(m.Count, 1)).setIf("openName", m.OpenName))
	}
	l := &line{Kind: kindDish, GUID: newGUID(), State: stateFixed}
	if r := x.dish(l, in); r != nil {
		return 0, errors.New(r.text)
	}
	s := o.cashierSession()
	if s == nil {
		s = &session{Uni: o.nextUni(), ID: int64(len(o.Sessions) + 1), GUID: newGUID(), Station: hallStation, Author: cashier}
		o.Sessions = append(o.Sessions, s)
	}
	l.Uni = o.nextUni()
	s.Lines = append(s.Lines, l)
	if o.lines() > maxLines {
		return 0, errors.New("в заказе слишком много строк")
	}
	return l.Uni, nil
}

func (o *order) cashierSession() *session {
	for _, s := range o.Sessions {
		if !s.Printed && s.Author == cashier {
			return s
		}
	}
	return nil
}

// Change gives a line another quantity, in thousandths. What the kitchen has
// got can only become less.
func (t *Till) Change(guid string, uni int64, quantity Thousandths) error {
	return t.open(guid, func(x *exchange, o *order) error {
		defer x.changes.put(o)
		return x.tillChange(o, uni, int64(quantity))
	})
}

// Remove takes a line off the order.
func (t *Till) Remove(guid string, uni int64) error { return t.Change(guid, uni, 0) }

func (x *exchange) tillChange(o *order, uni, quantity int64) error {
	s, at := o.lineByUni(uni)
	if s == nil {
		return fmt.Errorf("строка: %w", ErrNotThere)
	}
	l := s.Lines[at]
	switch {
	case quantity < 0 || quantity > maxQuantity:
		return errors.New("недопустимое количество")
	case s.Printed && quantity > l.Quantity:
		return errors.New("строка уже на кухне: добавьте блюдо ещё раз")
	case s.Printed:
		if quantity == l.Quantity {
			return nil
		}
		l.Voids = append(l.Voids, voided{Reason: 1, Author: cashier, Quantity: l.Quantity - quantity})
		if l.Quantity = quantity; quantity == 0 {
			l.State = stateDeleted
		}
		l.reprice()
		return nil
	}
	x.changes.giveBack(l)
	if quantity == 0 {
		s.Lines = append(s.Lines[:at], s.Lines[at+1:]...)
		x.dropEmpty(o)
		return nil
	}
	if !x.changes.take(l.Item, quantity) {
		return errors.New("блюдо в стоп-листе или закончилось")
	}
	for _, part := range l.Components {
		if !x.changes.take(part.Item, part.Count*quantity) {
			return errors.New("часть комбо в стоп-листе или закончилась")
		}
	}
	l.Quantity = quantity
	l.reprice()
	return nil
}

// lineByUni is a dish or combo that is on the order.
func (o *order) lineByUni(uni int64) (*session, int) {
	for _, s := range o.Sessions {
		for i, l := range s.Lines {
			if l.Uni == uni && l.live() && l.sold() {
				return s, i
			}
		}
	}
	return nil, 0
}

// Print sends every session of the order to the kitchen.
func (t *Till) Print(guid string) error {
	return t.open(guid, func(x *exchange, o *order) error {
		for _, s := range o.Sessions {
			s.print()
		}
		o.Deferred, o.Hidden = false, false
		x.changes.put(o)
		return nil
	})
}

// Pay takes the money and closes the order. An empty one is closed without a receipt.
func (t *Till) Pay(guid string) error {
	return t.open(guid, func(x *exchange, o *order) error {
		if o.empty() && o.unpaid() == 0 {
			x.finish(o)
			return nil
		}
		x.pay(o)
		return nil
	})
}

// Delete deletes the order. With changeGUIDs it gets new GUIDs, as a deletion
// over XML gives in newer releases.
func (t *Till) Delete(guid string, changeGUIDs bool) error {
	return t.open(guid, func(x *exchange, o *order) error {
		x.delete(o, 1, changeGUIDs)
		return nil
	})
}

const (
	hallStation = 15_012
	cashier     = employeeIDs + 9002
)
