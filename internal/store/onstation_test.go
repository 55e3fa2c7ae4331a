package store

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

func testOnStation(t *testing.T, d database) {
	guid := func(last string) string { return "{aaaaaaaa-0000-4000-8000-00000000000" + last + "}" }
	put := func(number int, restaurant string, status order.Status, guid string) string {
		p := sample(number)
		p.Record.Restaurant, p.Record.Status, p.Record.POS.OrderGUID = restaurant, status, guid
		d.project(t, p)
		return p.Record.ID
	}
	want := []order.OnStation{
		{ID: put(1, "arbat-1", order.Accepted, guid("1")), GUID: order.PlainGUID(guid("1"))},
		{ID: put(2, "arbat-1", order.OnTheWay, guid("2")), GUID: order.PlainGUID(guid("2"))},
	}
	put(3, "arbat-1", order.Waiting, "")
	put(4, "arbat-1", order.Accepted, "")
	put(5, "arbat-1", order.Completed, guid("5"))
	put(6, "zoo-3", order.Accepted, guid("6"))
	slices.SortFunc(want, func(a, b order.OnStation) int { return strings.Compare(a.ID, b.ID) })
	found, err := d.OnStation(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, want, found)
	none, err := d.OnStation(t.Context(), "nowhere")
	require.NoError(t, err)
	require.Empty(t, none)
}

func TestFollowedAreThoseThatCanBeCompleted(t *testing.T) {
	for _, status := range order.Statuses() {
		require.Equal(t, status.CanBecome(order.Completed), slices.Contains(order.FollowedStatuses(), status), status)
	}
}
