package rk7sim

import (
	"errors"
	"fmt"
	"time"
)

// Stop puts a dish or modifier on the stop list. With a remainder it may still
// be sold so often.
func (t *Till) Stop(plu string, remainder *Thousandths) error {
	return t.stopList(plu, func(rests map[int64]rest, id int64) error {
		if remainder == nil {
			rests[id] = rest{Prohibited: true}
			return nil
		}
		if *remainder < 0 || *remainder > maxQuantity {
			return errors.New("недопустимый остаток")
		}
		quantity := int64(*remainder)
		rests[id] = rest{Quantity: &quantity}
		return nil
	})
}

// Resume takes a dish or modifier off the stop list.
func (t *Till) Resume(plu string) error {
	return t.stopList(plu, func(rests map[int64]rest, id int64) error {
		delete(rests, id)
		return nil
	})
}

func (t *Till) stopList(plu string, do func(map[int64]rest, int64) error) error {
	return t.by(func(x *exchange) error {
		for _, d := range []*dictionary{menuItems, modifierItems} {
			if e := d.byCode[plu]; e != nil {
				return do(x.changes.meta.Rests, e.id)
			}
		}
		return fmt.Errorf("блюдо: %w", ErrNotThere)
	})
}

// ShiftAction is something that happens to the common shift.
type ShiftAction string

// What can happen to the common shift.
const (
	// ShiftClose ends the shift and begins the next: finished orders are
	// forgotten by the XML interface, open ones go on.
	ShiftClose ShiftAction = "close"
	// ShiftTooLong makes the station refuse new orders with 2133.
	ShiftTooLong ShiftAction = "too_long"
	// ShiftClosing makes it answer every request with 2172.
	ShiftClosing ShiftAction = "closing"
	// ShiftNormal ends the two.
	ShiftNormal ShiftAction = "normal"
)

// Shift does something to the common shift.
func (t *Till) Shift(action ShiftAction) error {
	return t.by(func(x *exchange) error {
		s := &x.changes.meta.Shift
		switch action {
		case ShiftTooLong:
			s.TooLong = true
		case ShiftClosing:
			s.Closing = true
		case ShiftNormal:
			s.TooLong, s.Closing = false, false
		case ShiftClose:
			x.closeShift()
		default:
			return errors.New("an action on the shift is close, too_long, closing or normal")
		}
		return nil
	})
}

func (x *exchange) closeShift() {
	for _, o := range x.all() {
		if o.Finished && !o.Archived && !x.r.behaviour.KeepFinished {
			gone := o.clone()
			gone.Archived = true
			x.changes.keep(gone)
		}
	}
	x.changes.meta.Changes++
	x.changes.meta.NextOrder = 1
	x.changes.meta.Shift = shift{Number: x.changes.meta.Shift.Number + 1, Started: x.now}
}

// Behave replaces the switches of the station.
func (t *Till) Behave(b Behaviour) error {
	if err := b.check(); err != nil {
		return err
	}
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	t.r.behaviour = b
	return nil
}

// Delay makes the station wait before it does anything about a request.
func (t *Till) Delay(d time.Duration) error {
	if d < 0 || d > maxDelayMS*time.Millisecond {
		return fmt.Errorf("delay_ms is between 0 and %d", maxDelayMS)
	}
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	t.r.delay = d
	return nil
}

// License changes how the write licence stands. Empty fields stay as they are;
// a zero time with a mode means no end.
func (t *Till) License(mode LicenceMode, token string, until *time.Time, service LicenceService) error {
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	changed := t.r.options
	changed.Licence, changed.LicenceToken, changed.LicenceUntil, changed.LicenceService = t.r.licence.Mode, t.r.licence.Token, t.r.licence.Until, t.r.licence.Service
	if mode != "" {
		changed.Licence = mode
	}
	if token != "" {
		changed.LicenceToken = token
	}
	if until != nil {
		changed.LicenceUntil = *until
	}
	if service != "" {
		changed.LicenceService = service
	}
	if err := changed.check(); err != nil {
		return err
	}
	t.r.licence = licence{Mode: changed.Licence, Token: changed.LicenceToken, Until: changed.LicenceUntil, Service: changed.LicenceService}
	return nil
}

// ForgetLicences drops the licence instances, as a restored database would:
// the next licensed command gets 5304.
func (t *Till) ForgetLicences() error {
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	t.r.instances = map[string]*instance{}
	return t.s.journal.rewrite(t.s.records())
}
