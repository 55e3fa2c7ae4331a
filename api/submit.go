package api

import (
	"context"
	"net/http"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// submitOrder takes in an order. The same order sent again, however late, gets
// the first answer; that is looked up before anything that may have changed
// since, like settings or the station's state.
func (s *Server) submitOrder(ctx context.Context, _ *struct{}, got received[order.Submission]) (*orderAnswer, error) {
	source := callerOf(ctx).Source.ID
	if len(got.faults) == 0 {
		answer, err := s.answerAgain(ctx, source, got.body)
		if answer != nil || err != nil {
			return answer, err
		}
	}
	place, err := s.placeOf(ctx, &got)
	if err != nil {
		return nil, err
	}
	if err := got.refusal(); err != nil {
		return nil, err
	}
	if err := s.takesOrders(ctx, place); err != nil {
		return nil, err
	}
	return s.start(ctx, source, got.body, place)
}

// answerAgain gives the answer to an order that came before; nil when it is new.
func (s *Server) answerAgain(ctx context.Context, source string, submission order.Submission) (*orderAnswer, error) {
	earlier, err := s.orders.Submitted(ctx, source, submission.ExternalID)
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return nil, nil
	case err != nil:
		return nil, s.unavailable(ctx, err)
	}
	if submission.Restaurant == "" { // the one it was understood as then
		submission.Restaurant = earlier.First.Restaurant
	}
	return s.sameAgain(earlier, submission.ContentHash())
}

// sameAgain answers for an order that is known under its external id.
func (s *Server) sameAgain(earlier order.Submitted, hash string) (*orderAnswer, error) {
	switch {
	case hash != earlier.ContentHash:
		return nil, &order.Error{Code: order.CodeDuplicateExternalID, OrderID: earlier.ID,
			Detail: "This external_id belongs to an order with other content. Use a new external_id for a new order."}
	case earlier.Pending:
		return s.accepted(earlier.ID), nil
	}
	return s.replayed(earlier.First), nil
}

// start hands the order to its workflow.
func (s *Server) start(ctx context.Context, source string, submission order.Submission, place restaurant.Restaurant) (*orderAnswer, error) {
	// The hash is over what was sent, with the restaurant it was sent to, and
	// not over our defaults: those may change while a source still repeats.
	hash := submission.ContentHash()
	submission.Normalise()
	receipt, err := s.dispatcher.Submit(ctx, order.Intake{
		Source: source, Submission: submission, Rules: place.Rules,
		Checks: order.OwnChecks(submission, s.now()), ContentHash: hash,
	})
	if order.CodeOf(err) == order.CodeDuplicateExternalID {
		// It may be this very order, written since we looked.
		if earlier, lookErr := s.orders.Submitted(ctx, source, submission.ExternalID); lookErr == nil {
			return s.sameAgain(earlier, hash)
		}
	}
	if err != nil {
		return nil, err
	}
	switch receipt.State {
	case order.Replayed:
		return s.replayed(receipt.Order), nil
	case order.Processing:
		id := order.ID(source, submission.ExternalID)
		s.keepPending(ctx, pendingRecord(id, source, submission, receipt.Order), hash)
		return s.accepted(id), nil
	}
	answer := s.answerWith(http.StatusCreated, s.viewAsIs(receipt.Order))
	answer.Location = orderPath(receipt.Order.ID)
	return answer, nil
}

func (s *Server) replayed(first order.Order) *orderAnswer {
	answer := s.answerWith(http.StatusOK, s.viewAsIs(first))
	answer.Location, answer.Replay = orderPath(first.ID), "true"
	return answer
}

func (s *Server) accepted(id string) *orderAnswer {
	answer := s.processing(http.StatusAccepted, id)
	answer.Location = orderPath(id)
	return answer
}

// keepPending lets the order be found before a worker has seen it. Its workflow
// is started and will write it in any case, so failing here is no fault.
func (s *Server) keepPending(ctx context.Context, record order.Order, hash string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := s.orders.InsertPending(ctx, record, hash); err != nil {
		s.log.WarnContext(ctx, "An order that waits for a worker cannot be shown until one comes", "request_id", requestID(ctx), "order", record.ID, "error", err)
	}
}

// pendingRecord makes sure that a record names its order, whatever the receipt held.
func pendingRecord(id, source string, submission order.Submission, record order.Order) order.Order {
	if record.ID == "" {
		record = order.Order{Submission: submission}
	}
	record.ID, record.Source = id, source
	return record
}
