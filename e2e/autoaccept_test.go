package e2e

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// An order is accepted by itself by what is so at that moment: a dish that was on
// sale when the order came, and was stopped at the till since, leaves it to people.
func TestAStoppedDishKeepsAnOrderFromBeingAcceptedByItself(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	awaitUntil(t, startTime, "the menu", func() bool { available, _ := dish(t, at, "101"); return available })
	c := care{at: at}
	rule := func(dry bool) {
		c.settings(t, map[string]any{"orders": map[string]any{"unanswered": "auto_accept", "expire_after_seconds": 8,
			"auto_accept": map[string]any{"only_green": true, "dry_run": dry}}})
	}
	of := func(externalID, phone, plu string) order.Order {
		record := c.submit(t, externalID, map[string]any{"guest": map[string]any{"phone": phone}, "items": []any{map[string]any{"plu": plu, "quantity": "1"}}}).order(t)
		require.Empty(t, record.Checks, "all is green when it comes")
		return record
	}
	rule(true)
	rehearsed := of("AUTO-DRY", "+79990000081", "101")
	rule(false)
	stopped, fine := of("AUTO-STOPPED", "+79990000082", "101"), of("AUTO-FINE", "+79990000083", "102")
	require.Less(t, send(t, http.MethodPut, at.SimWeb+"/_sim/stop-list/101", "", nil).Status, 300)
	require.Equal(t, http.StatusOK, send(t, http.MethodPost, at.API+"/v1/restaurants/arbat-1/menu/refresh", operatorKey, nil).Status)
	require.True(t, time.Now().Before(*rehearsed.Deadlines.AutoAcceptAt), "this machine is too slow for this test")

	fine = c.until(t, fine.ID, "the other order to be on the station", func(r order.Order) bool { return r.Injection.State == order.Filled })
	require.Equal(t, "system", fine.DecidedBy)
	for _, one := range []order.Order{rehearsed, stopped} {
		seen := c.until(t, one.ID, "a word about the order", func(r order.Order) bool { return len(r.History) > 1 })
		last := seen.History[len(seen.History)-1]
		require.Equal(t, order.EventNotAutoAccepted, last.Event)
		require.Equal(t, "dish_unavailable", last.Detail)
		require.Equal(t, order.Waiting, seen.Status)
		require.Equal(t, []string{"dish_unavailable"}, codesOf(seen.Checks), "the operator sees why")
		require.Empty(t, readStation(t, at).carrying(one.ExternalID))
	}
}
