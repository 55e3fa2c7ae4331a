package store

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/order"
)

// OnStation names the orders of a restaurant that are on its station and not
// over. Their records are not read: this is asked every few seconds.
func (s *Store) OnStation(ctx context.Context, restaurantID string) ([]order.OnStation, error) {
	where := confirmed()
	in(where, "status", order.FollowedStatuses())
	// By status, because a restaurant's index holds its whole past.
	in(where, "restaurant"+s.dialect.hide, []string{restaurantID})
	var rows []struct {
		ID      string `db:"id"`
		POSGUID string `db:"pos_guid"`
	}
	err := s.list(ctx, &rows, "SELECT id, pos_guid FROM orders WHERE id IN (SELECT id FROM orders WHERE "+where.String()+") AND pos_guid <> '' ORDER BY id", where.args...)
	if err != nil {
		return nil, fmt.Errorf("list the orders on the station of %s: %w", restaurantID, err)
	}
	found := make([]order.OnStation, len(rows))
	for i, row := range rows {
		found[i] = order.OnStation{ID: row.ID, GUID: row.POSGUID}
	}
	return found, nil
}
