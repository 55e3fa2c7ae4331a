package api

import (
	"context"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Dispatcher carries commands to the workflows of orders. Its errors are those
// of the domain's error table; order.CodeUnavailable says that nothing was done
// or stored. workflowID is order.WorkflowID.
type Dispatcher interface {
	Submit(ctx context.Context, intake order.Intake) (order.Receipt, error)
	Take(ctx context.Context, workflowID string, command order.TakeCommand) (order.Order, error)
	Release(ctx context.Context, workflowID string, command order.ReleaseCommand) (order.Order, error)
	Accept(ctx context.Context, workflowID string, command order.AcceptCommand) (order.Order, error)
	Cancel(ctx context.Context, workflowID string, command order.CancelCommand) (order.Order, error)
	Amend(ctx context.Context, workflowID string, command order.AmendCommand) (order.Order, error)
	Save(ctx context.Context, workflowID string, command order.SaveCommand) (order.Order, error)
	Resolve(ctx context.Context, workflowID string, command order.ResolveCommand) (order.Order, error)
	Advance(ctx context.Context, workflowID string, command order.AdvanceCommand) (order.Order, error)
	// Postpone keeps an order waiting whose guest could not be reached.
	Postpone(ctx context.Context, workflowID string, command order.PostponeCommand) (order.Order, error)
	// RefuseCancel answers no to a source that wants to call an order off.
	RefuseCancel(ctx context.Context, workflowID string, command order.RefuseCancelCommand) (order.Order, error)
	// View asks the order's workflow what it knows now.
	View(ctx context.Context, workflowID string) (order.Order, error)
	// Ready says whether commands can be carried at all.
	Ready(ctx context.Context) error
}
