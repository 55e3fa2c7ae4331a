package order

import (
	"fmt"
	"slices"
	"time"
)

// Telling is a status that people decided and the station has not been told
// yet. Nothing of the order waits for it but the order's end, and that not for
// long.
type Telling struct {
	Status   Status     `json:"status"`
	Attempts int        `json:"attempts,omitempty"`
	NextAt   *time.Time `json:"next_at,omitempty"`
}

// maxTellings is how often the station is told before people are left to do it:
// with the pauses between, some ten minutes.
const maxTellings = 12

// checkUntold flags an order whose status the station does not know.
const checkUntold = "status_not_on_station"

// tellOf decides whether the station has to hear of a new status. What it said
// itself it knows, and of what people decided the newest is enough.
func (l *Life) tellOf(status Status, actor Actor) {
	switch {
	case actor.Kind != Person:
		l.Telling = nil
	case slices.Contains(l.Rules.Tell, status):
		l.Telling = &Telling{Status: status}
	}
}

// tellable says whether there is something to tell, and an order of ours on the
// station that it is about.
func (l *Life) tellable() bool {
	ours := l.POS.OrderGUID != "" && (l.Injection.State == Filled || l.Injection.State == NeedsOperator)
	return l.Telling != nil && ours
}

func (l *Life) nextTelling(now time.Time) Work {
	if l.Telling.NextAt != nil && now.Before(*l.Telling.NextAt) {
		return WorkNone
	}
	return WorkTell
}

// Told notes that the station knows a status.
func (l *Life) Told(status Status, now time.Time) {
	if l.Telling != nil && l.Telling.Status == status {
		l.Telling = nil
	}
	l.dropFlag(checkUntold)
	l.record(now, Actor{Kind: Station}, EventTold, string(status))
}

// NotTold notes that the station was not told, and when it is tried again if
// that may help. A newer status that came meanwhile is told in its stead.
func (l *Life) NotTold(status Status, fault *StationFault, again bool, next, now time.Time) {
	if l.Telling == nil || l.Telling.Status != status {
		return
	}
	attempts := l.Telling.Attempts + 1
	if again && attempts < maxTellings {
		l.Telling = &Telling{Status: status, Attempts: attempts, NextAt: &next}
		if attempts == 1 {
			l.flag(checkUntold, fmt.Sprintf("The station does not know yet that the order is %s: %s It is told again by itself.", status, fault.Message))
			l.Revision++
			l.UpdatedAt = now
		}
		return
	}
	l.Telling = nil
	l.flag(checkUntold, fmt.Sprintf("The station does not know that the order is %s: %s Set it on the till.", status, fault.Message))
	l.record(now, Actor{Kind: System}, EventNotTold, string(fault.Code))
}

// flag says something about the station that a new reading of the dishes does
// not change, in the place of what was said of it before.
func (l *Life) flag(code, message string) {
	l.dropFlag(code)
	l.Checks = append(slices.Clone(l.Checks), Check{Code: code, Severity: Warning, Message: message})
	l.StationChecks++
}

func (l *Life) dropFlag(code string) {
	before := len(l.Checks)
	l.Checks = slices.DeleteFunc(slices.Clone(l.Checks), func(check Check) bool { return check.Code == code })
	l.StationChecks -= before - len(l.Checks)
}

// flags are the checks that a new reading of the dishes says nothing about.
func flags(checks []Check) (kept []Check) {
	for _, check := range checks {
		if check.Code == checkUntold || check.Code == checkDetails {
			kept = append(kept, check)
		}
	}
	return kept
}
