package order

import "time"

// Work is what the order needs from the cash station next.
type Work string

// The kinds of work.
const (
	WorkNone   Work = ""       // wait for a person, the source, the station or the clock
	WorkCreate Work = "create" // make the empty order
	WorkFill   Work = "fill"   // put the agreed dishes into it
	WorkVoid   Work = "void"   // take it off
	WorkFinish Work = "finish" // nothing is left to do
)

// Next is the one place that decides what to do on the station. It is a
// function of the record alone, so a restart decides the same.
func (l *Life) Next(now time.Time) Work {
	switch l.Injection.State {
	case NeedsOperator:
		return WorkNone
	case Retrying:
		if l.Injection.NextAttemptAt != nil && now.Before(*l.Injection.NextAttemptAt) {
			return WorkNone
		}
	}
	switch {
	case l.Status.CalledOff():
		return l.nextWhenCalledOff()
	case l.Status == Completed:
		return WorkFinish
	case l.Status == Waiting || l.Status == Scheduled:
		return WorkNone
	}
	return l.nextWhenAccepted()
}

func (l *Life) nextWhenCalledOff() Work {
	if !l.MaybeOnStation || l.Injection.State == Voided || l.Injection.State == InjectedByHand {
		return WorkFinish
	}
	return WorkVoid
}

func (l *Life) nextWhenAccepted() Work {
	switch l.Injection.State {
	case InjectionNone, Creating:
		return WorkCreate
	case Created:
		if l.FillWanted {
			return WorkFill
		}
	case Filling:
		return WorkFill
	case Retrying:
		if l.Step == Filling {
			return WorkFill
		}
		return WorkCreate
	}
	return WorkNone
}

// Begin notes that a step on the station starts; every beginning is an
// attempt. It answers whether an earlier attempt may have left a trace, so that
// the station must be looked at before anything is sent again.
func (l *Life) Begin(work Work) (lookFirst bool) {
	step := map[Work]InjectionState{WorkCreate: Creating, WorkFill: Filling, WorkVoid: Voiding}[work]
	if l.Step != step {
		l.startStep(step)
	}
	l.Injection.State, l.Injection.NextAttemptAt = step, nil
	l.Injection.Attempts++
	trace := l.trace()
	lookFirst, *trace = *trace, true
	return lookFirst
}

// trace is where the present step keeps whether the station may know of it.
func (l *Life) trace() *bool {
	if l.Step == Filling {
		return &l.MaybeFilled
	}
	return &l.MaybeOnStation
}

func (l *Life) startStep(step InjectionState) {
	l.Step = step
	l.Injection = Injection{State: step}
}

// CreatedOnStation notes that the station has the empty order.
func (l *Life) CreatedOnStation(station StationOrder, now time.Time) {
	l.POS = station
	l.Injection = Injection{State: Created}
	l.record(now, Actor{Kind: Station}, EventCreated, station.OrderName)
}

// FilledOnStation notes the dishes that were read back from the station, and
// what differs from what was agreed.
func (l *Life) FilledOnStation(lines []StationLine, sum Money, differences []Check, now time.Time) {
	l.ItemsOnPOS, l.POS.OrderSum = lines, &sum
	l.Checks = append(l.Checks, differences...)
	l.Injection = Injection{State: Filled}
	l.record(now, Actor{Kind: Station}, EventFilled, "")
}

// VoidedOnStation notes that the station's order is deleted, or never was.
func (l *Life) VoidedOnStation(now time.Time) {
	l.Injection = Injection{State: Voided}
	l.record(now, Actor{Kind: Station}, EventVoided, "")
}

// TryAgain notes that the station could not do it now, and when it is asked
// again. cleared says that the station certainly has nothing of this step.
func (l *Life) TryAgain(fault *StationFault, cleared bool, next, now time.Time) {
	l.clearTrace(cleared)
	if l.Status.CalledOff() && !l.MaybeOnStation {
		l.Injection = Injection{State: InjectionNone}
		return
	}
	known := l.Injection.LastError != nil && l.Injection.LastError.Code == fault.Code
	l.Injection.State, l.Injection.LastError, l.Injection.NextAttemptAt = Retrying, fault, &next
	if known { // the feed hears of a cause once, not of every attempt
		l.Revision++
		l.UpdatedAt = now
		return
	}
	l.record(now, Actor{Kind: System}, EventRetrying, string(fault.Code))
}

// Park stops the work until a person answers.
func (l *Life) Park(fault *StationFault, cleared bool, now time.Time) {
	l.clearTrace(cleared)
	if l.Status.CalledOff() && !l.MaybeOnStation {
		l.Injection = Injection{State: InjectionNone}
		return
	}
	l.Injection.State, l.Injection.LastError, l.Injection.NextAttemptAt = NeedsOperator, fault, nil
	l.record(now, Actor{Kind: System}, EventNeedsOperator, string(fault.Code))
}

func (l *Life) clearTrace(cleared bool) {
	if cleared && l.Step != Voiding {
		*l.trace() = false
	}
}

// Resolve is a person's answer to a parked order.
func (l *Life) Resolve(command ResolveCommand, now time.Time) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	if l.Injection.State != NeedsOperator {
		return Errorf(CodeNotAllowedInStatus, "The order does not wait for a person (injection is %s).", l.Injection.State)
	}
	switch command.Action {
	case ResolveRetry:
		l.Injection = Injection{State: l.Step}
	case ResolveByHand:
		l.Injection = Injection{State: InjectedByHand}
		if l.Step == Voiding {
			l.Injection.State = Voided
		}
	case ResolveCancel:
		if l.Status.CalledOff() {
			return Errorf(CodeNotAllowedInStatus, "The order is called off already; press «повторить» or «сделано вручную».")
		}
		l.callOff(Failed, Reason{Code: IntegrationFailed, Text: command.Note, Party: "restaurant"}, command.Actor)
		l.record(now, command.Actor, EventFailed, string(IntegrationFailed))
		return nil
	default:
		return invalid([]Fault{{"action", "unknown_value", "one of retry, done_by_hand, cancel"}})
	}
	l.record(now, command.Actor, EventResolved, string(command.Action))
	return nil
}
