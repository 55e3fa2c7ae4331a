package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// calledOffLately is how long ago an order may have been called off that still
// has to be taken off its station; older ones would have been seen to.
const calledOffLately = 14 * 24 * time.Hour

type briefRow struct {
	ID         string `db:"id"`
	Source     string `db:"source"`
	ExternalID string `db:"external_id"`
	Restaurant string `db:"restaurant"`
	Version    int64  `db:"version"`
	Status     string `db:"status"`
	Injection  string `db:"injection"`
	UpdatedAt  int64  `db:"updated_at"`
}

const briefColumns = "id, source, external_id, restaurant, version, status, injection, updated_at"

func (r briefRow) brief() order.Brief {
	return order.Brief{ID: r.ID, Source: r.Source, ExternalID: r.ExternalID, Restaurant: r.Restaurant, Version: r.Version,
		Status: order.Status(r.Status), Injection: order.InjectionState(r.Injection), UpdatedAt: moment(r.UpdatedAt)}
}

// Unfinished are orders that are not over, by their ids: unconfirmed ones, those
// at work, and those that were called off and are still on their station. next
// is empty at the end.
func (s *Store) Unfinished(ctx context.Context, filter order.UnfinishedFilter) (briefs []order.Brief, next string, err error) {
	limit := bounded(filter.Limit, defaultFeed, maxFeed)
	// Each branch walks an index of its own; a row is in one of them only.
	var rows []briefRow
	for _, branch := range s.unfinished() {
		if filter.Restaurant != "" {
			branch.add("restaurant = ?", filter.Restaurant)
		}
		branch.add("updated_at <= ?", filter.Before.UnixMicro())
		branch.add("id > ?", filter.After)
		var some []briefRow
		err := s.list(ctx, &some, "SELECT "+briefColumns+" FROM orders WHERE "+branch.String()+" ORDER BY id LIMIT ?", append(branch.args, limit+1)...)
		if err != nil {
			return nil, "", fmt.Errorf("list unfinished orders: %w", err)
		}
		rows = append(rows, some...)
	}
	slices.SortFunc(rows, func(a, b briefRow) int { return strings.Compare(a.ID, b.ID) })
	if len(rows) > limit {
		rows = rows[:limit]
		next = rows[limit-1].ID
	}
	for _, row := range rows {
		briefs = append(briefs, row.brief())
	}
	return briefs, next, nil
}

func (s *Store) unfinished() []*conditions {
	var open, off []order.Status
	for _, status := range order.Statuses() {
		switch {
		case !status.Final():
			open = append(open, status)
		case status.CalledOff():
			off = append(off, status)
		}
	}
	pending := &conditions{terms: []string{"listed_at IS NULL"}}
	atWork, leaving := confirmed(), confirmed()
	in(atWork, "status", open)
	in(leaving, "status", off)
	leaving.add("listed_at >= ?", s.now().Add(-calledOffLately).UnixMicro())
	in(leaving, "injection", []order.InjectionState{order.Creating, order.Created, order.Filling, order.Filled, order.Retrying, order.NeedsOperator, order.Voiding})
	return []*conditions{pending, atWork, leaving}
}

// briefsAtOnce bounds the ids of one statement.
const briefsAtOnce = 500

// Briefs are the rows that orders have, by id; those without one are left out.
func (s *Store) Briefs(ctx context.Context, ids []string) (map[string]order.Brief, error) {
	found := map[string]order.Brief{}
	for some := range slices.Chunk(ids, briefsAtOnce) {
		where := &conditions{}
		in(where, "id", some)
		var rows []briefRow
		if err := s.list(ctx, &rows, "SELECT "+briefColumns+" FROM orders WHERE "+where.String(), where.args...); err != nil {
			return nil, fmt.Errorf("read %d orders: %w", len(some), err)
		}
		for _, row := range rows {
			found[row.ID] = row.brief()
		}
	}
	return found, nil
}

// Marked are the orders whose ids begin with marks, as they stand in comments
// on cash stations; a mark may fit several.
func (s *Store) Marked(ctx context.Context, mark string) (ids []string, err error) {
	mark = strings.ToLower(mark)
	if len(mark) != 8 || strings.Trim(mark, "0123456789abcdef") != "" {
		return nil, nil
	}
	// "g" comes after every digit of an id, in every collation.
	if err := s.list(ctx, &ids, "SELECT id FROM orders WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", mark, mark+"g", defaultFeed); err != nil {
		return nil, fmt.Errorf("look for orders by their mark: %w", err)
	}
	return ids, nil
}

// Kept is all that is known here of an order whose workflow is lost; its rules
// and traces are not.
func (s *Store) Kept(ctx context.Context, id string) (order.Kept, error) {
	var row struct {
		ContentHash string `db:"content_hash"`
		Version     int64  `db:"version"`
		Record      string `db:"record"`
		First       string `db:"first_answer"`
		Sequence    int64  `db:"sequence"`
	}
	err := s.getByText(ctx, &row, `
		SELECT content_hash, version, record, first_answer,
			(SELECT COALESCE(MAX(sequence), 0) FROM order_events WHERE order_id = orders.id) AS sequence
		FROM orders WHERE id = ?`, id)
	if err != nil {
		return order.Kept{}, lookedUp(err, "order")
	}
	kept := order.Kept{ContentHash: row.ContentHash, Pending: row.Version == 0, Sequence: row.Sequence}
	var unreadable, alsoUnreadable error
	kept.Record, unreadable = recordOf(id, row.Record)
	kept.First, alsoUnreadable = recordOf(id, row.First)
	return kept, errors.Join(unreadable, alsoUnreadable)
}
