package workflows

import (
	"errors"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Receipt answers a submit.
type Receipt struct {
	// Nonce is that of the call which started the order.
	Nonce string      `json:"nonce"`
	Order order.Order `json:"order"`
}

// register sets up everything that can be asked of an order. It runs before
// the workflow first blocks, so that no early call is turned away.
func (r *run) register(ctx workflow.Context) error {
	obeySignal(ctx, r, SignalAccept, acceptBySignal)
	obeySignal(ctx, r, SignalCancel, cancelBySignal)
	obeySignal(ctx, r, SignalStation, hearStation)
	return errors.Join(
		workflow.SetQueryHandler(ctx, QueryView, func() (order.Order, error) { return r.life.Record(), nil }),
		workflow.SetQueryHandler(ctx, QueryRemains, func() (order.Remains, error) { return r.life.Remains(), nil }),
		r.handleSubmit(ctx),
		handle(ctx, r, UpdateTake, (*order.Life).Take),
		handle(ctx, r, UpdateRelease, (*order.Life).Release),
		handle(ctx, r, UpdateAccept, (*order.Life).Accept),
		handle(ctx, r, UpdateCancel, (*order.Life).Cancel),
		handle(ctx, r, UpdateRefuseCancel, (*order.Life).RefuseCancel),
		handle(ctx, r, UpdatePostpone, (*order.Life).Postpone),
		handle(ctx, r, UpdateAmend, (*order.Life).Amend),
		handle(ctx, r, UpdateSave, (*order.Life).Save),
		handle(ctx, r, UpdateResolve, (*order.Life).Resolve),
		handle(ctx, r, UpdateStatus, (*order.Life).Advance),
	)
}

// handle makes an Update out of a method of the life. Its validator tries the
// method on a copy, so that a refused call leaves no trace in the history.
func handle[C any](ctx workflow.Context, r *run, name string, method func(*order.Life, C, time.Time) *order.Error) error {
	return workflow.SetUpdateHandlerWithOptions(ctx, name,
		func(ctx workflow.Context, command C) (order.Order, error) {
			if err := method(r.life, command, workflow.Now(ctx)); err != nil {
				return order.Order{}, Failure(err)
			}
			record := r.life.Record()
			return record, r.seen(ctx)
		},
		workflow.UpdateHandlerOptions{Validator: func(ctx workflow.Context, command C) error {
			return Failure(method(r.life.Trial(), command, workflow.Now(ctx)))
		}})
}

// handleSubmit answers the source. Another order under the same id is refused.
func (r *run) handleSubmit(ctx workflow.Context) error {
	return workflow.SetUpdateHandlerWithOptions(ctx, UpdateSubmit,
		func(ctx workflow.Context, _ string) (Receipt, error) {
			if err := r.seen(ctx); err != nil {
				return Receipt{}, err
			}
			return Receipt{Nonce: r.start.Nonce, Order: r.first}, nil
		},
		workflow.UpdateHandlerOptions{Validator: func(_ workflow.Context, contentHash string) error {
			if contentHash == r.start.Intake.ContentHash {
				return nil
			}
			duplicate := order.Errorf(order.CodeDuplicateExternalID, "Another order was submitted under this external_id.")
			duplicate.OrderID = r.life.ID
			return Failure(duplicate)
		}})
}

// Failure carries a domain error through Temporal: its code is the error type.
func Failure(err *order.Error) error {
	if err == nil {
		return nil
	}
	return temporal.NewApplicationErrorWithOptions(err.Error(), string(err.Code),
		temporal.ApplicationErrorOptions{NonRetryable: !order.Kinds[err.Code].Retryable, Details: []any{*err}})
}
