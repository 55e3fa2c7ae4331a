package yandexeda

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/order"
)

// The three kinds of orders: brought by their courier, by the restaurant's, or
// fetched by the guest.
const (
	theirCourier = "yandex"
	ownCourier   = "marketplace"
)

type foodOrder struct {
	Platform      string       `json:"platform"`
	Discriminator string       `json:"discriminator"`
	EatsID        string       `json:"eatsId"`
	RestaurantID  string       `json:"restaurantId"`
	Delivery      deliveryInfo `json:"deliveryInfo"`
	Payment       paymentInfo  `json:"paymentInfo"`
	Items         []foodItem   `json:"items"`
	Persons       int          `json:"persons"`
	Comment       string       `json:"comment"`
}

type deliveryInfo struct {
	ClientName     string       `json:"clientName"`
	Phone          string       `json:"phoneNumber"`
	RealPhone      string       `json:"realPhoneNumber,omitempty"`
	CourierArrives *time.Time   `json:"courierArrivementDate,omitempty"`
	DeliveryDate   *time.Time   `json:"deliveryDate,omitempty"`
	Address        *foodAddress `json:"deliveryAddress,omitempty"`
	PickupCode     any          `json:"pickupCode,omitempty"`
}

type foodAddress struct {
	Full      string `json:"full"`
	Latitude  string `json:"latitude"`
	Longitude string `json:"longitude"`
}

type paymentInfo struct {
	Type        string           `json:"paymentType"`
	ItemsCost   adapters.Decimal `json:"itemsCost"`
	DeliveryFee adapters.Decimal `json:"deliveryFee"`
	Total       adapters.Decimal `json:"total"`
	Change      adapters.Decimal `json:"change"`
}

type foodItem struct {
	ID            string             `json:"id"`
	Name          string             `json:"name"`
	Quantity      adapters.Decimal   `json:"quantity"`
	Price         adapters.Decimal   `json:"price"`
	Modifications []foodModification `json:"modifications"`
}

type foodModification struct {
	ID       string           `json:"id"`
	Name     string           `json:"name"`
	Quantity adapters.Decimal `json:"quantity"`
	Price    adapters.Decimal `json:"price"`
}

// create takes an order in. The same order sent again gets the same answer.
func create(ctx context.Context, desk adapters.Desk, in adapters.Request) adapters.Response {
	var sent foodOrder
	if err := json.Unmarshal(in.Body, &sent); err != nil {
		return refused(http.StatusBadRequest, "The order cannot be read.")
	}
	receipt, err := desk.Submit(ctx, in.Source, sent.submission())
	if err != nil {
		return failed(err)
	}
	return adapters.Response{Status: http.StatusOK, Body: map[string]string{"result": "OK", "orderId": receipt.Order.ID}}
}

func (f foodOrder) submission() order.Submission {
	s := order.Submission{
		ExternalID: f.EatsID, DisplayID: shortID(f.EatsID), Restaurant: f.RestaurantID, ServiceType: order.Pickup, Currency: "RUB",
		Guest: order.Guest{Name: adapters.Cut(f.Delivery.ClientName, 200), Phone: f.phone(), Persons: max(f.Persons, 0)},
		Items: itemsOf(f.Items), Note: adapters.Cut(f.note(), 1000), Attributes: map[string]any{"platform": f.Platform, "discriminator": f.Discriminator},
	}
	at := f.Delivery.CourierArrives
	if f.Discriminator == ownCourier {
		s.ServiceType, at = order.Delivery, f.Delivery.DeliveryDate
		if to := f.Delivery.Address; to != nil {
			s.Address = &order.Address{Text: adapters.Cut(to.Full, 500), Lat: adapters.Cut(to.Latitude, 20), Lon: adapters.Cut(to.Longitude, 20)}
		}
	} else if at == nil {
		at = f.Delivery.DeliveryDate
	}
	if at != nil {
		s.Timing = order.Timing{Mode: order.AtSetTime, ExpectedAt: at}
	}
	f.pay(&s)
	return s
}

