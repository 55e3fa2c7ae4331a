package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// PutSweep keeps what a sweep found, in the place of what the one before found
// at the same restaurants.
func (s *Store) PutSweep(ctx context.Context, sweep order.Sweep) error {
	found := map[string][]order.Discrepancy{}
	for _, id := range sweep.Stations {
		found[id] = []order.Discrepancy{}
	}
	for _, unseen := range sweep.Unseen {
		found[unseen.Restaurant] = []order.Discrepancy{}
	}
	for _, one := range sweep.Found {
		found[one.Restaurant] = append(found[one.Restaurant], one)
	}
	if sweep.Restaurant == "" {
		found[""] = append([]order.Discrepancy{}, found[""]...)
	}
	at := sweep.At.UnixMicro()
	err := s.inTx(ctx, func(tx transaction) error {
		for _, id := range sortedKeys(found) {
			text, err := jsonText(found[id])
			if err != nil {
				return err
			}
			if _, err := tx.exec(ctx, `
				INSERT INTO sweeps (restaurant, swept_at, found) VALUES (?, ?, ?)
				ON CONFLICT (restaurant) DO UPDATE SET swept_at = excluded.swept_at, found = excluded.found
					WHERE sweeps.swept_at <= excluded.swept_at`, id, at, text); err != nil {
				return err
			}
		}
		if sweep.Restaurant != "" {
			return nil
		}
		_, err := tx.exec(ctx, "DELETE FROM sweeps WHERE swept_at < ?", at) // restaurants that are no more
		return err
	})
	if err != nil {
		return fmt.Errorf("keep what the sweep found: %w", err)
	}
	return nil
}

func sortedKeys[T any](of map[string]T) []string {
	keys := make([]string, 0, len(of))
	for key := range of {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Swept is what the last sweep found at some restaurants, at all when none is
// named, and when it was; the time is zero when there was none.
func (s *Store) Swept(ctx context.Context, restaurants []string) (at time.Time, found []order.Discrepancy, err error) {
	where := &conditions{terms: []string{"1 = 1"}}
	if !keepable(restaurants...) {
		return at, nil, nil
	}
	in(where, "restaurant", restaurants)
	var rows []struct {
		SweptAt int64  `db:"swept_at"`
		Found   string `db:"found"`
	}
	if err := s.list(ctx, &rows, "SELECT swept_at, found FROM sweeps WHERE "+where.String()+" ORDER BY restaurant", where.args...); err != nil {
		return at, nil, fmt.Errorf("read what the last sweep found: %w", err)
	}
	for _, row := range rows {
		var some []order.Discrepancy
		if err := json.Unmarshal([]byte(row.Found), &some); err != nil {
			return at, nil, fmt.Errorf("what the last sweep found cannot be read: %w", err)
		}
		found = append(found, some...)
		if moment(row.SweptAt).After(at) {
			at = moment(row.SweptAt)
		}
	}
	return at, found, nil
}
