package order

import (
	"slices"
	"time"
)

// Why an order was not accepted by itself, beside the codes of its checks.
const (
	GuestUnknown = "guest_unknown"
	SumUnknown   = "sum_unknown"
	SumNotBelow  = "sum_not_below"
	NotChecked   = "not_checked" // it could not be looked at
)

const (
	// lookAgainAfter is the pause before an order is looked at again that could not
	// be, and maxUnseen how often that is tried before it is left to a person: an
	// outage of some minutes is waited out.
	lookAgainAfter = 15 * time.Second
	maxUnseen      = 20
)

// leaveToPeople keeps the rule from accepting an order while a person is on it or
// wants to call the guest again. The source's own deadline moves for nobody.
func (l *Life) leaveToPeople(until time.Time) {
	at := l.Deadlines.AutoAcceptAt
	if last := l.Timing.RespondBy; last != nil && until.After(last.Add(-answerMargin)) {
		until = last.Add(-answerMargin)
	}
	if at != nil && until.After(*at) {
		l.Deadlines.AutoAcceptAt = &until
	}
}

// checkDue says whether the order has to be looked at before anything else: its
// time to be accepted by itself has come, or it was accepted without a look.
func (l *Life) checkDue(now time.Time) bool {
	if l.Status == Waiting {
		at := l.Deadlines.AutoAcceptAt
		return at != nil && !now.Before(*at)
	}
	return l.Unchecked && !l.Status.Final()
}

// Checked takes in what was found at the order as it was at a revision. If it has
// changed since, it is looked at again.
func (l *Life) Checked(revision int64, checks []Check, now time.Time) {
	if revision != l.Revision || !l.checkDue(now) {
		return
	}
	before := l.Checks
	checks = append([]Check{}, checks...)
	l.recheck(checks)
	if l.Status == Waiting {
		l.autoAccept(checks, now)
		return
	}
	l.Unchecked = false
	if !slices.Equal(before, l.Checks) {
		l.touch(now)
	}
}

// NotChecked notes that the order could not be looked at. One that people
// accepted goes on; one that would be accepted by itself waits, in the end for a
// person.
func (l *Life) NotChecked(now time.Time) {
	if !l.checkDue(now) {
		return
	}
	if l.Status != Waiting {
		l.Unchecked = false
		return
	}
	l.Unseen++
	next := now.Add(lookAgainAfter)
	if expires := l.Deadlines.ExpireAt; l.Unseen >= maxUnseen || expires != nil && !next.Before(*expires) {
		l.notAutoAccepted(NotChecked, now)
		return
	}
	l.Deadlines.AutoAcceptAt = &next
	l.touch(now)
}

// touch lets lists show what no event tells of.
func (l *Life) touch(now time.Time) {
	l.Revision++
	l.UpdatedAt = now
}

// autoAccept accepts an order that fulfils the rule, and says why another one
// goes on waiting for a person. It is tried once.
func (l *Life) autoAccept(checks []Check, now time.Time) {
	switch obstacle := l.Rules.Auto.obstacle(&l.Order, l.KnownGuest); {
	case obstacle != "":
		l.notAutoAccepted(obstacle, now)
	case l.Rules.Auto.DryRun:
		l.Deadlines.AutoAcceptAt = nil
		l.record(now, Actor{Kind: System}, EventWouldAutoAccept, "")
	default:
		l.accepted(AcceptCommand{Caller: Caller{Actor: Actor{Kind: System}}, Checks: checks}, now)
	}
}

func (l *Life) notAutoAccepted(obstacle string, now time.Time) {
	l.Deadlines.AutoAcceptAt = nil
	l.record(now, Actor{Kind: System}, EventNotAutoAccepted, obstacle)
}

// blind are the checks that say that the dishes were not compared with what the
// restaurant sells now. A person is told so in passing; without one it is no green.
var blind = map[string]bool{"menu_unknown": true, "menu_old": true}

// obstacle names what keeps an order from being accepted automatically; empty
// when nothing does.
func (r AutoRule) obstacle(record *Order, knownGuest bool) string {
	if r.OnlyKnown && !knownGuest {
		return GuestUnknown
	}
	if r.OnlyGreen {
		for _, check := range record.Checks {
			if check.Severity != Info || blind[check.Code] {
				return check.Code
			}
		}
	}
	if r.Below > 0 {
		sum, priced := SumOfItems(record.ItemsAgreed)
		switch {
		case !priced:
			return SumUnknown
		case sum >= r.Below:
			return SumNotBelow
		}
	}
	return ""
}
