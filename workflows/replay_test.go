package workflows_test

import (
	"log/slog"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/keyring"
	clients "github.com/orderhatch/orderhatch/internal/temporal"
	"github.com/orderhatch/orderhatch/workflows"
)

// recordedWith is the key that the histories were recorded with. They hold an
// invented guest; the key is public.
const recordedWith = "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

func histories(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/histories/*.json")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 20, "one for every ending")
	return files
}

func replay(t *testing.T, file string, order any) error {
	t.Helper()
	ring, err := keyring.FromEnv(recordedWith)
	require.NoError(t, err)
	replayer, err := clients.NewReplayer(ring)
	require.NoError(t, err)
	replayer.RegisterWorkflowWithOptions(order, workflow.RegisterOptions{Name: workflows.OrderType})
	return replayer.ReplayWorkflowHistoryFromJSONFile(sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler)), file)
}

// Orders live for days, and the code that runs them is changed meanwhile: every
// recorded life must still come out as it was lived. A change that breaks this
// needs workflow.GetVersion; after a release the histories are never recorded anew.
func TestRecordedLivesComeOutAsTheyWereLived(t *testing.T) {
	for _, file := range histories(t) {
		t.Run(filepath.Base(file), func(t *testing.T) { require.NoError(t, replay(t, file, workflows.Order)) })
	}
}

// What would be the worth of a replay that cannot fail?
func TestAReplayNoticesAChange(t *testing.T) {
	shortened := func(ctx workflow.Context, start workflows.Start) (workflows.Ending, error) {
		start.Intake.Rules.RemindAfter = 0 // one timer less
		start.Intake.Rules.EscalateAfter = 0
		return workflows.Order(ctx, start)
	}
	require.ErrorContains(t, replay(t, "testdata/histories/completed.json", shortened), "nondeterministic")
}
