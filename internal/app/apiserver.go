package app

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"

	"github.com/orderhatch/orderhatch/api"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/dispatch"
	"github.com/orderhatch/orderhatch/internal/pager"
)

// API is an API process of the split shape.
type API struct {
	Common
	Temporal
	HTTP
	Callbacks
	Alarms
}

// RunAPI serves API and console until ctx ends. The orders themselves are
// worked on by worker processes.
func RunAPI(ctx context.Context, config API, version string, log *slog.Logger, out io.Writer) error {
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
	dispatcher, err := dispatch.New(dispatch.Options{Client: c.client, Logger: log})
	if err != nil {
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
	door, err := c.listen("the API", config.Listen)
	if err != nil {
		return err
	}
	token, err := c.serve(ctx, apiParts{
		config: config.HTTP, door: door, version: version, dispatcher: dispatcher,
		stations: c.openStations(), callbacks: told, alarms: calls, namespace: config.TemporalNamespace,
	}, fail)
	if err != nil {
		return err
	}
	at := Addresses{API: door.address}
	if err := c.publish(at, config.Data); err != nil {
		return err
	}
	announceStart(out, at, token, false)
	<-ctx.Done()
	log.Info("Stopping; requests under way are finished first")
	return failure(asked, ctx)
}

// apiParts is what serving HTTP needs beside the core.
type apiParts struct {
	config     HTTP
	door       door
	version    string
	dispatcher *dispatch.Dispatcher
	stations   stations
	callbacks  callbacks
	alarms     *pager.Pager
	namespace  string
}

// serve starts API and console, and gives the token of the first-run set-up.
func (c *core) serve(ctx context.Context, parts apiParts, failed func(error)) (setupToken string, err error) {
	if parts.config.RequestRate <= 0 || parts.config.RequestBurst < 1 {
		return "", errors.New("--request-rate must be above 0 and --request-burst at least 1")
	}
	token, err := c.setupToken(ctx, parts.config.SetupToken)
	if err != nil {
		return "", err
	}
	server, err := api.New(api.Options{
		Dispatcher: parts.dispatcher, Orders: c.store, Restaurants: c.store, Accounts: c.store, Stations: parts.stations.orders,
		Menus: parts.stations.menus, Availability: c.store,
		Callbacks: parts.callbacks, Sweeps: c.store, Admin: admin.New(c.store, nil), Examiner: parts.stations.orders, Alarms: parts.alarms, SetupToken: token,
		Codec:  c.codec(parts.config.TemporalUI),
		Probes: []api.Probe{{Name: "workers", Check: parts.dispatcher.Workers, Advisory: true}},
		Logger: c.log, Metrics: c.metrics, Version: parts.version,
		TemporalUI: parts.config.TemporalUI, TemporalNamespace: parts.namespace,
		TrustedProxies: parts.config.TrustedProxies,
		Limits:         api.Limits{RequestsPerSecond: parts.config.RequestRate, Burst: parts.config.RequestBurst},
	})
	if err != nil {
		return "", err
	}
	c.add("api", func() error { server.Close(); return nil })
	if err := c.takeOtherForms(ctx, server, parts); err != nil {
		return "", err
	}
	c.answer(parts.door, api.NewHTTPServer(server), failed)
	return token, nil
}

// setupToken is what lets the first manager in; empty when there is somebody.
func (c *core) setupToken(ctx context.Context, given string) (string, error) {
	if there, err := c.store.HasUsers(ctx); there || err != nil {
		return "", err
	}
	return orElse(given, rand.Text()), nil
}

// publish writes where the process answers, for as long as it does.
func (c *core) publish(at Addresses, folder string) error {
	if err := at.write(folder); err != nil {
		return err
	}
	c.add("addresses", func() error { return at.remove(folder) })
	return nil
}
