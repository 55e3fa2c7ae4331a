package api

import (
	"context"
	"net/http"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// DecisionInput is what every decision names.
type DecisionInput struct {
	OrderInput
	IfMatch string `header:"If-Match" maxLength:"64" doc:"The revision the decision is about, like \"7\"; refused with stale_revision when the order has moved on" example:"\"7\""`
}

type takeBody struct {
	Force bool `json:"force,omitempty" doc:"Take it over from whoever is on it"`
}

func (s *Server) takeOrder(ctx context.Context, in *DecisionInput, body takeBody) (*orderAnswer, error) {
	return s.decide(ctx, in, func(workflow string, caller order.Caller) (order.Order, error) {
		return s.dispatcher.Take(ctx, workflow, order.TakeCommand{Caller: caller, Force: body.Force})
	})
}

// noBody is the body of a decision that needs no words.
type noBody struct{}

func (s *Server) releaseOrder(ctx context.Context, in *DecisionInput, _ noBody) (*orderAnswer, error) {
	return s.decide(ctx, in, func(workflow string, caller order.Caller) (order.Order, error) {
		return s.dispatcher.Release(ctx, workflow, order.ReleaseCommand{Caller: caller})
	})
}

type cancelBody struct {
	Reason order.Reason `json:"reason" required:"true"`
}

// Validate implements validator.
func (b cancelBody) Validate(time.Time) []order.Fault { return b.Reason.Validate() }

// cancelOrder is a person's no, or a source's wish.
func (s *Server) cancelOrder(ctx context.Context, in *DecisionInput, body cancelBody) (*orderAnswer, error) {
	body.Reason.Party = "" // the domain says whose wish it was
	return s.decide(ctx, in, func(workflow string, caller order.Caller) (order.Order, error) {
		return s.dispatcher.Cancel(ctx, workflow, order.CancelCommand{Caller: caller, Reason: body.Reason})
	})
}

type refuseBody struct {
	Reason order.Reason `json:"reason" required:"true" doc:"Why the order is delivered all the same; the source reads it"`
}

// Validate implements validator.
func (b refuseBody) Validate(time.Time) []order.Fault { return b.Reason.Validate() }

// refuseCancel is an operator's no to a source that wants to call an order off.
func (s *Server) refuseCancel(ctx context.Context, in *DecisionInput, body refuseBody) (*orderAnswer, error) {
	return s.decide(ctx, in, func(workflow string, caller order.Caller) (order.Order, error) {
		return s.dispatcher.RefuseCancel(ctx, workflow, order.RefuseCancelCommand{Caller: caller, Reason: body.Reason})
	})
}

type postponeBody struct {
	Minutes int    `json:"minutes,omitempty" minimum:"1" maximum:"1440" default:"10" doc:"When to remind again"`
	Note    string `json:"note,omitempty" maxLength:"1000"`
}

// postponeOrder keeps an order waiting whose guest could not be reached.
func (s *Server) postponeOrder(ctx context.Context, in *DecisionInput, body postponeBody) (*orderAnswer, error) {
	if body.Minutes == 0 {
		body.Minutes = 10
	}
	return s.decide(ctx, in, func(workflow string, caller order.Caller) (order.Order, error) {
		return s.dispatcher.Postpone(ctx, workflow, order.PostponeCommand{Caller: caller, Minutes: body.Minutes, Note: body.Note})
	})
}

type amendBody struct {
	Items   []order.Item   `json:"items,omitempty" minItems:"1" maxItems:"200" nullable:"false" doc:"All dishes as they are agreed now; left out, they stay"`
	Note    *string        `json:"note,omitempty" maxLength:"1000"`
	Address *order.Address `json:"address,omitempty"`
	Guest   *order.Guest   `json:"guest,omitempty"`
	Timing  *order.Timing  `json:"timing,omitempty" doc:"When the guest wants it now; moves a scheduled order. Its respond_by is ignored"`
}

// Validate implements validator.
func (b amendBody) Validate(time.Time) []order.Fault {
	if b.Items == nil && (b.Note != nil || b.Address != nil || b.Guest != nil || b.Timing != nil) {
		return nil
	}
	return order.ValidateItems(b.Items)
}

func (s *Server) amendOrder(ctx context.Context, in *DecisionInput, body amendBody) (*orderAnswer, error) {
	return s.decideOn(ctx, in, func(record order.Order, workflow string, caller order.Caller) (order.Order, error) {
		order.KeepLineIDs(record.ItemsAgreed, body.Items)
		order.NormaliseItems(body.Items)
		if body.Guest != nil {
			record.Guest = *body.Guest
		}
		if body.Timing != nil {
			record.Timing = *body.Timing
		}
		return s.dispatcher.Amend(ctx, workflow, order.AmendCommand{Caller: caller, Items: body.Items, Note: body.Note, Address: body.Address, Guest: body.Guest, Timing: body.Timing,
			Checks: s.recheck(ctx, record, body.Items)})
	})
}

func (s *Server) saveOrder(ctx context.Context, in *DecisionInput, _ noBody) (*orderAnswer, error) {
	return s.decide(ctx, in, func(workflow string, caller order.Caller) (order.Order, error) {
		return s.dispatcher.Save(ctx, workflow, order.SaveCommand{Caller: caller})
	})
}

type resolveBody struct {
	Action order.ResolveAction `json:"action" required:"true" enum:"retry,done_by_hand,cancel"`
	Note   string              `json:"note,omitempty" maxLength:"500"`
}

func (s *Server) resolveOrder(ctx context.Context, in *DecisionInput, body resolveBody) (*orderAnswer, error) {
	return s.decide(ctx, in, func(workflow string, caller order.Caller) (order.Order, error) {
		return s.dispatcher.Resolve(ctx, workflow, order.ResolveCommand{Caller: caller, Action: body.Action, Note: body.Note})
	})
}

type statusBody struct {
	Status order.Status `json:"status" required:"true" enum:"accepted,in_work,ready,on_the_way,completed" doc:"accepted puts a scheduled order on the station now"`
}

func (s *Server) advanceOrder(ctx context.Context, in *DecisionInput, body statusBody) (*orderAnswer, error) {
	return s.decide(ctx, in, func(workflow string, caller order.Caller) (order.Order, error) {
		return s.dispatcher.Advance(ctx, workflow, order.AdvanceCommand{Caller: caller, Status: body.Status})
	})
}

// decide gives one command to an order that is the caller's business.
func (s *Server) decide(ctx context.Context, in *DecisionInput, send func(workflow string, caller order.Caller) (order.Order, error)) (*orderAnswer, error) {
	return s.decideOn(ctx, in, func(record order.Order, workflow string, caller order.Caller) (order.Order, error) {
		return send(workflow, caller)
	})
}

// decideOn is decide for a command that depends on what the order looks like.
func (s *Server) decideOn(ctx context.Context, in *DecisionInput, send func(record order.Order, workflow string, caller order.Caller) (order.Order, error)) (*orderAnswer, error) {
	record, _, err := s.find(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	revision, err := parseIfMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	decided, err := send(record, order.WorkflowID(record.Source, record.ExternalID), order.Caller{Actor: callerOf(ctx).actor(), Revision: revision})
	if err != nil {
		return nil, s.refused(ctx, record, err)
	}
	return s.answerWith(http.StatusOK, s.viewOf(decided)), nil
}

// refused adds to a refused decision what the order looks like now, so that the
// caller can decide again without asking.
func (s *Server) refused(ctx context.Context, record order.Order, err error) error {
	if order.CodeOf(err) == order.CodeNotFound && record.Status.Final() {
		// Workflows that are over are forgotten after a while.
		err = refusal(order.CodeAlreadyDecided, "The order is %s already.", record.Status)
	}
	told := s.problem(ctx, err)
	if told.Status == http.StatusConflict {
		current, _ := s.fresh(ctx, record)
		view := s.viewOf(current)
		told.Order = &view
	}
	return told
}
