package minidelivery

import (
	"context"
	"strings"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
)

// validate looks a cart over before it is ordered: what could not be sold now is
// an error here, because the guest can still choose something else.
func (h *Handler) validate(ctx context.Context, c call) (answer, error) {
	var cart cartRequest
	if err := decode(c.body, &cart); err != nil {
		return answer{}, err
	}
	lines, err := items(cart.Content)
	if err != nil {
		return answer{}, err
	}
	order.NormaliseItems(lines)
	if faults := order.ValidateItems(lines); len(faults) > 0 {
		return answer{}, &order.Error{Code: order.CodeInvalid, Faults: faults}
	}
	known, err := h.Menus.Menu(ctx, c.place.ID)
	if err != nil {
		return answer{}, err
	}
	var problems []string
	for _, finding := range known.Check(menu.Question{Source: c.source.ID, Items: lines, Now: h.Now()}) {
		if finding.Severity == order.Problem && len(problems) < 10 {
			problems = append(problems, finding.Message)
		}
	}
	priced := pricedCart(known.Price(c.source.ID, lines), lines)
	return answer{Result: len(problems) == 0, Message: strings.Join(problems, " "), Order: priced}, nil
}

// pricedCart is a cart at the menu's prices.
func pricedCart(priced menu.Priced, lines []order.Item) *status {
	cart := &status{Amount: priced.Sum, Items: []statusLine{}, Discounts: []struct{}{}}
	for i, one := range priced.Lines {
		line := statusLine{Code: codeOf(lines[i].PLU), Name: one.Dish.Name, Quantity: number(lines[i].Quantity)}
		if one.UnitPrice != nil {
			line.Price = *one.UnitPrice
		}
		if one.Amount != nil {
			line.Total = *one.Amount
		}
		cart.Items = append(cart.Items, line)
	}
	return cart
}
