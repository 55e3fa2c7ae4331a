package callback

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	crowdReceivers = 200
	crowdDead      = 5
	crowdOrders    = 2000
	crowdEvents    = 5
	crowdPlaces    = 256 // as a worker of callbacks has
)

// crowd counts what healthy receivers got, by order.
type crowd struct {
	mu  sync.Mutex
	got map[string][]int64
	bad []string
}

func (c *crowd) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	var note order.NoticeBody
	if json.NewDecoder(r.Body).Decode(&note) != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if had := int64(len(c.got[note.OrderID])); note.Sequence != had+1 {
		c.bad = append(c.bad, fmt.Sprintf("%s: %d after %d", note.OrderID, note.Sequence, had))
	}
	c.got[note.OrderID] = append(c.got[note.OrderID], note.Sequence)
}

// Ten thousand callbacks to two hundred receivers of which five hang: the others
// get all of theirs, in order, and long before the dead ones' time is over.
func TestTenThousandCallbacksWithFiveDeadReceivers(t *testing.T) {
	healthy := &crowd{got: map[string][]int64{}}
	hang := make(chan struct{})
	addresses := make([]string, crowdReceivers)
	for i := range addresses {
		if i < crowdDead {
			addresses[i] = receiver(t, func(http.ResponseWriter, *http.Request) { <-hang })
		} else {
			addresses[i] = receiver(t, healthy.ServeHTTP)
		}
	}
	defer close(hang)
	c := courier(t, func(o *CourierOptions) { o.Sender = sender(t, Options{Guard: loopback, Timeout: 10 * time.Second}) })
	ctx, cancel := context.WithCancel(t.Context())
	places := make(chan struct{}, crowdPlaces)
	var living, dead sync.WaitGroup
	began := time.Now()
	for i := range crowdOrders {
		kind := &living
		if i%crowdReceivers < crowdDead {
			kind = &dead
		}
		kind.Go(func() { deliverAll(ctx, c, places, fmt.Sprint("order-", i), addresses[i%crowdReceivers]) })
	}
	living.Wait()
	took := time.Since(began)
	cancel()
	dead.Wait()
	healthy.mu.Lock()
	defer healthy.mu.Unlock()
	require.Empty(t, healthy.bad, "each order's callbacks in their order")
	require.Len(t, healthy.got, crowdOrders/crowdReceivers*(crowdReceivers-crowdDead))
	for id, got := range healthy.got {
		require.Len(t, got, crowdEvents, id)
	}
	t.Logf("%d callbacks to %d healthy receivers beside %d dead ones in %s", len(healthy.got)*crowdEvents, crowdReceivers-crowdDead, crowdDead, took)
}

// deliverAll is an order's workflow and a worker's place: one callback after the
// other, waiting outside when the receiver is busy.
func deliverAll(ctx context.Context, c *Courier, places chan struct{}, id, address string) {
	for sequence := int64(1); sequence <= crowdEvents; {
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
			return
		}
		attempt, err := c.Deliver(ctx, order.Notice{ID: order.NoticeID(id, sequence), OrderID: id, Source: "demo", URL: address, Form: order.FormOrderhatch,
			Event: order.Event{Sequence: sequence, Name: order.EventStatus, Status: order.Accepted}})
		<-places
		switch {
		case attempt.OK:
			sequence++
			continue
		case !errors.Is(err, activities.ErrReceiverBusy) && ctx.Err() != nil:
			return
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			return
		}
	}
}
