package e2e

import (
	"bytes"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// What no client should send is answered as documented, by the whole program.
func TestImpossibleInput(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	submit := at.API + "/v1/orders"

	huge := append([]byte(`{"note":"`), bytes.Repeat([]byte("x"), 2<<20)...)
	require.Equal(t, http.StatusRequestEntityTooLarge, send(t, http.MethodPost, submit, sourceKey, append(huge, `"}`...)).Status, "a body of 2 MB")

	long := submission("LONG")
	long.Items = make([]order.Item, 10_000)
	for i := range long.Items {
		long.Items[i] = order.Item{PLU: "101", Quantity: order.Pieces(1)}
	}
	refused := send(t, http.MethodPost, submit, sourceKey, long)
	require.Equal(t, http.StatusUnprocessableEntity, refused.Status, "10,000 items: %s", refused.Body)

	require.Equal(t, http.StatusBadRequest, send(t, http.MethodPost, submit, sourceKey, []byte("{")).Status, "half a body")
	require.Equal(t, http.StatusUnauthorized, send(t, http.MethodPost, submit, "wrong", submission("X")).Status, "a wrong key")
	require.Equal(t, http.StatusForbidden, send(t, http.MethodPost, submit, operatorKey, submission("X")).Status, "a person's key")

	faulty := send(t, http.MethodPost, submit, sourceKey, map[string]any{
		"external_id": "", "service_type": "by_balloon", "restaurant": "arbat-1",
		"guest": map[string]any{"phone": "+79997654321x"}, "items": []any{map[string]any{"plu": "101", "quantity": "0"}},
	})
	require.Equal(t, http.StatusUnprocessableEntity, faulty.Status, "%s", faulty.Body)
	var told struct {
		Errors []order.Fault `json:"errors"`
	}
	faulty.decode(t, &told)
	require.GreaterOrEqual(t, len(told.Errors), 3, "every fault at once: %s", faulty.Body)
	require.NotContains(t, string(faulty.Body), "79997654321", "a refused value is never repeated")
	require.NotContains(t, string(faulty.Body), "by_balloon")
}
