package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	defaultFeed = 100
	maxFeed     = 1000
)

// appendEvents adds events to the feed and says how many were new. From here to
// the commit no other transaction adds any: ids become visible in their order,
// and a reader who asks for what is after the last one it saw misses none.
// SQLite has one writer anyway.
func (s *Store) appendEvents(ctx context.Context, tx transaction, projection order.Projection) (added int, err error) {
	if len(projection.Events) == 0 {
		return 0, nil
	}
	if s.dialect.lockFeed != "" {
		if _, err := tx.exec(ctx, s.dialect.lockFeed); err != nil {
			return 0, fmt.Errorf("wait for the feed: %w", err)
		}
	}
	record := projection.Record
	for _, event := range projection.Events {
		text, err := jsonText(event)
		if err != nil {
			return 0, fmt.Errorf("write an event as JSON: %w", err)
		}
		rows, err := tx.exec(ctx, `
			INSERT INTO order_events (order_id, sequence, source, external_id, restaurant, event)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			record.ID, event.Sequence, record.Source, record.ExternalID, record.Restaurant, text)
		if err != nil {
			return 0, fmt.Errorf("add an event: %w", err)
		}
		added += int(rows)
	}
	if added > 0 && s.dialect.notify != "" {
		if _, err := tx.exec(ctx, s.dialect.notify); err != nil {
			return 0, fmt.Errorf("tell of new events: %w", err)
		}
	}
	return added, nil
}

// Events are the events after one that the reader has, oldest first.
func (s *Store) Events(ctx context.Context, filter order.FeedFilter) ([]order.FeedEvent, error) {
	where := &conditions{}
	where.add("id > ?", filter.After)
	in(where, "restaurant", filter.Restaurants)
	in(where, "source", oneOf(filter.Source))
	in(where, "order_id", oneOf(filter.OrderID))
	if !keepable(append([]string{filter.Source, filter.OrderID}, filter.Restaurants...)...) {
		return nil, nil
	}
	var rows []struct {
		ID         int64  `db:"id"`
		OrderID    string `db:"order_id"`
		Source     string `db:"source"`
		ExternalID string `db:"external_id"`
		Restaurant string `db:"restaurant"`
		Event      string `db:"event"`
	}
	err := s.list(ctx, &rows, "SELECT id, order_id, source, external_id, restaurant, event FROM order_events WHERE "+where.String()+
		" ORDER BY id LIMIT ?", append(where.args, bounded(filter.Limit, defaultFeed, maxFeed))...)
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	events := make([]order.FeedEvent, len(rows))
	for i, row := range rows {
		events[i] = order.FeedEvent{ID: row.ID, OrderID: row.OrderID, Source: row.Source, ExternalID: row.ExternalID, Restaurant: row.Restaurant}
		if err := json.Unmarshal([]byte(row.Event), &events[i].Event); err != nil {
			return nil, fmt.Errorf("the stored event %d cannot be read: %w", row.ID, err)
		}
	}
	return events, nil
}

// LastEventID is the newest event's id, 0 when there is none.
func (s *Store) LastEventID(ctx context.Context) (int64, error) {
	var id int64
	if err := s.get(ctx, &id, "SELECT COALESCE(MAX(id), 0) FROM order_events"); err != nil {
		return 0, fmt.Errorf("read the last event's id: %w", err)
	}
	return id, nil
}
