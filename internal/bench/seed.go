package bench

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/store"
)

// The keys of the measured installation, which listens on loopback only and is
// gone afterwards.
const (
	operatorKey = "bench-operator-key"
	operatorID  = "bench"
)

// sourceKey is the key of the order source that belongs to a restaurant.
func sourceKey(restaurant string) string { return restaurant + "-key" }

// seed makes the restaurants, one source for each, and the operator.
func seed(ctx context.Context, dsn, keyFile string, station *station) error {
	return withStore(ctx, dsn, keyFile, func(to *store.Store) error {
		for _, id := range station.ids {
			if err := to.PutRestaurant(ctx, restaurantAt(id, station)); err != nil {
				return err
			}
			if err := to.PutSource(ctx, account.Source{ID: id, Name: id, Restaurants: []string{id}}); err != nil {
				return err
			}
			if err := addKey(ctx, to, sourceKey(id), account.Key{SourceID: id, Scopes: account.SourceScopes()}); err != nil {
				return err
			}
		}
		if err := to.PutUser(ctx, account.User{ID: operatorID, Name: "Bench", Role: account.Manager}); err != nil {
			return err
		}
		return addKey(ctx, to, operatorKey, account.Key{UserID: operatorID})
	})
}

func withStore(ctx context.Context, dsn, keyFile string, work func(*store.Store) error) error {
	ring, err := keyring.Load(keyFile)
	if err != nil {
		return err
	}
	to, err := store.Open(ctx, dsn, ring, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { _ = to.Close() }()
	if err := to.Migrate(ctx); err != nil {
		return err
	}
	return work(to)
}

func addKey(ctx context.Context, to *store.Store, secret string, key account.Key) error {
	hash := sha256.Sum256([]byte(secret))
	key.ID, key.Hash, key.CreatedAt = secret, hash[:], time.Now()
	if err := to.AddKey(ctx, key); err != nil {
		return fmt.Errorf("key %s: %w", secret, err)
	}
	return nil
}

// restaurantAt speaks of the codes that every simulated station has.
func restaurantAt(id string, station *station) restaurant.Restaurant {
	return restaurant.Restaurant{
		ID: id, Name: id, TimeZone: "Europe/Moscow", Currency: "RUB", Rules: order.DefaultRules(),
		Station: restaurant.Station{
			URL: station.sim.URLOf(id), CertSHA256: station.sim.CertSHA256(), User: "demo", Password: "demo",
			StationCode: "1", TableCode: "20", PickupTable: "21", TestTable: "22", WaiterCode: "9001", ManagerCode: "9003",
			OrderCategory: "2", DeliveryType: "2", PickupType: "3", VoidReason: "3",
			Licence: restaurant.Licence{Mode: restaurant.Lifetime},
		},
	}
}
