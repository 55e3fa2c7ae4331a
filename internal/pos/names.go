package pos

import (
	"strconv"
	"strings"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// markerProp is the property by which an order on the station is known as ours.
const markerProp = "orderhatch_order"

// derived is a GUID in the station's form that the same parts always give.
func derived(parts ...string) string {
	return "{" + strings.ToUpper(order.DeriveID(append([]string{"rk7"}, parts...)...)) + "}"
}

// named derives the names a job gives on the station. An order that the station
// lost is created again under other names.
func named(job activities.Job, parts ...string) string {
	parts = append([]string{parts[0], job.Order.ID}, parts[1:]...)
	if job.Round > 0 {
		parts = append(parts, "round", strconv.Itoa(job.Round))
	}
	return derived(parts...)
}

// orderGUID is the name an order gets on the station.
func orderGUID(job activities.Job) string { return named(job, "order") }

// sessionGUID is the name of the session a step puts into it.
func sessionGUID(job activities.Job, step string) string { return named(job, "session", step) }

// lineGUID is the name of an item's line, or of one of several.
func lineGUID(job activities.Job, step string, parts ...string) string {
	return named(job, append([]string{"line", step}, parts...)...)
}

// commentMark stands in the order's comment, for stations that drop
// properties. It is short, because cashiers read it.
func commentMark(orderID string) string {
	return "OH-" + strings.ToUpper(strings.ReplaceAll(orderID, "-", "")[:8])
}

// isOurs says whether an order of the station stands for an order of ours.
func isOurs(job activities.Job, there rk7.Order) bool {
	record := job.Order
	if rk7.SameGUID(there.GUID, orderGUID(job)) || rk7.SameGUID(there.GUID, record.POS.OrderGUID) {
		return true
	}
	for _, prop := range there.ExternalProps {
		if prop.Name == markerProp {
			return strings.EqualFold(prop.Value, record.ID)
		}
	}
	return strings.Contains(there.PersistentComment, commentMark(record.ID))
}
