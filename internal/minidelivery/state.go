package minidelivery

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// status is an order, or a cart, as the protocol tells it.
type status struct {
	ID          int64        `json:"id,omitempty"`
	Status      *int         `json:"status,omitempty"` // nil for a cart
	Amount      order.Money  `json:"amount"`
	Paid        *order.Money `json:"paid,omitempty"`
	DiscountSum order.Money  `json:"discountsum"`
	Discounts   []struct{}   `json:"discounts"`
	Items       []statusLine `json:"items"`
}

type statusLine struct {
	Code     any         `json:"code"`
	Name     string      `json:"name,omitempty"`
	Price    order.Money `json:"price"`
	Quantity json.Number `json:"quantity"`
	Total    order.Money `json:"total"`
}

func number(quantity order.Quantity) json.Number { return json.Number(quantity.String()) }

// usualStatuses are the numbers that sources are known to tell apart: 0 taken
// in, 1 being cooked, 2 handed over to the courier, 3 and 4 the end.
var usualStatuses = map[order.Status]int{
	order.Waiting: 0, order.Scheduled: 0, order.Accepted: 1, order.InWork: 1, order.Ready: 1, order.OnTheWay: 2, order.Completed: 3,
	order.Rejected: 4, order.Cancelled: 4, order.Expired: 4, order.Failed: 4,
}

func statusNumber(settings restaurant.MiniDelivery, status order.Status) int {
	if set, ok := settings.Statuses[status]; ok {
		return set
	}
	return usualStatuses[status]
}

// orderState tells how an order of the source is.
func (h *Handler) orderState(ctx context.Context, c call) (answer, error) {
	missing := order.Errorf(order.CodeNotFound, "There is no order with this order_id.")
	asked, err := strconv.ParseInt(c.query("order_id"), 10, 64)
	if err != nil {
		return answer{}, order.Errorf(order.CodeInvalid, "order_id must be a number.")
	}
	id, err := h.Orders.OrderOfNumber(ctx, asked)
	if err != nil {
		return answer{}, orElse(err, missing)
	}
	record, pending, err := h.Orders.Order(ctx, id)
	if err != nil {
		return answer{}, orElse(err, missing)
	}
	if record.Source != c.source.ID {
		return answer{}, missing
	}
	if pending {
		record.Status = order.Waiting
	}
	return answer{Result: true, Order: stateOf(asked, record, c.place.MiniDelivery)}, nil
}

// orElse words "there is none" for the source.
func orElse(err error, missing error) error {
	if order.CodeOf(err) == order.CodeNotFound {
		return missing
	}
	return err
}

func stateOf(id int64, record order.Order, settings restaurant.MiniDelivery) *status {
	code := statusNumber(settings, record.Status)
	state := &status{ID: id, Status: &code, Items: []statusLine{}, Discounts: []struct{}{}}
	for _, line := range record.ItemsOnPOS {
		state.Items = append(state.Items, statusLine{Code: codeOf(line.PLU), Name: line.Name, Price: line.UnitPrice, Quantity: number(line.Quantity), Total: line.Amount})
	}
	switch {
	case record.POS.OrderSum != nil:
		state.Amount = *record.POS.OrderSum
	case record.Totals != nil:
		state.Amount = record.Totals.Total
	}
	if len(record.ItemsOnPOS) == 0 {
		for _, item := range record.ItemsAgreed {
			line := statusLine{Code: codeOf(item.PLU), Name: item.Name, Quantity: number(item.Quantity)}
			if item.UnitPrice != nil {
				line.Price, line.Total = *item.UnitPrice, item.UnitPrice.Times(item.Quantity)
			}
			state.Items = append(state.Items, line)
		}
	}
	for _, payment := range record.Payments {
		if payment.State == "paid" {
			paid := payment.Amount
			state.Paid = &paid
		}
	}
	return state
}

// notification is the body of a status callback.
type notification struct {
	OrderID int64          `json:"order_id"`
	Meta    map[string]any `json:"guestmeta"`
	Phone   string         `json:"phone_number"`
	Status  int            `json:"status"`
}

// CallbackForm words callbacks as the replaced product did. The guest's phone is
// read when the callback is sent, and kept nowhere else.
func CallbackForm(orders Orders, restaurants Restaurants) func(ctx context.Context, notice order.Notice) ([]byte, error) {
	return func(ctx context.Context, notice order.Notice) ([]byte, error) {
		record, _, err := orders.Order(ctx, notice.OrderID)
		if err != nil {
			return nil, err
		}
		id, err := orders.OrderNumber(ctx, notice.OrderID)
		if err != nil {
			return nil, err
		}
		place, err := restaurants.Restaurant(ctx, notice.Restaurant)
		if err != nil && order.CodeOf(err) != order.CodeNotFound {
			return nil, err
		}
		said := notification{OrderID: id, Meta: record.Guest.Meta, Phone: string(record.Guest.Phone), Status: statusNumber(place.MiniDelivery, notice.Event.Status)}
		if said.Meta == nil {
			said.Meta = map[string]any{}
		}
		return json.Marshal(said)
	}
}
