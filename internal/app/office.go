package app

import (
	"context"
	"log/slog"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/pager"
	"github.com/orderhatch/orderhatch/internal/pos"
)

// Office is what the commands of administration work with: the database, and
// the stations when they are asked.
type Office struct {
	Admin    *admin.Service
	Menus    *menu.Book
	Stations *pos.Stations
	core     *core
}

// OpenOffice opens the database that the running processes use.
func OpenOffice(ctx context.Context, config Common, log *slog.Logger) (*Office, error) {
	c, err := openCore(ctx, config, log)
	if err != nil {
		return nil, err
	}
	stations := c.openStations()
	return &Office{Admin: admin.New(c.store, nil), Menus: stations.menus, Stations: stations.orders, core: c}, nil
}

// Reseal encrypts everything in the database under the active key.
func (o *Office) Reseal(ctx context.Context) (int, error) { return o.core.store.Reseal(ctx) }

// Pager calls people as the running processes do, given the same flags.
func (o *Office) Pager(alarms Alarms, callbacks Callbacks) (*pager.Pager, error) {
	return o.core.openPager(alarms, callbacks)
}

// Close ends what OpenOffice opened.
func (o *Office) Close() { o.core.close() }
