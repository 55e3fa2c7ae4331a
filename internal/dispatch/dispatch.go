// Package dispatch carries what people and order sources want to the workflows
// of orders, and brings back an answer that says no more than is certain.
package dispatch

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Options are what a Dispatcher is made of.
type Options struct {
	Client client.Client // required
	Logger *slog.Logger  // nil: slog.Default()

	// SubmitTime is how long a submit waits for a worker before it is answered
	// "processing"; DecisionTime is how long a decision waits for its outcome;
	// ViewTime is the limit of a question; CheckTime that of a health check.
	SubmitTime, DecisionTime, ViewTime, CheckTime time.Duration
}

func (o *Options) setDefaults() {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	fill := func(field *time.Duration, value time.Duration) {
		if *field <= 0 {
			*field = value
		}
	}
	// A healthy answer takes milliseconds. Sources give up after 10 s at the
	// earliest, and a person after about as long.
	fill(&o.SubmitTime, 5*time.Second)
	fill(&o.DecisionTime, 8*time.Second)
	fill(&o.ViewTime, 4*time.Second)
	fill(&o.CheckTime, 2*time.Second)
}

// Dispatcher sends commands through a Temporal client. It is safe for
// concurrent use.
type Dispatcher struct {
	client client.Client
	log    *slog.Logger
	limits Options
}

// New makes a Dispatcher.
func New(options Options) (*Dispatcher, error) {
	if options.Client == nil {
		return nil, errors.New("dispatch: Client must be given")
	}
	options.setDefaults()
	return &Dispatcher{client: options.Client, log: options.Logger, limits: options}, nil
}

// Ready says whether commands can be carried at all.
func (d *Dispatcher) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, d.limits.CheckTime)
	defer cancel()
	_, err := d.client.CheckHealth(ctx, &client.CheckHealthRequest{})
	return err
}

// reachable makes sure, before anything is sent, that Temporal answers. When it
// does not, it is certain that nothing was stored, which no failure of the call
// itself could tell.
func (d *Dispatcher) reachable(ctx context.Context, nothing string) error {
	err := d.Ready(ctx)
	if err == nil {
		return nil
	}
	d.log.WarnContext(ctx, "Temporal does not answer", "error", err)
	return order.Errorf(order.CodeUnavailable, "%s", nothing)
}
