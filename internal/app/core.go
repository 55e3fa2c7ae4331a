package app

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/reconcile"
	"github.com/orderhatch/orderhatch/internal/store"
	"github.com/orderhatch/orderhatch/internal/temporal"
	"github.com/orderhatch/orderhatch/workflows"
)

// core is what every process of the product stands on.
type core struct {
	log     *slog.Logger
	metrics *prometheus.Registry
	ring    *keyring.Ring
	store   *store.Store
	// holder names this process among others; it is never used again, except by
	// one that can have no other beside it.
	holder string
	client client.Client
	closers
}

// openCore opens key ring and database. The schema is brought up to date, so
// that a process that was started is one that works.
func openCore(ctx context.Context, config Common, log *slog.Logger) (*core, error) {
	if err := os.MkdirAll(config.Data, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder cannot be made: %w", err)
	}
	host, err := os.Hostname()
	if err != nil {
		return nil, fmt.Errorf("the machine has no name: %w", err)
	}
	c := &core{log: log, metrics: prometheus.NewRegistry(), holder: host + "/" + uuid.NewString(), closers: closers{log: log}}
	c.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if c.ring, err = config.openRing(); err != nil {
		return nil, err
	}
	if c.store, err = store.Open(ctx, config.dsn(), c.ring, log); err != nil {
		return nil, err
	}
	c.add("database", c.store.Close)
	c.metrics.MustRegister(reconcile.NewCollector(c.store))
	if err := c.store.Migrate(ctx); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

func (c Common) openRing() (*keyring.Ring, error) {
	if c.KeyRing != "" {
		return keyring.FromEnv(c.KeyRing)
	}
	return keyring.Load(c.folder("keys"))
}

// dialTime is how long a Temporal server may take to answer when a process starts.
const dialTime = 60 * time.Second

// connect makes the Temporal client and what it needs on the server.
func (c *core) connect(ctx context.Context, config Temporal) error {
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	if err := c.dial(ctx, config); err != nil {
		return err
	}
	if err := temporal.EnsureNamespace(ctx, c.client, config.TemporalNamespace, config.TemporalRetention); err != nil {
		return err
	}
	return temporal.EnsureSearchAttributes(ctx, c.client, config.TemporalNamespace, workflows.Attributes())
}

// dial makes the Temporal client.
func (c *core) dial(ctx context.Context, config Temporal) error {
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	connected, err := temporal.Dial(ctx, temporal.Options{
		Address: config.TemporalAddress, Namespace: config.TemporalNamespace, Environment: !config.embedded,
		Keys: c.ring, Logger: c.log, Metrics: c.metrics,
	})
	if err != nil {
		return fmt.Errorf("the Temporal server at %s does not answer: %w", config.TemporalAddress, err)
	}
	c.client = connected
	c.add("temporal client", func() error { connected.Close(); return nil })
	return nil
}
