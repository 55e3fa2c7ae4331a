package order

import (
	"fmt"
	"slices"
	"time"
)

// OwnChecks are what can be said of a submission without knowing the menu.
func OwnChecks(s Submission, now time.Time) []Check {
	var checks []Check
	add := func(severity Severity, code, message string) {
		checks = append(checks, Check{Code: code, Severity: severity, Message: message})
	}
	if _, ok := s.Guest.Phone.E164(); !ok {
		add(Warning, "phone_implausible", "The phone number does not look complete.")
	}
	if at := s.Timing.ExpectedAt; at != nil && at.Before(now) {
		add(Warning, "time_past", "The time the guest expects the order at has passed.")
	}
	if s.Callback != nil && !s.Callback.Usable() {
		add(Warning, "callback_unusable", "The address for callbacks is not a whole http(s) URL, so the source will not hear of this order.")
	}
	if s.IsTest {
		add(Info, "test_order", "The source marked this as a test order.")
	}
	return append(checks, s.totalsCheck()...)
}

// recheck puts what was found now in the place of what was found before; what
// the station's dishes were flagged for stays.
func (l *Life) recheck(checks []Check) {
	if checks == nil {
		return
	}
	station := l.Checks[len(l.Checks)-l.StationChecks:]
	l.Checks = append(slices.Clone(checks), station...)
}

// totalsCheck flags sums of the source that do not add up.
func (s Submission) totalsCheck() []Check {
	if s.Totals == nil {
		return nil
	}
	flag := func(what string, said, counted Money) []Check {
		return []Check{{Code: "totals_differ", Severity: Warning,
			Message: fmt.Sprintf("The source's %s is %s; its lines add up to %s.", what, said, counted)}}
	}
	items, priced := SumOfItems(s.Items)
	if priced && s.Totals.Items != 0 && s.Totals.Items != items {
		return flag("sum of the items", s.Totals.Items, items)
	}
	var charges, discounts Money
	for _, charge := range s.Charges {
		charges += charge.Amount
	}
	for _, discount := range s.Discounts {
		discounts += discount.Amount
	}
	if total := items + charges - discounts; priced && s.Totals.Total != 0 && s.Totals.Total != total {
		return flag("total", s.Totals.Total, total)
	}
	return nil
}
