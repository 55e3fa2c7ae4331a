package api

import (
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// EventView is an event as readers of the feed see it. It holds nothing of the
// guest and no free text.
type EventView struct {
	ID         int64                `json:"id" doc:"Grows; send it as ?after= or Last-Event-ID to go on from here"`
	Event      order.EventName      `json:"event" example:"order.accepted"`
	OrderID    string               `json:"order_id" format:"uuid"`
	ExternalID string               `json:"external_id"`
	Source     string               `json:"source"`
	Restaurant string               `json:"restaurant"`
	Status     order.Status         `json:"status"`
	Injection  order.InjectionState `json:"injection"`
	Reason     *EventReason         `json:"reason,omitempty"`
	Revision   int64                `json:"revision" doc:"Of the order, after the event"`
	OccurredAt time.Time            `json:"occurred_at"`
	Sequence   int64                `json:"sequence" doc:"Counts the events of one order from 1"`
}

// EventReason is why an order was called off, without the free text.
type EventReason struct {
	Code  order.ReasonCode `json:"code"`
	Party string           `json:"party,omitempty"`
}

func eventView(event order.FeedEvent) EventView {
	view := EventView{
		ID: event.ID, Event: event.Name, OrderID: event.OrderID, ExternalID: event.ExternalID, Source: event.Source,
		Restaurant: event.Restaurant, Status: event.Status, Injection: event.Event.Injection, Revision: event.Revision,
		OccurredAt: event.At, Sequence: event.Sequence,
	}
	if event.Reason != nil {
		view.Reason = &EventReason{Code: event.Reason.Code, Party: event.Reason.Party}
	}
	return view
}

// feedOf is the part of the feed that is the caller's business.
func feedOf(caller account.Caller) order.FeedFilter {
	if caller.Source != nil {
		return order.FeedFilter{Source: caller.Source.ID}
	}
	return order.FeedFilter{Restaurants: caller.Restaurants()}
}
