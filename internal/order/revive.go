package order

import (
	"strings"
	"time"
)

// Kept is what is left of an order whose workflow is gone without a trace.
type Kept struct {
	Record Order
	// First is the order as it was first answered.
	First       Order
	ContentHash string
	// Pending says that no workflow ever confirmed the order.
	Pending bool
	// Sequence is that of the newest event in the feed.
	Sequence int64
	// Rules are those that a new order would live by.
	Rules  Rules
	Traces Traces
}

// Traces are what the ledger of writes on the station says of an order.
type Traces struct {
	// Any says that work on the station was begun at all.
	Any bool
	// Round is how often an order that the station lost was created again; the
	// others are about that round.
	Round int
	// Creations is how often its creation was sent and may have had its effect.
	Creations int
	// Creating is when its creation was begun first.
	Creating time.Time
	// Filling is when the dishes were put in first; zero when that was not begun.
	Filling time.Time
	// Amendment is the newest amendment that was begun, and Amending since when.
	Amendment int
	Amending  time.Time
}

// Remains is all that a workflow knows of its order.
type Remains struct {
	Life Life `json:"life"`
	// Unpublished are the events that may not be in the feed yet.
	Unpublished []Event `json:"unpublished,omitempty"`
}

// Remains are what another run needs to go on with the order.
func (l *Life) Remains() Remains {
	return Remains{Life: *l, Unpublished: append([]Event{}, l.unpublished...)}
}

// Resume is the life that remains describe.
func (r Remains) Resume() *Life {
	life := r.Life
	life.unpublished = append([]Event{}, r.Unpublished...)
	return &life
}

// Over says whether nothing is left to be done for an order, by its record
// alone: it is completed, or called off and not on the station.
func (o Order) Over() bool {
	if o.Status == Completed {
		return true
	}
	if !o.Status.CalledOff() {
		return false
	}
	switch o.Injection.State {
	case InjectionNone, InjectedByHand, Voided:
		return true
	default:
		return false
	}
}

// Revived notes that the order goes on in another workflow than before.
func (l *Life) Revived(now time.Time) { l.record(now, Actor{Kind: System}, EventRevived, "") }

// Revive makes a life out of what is left. What the station may have is taken
// for there, so that it is looked at before anything is sent. When it cannot be
// known which dishes were sent last, the station is asked: has it exactly what is
// agreed, the order goes on; else it waits for a person.
func Revive(kept Kept, now time.Time) *Life {
	life := &Life{
		Order: kept.Record, Rules: kept.Rules, Round: kept.Traces.Round, Amendment: kept.Traces.Amendment,
		Sequence: max(kept.Sequence, kept.Record.sequence()), StationChecks: kept.Record.stationChecks(),
	}
	life.TakenBy, life.TakenUntil = "", nil
	life.followRound()
	life.Reminded = life.happenedSince(EventReminded, EventPostponed)
	life.FillWanted = life.fillWanted()
	// Even an order that waits may be there: the database may be an old copy.
	life.MaybeOnStation = kept.Traces.Any || life.Injection.State != InjectedByHand
	known := life.reviveDishes(kept.Traces)
	life.Step = life.lastStep()
	if lastIndex(life.History, EventAmended) < 0 {
		details := life.Details()
		life.Written = &details
	}
	life.Revived(now)
	if !known && !life.Status.CalledOff() {
		// An amendment from what is agreed to what is agreed then sends nothing.
		life.Step, life.MaybeFilled, life.Sent, life.Sending = WorkAmend, true, life.ItemsAgreed, nil
		life.prove(now)
	}
	return life
}

// prove has the station asked for exactly the agreed dishes. An order that people
// look at already, or of which the station is not known, goes on waiting for them.
func (l *Life) prove(now time.Time) {
	if l.POS == (StationOrder{}) || l.Injection.State == NeedsOperator {
		l.Park(CodeStationUnproven.Fault(""), false, now)
		return
	}
	l.Unproven, l.Injection = true, Injection{State: Filling}
}

// followRound goes on with an order that was being created again when its record
// still said that the station had lost it.
func (l *Life) followRound() {
	if l.Injection.State != NeedsOperator || l.Injection.LastError.Code != CodeStationOrderMissing || l.Round <= l.rounds() {
		return
	}
	l.POS, l.ItemsOnPOS, l.Injection = StationOrder{}, []StationLine{}, Injection{State: Creating}
}

// rounds is how often a person had a lost order created again, by the timeline.
func (l *Life) rounds() (n int) {
	lost := false
	for _, entry := range l.History {
		switch {
		case entry.Event == EventNeedsOperator:
			lost = entry.Detail == string(CodeStationOrderMissing)
		case entry.Event == EventResolved && entry.Detail == string(ResolveRetry) && lost:
			n++
		}
	}
	return n
}

// lastStep is the step that was under way, or failed last.
func (l *Life) lastStep() Work {
	switch {
	case l.Status.CalledOff():
		return WorkVoid
	case l.POS == StationOrder{}:
		return l.firstStep()
	case l.Sent == nil:
		return WorkFill
	default:
		return WorkAmend
	}
}

// fillWanted says whether the dishes are due, as far as the record tells.
func (l *Life) fillWanted() bool {
	switch l.Injection.State {
	case Filling, Filled:
		return true
	}
	return l.Fill == FillOnAccept && l.Status != Waiting || l.happened(EventSaved) || l.happened(EventFilled)
}

func (l *Life) happened(event EventName) bool {
	_, ok := l.lastOf(event)
	return ok
}

// happenedSince says whether an event happened, and not before the newest one
// of another kind.
func (l *Life) happenedSince(event, since EventName) bool {
	for i := len(l.History) - 1; i >= 0; i-- {
		switch l.History[i].Event {
		case event:
			return true
		case since:
			return false
		}
	}
	return false
}

// sequence is that of the newest event, as far as the timeline tells: it has an
// entry for each, until it is cut.
func (o Order) sequence() int64 { return int64(len(o.History)) }

// LastEvent is the newest event of a record whose timeline was never cut.
func (o Order) LastEvent() (event Event, ok bool) {
	if len(o.History) == 0 || len(o.History) >= maxHistory {
		return event, false
	}
	last := o.History[len(o.History)-1]
	return Event{
		Sequence: o.sequence(), At: last.At, Actor: last.Actor, Name: last.Event, Detail: last.Detail,
		Status: o.Status, Injection: o.Injection.State, Reason: o.Reason, Revision: o.Revision,
	}, true
}

// stationChecks counts the checks at the end that are about the station's dishes.
func (o Order) stationChecks() (n int) {
	for i := len(o.Checks) - 1; i >= 0 && aboutStation(o.Checks[i].Code); i-- {
		n++
	}
	return n
}

func aboutStation(check string) bool {
	return strings.HasPrefix(check, "station_") || strings.HasSuffix(check, "_not_on_station") || check == "changed_at_till"
}
