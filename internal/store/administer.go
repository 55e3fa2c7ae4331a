package store

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Administer runs work in one transaction, alone among all processes: what work
// has read, like how many managers there are, stays true until it is done.
// SQLite has one writer anyway.
func (s *Store) Administer(ctx context.Context, work func(admin.Records) error) error {
	return s.inTx(ctx, func(tx transaction) error {
		if s.dialect.lockAdmin != "" {
			if _, err := tx.exec(ctx, s.dialect.lockAdmin); err != nil {
				return fmt.Errorf("wait for other administrators: %w", err)
			}
		}
		return work(records{store: s, tx: tx})
	})
}

// HasUsers says whether there is anybody at all.
func (s *Store) HasUsers(ctx context.Context) (bool, error) {
	var count int
	if err := s.get(ctx, &count, "SELECT COUNT(*) FROM (SELECT 1 FROM users LIMIT 1) AS anybody"); err != nil {
		return false, fmt.Errorf("look for users: %w", err)
	}
	return count > 0, nil
}

// records is the store within a transaction of administration.
type records struct {
	store *Store
	tx    transaction
}

func (r records) User(ctx context.Context, id string) (account.User, error) {
	return user(ctx, r.tx, id)
}

func (r records) Users(ctx context.Context) ([]account.User, error) { return users(ctx, r.tx) }

func (r records) PutUser(ctx context.Context, user account.User) error {
	return putUser(ctx, r.tx, user)
}

func (r records) EndSessions(ctx context.Context, userID string, except []byte) (int64, error) {
	return endSessions(ctx, r.tx, userID, except)
}

func (r records) Source(ctx context.Context, id string) (account.Source, error) {
	return source(ctx, r.tx, id)
}

func (r records) Sources(ctx context.Context) ([]account.Source, error) { return sources(ctx, r.tx) }

func (r records) PutSource(ctx context.Context, source account.Source) error {
	return putSource(ctx, r.tx, source)
}

func (r records) Key(ctx context.Context, id string) (account.Key, error) {
	return keyByID(ctx, r.tx, id)
}

func (r records) Keys(ctx context.Context, sourceID, userID string) ([]account.Key, error) {
	return keys(ctx, r.tx, sourceID, userID)
}

func (r records) AddKey(ctx context.Context, key account.Key) error {
	return r.store.addKey(ctx, r.tx, key)
}

func (r records) PutKeyEnd(ctx context.Context, key account.Key) error {
	return putKeyEnd(ctx, r.tx, key)
}

func (r records) Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error) {
	return r.store.oneRestaurant(ctx, r.tx, id)
}

func (r records) Restaurants(ctx context.Context) ([]restaurant.Restaurant, error) {
	return r.store.allRestaurants(ctx, r.tx)
}

func (r records) PutRestaurant(ctx context.Context, one restaurant.Restaurant) error {
	return r.store.putRestaurant(ctx, r.tx, one)
}

func (r records) DeleteRestaurant(ctx context.Context, id string) error {
	return deleteRestaurant(ctx, r.tx, id)
}

func (r records) OpenOrders(ctx context.Context, restaurant string) (int, error) {
	return openOrders(ctx, r.tx, restaurant)
}

func (r records) AddLog(ctx context.Context, entry admin.Entry) error {
	return addLog(ctx, r.tx, entry)
}
