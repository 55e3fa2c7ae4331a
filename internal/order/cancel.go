package order

import (
	"slices"
	"time"
)

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
		l.ask(reason, command.Actor, now)
		return nil
	}
	status, event := Cancelled, EventCancelled
	if l.Status == Waiting && command.Actor.Kind != Shop {
		status, event = Rejected, EventRejected
	}
	l.callOff(status, reason, command.Actor, now)
	l.record(now, command.Actor, event, string(reason.Code))
	return nil
}

// ask keeps a source's wish. Asked twice it is still one question.
func (l *Life) ask(reason Reason, actor Actor, now time.Time) {
	if l.CancelRequest != nil && l.CancelRequest.Answer == nil {
		return
	}
	l.CancelRequest = &CancelRequest{At: now, Reason: reason}
	l.record(now, actor, EventCancelRequested, string(reason.Code))
}

// RefuseCancel is the operator's no to a source that wants to call the order
// off; the source learns it with the reason.
func (l *Life) RefuseCancel(command RefuseCancelCommand, now time.Time) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	if l.CancelRequest == nil || l.CancelRequest.Answer != nil {
		return Errorf(CodeNotAllowedInStatus, "No wish to cancel this order waits for an answer.")
	}
	if err := invalid(command.Reason.Validate()); err != nil {
		return err
	}
	reason := command.Reason
	reason.Party = partyOf(command.Actor)
	l.answer(CancelAnswer{At: now, By: command.Actor.String(), Confirmed: false, Reason: &reason})
	l.record(now, command.Actor, EventCancelRefused, string(reason.Code))
	return nil
}

// answer closes the open request. The old one is not changed: views may hold it.
func (l *Life) answer(answer CancelAnswer) {
	if l.CancelRequest == nil || l.CancelRequest.Answer != nil {
		return
	}
	answered := *l.CancelRequest
	answered.Answer = &answer
	l.CancelRequest = &answered
}

func (l *Life) callOff(status Status, reason Reason, actor Actor, now time.Time) {
	l.Status, l.Reason, l.Telling = status, &reason, nil
	l.answer(CancelAnswer{At: now, By: actor.String(), Confirmed: true, Reason: &reason})
	l.settle(actor.String())
	switch l.Injection.State {
	case InjectedByHand:
		// What a person entered we may not know, so a person has to delete it.
		l.Checks = slices.Insert(slices.Clone(l.Checks), 0, Check{Code: "entered_by_hand", Severity: Warning,
			Message: "This order was entered on the till by hand: delete it there."})
		l.endInjection()
	case NeedsOperator, Retrying:
		l.endInjection()
	case Creating, Filling:
		if !l.MaybeOnStation {
			l.endInjection() // resolved a moment ago, and not begun again
		}
	}
}

func partyOf(actor Actor) string {
	switch actor.Kind {
	case Shop:
		return "source"
	case Person, Station:
		return "restaurant"
	default:
		return "system"
	}
}
