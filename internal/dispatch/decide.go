package dispatch

import (
	"context"
	"errors"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

const (
	nothingDone = "Decisions cannot be carried out now, and this one was not. Send it again later."
	// An update that no worker has accepted lives in Temporal's memory only: it
	// may be carried out when a worker comes, and it may be forgotten.
	notConfirmed = "The decision was sent but nothing has confirmed it in time, which happens when no worker runs. It may still be carried out. Read the order, and decide again if it has not changed: a decision is never carried out twice."
	unknownOrder = "There is no such order at work."
)

// Take implements api.Dispatcher.
func (d *Dispatcher) Take(ctx context.Context, workflowID string, command order.TakeCommand) (order.Order, error) {
	return d.update(ctx, workflowID, workflows.UpdateTake, command)
}

// Release implements api.Dispatcher.
func (d *Dispatcher) Release(ctx context.Context, workflowID string, command order.ReleaseCommand) (order.Order, error) {
	return d.update(ctx, workflowID, workflows.UpdateRelease, command)
}

// Accept implements api.Dispatcher.
func (d *Dispatcher) Accept(ctx context.Context, workflowID string, command order.AcceptCommand) (order.Order, error) {
	return d.update(ctx, workflowID, workflows.UpdateAccept, command)
}

// Cancel implements api.Dispatcher.
func (d *Dispatcher) Cancel(ctx context.Context, workflowID string, command order.CancelCommand) (order.Order, error) {
	return d.update(ctx, workflowID, workflows.UpdateCancel, command)
}

// Amend implements api.Dispatcher.
func (d *Dispatcher) Amend(ctx context.Context, workflowID string, command order.AmendCommand) (order.Order, error) {
	return d.update(ctx, workflowID, workflows.UpdateAmend, command)
}

// Save implements api.Dispatcher.
func (d *Dispatcher) Save(ctx context.Context, workflowID string, command order.SaveCommand) (order.Order, error) {
	return d.update(ctx, workflowID, workflows.UpdateSave, command)
}

// Resolve implements api.Dispatcher.
func (d *Dispatcher) Resolve(ctx context.Context, workflowID string, command order.ResolveCommand) (order.Order, error) {
	return d.update(ctx, workflowID, workflows.UpdateResolve, command)
}

// Advance implements api.Dispatcher.
func (d *Dispatcher) Advance(ctx context.Context, workflowID string, command order.AdvanceCommand) (order.Order, error) {
	return d.update(ctx, workflowID, workflows.UpdateStatus, command)
}

// Postpone implements api.Dispatcher.
func (d *Dispatcher) Postpone(ctx context.Context, workflowID string, command order.PostponeCommand) (order.Order, error) {
	return d.update(ctx, workflowID, workflows.UpdatePostpone, command)
}

// RefuseCancel implements api.Dispatcher.
func (d *Dispatcher) RefuseCancel(ctx context.Context, workflowID string, command order.RefuseCancelCommand) (order.Order, error) {
	return d.update(ctx, workflowID, workflows.UpdateRefuseCancel, command)
}

// update gives one command to an order and waits for what came of it.
func (d *Dispatcher) update(ctx context.Context, workflowID, name string, command any) (order.Order, error) {
	if err := d.reachable(ctx, nothingDone); err != nil {
		return order.Order{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, d.limits.DecisionTime)
	defer cancel()
	handle, err := d.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: workflowID, UpdateName: name, Args: []any{command}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	var record order.Order
	if err == nil {
		err = handle.Get(ctx, &record)
	}
	return record, d.explain(ctx, name, err)
}

// View asks the order's workflow what it knows now.
func (d *Dispatcher) View(ctx context.Context, workflowID string) (order.Order, error) {
	ctx, cancel := context.WithTimeout(ctx, d.limits.ViewTime)
	defer cancel()
	answer, err := d.client.QueryWorkflow(ctx, workflowID, "", workflows.QueryView)
	var record order.Order
	if err == nil {
		err = answer.Get(&record)
	}
	var missing *serviceerror.NotFound
	switch {
	case err == nil:
		return record, nil
	case errors.As(err, &missing):
		return order.Order{}, order.Errorf(order.CodeNotFound, unknownOrder)
	}
	d.log.WarnContext(ctx, "An order's workflow did not answer", "error", err)
	return order.Order{}, order.Errorf(order.CodeUnavailable, "The order cannot be asked now.")
}

// explain turns what a decision ended with into an error of the domain's table.
func (d *Dispatcher) explain(ctx context.Context, name string, err error) error {
	err = domainError(err)
	var known *order.Error
	var missing *serviceerror.NotFound
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known
	case errors.As(err, &missing):
		return order.Errorf(order.CodeNotFound, unknownOrder)
	}
	d.log.WarnContext(ctx, "A decision was not confirmed", "decision", name, "error", err)
	return order.Errorf(order.CodeUnconfirmed, notConfirmed)
}

// domainError finds the domain's own error in what Temporal made of it; other
// errors stay as they are.
func domainError(err error) error {
	var application *temporal.ApplicationError
	if !errors.As(err, &application) {
		return err
	}
	if _, known := order.Kinds[order.Code(application.Type())]; !known {
		return err
	}
	var told order.Error
	if application.HasDetails() && application.Details(&told) == nil && told.Code != "" {
		return &told
	}
	return &order.Error{Code: order.Code(application.Type())}
}
