package minidelivery

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// statusEvents are the events at which an order's status changes; the others
// were never told in this protocol.
var statusEvents = []string{
	string(order.EventAccepted), string(order.EventHeld), string(order.EventDue), string(order.EventRejected), string(order.EventCancelled),
	string(order.EventExpired), string(order.EventFailed), string(order.EventStatus), string(order.EventCompleted),
}

// postOrder takes an order in.
func (h *Handler) postOrder(ctx context.Context, c call) (answer, error) {
	var request orderRequest
	if err := decode(c.body, &request); err != nil {
		return answer{}, err
	}
	submission, err := h.submission(ctx, c.place, request)
	if err != nil {
		return answer{}, err
	}
	receipt, err := h.submitOnce(ctx, c, submission)
	if err != nil {
		return answer{}, err
	}
	number, err := h.Orders.OrderNumber(ctx, receipt.Order.ID)
	if err != nil {
		return answer{}, err
	}
	return answer{Result: true, OrderID: number}, nil
}

// submission words a request as every order is worded.
func (h *Handler) submission(ctx context.Context, place restaurant.Restaurant, request orderRequest) (order.Submission, error) {
	lines, err := items(request.Order.Content)
	if err != nil {
		return order.Submission{}, err
	}
	h.nameItems(ctx, place.ID, lines)
	s := order.Submission{
		Restaurant: place.ID, ServiceType: serviceType(place.MiniDelivery, request.Order.Type), Note: string(request.Order.Comment), Items: lines,
		Guest: order.Guest{Name: request.Guest.name(), Phone: order.Phone(request.Guest.Phone), Meta: object(request.Guest.Meta, request.Guest.OtherMeta, request.Meta)},
	}
	s.Guest.Persons, _ = strconv.Atoi(string(request.Order.Persons))
	if address := request.Guest.address(); address != (order.Address{}) {
		s.Address = &address
	}
	if s.Timing, err = timing(request.Order.DeliverAt, place.Location()); err != nil {
		return order.Submission{}, err
	}
	s.Payments, s.Note = paid(request.Order, s.Note)
	if !request.Order.Discount.empty() {
		s.Attributes = map[string]any{"discount": string(request.Order.Discount)}
	}
	if request.Order.Callback != "" {
		s.Callback = &order.Callback{URL: string(request.Order.Callback), Events: statusEvents, Form: order.FormMiniDelivery}
	}
	return s, nil
}

// paidWord goes before the note of an order that was paid by an amount that the
// source did not name: nobody must ask the guest for the money again.
const paidWord = "ОПЛАЧЕН"

// paid reads order.paid, which is an amount in kopecks or only a yes.
func paid(asked requestedOrder, note string) ([]order.Payment, string) {
	whole, fraction, _ := strings.Cut(string(asked.Paid), ".")
	amount, err := strconv.ParseInt(whole, 10, 64)
	switch {
	case err == nil && amount > 0 && strings.Trim(fraction, "0") == "":
		return []order.Payment{{Type: string(asked.PayType), State: "paid", Amount: order.Money(amount)}}, note
	case asked.Paid.empty() || err == nil && amount <= 0:
		return nil, note
	}
	return nil, strings.TrimSuffix(paidWord+". "+note, " ")
}

// serviceType reads order.type: the numbers that mean pickup are a setting.
func serviceType(settings restaurant.MiniDelivery, written text) order.ServiceType {
	pickup := settings.PickupTypes
	if len(pickup) == 0 {
		pickup = []int{0}
	}
	number, err := strconv.Atoi(string(written))
	if err != nil && written != "" {
		return order.ServiceType(strings.ToLower(string(written))) // "pickup", or refused as unknown
	}
	for _, one := range pickup {
		if written != "" && number == one {
			return order.Pickup
		}
	}
	return order.Delivery
}

// deliverAtForms are the ways a wanted time is written: local time, no zone.
var deliverAtForms = []string{time.DateTime, "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02T15:04", "02.01.2006 15:04:05", "02.01.2006 15:04"}

func timing(written text, zone *time.Location) (order.Timing, error) {
	if written == "" {
		return order.Timing{}, nil
	}
	if at, err := time.Parse(time.RFC3339, string(written)); err == nil {
		return order.Timing{Mode: order.AtSetTime, ExpectedAt: &at}, nil
	}
	for _, form := range deliverAtForms {
		if at, err := time.ParseInLocation(form, string(written), zone); err == nil {
			return order.Timing{Mode: order.AtSetTime, ExpectedAt: &at}, nil
		}
	}
	return order.Timing{}, order.Errorf(order.CodeInvalid, "order.deliverat must look like 2026-11-24 13:30:00.")
}

func (g guest) name() string {
	var parts []string
	for _, part := range []text{g.LastName, g.FirstName, g.MiddleName} {
		if part != "" {
			parts = append(parts, string(part))
		}
	}
	return strings.Join(parts, " ")
}

func (g guest) address() order.Address {
	return order.Address{
		Text: string(g.Address), City: string(g.Info.City), Street: string(g.Info.Street), House: string(g.Info.Building),
		Apartment: string(g.Info.Flat), Entrance: string(g.Info.Entrance), Floor: string(g.Info.Floor), Note: string(g.Info.Comment),
	}
}

// nameItems gives dishes the menu's names where the source sent none, for the
// operator who phones the guest. Without a menu the codes have to do.
func (h *Handler) nameItems(ctx context.Context, restaurantID string, items []order.Item) {
	known, err := h.Menus.Menu(ctx, restaurantID)
	if err != nil {
		return
	}
	for i := range items {
		dish, ok := known.Dish(items[i].PLU)
		if ok && items[i].Name == "" {
			items[i].Name = dish.Name
		}
		for j := range items[i].Modifiers {
			if modifier, ok := known.ModifierOf(dish, items[i].Modifiers[j].PLU); ok && items[i].Modifiers[j].Name == "" {
				items[i].Modifiers[j].Name = modifier.Name
			}
		}
	}
}
