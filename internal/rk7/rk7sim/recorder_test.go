package rk7sim_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func TestConversationsAreRecorded(t *testing.T) {
	var written bytes.Buffer
	s, err := rk7sim.Start(rk7sim.Options{Record: &written, Restaurants: []rk7sim.RestaurantOptions{{ID: "arbat-1"}}})
	require.NoError(t, err)
	c := connect(t, s, "arbat-1")
	ref := created(t, c)
	require.NoError(t, s.SetFaults([]rk7sim.Fault{{Command: "GetOrder", Kind: rk7sim.FaultDropBefore}}))
	_, err = c.GetOrder(t.Context(), ref)
	require.Error(t, err)
	post(t, s, "not XML \x00")
	require.NoError(t, s.Close())

	text := written.String()
	for _, part := range []string{
		"### 1. CreateOrder (arbat-1)", "\n      <ExternalProps>\n        <Prop name=\"orderhatch\" value=\"R-1\"/>\n", "orderName=\"20.1\"",
		"### 2. GetOrder (arbat-1)\n\nFault: drop_before.", "No reply.", "not XML �",
	} {
		require.Contains(t, text, part)
	}
	require.NotContains(t, text, rk7.DefaultPath)
}
