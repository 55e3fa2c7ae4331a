package e2e

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

const managerKey = "demo-manager-key"

type menuSeen struct {
	Items []struct {
		PLU       string `json:"plu"`
		Available bool   `json:"available"`
		Stop      string `json:"stop"`
		Remainder string `json:"remainder"`
	} `json:"items"`
}

// dish is one dish of the menu, as the demo shop sees it.
func dish(t testing.TB, at addresses, plu string) (available bool, stop string) {
	t.Helper()
	var seen menuSeen
	answered := send(t, http.MethodGet, at.API+"/v1/restaurants/arbat-1/menu", sourceKey, nil)
	if answered.Status != http.StatusOK {
		return false, "no menu"
	}
	answered.decode(t, &seen)
	for _, one := range seen.Items {
		if one.PLU == plu {
			return one.Available, one.Stop
		}
	}
	return false, "unknown"
}

func codesOf(checks []order.Check) (codes []string) {
	for _, check := range checks {
		codes = append(codes, check.Code)
	}
	return codes
}

// What a cashier stops, an operator takes off and a manager sets reaches shops,
// carts and orders, from the simulated station to the answer.
func TestMenuFromTheStationToTheShop(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	place := at.API + "/v1/restaurants/arbat-1"
	awaitUntil(t, startTime, "the menu", func() bool { available, _ := dish(t, at, "101"); return available })

	first := send(t, http.MethodGet, place+"/menu", sourceKey, nil)
	request, err := http.NewRequest(http.MethodGet, place+"/menu", nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+sourceKey)
	request.Header.Set("If-None-Match", first.Header.Get("ETag"))
	same, err := httpClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, same.Body.Close())
	require.Equal(t, http.StatusNotModified, same.StatusCode)

	// A cashier stops a dish; the cart and the order say so.
	require.Less(t, send(t, http.MethodPut, at.SimWeb+"/_sim/stop-list/101", "", nil).Status, 300)
	require.Equal(t, http.StatusOK, send(t, http.MethodPost, place+"/menu/refresh", operatorKey, nil).Status)
	_, stop := dish(t, at, "101")
	require.Equal(t, "stopped", stop)
	cart := send(t, http.MethodPost, at.API+"/v1/carts/check", sourceKey, json.RawMessage(`{"items":[{"plu":"101","quantity":"2"},{"plu":"102","quantity":"1"}]}`))
	require.Equal(t, http.StatusOK, cart.Status, "%s", cart.Body)
	require.Contains(t, string(cart.Body), "dish_unavailable")
	record := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission("MENU-1")).order(t)
	require.Equal(t, []string{"dish_unavailable"}, codesOf(record.Checks))

	// The operator agrees on other dishes with the guest; the checks are made anew,
	// and the station takes them.
	without := map[string]any{"items": []order.Item{{PLU: "102", Quantity: order.Pieces(1)}}}
	amended := send(t, http.MethodPost, at.API+"/v1/orders/"+record.ID+"/amend", operatorKey, without).order(t)
	require.Empty(t, amended.Checks)
	accepted := send(t, http.MethodPost, at.API+"/v1/orders/"+record.ID+"/accept?wait=filled", operatorKey, map[string]any{}).order(t)
	require.Equal(t, order.Filled, accepted.Injection.State)
	require.Empty(t, accepted.Checks)

	// An operator takes a dish off: seen at once, whatever the till says.
	off := json.RawMessage(`{"items":[{"plu":"102","available":false,"note":"Нет свёклы"}]}`)
	require.Equal(t, http.StatusOK, send(t, http.MethodPut, place+"/availability", operatorKey, off).Status)
	_, stop = dish(t, at, "102")
	require.Equal(t, "snoozed", stop)
	require.Equal(t, http.StatusOK, send(t, http.MethodPut, place+"/availability", operatorKey, json.RawMessage(`{"items":[{"plu":"102","available":true}]}`)).Status)
	available, _ := dish(t, at, "102")
	require.True(t, available)

	// Paused: sources are told how long to wait; then it goes on.
	until := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	require.Equal(t, http.StatusOK, send(t, http.MethodPut, place+"/availability", operatorKey, map[string]any{"mode": "paused", "until": until}).Status)
	refused := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission("MENU-2"))
	require.Equal(t, http.StatusForbidden, refused.Status)
	require.Contains(t, string(refused.Body), "restaurant_paused")
	require.NotEmpty(t, refused.Header.Get("Retry-After"))
	require.Equal(t, http.StatusOK, send(t, http.MethodPut, place+"/availability", operatorKey, map[string]any{"mode": "online"}).Status)
	again := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission("MENU-2"))
	require.Equal(t, http.StatusCreated, again.Status)
	require.Contains(t, codesOf(again.order(t).Checks), "possible_duplicate")

	// The audit knows who it was.
	audit := send(t, http.MethodGet, at.API+"/v1/audit?subject=restaurant&subject_id=arbat-1", managerKey, nil)
	require.Contains(t, string(audit.Body), `"dish.put_back"`)
	require.Contains(t, string(audit.Body), `"user:demo"`)
}
