package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// truth is what the simulated station says it has.
type truth struct{ rk7sim.State }

func readStation(t testing.TB, at addresses) (found truth) {
	t.Helper()
	answered := send(t, http.MethodGet, at.SimWeb+"/_sim/state", "", nil)
	require.Equal(t, http.StatusOK, answered.Status, "the station's state")
	answered.decode(t, &found.State)
	return found
}

// live are the orders that are not deleted under an order's GUID.
func (s truth) live(guid string) []rk7sim.OrderState {
	return s.those(func(one rk7sim.OrderState) bool { return strings.EqualFold(one.GUID, guid) })
}

// carrying are the orders that are not deleted and name an external order.
func (s truth) carrying(externalID string) []rk7sim.OrderState {
	return s.those(func(one rk7sim.OrderState) bool {
		for _, word := range strings.FieldsFunc(one.PersistentComment, func(r rune) bool { return strings.ContainsRune(" ,;#|№", r) }) {
			if word == externalID {
				return true
			}
		}
		return false
	})
}

func (s truth) those(are func(rk7sim.OrderState) bool) (found []rk7sim.OrderState) {
	for _, one := range s.Orders {
		if !one.Voided && are(one) {
			found = append(found, one)
		}
	}
	return found
}

// portionsOn are the dishes of the station's order by PLU, added up.
func portionsOn(one rk7sim.OrderState) map[string]order.Quantity {
	found := map[string]order.Quantity{}
	for _, line := range one.Lines {
		found[line.PLU] += order.Quantity(line.Quantity)
	}
	return found
}
