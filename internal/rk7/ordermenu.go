package rk7

import (
	"context"
	"time"
)

const (
	cmdGetOrderMenu  = "GetOrderMenu"
	cmdGetDishRests  = "GetDishRests"
	cmdModifierStops = "GetModifierStopList"
)

// GetOrderMenu asks what can be sold now on a station, at which price, and how
// much of it is left.
type GetOrderMenu struct {
	Station       Ref
	Waiter        Ref
	Table         Ref
	OrderCategory Ref
	// At asks for the menu of another moment; zero is now.
	At time.Time
}

type orderMenuXML struct {
	CMD           string  `xml:"CMD,attr"`
	DateTime      string  `xml:"dateTime,attr,omitempty"`
	Station       refXML  `xml:"Station"`
	Waiter        *refXML `xml:"Waiter"`
	Table         *refXML `xml:"Table"`
	OrderCategory *refXML `xml:"OrderCategory"`
}

// CommandName implements Command.
func (GetOrderMenu) CommandName() string { return cmdGetOrderMenu }

// Encode implements Command.
func (g GetOrderMenu) Encode() ([]byte, error) {
	if g.Station.IsZero() {
		return nil, missing("station")
	}
	return encode(orderMenuXML{
		CMD: cmdGetOrderMenu, DateTime: optionalTime(g.At), Station: g.Station.xml(),
		Waiter: g.Waiter.optional(), Table: g.Table.optional(), OrderCategory: g.OrderCategory.optional(),
	})
}

// OrderMenu is what can be sold now. It has no names: join it with the
// dictionaries by ID. A dish that is not in it cannot be sold.
type OrderMenu struct {
	Envelope
	Dishes     []MenuPrice
	Modifiers  []MenuPrice
	OrderTypes []int64
}

// MenuPrice is the price of a dish or modifier in kopecks, NoPrice for none.
// Remainder is in thousandths, nil for unlimited, 0 for sold out.
type MenuPrice struct {
	ID        int64
	Price     int64
	Remainder *int64
}

// GetOrderMenu asks what can be sold now on a station.
func (c *Client) GetOrderMenu(ctx context.Context, request GetOrderMenu) (OrderMenu, error) {
	r, err := c.call(ctx, reading, request)
	if err != nil {
		return OrderMenu{}, err
	}
	s := c.scan()
	menu := OrderMenu{Envelope: r.Envelope, Dishes: s.menuPrices(r.result.child("Dishes")), Modifiers: s.menuPrices(r.result.child("Modifiers"))}
	for _, n := range r.result.child("OrderTypes").children("Item") {
		menu.OrderTypes = append(menu.OrderTypes, s.int(n, "Ident", "ID"))
	}
	return menu, c.finish(cmdGetOrderMenu, s)
}

func (s *scan) menuPrices(group *node) []MenuPrice {
	var out []MenuPrice
	for _, n := range group.children("Item") {
		price := MenuPrice{ID: s.int(n, "Ident", "ID"), Price: NoPrice, Remainder: s.optInt(n, "quantity")}
		if p := s.optInt(n, "Price"); p != nil {
			price.Price = *p
		}
		out = append(out, price)
	}
	return out
}

// DishRest is a remainder or a prohibition entered at the till.
type DishRest struct {
	Dish Named
	// Quantity is in thousandths, nil when only a prohibition was entered.
	Quantity   *int64
	Prohibited bool
	Reason     Named
}

// GetDishRests lists the stop list with its remainders.
func (c *Client) GetDishRests(ctx context.Context) ([]DishRest, error) {
	r, err := c.call(ctx, reading, plainCommand(cmdGetDishRests))
	if err != nil {
		return nil, err
	}
	s := c.scan()
	var out []DishRest
	nodes := append(r.result.children("DishRest"), r.result.child("DishRests").children("DishRest")...)
	for _, n := range nodes {
		out = append(out, DishRest{Dish: s.named(n), Quantity: s.optInt(n, "quantity"), Prohibited: s.bool(n, "prohibited"), Reason: s.named(n.child("Reason"))})
	}
	return out, c.finish(cmdGetDishRests, s)
}

// GetModifierStopList lists the modifiers that cannot be sold now.
func (c *Client) GetModifierStopList(ctx context.Context) ([]Named, error) {
	r, err := c.call(ctx, reading, plainCommand(cmdModifierStops))
	if err != nil {
		return nil, err
	}
	s := c.scan()
	var out []Named
	for _, n := range r.result.nodes {
		if n.name == "Modifier" || n.name == "Item" || n.name == "Modi" {
			out = append(out, s.named(n))
		}
	}
	return out, c.finish(cmdModifierStops, s)
}
