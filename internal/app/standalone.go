package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"github.com/orderhatch/orderhatch/internal/dispatch"
	"github.com/orderhatch/orderhatch/internal/engine"
	"github.com/orderhatch/orderhatch/workflows"
)

// RunStandalone runs the whole product until ctx ends: simulated restaurant if
// wanted, Temporal, worker, API and console, in this order, and ends them in
// the reverse one.
func RunStandalone(ctx context.Context, config Standalone, start engine.Start, version string, log *slog.Logger, out io.Writer) error {
	if err := config.check(); err != nil {
		return err
	}
	c, err := openCore(ctx, config.Common, log)
	if err != nil {
		return err
	}
	defer c.close()
	asked := ctx
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)

	door, err := c.listen("the API", config.Listen)
	if err != nil {
		return err
	}
	at := Addresses{API: door.address}
	if config.Demo {
		if err := c.startDemoStation(ctx, config, &at); err != nil {
			return err
		}
	}
	if err := c.startEngine(ctx, config, start, &at); err != nil {
		return err
	}
	c.keepName(config)
	stations := c.openStations()
	told, err := c.openCallbacks(config.Callbacks)
	if err != nil {
		return err
	}
	calls, err := c.openPager(config.Alarms, config.Callbacks)
	if err != nil {
		return err
	}
	if err := c.work(stations, told, calls, config.Sweeping, fail); err != nil {
		return err
	}
	dispatcher, err := dispatch.New(dispatch.Options{Client: c.client, Logger: log})
	if err != nil {
		return err
	}
	config.HTTP.TemporalUI = orElse(config.HTTP.TemporalUI, at.TemporalUI)
	token, err := c.serve(ctx, apiParts{
		config: config.HTTP, door: door, version: version, dispatcher: dispatcher,
		stations: stations, callbacks: told, alarms: calls, namespace: defaultNamespace,
	}, fail)
	if err != nil {
		return err
	}
	if config.Demo {
		if err := c.leaveDemoOrder(ctx, dispatcher); err != nil {
			return err
		}
	}
	if err := c.publish(at, config.Data); err != nil {
		return err
	}
	announceStart(out, at, token, config.Demo)
	<-ctx.Done()
	log.Info("Stopping; requests and work under way are finished first")
	return failure(asked, ctx)
}

// soleHolder names the process of a data folder that has no other beside it.
const soleHolder = "standalone"

// keepName lets a process that was killed go on at once with what it had in
// hand, instead of waiting until it is certain that it is dead: the engine holds
// the lock of the data folder, so there is no other that has this name. Whoever
// shares a database with others is one of many.
func (c *core) keepName(config Standalone) {
	if config.Database == "" {
		c.holder = soleHolder
	}
}

// failure is why the process ends by itself, nil when it was asked to.
func failure(asked, ctx context.Context) error {
	if asked.Err() != nil {
		return nil //nolint:nilerr // it was asked to
	}
	return context.Cause(ctx)
}

// startEngine starts the embedded Temporal server and connects to it.
func (c *core) startEngine(ctx context.Context, config Standalone, start engine.Start, at *Addresses) error {
	embedded, err := start(ctx, engine.Options{
		DataDir: config.Data, Listen: config.TemporalListen, UIListen: config.TemporalUIListen,
		Namespace: defaultNamespace, Retention: config.Retention,
		KeywordAttributes: workflows.Attributes(), CodecEndpoint: at.API + "/codec", Logger: c.log,
	})
	if err != nil {
		return fmt.Errorf("the embedded Temporal server: %w", err)
	}
	c.add("temporal server", func() error { embedded.Stop(); return nil })
	at.Temporal = embedded.Address()
	if ui := embedded.UIAddress(); ui != "" {
		at.TemporalUI = baseURL(ui)
	}
	return c.connect(ctx, Temporal{TemporalAddress: at.Temporal, TemporalNamespace: defaultNamespace, TemporalRetention: config.Retention, embedded: true})
}

// defaultNamespace is the embedded server's only one, and the one that
// Temporal's own tools use when they are told none.
const defaultNamespace = "default"

func orElse(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}
