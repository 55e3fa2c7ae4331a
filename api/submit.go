package api

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/checks"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Submit takes in an order that came in another form than POST /v1/orders has,
// by the very same steps: the same schema, rules, checks and answers.
func (s *Server) Submit(ctx context.Context, source account.Source, submission order.Submission) (order.Receipt, error) {
	raw, err := json.Marshal(submission)
	if err != nil {
		return order.Receipt{}, refusal(order.CodeUnreadable, "The order cannot be written as JSON.")
	}
	got, err := receive[order.Submission](s, s.schemaOf(reflect.TypeFor[order.Submission]()), raw, false)
	if err != nil {
		return order.Receipt{}, err
	}
	caller := account.Caller{Source: &source, Scopes: account.SourceScopes()}
	receipt, err := s.takeIn(withCaller(ctx, identity{Caller: caller, name: "source:" + source.ID}), got)
	if err != nil {
		told := s.problem(ctx, err) // which hides what may hold anything
		return order.Receipt{}, &order.Error{Code: told.Code, Detail: told.Detail, Faults: told.Errors, OrderID: told.ID}
	}
	return receipt, nil
}

// takeIn takes in an order. The same order sent again, however late, gets the
// first answer; that is looked up before anything that may have changed since,
// like settings or the station's state.
func (s *Server) takeIn(ctx context.Context, got received[order.Submission]) (order.Receipt, error) {
	source := callerOf(ctx).Source.ID
	if len(got.faults) == 0 {
		earlier, known, err := s.cameBefore(ctx, source, got.body)
		if known || err != nil {
			return earlier, err
		}
	}
	place, err := s.placeOf(ctx, &got)
	if err != nil {
		return order.Receipt{}, err
	}
	if err := got.refusal(); err != nil {
		return order.Receipt{}, err
	}
	if err := s.takesOrders(ctx, place); err != nil {
		return order.Receipt{}, err
	}
	return s.start(ctx, source, got.body, place)
}

// cameBefore is the receipt of an order that came before; known is false when it
// is new.
func (s *Server) cameBefore(ctx context.Context, source string, submission order.Submission) (receipt order.Receipt, known bool, err error) {
	earlier, err := s.orders.Submitted(ctx, source, submission.ExternalID)
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return receipt, false, nil
	case err != nil:
		return receipt, false, s.unavailable(ctx, err)
	}
	if submission.Restaurant == "" { // the one it was understood as then
		submission.Restaurant = earlier.First.Restaurant
	}
	receipt, err = sameAgain(earlier, submission.ContentHash())
	return receipt, true, err
}

// sameAgain answers for an order that is known under its external id.
func sameAgain(earlier order.Submitted, hash string) (order.Receipt, error) {
	switch {
	case hash != earlier.ContentHash:
		return order.Receipt{}, &order.Error{Code: order.CodeDuplicateExternalID, OrderID: earlier.ID,
			Detail: "This external_id belongs to an order with other content. Use a new external_id for a new order."}
	case earlier.Pending:
		return order.Receipt{State: order.Processing, Order: order.Order{ID: earlier.ID}}, nil
	}
	return order.Receipt{State: order.Replayed, Order: earlier.First}, nil
}

// start hands the order to its workflow.
func (s *Server) start(ctx context.Context, source string, submission order.Submission, place restaurant.Restaurant) (order.Receipt, error) {
	// The hash is over what was sent, with the restaurant it was sent to, and
	// not over our defaults: those may change while a source still repeats.
	hash := submission.ContentHash()
	submission.Normalise()
	findings := s.lookAt(ctx, checks.Glance{Place: place, Source: source, Submission: submission, Self: order.ID(source, submission.ExternalID)})
	if callerOf(ctx).Source.Strict {
		if err := strictRefusal(findings); err != nil {
			return order.Receipt{}, err
		}
	}
	rules := place.RulesFor(source)
	receipt, err := s.dispatcher.Submit(ctx, order.Intake{
		Source: source, Submission: submission, Rules: rules,
		Checks: menu.Checks(findings), ContentHash: hash,
		OpensAt: s.opensAt(place), KnownGuest: rules.AsksForGuest() && s.knownGuest(ctx, submission, place),
	})
	if order.CodeOf(err) == order.CodeDuplicateExternalID {
		// It may be this very order, written since we looked.
		if earlier, lookErr := s.orders.Submitted(ctx, source, submission.ExternalID); lookErr == nil {
			return sameAgain(earlier, hash)
		}
	}
	if err != nil {
		return order.Receipt{}, err
	}
	if receipt.State == order.Processing {
		receipt.Order = pendingRecord(order.ID(source, submission.ExternalID), source, submission, receipt.Order)
		s.keepPending(ctx, receipt.Order, hash)
	}
	return receipt, nil
}

// submitOrder takes in an order over HTTP.
func (s *Server) submitOrder(ctx context.Context, _ *struct{}, got received[order.Submission]) (*submitAnswer, error) {
	if err := s.checkSignature(ctx); err != nil {
		return nil, err
	}
	receipt, err := s.takeIn(ctx, got)
	if err != nil {
		return nil, err
	}
	told, replay := s.answerWith(http.StatusCreated, s.viewAsIs(receipt.Order)), ""
	switch receipt.State {
	case order.Processing:
		told = s.processing(http.StatusAccepted, receipt.Order.ID)
	case order.Replayed:
		told.Status, replay = http.StatusOK, "true"
	}
	return &submitAnswer{told.Status, orderPath(receipt.Order.ID), replay, told.ETag, told.Body}, nil
}

// SourceOf is the source that a key belongs to, for those who hand in orders in
// other forms. The key must be good for submitting.
func (s *Server) SourceOf(ctx context.Context, key string) (account.Source, error) {
	who, err := s.callers.remember(ctx, "key", key, s.callers.byKey)
	if err != nil {
		return account.Source{}, err
	}
	if err := sources(account.ScopeSubmit).check(who.Caller); err != nil {
		return account.Source{}, err
	}
	return *who.Source, nil
}
