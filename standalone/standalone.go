// Package standalone embeds a Temporal server and its Web UI, so that one
// program is the whole product.
//
// It is a module of its own: only the binary that offers the standalone command
// downloads and compiles the server.
package standalone

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"go.temporal.io/server/temporal"

	"github.com/orderhatch/orderhatch/internal/engine"
)

// startTime is far above what a healthy start takes, also with a large database.
const startTime = time.Minute

var _ engine.Start = Start

// Start runs a Temporal server, and its UI when that is wanted. It returns when
// workflows can be started, or with a reason that a person can act upon.
func Start(ctx context.Context, options engine.Options) (engine.Engine, error) {
	if err := setDefaults(&options); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, startTime, fmt.Errorf("the Temporal server did not start within %s", startTime))
	defer cancel()
	saveMemory()
	running := &embedded{log: options.Logger}
	if err := running.start(ctx, options); err != nil {
		running.Stop()
		return nil, err
	}
	return running, nil
}

func setDefaults(options *engine.Options) error {
	if options.DataDir == "" && options.PostgresDSN == "" {
		return errors.New("the Temporal server needs a data folder or a PostgreSQL")
	}
	if options.Logger == nil {
		options.Logger = slog.Default()
	}
	if options.Listen == "" {
		options.Listen = "127.0.0.1:0"
	}
	if options.Namespace == "" {
		options.Namespace = "default"
	}
	if options.Retention == 0 {
		options.Retention = 72 * time.Hour
	}
	return nil
}

// embedded is a running engine. What is nil was not started.
type embedded struct {
	log       *slog.Logger
	lock      *folderLock
	temporal  temporal.Server
	ui        *webUI
	address   string
	uiAddress string
	stopping  atomic.Bool
}

func (s *embedded) start(ctx context.Context, options engine.Options) (err error) {
	if options.PostgresDSN == "" {
		if s.lock, err = lockFolder(options.DataDir); err != nil {
			return err
		}
	}
	ports, err := choosePorts(options.Listen, options.UIListen)
	if err != nil {
		return err
	}
	storage, err := prepareStorage(ctx, options)
	if err != nil {
		return err
	}
	if s.temporal, err = launch(ports, storage, newLogger(options.Logger, &s.stopping)); err != nil {
		return err
	}
	s.address = ports.frontendAddress()
	if err := settleCluster(ctx, s.address, options); err != nil {
		return err
	}
	if options.UIListen == "" {
		return nil
	}
	s.ui, err = startUI(ctx, ports, options)
	s.uiAddress = ports.uiAddress()
	return err
}

// Address implements engine.Engine.
func (s *embedded) Address() string { return s.address }

// UIAddress implements engine.Engine.
func (s *embedded) UIAddress() string { return s.uiAddress }

// Stop implements engine.Engine. Whoever uses the server has stopped before.
func (s *embedded) Stop() {
	s.stopping.Store(true)
	if s.ui != nil {
		s.ui.stop()
		s.ui = nil
	}
	if s.temporal != nil {
		if err := s.temporal.Stop(); err != nil {
			s.log.Warn("The Temporal server did not stop cleanly", "error", err)
		}
		s.temporal = nil
	}
	if s.lock != nil { // last: until here the files are in use
		s.lock.release()
		s.lock = nil
	}
}
