package api

import (
	"context"
	"slices"
	"strings"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

type listInput struct {
	Status     []string `query:"status,explode" maxItems:"20" nullable:"false" doc:"One or more statuses, repeated or separated by commas" example:"waiting"`
	Restaurant []string `query:"restaurant,explode" maxItems:"200" nullable:"false" doc:"One or more restaurants, repeated or separated by commas"`
	Source     string   `query:"source" maxLength:"128"`
	ExternalID string   `query:"external_id" maxLength:"128"`
	Injection  string   `query:"injection" maxLength:"64" doc:"State on the station"`
	Q          string   `query:"q" maxLength:"100" doc:"Searched in number, external id, guest's name and digits of the phone"`
	Limit      int      `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor     string   `query:"cursor" maxLength:"500" doc:"next_cursor of the page before"`
}

// OrderList is a page of orders, newest first.
type OrderList struct {
	Items      []OrderView `json:"items" nullable:"false"`
	NextCursor string      `json:"next_cursor,omitempty" doc:"For the next page; left out on the last one"`
}

type listAnswer struct{ Body OrderList }

// listOrders is a page of the orders the caller may see.
func (s *Server) listOrders(ctx context.Context, in *listInput) (*listAnswer, error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	answer := &listAnswer{Body: OrderList{Items: []OrderView{}}}
	if !narrow(&filter, callerOf(ctx).Caller) {
		return answer, nil
	}
	page, err := s.orders.Orders(ctx, filter)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	for _, record := range page.Orders {
		answer.Body.Items = append(answer.Body.Items, s.viewOf(record))
	}
	answer.Body.NextCursor = page.Next
	return answer, nil
}

func (in listInput) filter() (order.Filter, error) {
	filter := order.Filter{
		Restaurants: split(in.Restaurant), Source: in.Source, ExternalID: in.ExternalID,
		Injection: order.InjectionState(in.Injection), Text: strings.TrimSpace(in.Q), Cursor: in.Cursor, Limit: in.Limit,
	}
	var faults received[struct{}]
	for _, name := range split(in.Status) {
		status := order.Status(name)
		if !status.Known() {
			faults.faults = []order.Fault{{Field: "status", Code: codeUnknownValue, Message: "must be one of " + listed(order.Statuses())}}
		}
		filter.Statuses = append(filter.Statuses, status)
	}
	if filter.Injection != "" && !slices.Contains(order.InjectionStates(), filter.Injection) {
		faults.faults = append(faults.faults, order.Fault{Field: "injection", Code: codeUnknownValue, Message: "must be one of " + listed(order.InjectionStates())})
	}
	return filter, faults.refusal()
}

// narrow leaves of a filter what the caller may see; false when that is nothing.
func narrow(filter *order.Filter, caller account.Caller) bool {
	if caller.Source != nil {
		if filter.Source != "" && filter.Source != caller.Source.ID {
			return false
		}
		filter.Source = caller.Source.ID
		return true // a source sees what it sent, wherever it may send today
	}
	restaurants, some := common(filter.Restaurants, caller.Restaurants())
	filter.Restaurants = restaurants
	return some
}

// common is what two lists share, where an empty list means everything; false
// when they share nothing.
func common(wanted, allowed []string) ([]string, bool) {
	switch {
	case len(allowed) == 0:
		return wanted, true
	case len(wanted) == 0:
		return allowed, true
	}
	var both []string
	for _, id := range wanted {
		if slices.Contains(allowed, id) {
			both = append(both, id)
		}
	}
	return both, len(both) > 0
}

// split reads a parameter that may be repeated or hold several values.
func split(values []string) []string {
	var all []string
	for _, value := range values {
		for _, part := range strings.Split(value, ",") {
			if part = strings.TrimSpace(part); part != "" {
				all = append(all, part)
			}
		}
	}
	return all
}

func listed[T ~string](values []T) string {
	words := make([]string, len(values))
	for i, value := range values {
		words[i] = string(value)
	}
	return strings.Join(words, ", ")
}
