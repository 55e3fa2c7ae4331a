package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/orderhatch/orderhatch/api"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/dispatch"
)

// API is an API process of the split shape.
type API struct {
	Common
	Temporal
	HTTP
	Callbacks
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
	served, err := c.serve(ctx, apiParts{
		config: config.HTTP, version: version, dispatcher: dispatcher,
		stations: c.openStations(), callbacks: told, namespace: config.TemporalNamespace,
	}, fail)
	if err != nil {
		return err
	}
	at := Addresses{API: served.address}
	if err := c.publish(at, config.Data); err != nil {
		return err
	}
	announceStart(out, at, served.setupToken, false)
	<-ctx.Done()
	log.Info("Stopping; requests under way are finished first")
	return failure(asked, ctx)
}

// apiParts is what serving HTTP needs beside the core.
type apiParts struct {
	config     HTTP
	version    string
	dispatcher *dispatch.Dispatcher
	stations   stations
	callbacks  callbacks
	namespace  string
}

// served is what people need to know of a running API.
type served struct {
	address    string
	setupToken string
}

// serve starts API and console.
func (c *core) serve(ctx context.Context, parts apiParts, failed func(error)) (served, error) {
	token, err := c.setupToken(ctx, parts.config.SetupToken)
	if err != nil {
		return served{}, err
	}
	server, err := api.New(api.Options{
		Dispatcher: parts.dispatcher, Orders: c.store, Restaurants: c.store, Accounts: c.store, Stations: parts.stations.orders,
		Callbacks: parts.callbacks, Admin: admin.New(c.store, nil), SetupToken: token,
		Logger: c.log, Metrics: c.metrics, Version: parts.version,
		TemporalUI: parts.config.TemporalUI, TemporalNamespace: parts.namespace,
		TrustedProxies: parts.config.TrustedProxies,
	})
	if err != nil {
		return served{}, err
	}
	c.add("api", func() error { server.Close(); return nil })
	if err := c.takeOtherForms(ctx, server, parts); err != nil {
		return served{}, err
	}
	address, err := c.listen("api", parts.config.Listen, api.NewHTTPServer(server), failed)
	return served{address: address, setupToken: token}, err
}

// setupToken is what lets the first manager in; empty when there is somebody.
func (c *core) setupToken(ctx context.Context, given string) (string, error) {
	if there, err := c.store.HasUsers(ctx); there || err != nil {
		return "", err
	}
	return orElse(given, rand.Text()), nil
}

// drainTime is how long answers under way may take when the process stops.
const drainTime = 35 * time.Second

// listen serves on an address until the core is closed.
func (c *core) listen(name, address string, server *http.Server, failed func(error)) (base string, err error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return "", fmt.Errorf("the address of %s cannot be used: %w", name, err)
	}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			failed(fmt.Errorf("%s does not answer any more: %w", name, err))
		}
	}()
	c.add(name+" listener", func() error {
		ctx, cancel := context.WithTimeout(context.Background(), drainTime)
		defer cancel()
		return server.Shutdown(ctx)
	})
	return baseURL(listener.Addr().String()), nil
}

// publish writes where the process answers, for as long as it does.
func (c *core) publish(at Addresses, folder string) error {
	if err := at.write(folder); err != nil {
		return err
	}
	c.add("addresses", func() error { return at.remove(folder) })
	return nil
}

// baseURL is where a listener is reached from this machine.
func baseURL(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "http://" + address
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}
