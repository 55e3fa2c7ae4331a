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
	l.leaveToPeople(until)
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
	l.Unchecked = command.Checks == nil
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
	l.setCloseTime(now)
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

// AcceptedAt is when the order was accepted; zero while it was not.
func (l *Life) AcceptedAt() time.Time {
	at, _ := l.lastOf(EventAccepted, EventHeld)
	return at
}

// lastOf is when one of some events happened last, as far as the timeline goes.
func (l *Life) lastOf(events ...EventName) (at time.Time, ok bool) {
	for i := len(l.History) - 1; i >= 0; i-- {
		for _, event := range events {
			if l.History[i].Event == event {
				return l.History[i].At, true
			}
		}
	}
	return at, false
}

func (l *Life) alreadyDecided() *Error {
	at, known := l.lastOf(EventAccepted, EventHeld, EventRejected, EventCancelled, EventExpired, EventFailed)
	if !known {
		return Errorf(CodeAlreadyDecided, "The order is %s already.", l.Status)
	}
	return Errorf(CodeAlreadyDecided, "The order is %s already: decided by %s at %s.", l.Status, l.DecidedBy, at.UTC().Format(time.RFC3339))
}

// Postpone is what an operator does who could not reach the guest: the order
// goes on waiting, nobody is on it, and the clock reminds anew.
func (l *Life) Postpone(command PostponeCommand, now time.Time) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	if l.Status != Waiting {
		return l.alreadyDecided()
	}
	if command.Minutes < 1 || command.Minutes > maxPostpone {
		return invalid([]Fault{{"minutes", "out_of_range", fmt.Sprintf("from 1 to %d", maxPostpone)}})
	}
	remind := now.Add(time.Duration(command.Minutes) * time.Minute)
	l.Deadlines.RemindAt, l.Reminded = &remind, false
	if patience := l.Rules.EscalateAfter - l.Rules.RemindAfter; l.Rules.EscalateAfter > 0 {
		escalate := remind.Add(max(patience, time.Minute))
		l.Deadlines.EscalateAt, l.Escalated = &escalate, false
	}
	if command.Note != "" {
		l.OperatorNote = command.Note
	}
	l.TakenBy, l.TakenUntil = "", nil
	l.leaveToPeople(remind)
	l.record(now, command.Actor, EventPostponed, string(GuestUnreachable))
	return nil
}

// maxPostpone is the longest an unreachable guest is given, in minutes.
const maxPostpone = 24 * 60

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
	if command.Status == Completed && !l.atRest() {
		return Errorf(CodeNotAllowedInStatus, "The agreed dishes are not all on the station (injection is %s), so the order cannot be completed. Resolve that first.", l.Injection.State)
	}
	l.become(command.Status, command.Actor, now)
	return nil
}

// atRest says whether the station has what was agreed, as far as we are to see to it.
func (l *Life) atRest() bool {
	return l.Injection.State == InjectedByHand || l.Injection.State == Filled && !l.amendmentDue()
}

func (l *Life) become(status Status, actor Actor, now time.Time) {
	l.Status = status
	event := EventStatus
	if status == Completed {
		event = EventCompleted
		l.Deadlines = Deadlines{}
		l.TakenBy, l.TakenUntil = "", nil
	}
	l.tellOf(status, actor)
	l.record(now, actor, event, string(status))
}

var byHand = map[Status]bool{InWork: true, Ready: true, OnTheWay: true, Completed: true}
