package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Order is an order by its id. It is pending while no worker has confirmed it;
// then only what was submitted is known.
func (s *Store) Order(ctx context.Context, id string) (record order.Order, pending bool, err error) {
	var row struct {
		Version int64  `db:"version"`
		Record  string `db:"record"`
	}
	if err := s.getByText(ctx, &row, "SELECT version, record FROM orders WHERE id = ?", id); err != nil {
		return order.Order{}, false, lookedUp(err, "order")
	}
	record, err = recordOf(id, row.Record)
	return record, row.Version == 0, err
}

// Submitted is what was taken in under a source's external id. Its first record
// is the first confirmed one, and never changes from then on.
func (s *Store) Submitted(ctx context.Context, source, externalID string) (order.Submitted, error) {
	if !keepable(source, externalID) {
		return order.Submitted{}, lookedUp(sql.ErrNoRows, "order")
	}
	var row struct {
		ID          string `db:"id"`
		ContentHash string `db:"content_hash"`
		Version     int64  `db:"version"`
		First       string `db:"first_answer"`
	}
	err := s.get(ctx, &row, "SELECT id, content_hash, version, first_answer FROM orders WHERE external_id = ? AND source = ?", externalID, source)
	if err != nil {
		return order.Submitted{}, lookedUp(err, "order")
	}
	first, err := recordOf(row.ID, row.First)
	return order.Submitted{ID: row.ID, ContentHash: row.ContentHash, Pending: row.Version == 0, First: first}, err
}

func recordOf(id, text string) (order.Order, error) {
	var record order.Order
	if err := json.Unmarshal([]byte(text), &record); err != nil {
		return order.Order{}, fmt.Errorf("the stored record of order %s cannot be read: %w", id, err)
	}
	return record, nil
}

// OpenOrders counts a restaurant's orders that are not over yet.
func (s *Store) OpenOrders(ctx context.Context, restaurant string) (int, error) {
	return openOrders(ctx, s, restaurant)
}

func openOrders(ctx context.Context, on statements, restaurant string) (int, error) {
	var open []order.Status
	for _, status := range order.Statuses() {
		if !status.Final() {
			open = append(open, status)
		}
	}
	where := confirmed()
	in(where, "status", open)
	where.add("restaurant = ?", restaurant)
	var count int
	if err := on.get(ctx, &count, "SELECT COUNT(*) FROM orders WHERE "+where.String(), where.args...); err != nil {
		return 0, fmt.Errorf("count open orders: %w", err)
	}
	return count, nil
}

// CountByStatus counts the orders of some restaurants, or of all when none is named.
func (s *Store) CountByStatus(ctx context.Context, restaurants []string) (map[order.Status]int, error) {
	where := confirmed()
	in(where, "restaurant", restaurants)
	var rows []struct {
		Status string `db:"status"`
		Count  int    `db:"count"`
	}
	if err := s.list(ctx, &rows, "SELECT status, COUNT(*) AS count FROM orders WHERE "+where.String()+" GROUP BY status", where.args...); err != nil {
		return nil, fmt.Errorf("count orders by status: %w", err)
	}
	counts := make(map[order.Status]int, len(rows))
	for _, row := range rows {
		counts[order.Status(row.Status)] = row.Count
	}
	return counts, nil
}

// confirmed begins the conditions of every list: the same words as in the
// indexes, which hold confirmed orders only.
func confirmed() *conditions { return &conditions{terms: []string{"listed_at IS NOT NULL"}} }
