package order

import (
	"slices"
	"time"
)

// StationNews is what a cash station tells of an order by itself, because
// somebody worked on it at the till.
type StationNews struct {
	// SeenAt is when the station was asked.
	SeenAt time.Time `json:"seen_at"`
	// Lines are all dishes on the station; nil when they were not read.
	Lines       []StationLine `json:"lines,omitempty"`
	Sum         *Money        `json:"sum,omitempty"`
	Differences []Check       `json:"differences,omitempty"`
	Printed     bool          `json:"printed,omitempty"` // the kitchen has it
	// Reached is how far the station says the order is; empty when it does not.
	Reached Status `json:"reached,omitempty"`
	Closed  bool   `json:"closed,omitempty"` // paid and closed
	Deleted bool   `json:"deleted,omitempty"`
}

// Progress is the status the news speak of; empty for none. Being printed is
// the least of them.
func (n StationNews) Progress() Status {
	if byHand[n.Reached] {
		return n.Reached
	}
	if n.Printed {
		return InWork
	}
	return ""
}

// follows says whether the news move an order on. The station never moves it
// back, and completes it only when nothing is left to do for us there.
func (l *Life) follows(next Status) bool {
	return l.Status.CanBecome(next) && (next != Completed || l.atRest())
}

// Hear follows what happened at the till. The till has the last word: what was
// closed there is completed, and what was deleted there is cancelled.
func (l *Life) Hear(news StationNews, now time.Time) {
	if !l.Status.CanBecome(Completed) || !l.MaybeOnStation {
		return // not on the station yet, or over
	}
	till := Actor{Kind: Station}
	switch {
	case news.Deleted:
		l.deletedAtTill(till, now)
		return
	case news.Closed:
		l.hearLines(news, till, now)
		if l.Injection.State == Retrying || l.Injection.State == NeedsOperator {
			l.settleStep()
		}
		l.become(Completed, till, now)
		return
	}
	l.hearLines(news, till, now)
	if next := news.Progress(); l.follows(next) {
		l.become(next, till, now)
	}
}

func (l *Life) deletedAtTill(till Actor, now time.Time) {
	l.callOff(Cancelled, Reason{Code: OtherReason, Text: "Deleted on the till", Party: partyOf(till)}, till, now)
	if !l.underWay() {
		l.Injection = Injection{State: Voided}
	}
	l.record(now, till, EventCancelled, "deleted on the till")
}

// underWay says whether a worker may be at the station for this order just now;
// then what comes of it says how the injection goes on.
func (l *Life) underWay() bool {
	switch l.Injection.State {
	case Creating, Filling, Voiding:
		return true
	default:
		return false
	}
}

// settleStep ends a step that waits in vain: the till has closed the order.
func (l *Life) settleStep() {
	l.Injection = Injection{State: InjectedByHand}
	if l.Step == WorkAmend {
		l.Injection.State = Filled
	}
}

// hearLines keeps the dishes that the station has now. While we work on them
// ourselves, and when the news is older than our own reading, it says nothing.
func (l *Life) hearLines(news StationNews, till Actor, now time.Time) {
	if news.Lines == nil || l.underWay() || !news.SeenAt.After(l.ReadAt) || SameLines(news.Lines, l.ItemsOnPOS) {
		return
	}
	l.ItemsOnPOS, l.ReadAt = slices.Clone(news.Lines), now
	if news.Sum != nil {
		l.POS.OrderSum = news.Sum
	}
	l.stationChecks(news.Differences)
	l.record(now, till, EventChangedOnStation, "")
}

// SameLines says whether two readings of a station's dishes are alike.
func SameLines(a, b []StationLine) bool {
	return slices.EqualFunc(a, b, func(a, b StationLine) bool {
		return a.PLU == b.PLU && a.Quantity == b.Quantity && a.Amount == b.Amount && a.LineGUID == b.LineGUID && slices.Equal(a.Modifiers, b.Modifiers)
	})
}

// ServesLines says whether the station's dishes are those that were agreed, in
// whatever order and number of lines.
func (o Order) ServesLines(lines []StationLine) bool {
	balance := map[string]Quantity{}
	for _, item := range o.ItemsAgreed {
		balance[item.PLU] += item.Quantity
	}
	for _, line := range lines {
		balance[line.PLU] -= line.Quantity
	}
	for _, rest := range balance {
		if rest != 0 {
			return false
		}
	}
	return true
}
