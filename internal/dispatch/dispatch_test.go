package dispatch

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/mocks"
	"go.temporal.io/sdk/temporal"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

// The happy paths are tried on the real engine; here is what it seldom does.

var slow = client.NewWorkflowUpdateServiceTimeoutOrCanceledError(context.DeadlineExceeded)

func newDispatcher(t *testing.T) (*Dispatcher, *mocks.Client, *strings.Builder) {
	t.Helper()
	temporal := mocks.NewClient(t)
	var log strings.Builder
	d, err := New(Options{Client: temporal, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	require.NoError(t, err)
	return d, temporal, &log
}

func healthy(m *mocks.Client) {
	m.On("CheckHealth", mock.Anything, mock.Anything).Return(&client.CheckHealthResponse{}, nil)
}

func intake() order.Intake {
	return order.Intake{Source: "demo", ContentHash: "hash", Submission: order.Submission{ExternalID: "WEB-1", Restaurant: "arbat-1", Guest: order.Guest{Phone: "+79991234567"}}}
}

func TestASubmitPromisesNoMoreThanIsCertain(t *testing.T) {
	found := &client.WorkflowExecutionDescription{}
	for _, c := range []struct {
		name     string
		failure  error
		describe error
		state    order.ReceiptState
		code     order.Code
	}{
		{"no worker", slow, nil, order.Processing, ""},
		{"nothing was stored", slow, serviceerror.NewNotFound("no such workflow"), "", order.CodeUnavailable},
		{"the server refused to start it", serviceerror.NewInvalidArgument("search attribute"), serviceerror.NewNotFound("no such workflow"), "", order.CodeUnavailable},
		{"the server died in between", serviceerror.NewUnavailable("connection reset"), serviceerror.NewUnavailable("connection refused"), "", order.CodeInternal},
		{"the server died and came back with it", serviceerror.NewUnavailable("connection reset"), nil, order.Processing, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, m, log := newDispatcher(t)
			healthy(m)
			m.On("NewWithStartWorkflowOperation", mock.Anything, workflows.OrderType, mock.Anything).Return(nil)
			m.On("UpdateWithStartWorkflow", mock.Anything, mock.Anything).Return(nil, c.failure)
			m.On("DescribeWorkflow", mock.Anything, "order:demo:WEB-1", "").Return(found, c.describe)
			receipt, err := d.Submit(t.Context(), intake())
			require.Equal(t, c.code, order.CodeOf(err))
			require.Equal(t, c.state, receipt.State)
			if c.state == order.Processing {
				require.Equal(t, order.ID("demo", "WEB-1"), receipt.Order.ID)
			}
			if c.code != "" {
				require.NotEqual(t, order.CodeUnavailable == c.code, order.Kinds[c.code].Status != 503, "only what was not stored is a 503")
			}
			require.NotContains(t, log.String(), "9991234567")
		})
	}
}

func TestASubmitUnderAUsedIDIsADuplicate(t *testing.T) {
	d, m, _ := newDispatcher(t)
	healthy(m)
	m.On("NewWithStartWorkflowOperation", mock.Anything, workflows.OrderType, mock.Anything).Return(nil)
	m.On("UpdateWithStartWorkflow", mock.Anything, mock.Anything).Return(nil, &serviceerror.WorkflowExecutionAlreadyStarted{Message: "finished"})
	_, err := d.Submit(t.Context(), intake())
	var told *order.Error
	require.ErrorAs(t, err, &told)
	require.Equal(t, order.CodeDuplicateExternalID, told.Code)
	require.Equal(t, order.ID("demo", "WEB-1"), told.OrderID)
}

func TestNothingIsSentToATemporalThatDoesNotAnswer(t *testing.T) {
	d, m, _ := newDispatcher(t)
	m.On("CheckHealth", mock.Anything, mock.Anything).Return(nil, errors.New("connection refused"))
	_, err := d.Submit(t.Context(), intake()) // the mock fails the test when anything else is called
	require.Equal(t, order.CodeUnavailable, order.CodeOf(err))
	_, err = d.Accept(t.Context(), "order:demo:WEB-1", order.AcceptCommand{})
	require.Equal(t, order.CodeUnavailable, order.CodeOf(err))
	require.Error(t, d.Ready(t.Context()))
}

func TestADecisionSaysWhatBecameOfIt(t *testing.T) {
	decided := workflows.Failure(&order.Error{Code: order.CodeInvalid, Detail: "words", Faults: []order.Fault{{Field: "items", Code: "required"}}})
	for _, c := range []struct {
		name    string
		failure error
		code    order.Code
	}{
		{"nobody confirmed it", slow, order.CodeUnconfirmed},
		{"the workflow is over", serviceerror.NewNotFound("workflow execution already completed"), order.CodeNotFound},
		{"the order refused it", decided, order.CodeInvalid},
		{"only the type came through", temporal.NewApplicationError("stale", string(order.CodeStaleRevision)), order.CodeStaleRevision},
		{"a fault of ours", temporal.NewApplicationError("nil pointer", "PanicError"), order.CodeUnconfirmed},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, m, _ := newDispatcher(t)
			healthy(m)
			m.On("UpdateWorkflow", mock.Anything, mock.Anything).Return(nil, c.failure)
			_, err := d.Cancel(t.Context(), "order:demo:WEB-1", order.CancelCommand{})
			require.Equal(t, c.code, order.CodeOf(err))
			require.NotContains(t, err.Error(), "nil pointer")
		})
	}
}

func TestAnOrderThatCannotBeAsked(t *testing.T) {
	for failure, code := range map[error]order.Code{
		serviceerror.NewNotFound("gone"):         order.CodeNotFound,
		serviceerror.NewQueryFailed("no worker"): order.CodeUnavailable,
		context.DeadlineExceeded:                 order.CodeUnavailable,
	} {
		d, m, _ := newDispatcher(t)
		m.On("QueryWorkflow", mock.Anything, "order:demo:WEB-1", "", workflows.QueryView).Return(nil, failure)
		_, err := d.View(t.Context(), "order:demo:WEB-1")
		require.Equal(t, code, order.CodeOf(err))
	}
}

func TestADispatcherNeedsAClient(t *testing.T) {
	_, err := New(Options{})
	require.Error(t, err)
}
