package store

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// testFence: who holds a restaurant's lease goes on at once with what the holder
// before had in hand, and that one can note nothing any more.
func testFence(t *testing.T, d database) {
	mine := restaurant.StationWrite{OrderID: "order-1", Step: "fill", Restaurant: "arbat-1", Holder: "worker-1"}
	theirs := mine
	theirs.Holder = "worker-2"
	lease := func(holder string, ttl time.Duration) {
		held, err := d.HoldLeases(t.Context(), []string{restaurant.Lease("arbat-1")}, holder, ttl)
		require.NoError(t, err)
		require.Len(t, held, 1)
	}
	claim := func(write restaurant.StationWrite) bool {
		_, held, err := d.ClaimWrite(t.Context(), write, time.Hour)
		require.NoError(t, err)
		return held
	}
	reserve := func(holder string) error {
		_, _, err := d.ReserveLicence(t.Context(), "arbat-1", holder, "fill", numbered("fill"))
		return err
	}
	lease("worker-1", time.Hour)
	require.True(t, claim(mine))
	require.NoError(t, d.NoteSend(t.Context(), mine, time.Hour))
	require.NoError(t, d.MayWrite(t.Context(), "arbat-1", "worker-1"))
	require.NoError(t, reserve("worker-1"))

	require.False(t, claim(theirs))
	require.ErrorIs(t, d.MayWrite(t.Context(), "arbat-1", "worker-2"), errNotHeld)
	require.ErrorIs(t, reserve("worker-2"), errNotHeld)
	another := theirs
	another.OrderID = "order-2"
	require.False(t, claim(another), "not even what nobody has in hand")
	require.NoError(t, d.MayWrite(t.Context(), "zoo-2", "worker-2"), "another restaurant")

	lease("worker-1", -time.Second)
	require.ErrorIs(t, d.NoteSend(t.Context(), mine, time.Hour), errNotHeld, "a lease that has run out may be another's in a moment")
	require.ErrorIs(t, d.MayWrite(t.Context(), "arbat-1", "worker-1"), errNotHeld)
	require.False(t, claim(mine))

	lease("worker-2", time.Hour)
	require.ErrorIs(t, d.NoteSend(t.Context(), mine, time.Hour), errNotHeld, "although nobody has taken the step over yet")
	require.ErrorIs(t, reserve("worker-1"), errNotHeld)
	there, held, err := d.ClaimWrite(t.Context(), theirs, time.Hour)
	require.NoError(t, err)
	require.True(t, held, "without waiting for the hour to end")
	require.Equal(t, 1, there.Sends, "it knows what was sent")
	require.NoError(t, d.NoteSend(t.Context(), theirs, time.Hour))
	require.NoError(t, reserve("worker-2"))
	require.False(t, claim(mine))
	require.ErrorIs(t, d.NoteSend(t.Context(), mine, time.Hour), errNotHeld)
}
