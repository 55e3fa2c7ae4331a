package e2e

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// After acceptance people and the till go on working with an order, and each
// learns what the other did.
func TestAnOrderLivesOnAfterAcceptance(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	till := func(guid, action string, body any) {
		t.Helper()
		done := send(t, http.MethodPost, at.SimWeb+"/_sim/orders/"+url.PathEscape(guid)+"/"+action, "", body)
		require.Less(t, done.Status, 300, "%s: %s", action, done.Body)
	}
	decide := func(id, decision, key string, body any) order.Order {
		t.Helper()
		done := send(t, http.MethodPost, at.API+"/v1/orders/"+id+"/"+decision, key, body)
		require.Equal(t, http.StatusOK, done.Status, "%s: %s", decision, done.Body)
		return done.order(t)
	}
	filled := func(externalID string) order.Order {
		t.Helper()
		first := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission(externalID)).order(t)
		return decide(first.ID, "accept?wait=filled", operatorKey, map[string]any{})
	}
	until := func(id, what string, as func(order.Order) bool) (record order.Order) {
		t.Helper()
		awaitUntil(t, startTime, what, func() bool {
			record = send(t, http.MethodGet, at.API+"/v1/orders/"+id, operatorKey, nil).order(t)
			return as(record)
		})
		return record
	}

	// The guest phones: one dish more, then another instead.
	record := filled("LIFE-1")
	items := append([]order.Item{}, record.ItemsAgreed...)
	items = append(items, order.Item{PLU: "103", Quantity: order.Pieces(1)})
	record = decide(record.ID, "amend", operatorKey, map[string]any{"items": items})
	require.Len(t, record.Items, len(items)-1, "what was ordered stays as it was")
	record = until(record.ID, "the amendment to reach the station", func(r order.Order) bool { return r.Injection.State == order.Filled && len(r.ItemsOnPOS) == len(items) })
	requireFilledOnce(t, at, record)
	guid := record.POS.OrderGUID

	// A cashier adds a dish, prints, and takes the money.
	till(guid, "lines", map[string]any{"plu": "104", "quantity": "1"})
	until(record.ID, "the dish of the till to be seen", func(r order.Order) bool { return len(r.ItemsOnPOS) == len(items)+1 && len(r.ItemsAgreed) == len(items) })
	till(guid, "print", nil)
	until(record.ID, "the order to be in work", func(r order.Order) bool { return r.Status == order.InWork })

	// The source wants to call it off, and the operator says no.
	asked := decide(record.ID, "cancel", sourceKey, map[string]any{"reason": map[string]any{"code": "guest_cancelled"}})
	require.Equal(t, order.InWork, asked.Status)
	require.NotNil(t, asked.CancelRequest)
	decide(record.ID, "refuse-cancel", operatorKey, map[string]any{"reason": map[string]any{"code": "other", "text": "it is in the oven"}})
	heard := send(t, http.MethodGet, at.API+"/v1/orders/"+record.ID, sourceKey, nil).order(t)
	require.False(t, heard.CancelRequest.Answer.Confirmed)
	require.Equal(t, "it is in the oven", heard.CancelRequest.Answer.Reason.Text)

	till(guid, "pay", nil)
	record = until(record.ID, "the order to be completed", func(r order.Order) bool { return r.Status == order.Completed })
	require.Equal(t, order.Filled, record.Injection.State)

	// Another one is deleted at the till.
	record = filled("LIFE-2")
	till(record.POS.OrderGUID, "delete", nil)
	record = until(record.ID, "the order to be cancelled", func(r order.Order) bool { return r.Status == order.Cancelled })
	require.Equal(t, "Deleted on the till", record.Reason.Text)
	require.Equal(t, order.Voided, record.Injection.State)
}
