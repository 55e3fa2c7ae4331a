package dispatch

import (
	"context"
	"errors"
	"fmt"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"github.com/google/uuid"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

const (
	nothingStored = "Orders cannot be stored now, and this one was not. Send it again later."
	// storedUnknown is not an "unavailable": that would promise that nothing was stored.
	storedUnknown = "It is not known whether the order was stored. Send the same order again: it cannot be doubled."
)

// Submit starts the workflow of an order, or finds the one that is there.
func (d *Dispatcher) Submit(ctx context.Context, intake order.Intake) (order.Receipt, error) {
	if err := d.reachable(ctx, nothingStored); err != nil {
		return order.Receipt{}, err
	}
	nonce := uuid.NewString()
	receipt, err := d.submit(ctx, intake, nonce)
	var known *order.Error
	var closed *serviceerror.WorkflowExecutionAlreadyStarted
	switch {
	case err == nil && receipt.Nonce == nonce:
		return order.Receipt{State: order.Stored, Order: receipt.Order}, nil
	case err == nil:
		return order.Receipt{State: order.Replayed, Order: receipt.Order}, nil
	case errors.As(err, &known):
		return order.Receipt{}, known
	case errors.As(err, &closed):
		return order.Receipt{}, duplicate(intake)
	}
	return d.lookAfterwards(ctx, intake, err)
}

func (d *Dispatcher) submit(ctx context.Context, intake order.Intake, nonce string) (workflows.Receipt, error) {
	ctx, cancel := context.WithTimeout(ctx, d.limits.SubmitTime)
	defer cancel()
	id := order.WorkflowID(intake.Source, intake.Submission.ExternalID)
	options := startOptions(intake)
	options.WorkflowIDConflictPolicy = enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING
	// One order per external id, for as long as Temporal remembers it.
	options.WorkflowIDReusePolicy = enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE
	start := d.client.NewWithStartWorkflowOperation(options, workflows.OrderType, workflows.Start{Intake: intake, Nonce: nonce})
	handle, err := d.client.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start,
		UpdateOptions: client.UpdateWorkflowOptions{
			// The same content is the same update: an exact repetition is answered
			// with the first answer by Temporal itself.
			UpdateID: "submit:" + intake.ContentHash, WorkflowID: id,
			UpdateName: workflows.UpdateSubmit, Args: []any{intake.ContentHash},
			WaitForStage: client.WorkflowUpdateStageCompleted,
		},
	})
	var receipt workflows.Receipt
	if err == nil {
		err = handle.Get(ctx, &receipt)
	}
	return receipt, domainError(err)
}

// startOptions name the workflow of an order, for Temporal and for people.
func startOptions(intake order.Intake) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: order.WorkflowID(intake.Source, intake.Submission.ExternalID), TaskQueue: workflows.OrdersQueue,
		TypedSearchAttributes: workflows.StartAttributes(intake.Source, intake.Submission.Restaurant),
		Memo:                  map[string]any{workflows.MemoContentHash: intake.ContentHash},
		StaticSummary:         summary(intake),
		StaticDetails:         details(intake),
	}
}

// lookAfterwards finds out what became of a submit that was not answered.
func (d *Dispatcher) lookAfterwards(ctx context.Context, intake order.Intake, cause error) (order.Receipt, error) {
	// The caller may have gone; the log should know all the same.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.limits.CheckTime)
	defer cancel()
	found, err := d.client.DescribeWorkflow(ctx, order.WorkflowID(intake.Source, intake.Submission.ExternalID), "")
	var missing *serviceerror.NotFound
	switch {
	case errors.As(err, &missing):
		d.log.ErrorContext(ctx, "An order could not be stored", "source", intake.Source, "error", cause)
		return order.Receipt{}, order.Errorf(order.CodeUnavailable, nothingStored)
	case err != nil:
		d.log.ErrorContext(ctx, "It is not known whether an order was stored", "source", intake.Source, "error", cause)
		return order.Receipt{}, order.Errorf(order.CodeInternal, storedUnknown)
	}
	d.log.WarnContext(ctx, "An order is stored but no worker has answered", "source", intake.Source, "error", cause)
	if hash, ok := contentHash(found); ok && hash != intake.ContentHash {
		return order.Receipt{}, duplicate(intake)
	}
	waiting := order.Open(intake, found.WorkflowStartTime)
	return order.Receipt{State: order.Processing, Order: waiting.Record()}, nil
}

// contentHash is that of the order a workflow was started for.
func contentHash(found *client.WorkflowExecutionDescription) (hash string, ok bool) {
	err := found.GetMemoValue(workflows.MemoContentHash, &hash)
	return hash, err == nil
}

// duplicate says that the external id is used up. Callers look into the
// projection first, which tells a repetition from another order.
func duplicate(intake order.Intake) *order.Error {
	return &order.Error{Code: order.CodeDuplicateExternalID, OrderID: order.ID(intake.Source, intake.Submission.ExternalID),
		Detail: "An order was submitted under this external_id before. Use a new external_id for a new order."}
}

// summary and details name the order to people who read Temporal, without
// anything about the guest.
func summary(intake order.Intake) string {
	return fmt.Sprintf("%s №%s · %s · %s", intake.Source, intake.Submission.Number(), intake.Submission.Restaurant, intake.Submission.ServiceType)
}

func details(intake order.Intake) string {
	text := fmt.Sprintf("Order `%s` of `%s` for `%s`: %d lines, %s.", intake.Submission.ExternalID, intake.Source,
		intake.Submission.Restaurant, len(intake.Submission.Items), intake.Submission.ServiceType)
	if at := intake.Submission.Timing.ExpectedAt; at != nil {
		text += " Expected at " + at.UTC().Format("2006-01-02 15:04 UTC") + "."
	}
	return text + "\n\nSignals: `accept`, `cancel`. Query: `view`."
}
