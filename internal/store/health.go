package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// PutHealth keeps how a station is, unless something newer is kept.
func (s *Store) PutHealth(ctx context.Context, health restaurant.Health) error {
	text, err := jsonText(health)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, `
		INSERT INTO station_health (restaurant, checked_at, health) VALUES (?, ?, ?)
		ON CONFLICT (restaurant) DO UPDATE SET checked_at = excluded.checked_at, health = excluded.health
			WHERE station_health.checked_at <= excluded.checked_at`, health.Restaurant, health.CheckedAt.UnixMicro(), text)
	if err != nil {
		return fmt.Errorf("keep the health of restaurant %s: %w", health.Restaurant, err)
	}
	return nil
}

// Healths are what is kept of all stations, by restaurant.
func (s *Store) Healths(ctx context.Context) (map[string]restaurant.Health, error) {
	var rows []struct {
		Restaurant string `db:"restaurant"`
		Health     string `db:"health"`
	}
	if err := s.list(ctx, &rows, "SELECT restaurant, health FROM station_health"); err != nil {
		return nil, fmt.Errorf("read the health of the stations: %w", err)
	}
	all := make(map[string]restaurant.Health, len(rows))
	for _, row := range rows {
		var health restaurant.Health
		if err := json.Unmarshal([]byte(row.Health), &health); err != nil {
			return nil, fmt.Errorf("the stored health of restaurant %s cannot be read: %w", row.Restaurant, err)
		}
		all[row.Restaurant] = health
	}
	return all, nil
}

// PutLicenceToken keeps what the licence service gave.
func (s *Store) PutLicenceToken(ctx context.Context, token restaurant.LicenceToken) error {
	_, err := s.exec(ctx, `
		INSERT INTO licence_tokens (restaurant, anchor, token, until, fetched_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (restaurant) DO UPDATE SET anchor = excluded.anchor, token = excluded.token, until = excluded.until, fetched_at = excluded.fetched_at`,
		token.Restaurant, token.Anchor, s.ring.Seal([]byte(token.Token), tokenPlace(token.Restaurant)), optionalMicros(token.Until), token.FetchedAt.UnixMicro())
	if err != nil {
		return fmt.Errorf("keep the licence token of restaurant %s: %w", token.Restaurant, err)
	}
	return nil
}

// LicenceToken is what the licence service last gave for a restaurant; an error
// of order.CodeNotFound when it gave nothing yet.
func (s *Store) LicenceToken(ctx context.Context, id string) (restaurant.LicenceToken, error) {
	var row struct {
		Anchor    string `db:"anchor"`
		Token     []byte `db:"token"`
		Until     *int64 `db:"until"`
		FetchedAt int64  `db:"fetched_at"`
	}
	if err := s.getByText(ctx, &row, "SELECT anchor, token, until, fetched_at FROM licence_tokens WHERE restaurant = ?", id); err != nil {
		return restaurant.LicenceToken{}, lookedUp(err, "licence token")
	}
	token, err := s.ring.Open(row.Token, tokenPlace(id))
	if err != nil {
		return restaurant.LicenceToken{}, fmt.Errorf("the licence token of restaurant %s: %w", id, err)
	}
	return restaurant.LicenceToken{Restaurant: id, Anchor: row.Anchor, Token: string(token), Until: optionalMoment(row.Until), FetchedAt: moment(row.FetchedAt)}, nil
}

// tokenPlace ties a token to its restaurant.
func tokenPlace(id string) []byte { return []byte("token\x00" + id) }
