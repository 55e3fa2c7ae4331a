package order

import (
	"fmt"
	"time"
)

// Take marks who is on the order, so that two operators never call one guest.
func (l *Life) Take(command TakeCommand, now time.Time) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	if l.Status.Final() {
		return Errorf(CodeNotAllowedInStatus, "The order is %s; there is nothing left to do on it.", l.Status)
	}
	holder, name := l.At(now).TakenBy, command.Actor.String()
	if holder != "" && holder != name && !command.Force {
		return Errorf(CodeAlreadyTaken, "%s is on this order. Send force to take it over.", holder)
	}
	until := now.Add(l.Rules.TakeFor)
	l.TakenBy, l.TakenUntil = name, &until
	l.record(now, command.Actor, EventTaken, "")
	return nil
}

// Release lets a taken order go. Releasing what nobody holds changes nothing.
func (l *Life) Release(command ReleaseCommand, now time.Time) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	holder := l.At(now).TakenBy
	if holder == "" {
		return nil
	}
	if holder != command.Actor.String() {
		return Errorf(CodeAlreadyTaken, "%s is on this order; only they can release it. Take it over with force.", holder)
	}
	l.TakenBy, l.TakenUntil = "", nil
	l.record(now, command.Actor, EventReleased, "")
	return nil
}

// Accept is the human yes.
func (l *Life) Accept(command AcceptCommand, now time.Time) *Error {
	if err := l.acceptable(command); err != nil {
		return err
	}
	l.accepted(command, now)
	return nil
}

func (l *Life) acceptable(command AcceptCommand) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	if l.Status != Waiting {
		return l.alreadyDecided()
	}
	var faults []Fault
	if command.Fill != "" && !command.Fill.Known() {
		faults = append(faults, Fault{"fill", "unknown_value", "one of on_accept, on_save, on_open"})
	}
	if command.Items != nil {
		faults = append(faults, ValidateItems(command.Items)...)
	}
	return invalid(faults)
}

func (l *Life) accepted(command AcceptCommand, now time.Time) {
	l.recheck(command.Checks)
	if command.Items != nil {
		l.ItemsAgreed = command.Items
	}
	if command.Fill != "" {
		l.Fill = command.Fill
	}
	if command.Note != "" {
		l.OperatorNote = command.Note
	}
	l.ConfirmedAt = command.ConfirmedAt
	l.FillWanted = l.Fill == FillOnAccept
	l.settle(command.Actor.String())
	if releaseAt := l.releaseTime(); releaseAt.After(now) {
		l.Status = Scheduled
		l.Deadlines.ReleaseAt = &releaseAt
		l.record(now, command.Actor, EventHeld, "")
		return
	}
	l.Status = Accepted
	l.record(now, command.Actor, EventAccepted, "")
}

// releaseTime is when a scheduled order goes on the station; zero for "now".
func (l *Life) releaseTime() time.Time {
	if l.Timing.Mode != AtSetTime || l.Timing.ExpectedAt == nil {
		return time.Time{}
	}
	promised := *l.Timing.ExpectedAt
	if l.ConfirmedAt != nil {
		promised = *l.ConfirmedAt
	}
	return promised.Add(-l.Rules.Lead)
}

// release puts a scheduled order to work.
func (l *Life) release(now time.Time, actor Actor) {
	l.Status = Accepted
	l.Deadlines.ReleaseAt = nil
	l.record(now, actor, EventDue, "")
}

// settle ends the waiting: who decided, no clock, nobody on it.
func (l *Life) settle(decidedBy string) {
	l.DecidedBy = decidedBy
	l.Deadlines = Deadlines{}
	l.TakenBy, l.TakenUntil = "", nil
}

func (l *Life) alreadyDecided() *Error {
	decided := l.UpdatedAt
	for i := len(l.History) - 1; i >= 0; i-- {
		switch l.History[i].Event {
		case EventAccepted, EventHeld, EventRejected, EventCancelled, EventExpired, EventFailed:
			decided = l.History[i].At
			return Errorf(CodeAlreadyDecided, "The order is %s already: decided by %s at %s.", l.Status, l.DecidedBy, decided.UTC().Format(time.RFC3339))
		}
	}
	return Errorf(CodeAlreadyDecided, "The order is %s already.", l.Status)
}

// Cancel is the no. A person's no while waiting is a rejection; afterwards the
// order is called off and taken off the station. A source may call off only
// what waits; later its wish becomes a request that an operator answers.
func (l *Life) Cancel(command CancelCommand, now time.Time) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	if err := invalid(command.Reason.Validate()); err != nil {
		return err
	}
	if l.Status.Final() {
		return l.alreadyDecided()
	}
	reason := command.Reason
	reason.Party = partyOf(command.Actor)
	if command.Actor.Kind == Shop && l.Status != Waiting {
		l.CancelRequest = &CancelRequest{At: now, Reason: reason}
		l.record(now, command.Actor, EventCancelRequested, string(reason.Code))
		return nil
	}
	status, event := Cancelled, EventCancelled
	if l.Status == Waiting && command.Actor.Kind != Shop {
		status, event = Rejected, EventRejected
	}
	l.callOff(status, reason, command.Actor)
	l.record(now, command.Actor, event, string(reason.Code))
	return nil
}

func (l *Life) callOff(status Status, reason Reason, actor Actor) {
	l.Status, l.Reason, l.CancelRequest = status, &reason, nil
	l.settle(actor.String())
	if l.MaybeOnStation {
		if l.Injection.State == NeedsOperator || l.Injection.State == Retrying {
			l.startStep(Voiding)
		}
		return
	}
	if l.Injection.State != InjectionNone && l.Injection.State != Creating {
		l.Injection = Injection{State: InjectionNone}
	}
}

func partyOf(actor Actor) string {
	switch actor.Kind {
	case Shop:
		return "source"
	case Person:
		return "restaurant"
	default:
		return "system"
	}
}

// Advance moves the ordinary delivery life by hand. «Принят» on a scheduled
// order puts it on the station now.
func (l *Life) Advance(command AdvanceCommand, now time.Time) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	if l.Status == Scheduled && command.Status == Accepted {
		l.release(now, command.Actor)
		return nil
	}
	if !byHand[command.Status] {
		return invalid([]Fault{{"status", "unknown_value", "one of in_work, ready, on_the_way, completed"}})
	}
	if !l.Status.CanBecome(command.Status) {
		return Errorf(CodeNotAllowedInStatus, "An order that is %s cannot become %s.", l.Status, command.Status)
	}
	if command.Status == Completed && l.Injection.State != Filled && l.Injection.State != InjectedByHand {
		return Errorf(CodeNotAllowedInStatus, "The order's dishes are not on the station (injection is %s), so it cannot be completed. Resolve that first.", l.Injection.State)
	}
	l.Status = command.Status
	event := EventStatus
	if command.Status == Completed {
		event = EventCompleted
	}
	l.record(now, command.Actor, event, fmt.Sprint(command.Status))
	return nil
}

var byHand = map[Status]bool{InWork: true, Ready: true, OnTheWay: true, Completed: true}
