package dispatch

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.temporal.io/api/common/v1"
	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/converter"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

// runsAtOnce is the size of a page of running workflows.
const runsAtOnce = 500

// Running are the workflows of orders that run, a page at a time, of one
// restaurant when it is named. Temporal's lists are a moment late, and after a
// power cut they may have gaps: what is decided on them is looked up first.
func (d *Dispatcher) Running(ctx context.Context, restaurant string, page []byte) (runs []order.Run, next []byte, err error) {
	query := fmt.Sprintf("WorkflowType = '%s' AND ExecutionStatus = 'Running'", workflows.OrderType)
	if restaurant != "" {
		query += fmt.Sprintf(" AND %s = '%s'", workflows.AttributeRestaurant.GetName(), strings.ReplaceAll(restaurant, "'", `\'`))
	}
	answer, err := d.client.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{PageSize: runsAtOnce, NextPageToken: page, Query: query})
	if err != nil {
		return nil, nil, fmt.Errorf("list the running orders: %w", err)
	}
	for _, info := range answer.GetExecutions() {
		runs = append(runs, runOf(info))
	}
	return runs, answer.GetNextPageToken(), nil
}

func runOf(info *workflowpb.WorkflowExecutionInfo) order.Run {
	run := order.Run{WorkflowID: info.GetExecution().GetWorkflowId(), RunID: info.GetExecution().GetRunId(), StartedAt: info.GetStartTime().AsTime()}
	if info.GetStatus() != enums.WORKFLOW_EXECUTION_STATUS_RUNNING {
		run.Ended = strings.ToLower(info.GetStatus().String())
	}
	fields := info.GetSearchAttributes().GetIndexedFields()
	run.Status = order.Status(keyword(fields[workflows.AttributeStatus.GetName()]))
	run.Injection = order.InjectionState(keyword(fields[workflows.AttributeInjection.GetName()]))
	return run
}

// keyword reads a search attribute, which is never encrypted.
func keyword(payload *common.Payload) (text string) {
	if payload == nil || converter.GetDefaultDataConverter().FromPayload(payload, &text) != nil {
		return ""
	}
	return text
}

// Run is the newest workflow of an order; found is false when Temporal knows none.
func (d *Dispatcher) Run(ctx context.Context, workflowID string) (run order.Run, found bool, err error) {
	described, err := d.client.DescribeWorkflow(ctx, workflowID, "")
	var missing *serviceerror.NotFound
	if errors.As(err, &missing) {
		return run, false, nil
	}
	if err != nil {
		return run, false, fmt.Errorf("look a workflow up: %w", err)
	}
	run = order.Run{WorkflowID: workflowID, RunID: described.WorkflowExecution.RunID, StartedAt: described.WorkflowStartTime}
	if described.Status != enums.WORKFLOW_EXECUTION_STATUS_RUNNING {
		run.Ended = strings.ToLower(described.Status.String())
	}
	run.ContentHash, _ = contentHash(described)
	run.Revived = described.GetMemoValue(workflows.MemoRevived, new(bool)) == nil
	return run, true, nil
}

// Remains is what a workflow knows of its order, also of one that has ended. An
// error of order.CodeNotFound says that it will not be known any more.
func (d *Dispatcher) Remains(ctx context.Context, run order.Run) (remains order.Remains, err error) {
	ctx, cancel := context.WithTimeout(ctx, d.limits.ViewTime)
	defer cancel()
	answer, err := d.client.QueryWorkflow(ctx, run.WorkflowID, run.RunID, workflows.QueryRemains)
	if err == nil {
		err = answer.Get(&remains)
	}
	var missing *serviceerror.NotFound
	var failed *serviceerror.QueryFailed
	if errors.As(err, &missing) || errors.As(err, &failed) {
		return remains, order.Errorf(order.CodeNotFound, "%s", unknownOrder)
	}
	return remains, err
}

// Revive begins an order's workflow anew, unless one runs. Without remains the
// order begins as a new one does.
func (d *Dispatcher) Revive(ctx context.Context, intake order.Intake, remains *order.Remains) error {
	ctx, cancel := context.WithTimeout(ctx, d.limits.SubmitTime)
	defer cancel()
	start := workflows.Start{Intake: intake}
	if remains != nil {
		start.Life, start.Unpublished = &remains.Life, remains.Unpublished
	}
	options := startOptions(intake)
	options.WorkflowIDConflictPolicy = enums.WORKFLOW_ID_CONFLICT_POLICY_FAIL
	options.WorkflowIDReusePolicy = enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
	options.WorkflowExecutionErrorWhenAlreadyStarted = true
	options.Memo[workflows.MemoRevived] = true
	_, err := d.client.ExecuteWorkflow(ctx, options, workflows.OrderType, start)
	var running *serviceerror.WorkflowExecutionAlreadyStarted
	if errors.As(err, &running) {
		return order.Errorf(order.CodeConflict, "The order has a workflow again.")
	}
	return err
}

// End terminates one run of an order's workflow, and no other.
func (d *Dispatcher) End(ctx context.Context, run order.Run, reason string) error {
	return d.client.TerminateWorkflow(ctx, run.WorkflowID, run.RunID, reason)
}
