package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

type licenceRow struct {
	Restaurant    string         `db:"restaurant"`
	GUID          string         `db:"guid"`
	Last          int64          `db:"last_number"`
	PendingNumber sql.NullInt64  `db:"pending_number"`
	PendingKey    sql.NullString `db:"pending_key"`
	PendingBody   []byte         `db:"pending_body"`
}

// noneAccepted is the last number of an instance the station has not seen.
const noneAccepted = -1

// LicenceInstance is a restaurant's counter of licensed requests, made when it
// is first asked for.
func (s *Store) LicenceInstance(ctx context.Context, id string) (instance restaurant.LicenceInstance, err error) {
	err = s.onInstance(ctx, id, func(_ transaction, there restaurant.LicenceInstance) error {
		instance = there
		return nil
	})
	return instance, err
}

// ReserveLicence gives a holder the next number for a request and keeps the bytes
// that build makes of it, before anything is sent. It fails when the restaurant is
// another's to work for. While a request is pending there
// is no other: it is returned with fresh=false, whatever it was for, and must be
// settled first. build must not use the store, which waits for it.
func (s *Store) ReserveLicence(ctx context.Context, id, holder, key string,
	build func(instance restaurant.LicenceInstance, number int64) ([]byte, error),
) (pending restaurant.PendingRequest, fresh bool, err error) {
	err = s.onInstance(ctx, id, func(tx transaction, instance restaurant.LicenceInstance) error {
		if err := s.mayWrite(ctx, tx, id, holder); err != nil {
			return err
		}
		if instance.Pending != nil {
			pending = *instance.Pending
			return nil
		}
		number := instance.Last + 1
		body, err := build(instance, number)
		if err != nil {
			return err
		}
		_, err = tx.exec(ctx, "UPDATE licence_instances SET pending_number = ?, pending_key = ?, pending_body = ? WHERE restaurant = ?",
			number, key, s.ring.Seal(body, licencePlace(id, number)), id)
		pending, fresh = restaurant.PendingRequest{Number: number, Key: key, Body: body}, true
		return err
	})
	if err != nil {
		return restaurant.PendingRequest{}, false, err
	}
	return pending, fresh, nil
}

// SettleLicence ends the pending request with a number. When the station
// accepted it, the number is used up. Settling again changes nothing.
func (s *Store) SettleLicence(ctx context.Context, id string, number int64, accepted bool) error {
	return s.onInstance(ctx, id, func(tx transaction, instance restaurant.LicenceInstance) error {
		if instance.Pending == nil || instance.Pending.Number != number {
			return nil
		}
		if accepted {
			instance.Last = number
		}
		return setCounter(ctx, tx, id, instance.Last)
	})
}

// RecountLicence takes over the counter that the station told, and drops what
// is pending. With last -1 the instance begins again at 0.
func (s *Store) RecountLicence(ctx context.Context, id string, last int64) error {
	if last < noneAccepted {
		return fmt.Errorf("licence counter of restaurant %s: %d is no number of a request", id, last)
	}
	return s.onInstance(ctx, id, func(tx transaction, _ restaurant.LicenceInstance) error {
		return setCounter(ctx, tx, id, last)
	})
}

// AbandonLicence ends a pending request that the station did not accept, or no
// longer tells apart, and takes over the counter it told. When another request
// is pending meanwhile, nothing changes: its sender will find out by itself.
func (s *Store) AbandonLicence(ctx context.Context, id string, pending restaurant.PendingRequest, last int64) error {
	if last < noneAccepted {
		return fmt.Errorf("licence counter of restaurant %s: %d is no number of a request", id, last)
	}
	return s.onInstance(ctx, id, func(tx transaction, instance restaurant.LicenceInstance) error {
		there := instance.Pending
		if there == nil || there.Number != pending.Number || there.Key != pending.Key {
			return nil
		}
		return setCounter(ctx, tx, id, last)
	})
}

func setCounter(ctx context.Context, tx transaction, id string, last int64) error {
	_, err := tx.exec(ctx, `UPDATE licence_instances SET last_number = ?, pending_number = NULL, pending_key = NULL, pending_body = NULL
		WHERE restaurant = ?`, last, id)
	return err
}

// onInstance does something to a restaurant's instance that nobody else changes
// meanwhile.
func (s *Store) onInstance(ctx context.Context, id string, work func(tx transaction, instance restaurant.LicenceInstance) error) error {
	err := s.inTx(ctx, func(tx transaction) error {
		row, err := s.lockInstance(ctx, tx, id)
		if err != nil {
			return err
		}
		instance, err := s.instanceOf(row)
		if err != nil {
			return err
		}
		return work(tx, instance)
	})
	if err != nil {
		return fmt.Errorf("licence counter of restaurant %s: %w", id, err)
	}
	return nil
}

func (s *Store) lockInstance(ctx context.Context, tx transaction, id string) (licenceRow, error) {
	query := "SELECT restaurant, guid, last_number, pending_number, pending_key, pending_body FROM licence_instances WHERE restaurant = ?" + s.dialect.forUpdate
	var row licenceRow
	err := tx.get(ctx, &row, query, id)
	if !errors.Is(err, sql.ErrNoRows) {
		return row, err
	}
	guid := "{" + strings.ToUpper(uuid.NewString()) + "}"
	_, err = tx.exec(ctx, "INSERT INTO licence_instances (restaurant, guid, last_number) VALUES (?, ?, ?) ON CONFLICT (restaurant) DO NOTHING",
		id, guid, noneAccepted)
	if err != nil {
		return row, err
	}
	return row, tx.get(ctx, &row, query, id)
}

func (s *Store) instanceOf(row licenceRow) (restaurant.LicenceInstance, error) {
	instance := restaurant.LicenceInstance{Restaurant: row.Restaurant, GUID: row.GUID, Last: row.Last}
	if !row.PendingNumber.Valid {
		return instance, nil
	}
	number := row.PendingNumber.Int64
	body, err := s.ring.Open(row.PendingBody, licencePlace(row.Restaurant, number))
	if err != nil {
		return instance, fmt.Errorf("the request kept under number %d: %w", number, err)
	}
	instance.Pending = &restaurant.PendingRequest{Number: number, Key: row.PendingKey.String, Body: body}
	return instance, nil
}

// licencePlace ties a request to its restaurant and number.
func licencePlace(id string, number int64) []byte {
	return []byte("licence\x00" + id + "\x00" + strconv.FormatInt(number, 10))
}
