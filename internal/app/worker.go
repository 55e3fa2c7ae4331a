package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"

	"github.com/orderhatch/orderhatch/internal/autopause"
	"github.com/orderhatch/orderhatch/internal/dispatch"
	"github.com/orderhatch/orderhatch/internal/monitor"
	"github.com/orderhatch/orderhatch/internal/pager"
	"github.com/orderhatch/orderhatch/worker"
)

// Worker is a worker process of the split shape.
type Worker struct {
	Common
	Temporal
	Callbacks
	Alarms
	Sweeping
	HealthListen string `default:"127.0.0.1:0" placeholder:"HOST:PORT" help:"Address of /healthz, /readyz and /metrics."`
}

// RunWorker works on orders until ctx ends.
func RunWorker(ctx context.Context, config Worker, log *slog.Logger, out io.Writer) error {
	c, err := openCore(ctx, config.Common, log)
	if err != nil {
		return err
	}
	defer c.close()
	asked := ctx
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	if err := c.connect(ctx, config.Temporal); err != nil {
		return err
	}
	told, err := c.openCallbacks(config.Callbacks)
	if err != nil {
		return err
	}
	calls, err := c.openPager(config.Alarms, config.Callbacks)
	if err != nil {
		return err
	}
	if err := c.work(c.openStations(), told, calls, config.Sweeping, fail); err != nil {
		return err
	}
	dispatcher, err := dispatch.New(dispatch.Options{Client: c.client, Logger: log})
	if err != nil {
		return err
	}
	ready := func(ctx context.Context) error { return errors.Join(c.store.Ping(ctx), dispatcher.Ready(ctx)) }
	health, err := c.serveHealth(config.HealthListen, ready, fail)
	if err != nil {
		return err
	}
	if err := c.publish(Addresses{Health: health}, config.Data); err != nil {
		return err
	}
	fmt.Fprintf(out, "Orderhatch worker is ready; its health is at %s/healthz\n", health)
	<-ctx.Done()
	log.Info("Stopping; work under way is finished first")
	return failure(asked, ctx)
}

// work starts a worker; it is drained when the core is closed.
func (c *core) work(s stations, told callbacks, calls *pager.Pager, sweeping Sweeping, fatal func(error)) error {
	sweeper, err := c.sweeper(s, sweeping.SweepGrace)
	if err != nil {
		return err
	}
	tills := monitor.New(monitor.Options{Station: s.orders, Orders: c.store, Signaller: c.client, Hints: c.store, Logger: c.log, Metrics: c.metrics})
	pauses := autopause.New(autopause.Options{Store: c.store, Announce: calls.Paused, Logger: c.log})
	follow := func(ctx context.Context, restaurantID string) {
		var all sync.WaitGroup
		all.Go(func() { s.watch(ctx, restaurantID) })
		all.Go(func() { tills.Watch(ctx, restaurantID) })
		all.Go(func() { pauses.Watch(ctx, restaurantID) })
		all.Wait()
	}
	made, err := worker.New(worker.Options{
		Client: c.client, Station: s.orders, Projector: c.store, Checker: c.checker(s.menus), Leases: c.store, Restaurants: c.store,
		Announcer: told, Pager: calls, Callbacks: told.activities(), Sweeper: sweeper, SweepEvery: sweeping.SweepEvery,
		Holder: c.holder, Logger: c.log, OnHold: follow, OnFatal: fatal,
	})
	if err != nil {
		return err
	}
	if err := made.Start(); err != nil {
		return fmt.Errorf("the worker cannot start: %w", err)
	}
	c.add("worker", func() error { made.Stop(); return nil })
	return nil
}
