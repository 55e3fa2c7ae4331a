package order

import (
	"slices"
	"time"
)

// maxHistory bounds the timeline kept with an order; the event feed keeps all.
const maxHistory = 200

// Life is an order together with what running its life needs. All its methods
// are pure: the same calls with the same times give the same life.
type Life struct {
	Order
	Rules Rules `json:"rules"`
	// Step is the station work under way or waiting to be tried again.
	Step Work `json:"step,omitempty"`
	// MaybeOnStation is true once the station may know the order.
	MaybeOnStation bool `json:"maybe_on_station,omitempty"`
	// MaybeFilled is true once the station may have got the dishes, and
	// MaybeAmended while it may have got a part of an amendment.
	MaybeFilled  bool `json:"maybe_filled,omitempty"`
	MaybeAmended bool `json:"maybe_amended,omitempty"`
	// Sending are the dishes of the step under way; Sent those that the station
	// confirmed last.
	Sending []Item `json:"sending,omitempty"`
	Sent    []Item `json:"sent,omitempty"`
	// Unproven says that Sent is only what should be there: the station must have
	// exactly that before it is changed.
	Unproven bool `json:"unproven,omitempty"`
	// Amendment counts the amendments that were begun, and Round how often a lost
	// order was created again: ids on the station are derived from both.
	Amendment int `json:"amendment,omitempty"`
	Round     int `json:"round,omitempty"`
	// ReadAt is when the station's dishes were read last.
	ReadAt time.Time `json:"read_at,omitzero"`
	// StationChecks is how many of the checks, at the end, are about the
	// station's dishes.
	StationChecks int `json:"station_checks,omitempty"`
	// FillWanted is the person's or the station's word that the dishes are due.
	FillWanted bool `json:"fill_wanted,omitempty"`
	Reminded   bool `json:"reminded,omitempty"`
	// KnownGuest says that the guest has ordered here before.
	KnownGuest bool `json:"known_guest,omitempty"`
	// Unchecked says that the order was accepted by somebody who did not look at it
	// anew, and Unseen how often it could not be looked at when it was to be
	// accepted by itself.
	Unchecked bool  `json:"unchecked,omitempty"`
	Unseen    int   `json:"unseen,omitempty"`
	Sequence  int64 `json:"sequence"`
	// Telling is a status that the station has still to be told.
	Telling *Telling `json:"telling,omitempty"`
	// Written are the details that the station was given last; nil when nobody
	// knows. Describing is how far the work on newer ones came.
	Written    *Details   `json:"written,omitempty"`
	Describing Describing `json:"describing,omitzero"`

	unpublished []Event
}

// Open starts the life of a submitted order. The same arguments always give
// the same first record, which is how a repeated submit gets its first answer.
func Open(intake Intake, now time.Time) *Life {
	source, submission, rules := intake.Source, intake.Submission, intake.Rules
	life := &Life{Rules: rules, KnownGuest: intake.KnownGuest}
	life.Order = Order{
		ID: ID(source, submission.ExternalID), Source: source, Submission: submission,
		Status: Waiting, Injection: Injection{State: InjectionNone}, Fill: rules.Fill,
		ItemsAgreed: submission.Items, ItemsOnPOS: []StationLine{}, Checks: append([]Check{}, intake.Checks...),
		CreatedAt: now, History: []HistoryEntry{},
	}
	start := now
	if intake.OpensAt != nil && intake.OpensAt.After(now) {
		start = *intake.OpensAt // nobody is there yet who could answer
	}
	life.Deadlines = openingDeadlines(submission.Timing, rules, start)
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

// Trial is a copy to try a command on: whatever is done to it does not reach l.
// Fields are replaced and never changed in place, so only the slices that grow
// have to be kept apart.
func (l *Life) Trial() *Life {
	trial := *l
	trial.History = slices.Clip(l.History)
	trial.Checks = slices.Clip(l.Checks)
	trial.unpublished = slices.Clip(l.unpublished)
	return &trial
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
