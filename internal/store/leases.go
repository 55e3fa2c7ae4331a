package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ReleaseLease gives a lease back, if it is the holder's.
func (s *Store) ReleaseLease(ctx context.Context, name, holder string) error {
	if _, err := s.exec(ctx, "DELETE FROM leases WHERE name = ? AND holder = ?", name, holder); err != nil {
		return fmt.Errorf("release lease %s: %w", name, err)
	}
	return nil
}

// leasesAtOnce bounds the names of one statement.
const leasesAtOnce = 200

// HoldLeases takes or prolongs leases and answers which of them are ours now: those
// that were free, had run out, or were ours already. One statement is for hundreds,
// as they are renewed every few seconds. The clock is the database's on PostgreSQL,
// where the holders' clocks may differ, and the process's on SQLite.
func (s *Store) HoldLeases(ctx context.Context, names []string, holder string, ttl time.Duration) (held []string, err error) {
	// Sorted, so that two holders never wait for each other's rows.
	for some := range slices.Chunk(slices.Sorted(slices.Values(names)), leasesAtOnce) {
		now := s.dialect.clock(s.now())
		expires := now + " + " + strconv.FormatInt(ttl.Microseconds(), 10)
		args := make([]any, 0, 2*len(some))
		for _, name := range some {
			args = append(args, name, holder)
		}
		rows := strings.TrimSuffix(strings.Repeat("(?, ?, "+expires+"), ", len(some)), ", ")
		var ours []string
		// A statement with RETURNING writes, so it must not go to the readers.
		err := s.write.SelectContext(ctx, &ours, s.write.Rebind(`
			INSERT INTO leases (name, holder, expires_at) VALUES `+rows+`
			ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
				WHERE leases.holder = excluded.holder OR leases.expires_at <= `+now+` RETURNING name`), args...)
		if err != nil {
			return nil, fmt.Errorf("hold %d leases: %w", len(some), err)
		}
		held = append(held, ours...)
	}
	return held, nil
}
