package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/order"
)

// orderRow is an order as its table has it.
type orderRow struct {
	ID          string `db:"id"`
	Source      string `db:"source"`
	ExternalID  string `db:"external_id"`
	ContentHash string `db:"content_hash"`
	Version     int64  `db:"version"`
	Restaurant  string `db:"restaurant"`
	Status      string `db:"status"`
	Injection   string `db:"injection"`
	ListedAt    *int64 `db:"listed_at"` // nil while it is pending
	UpdatedAt   int64  `db:"updated_at"`
	Search      string `db:"search"`
	Record      string `db:"record"`
	POSGUID     string `db:"pos_guid"`
	pieces
	outcome
}

func rowOf(record order.Order, contentHash string) (orderRow, error) {
	if !keepable(record.ID, record.Source, record.ExternalID, record.Restaurant) {
		return orderRow{}, order.Errorf(order.CodeInvalid, "The order's ids must be valid UTF-8 without NUL characters.")
	}
	text, err := jsonText(record)
	if err != nil {
		return orderRow{}, fmt.Errorf("write the record as JSON: %w", err)
	}
	search := searchText(record.Submission)
	return orderRow{
		ID: record.ID, Source: record.Source, ExternalID: record.ExternalID, ContentHash: contentHash,
		Version: record.Revision, Restaurant: record.Restaurant, Status: string(record.Status), Injection: string(record.Injection.State),
		ListedAt: optionalMicros(&record.CreatedAt), UpdatedAt: record.UpdatedAt.UnixMicro(),
		Search: search, pieces: piecesOf(search), Record: text, POSGUID: order.PlainGUID(record.POS.OrderGUID), outcome: outcomeOf(record),
	}, nil
}

// Project writes an order's record and its new events, all or nothing. A record
// older than the written one leaves it as it is, and events that are there
// already are not written again, so that it can be repeated at will.
func (s *Store) Project(ctx context.Context, projection order.Projection) error {
	row, err := rowOf(projection.Record, projection.ContentHash)
	if err == nil && row.Version < 1 {
		err = errors.New("its revision must be 1 or more")
	}
	added := 0
	if err == nil {
		err = s.inTx(ctx, func(tx transaction) error {
			if err := s.putOrder(ctx, tx, row); err != nil {
				return err
			}
			added, err = s.appendEvents(ctx, tx, projection)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("write order %s: %w", projection.Record.ID, err)
	}
	if added > 0 {
		s.wakes.wake()
	}
	return nil
}

// InsertPending keeps an order that is durably started but that no worker has
// confirmed. Whatever is known of the order already stays as it is.
func (s *Store) InsertPending(ctx context.Context, record order.Order, contentHash string) error {
	row, err := rowOf(record, contentHash)
	if err != nil {
		return err
	}
	row.Version, row.ListedAt = 0, nil
	err = s.inTx(ctx, func(tx transaction) error {
		_, err := insertOrder(ctx, tx, row)
		return err
	})
	if err != nil {
		return fmt.Errorf("write unconfirmed order %s: %w", record.ID, err)
	}
	return nil
}

// putOrder writes a row unless a newer one is there.
func (s *Store) putOrder(ctx context.Context, tx transaction, row orderRow) error {
	there, err := s.present(ctx, tx, row)
	if errors.Is(err, sql.ErrNoRows) {
		if inserted, err := insertOrder(ctx, tx, row); inserted || err != nil {
			return err
		}
		there, err = s.present(ctx, tx, row) // somebody else wrote it in between
	}
	switch {
	case err != nil:
		return err
	case there.ID != row.ID, there.Version > 0 && there.ContentHash != row.ContentHash:
		return &order.Error{Code: order.CodeDuplicateExternalID, OrderID: there.ID,
			Detail: "This external_id belongs to an order with other content."}
	case there.Version >= row.Version:
		return nil
	}
	return updateOrder(ctx, tx, row)
}

// present reads what is there under the row's external id, and keeps others
// from changing it.
func (s *Store) present(ctx context.Context, tx transaction, row orderRow) (orderRow, error) {
	var there orderRow
	err := tx.get(ctx, &there, "SELECT id, version, content_hash FROM orders WHERE external_id = ? AND source = ?"+s.dialect.forUpdate,
		row.ExternalID, row.Source)
	return there, err
}

func insertOrder(ctx context.Context, tx transaction, row orderRow) (inserted bool, err error) {
	result, err := tx.NamedExecContext(ctx, `
		INSERT INTO orders (id, source, external_id, content_hash, version, restaurant, status, injection,
			listed_at, updated_at, search, pieces_low, pieces_high, record, pos_guid, first_answer,
			accepted_at, accepted_by, ended_by, reason, is_test)
		VALUES (:id, :source, :external_id, :content_hash, :version, :restaurant, :status, :injection,
			:listed_at, :updated_at, :search, :pieces_low, :pieces_high, :record, :pos_guid, :record,
			:accepted_at, :accepted_by, :ended_by, :reason, :is_test)
		ON CONFLICT DO NOTHING`, row)
	if err != nil {
		return false, err
	}
	rows, err := result.RowsAffected()
	return rows > 0, err
}

// updateOrder writes a newer record. What is known of an unconfirmed order was
// never anybody's answer, so the first confirmed record is the first answer.
func updateOrder(ctx context.Context, tx transaction, row orderRow) error {
	_, err := tx.NamedExecContext(ctx, `
		UPDATE orders SET content_hash = :content_hash, version = :version, restaurant = :restaurant, status = :status,
			injection = :injection, listed_at = :listed_at, updated_at = :updated_at, search = :search,
			pieces_low = :pieces_low, pieces_high = :pieces_high, record = :record, pos_guid = :pos_guid,
			first_answer = CASE WHEN version = 0 THEN :record ELSE first_answer END,
			accepted_by = CASE WHEN accepted_at IS NULL THEN :accepted_by ELSE accepted_by END,
			accepted_at = COALESCE(accepted_at, :accepted_at), ended_by = :ended_by, reason = :reason, is_test = :is_test
		WHERE id = :id AND version < :version`, row)
	return err
}
