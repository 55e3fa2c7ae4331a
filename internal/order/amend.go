package order

import "time"

// Amend replaces the agreed contents, until they are on their way to the station.
func (l *Life) Amend(command AmendCommand, now time.Time) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	if !l.amendable() {
		return Errorf(CodeNotAllowedInStatus, "The order is %s and its dishes are %s on the station: change it on the till.", l.Status, l.Injection.State)
	}
	var faults []Fault
	if command.Items != nil {
		faults = append(faults, ValidateItems(command.Items)...)
	}
	if command.Guest != nil {
		faults = append(faults, command.Guest.validate()...)
	}
	if err := invalid(faults); err != nil {
		return err
	}
	l.amend(command)
	l.record(now, command.Actor, EventAmended, "")
	return nil
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
}

// amendable is true while nothing of the contents can be on the station.
func (l *Life) amendable() bool {
	if l.Status.Final() {
		return false
	}
	switch l.Injection.State {
	case InjectionNone, Creating, Created:
		return true
	case Retrying, NeedsOperator:
		return l.Step == Creating
	default:
		return false
	}
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
