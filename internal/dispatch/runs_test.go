package dispatch

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/common/v1"
	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

func TestRunningOrdersAreListedWithWhatTheyShow(t *testing.T) {
	status, err := converter.GetDefaultDataConverter().ToPayload("accepted")
	require.NoError(t, err)
	d, m, _ := newDispatcher(t)
	m.On("ListWorkflow", mock.Anything, mock.MatchedBy(func(r *workflowservice.ListWorkflowExecutionsRequest) bool {
		return r.Query == `WorkflowType = 'Order' AND ExecutionStatus = 'Running' AND Restaurant = 'it\'s'` && string(r.NextPageToken) == "page"
	})).Return(&workflowservice.ListWorkflowExecutionsResponse{NextPageToken: []byte("next"), Executions: []*workflowpb.WorkflowExecutionInfo{{
		Execution: &common.WorkflowExecution{WorkflowId: "order:demo:WEB-1", RunId: "run"}, Status: enums.WORKFLOW_EXECUTION_STATUS_RUNNING,
		SearchAttributes: &common.SearchAttributes{IndexedFields: map[string]*common.Payload{"OrderStatus": status}},
	}}}, nil)
	runs, next, err := d.Running(t.Context(), "it's", []byte("page"))
	require.NoError(t, err)
	require.Equal(t, "next", string(next))
	require.Len(t, runs, 1)
	require.Equal(t, order.ID("demo", "WEB-1"), runs[0].OrderID())
	require.Equal(t, order.Accepted, runs[0].Status)
	require.Empty(t, runs[0].Injection)
	require.Empty(t, runs[0].Ended)
}

func TestARunIsLookedUpByName(t *testing.T) {
	d, m, _ := newDispatcher(t)
	m.On("DescribeWorkflow", mock.Anything, "order:demo:GONE", "").Return(nil, serviceerror.NewNotFound("no"))
	_, found, err := d.Run(t.Context(), "order:demo:GONE")
	require.NoError(t, err)
	require.False(t, found)
	m.On("DescribeWorkflow", mock.Anything, "order:demo:DOWN", "").Return(nil, serviceerror.NewUnavailable("down"))
	_, _, err = d.Run(t.Context(), "order:demo:DOWN")
	require.Error(t, err)
}

func TestWhatWillNeverBeKnownIsToldFromWhatIsNotKnownNow(t *testing.T) {
	for failure, gone := range map[error]bool{
		serviceerror.NewNotFound("forgotten"):  true,
		serviceerror.NewQueryFailed("panic"):   true,
		serviceerror.NewUnavailable("down"):    false,
		errors.New("no worker came in time"):   false,
		serviceerror.NewDeadlineExceeded("10"): false,
	} {
		d, m, _ := newDispatcher(t)
		m.On("QueryWorkflow", mock.Anything, "order:demo:WEB-1", "run", workflows.QueryRemains).Return(nil, failure)
		_, err := d.Remains(t.Context(), order.Run{WorkflowID: "order:demo:WEB-1", RunID: "run"})
		require.Error(t, err)
		require.Equal(t, gone, order.CodeOf(err) == order.CodeNotFound, "%v", failure)
	}
}

func TestAnOrderIsRevivedOnlyWithoutAWorkflow(t *testing.T) {
	remains := order.Open(intake(), order.Order{}.CreatedAt).Remains()
	for _, c := range []struct {
		failure error
		code    order.Code
	}{{nil, ""}, {serviceerror.NewWorkflowExecutionAlreadyStarted("it runs", "", ""), order.CodeConflict}} {
		d, m, _ := newDispatcher(t)
		m.On("ExecuteWorkflow", mock.Anything, mock.MatchedBy(func(o client.StartWorkflowOptions) bool {
			return o.ID == "order:demo:WEB-1" && o.WorkflowIDConflictPolicy == enums.WORKFLOW_ID_CONFLICT_POLICY_FAIL &&
				o.Memo[workflows.MemoRevived] == true && o.Memo[workflows.MemoContentHash] == "hash"
		}), workflows.OrderType, mock.MatchedBy(func(s workflows.Start) bool {
			return s.Life.ID == remains.Life.ID && len(s.Unpublished) == len(remains.Unpublished)
		})).Return(nil, c.failure)
		require.Equal(t, c.code, order.CodeOf(d.Revive(t.Context(), intake(), &remains)))
	}
}

func TestOneRunIsEnded(t *testing.T) {
	d, m, _ := newDispatcher(t)
	m.On("TerminateWorkflow", mock.Anything, "order:demo:WEB-1", "run", "because").Return(nil)
	require.NoError(t, d.End(t.Context(), order.Run{WorkflowID: "order:demo:WEB-1", RunID: "run"}, "because"))
}
