package store

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// PutAlarmFault keeps that a way of calling a restaurant's people failed, in the
// place of what was kept of it.
func (s *Store) PutAlarmFault(ctx context.Context, fault restaurant.AlarmFault) error {
	_, err := s.exec(ctx, `
		INSERT INTO alarm_faults (restaurant, way, failed_at, message) VALUES (?, ?, ?, ?)
		ON CONFLICT (restaurant, way) DO UPDATE SET failed_at = excluded.failed_at, message = excluded.message`,
		fault.Restaurant, fault.Way, fault.At.UnixMicro(), fault.Message)
	if err != nil {
		return fmt.Errorf("keep that an alarm of restaurant %s failed: %w", fault.Restaurant, err)
	}
	return nil
}

// DeleteAlarmFault forgets it, because the way works.
func (s *Store) DeleteAlarmFault(ctx context.Context, restaurantID, way string) error {
	if _, err := s.exec(ctx, "DELETE FROM alarm_faults WHERE restaurant = ? AND way = ?", restaurantID, way); err != nil {
		return fmt.Errorf("forget that an alarm of restaurant %s failed: %w", restaurantID, err)
	}
	return nil
}

// AlarmFaults are the ways that failed when they were used last, by restaurant.
// There are at most two for each.
func (s *Store) AlarmFaults(ctx context.Context) (map[string][]restaurant.AlarmFault, error) {
	var rows []struct {
		Restaurant string `db:"restaurant"`
		Way        string `db:"way"`
		FailedAt   int64  `db:"failed_at"`
		Message    string `db:"message"`
	}
	if err := s.list(ctx, &rows, "SELECT restaurant, way, failed_at, message FROM alarm_faults ORDER BY restaurant, way DESC"); err != nil {
		return nil, fmt.Errorf("read which alarms failed: %w", err)
	}
	all := map[string][]restaurant.AlarmFault{}
	for _, row := range rows {
		all[row.Restaurant] = append(all[row.Restaurant], restaurant.AlarmFault{Restaurant: row.Restaurant, Way: row.Way, At: moment(row.FailedAt), Message: row.Message})
	}
	return all, nil
}
