// Package hubrise takes in orders in the shape that clients of HubRise send, so
// that a shop with such a client needs another address and another key only.
package hubrise

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/order"
)

// Adapter is the adapter of HubRise-shaped orders. The access token is an API
// key of the source, and a location is a restaurant.
type Adapter struct{}

// Name implements adapters.Adapter.
func (Adapter) Name() string { return "hubrise" }

// problem is an error answer.
type problem struct {
	Message string            `json:"message"`
	Errors  map[string]string `json:"errors,omitempty"`
}

// Serve implements adapters.Adapter.
func (a Adapter) Serve(ctx context.Context, desk adapters.Desk, in adapters.Request) adapters.Response {
	source, err := desk.SourceOf(ctx, in.Header.Get("X-Access-Token"))
	switch code := order.CodeOf(err); {
	case err == nil && source.ID != in.Source.ID, code == order.CodeUnauthorized, code == order.CodeForbidden:
		return adapters.Response{Status: http.StatusUnauthorized, Body: problem{Message: "X-Access-Token must be a key of this order source."}}
	case err != nil:
		return failed(err)
	}
	location, rest := route(in.Path)
	id, single := strings.CutPrefix(rest, "orders/")
	switch {
	case rest == "orders" && in.Method == http.MethodPost:
		return create(ctx, desk, in, location)
	case single && in.Method == http.MethodGet, single && in.Method == http.MethodPatch:
		record, err := desk.Order(ctx, in.Source, id)
		if err != nil {
			return failed(err)
		}
		if in.Method == http.MethodPatch {
			return patch(ctx, desk, in, record)
		}
		return adapters.Response{Status: http.StatusOK, Body: word(record)}
	}
	return adapters.Response{Status: http.StatusNotFound, Body: problem{Message: "There is no such method."}}
}

// route splits location/orders and locations/<id>/orders.
func route(path string) (location, rest string) {
	if rest, ok := strings.CutPrefix(path, "location/"); ok {
		return "", rest
	}
	if behind, ok := strings.CutPrefix(path, "locations/"); ok {
		location, rest, _ = strings.Cut(behind, "/")
	}
	return location, rest
}

func create(ctx context.Context, desk adapters.Desk, in adapters.Request, location string) adapters.Response {
	var sent shopOrder
	if err := json.Unmarshal(in.Body, &sent); err != nil {
		return adapters.Response{Status: http.StatusBadRequest, Body: problem{Message: "The body is no order."}}
	}
	submission := sent.submission()
	submission.Restaurant = location
	receipt, err := desk.Submit(ctx, in.Source, submission)
	if err != nil {
		return failed(err)
	}
	if receipt.Order.CreatedAt.IsZero() { // no worker has answered yet
		receipt.Order.Submission, receipt.Order.Status, receipt.Order.CreatedAt = submission, order.Waiting, in.Now
	}
	return adapters.Response{Status: http.StatusOK, Body: word(receipt.Order)}
}

// patch takes the one change that is a source's to make: calling the order off.
func patch(ctx context.Context, desk adapters.Desk, in adapters.Request, record order.Order) adapters.Response {
	var sent struct {
		Status string `json:"status"`
	}
	if json.Unmarshal(in.Body, &sent) != nil || sent.Status != "cancelled" {
		return adapters.Response{Status: http.StatusUnprocessableEntity, Body: problem{Message: "Only the status cancelled can be set.", Errors: map[string]string{"status": "must be cancelled"}}}
	}
	if !record.Status.CalledOff() {
		if err := desk.Cancel(ctx, record, order.Reason{Code: order.GuestCancelled}); err != nil {
			return failed(err)
		}
	}
	if now, err := desk.Order(ctx, in.Source, record.ID); err == nil {
		record = now
	}
	return adapters.Response{Status: http.StatusOK, Body: word(record)}
}

func failed(err error) adapters.Response {
	code := order.CodeOf(err)
	kind := order.Kinds[code]
	said := problem{Message: kind.Title + "."}
	if known := (*order.Error)(nil); errors.As(err, &known) {
		if known.Detail != "" {
			said.Message = known.Detail
		}
		for _, one := range known.Faults {
			if said.Errors == nil {
				said.Errors = map[string]string{}
			}
			said.Errors[one.Field] = one.Message
		}
	}
	return adapters.Response{Status: kind.Status, Body: said}
}

// shown is an order as their API shows one.
type shown struct {
	ID            string     `json:"id"`
	LocationID    string     `json:"location_id"`
	PrivateRef    string     `json:"private_ref"`
	Status        string     `json:"status"`
	ServiceType   string     `json:"service_type"`
	CreatedAt     time.Time  `json:"created_at"`
	ExpectedTime  *time.Time `json:"expected_time"`
	ConfirmedTime *time.Time `json:"confirmed_time"`
}

var statuses = map[order.Status]string{
	order.Waiting: "received", order.Scheduled: "accepted", order.Accepted: "accepted", order.InWork: "in_preparation", order.OnTheWay: "in_delivery",
	order.Completed: "completed", order.Rejected: "rejected", order.Expired: "rejected", order.Cancelled: "cancelled", order.Failed: "cancelled",
}

func word(record order.Order) shown {
	said := shown{
		ID: record.ID, LocationID: record.Restaurant, PrivateRef: record.ExternalID, Status: statuses[record.Status], ServiceType: "collection",
		CreatedAt: record.CreatedAt, ExpectedTime: record.Timing.ExpectedAt, ConfirmedTime: record.ConfirmedAt,
	}
	if record.ServiceType == order.Delivery {
		said.ServiceType = "delivery"
	}
	if record.Status == order.Ready {
		said.Status = map[order.ServiceType]string{order.Delivery: "awaiting_shipment", order.Pickup: "awaiting_collection"}[record.ServiceType]
	}
	return said
}
