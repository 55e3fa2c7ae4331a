package e2e

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

const kills = 10

// The process is killed at ten random moments while orders come in and are
// accepted. Every order that was answered 2xx is there afterwards, and every
// accepted one is on the station exactly once.
func TestKillAtAnyMoment(t *testing.T) {
	folder := t.TempDir()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	answered := &promises{accepted: map[string]bool{}}
	for round := range kills {
		p, at := startStandalone(t, folder)
		deadline := time.After(time.Duration(random.IntN(1500)) * time.Millisecond)
		var traffic sync.WaitGroup
		over := make(chan struct{})
		for line := range 3 {
			traffic.Go(func() { sell(t, at, fmt.Sprintf("KILL-%d-%d", round, line), answered, over) })
		}
		<-deadline
		p.kill()
		close(over)
		traffic.Wait()
	}
	_, at := startStandalone(t, folder)
	require.NotEmpty(t, answered.accepted, "no order was answered at all; the test proves nothing")
	yes := 0
	for id, accepted := range answered.accepted {
		read := send(t, http.MethodGet, at.API+"/v1/orders/"+id+"?fresh=1", operatorKey, nil)
		require.Equal(t, http.StatusOK, read.Status, "an order that was answered 2xx is gone: %s", read.Body)
		if accepted || read.order(t).Status != order.Waiting {
			requireFilledOnce(t, at, awaitInjection(t, at, id, order.Filled))
			yes++
		}
	}
	t.Logf("%d kills: %d orders answered 2xx and none lost, %d accepted and each on the station once", kills, len(answered.accepted), yes)
}

// promises are the orders that were answered 2xx, and whether their acceptance was.
type promises struct {
	mu       sync.Mutex
	accepted map[string]bool
}

func (p *promises) note(id string, accepted bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.accepted[id] = accepted
}

// sell submits and accepts orders one after another until the process is gone.
func sell(t testing.TB, at addresses, prefix string, answered *promises, over <-chan struct{}) {
	for n := 0; ; n++ {
		select {
		case <-over:
			return
		default:
		}
		sent := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission(fmt.Sprintf("%s-%d", prefix, n)))
		if sent.Status == 0 {
			return
		}
		if sent.Status >= 300 {
			continue
		}
		id := sent.order(t).ID
		answered.note(id, false)
		accepted := send(t, http.MethodPost, at.API+"/v1/orders/"+id+"/accept", operatorKey, map[string]any{})
		if accepted.Status == http.StatusOK {
			answered.note(id, true)
		}
	}
}

// A process that is killed in the middle of a call goes on with it soon after it
// is started again: it has no other beside it that could be at it still.
func TestAKilledStepGoesOnSoon(t *testing.T) {
	folder := t.TempDir()
	p, at := startStandalone(t, folder)
	hang := map[string]any{"command": "SaveOrder", "kind": "slow", "times": 1, "delay_ms": 25_000}
	require.Equal(t, http.StatusOK, send(t, http.MethodPost, at.SimWeb+"/_sim/faults", "", []any{hang}).Status)
	id := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission("KILLED-STEP")).order(t).ID
	require.Equal(t, http.StatusOK, send(t, http.MethodPost, at.API+"/v1/orders/"+id+"/accept", operatorKey, map[string]any{}).Status)
	awaitUntil(t, startTime, "the dishes to be sent", func() bool { return readStation(t, at).Counters["SaveOrder"] > 0 })
	p.kill()
	_, at = startStandalone(t, folder)
	started := time.Now()
	requireFilledOnce(t, at, awaitInjection(t, at, id, order.Filled))
	took := time.Since(started)
	t.Logf("it went on after %s", took.Round(time.Second))
	require.Less(t, took, 30*time.Second, "a step of a process that may live is left alone for 35 s")
}
