package api

import (
	"context"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

type acceptInput struct {
	DecisionInput
	Wait string `query:"wait" enum:"filled" doc:"filled answers only when the dishes are on the station, or will not get there by themselves; after 25 s in any case"`
}

type acceptBody struct {
	Note        string         `json:"note,omitempty" maxLength:"1000"`
	ConfirmedAt *time.Time     `json:"confirmed_at,omitempty" doc:"The time promised to the guest"`
	Fill        order.FillMode `json:"fill,omitempty" enum:"on_accept,on_save,on_open" doc:"When the dishes are put on the station; the restaurant's setting when left out"`
	Items       []order.Item   `json:"items,omitempty" minItems:"1" maxItems:"200" nullable:"false" doc:"The dishes as they were agreed; those submitted when left out"`
}

// Validate implements validator.
func (b acceptBody) Validate(time.Time) []order.Fault {
	if b.Items == nil {
		return nil
	}
	return order.ValidateItems(b.Items)
}

// acceptOrder is the human yes.
func (s *Server) acceptOrder(ctx context.Context, in *acceptInput, body acceptBody) (*orderAnswer, error) {
	order.NormaliseItems(body.Items)
	command := order.AcceptCommand{Note: body.Note, ConfirmedAt: body.ConfirmedAt, Fill: body.Fill, Items: body.Items}
	var accepted order.Order
	send := func(record order.Order, workflow string, caller order.Caller) (_ order.Order, err error) {
		command.Caller, command.Checks = caller, s.recheck(ctx, record, body.Items)
		accepted, err = s.dispatcher.Accept(ctx, workflow, command)
		return accepted, err
	}
	if in.Wait == "" {
		return s.decideOn(ctx, &in.DecisionInput, send)
	}
	wake, cancel := s.orders.Subscribe() // before acting, to miss nothing
	defer cancel()
	answer, err := s.decideOn(ctx, &in.DecisionInput, send)
	if err != nil {
		return nil, err
	}
	return s.answerWith(answer.Status, s.viewOf(s.awaitFilled(ctx, accepted, wake))), nil
}

// pollEvery is how often a waiting caller looks when nothing wakes it.
const pollEvery = 250 * time.Millisecond

// awaitFilled watches an accepted order until nothing more will happen to its
// dishes by itself, and gives the latest record it saw.
func (s *Server) awaitFilled(ctx context.Context, latest order.Order, wake <-chan struct{}) order.Order {
	select {
	case s.waiters <- struct{}{}:
		defer func() { <-s.waiters }()
	default:
		return latest // too many wait already; the answer is true all the same
	}
	ctx, cancel := context.WithTimeout(ctx, s.limits.WaitAtMost)
	defer cancel()
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for !rested(latest) {
		select {
		case <-ctx.Done():
			return latest
		case <-wake:
		case <-poll.C:
		}
		// The projection may still be behind the answer to the command.
		record, pending, err := s.orders.Order(ctx, latest.ID)
		if err == nil && !pending && record.Revision >= latest.Revision {
			latest = record
		}
	}
	return latest
}

// rested says that an accepted order waits for a person or a time, or is done.
func rested(record order.Order) bool {
	if record.Status.Final() || record.Status == order.Scheduled {
		return true
	}
	switch record.Injection.State {
	case order.Filled, order.NeedsOperator, order.InjectedByHand, order.Voided:
		return true
	case order.Created: // with the other modes it stays empty until somebody saves or opens it
		return record.Fill != order.FillOnAccept
	}
	return false
}
