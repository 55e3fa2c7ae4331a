package store

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func testHints(t *testing.T, d database) {
	wake, cancel := d.Hints("arbat-1")
	other, stop := d.Hints("zoo-2")
	defer stop()
	require.Eventually(t, func() bool { // until it listens
		require.NoError(t, d.Hint(t.Context(), "arbat-1"))
		return len(wake) > 0
	}, patience, 10*time.Millisecond)
	feed, end := d.Subscribe()
	defer end()
	for range 3 { // nobody looks, and nobody waits for them
		require.NoError(t, d.Hint(t.Context(), "arbat-1"))
	}
	require.NoError(t, d.Hint(t.Context(), "nowhere"))
	requireWake(t, wake)
	cancel()
	cancel()
	require.NoError(t, d.Hint(t.Context(), "arbat-1"))
	require.NoError(t, d.Hint(t.Context(), "zoo-2"))
	requireWake(t, other)
	require.Empty(t, feed, "a hint is no event")
	require.NotContains(t, d.hints.followers, "arbat-1")
}

// A hint that comes to one process wakes those who follow in another.
func testHintsToAnotherProcess(t *testing.T, d database) {
	if d.dialect.hint == "" {
		wake, cancel := d.Hints("arbat-1")
		defer cancel()
		require.NoError(t, d.Hint(t.Context(), "arbat-1"))
		requireWake(t, wake)
		return
	}
	other := d.open(t)
	listens, end := other.Subscribe()
	defer end()
	requireWake(t, listens)
	wake, cancel := other.Hints("arbat-1")
	defer cancel()
	require.NoError(t, d.Hint(t.Context(), "arbat-1"))
	requireWake(t, wake)
}
