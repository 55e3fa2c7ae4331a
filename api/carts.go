package api

import (
	"context"
	"time"

	"github.com/orderhatch/orderhatch/internal/checks"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

type cartBody struct {
	Restaurant  string            `json:"restaurant,omitempty" maxLength:"64" doc:"May be left out when the key has only one" example:"arbat-1"`
	ServiceType order.ServiceType `json:"service_type,omitempty" enum:"delivery,pickup"`
	Timing      order.Timing      `json:"timing,omitzero"`
	Currency    string            `json:"currency,omitempty" pattern:"^[A-Z]{3}$" patternDescription:"three capital letters" example:"RUB"`
	Items       []order.Item      `json:"items" required:"true" minItems:"1" maxItems:"200" nullable:"false" doc:"As in an order; prices are compared when they are there"`
	Charges     []order.Charge    `json:"charges,omitempty" maxItems:"20" nullable:"false"`
	Discounts   []order.Discount  `json:"discounts,omitempty" maxItems:"20" nullable:"false"`
}

// Validate implements validator.
func (b *cartBody) Validate(time.Time) []order.Fault { return order.ValidateItems(b.Items) }

// CartView is a cart at the restaurant's own prices.
type CartView struct {
	Restaurant   string           `json:"restaurant"`
	Currency     string           `json:"currency"`
	OK           bool             `json:"ok" doc:"An order like this would be taken now and have no warning or problem"`
	Accepting    bool             `json:"accepting" doc:"The restaurant takes orders now"`
	Reason       string           `json:"reason,omitempty" doc:"Why it does not"`
	Availability AvailabilityView `json:"availability"`
	MenuVersion  string           `json:"menu_version,omitempty"`
	Items        []CartItem       `json:"items" nullable:"false"`
	Checks       []order.Check    `json:"checks" nullable:"false" doc:"About the whole cart"`
	Totals       CartTotals       `json:"totals"`
}

// CartItem is a line at the restaurant's own prices.
type CartItem struct {
	LineID    string         `json:"line_id"`
	PLU       string         `json:"plu" doc:"The menu's code, also where an alias was sent"`
	Name      string         `json:"name,omitempty" doc:"As the menu has it"`
	Quantity  order.Quantity `json:"quantity"`
	UnitPrice *order.Money   `json:"unit_price,omitempty" doc:"Minor units, without modifiers; left out when it is not known"`
	Modifiers []CartModifier `json:"modifiers,omitempty" nullable:"false"`
	Amount    *order.Money   `json:"amount,omitempty" doc:"Minor units, for the whole line; left out when a price is not known"`
	Checks    []order.Check  `json:"checks" nullable:"false"`
}

// CartModifier is a modifier at the restaurant's own price.
type CartModifier struct {
	PLU       string         `json:"plu"`
	Name      string         `json:"name,omitempty"`
	Quantity  order.Quantity `json:"quantity"`
	UnitPrice *order.Money   `json:"unit_price,omitempty" doc:"Minor units; left out when it is not known"`
}

// CartTotals are the sums at the restaurant's own prices, in minor units.
type CartTotals struct {
	Items     order.Money `json:"items"`
	Charges   order.Money `json:"charges"`
	Discounts order.Money `json:"discounts"`
	Total     order.Money `json:"total"`
	Complete  bool        `json:"complete" doc:"false when a price is not known, so that the sums lack it"`
}

type cartAnswer struct{ Body CartView }

// checkCart says what an order would meet, and stores nothing.
func (s *Server) checkCart(ctx context.Context, _ *struct{}, got received[cartBody]) (*cartAnswer, error) {
	place, fault, err := s.placeNamed(ctx, got.faults, &got.body.Restaurant)
	if err != nil {
		return nil, err
	}
	if fault != nil {
		got.faults = append(got.faults, *fault)
	}
	if err := got.refusal(); err != nil {
		return nil, err
	}
	if !callerOf(ctx).Serves(place.ID) {
		return nil, s.takesOrders(ctx, place)
	}
	cart := got.body
	order.NormaliseItems(cart.Items)
	view := CartView{Restaurant: place.ID, Currency: place.Currency, Availability: s.availabilityView(ctx, place)}
	if err := s.takesOrders(ctx, place); err != nil {
		if refused := order.CodeOf(err); refused == order.CodeUnavailable {
			return nil, err
		}
		view.Reason = s.problem(ctx, err).Detail
	}
	view.Accepting = view.Reason == ""
	source := ""
	if callerOf(ctx).Source != nil {
		source = callerOf(ctx).Source.ID
	}
	findings := s.lookAt(ctx, checks.Glance{Place: place, Source: source, Cart: true,
		Submission: order.Submission{Items: cart.Items, Timing: cart.Timing, Currency: cart.Currency, ServiceType: cart.ServiceType}})
	s.priceCart(ctx, place, source, cart, &view)
	view.addChecks(findings)
	return &cartAnswer{Body: view}, nil
}

// priceCart puts the lines in at the menu's prices. Without a menu they stay
// without any.
func (s *Server) priceCart(ctx context.Context, place restaurant.Restaurant, source string, cart cartBody, view *CartView) {
	known, err := s.menus.Menu(ctx, place.ID)
	if err != nil {
		known = &menu.Menu{}
	}
	view.MenuVersion = known.Version
	priced, codes := known.Price(source, cart.Items), known.For(source)
	for i, item := range cart.Items {
		view.Items = append(view.Items, cartItem(item, priced.Lines[i], codes))
	}
	view.Totals = CartTotals{Items: priced.Sum, Complete: priced.Whole}
	for _, charge := range cart.Charges {
		view.Totals.Charges += charge.Amount
	}
	for _, discount := range cart.Discounts {
		view.Totals.Discounts += discount.Amount
	}
	view.Totals.Total = view.Totals.Items + view.Totals.Charges - view.Totals.Discounts
}

func cartItem(item order.Item, line menu.PricedLine, codes menu.Codes) CartItem {
	view := CartItem{LineID: item.LineID, PLU: codes.PLU(item.PLU), Name: line.Dish.Name, Quantity: item.Quantity, UnitPrice: line.UnitPrice,
		Amount: line.Amount, Checks: []order.Check{}}
	if line.Known {
		view.PLU = line.Dish.PLU
	}
	for j, modifier := range item.Modifiers {
		priced := line.Modifiers[j]
		one := CartModifier{PLU: codes.PLU(modifier.PLU), Name: priced.Name, Quantity: modifier.Quantity}
		if priced.Known {
			one.UnitPrice = &priced.UnitPrice
		}
		view.Modifiers = append(view.Modifiers, one)
	}
	return view
}

// addChecks gives each line its checks.
func (v *CartView) addChecks(findings []menu.Finding) {
	v.Checks, v.OK = []order.Check{}, v.Accepting
	at := map[string]int{}
	for i, item := range v.Items {
		at[item.LineID] = i
	}
	for _, finding := range findings {
		v.OK = v.OK && finding.Severity == order.Info
		if i, ofLine := at[finding.LineID]; ofLine && finding.LineID != "" {
			v.Items[i].Checks = append(v.Items[i].Checks, finding.Check)
		} else {
			v.Checks = append(v.Checks, finding.Check)
		}
	}
}

var cartNotes = notes{
	description: "Prices a cart at the restaurant's present prices and says of each line what an operator would be told of it. Nothing is stored.",
}