// phone is the number that reaches the guest: the masked one with its extension
// when it fits, else the real one.
func (f foodOrder) phone() order.Phone {
	if len(f.Delivery.Phone) <= 32 {
		return order.Phone(f.Delivery.Phone)
	}
	return order.Phone(f.Delivery.RealPhone)
}

func (f foodOrder) note() string {
	if f.Discriminator == theirCourier {
		return adapters.Join(". ", f.Comment, "Забирает курьер Яндекс Еды")
	}
	return f.Comment
}

func (f foodOrder) pay(s *order.Submission) {
	totals := order.Totals{}
	totals.Items, _ = f.Payment.ItemsCost.Money()
	if fee, ok := f.Payment.DeliveryFee.Money(); ok && fee > 0 {
		s.Charges = []order.Charge{{Type: "delivery", Name: "Доставка", Amount: fee}}
		totals.Charges = fee
	}
	total, ok := f.Payment.Total.Money()
	if !ok {
		total = totals.Items + totals.Charges
	}
	totals.Total = total
	s.Totals = &totals
	state := "paid"
	if f.Payment.Type == "CASH" {
		state = "due"
		if change, ok := f.Payment.Change.Money(); ok && change > 0 {
			s.ChangeFrom = &change
		}
	}
	s.Payments = []order.Payment{{Type: adapters.Cut(f.Payment.Type, 50), State: state, Amount: max(total, 0)}}
}

func itemsOf(sent []foodItem) []order.Item {
	items := make([]order.Item, len(sent))
	for i, one := range sent {
		items[i] = order.Item{PLU: one.ID, Name: adapters.Cut(one.Name, 200), UnitPrice: one.Price.Price()}
		items[i].Quantity, _ = one.Quantity.Quantity()
		for _, addition := range one.Modifications {
			modifier := order.Modifier{PLU: addition.ID, Name: adapters.Cut(addition.Name, 200), UnitPrice: addition.Price.Price()}
			modifier.Quantity, _ = addition.Quantity.Quantity()
			items[i].Modifiers = append(items[i].Modifiers, modifier)
		}
	}
	return items
}

// shortID is what couriers call an order: the last digits.
func shortID(eatsID string) string {
	if len(eatsID) > 4 {
		return eatsID[len(eatsID)-4:]
	}
	return eatsID
}

// update replaces the contents while nobody has accepted the order; later the
// dishes may be on the fire already.
func update(ctx context.Context, desk adapters.Desk, in adapters.Request, record order.Order) adapters.Response {
	var sent foodOrder
	if err := json.Unmarshal(in.Body, &sent); err != nil {
		return refused(http.StatusBadRequest, "The order cannot be read.")
	}
	if record.Status != order.Waiting {
		return refused(http.StatusBadRequest, "The order was accepted already; phone the restaurant.")
	}
	if err := desk.Amend(ctx, record, itemsOf(sent.Items)); err != nil {
		return failed(err)
	}
	return adapters.Response{Status: http.StatusOK, Body: map[string]string{"result": "OK", "orderId": record.ID}}
}

func cancel(ctx context.Context, desk adapters.Desk, in adapters.Request, record order.Order) adapters.Response {
	var sent struct {
		EatsID  string `json:"eatsId"`
		Comment string `json:"comment"`
	}
	if len(in.Body) > 0 && json.Unmarshal(in.Body, &sent) != nil {
		return refused(http.StatusBadRequest, "The body cannot be read.")
	}
	if sent.EatsID != "" && sent.EatsID != record.ExternalID {
		return refused(http.StatusBadRequest, "eatsId is another order's.")
	}
	if err := callOff(ctx, desk, record, sent.Comment); err != nil {
		return failed(err)
	}
	return adapters.Response{Status: http.StatusOK}
}

// callOff cancels an order; one that is over already stays as it is.
func callOff(ctx context.Context, desk adapters.Desk, record order.Order, comment string) error {
	if record.Status.CalledOff() {
		return nil
	}
	reason := order.Reason{Code: order.GuestCancelled, Text: adapters.Cut(comment, 500)}
	err := desk.Cancel(ctx, record, reason)
	if order.CodeOf(err) == order.CodeAlreadyDecided {
		return nil
	}
	return err
}
