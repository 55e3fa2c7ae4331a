package callback

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// secretsOf gives every source its own name as its secret.
type secretsOf struct{ err error }

func (s secretsOf) SigningSecrets(_ context.Context, source string) ([]string, error) {
	return []string{source}, s.err
}

func courier(t *testing.T, change ...func(*CourierOptions)) *Courier {
	t.Helper()
	options := CourierOptions{Sender: sender(t, Options{Guard: loopback}), Secrets: secretsOf{}, Metrics: prometheus.NewRegistry()}
	for _, c := range change {
		c(&options)
	}
	made, err := NewCourier(options)
	require.NoError(t, err)
	return made
}

func counted(t *testing.T, c *Courier, result string) float64 {
	t.Helper()
	var metric dto.Metric
	require.NoError(t, c.sent.WithLabelValues(result).Write(&metric))
	return metric.GetCounter().GetValue()
}

func notice(address string) order.Notice {
	event := order.Event{Sequence: 3, At: noon, Name: order.EventRejected, Detail: "other", Status: order.Rejected, Injection: order.InjectionNone,
		Reason: &order.Reason{Code: order.OtherReason, Text: "the guest at +79991234567 is rude", Party: "restaurant"}}
	return order.Notice{ID: order.NoticeID("o1", 3), OrderID: "o1", ExternalID: "WEB-1", Source: "demo", URL: address, Form: order.FormOrderhatch, Event: event}
}

func TestTheBodyIsTheDocumentedOne(t *testing.T) {
	var body []byte
	var signature string
	address := receiver(t, func(_ http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		signature = r.Header.Get(SignatureHeader)
	})
	attempt, err := courier(t).Deliver(t.Context(), notice(address))
	require.NoError(t, err)
	require.True(t, attempt.OK, attempt.Error)
	require.NoError(t, Verify(signature, body, time.Now(), "demo"))
	require.JSONEq(t, `{"id":"`+order.NoticeID("o1", 3)+`","event":"order.rejected","order_id":"o1","external_id":"WEB-1","status":"rejected","injection":"none",
		"reason":{"code":"other","party":"restaurant"},"occurred_at":"2026-11-24T12:00:00Z","sequence":3}`, string(body))
}

func TestAReasonIsSaidEvenWhenThereIsNone(t *testing.T) {
	without := notice("")
	without.Event.Reason = nil
	body, err := json.Marshal(without.Body())
	require.NoError(t, err)
	require.Contains(t, string(body), `"reason":null`)
}

func TestOtherFormsAreWordedByTheirOwners(t *testing.T) {
	var body []byte
	address := receiver(t, func(_ http.ResponseWriter, r *http.Request) { body, _ = io.ReadAll(r.Body) })
	old := notice(address)
	old.Form = order.FormMiniDelivery
	_, err := courier(t).Deliver(t.Context(), old)
	require.ErrorContains(t, err, "not set up")
	c := courier(t, func(o *CourierOptions) {
		o.Forms = map[order.CallbackForm]Form{order.FormMiniDelivery: func(context.Context, order.Notice) ([]byte, error) { return []byte(`{"order_id":7}`), nil }}
	})
	attempt, err := c.Deliver(t.Context(), old)
	require.NoError(t, err)
	require.True(t, attempt.OK)
	require.Equal(t, `{"order_id":7}`, string(body))
}

func TestOurOwnFaultIsNotTheReceivers(t *testing.T) {
	broken := errors.New("the database is away")
	c := courier(t, func(o *CourierOptions) { o.Secrets = secretsOf{err: broken} })
	for range failsAfter {
		_, err := c.Deliver(t.Context(), notice("http://127.0.0.1:1/"))
		require.ErrorIs(t, err, broken)
	}
	require.Empty(t, c.lanes.lanes)
}

func TestAReceiverHasOnlySoManyPlaces(t *testing.T) {
	arrived, release := make(chan struct{}, healthyLane), make(chan struct{})
	slow := receiver(t, func(http.ResponseWriter, *http.Request) { arrived <- struct{}{}; <-release })
	quick := receiver(t, func(http.ResponseWriter, *http.Request) {})
	c := courier(t)
	var under sync.WaitGroup
	for range healthyLane {
		under.Go(func() { _, _ = c.Deliver(context.Background(), notice(slow)) })
	}
	for range healthyLane {
		<-arrived
	}
	_, err := c.Deliver(t.Context(), notice(slow+"/another/path"))
	require.ErrorIs(t, err, activities.ErrReceiverBusy)
	attempt, err := c.Deliver(t.Context(), notice(quick))
	require.NoError(t, err)
	require.True(t, attempt.OK, "others are not kept waiting")
	close(release)
	under.Wait()
	require.Equal(t, 1.0, counted(t, c, "busy"))
	require.Equal(t, float64(healthyLane+1), counted(t, c, "delivered"))
}

func TestAFailingReceiverGetsFewerPlacesUntilItAnswers(t *testing.T) {
	var broken atomic.Bool
	broken.Store(true)
	address := receiver(t, func(w http.ResponseWriter, _ *http.Request) {
		if broken.Load() {
			w.WriteHeader(http.StatusBadGateway)
		}
	})
	c := courier(t)
	for range failsAfter {
		attempt, err := c.Deliver(t.Context(), notice(address))
		require.NoError(t, err)
		require.False(t, attempt.OK)
	}
	way := receiverOf(address)
	for range failingLane {
		require.True(t, c.lanes.enter(way))
	}
	require.False(t, c.lanes.enter(way))
	for range failingLane {
		c.lanes.leave(way, false)
	}
	broken.Store(false)
	_, err := c.Deliver(t.Context(), notice(address))
	require.NoError(t, err)
	require.Empty(t, c.lanes.lanes, "a receiver that answers is nothing to remember")
}

func TestAStopIsNoFailure(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	address := receiver(t, func(http.ResponseWriter, *http.Request) { close(arrived); <-release })
	defer close(release)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-arrived; cancel() }()
	_, err := courier(t).Deliver(ctx, notice(address))
	require.ErrorIs(t, err, context.Canceled)
}
