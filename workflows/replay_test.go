package workflows_test

import (
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	sdklog "go.temporal.io/sdk/log"
	sdk "go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/keyring"
	clients "github.com/orderhatch/orderhatch/internal/temporal"
	"github.com/orderhatch/orderhatch/worker"
	"github.com/orderhatch/orderhatch/workflows"
)

// recordedWith is the key that the histories were recorded with. They hold an
// invented guest; the key is public.
const recordedWith = "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

func histories(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/histories/*.json")
	require.NoError(t, err)
	return files
}

func replay(t *testing.T, file string, register func(sdk.WorkflowRegistry)) error {
	t.Helper()
	ring, err := keyring.FromEnv(recordedWith)
	require.NoError(t, err)
	replayer, err := clients.NewReplayer(ring)
	require.NoError(t, err)
	register(replayer)
	return replayer.ReplayWorkflowHistoryFromJSONFile(sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler)), file)
}

// Orders live for days, and the code that runs them is changed meanwhile: every
// recorded life must still come out as it was lived. A change that breaks this
// needs workflow.GetVersion; after a release the histories are never recorded anew.
func TestRecordedLivesComeOutAsTheyWereLived(t *testing.T) {
	for _, file := range histories(t) {
		t.Run(filepath.Base(file), func(t *testing.T) { require.NoError(t, replay(t, file, worker.RegisterWorkflows)) })
	}
}

// names is a registry that only notes what it is given.
type names struct {
	sdk.WorkflowRegistry
	all []string
}

func (n *names) RegisterWorkflowWithOptions(_ any, options workflow.RegisterOptions) {
	n.all = append(n.all, options.Name)
}

// What nobody recorded is not replayed, and can be broken without anybody noticing.
func TestEverythingWasRecorded(t *testing.T) {
	var recorded struct{ workflows, activities []string }
	for _, file := range histories(t) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		type named struct{ Name string }
		var life struct {
			Events []struct {
				Started   struct{ WorkflowType named } `json:"workflowExecutionStartedEventAttributes"`
				Scheduled struct{ ActivityType named } `json:"activityTaskScheduledEventAttributes"`
			}
		}
		require.NoError(t, json.Unmarshal(text, &life), file)
		require.NotEmpty(t, life.Events, file)
		recorded.workflows = append(recorded.workflows, life.Events[0].Started.WorkflowType.Name)
		for _, event := range life.Events {
			recorded.activities = append(recorded.activities, event.Scheduled.ActivityType.Name)
		}
	}
	var registered names
	worker.RegisterWorkflows(&registered)
	require.NotEmpty(t, registered.all)
	for _, name := range registered.all {
		require.Contains(t, recorded.workflows, name, "no life of this workflow is recorded")
	}
	for _, name := range []string{
		activities.Create, activities.Inject, activities.Fill, activities.Amend, activities.Void, activities.Tell, activities.Describe,
		activities.CallPeople, activities.DeliverNotices, activities.GiveUpNotice, activities.SweepOrders, activities.SweepStation, activities.KeepSweep,
	} {
		require.Contains(t, recorded.activities, name, "no life with this work is recorded")
	}
	require.GreaterOrEqual(t, len(slices.DeleteFunc(recorded.workflows, func(name string) bool { return name != workflows.OrderType })), 20, "one for every ending")
}

// What would be the worth of a replay that cannot fail?
func TestAReplayNoticesAChange(t *testing.T) {
	shortened := func(ctx workflow.Context, start workflows.Start) (workflows.Ending, error) {
		start.Intake.Rules.RemindAfter = 0 // one timer less
		start.Intake.Rules.EscalateAfter = 0
		return workflows.Order(ctx, start)
	}
	register := func(registry sdk.WorkflowRegistry) {
		registry.RegisterWorkflowWithOptions(shortened, workflow.RegisterOptions{Name: workflows.OrderType})
	}
	require.ErrorContains(t, replay(t, "testdata/histories/completed.json", register), "nondeterministic")
}
