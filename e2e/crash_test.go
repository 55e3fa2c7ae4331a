package e2e

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

const (
	crashOrders      = 200
	crashRestaurants = 5
	crashSources     = 8
	leastKills       = 8 // fewer would prove little; a fast machine has the orders in before
	// crashTime bounds the storm, calmTime what comes after it: a station whose
	// answer was lost is asked again after up to two minutes.
	crashTime = 4 * time.Minute
	calmTime  = 5 * time.Minute
)

// API, workers and engine are killed at random while stations misbehave. In the
// end every order is on its station exactly once, or waits for a person with a
// cause; nothing is lost and nothing is doubled.
func TestCrash(t *testing.T) {
	s := startSplit(t, crashRestaurants)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))

	storm := &storm{split: s, ids: map[string]string{}, over: make(chan struct{})}
	var sellers sync.WaitGroup
	for line := range crashSources {
		sellers.Go(func() { storm.sell(t, line) })
	}
	killed := storm.rage(t, random, &sellers)
	storm.calm(t)

	filled, parked := storm.settle(t)
	t.Logf("%d kills (%v): %d orders over %d restaurants, %d filled exactly once, %d waiting for a person with a cause, 0 lost, 0 doubled",
		killed.total(), killed, len(storm.ids), crashRestaurants, filled, parked)
	require.Len(t, storm.ids, crashOrders)
}

// storm is orders coming in while processes die.
type storm struct {
	*split
	mu   sync.Mutex
	ids  map[string]string // order id by external id, once accepted
	over chan struct{}
}

type toll map[string]int

func (k toll) total() (sum int) {
	for _, n := range k {
		sum += n
	}
	return sum
}

// sell brings one source's orders in and accepts each, however often it takes.
func (s *storm) sell(t testing.TB, line int) {
	for n := range crashOrders / crashSources {
		sent := submission(fmt.Sprintf("CRASH-%d-%d", line, n))
		sent.Restaurant = fmt.Sprintf("arbat-%d", (line+n)%crashRestaurants+1)
		id := ""
		for id == "" {
			answered := send(t, http.MethodPost, s.at.API+"/v1/orders", sourceKey, sent)
			if answered.Status >= 200 && answered.Status < 300 {
				id = answered.order(t).ID
			} else if !s.again() {
				return
			}
		}
		for {
			accepted := send(t, http.MethodPost, s.at.API+"/v1/orders/"+id+"/accept", operatorKey, map[string]any{})
			if accepted.Status == http.StatusOK || accepted.Status == http.StatusConflict && strings.Contains(string(accepted.Body), "already_decided") {
				break
			}
			if !s.again() {
				return
			}
		}
		s.mu.Lock()
		s.ids[sent.ExternalID] = id
		s.mu.Unlock()
	}
}

// again waits a little before a try is repeated; false when the storm took too long.
func (s *storm) again() bool {
	select {
	case <-s.over:
		return false
	case <-time.After(200 * time.Millisecond):
		return true
	}
}

// rage kills and misbehaves until all orders are in.
func (s *storm) rage(t *testing.T, random *rand.Rand, sellers *sync.WaitGroup) toll {
	killed := toll{}
	sold := make(chan struct{})
	go func() {
		sellers.Wait()
		close(sold)
	}()
	end := time.After(crashTime)
	for {
		if sold == nil && killed.total() >= leastKills {
			return killed
		}
		select {
		case <-sold:
			sold = nil // never ready again: the rest of the kills meet orders on their way
			continue
		case <-end:
			close(s.over)
			sellers.Wait()
			t.Fatalf("after %s only %d of %d orders were accepted", crashTime, len(s.ids), crashOrders)
		case <-time.After(time.Duration(300+random.IntN(1500)) * time.Millisecond):
		}
		s.misbehave(t, random)
		switch random.IntN(5) {
		case 0:
			s.api.kill()
			s.startAPI()
			killed["api"]++
		case 1:
			s.temporal.kill()
			s.temporal = s.start()
			killed["engine"]++
		default:
			victim := random.IntN(len(s.workers))
			s.workers[victim].kill()
			s.workers[victim] = s.startWorker()
			killed["worker"]++
		}
	}
}

// misbehave makes one station lose answers, refuse or be slow a few times.
func (s *storm) misbehave(t testing.TB, random *rand.Rand) {
	kinds := []rk7sim.FaultKind{rk7sim.FaultDropBefore, rk7sim.FaultDropAfter, rk7sim.FaultCut, rk7sim.FaultGarbage, rk7sim.FaultWritingError, rk7sim.FaultHTTP500, rk7sim.FaultSlow}
	commands := []string{"CreateOrder", "SaveOrder", "GetOrder", "GetOrderList2"}
	place := fmt.Sprintf("arbat-%d", random.IntN(crashRestaurants)+1)
	fault := rk7sim.Fault{Command: commands[random.IntN(len(commands))], Kind: kinds[random.IntN(len(kinds))], Times: 1 + random.IntN(3), DelayMS: 300}
	send(t, http.MethodPost, s.at.SimWeb+"/_sim/faults?restaurant="+place, "", []rk7sim.Fault{fault})
}

// calm ends all misbehaviour; the processes run.
func (s *storm) calm(t *testing.T) {
	t.Helper()
	answered := send(t, http.MethodPost, s.at.SimWeb+"/_sim/faults", "", []rk7sim.Fault{})
	require.Less(t, answered.Status, 300, "%s", answered.Body)
}

// settle waits until every order has come to rest and compares it with its station.
func (s *storm) settle(t *testing.T) (filled, parked int) {
	t.Helper()
	for externalID, id := range s.ids {
		var record order.Order
		awaitUntil(t, calmTime, "order "+externalID+" to come to rest", func() bool {
			read := send(t, http.MethodGet, s.at.API+"/v1/orders/"+id, operatorKey, nil)
			if read.Status != http.StatusOK {
				return false
			}
			record = read.order(t)
			return record.Injection.State == order.Filled || record.Injection.State == order.NeedsOperator
		})
		on := s.stationOf(t, record.Restaurant)
		carrying := on.carrying(externalID)
		if record.Injection.State == order.Filled {
			require.Len(t, carrying, 1, "orders on the station that name %s", externalID)
			require.Equal(t, portions(record.ItemsAgreed), portionsOn(carrying[0]), "dishes of %s", externalID)
			filled++
			continue
		}
		require.NotNil(t, record.Injection.LastError, "%s waits for a person without a cause", externalID)
		require.LessOrEqual(t, len(carrying), 1, "%s is doubled", externalID)
		if len(carrying) == 1 && len(carrying[0].Lines) > 0 {
			require.Equal(t, portions(record.ItemsAgreed), portionsOn(carrying[0]), "dishes of %s", externalID)
		}
		parked++
	}
	return filled, parked
}

func (s *storm) stationOf(t testing.TB, restaurant string) (found truth) {
	t.Helper()
	answered := send(t, http.MethodGet, s.at.SimWeb+"/_sim/state?restaurant="+restaurant, "", nil)
	require.Equal(t, http.StatusOK, answered.Status)
	answered.decode(t, &found.State)
	return found
}
