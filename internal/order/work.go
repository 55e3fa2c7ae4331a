package order

import (
	"slices"
	"time"
)

// Work is what the order needs next: from the cash station, all but the first.
type Work string

// The kinds of work.
const (
	WorkNone Work = "" // wait for a person, the source, the station or the clock
	// WorkCheck looks at the order anew, because it is being accepted.
	WorkCheck  Work = "check"
	WorkCreate Work = "create" // make the empty order
	WorkInject Work = "inject" // make the order and put the dishes in, in one go
	WorkFill   Work = "fill"   // put the agreed dishes into it
	WorkAmend  Work = "amend"  // bring dishes that are there to what was agreed since
	WorkVoid   Work = "void"   // take it off
	WorkTell   Work = "tell"   // give it a status that people decided
	// WorkDescribe brings it a guest, address or note that was changed.
	WorkDescribe Work = "describe"
	WorkFinish   Work = "finish" // nothing is left to do
)

// state is what the injection is in while the work is done.
func (w Work) state() InjectionState {
	switch w {
	case WorkCreate, WorkInject:
		return Creating
	case WorkFill, WorkAmend:
		return Filling
	default:
		return Voiding
	}
}

// Next is the one place that decides what to do. It is a function of the record
// alone, so a restart decides the same. What is on the station comes before what
// it is told.
func (l *Life) Next(now time.Time) Work {
	if l.checkDue(now) {
		return WorkCheck
	}
	work := l.nextOnStation(now)
	if work == WorkNone && l.describable() {
		if work = l.nextDescribing(now); work != WorkNone {
			return work
		}
	}
	if (work == WorkNone || work == WorkFinish) && l.tellable() {
		return l.nextTelling(now)
	}
	return work
}

func (l *Life) nextOnStation(now time.Time) Work {
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
	if !l.MaybeOnStation || l.Injection.State == Voided {
		return WorkFinish
	}
	return WorkVoid
}

func (l *Life) nextWhenAccepted() Work {
	switch l.Injection.State {
	case InjectionNone:
		return l.firstStep()
	case Created:
		if l.FillWanted {
			return WorkFill
		}
	case Creating, Filling, Retrying:
		return l.Step
	case Filled:
		if l.amendmentDue() {
			return WorkAmend
		}
	}
	return WorkNone
}

// firstStep is how an order comes onto the station: with its dishes when they
// are due already, since two steps would take twice as long.
func (l *Life) firstStep() Work {
	if l.FillWanted {
		return WorkInject
	}
	return WorkCreate
}

// amendmentDue says whether other dishes were agreed than the station got.
func (l *Life) amendmentDue() bool { return !SameDishes(l.ItemsAgreed, l.Sent) }

// Trace is what earlier attempts may have left on the station.
type Trace struct {
	// Step says that something of the present step may be there, so that the
	// station must be looked at before anything is sent again.
	Step bool
	// Dishes says that dishes may be there.
	Dishes bool
}

// Begin notes that a step on the station starts; every beginning is an
// attempt. It answers what there may be of earlier ones.
func (l *Life) Begin(work Work) (earlier Trace) {
	if l.Step != work {
		l.startStep(work)
	}
	l.Injection.State, l.Injection.NextAttemptAt = work.state(), nil
	l.Injection.Attempts++
	earlier = Trace{Step: *l.trace(), Dishes: l.MaybeFilled}
	l.choose(work, earlier)
	*l.trace() = true
	if work == WorkInject {
		l.MaybeFilled = true
	}
	return earlier
}

// choose fixes which dishes a step sends. While the station may have got them,
// every further attempt sends the same: only then can what is found there be
// told from what is missing.
func (l *Life) choose(work Work, earlier Trace) {
	if (work == WorkCreate || work == WorkInject) && !earlier.Step {
		details := l.Details()
		l.Written, l.Describing = &details, Describing{}
	}
	switch {
	case work == WorkFill && !earlier.Dishes, work == WorkInject && !earlier.Dishes:
		l.Sending = l.ItemsAgreed
	case work == WorkAmend && !earlier.Step:
		l.Sending = l.ItemsAgreed
		l.Amendment++
	}
}

