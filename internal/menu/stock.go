package menu

import (
	"cmp"
	"slices"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// stock is what can be sold now, by Ident. What is not in it, cannot.
type stock struct {
	Dishes    []offer `json:"dishes"`
	Modifiers []offer `json:"modifiers"`
	// AllModifiers says that every modifier goes that is not stopped: the station
	// told its stop list. Its order menu may leave out modifiers without a price.
	AllModifiers bool `json:"all_modifiers,omitempty"`
}

// offer is one dish or modifier with its present price and remainder.
type offer struct {
	Ident  int64           `json:"i"`
	Price  *order.Money    `json:"p,omitempty"`
	Left   *order.Quantity `json:"l,omitempty"`
	Stop   Stop            `json:"s,omitempty"`
	Reason string          `json:"r,omitempty"` // the till's own words
}

// joinStock puts together what the order menu offers and what the stop list forbids.
func joinStock(menu rk7.OrderMenu, rests []rk7.DishRest, stops []rk7.Named) stock {
	return stock{Dishes: dishOffers(menu.Dishes, rests), Modifiers: modifierOffers(menu.Modifiers, stops)}
}

func dishOffers(prices []rk7.MenuPrice, rests []rk7.DishRest) []offer {
	offers := map[int64]offer{}
	for _, price := range prices {
		offers[price.ID] = offer{Ident: price.ID, Price: money(price.Price), Left: quantity(price.Remainder)}
	}
	for _, rest := range rests {
		one, onSale := offers[rest.Dish.ID]
		one.Ident, one.Reason = rest.Dish.ID, rest.Reason.Name
		if one.Left == nil {
			one.Left = quantity(rest.Quantity)
		}
		switch {
		case rest.Prohibited:
			one.Stop = StopListed
		case !onSale && (one.Left == nil || *one.Left > 0):
			continue // it has a remainder, but is not on sale for another reason
		}
		offers[rest.Dish.ID] = one
	}
	for ident, one := range offers {
		if one.Stop == "" && one.Left != nil && *one.Left <= 0 {
			one.Stop = SoldOut
			offers[ident] = one
		}
	}
	return sorted(offers)
}

func modifierOffers(prices []rk7.MenuPrice, stops []rk7.Named) []offer {
	offers := map[int64]offer{}
	for _, price := range prices {
		one := offer{Ident: price.ID, Price: money(price.Price)}
		if price.Remainder != nil && *price.Remainder <= 0 {
			one.Stop = SoldOut
		}
		offers[price.ID] = one
	}
	for _, stop := range stops {
		one := offers[stop.ID]
		one.Ident, one.Stop = stop.ID, StopListed
		offers[stop.ID] = one
	}
	return sorted(offers)
}

// sorted makes equal stocks equal byte by byte.
func sorted(offers map[int64]offer) []offer {
	out := make([]offer, 0, len(offers))
	for _, one := range offers {
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b offer) int { return cmp.Compare(a.Ident, b.Ident) })
	return out
}

// maxPrice is far above any dish; rk7.NoPrice is beyond it.
const maxPrice = 10_000_000_000

// money is a price of the station, nil where it has none.
func money(price int64) *order.Money {
	if price < 0 || price > maxPrice {
		return nil
	}
	amount := order.Money(price)
	return &amount
}

func quantity(thousandths *int64) *order.Quantity {
	if thousandths == nil {
		return nil
	}
	left := order.Quantity(max(*thousandths, 0))
	return &left
}
