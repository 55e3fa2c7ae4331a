package api

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

type swept struct {
	at    time.Time
	found []order.Discrepancy
}

func (s swept) Swept(_ context.Context, restaurants []string) (time.Time, []order.Discrepancy, error) {
	var found []order.Discrepancy
	for _, one := range s.found {
		if len(restaurants) == 0 || one.Restaurant == restaurants[0] {
			found = append(found, one)
		}
	}
	return s.at, found, nil
}

func TestWhatDoesNotBelongTogetherIsShown(t *testing.T) {
	sweeps := swept{at: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), found: []order.Discrepancy{
		{Kind: order.StationOrphan, Outcome: order.Left, Restaurant: "arbat-1", Visit: 12, Message: "It belongs to no order.", Remedy: "Look at it."},
		{Kind: order.WorkflowMissing, Outcome: order.Repaired, Restaurant: "arbat-1", OrderID: "x", Message: "It was begun anew."},
		{Kind: order.StationDouble, Outcome: order.Left, Restaurant: "tverskaya-2", Visit: 3, Message: "A second order."},
	}}
	h := start(t, func(o *Options) { o.Sweeps = sweeps })

	all := h.ask("GET", "/v1/discrepancies", managerKey, "")
	require.Equal(t, 200, all.status)
	require.Len(t, all.json["items"], 3)
	require.Equal(t, "2026-11-24T12:00:00Z", all.json["swept_at"])
	require.Len(t, h.ask("GET", "/v1/discrepancies", operatorKey, "").json["items"], 2, "of one's own restaurants")
	require.Len(t, h.ask("GET", "/v1/discrepancies?restaurant=tverskaya-2", managerKey, "").json["items"], 1)
	require.Equal(t, 404, h.ask("GET", "/v1/discrepancies?restaurant=tverskaya-2", operatorKey, "").status)
	require.Equal(t, 403, h.ask("GET", "/v1/discrepancies", demoKey, "").status, "no source's business")

	warnings := func(key string) any {
		one := h.ask("GET", "/v1/restaurants/arbat-1", key, "")
		require.Equal(t, 200, one.status)
		return one.json["readiness"].(map[string]any)["warnings"]
	}
	require.Equal(t, []any{"It belongs to no order. Look at it."}, warnings(operatorKey), "what is repaired needs nobody")
	require.Nil(t, warnings(demoKey))
}

func TestNobodyHasLookedYet(t *testing.T) {
	h := start(t)
	answer := h.ask("GET", "/v1/discrepancies", readerKey, "")
	require.Equal(t, 200, answer.status)
	require.Empty(t, answer.json["items"])
	require.NotContains(t, answer.json, "swept_at")
}
