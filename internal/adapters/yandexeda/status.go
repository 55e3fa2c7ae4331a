package yandexeda

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/order"
)

// foodStatus is how an order is, in their terms.
type foodStatus struct {
	Status    string    `json:"status"`
	Comment   string    `json:"comment"`
	Reason    string    `json:"reason,omitempty"`
	UpdatedAt time.Time `json:"updatedAt"`
}

var statuses = map[order.Status]string{
	order.Waiting: "NEW", order.Scheduled: "ACCEPTED_BY_RESTAURANT", order.Accepted: "ACCEPTED_BY_RESTAURANT", order.InWork: "COOKING",
	order.Ready: "READY", order.OnTheWay: "TAKEN_BY_COURIER", order.Completed: "DELIVERED",
	order.Rejected: "CANCELLED", order.Cancelled: "CANCELLED", order.Expired: "CANCELLED", order.Failed: "CANCELLED",
}

var reasons = map[order.ReasonCode]string{
	order.ItemUnavailable: "place.missing_dish", order.KitchenClosed: "place.closed_early", order.TooBusy: "place.busy_period",
	order.GuestUnreachable: "place.unable_to_call", order.GuestRefusedChanges: "client.refused_order_changes",
	order.NotAcceptedInTime: "place.late", order.IntegrationFailed: "place.integration_failed",
}

func statusOf(record order.Order) foodStatus {
	said := foodStatus{Status: statuses[record.Status], UpdatedAt: record.UpdatedAt}
	if record.Status.CalledOff() {
		said.Reason = "place.some_other_reason"
		if record.Reason != nil {
			if known, ok := reasons[record.Reason.Code]; ok {
				said.Reason = known
			}
			said.Comment = record.Reason.Code.Russian()
			if record.Reason.Party == "source" {
				said.Reason = "other"
			}
		}
	}
	return said
}

// setStatus takes what their side knows first: the courier's steps, and an end.
func setStatus(ctx context.Context, desk adapters.Desk, in adapters.Request, record order.Order) adapters.Response {
	var sent struct {
		Status  string `json:"status"`
		Comment string `json:"comment"`
	}
	if json.Unmarshal(in.Body, &sent) != nil {
		return refused(http.StatusBadRequest, "The body cannot be read.")
	}
	var err error
	switch sent.Status {
	case "CANCELLED":
		err = callOff(ctx, desk, record, sent.Comment)
	case "TAKEN_BY_COURIER":
		err = advance(ctx, desk, record, order.OnTheWay)
	case "DELIVERED":
		err = advance(ctx, desk, record, order.Completed)
	default:
		return refused(http.StatusBadRequest, "status must be CANCELLED, TAKEN_BY_COURIER or DELIVERED.")
	}
	if err != nil {
		return failed(err)
	}
	return adapters.Response{Status: http.StatusNoContent}
}

// advance moves the order on. One that is there already, or whose station does
// not allow it yet, stays as it is: they only tell us.
func advance(ctx context.Context, desk adapters.Desk, record order.Order, status order.Status) error {
	if record.Status == status {
		return nil
	}
	err := desk.Advance(ctx, record, status)
	if order.CodeOf(err) == order.CodeNotAllowedInStatus {
		return nil
	}
	return err
}

// wordOrder is an order as it was sent, with the dishes as they are agreed.
func wordOrder(record order.Order) foodOrder {
	said := foodOrder{
		EatsID: record.ExternalID, RestaurantID: record.Restaurant, Persons: record.Guest.Persons, Comment: record.Note,
		Delivery: deliveryInfo{ClientName: record.Guest.Name, Phone: string(record.Guest.Phone)},
		Items:    []foodItem{},
	}
	said.Platform, _ = record.Attributes["platform"].(string)
	said.Discriminator, _ = record.Attributes["discriminator"].(string)
	if record.ServiceType == order.Delivery {
		said.Delivery.DeliveryDate = record.Timing.ExpectedAt
		if to := record.Address; to != nil {
			said.Delivery.Address = &foodAddress{Full: to.Text, Latitude: to.Lat, Longitude: to.Lon}
		}
	} else {
		said.Delivery.CourierArrives = record.Timing.ExpectedAt
	}
	if record.Totals != nil {
		said.Payment.ItemsCost, said.Payment.Total = amountOf(record.Totals.Items), amountOf(record.Totals.Total)
		said.Payment.DeliveryFee = amountOf(record.Totals.Charges)
	}
	if len(record.Payments) > 0 {
		said.Payment.Type = record.Payments[0].Type
	}
	for _, item := range record.ItemsAgreed {
		one := foodItem{ID: item.PLU, Name: item.Name, Quantity: adapters.Decimal(item.Quantity.String()), Price: priceOf(item.UnitPrice), Modifications: []foodModification{}}
		for _, modifier := range item.Modifiers {
			one.Modifications = append(one.Modifications, foodModification{ID: modifier.PLU, Name: modifier.Name,
				Quantity: adapters.Decimal(modifier.Quantity.String()), Price: priceOf(modifier.UnitPrice)})
		}
		said.Items = append(said.Items, one)
	}
	return said
}

func amountOf(amount order.Money) adapters.Decimal { return adapters.Decimal(amount.String()) }

func priceOf(price *order.Money) adapters.Decimal {
	if price == nil {
		return ""
	}
	return amountOf(*price)
}
