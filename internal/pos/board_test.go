package pos

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func TestTheTillIsSeen(t *testing.T) {
	b := newBench(t)
	s := b.worker()
	record := newOrder("arbat-1")
	filling, _, err := journey(t.Context(), s, &record)
	require.NoError(t, err)
	till, err := b.sim.Till("arbat-1")
	require.NoError(t, err)
	guid := record.POS.OrderGUID

	first, err := s.Board(t.Context(), "arbat-1", 0)
	require.NoError(t, err)
	require.False(t, first.Unchanged)
	require.Len(t, first.Entries, 1)
	before := first.Entries[0]
	require.Equal(t, guid, before.GUID)
	again, err := s.Board(t.Context(), "arbat-1", first.Version)
	require.NoError(t, err)
	require.True(t, again.Unchanged)

	look := func() order.StationNews {
		news, found, err := s.LookAt(t.Context(), record)
		require.NoError(t, err)
		require.True(t, found)
		return news
	}
	seen := look()
	require.True(t, order.SameLines(filling.Lines, seen.Lines), "what was read back after filling is what is seen: %v %v", filling.Lines, seen.Lines)
	require.False(t, seen.Printed || seen.Closed || seen.Deleted)

	_, err = till.Add(guid, rk7sim.TillLine{PLU: "103", Quantity: 1000})
	require.NoError(t, err)
	changed, err := s.Board(t.Context(), "arbat-1", first.Version)
	require.NoError(t, err)
	require.False(t, changed.Unchanged)
	require.Greater(t, changed.Entries[0].Version, before.Version)
	require.Len(t, look().Lines, len(filling.Lines)+1)

	require.NoError(t, till.Print(guid))
	require.True(t, look().Printed)
	require.NoError(t, till.Pay(guid))
	require.True(t, look().Closed)

	other := newOrder("arbat-1")
	other.ExternalID, other.ID = "WEB-other", order.ID(other.Source, "WEB-other")
	_, _, err = journey(t.Context(), s, &other)
	require.NoError(t, err)
	require.NoError(t, till.Delete(other.POS.OrderGUID, false))
	record = other
	require.True(t, look().Deleted)

	record.POS = order.StationOrder{OrderGUID: "{00000000-0000-4000-8000-000000000000}"}
	_, found, err := s.LookAt(t.Context(), record)
	require.NoError(t, err)
	require.False(t, found)
}
