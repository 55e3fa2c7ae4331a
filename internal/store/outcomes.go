package store

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
)

// outcome is what became of an order, for reports.
type outcome struct {
	AcceptedAt *int64 `db:"accepted_at"`
	AcceptedBy string `db:"accepted_by"`
	EndedBy    string `db:"ended_by"` // who called it off
	Reason     string `db:"reason"`
	IsTest     bool   `db:"is_test"`
}

func outcomeOf(record order.Order) outcome {
	found := outcome{IsTest: record.IsTest}
	if record.Reason != nil {
		found.Reason = string(record.Reason.Code)
	}
	for _, entry := range record.History {
		switch entry.Event {
		case order.EventAccepted, order.EventHeld:
			if found.AcceptedAt == nil {
				found.AcceptedAt, found.AcceptedBy = optionalMicros(&entry.At), entry.Actor
			}
		case order.EventRejected, order.EventCancelled, order.EventExpired, order.EventFailed:
			found.EndedBy = entry.Actor
		}
	}
	return found
}

// Outcomes reads what became of the orders of a span of time, within one index.
func (s *Store) Outcomes(ctx context.Context, filter admin.OutcomeFilter, each func(admin.Outcome) error) error {
	where := confirmed()
	where.add("listed_at >= ?", filter.From.UnixMicro())
	where.add("listed_at < ?", filter.To.UnixMicro())
	where.add("is_test = ?", false)
	in(where, "restaurant"+s.dialect.hide, filter.Restaurants)
	if !keepable(filter.Restaurants...) {
		return nil
	}
	rows, err := s.read.QueryxContext(ctx, s.read.Rebind(
		"SELECT listed_at, source, status, accepted_at, accepted_by, ended_by, reason FROM orders WHERE "+where.String()), where.args...)
	if err != nil {
		return fmt.Errorf("read the outcomes of orders: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var listedAt int64
		var acceptedAt *int64
		var one admin.Outcome
		if err := rows.Scan(&listedAt, &one.Source, &one.Status, &acceptedAt, &one.AcceptedBy, &one.EndedBy, &one.Reason); err != nil {
			return fmt.Errorf("read the outcome of an order: %w", err)
		}
		one.At, one.AcceptedAt = moment(listedAt), optionalMoment(acceptedAt)
		if err := each(one); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the outcomes of orders: %w", err)
	}
	return nil
}
