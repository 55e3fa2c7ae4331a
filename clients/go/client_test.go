package orderhatch_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	orderhatch "github.com/orderhatch/orderhatch/clients/go"
	"github.com/orderhatch/orderhatch/internal/callback"
)

func TestSubmitting(t *testing.T) {
	var asked *http.Request
	var body map[string]any
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r
		_ = json.NewDecoder(r.Body).Decode(&body)
		w.Header().Set("Idempotent-Replay", "true")
		_, _ = io.WriteString(w, `{"id":"5f1bbf54","status":"waiting","revision":3,"created_at":"2026-11-24T12:00:00Z"}`)
	}))
	defer server.Close()
	client := orderhatch.New(server.URL+"/", "a-key", nil)
	order, response, err := client.SubmitOrder(t.Context(), orderhatch.Submission{
		ExternalID: "WEB-1", ServiceType: "pickup", Guest: orderhatch.Guest{Phone: "+79991234567"}, Items: []orderhatch.Item{{PLU: "101", Quantity: "1"}},
	})
	require.NoError(t, err)
	require.Equal(t, "waiting", order.Status)
	require.EqualValues(t, 3, order.Revision)
	require.True(t, response.Replayed())
	require.Equal(t, "POST", asked.Method)
	require.Equal(t, "/v1/orders", asked.URL.Path)
	require.Equal(t, "Bearer a-key", asked.Header.Get("Authorization"))
	require.Equal(t, map[string]any{"external_id": "WEB-1", "service_type": "pickup", "guest": map[string]any{"phone": "+79991234567"},
		"items": []any{map[string]any{"plu": "101", "quantity": "1"}}}, body, "absent means absent")
}

func TestParameters(t *testing.T) {
	var asked *http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked = r; _, _ = io.WriteString(w, `{"items":[]}`) }))
	defer server.Close()
	client := orderhatch.New(server.URL, "k", nil)
	_, _, err := client.ListOrders(t.Context(), &orderhatch.ListOrdersParams{Status: []string{"waiting", "accepted"}, Limit: 10})
	require.NoError(t, err)
	require.Equal(t, "limit=10&status=waiting&status=accepted", asked.URL.RawQuery)
	_, _, err = client.ListOrders(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, asked.URL.RawQuery)
	_, _, err = client.CancelOrder(t.Context(), "a/b", orderhatch.CancelBody{}, &orderhatch.CancelOrderParams{IfMatch: `"7"`})
	require.NoError(t, err)
	require.Equal(t, "/v1/orders/a%2Fb/cancel", asked.URL.EscapedPath())
	require.Equal(t, `"7"`, asked.Header.Get("If-Match"))
}

func TestRefusals(t *testing.T) {
	answer := `{"type":"/docs#duplicate_external_id","title":"This external_id was used","status":409,"code":"duplicate_external_id","request_id":"R","id":"5f1b"}`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusConflict)
		_, _ = io.WriteString(w, answer)
	}))
	defer server.Close()
	client := orderhatch.New(server.URL, "k", nil)
	_, response, err := client.SubmitOrder(t.Context(), orderhatch.Submission{})
	require.Equal(t, "duplicate_external_id", orderhatch.CodeOf(err))
	require.Equal(t, http.StatusConflict, response.Status)
	var problem *orderhatch.Problem
	require.ErrorAs(t, err, &problem)
	require.Equal(t, "5f1b", problem.ID)
	answer = "<html>a proxy</html>"
	_, _, err = client.ReadOrder(t.Context(), "x", nil)
	require.Equal(t, "unknown", orderhatch.CodeOf(err))
}

// What the service signs, the client verifies.
func TestCallbacks(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	body := []byte(`{"event":"order.accepted"}`)
	header := callback.Sign(body, now, "new", "old")
	for _, secret := range []string{"new", "old"} {
		require.NoError(t, orderhatch.VerifyCallback(header, body, secret, now.Add(time.Minute)))
	}
	require.Error(t, orderhatch.VerifyCallback(header, body, "guess", now))
	require.Error(t, orderhatch.VerifyCallback(header, append(body, ' '), "new", now))
	require.Error(t, orderhatch.VerifyCallback(header, body, "new", now.Add(6*time.Minute)))
	require.Error(t, orderhatch.VerifyCallback("", body, "new", now))
	require.Equal(t, callback.SignatureHeader, orderhatch.SignatureHeader)
}

func Example() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"id":"5f1bbf54-5b0c-5d43-8d43-0d9f5d9f6a11","status":"waiting"}`)
	}))
	defer server.Close()
	client := orderhatch.New(server.URL, "demo-source-key", nil)
	price := int64(45000)
	order, _, err := client.SubmitOrder(context.Background(), orderhatch.Submission{ExternalID: "WEB-1", Items: []orderhatch.Item{{PLU: "101", Quantity: "1", UnitPrice: &price}}})
	if err != nil {
		fmt.Println(orderhatch.CodeOf(err))
		return
	}
	fmt.Println(order.Status)
	// Output: waiting
}
