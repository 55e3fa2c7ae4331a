package e2e

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	_ "modernc.org/sqlite" // to lose rows with

	"github.com/orderhatch/orderhatch/internal/order"
)

// impatient finds at once what otherwise has to have been still for two minutes.
var impatient = []string{"--reconcile-grace", "1s", "--reconcile-every", "0"}

// reconcile runs the command beside the process, and gives its exit code.
func reconcile(t testing.TB, folder string, more ...string) (printed string, code int) {
	t.Helper()
	output, err := exec.Command(binary(t), append([]string{"reconcile", "--data", folder}, more...)...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil {
		require.True(t, errors.As(err, &exit), "%v: %s", err, output)
		return string(output), exit.ExitCode()
	}
	return string(output), 0
}

// awaitReconciled sweeps until nothing is left to find, within a limit: what just
// happened is left alone for a second.
func awaitReconciled(t testing.TB, folder, word string) {
	t.Helper()
	printed := ""
	awaitUntil(t, startTime, "a sweep to find "+word, func() bool {
		printed, _ = reconcile(t, folder)
		return strings.Contains(printed, word)
	})
	t.Log(printed)
}

func dialTemporal(t testing.TB, at addresses) client.Client {
	t.Helper()
	plain, err := client.Dial(client.Options{HostPort: at.Temporal, Logger: sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	require.NoError(t, err)
	t.Cleanup(plain.Close)
	return plain
}

// forget deletes an order's row, as an older copy of the database would have.
func forget(t testing.TB, folder, id string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "orderhatch.db")+"?_pragma=foreign_keys(ON)&_pragma=busy_timeout(10000)")
	require.NoError(t, err)
	defer db.Close()
	result, err := db.Exec("DELETE FROM orders WHERE id = ?", id)
	require.NoError(t, err)
	rows, err := result.RowsAffected()
	require.NoError(t, err)
	require.EqualValues(t, 1, rows)
}

func TestWhatDoesNotBelongTogetherIsFound(t *testing.T) {
	folder := t.TempDir()
	process, at := startStandalone(t, folder, impatient...)
	plain := dialTemporal(t, at)
	submit := func(externalID string) order.Order {
		return send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission(externalID)).order(t)
	}
	accept := func(id string) { awaitAccepted(t, at, id) }
	terminate := func(externalID string) {
		require.NoError(t, plain.TerminateWorkflow(context.Background(), order.WorkflowID("demo", externalID), "", "by ops"))
	}

	// An order that waits loses its workflow, and so does one that is at work.
	waiting, filled := submit("LOST-WAITING"), submit("LOST-FILLED")
	accept(filled.ID)
	awaitInjection(t, at, filled.ID, order.Filled)
	terminate("LOST-WAITING")
	terminate("LOST-FILLED")
	require.Equal(t, http.StatusNotFound, send(t, http.MethodPost, at.API+"/v1/orders/"+waiting.ID+"/accept", operatorKey, map[string]any{}).Status)
	awaitRevived(t, at, folder, waiting.ID)
	awaitRevived(t, at, folder, filled.ID)
	accept(waiting.ID)
	requireFilledOnce(t, at, awaitInjection(t, at, waiting.ID, order.Filled))
	requireFilledOnce(t, at, awaitInjection(t, at, filled.ID, order.Filled))
	printed, code := reconcile(t, folder)
	require.Zero(t, code, printed)

	// A workflow whose order is not in the database.
	forget(t, folder, waiting.ID)
	require.Equal(t, http.StatusNotFound, send(t, http.MethodGet, at.API+"/v1/orders/"+waiting.ID, operatorKey, nil).Status)
	awaitReconciled(t, folder, "record_missing")
	requireFilledOnce(t, at, awaitInjection(t, at, waiting.ID, order.Filled))

	// An order on the station that neither Temporal nor the database knows: it is
	// told, and left alone.
	terminate("LOST-FILLED")
	forget(t, folder, filled.ID)
	awaitUntil(t, startTime, "the orphan to be found", func() bool {
		printed, code = reconcile(t, folder)
		return code == 3 && strings.Contains(printed, "station_orphan")
	})
	require.Len(t, readStation(t, at).carrying("LOST-FILLED"), 1)
	var told struct{ Items []order.Discrepancy }
	send(t, http.MethodGet, at.API+"/v1/discrepancies", operatorKey, nil).decode(t, &told)
	require.Len(t, told.Items, 1)
	require.Equal(t, order.StationOrphan, told.Items[0].Kind)
	require.NotEmpty(t, told.Items[0].Remedy)
	require.Contains(t, string(send(t, http.MethodGet, at.API+"/v1/restaurants/arbat-1", operatorKey, nil).Body), "carries our mark")
	require.Contains(t, string(send(t, http.MethodGet, at.API+"/metrics", "", nil).Body), `orderhatch_discrepancies{kind="station_orphan"`)

	// The whole of Temporal's data is lost.
	next := submit("LOST-WITH-ALL")
	process.kill()
	for _, name := range []string{"temporal.db", "temporal-lists.db"} {
		for _, ending := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(filepath.Join(folder, name+ending)); err != nil {
				require.ErrorIs(t, err, os.ErrNotExist)
			}
		}
	}
	// From here on sweeps come by the clock.
	_, at = startStandalone(t, folder, "--reconcile-grace", "1s", "--reconcile-every", "2s")
	awaitEvent(t, at, next.ID, order.EventRevived)
	awaitEvent(t, at, waiting.ID, order.EventRevived)
	accept(next.ID)
	requireFilledOnce(t, at, awaitInjection(t, at, next.ID, order.Filled))
	requireFilledOnce(t, at, awaitInjection(t, at, waiting.ID, order.Filled))
	done := send(t, http.MethodPost, at.API+"/v1/orders/"+waiting.ID+"/status", operatorKey, map[string]any{"status": order.Completed})
	require.Equal(t, http.StatusOK, done.Status, "%s", done.Body)
}

func awaitAccepted(t testing.TB, at addresses, id string) {
	t.Helper()
	answered := send(t, http.MethodPost, at.API+"/v1/orders/"+id+"/accept", operatorKey, map[string]any{})
	require.Equal(t, http.StatusOK, answered.Status, "%s", answered.Body)
}

// awaitRevived sweeps until an order has a workflow again.
func awaitRevived(t testing.TB, at addresses, folder, id string) {
	t.Helper()
	awaitUntil(t, startTime, "order "+id+" to be begun anew", func() bool {
		reconcile(t, folder)
		return happened(t, at, id, order.EventRevived)
	})
}

func awaitEvent(t testing.TB, at addresses, id string, event order.EventName) {
	t.Helper()
	awaitUntil(t, startTime, "order "+id+" to be "+string(event), func() bool { return happened(t, at, id, event) })
}

func happened(t testing.TB, at addresses, id string, event order.EventName) bool {
	read := send(t, http.MethodGet, at.API+"/v1/orders/"+id, operatorKey, nil)
	if read.Status != http.StatusOK {
		return false
	}
	for _, entry := range read.order(t).History {
		if entry.Event == event {
			return true
		}
	}
	return false
}
