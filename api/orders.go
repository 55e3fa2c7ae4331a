package api

import (
	"context"
	"net/http"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Orders is the projection of all orders that lists and feeds are read from.
// What is not there is answered with an error of order.CodeNotFound.
type Orders interface {
	// Order is an order by its public id. It is pending while no worker has
	// confirmed it; then only what was submitted is known.
	Order(ctx context.Context, id string) (record order.Order, pending bool, err error)
	// Submitted is what was taken in under a source's external id.
	Submitted(ctx context.Context, source, externalID string) (order.Submitted, error)
	// InsertPending keeps an order that is durably started but not confirmed.
	InsertPending(ctx context.Context, record order.Order, contentHash string) error
	Orders(ctx context.Context, filter order.Filter) (order.Page, error)
	Events(ctx context.Context, filter order.FeedFilter) ([]order.FeedEvent, error)
	LastEventID(ctx context.Context) (int64, error)
	// Subscribe gives a channel that wakes its reader when there are new events.
	// It may wake late or for nothing; readers poll as well.
	Subscribe() (wake <-chan struct{}, cancel func())
	Ping(ctx context.Context) error
}

// OrderInput names an order. It is exported because huma looks only into
// embedded types that are.
type OrderInput struct {
	ID string `path:"id" doc:"The order's id" example:"5f1bbf54-5b0c-5d43-8d43-0d9f5d9f6a11"`
}

// viewTime is how long an order's workflow may take to answer.
const viewTime = 5 * time.Second

type readInput struct {
	OrderInput
	Fresh bool `query:"fresh" doc:"1 asks the order's workflow itself instead of the projection"`
}

// readOrder is one order.
func (s *Server) readOrder(ctx context.Context, in *readInput) (*orderAnswer, error) {
	record, pending, err := s.find(ctx, in.ID)
	switch {
	case err != nil:
		return nil, err
	case in.Fresh:
		if fresh, ok := s.fresh(ctx, record); ok {
			return s.answerWith(http.StatusOK, s.viewOf(fresh)), nil
		}
	}
	if pending {
		return s.processing(http.StatusOK, record.ID), nil
	}
	return s.answerWith(http.StatusOK, s.viewOf(record)), nil
}

// find is the order with this id, if it is the caller's business.
func (s *Server) find(ctx context.Context, id string) (order.Order, bool, error) {
	missing := refusal(order.CodeNotFound, "There is no order with this id among those you may see.")
	if len(id) != len("5f1bbf54-5b0c-5d43-8d43-0d9f5d9f6a11") {
		return order.Order{}, false, missing
	}
	record, pending, err := s.orders.Order(ctx, id)
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return record, false, missing
	case err != nil:
		return record, false, s.unavailable(ctx, err)
	case !callerOf(ctx).sees(record):
		return record, false, missing
	}
	return record, pending, nil
}

// fresh is the record as the workflow has it. When the workflow cannot be asked,
// because it is long over or no worker is there, the projection has to do.
func (s *Server) fresh(ctx context.Context, projected order.Order) (record order.Order, ok bool) {
	ctx, cancel := context.WithTimeout(ctx, viewTime)
	defer cancel()
	record, err := s.dispatcher.View(ctx, order.WorkflowID(projected.Source, projected.ExternalID))
	if err != nil {
		return projected, false
	}
	return record, true
}

func (s *Server) processing(status int, id string) *orderAnswer {
	return &orderAnswer{Status: status, Body: Processing{ID: id, Status: statusProcessing}}
}

func (s *Server) unavailable(ctx context.Context, err error) error {
	return unavailable(ctx, s.log, "The database cannot be read", err)
}
