package e2e

import (
	"context"
	"log/slog"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

// Any Temporal client can decide: it needs neither our data converter nor our
// types, only the names of the signals.
func TestSignalsDecideLikeCalls(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	plain, err := client.Dial(client.Options{HostPort: at.Temporal, Logger: sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	require.NoError(t, err)
	defer plain.Close()
	signal := func(externalID, name string, payload any) {
		require.NoError(t, plain.SignalWorkflow(context.Background(), order.WorkflowID("demo", externalID), "", name, payload))
	}

	yes := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission("SIGNAL-YES")).order(t)
	signal("SIGNAL-YES", workflows.SignalAccept, nil)
	accepted := awaitInjection(t, at, yes.ID, order.Filled)
	require.Equal(t, order.Accepted, accepted.Status)
	requireFilledOnce(t, at, accepted)

	no := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission("SIGNAL-NO")).order(t)
	signal("SIGNAL-NO", workflows.SignalCancel, map[string]any{"reason": map[string]any{"code": "too_busy"}})
	rejected := awaitStatus(t, at, no.ID, order.Rejected)
	require.Equal(t, order.TooBusy, rejected.Reason.Code)
	require.Empty(t, readStation(t, at).carrying("SIGNAL-NO"))

	// And afterwards, as over HTTP, cancel takes the order off the station.
	signal("SIGNAL-YES", workflows.SignalCancel, nil)
	awaitInjection(t, at, yes.ID, order.Voided)
	require.Empty(t, readStation(t, at).carrying("SIGNAL-YES"))
}

// awaitStatus waits until people have agreed on something about an order.
func awaitStatus(t testing.TB, at addresses, id string, status order.Status) (record order.Order) {
	t.Helper()
	awaitUntil(t, startTime, "order "+id+" to be "+string(status), func() bool {
		read := send(t, http.MethodGet, at.API+"/v1/orders/"+id, operatorKey, nil)
		if read.Status != http.StatusOK {
			return false
		}
		record = read.order(t)
		return record.Status == status
	})
	return record
}
