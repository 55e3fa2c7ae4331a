package store

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

func testAlarmFaults(t *testing.T, d database) {
	fault := restaurant.AlarmFault{Restaurant: "arbat-1", Way: "webhook", At: noon, Message: "It is deaf."}
	other := restaurant.AlarmFault{Restaurant: "arbat-1", Way: "telegram", At: noon, Message: "It is out."}
	require.NoError(t, d.PutAlarmFault(t.Context(), fault))
	require.NoError(t, d.PutAlarmFault(t.Context(), other))
	fault.At, fault.Message = noon.Add(time.Minute), "It is deaf again."
	require.NoError(t, d.PutAlarmFault(t.Context(), fault))
	all, err := d.AlarmFaults(t.Context())
	require.NoError(t, err)
	require.Equal(t, map[string][]restaurant.AlarmFault{"arbat-1": {fault, other}}, all)

	require.NoError(t, d.DeleteAlarmFault(t.Context(), "arbat-1", "webhook"))
	require.NoError(t, d.DeleteAlarmFault(t.Context(), "arbat-1", "webhook"), "twice is no error")
	all, err = d.AlarmFaults(t.Context())
	require.NoError(t, err)
	require.Equal(t, map[string][]restaurant.AlarmFault{"arbat-1": {other}}, all)
}
