package order

import "time"

// openingDeadlines are the moments of the acceptance clock of a new order. The
// source's own deadline wins over the restaurant's rule.
func openingDeadlines(timing Timing, rules Rules, now time.Time) Deadlines {
	after := func(d time.Duration) *time.Time {
		if d <= 0 {
			return nil
		}
		at := now.Add(d)
		return &at
	}
	deadlines := Deadlines{RemindAt: after(rules.RemindAfter), EscalateAt: after(rules.EscalateAfter)}
	if rules.Unanswered != KeepWaiting {
		deadlines.ExpireAt = after(rules.ExpireAfter)
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
	switch {
	case l.Injection.State == Retrying:
		consider(l.Injection.NextAttemptAt)
	case l.Status == Waiting:
		if !l.Reminded {
			consider(l.Deadlines.RemindAt)
		}
		if !l.Escalated {
			consider(l.Deadlines.EscalateAt)
		}
		consider(l.Deadlines.ExpireAt)
	case l.Status == Scheduled:
		consider(l.Deadlines.ReleaseAt)
	}
	return at, ok
}

// Tick lets the clock do what is due now.
func (l *Life) Tick(now time.Time) {
	due := func(at *time.Time) bool { return at != nil && !now.Before(*at) }
	switch l.Status {
	case Waiting:
		l.tickWaiting(now, due)
	case Scheduled:
		if due(l.Deadlines.ReleaseAt) {
			l.release(now, Actor{Kind: System})
		}
	}
}

func (l *Life) tickWaiting(now time.Time, due func(*time.Time) bool) {
	if due(l.Deadlines.ExpireAt) {
		l.unanswered(now)
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

// unanswered is what the rule says about an order nobody decided. When the
// source set the deadline it has given up, so keeping it would help nobody.
func (l *Life) unanswered(now time.Time) {
	if l.Rules.Unanswered == AutoAccept {
		l.accepted(AcceptCommand{Caller: Caller{Actor: Actor{Kind: System}}}, now)
		return
	}
	l.Status = Expired
	l.Reason = &Reason{Code: NotAcceptedInTime, Party: "system"}
	l.settle("system")
	l.record(now, Actor{Kind: System}, EventExpired, "")
}
