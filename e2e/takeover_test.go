package e2e

import (
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// takeoverTime is how soon an order must be done whose worker was killed: what
// docs/operations.md says, and something for a machine busy with other tests.
const takeoverTime = 25 * time.Second

// hang makes the station carry the command out once, and keep the answer back for
// longer than a takeover takes.
func hang(t *testing.T, s *split, command string) {
	t.Helper()
	fault := map[string]any{"command": command, "kind": "slow", "times": 1, "delay_ms": 29_000}
	require.Equal(t, http.StatusOK, send(t, http.MethodPost, s.at.SimWeb+"/_sim/faults", "", []any{fault}).Status)
}

// acceptInto accepts an order and waits until its command is at the station.
func acceptInto(t *testing.T, s *split, externalID, command string) (id string) {
	t.Helper()
	before := readStation(t, s.at).Counters[command]
	hang(t, s, command)
	id = send(t, http.MethodPost, s.at.API+"/v1/orders", sourceKey, submission(externalID)).order(t).ID
	require.Equal(t, http.StatusOK, send(t, http.MethodPost, s.at.API+"/v1/orders/"+id+"/accept", operatorKey, map[string]any{}).Status)
	awaitUntil(t, startTime, command+" to be at the station", func() bool { return readStation(t, s.at).Counters[command] > before })
	return id
}

// atWork is the worker that works for the only restaurant.
func (s *split) atWork(t *testing.T) *process {
	t.Helper()
	found := -1
	awaitUntil(t, startTime, "a worker to work for the restaurant", func() bool {
		found = slices.IndexFunc(s.workers, (*process).atWork)
		return found >= 0
	})
	return s.workers[found]
}

// atWork says whether a worker works for the only restaurant.
func (p *process) atWork() bool {
	said := p.output.String()
	return p.running() && strings.Count(said, "Working for a restaurant") > strings.Count(said, "No longer working for a restaurant")
}

// The worker that has a step in hand is killed, or held up for longer than its
// lease, in the middle of the call. Another goes on with the step soon, and the
// order comes to stand on the station once.
func TestAnotherWorkerGoesOnSoon(t *testing.T) {
	s := startSplit(t, 1)
	for _, command := range []string{"CreateOrder", "SaveOrder"} {
		t.Run("killed in "+command, func(t *testing.T) {
			held := s.atWork(t)
			id := acceptInto(t, s, "KILLED-IN-"+command, command)
			killed := time.Now()
			held.kill()
			record := awaitInjection(t, s.at, id, order.Filled)
			took := time.Since(killed)
			t.Logf("it went on, and was done, %s after the kill", took.Round(100*time.Millisecond))
			requireFilledOnce(t, s.at, record)
			require.Less(t, took, takeoverTime)
		})
		s.workers = append(s.workers, s.startWorker())
	}
	t.Run("held up in SaveOrder", func(t *testing.T) {
		held := s.atWork(t)
		id := acceptInto(t, s, "HELD-UP", "SaveOrder")
		require.NoError(t, held.command.Process.Signal(syscall.SIGSTOP))
		awaitUntil(t, startTime, "another worker to take the restaurant", func() bool {
			return slices.ContainsFunc(s.workers, func(each *process) bool { return each != held && each.atWork() })
		})
		require.NoError(t, held.command.Process.Signal(syscall.SIGCONT)) // and both are there
		awaitUntil(t, startTime, "the worker to let go", func() bool { return !held.atWork() })
		requireFilledOnce(t, s.at, awaitInjection(t, s.at, id, order.Filled))
	})
}
