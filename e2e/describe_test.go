package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// A guest who moves after the order stands on the station is found by the courier.
func TestAnAddressChangedAfterFillingReachesTheTill(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	id := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission("MOVED")).order(t).ID
	awaitAccepted(t, at, id)
	filled := awaitInjection(t, at, id, order.Filled)
	amended := send(t, http.MethodPost, at.API+"/v1/orders/"+id+"/amend", operatorKey, map[string]any{
		"address": order.Address{Text: "Тверская, 7"}, "note": "Позвонить за час",
	})
	require.Equal(t, http.StatusOK, amended.Status, "%s", amended.Body)
	awaitEvent(t, at, id, order.EventDescribed)
	there := readStation(t, at).live(filled.POS.OrderGUID)
	require.Len(t, there, 1)
	require.Contains(t, there[0].PersistentComment, "Тверская, 7")
	require.Contains(t, there[0].PersistentComment, "Позвонить за час")
	require.NotContains(t, there[0].PersistentComment, "Арбат")
	require.Equal(t, 1, strings.Count(there[0].PersistentComment, "OH-"))
	requireFilledOnce(t, at, awaitInjection(t, at, id, order.Filled))
}
