package app

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"

	"github.com/orderhatch/orderhatch/internal/announce"
	"github.com/orderhatch/orderhatch/internal/order"
)

// Deliveries is the log of callbacks for the command line.
type Deliveries struct {
	core *core
}

// OpenDeliveries opens the database that the running processes use.
func OpenDeliveries(ctx context.Context, config Common, log *slog.Logger) (*Deliveries, error) {
	c, err := openCore(ctx, config, log)
	if err != nil {
		return nil, err
	}
	return &Deliveries{core: c}, nil
}

// Close ends what OpenDeliveries opened.
func (d *Deliveries) Close() { d.core.close() }

// Notice is one callback.
func (d *Deliveries) Notice(ctx context.Context, id string) (order.Notice, error) {
	return d.core.store.Notice(ctx, id)
}

// Notices is a page of callbacks.
func (d *Deliveries) Notices(ctx context.Context, filter order.NoticeFilter) (order.NoticePage, error) {
	return d.core.store.Notices(ctx, filter)
}

// Announcer sends callbacks again, by the Temporal server that the running
// process of this data folder uses unless another is named.
func (d *Deliveries) Announcer(ctx context.Context, config Common, server Temporal) (*announce.Announcer, error) {
	if server.TemporalAddress == "" {
		var err error
		if server.TemporalAddress, err = temporalOf(config); err != nil {
			return nil, err
		}
		server.embedded = true
	}
	if err := d.core.dial(ctx, server); err != nil {
		return nil, err
	}
	return announce.New(d.core.client, d.core.store), nil
}

// temporalOf is where the running process has its Temporal server.
func temporalOf(config Common) (string, error) {
	var at Addresses
	text, err := os.ReadFile(config.folder(addressesFile))
	if err == nil {
		err = json.Unmarshal(text, &at)
	}
	if err != nil || at.Temporal == "" {
		return "", errors.New("no process with a Temporal server runs on this data folder: start it, or name the server with --temporal-address")
	}
	return at.Temporal, nil
}
