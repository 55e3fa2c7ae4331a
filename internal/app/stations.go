package app

import (
	"context"
	"sync"

	"github.com/orderhatch/orderhatch/internal/checks"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/pos"
)

// stations is everything that talks to cash servers.
type stations struct {
	orders *pos.Stations
	menus  *menu.Book
}

func (c *core) openStations() stations {
	menus := menu.NewBook(menu.Options{Store: c.store, Restaurants: c.store, Logger: c.log})
	orders := pos.New(pos.Options{Store: c.store, Menus: menus, Logger: c.log, Holder: c.holder})
	c.add("stations", func() error { orders.Close(); return nil })
	return stations{orders: orders, menus: menus}
}

// checker looks at orders with what this process knows.
func (c *core) checker(menus *menu.Book) *checks.Checker {
	return &checks.Checker{Menus: menus, Orders: c.store, Restaurants: c.store, Availability: c.store}
}

// watch follows one restaurant's station while this process works for it.
func (s stations) watch(ctx context.Context, restaurantID string) {
	var watches sync.WaitGroup
	watches.Go(func() { s.orders.Watch(ctx, restaurantID) })
	watches.Go(func() { s.menus.Watch(ctx, restaurantID) })
	watches.Wait()
}
