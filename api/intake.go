package api

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Menus knows what the restaurants sell. Menu answers at once from what was
// stored, with an error of order.CodeNotFound when nothing was; Refresh asks the
// station; Forget says that something of it was changed in the database, for one
// restaurant or, without a name, for all.
type Menus interface {
	Menu(ctx context.Context, restaurantID string) (*menu.Menu, error)
	Refresh(ctx context.Context, restaurantID string) (*menu.Menu, error)
	Forget(restaurantID string)
}

// noMenus stands in when nobody imports menus.
type noMenus struct{}

func (noMenus) Menu(context.Context, string) (*menu.Menu, error) {
	return nil, refusal(order.CodeNotFound, "No menu was imported.")
}

func (noMenus) Forget(string) {}

func (m noMenus) Refresh(ctx context.Context, restaurantID string) (*menu.Menu, error) {
	return m.Menu(ctx, restaurantID)
}

// The codes of checks that are about the whole order; docs/api.md lists them.
const (
	checkClosed    = "restaurant_closed"
	checkTooSoon   = "time_too_soon"
	checkDuplicate = "possible_duplicate"
)

const (
	// checkTime bounds how long an order may wait to be compared with what is
	// known: checks are a help, and an order must not be lost for them.
	checkTime          = 3 * time.Second
	defaultDuplicateIn = 30 * time.Minute
	clockForm          = "2 January 15:04"
)

// glance is an order or cart that is looked at.
type glance struct {
	place      restaurant.Restaurant
	source     string
	submission order.Submission
	// known is false for a cart, whose guest and time may not be known yet.
	known bool
	// self is the order itself, for not taking it for its own duplicate.
	self string
	// onStation is what of it is on the station already.
	onStation []order.StationLine
}

// lookAt lists what the operator should know. It never fails: what cannot be
// looked at is left out.
func (s *Server) lookAt(ctx context.Context, e glance) []menu.Finding {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	var findings []menu.Finding
	if e.known {
		findings = append(findings, ownFindings(order.OwnChecks(e.submission, s.now()))...)
	}
	findings = append(findings, s.timeFindings(ctx, e)...)
	if e.known {
		findings = append(findings, s.duplicateFindings(ctx, e)...)
	}
	return append(findings, s.menuFindings(ctx, e)...)
}

// recheck is what is to be said of an order that is being decided, with the
// dishes it will have; nil items mean those it has. Nil checks mean that the
// order keeps what it has.
func (s *Server) recheck(ctx context.Context, record order.Order, items []order.Item) []order.Check {
	place, err := s.restaurants.Restaurant(ctx, record.Restaurant)
	if err != nil {
		return nil
	}
	submission := record.Submission
	if items == nil {
		items = record.ItemsAgreed
	}
	if !reflect.DeepEqual(items, submission.Items) {
		submission.Items, submission.Totals = items, nil // the source added up other dishes
	}
	return menu.Checks(s.lookAt(ctx, glance{place: place, source: record.Source, submission: submission, known: true, self: record.ID, onStation: record.ItemsOnPOS}))
}

// fields are where the faults of whole orders lie.
var fields = map[string]string{"phone_implausible": "guest.phone", "time_past": "timing.expected_at", "totals_differ": "totals", "test_order": "is_test"}

func ownFindings(checks []order.Check) []menu.Finding {
	findings := make([]menu.Finding, len(checks))
	for i, check := range checks {
		findings[i] = menu.Finding{Check: check, Field: fields[check.Code]}
	}
	return findings
}

// timeFindings says whether the restaurant is open when the order is due, and
// whether that can be met.
func (s *Server) timeFindings(ctx context.Context, e glance) []menu.Finding {
	now := s.now()
	due := now
	if at := e.submission.Timing.ExpectedAt; at != nil && at.After(now) {
		due = *at
	}
	local := due.In(e.place.Location())
	if opens, closed := e.place.Hours.NextOpening(local); closed || !e.place.Hours.OpenAt(local) {
		message := "The restaurant is closed at that time."
		if closed {
			message = fmt.Sprintf("The restaurant is closed at that time; it opens on %s.", opens.Format(clockForm))
		}
		return []menu.Finding{{Field: "timing.expected_at", Check: order.Check{Code: checkClosed, Severity: order.Warning, Message: message}}}
	}
	said, err := s.switches.Availability(ctx, e.place.ID)
	if err != nil || e.submission.Timing.ExpectedAt == nil || due.Equal(now) {
		return nil
	}
	if busy := said.At(now); busy.Mode == restaurant.Busy && due.Before(now.Add(time.Duration(busy.Minutes)*time.Minute)) {
		return []menu.Finding{{Field: "timing.expected_at", Check: order.Check{Code: checkTooSoon, Severity: order.Warning,
			Message: fmt.Sprintf("The restaurant is busy and takes %d minutes longer than usual.", busy.Minutes)}}}
	}
	return nil
}

// duplicateFindings looks for another order of the same phone a short time ago:
// guests press twice, and order again by phone what the website did not answer.
func (s *Server) duplicateFindings(ctx context.Context, e glance) []menu.Finding {
	within := e.place.Intake.DuplicateWithin
	if within == 0 {
		within = defaultDuplicateIn
	}
	phone, plausible := e.submission.Guest.Phone.E164()
	if within < 0 || !plausible {
		return nil
	}
	page, err := s.orders.Orders(ctx, order.Filter{Restaurants: []string{e.place.ID}, Text: phone, Since: s.now().Add(-within), Limit: 5})
	if err != nil {
		s.log.WarnContext(ctx, "An order could not be compared with earlier ones", "request_id", requestID(ctx), "error", err)
		return nil
	}
	for _, other := range page.Orders {
		if number, _ := other.Guest.Phone.E164(); number != phone || other.ID == e.self {
			continue
		}
		message := "The same phone is on another order of a short time ago."
		if other.Source == e.source { // other sources' numbers are not this one's business
			message = fmt.Sprintf("The same phone is on order %s, which is %s.", other.Number(), other.Status)
		}
		return []menu.Finding{{Field: "guest.phone", Check: order.Check{Code: checkDuplicate, Severity: order.Warning, Message: message}}}
	}
	return nil
}

// menuFindings compares the dishes with the menu.
func (s *Server) menuFindings(ctx context.Context, e glance) []menu.Finding {
	known, err := s.menus.Menu(ctx, e.place.ID)
	if err != nil {
		if order.CodeOf(err) != order.CodeNotFound {
			s.log.WarnContext(ctx, "An order could not be compared with the menu", "request_id", requestID(ctx), "restaurant", e.place.ID, "error", err)
		}
		return []menu.Finding{menu.UnknownMenu()}
	}
	return known.Check(menu.Question{Source: e.source, Currency: e.submission.Currency, Items: e.submission.Items, OnStation: e.onStation, Now: s.now()})
}

// lenient are the checks that a strict source is not refused for: it can do
// nothing about them.
var lenient = map[string]bool{menu.CheckMenuUnknown: true, menu.CheckMenuOld: true, "test_order": true, checkDuplicate: true}

// strictRefusal refuses what a strict source wants refused; nil when there is
// nothing.
func strictRefusal(findings []menu.Finding) error {
	var got received[struct{}]
	for _, finding := range findings {
		if !lenient[finding.Code] {
			got.faults = append(got.faults, order.Fault{Field: finding.Field, Code: finding.Code, Message: finding.Message})
		}
	}
	return got.refusal()
}
