package order

import "time"

// answerMargin is how long before the source gives up an order is accepted
// automatically, so that the answer reaches it in time.
const answerMargin = 10 * time.Second

// openingDeadlines are the moments of the acceptance clock of a new order, from
// the moment it starts. The source's own deadline wins over the restaurant's rule.
func openingDeadlines(timing Timing, rules Rules, start time.Time) Deadlines {
	after := func(d time.Duration) *time.Time {
		if d <= 0 {
			return nil
		}
		at := start.Add(d)
		return &at
	}
	deadlines := Deadlines{RemindAt: after(rules.RemindAfter), EscalateAt: after(rules.EscalateAfter)}
	switch rules.Unanswered {
	case Expire:
		deadlines.ExpireAt = after(rules.ExpireAfter)
	case AutoAccept:
		at := start.Add(max(rules.ExpireAfter, 0))
		if last := timing.RespondBy; last != nil && at.After(last.Add(-answerMargin)) {
			at = last.Add(-answerMargin)
		}
		deadlines.AutoAcceptAt = &at
	}
	if timing.RespondBy != nil {
		deadlines.ExpireAt = timing.RespondBy
	}
	return deadlines
}

// NextDeadline is the moment the clock has to look at the order again; ok is
// false when only a person, a source or the station can move it.
func (l *Life) NextDeadline() (at time.Time, ok bool) {
	consider := func(candidate *time.Time) {
		if candidate != nil && (!ok || candidate.Before(at)) {
			at, ok = *candidate, true
		}
	}
	if l.Injection.State == Retrying {
		consider(l.Injection.NextAttemptAt)
	}
	if !l.Status.Final() {
		consider(l.TakenUntil)
	}
	if l.describable() {
		consider(l.Describing.NextAt)
	}
	if l.tellable() {
		consider(l.Telling.NextAt)
	}
	switch l.Status {
	case Waiting:
		if !l.Reminded {
			consider(l.Deadlines.RemindAt)
		}
		if !l.Escalated {
			consider(l.Deadlines.EscalateAt)
		}
		consider(l.Deadlines.AutoAcceptAt)
		consider(l.Deadlines.ExpireAt)
	case Scheduled:
		consider(l.Deadlines.ReleaseAt)
	}
	if l.closable() {
		consider(l.Deadlines.CloseAt)
	}
	return at, ok
}

// Tick lets the clock do what is due now, but for what needs a look at the order
// first (WorkCheck).
func (l *Life) Tick(now time.Time) {
	due := func(at *time.Time) bool { return at != nil && !now.Before(*at) }
	switch {
	case l.Status == Waiting:
		l.tickWaiting(now, due)
	case l.Status == Scheduled && due(l.Deadlines.ReleaseAt):
		l.release(now, Actor{Kind: System})
	case l.closable() && due(l.Deadlines.CloseAt):
		l.become(Completed, Actor{Kind: System}, now)
	}
	if !l.Status.Final() && due(l.TakenUntil) {
		l.TakenBy, l.TakenUntil = "", nil
		l.record(now, Actor{Kind: System}, EventReleased, "run out")
	}
}

func (l *Life) tickWaiting(now time.Time, due func(*time.Time) bool) {
	if due(l.Deadlines.ExpireAt) {
		l.expire(now)
		return
	}
	if !l.Reminded && due(l.Deadlines.RemindAt) {
		l.Reminded = true
		l.record(now, Actor{Kind: System}, EventReminded, "")
	}
	if !l.Escalated && due(l.Deadlines.EscalateAt) {
		l.Escalated = true
		l.record(now, Actor{Kind: System}, EventEscalated, "")
	}
}

// expire ends an order that nobody decided. When the source set the deadline it
// has given up, so keeping the order would help nobody.
func (l *Life) expire(now time.Time) {
	l.Status = Expired
	l.Reason = &Reason{Code: NotAcceptedInTime, Party: "system"}
	l.settle("system")
	l.record(now, Actor{Kind: System}, EventExpired, "")
}

// setCloseTime says when an accepted order that everybody forgot is completed.
func (l *Life) setCloseTime(accepted time.Time) {
	if l.Rules.CloseAfter <= 0 {
		return
	}
	from := accepted
	for _, promised := range []*time.Time{l.Timing.ExpectedAt, l.ConfirmedAt} {
		if promised != nil && promised.After(from) {
			from = *promised
		}
	}
	at := from.Add(l.Rules.CloseAfter)
	l.Deadlines.CloseAt = &at
}

// closable says whether an order can be completed without a person looking: it
// was accepted, and the station has its dishes.
func (l *Life) closable() bool { return l.Status.CanBecome(Completed) && l.atRest() }
