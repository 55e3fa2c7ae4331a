package e2e

import (
	"encoding/json"
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// What docs/examples.md cannot show, because it is a matter of seconds, or
// because the station is away.
func TestWhatTimeAloneDoes(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	place := at.API + "/v1/restaurants/arbat-1"
	awaitUntil(t, startTime, "the menu", func() bool { available, _ := dish(t, at, "101"); return available })
	c := care{at: at}
	soon := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(time.RFC3339Nano) }

	t.Run("a scheduled order goes on the station at its time", func(t *testing.T) {
		c.settings(t, map[string]any{"orders": map[string]any{"lead_seconds": 3600}})
		expected := soon(time.Hour + 3*time.Second)
		record := c.submit(t, "CARE-LATER", map[string]any{"timing": map[string]any{"mode": "scheduled", "expected_at": expected}}).order(t)
		held := c.decide(t, record.ID, "accept", map[string]any{})
		require.Equal(t, order.Scheduled, held.Status)
		require.Empty(t, readStation(t, at).carrying("CARE-LATER"))
		record = awaitInjection(t, at, record.ID, order.Filled)
		requireFilledOnce(t, at, record)
		for _, entry := range record.History {
			if entry.Event == order.EventDue {
				require.False(t, entry.At.Before(*held.Deadlines.ReleaseAt), "an hour before it is promised, and no sooner")
				return
			}
		}
		t.Fatal("its time came and nothing says so")
	})

	t.Run("a source that wanted an answer by then gets none later", func(t *testing.T) {
		record := c.submit(t, "CARE-RESPOND", map[string]any{"timing": map[string]any{"respond_by": soon(2 * time.Second)}}).order(t)
		record = c.until(t, record.ID, "the order to expire", func(r order.Order) bool { return r.Status == order.Expired })
		require.Equal(t, order.NotAcceptedInTime, record.Reason.Code)
		late := send(t, http.MethodPost, at.API+"/v1/orders/"+record.ID+"/accept", operatorKey, map[string]any{})
		require.Equal(t, http.StatusConflict, late.Status)
	})

	t.Run("what is agreed before acceptance is what the station gets", func(t *testing.T) {
		record := c.submit(t, "CARE-EARLY", nil).order(t)
		c.decide(t, record.ID, "amend", map[string]any{"items": []order.Item{{PLU: "104", Quantity: order.Pieces(3)}}})
		record = c.decide(t, record.ID, "accept?wait=filled", map[string]any{})
		requireFilledOnce(t, at, record)
		require.Equal(t, map[string]order.Quantity{"104": order.Pieces(3)}, portions(record.ItemsAgreed))
		require.Equal(t, map[string]order.Quantity{"101": order.Pieces(1)}, portions(record.Items), "what was ordered is kept")
	})

	t.Run("a dish and a modifier come back by themselves", func(t *testing.T) {
		until := soon(2 * time.Second)
		off := map[string]any{
			"items":     []any{map[string]any{"plu": "103", "available": false, "until": until}},
			"modifiers": []any{map[string]any{"plu": "511", "available": false, "until": until}},
		}
		require.Equal(t, http.StatusOK, send(t, http.MethodPut, place+"/availability", operatorKey, off).Status)
		items := json.RawMessage(`{"items":[{"plu":"103","quantity":"1"},{"plu":"120","quantity":"1","modifiers":[{"plu":"511"}]}]}`)
		cart := send(t, http.MethodPost, at.API+"/v1/carts/check", sourceKey, items)
		require.Contains(t, string(cart.Body), "dish_unavailable")
		require.Contains(t, string(cart.Body), "modifier_unavailable")
		c.await(t, "both to be back", func() bool {
			cart := send(t, http.MethodPost, at.API+"/v1/carts/check", sourceKey, items)
			var seen struct{ OK bool }
			cart.decode(t, &seen)
			return seen.OK
		})
	})

	t.Run("a pause ends by itself", func(t *testing.T) {
		require.Equal(t, http.StatusOK, send(t, http.MethodPut, place+"/availability", operatorKey, map[string]any{"mode": "paused", "until": soon(2 * time.Second)}).Status)
		require.Equal(t, http.StatusForbidden, c.submit(t, "CARE-PAUSE", nil).Status)
		c.await(t, "the pause to end", func() bool { return c.submit(t, "CARE-PAUSE", nil).Status == http.StatusCreated })
	})

	t.Run("a restaurant whose till is dead pauses, too", func(t *testing.T) {
		c.settings(t, map[string]any{
			"orders": map[string]any{"unanswered": "expire", "expire_after_seconds": 1},
			"intake": map[string]any{"pause_after_missed": 2, "pause_for_seconds": 600},
		})
		dead := json.RawMessage(`[{"kind":"offline"}]`)
		require.Less(t, send(t, http.MethodPost, at.SimWeb+"/_sim/faults", "", dead).Status, 300)
		t.Cleanup(func() { send(t, http.MethodPost, at.SimWeb+"/_sim/faults", "", json.RawMessage(`[]`)) })
		require.Equal(t, http.StatusCreated, c.submit(t, "CARE-MISSED-1", nil).Status)
		require.Equal(t, http.StatusCreated, c.submit(t, "CARE-MISSED-2", nil).Status)
		var seen struct {
			Availability struct {
				Mode  string
				By    string `json:"changed_by"`
				Until time.Time
			}
		}
		c.await(t, "the restaurant to be paused", func() bool {
			send(t, http.MethodGet, place, operatorKey, nil).decode(t, &seen)
			return seen.Availability.Mode == "paused"
		})
		require.Equal(t, "system", seen.Availability.By)
		refused := c.submit(t, "CARE-MISSED-3", nil)
		require.Equal(t, http.StatusForbidden, refused.Status, "%s", refused.Body)
		require.NotEmpty(t, refused.Header.Get("Retry-After"))
		require.WithinDuration(t, time.Now().Add(10*time.Minute), seen.Availability.Until, time.Minute)
	})
}

