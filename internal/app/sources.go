package app

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/api"
	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/adapters/hubrise"
	"github.com/orderhatch/orderhatch/internal/adapters/woocommerce"
	"github.com/orderhatch/orderhatch/internal/adapters/yandexeda"
	"github.com/orderhatch/orderhatch/internal/minidelivery"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/stationhook"
	"github.com/orderhatch/orderhatch/internal/store"
)

// takeOtherForms lets orders in that come in other forms than POST /v1/orders
// has: through adapters, and in the protocol of the replaced product.
func (c *core) takeOtherForms(ctx context.Context, server *api.Server, parts apiParts) error {
	server.Mount(adapters.Prefix, adapters.Handler(adapters.Options{
		Desk:     adapters.NewDesk(server, c.store, parts.dispatcher, parts.stations.menus),
		Sources:  c.store,
		Adapters: []adapters.Adapter{woocommerce.Adapter{}, yandexeda.Adapter{}, hubrise.Adapter{}},
		Logger:   c.log,
	}))
	asked, err := parseListens(parts.config.MinideliveryListen)
	if err != nil {
		return err
	}
	old := minidelivery.Options{
		Orders: c.store, Intake: server, Sources: c.store, Restaurants: c.store, Menus: parts.stations.menus,
		Saver: parts.dispatcher, Logger: c.log,
	}
	front := minidelivery.NewFront(c.store, old)
	for _, prefix := range minidelivery.Prefixes {
		server.Mount(prefix, front)
	}
	calls := stationhook.New(c.store, c.store, c.log)
	server.Mount(stationhook.Prefix, calls)
	ctx, cancel := context.WithCancel(ctx)
	var work sync.WaitGroup
	work.Go(func() { calls.Run(ctx) })
	work.Go(func() { minidelivery.Listen(ctx, overridden{c.store, asked}, old) })
	work.Go(func() { c.forgetOldCallbacks(ctx) })
	c.add("old interface", func() error {
		cancel()
		front.Close()
		work.Wait()
		return nil
	})
	return nil
}

// parseListens reads "restaurant=host:port".
func parseListens(texts []string) (map[string]string, error) {
	asked := map[string]string{}
	for _, text := range texts {
		id, address, ok := strings.Cut(text, "=")
		if !ok || id == "" || address == "" {
			return nil, fmt.Errorf("--minidelivery-listen: each must look like arbat-1=0.0.0.0:11011")
		}
		asked[id] = address
	}
	return asked, nil
}

// overridden are the restaurants with the ports of the command line.
type overridden struct {
	store *store.Store
	asked map[string]string
}

func (o overridden) Restaurants(ctx context.Context) ([]restaurant.Restaurant, error) {
	all, err := o.store.Restaurants(ctx)
	for i := range all {
		if address, ok := o.asked[all[i].ID]; ok {
			all[i].MiniDelivery.Listen = address
		}
	}
	return all, err
}

const (
	// callbackMemory is how long the delivery log is kept.
	callbackMemory = 30 * 24 * time.Hour
	forgetEvery    = time.Hour
)

// forgetOldCallbacks keeps the delivery log from growing for ever.
func (c *core) forgetOldCallbacks(ctx context.Context) {
	tick := time.NewTicker(forgetEvery)
	defer tick.Stop()
	for {
		if _, err := c.store.PruneNotices(ctx, time.Now().Add(-callbackMemory)); err != nil && ctx.Err() == nil {
			c.log.Warn("Old callbacks were not forgotten", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
