package e2e

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// The whole journey: an order comes in, is repeated, accepted, and its dishes
// and no others are on the station.
func TestJourneyStandalone(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	journey(t, at)
	require.Equal(t, http.StatusOK, send(t, http.MethodGet, at.TemporalUI+"/", "", nil).Status, "the Temporal UI")
	require.Equal(t, map[string]bool{"database": true, "temporal": true, "workers": true}, dependencies(t, at))
}

// journey takes one order from submit to the station and checks every answer.
func journey(t testing.TB, at addresses) {
	t.Helper()
	const externalID = "JOURNEY-1"
	sent := submission(externalID)

	first := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, sent)
	require.Equal(t, http.StatusCreated, first.Status, "%s", first.Body)
	record := first.order(t)
	require.Equal(t, order.Waiting, record.Status)
	require.Equal(t, "/v1/orders/"+record.ID, first.Header.Get("Location"))

	again := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, sent)
	require.Equal(t, http.StatusOK, again.Status, "%s", again.Body)
	require.Equal(t, "true", again.Header.Get("Idempotent-Replay"))
	require.JSONEq(t, string(first.Body), string(again.Body))

	other := sent
	other.Note = "something else"
	refused := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, other)
	require.Equal(t, http.StatusConflict, refused.Status)
	require.Contains(t, string(refused.Body), `"duplicate_external_id"`)
	require.Contains(t, string(refused.Body), record.ID)

	accepted := send(t, http.MethodPost, at.API+"/v1/orders/"+record.ID+"/accept?wait=filled", operatorKey, map[string]any{})
	require.Equal(t, http.StatusOK, accepted.Status, "%s", accepted.Body)
	record = accepted.order(t)
	require.Equal(t, order.Filled, record.Injection.State, "%s", accepted.Body)
	require.Equal(t, order.Accepted, record.Status)
	requireFilledOnce(t, at, record)

	// A second yes changes nothing.
	late := send(t, http.MethodPost, at.API+"/v1/orders/"+record.ID+"/accept", operatorKey, map[string]any{})
	require.Equal(t, http.StatusConflict, late.Status)
	require.Contains(t, string(late.Body), `"already_decided"`)
	requireFilledOnce(t, at, record)
}

// dependencies are what /readyz says of each dependency.
func dependencies(t testing.TB, at addresses) map[string]bool {
	t.Helper()
	var ready struct {
		Dependencies map[string]struct{ OK bool }
	}
	send(t, http.MethodGet, at.API+"/readyz", "", nil).decode(t, &ready)
	found := map[string]bool{}
	for name, one := range ready.Dependencies {
		found[name] = one.OK
	}
	return found
}

// requireFilledOnce insists that the station has one live order with exactly
// the agreed dishes.
func requireFilledOnce(t testing.TB, at addresses, record order.Order) {
	t.Helper()
	state := readStation(t, at)
	require.Len(t, state.live(record.POS.OrderGUID), 1, "live orders on the station for %s", record.ExternalID)
	require.Len(t, state.carrying(record.ExternalID), 1, "orders on the station that name %s", record.ExternalID)
	require.Equal(t, portions(record.ItemsAgreed), portionsOn(state.live(record.POS.OrderGUID)[0]), "dishes on the station of %s", record.ExternalID)
}

// Cancelling before acceptance leaves the station alone; afterwards it takes
// the order off it.
func TestCancelBeforeAndAfterAcceptance(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	no := map[string]any{"reason": map[string]any{"code": "guest_cancelled"}}

	early := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission("EARLY-1")).order(t)
	answered := send(t, http.MethodPost, at.API+"/v1/orders/"+early.ID+"/cancel", operatorKey, no)
	require.Equal(t, http.StatusOK, answered.Status, "%s", answered.Body)
	require.Equal(t, order.Rejected, answered.order(t).Status)
	require.Empty(t, readStation(t, at).carrying("EARLY-1"))

	late := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission("LATE-1")).order(t)
	accepted := send(t, http.MethodPost, at.API+"/v1/orders/"+late.ID+"/accept?wait=filled", operatorKey, map[string]any{}).order(t)
	requireFilledOnce(t, at, accepted)
	answered = send(t, http.MethodPost, at.API+"/v1/orders/"+late.ID+"/cancel", operatorKey, no)
	require.Equal(t, http.StatusOK, answered.Status, "%s", answered.Body)
	require.Equal(t, order.Cancelled, answered.order(t).Status)
	awaitInjection(t, at, late.ID, order.Voided)
	require.Empty(t, readStation(t, at).carrying("LATE-1"))
}

// awaitInjection waits until an order's work on the station has come to a state.
func awaitInjection(t testing.TB, at addresses, id string, state order.InjectionState) (record order.Order) {
	t.Helper()
	awaitUntil(t, startTime, "order "+id+" to be "+string(state)+" on the station", func() bool {
		read := send(t, http.MethodGet, at.API+"/v1/orders/"+id, operatorKey, nil)
		if read.Status != http.StatusOK {
			return false
		}
		record = read.order(t)
		return record.Injection.State == state
	})
	return record
}