// trace is where the present step keeps whether the station may know of it.
func (l *Life) trace() *bool {
	switch l.Step {
	case WorkFill:
		return &l.MaybeFilled
	case WorkAmend:
		return &l.MaybeAmended
	default:
		return &l.MaybeOnStation
	}
}

func (l *Life) startStep(work Work) {
	l.Step = work
	l.Injection = Injection{State: work.state()}
}

// NotBegun takes an attempt back that never reached a worker: the station may
// know what it may have known before, and no more.
func (l *Life) NotBegun(earlier Trace) {
	*l.trace() = earlier.Step
	l.NoDishes(earlier)
}

// NoDishes takes back that an attempt to make the order with its dishes may have
// put dishes in: it ended before.
func (l *Life) NoDishes(earlier Trace) {
	if l.Step == WorkInject {
		l.MaybeFilled = earlier.Dishes
	}
}

// CreatedOnStation notes that the station has the empty order.
func (l *Life) CreatedOnStation(station StationOrder, now time.Time) {
	l.POS = station
	l.Injection = Injection{State: Created}
	l.record(now, Actor{Kind: Station}, EventCreated, station.OrderName)
}

// DishesBegun notes that the attempt which made the order went on to its dishes.
func (l *Life) DishesBegun() {
	l.startStep(WorkFill)
	l.Injection.Attempts = 1
}

// FilledOnStation notes the dishes that were read back from the station after
// they were put in or amended, and what differs from what was agreed.
func (l *Life) FilledOnStation(lines []StationLine, sum Money, differences []Check, now time.Time) {
	event := EventFilled
	if l.Step == WorkAmend {
		event = EventAmendedOnStation
		l.MaybeAmended = false // it is done; the next amendment begins afresh
	}
	l.Sent, l.Sending, l.Unproven = l.Sending, nil, false
	l.ItemsOnPOS, l.POS.OrderSum, l.ReadAt = append([]StationLine{}, lines...), &sum, now
	l.stationChecks(differences)
	l.Injection = Injection{State: Filled}
	l.record(now, Actor{Kind: Station}, event, "")
}

// stationChecks replaces what the station's dishes were flagged for before.
func (l *Life) stationChecks(differences []Check) {
	kept := len(l.Checks) - l.StationChecks
	differences = append(slices.Clone(differences), flags(l.Checks[kept:])...)
	l.Checks = append(slices.Clone(l.Checks[:kept]), differences...)
	l.StationChecks = len(differences)
}

// VoidedOnStation notes that the station's order is deleted, or never was.
func (l *Life) VoidedOnStation(now time.Time) {
	l.Injection = Injection{State: Voided}
	l.record(now, Actor{Kind: Station}, EventVoided, "")
}

// TryAgain notes that the station could not do it now, and when it is asked
// again. cleared says that the station certainly has nothing of this step.
func (l *Life) TryAgain(fault *StationFault, cleared bool, next, now time.Time) {
	if l.overtaken(cleared) {
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
	if l.overtaken(cleared) {
		return
	}
	l.Injection.State, l.Injection.LastError, l.Injection.NextAttemptAt = NeedsOperator, fault, nil
	l.record(now, Actor{Kind: System}, EventNeedsOperator, string(fault.Code))
}

// overtaken settles a failed step of an order that ended meanwhile: no dish is
// put in any more, and what may be on the station of an order that was called
// off is taken off.
func (l *Life) overtaken(cleared bool) bool {
	if cleared && l.Step != WorkVoid {
		*l.trace() = false
		l.NoDishes(Trace{})
	}
	switch {
	case l.Status == Completed: // the till closed the order under our hands
		l.settleStep()
	case l.Status.CalledOff() && l.Step != WorkVoid:
		l.endInjection()
	default:
		return false
	}
	l.Revision++
	return true
}

// endInjection prepares an order that was called off for being taken off the
// station, or says that there is nothing to take off.
func (l *Life) endInjection() {
	switch {
	case l.MaybeOnStation:
		l.startStep(WorkVoid)
	case l.Injection.State != InjectedByHand:
		l.Injection = Injection{State: InjectionNone}
	}
}
