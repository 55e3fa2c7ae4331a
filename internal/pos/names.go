package pos

import (
	"strings"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// markerProp is the property by which an order on the station is known as ours.
const markerProp = "orderhatch_order"

// derived is a GUID in the station's form that the same parts always give.
func derived(parts ...string) string {
	return "{" + strings.ToUpper(order.DeriveID(append([]string{"rk7"}, parts...)...)) + "}"
}

// orderGUID is the name an order gets on the station.
func orderGUID(orderID string) string { return derived("order", orderID) }

// sessionGUID is the name of the session a step puts into it.
func sessionGUID(orderID, step string) string { return derived("session", orderID, step) }

// lineGUID is the name of an item's line, or of one of several.
func lineGUID(orderID, step string, parts ...string) string {
	return derived(append([]string{"line", orderID, step}, parts...)...)
}

// commentMark stands in the order's comment, for stations that drop
// properties. It is short, because cashiers read it.
func commentMark(orderID string) string {
	return "OH-" + strings.ToUpper(strings.ReplaceAll(orderID, "-", "")[:8])
}

// isOurs says whether an order of the station stands for an order of ours.
func isOurs(record order.Order, there rk7.Order) bool {
	if rk7.SameGUID(there.GUID, orderGUID(record.ID)) || rk7.SameGUID(there.GUID, record.POS.OrderGUID) {
		return true
	}
	for _, prop := range there.ExternalProps {
		if prop.Name == markerProp {
			return strings.EqualFold(prop.Value, record.ID)
		}
	}
	return strings.Contains(there.PersistentComment, commentMark(record.ID))
}
