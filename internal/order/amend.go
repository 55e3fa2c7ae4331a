package order

import "time"

// Amend replaces the agreed contents. What the station has already is brought
// to the new agreement afterwards, by the difference alone.
func (l *Life) Amend(command AmendCommand, now time.Time) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	if err := l.amendable(); err != nil {
		return err
	}
	if err := invalid(l.amendFaults(command, now)); err != nil {
		return err
	}
	l.amend(command)
	l.record(now, command.Actor, EventAmended, "")
	return nil
}

func (l *Life) amendFaults(command AmendCommand, now time.Time) (faults []Fault) {
	if command.Items != nil {
		faults = append(faults, ValidateItems(command.Items)...)
	}
	if command.Guest != nil {
		faults = append(faults, command.Guest.validate()...)
	}
	if command.Address != nil && l.ServiceType == Delivery && command.Address.empty() {
		faults = append(faults, Fault{"address", "required", "a delivery needs an address: a text, or at least a street"})
	}
	if command.Timing != nil {
		faults = append(faults, command.Timing.validate(now)...)
	}
	return faults
}

func (l *Life) amend(command AmendCommand) {
	l.recheck(command.Checks)
	if command.Items != nil {
		l.ItemsAgreed = command.Items
	}
	if command.Note != nil {
		l.OperatorNote = *command.Note
	}
	if command.Address != nil {
		l.Address = command.Address
	}
	if command.Guest != nil {
		l.Guest = *command.Guest
	}
	if command.Timing != nil {
		l.retime(*command.Timing)
	}
}

// retime changes when the guest wants the order, and with it when a held order
// is put on the station: the clock does that at its next look if it is due.
func (l *Life) retime(timing Timing) {
	l.Timing.Mode, l.Timing.ExpectedAt = timing.Mode, timing.ExpectedAt
	if l.Timing.Mode == "" {
		l.Timing.Mode = ASAP
	}
	if l.Status == Waiting {
		return
	}
	l.ConfirmedAt = timing.ExpectedAt
	if l.Status == Scheduled {
		release := l.releaseTime()
		l.Deadlines.ReleaseAt = &release
	}
	l.setCloseTime(l.AcceptedAt())
}

// amendable refuses when the contents are out of our hands. While it is not
// known what the station has, the change waits for its turn.
func (l *Life) amendable() *Error {
	switch {
	case l.Status.Final():
		return Errorf(CodeNotAllowedInStatus, "The order is %s.", l.Status)
	case l.Injection.State == InjectedByHand:
		return Errorf(CodeNotAllowedInStatus, "The order was entered on the till by hand: change it there.")
	}
	return nil
}

// Save is the word that the agreed contents go on the station now.
func (l *Life) Save(command SaveCommand, now time.Time) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	if l.Status == Waiting || l.Status == Scheduled || l.Status.Final() {
		return Errorf(CodeNotAllowedInStatus, "The order is %s; only an accepted order can be saved.", l.Status)
	}
	if l.FillWanted {
		return nil // saved already; the dishes are on their way or there
	}
	l.FillWanted = true
	l.record(now, command.Actor, EventSaved, "")
	return nil
}
