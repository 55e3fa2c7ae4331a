package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

type restaurantRow struct {
	ID        string `db:"id"`
	Settings  string `db:"settings"`
	Secrets   []byte `db:"secrets"`
	Revision  int64  `db:"revision"`
	UpdatedAt int64  `db:"updated_at"`
}

// restaurantSecrets is what of the settings is only kept encrypted.
type restaurantSecrets struct {
	Password        string `json:"password,omitempty"`
	LicenceToken    string `json:"licence_token,omitempty"`
	AccountPassword string `json:"account_password,omitempty"`
	AccountToken    string `json:"account_token,omitempty"`
	MiniDelivery    string `json:"mini_delivery,omitempty"`
	AlarmWebhook    string `json:"alarm_webhook,omitempty"`
	TelegramToken   string `json:"telegram_token,omitempty"`
	NotifyToken     string `json:"notify_token,omitempty"`
}

func secretsOf(r restaurant.Restaurant) restaurantSecrets {
	station, account := r.Station, r.Station.Licence.Account
	return restaurantSecrets{Password: station.Password, LicenceToken: station.Licence.Token, AccountPassword: account.Password, AccountToken: account.Token,
		MiniDelivery: r.MiniDelivery.Token, AlarmWebhook: r.Alarms.Webhook, TelegramToken: r.Alarms.TelegramToken,
		NotifyToken: station.NotifyToken}
}

func (s restaurantSecrets) into(r *restaurant.Restaurant) {
	station := &r.Station
	r.MiniDelivery.Token = s.MiniDelivery
	r.Alarms.Webhook, r.Alarms.TelegramToken = s.AlarmWebhook, s.TelegramToken
	station.Password, station.Licence.Token, station.NotifyToken = s.Password, s.LicenceToken, s.NotifyToken
	station.Licence.Account.Password, station.Licence.Account.Token = s.AccountPassword, s.AccountToken
}

const selectRestaurants = "SELECT id, settings, secrets, revision, updated_at FROM restaurants"

// Restaurants are all restaurants by their id, with their secrets.
func (s *Store) Restaurants(ctx context.Context) ([]restaurant.Restaurant, error) {
	return s.allRestaurants(ctx, s)
}

func (s *Store) allRestaurants(ctx context.Context, on statements) ([]restaurant.Restaurant, error) {
	var rows []restaurantRow
	if err := on.list(ctx, &rows, selectRestaurants+" ORDER BY id"); err != nil {
		return nil, fmt.Errorf("read the restaurants: %w", err)
	}
	all := make([]restaurant.Restaurant, len(rows))
	for i, row := range rows {
		var err error
		if all[i], err = s.restaurantOf(row); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Restaurant is one restaurant, with its secrets.
func (s *Store) Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error) {
	return s.oneRestaurant(ctx, s, id)
}

func (s *Store) oneRestaurant(ctx context.Context, on statements, id string) (restaurant.Restaurant, error) {
	var row restaurantRow
	if err := getByText(ctx, on, &row, selectRestaurants+" WHERE id = ?", id); err != nil {
		return restaurant.Restaurant{}, lookedUp(err, "restaurant")
	}
	return s.restaurantOf(row)
}

// PutRestaurant adds a restaurant or replaces its settings. The store counts
// the revision and sets the time, whatever those of the argument are.
func (s *Store) PutRestaurant(ctx context.Context, r restaurant.Restaurant) error {
	return s.putRestaurant(ctx, s, r)
}

func (s *Store) putRestaurant(ctx context.Context, on statements, r restaurant.Restaurant) error {
	secrets, err := jsonText(secretsOf(r))
	if err != nil {
		return err
	}
	settings, err := jsonText(r.Redacted())
	if err != nil {
		return fmt.Errorf("write the settings of restaurant %s as JSON: %w", r.ID, err)
	}
	_, err = on.exec(ctx, `
		INSERT INTO restaurants (id, settings, secrets, revision, updated_at) VALUES (?, ?, ?, 1, ?)
		ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, secrets = excluded.secrets,
			revision = restaurants.revision + 1, updated_at = excluded.updated_at`,
		r.ID, settings, s.ring.Seal([]byte(secrets), restaurantPlace(r.ID)), s.now().UnixMicro())
	if err != nil {
		return fmt.Errorf("write restaurant %s: %w", r.ID, err)
	}
	return nil
}

// DeleteRestaurant forgets the settings. Orders stay, and so does the licence
// counter: the station goes on counting, too.
func (s *Store) DeleteRestaurant(ctx context.Context, id string) error {
	return deleteRestaurant(ctx, s, id)
}

func deleteRestaurant(ctx context.Context, on statements, id string) error {
	rows, err := on.exec(ctx, "DELETE FROM restaurants WHERE id = ?", id)
	return found(rows, err, "restaurant")
}

func (s *Store) restaurantOf(row restaurantRow) (restaurant.Restaurant, error) {
	var r restaurant.Restaurant
	if err := json.Unmarshal([]byte(row.Settings), &r); err != nil {
		return r, fmt.Errorf("the stored settings of restaurant %s cannot be read: %w", row.ID, err)
	}
	plain, err := s.ring.Open(row.Secrets, restaurantPlace(row.ID))
	if err != nil {
		return restaurant.Restaurant{}, fmt.Errorf("the password of restaurant %s: %w", row.ID, err)
	}
	var secrets restaurantSecrets
	if err := json.Unmarshal(plain, &secrets); err != nil {
		return restaurant.Restaurant{}, fmt.Errorf("the stored secrets of restaurant %s cannot be read", row.ID)
	}
	r.ID, r.Revision, r.UpdatedAt = row.ID, row.Revision, moment(row.UpdatedAt)
	secrets.into(&r)
	return r, nil
}

// restaurantPlace ties secrets to their restaurant.
func restaurantPlace(id string) []byte { return []byte("restaurant\x00" + id) }
