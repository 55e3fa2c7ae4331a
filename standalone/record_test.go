package standalone_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
	"google.golang.org/protobuf/proto"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

var update = flag.Bool("update", false, "record the histories of workflows/testdata/histories anew")

// TestEndings lives every kind of life on the real engine, and with -update
// keeps their histories for the replay tests.
func TestEndings(t *testing.T) {
	h := openHouse(t, "arbat-1")
	h.hire("one")
	for _, one := range endings() {
		t.Run(one.name, func(t *testing.T) {
			if one.long && testing.Short() {
				t.Skip("thousands of commands; left out with -short")
			}
			h.t = t
			h.station.mu.Lock()
			h.station.script = one.script
			h.station.mu.Unlock()
			intake := newIntake("WEB-" + one.name)
			if one.change != nil {
				one.change(&intake)
			}
			workflow := order.WorkflowID(intake.Source, intake.Submission.ExternalID)
			first := h.submit(intake)
			if one.live != nil {
				one.live(t, h, first, workflow)
			}
			h.eventually(first.ID, func(record order.Order) bool {
				return record.Status == one.status && record.Injection.State == one.state
			})
			result := awaitEnd(t, h, workflow)
			require.Equal(t, one.status, result.Status)
			require.Equal(t, one.state, result.Injection)
			keepHistory(t, h, one.name, workflow)
		})
	}
}

func awaitEnd(t *testing.T, h *house, workflow string) (ending workflows.Ending) {
	t.Helper()
	awaitResult(t, h, workflow, &ending)
	return ending
}

// awaitResult waits for the workflow's end by asking, because a waiting call may
// stall for as long as a poll takes.
func awaitResult(t *testing.T, h *house, workflow string, result any) {
	t.Helper()
	require.Eventually(t, func() bool {
		described, err := h.client.DescribeWorkflow(t.Context(), workflow, "")
		return err == nil && described.Status == enumspb.WORKFLOW_EXECUTION_STATUS_COMPLETED
	}, 20*time.Second, 10*time.Millisecond, "the workflow never ended")
	require.NoError(t, h.client.GetWorkflow(t.Context(), workflow, "").Get(t.Context(), result))
}

// keepHistory writes the history of a workflow's last run, with -update.
func keepHistory(t *testing.T, h *house, name, workflow string) {
	t.Helper()
	if !*update {
		return
	}
	history := historyOf(t, h, workflow)
	text, err := temporalproto.CustomJSONMarshalOptions{}.Marshal(history)
	require.NoError(t, err)
	folder := filepath.Join("..", "workflows", "testdata", "histories")
	require.NoError(t, os.MkdirAll(folder, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(folder, name+".json"), append(text, '\n'), 0o644))
}

func historyOf(t *testing.T, h *house, workflow string) *historypb.History {
	t.Helper()
	history := &historypb.History{}
	events := h.client.GetWorkflowHistory(t.Context(), workflow, "", false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		require.NoError(t, err)
		history.Events = append(history.Events, proto.Clone(event).(*historypb.HistoryEvent))
	}
	return history
}
