// Package checks says what an operator should know of an order or a cart: it is
// compared with the menu, the working hours and the other orders. It is done when
// an order comes in, and again when it is amended and accepted.
package checks

import (
	"context"
	"errors"
	"reflect"
	"time"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Menus knows what the restaurants sell. It answers at once from what was
// stored, with an error of order.CodeNotFound when nothing was.
type Menus interface {
	Menu(ctx context.Context, restaurantID string) (*menu.Menu, error)
}

// Orders are all orders, for finding one that came twice.
type Orders interface {
	Orders(ctx context.Context, filter order.Filter) (order.Page, error)
}

// Restaurants keeps the restaurants' settings.
type Restaurants interface {
	Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error)
}

// Availabilities keeps how restaurants take orders now.
type Availabilities interface {
	Availability(ctx context.Context, restaurantID string) (restaurant.Availability, error)
}

// The codes of checks that are about the whole order; docs/api.md lists them.
const (
	CheckClosed    = "restaurant_closed"
	CheckPaused    = "restaurant_paused"
	CheckTooSoon   = "time_too_soon"
	CheckDuplicate = "possible_duplicate"
)

// lookTime bounds how long an order may wait to be compared with what is known:
// checks are a help, and an order must not be lost for them.
const lookTime = 3 * time.Second

// Checker compares orders and carts with what is known.
type Checker struct {
	Menus        Menus
	Orders       Orders
	Restaurants  Restaurants
	Availability Availabilities
	Now          func() time.Time // nil: time.Now
}

// Glance is an order or cart that is looked at.
type Glance struct {
	Place      restaurant.Restaurant
	Source     string
	Submission order.Submission
	// Cart says that it is no order yet: its guest and time may not be known.
	Cart bool
	// Self is the order itself, for not taking it for its own duplicate.
	Self string
	// Again says that the order was taken in before, and is about to be decided.
	Again bool
	// OnStation is what of it is on the station already.
	OnStation []order.StationLine
}

// Look lists what the operator should know. What cannot be looked at is left
// out, and is what unseen tells of.
func (c *Checker) Look(ctx context.Context, g Glance) (findings []menu.Finding, unseen error) {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	if !g.Cart {
		findings = ownFindings(order.OwnChecks(g.Submission, c.now()))
	}
	looks := []func(context.Context, Glance) ([]menu.Finding, error){c.times, c.duplicates, c.dishes}
	for _, look := range looks {
		found, err := look(ctx, g)
		findings, unseen = append(findings, found...), errors.Join(unseen, err)
	}
	return findings, unseen
}

// Again is what is to be said of an order that is being decided, with the dishes
// it will have; nil items mean those it has. Nil checks mean that nothing is known.
func (c *Checker) Again(ctx context.Context, record order.Order, items []order.Item) (checks []order.Check, unseen error) {
	place, err := c.Restaurants.Restaurant(ctx, record.Restaurant)
	if err != nil {
		return nil, err
	}
	submission := record.Submission
	if items == nil {
		items = record.ItemsAgreed
	}
	if !reflect.DeepEqual(items, submission.Items) {
		submission.Items, submission.Totals = items, nil // the source added up other dishes
	}
	findings, unseen := c.Look(ctx, Glance{Place: place, Source: record.Source, Submission: submission, Self: record.ID, Again: true, OnStation: record.ItemsOnPOS})
	return menu.Checks(findings), unseen
}

// Check implements activities.Checker: all of it is seen, or it fails.
func (c *Checker) Check(ctx context.Context, record order.Order) ([]order.Check, error) {
	found, unseen := c.Again(ctx, record, nil)
	if unseen != nil {
		return nil, unseen
	}
	return found, nil
}

func (c *Checker) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
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

// dishes compares the dishes with the menu.
func (c *Checker) dishes(ctx context.Context, g Glance) ([]menu.Finding, error) {
	known, err := c.Menus.Menu(ctx, g.Place.ID)
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return []menu.Finding{menu.UnknownMenu()}, nil
	case err != nil:
		return []menu.Finding{menu.UnknownMenu()}, err
	}
	return known.Check(menu.Question{Source: g.Source, Currency: g.Submission.Currency, Items: g.Submission.Items, OnStation: g.OnStation, Now: c.now()}), nil
}
