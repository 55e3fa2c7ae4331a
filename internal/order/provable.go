package order

import (
	"slices"
	"strings"
	"time"
)

// reviveDishes says which dishes the station confirmed, or may have got; false
// when nobody can know.
func (l *Life) reviveDishes(traces Traces) (known bool) {
	timeline := l.History
	created := lastIndex(timeline, EventCreated)
	confirmed := lastIndex(timeline, EventFilled, EventAmendedOnStation)
	if l.POS == (StationOrder{}) || confirmed < created && l.Injection.State != Filled {
		l.MaybeFilled = !traces.Filling.IsZero() || l.POS != StationOrder{} && l.Injection.State != Created
		if !l.MaybeFilled {
			return true // they have to be put in for the first time
		}
		l.Sending = l.ItemsAgreed
		return !l.cut() && unchanged(timeline, traces.Creating)
	}
	l.MaybeFilled, l.Sent = true, l.ItemsAgreed
	switch {
	case traces.Amendment > count(timeline[created+1:], EventAmendedOnStation):
		return false // an amendment was under way
	case l.Injection.State == Filled && l.serves(l.ItemsOnPOS):
		return true
	case l.cut(), confirmed < 0:
		return false // nobody remembers
	case lastIndex(timeline, EventAmended) > confirmed:
		return false // changed since, and what it was before is not kept
	case timeline[confirmed].Event == EventFilled:
		return unchanged(timeline[:confirmed], traces.Creating)
	}
	before := timeline[:confirmed]
	last := lastIndex(before, EventFilled, EventAmendedOnStation)
	if last < 0 { // the station proved what it had
		return sentAfter(before, traces.Amending)
	}
	// One change since the dishes were put in is the one that was carried out.
	// A workflow that was begun anew may have asked the station without any.
	first := timeline[last].Event == EventFilled && unchanged(timeline[:last], time.Time{}) && lastIndex(before, EventRevived) < last
	changes := count(before[last:], EventAmended)
	return changes == 0 || changes == 1 && first || sentAfter(before, traces.Amending)
}

// cut says that the beginning of the timeline was dropped.
func (l *Life) cut() bool { return len(l.History) >= maxHistory }

// unchanged says that what was agreed did not change any more after the dishes
// were due, or at least not after the work on the station began. When an order
// was begun anew they may have been due before: that moment is lost.
func unchanged(timeline []HistoryEntry, begun time.Time) bool {
	known := timeline
	if revived := slices.IndexFunc(timeline, func(e HistoryEntry) bool { return e.Event == EventRevived }); revived >= 0 {
		known = timeline[:revived]
	}
	due := lastIndex(known, EventSaved, EventAccepted, EventHeld, EventDue)
	return lastIndex(timeline, EventAmended) <= due || sentAfter(timeline, begun)
}

// sentAfter says that work which began at a moment saw the last change.
func sentAfter(timeline []HistoryEntry, begun time.Time) bool {
	changed := lastIndex(timeline, EventAmended)
	return changed >= 0 && !begun.IsZero() && timeline[changed].At.Before(begun.Add(-clockMargin))
}

// serves says whether the station's dishes are those that were agreed, with
// their modifiers.
func (l *Life) serves(lines []StationLine) bool {
	balance := map[string]Quantity{}
	for _, item := range l.ItemsAgreed {
		name := item.PLU
		for _, m := range slices.SortedFunc(slices.Values(item.Modifiers), func(a, b Modifier) int { return strings.Compare(a.PLU, b.PLU) }) {
			name += "+" + m.PLU + "*" + m.Quantity.String()
		}
		balance[name] += item.Quantity
	}
	for _, line := range lines {
		name := line.PLU
		for _, m := range slices.SortedFunc(slices.Values(line.Modifiers), func(a, b StationModifier) int { return strings.Compare(a.PLU, b.PLU) }) {
			name += "+" + m.PLU + "*" + m.Quantity.String()
		}
		balance[name] -= line.Quantity
	}
	for _, rest := range balance {
		if rest != 0 {
			return false
		}
	}
	return len(lines) > 0
}

// clockMargin is how far the clocks of two machines may be apart.
const clockMargin = 30 * time.Second

func lastIndex(timeline []HistoryEntry, events ...EventName) int {
	for i := len(timeline) - 1; i >= 0; i-- {
		if slices.Contains(events, timeline[i].Event) {
			return i
		}
	}
	return -1
}

func count(timeline []HistoryEntry, event EventName) (n int) {
	for _, entry := range timeline {
		if entry.Event == event {
			n++
		}
	}
	return n
}
