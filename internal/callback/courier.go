package callback

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// Secrets keeps what notices are signed with.
type Secrets interface {
	// SigningSecrets are a source's secrets, the present one first. A source that
	// has none yet is given one.
	SigningSecrets(ctx context.Context, source string) ([]string, error)
}

// Form words a notice for receivers that expect something else than ours.
type Form func(ctx context.Context, notice order.Notice) ([]byte, error)

// CourierOptions are what a Courier is made of.
type CourierOptions struct {
	Sender  *Sender
	Secrets Secrets
	// Forms are the wordings beside our own.
	Forms   map[order.CallbackForm]Form
	Metrics prometheus.Registerer // nil: not counted
}

// Courier carries notices to their receivers, a few at a time to each.
type Courier struct {
	options CourierOptions
	lanes   *lanes
	sent    *prometheus.CounterVec
	seconds prometheus.Histogram
}

// NewCourier makes a Courier.
func NewCourier(options CourierOptions) (*Courier, error) {
	c := &Courier{
		options: options, lanes: newLanes(),
		sent: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "orderhatch_callbacks_total",
			Help: "Callbacks by what came of a try: delivered, failed, forbidden, busy (not tried, its receiver had enough) or dead (given up)."}, []string{"result"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "orderhatch_callback_duration_seconds", Help: "Time a receiver took to answer a callback, or to fail.",
			Buckets: []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}}),
	}
	if options.Metrics != nil {
		for _, collector := range []prometheus.Collector{c.sent, c.seconds} {
			if err := options.Metrics.Register(collector); err != nil {
				return nil, fmt.Errorf("register the figures of callbacks: %w", err)
			}
		}
	}
	return c, nil
}

var _ activities.Courier = (*Courier)(nil)

// Deliver implements activities.Courier.
func (c *Courier) Deliver(ctx context.Context, notice order.Notice) (order.NoticeAttempt, error) {
	receiver := receiverOf(notice.URL)
	if !c.lanes.enter(receiver) {
		c.sent.WithLabelValues("busy").Inc()
		return order.NoticeAttempt{}, activities.ErrReceiverBusy
	}
	reached := true
	defer func() { c.lanes.leave(receiver, reached) }()
	body, secrets, err := c.word(ctx, notice)
	if err != nil {
		return order.NoticeAttempt{}, err // our own fault says nothing about the receiver
	}
	attempt := c.options.Sender.Post(ctx, notice.URL, body, secrets...)
	if !attempt.OK && ctx.Err() != nil {
		return order.NoticeAttempt{}, ctx.Err() // we are stopping
	}
	reached = attempt.OK
	c.count(attempt)
	return attempt, nil
}

// word makes the body and finds the secrets to sign it with.
func (c *Courier) word(ctx context.Context, notice order.Notice) (body []byte, secrets []string, err error) {
	switch form := c.options.Forms[notice.Form]; {
	case form != nil:
		body, err = form(ctx, notice)
	case notice.Form == order.FormOrderhatch:
		body, err = json.Marshal(notice.Body())
	default:
		err = fmt.Errorf("callbacks in the form %q are not set up here", notice.Form)
	}
	if err != nil {
		return nil, nil, err
	}
	secrets, err = c.options.Secrets.SigningSecrets(ctx, notice.Source)
	return body, secrets, err
}

func (c *Courier) count(attempt order.NoticeAttempt) {
	result := "failed"
	switch {
	case attempt.OK:
		result = "delivered"
	case attempt.Final:
		result = "forbidden"
	}
	c.sent.WithLabelValues(result).Inc()
	c.seconds.Observe(attempt.Duration.Seconds())
}

// GaveUp implements activities.Courier.
func (c *Courier) GaveUp(order.Notice) { c.sent.WithLabelValues("dead").Inc() }

// Try sends a source an event that never happened, so that its developers can
// see one. The answer says how it went.
func (c *Courier) Try(ctx context.Context, notice order.Notice) (order.NoticeAttempt, error) {
	return c.Deliver(ctx, notice)
}
