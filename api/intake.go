package api

import (
	"context"

	"github.com/orderhatch/orderhatch/internal/checks"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
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

func (o *Options) checker() *checks.Checker {
	return &checks.Checker{Menus: o.Menus, Orders: o.Orders, Restaurants: o.Restaurants, Availability: o.Availability, Now: o.Now}
}

// lookAt lists what the operator should know. It never fails: what cannot be
// looked at is left out.
func (s *Server) lookAt(ctx context.Context, g checks.Glance) []menu.Finding {
	findings, unseen := s.checker.Look(ctx, g)
	s.noteUnseen(ctx, g.Place.ID, unseen)
	return findings
}

// recheck is what is to be said of an order that is being decided, with the
// dishes it will have; nil items mean those it has. Nil checks mean that nothing
// is known.
func (s *Server) recheck(ctx context.Context, record order.Order, items []order.Item) []order.Check {
	found, unseen := s.checker.Again(ctx, record, items)
	s.noteUnseen(ctx, record.Restaurant, unseen)
	return found
}

func (s *Server) noteUnseen(ctx context.Context, restaurantID string, unseen error) {
	if unseen != nil {
		s.log.WarnContext(ctx, "An order could not be compared with all that is known", "request_id", requestID(ctx), "restaurant", restaurantID, "error", unseen)
	}
}

// lenient are the checks that a strict source is not refused for: it can do
// nothing about them.
var lenient = map[string]bool{menu.CheckMenuUnknown: true, menu.CheckMenuOld: true, "test_order": true, checks.CheckDuplicate: true}

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