// care is a restaurant that is looked after in a test.
type care struct{ at addresses }

const careTime = 30 * time.Second // on a machine busy with other tests

func (c care) await(t *testing.T, what string, condition func() bool) {
	t.Helper()
	awaitUntil(t, careTime, what, condition)
}

// settings changes some of the restaurant's settings.
func (c care) settings(t *testing.T, change map[string]any) {
	t.Helper()
	path := c.at.API + "/v1/restaurants/arbat-1/settings"
	var whole map[string]any
	send(t, http.MethodGet, path, managerKey, nil).decode(t, &whole)
	maps.Copy(whole, change)
	put := send(t, http.MethodPut, path, managerKey, whole)
	require.Equal(t, http.StatusOK, put.Status, "%s", put.Body)
}

// submit sends a pickup of one salad, with some fields changed.
func (c care) submit(t *testing.T, externalID string, change map[string]any) answer {
	t.Helper()
	body := map[string]any{"external_id": externalID, "service_type": "pickup", "guest": map[string]any{"phone": "+79990000071"},
		"items": []any{map[string]any{"plu": "101", "quantity": "1"}}}
	maps.Copy(body, change)
	return send(t, http.MethodPost, c.at.API+"/v1/orders", sourceKey, body)
}

func (c care) decide(t *testing.T, id, decision string, body any) order.Order {
	t.Helper()
	done := send(t, http.MethodPost, c.at.API+"/v1/orders/"+id+"/"+decision, operatorKey, body)
	require.Equal(t, http.StatusOK, done.Status, "%s: %s", decision, done.Body)
	return done.order(t)
}

func (c care) until(t *testing.T, id, what string, as func(order.Order) bool) (record order.Order) {
	t.Helper()
	c.await(t, what, func() bool {
		record = send(t, http.MethodGet, c.at.API+"/v1/orders/"+id, operatorKey, nil).order(t)
		return as(record)
	})
	return record
}
