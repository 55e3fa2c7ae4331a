package order

import "time"

// maxHistory bounds the timeline kept with an order; the event feed keeps all.
const maxHistory = 200

// Life is an order together with what running its life needs. All its methods
// are pure: the same calls with the same times give the same life.
type Life struct {
	Order
	Rules Rules `json:"rules"`
	// Step is the station work under way or waiting to be tried again.
	Step InjectionState `json:"step,omitempty"`
	// MaybeOnStation is true while the station may know the order.
	MaybeOnStation bool `json:"maybe_on_station,omitempty"`
	// MaybeFilled is true while the station may have got the dishes.
	MaybeFilled bool `json:"maybe_filled,omitempty"`
	// FillWanted is the person's or the station's word that the dishes are due.
	FillWanted bool  `json:"fill_wanted,omitempty"`
	Reminded   bool  `json:"reminded,omitempty"`
	Sequence   int64 `json:"sequence"`

	unpublished []Event
}

// Open starts the life of a submitted order. The same arguments always give
// the same first record, which is how a repeated submit gets its first answer.
func Open(source string, submission Submission, rules Rules, checks []Check, now time.Time) *Life {
	life := &Life{Rules: rules}
	life.Order = Order{
		ID: ID(source, submission.ExternalID), Source: source, Submission: submission,
		Status: Waiting, Injection: Injection{State: InjectionNone}, Fill: rules.Fill,
		ItemsAgreed: submission.Items, ItemsOnPOS: []StationLine{}, Checks: append([]Check{}, checks...),
		CreatedAt: now, History: []HistoryEntry{},
	}
	life.Deadlines = openingDeadlines(submission.Timing, rules, now)
	life.record(now, Actor{Kind: Shop, Name: source}, EventSubmitted, "")
	return life
}

// record notes an event in the timeline and in the feed, and moves the revision.
func (l *Life) record(now time.Time, actor Actor, name EventName, detail string) {
	l.Revision++
	l.Sequence++
	l.UpdatedAt = now
	l.History = append(l.History, HistoryEntry{At: now, Actor: actor.String(), Event: name, Detail: detail})
	if extra := len(l.History) - maxHistory; extra > 0 {
		l.History = l.History[extra:]
	}
	l.unpublished = append(l.unpublished, Event{
		Sequence: l.Sequence, At: now, Actor: actor.String(), Name: name, Detail: detail,
		Status: l.Status, Injection: l.Injection.State, Reason: l.Reason, Revision: l.Revision,
	})
}

// Unpublished are the events that Published has not confirmed yet.
func (l *Life) Unpublished() []Event { return l.unpublished }

// Published forgets the events up to and including a sequence number.
func (l *Life) Published(sequence int64) {
	for len(l.unpublished) > 0 && l.unpublished[0].Sequence <= sequence {
		l.unpublished = l.unpublished[1:]
	}
}

// Record is a copy of the public record that later changes do not reach.
func (l *Life) Record() Order {
	record := l.Order
	record.History = append([]HistoryEntry{}, l.History...)
	record.Checks = append([]Check{}, l.Checks...)
	return record
}

// At is the record as it is seen at a moment: a take that ran out is gone.
func (o Order) At(now time.Time) Order {
	if o.TakenUntil != nil && !now.Before(*o.TakenUntil) {
		o.TakenBy, o.TakenUntil = "", nil
	}
	return o
}

// checkRevision refuses a caller who saw an older order.
func (l *Life) checkRevision(caller Caller) *Error {
	if caller.Revision != 0 && caller.Revision != l.Revision {
		return Errorf(CodeStaleRevision, "The order is at revision %d; you saw %d. Look at what changed and decide again.", l.Revision, caller.Revision)
	}
	return nil
}
