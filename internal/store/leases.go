package store

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// AcquireLease takes or prolongs a lease on a name. It is ours when it is free,
// has run out, or was ours already. The clock is the database's on PostgreSQL,
// where the holders' clocks may differ, and the process's on SQLite.
func (s *Store) AcquireLease(ctx context.Context, name, holder string, ttl time.Duration) (held bool, err error) {
	now := s.dialect.clock(s.now())
	rows, err := s.exec(ctx, `
		INSERT INTO leases (name, holder, expires_at) VALUES (?, ?, `+now+` + `+strconv.FormatInt(ttl.Microseconds(), 10)+`)
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
			WHERE leases.holder = excluded.holder OR leases.expires_at <= `+now, name, holder)
	if err != nil {
		return false, fmt.Errorf("acquire lease %s: %w", name, err)
	}
	return rows > 0, nil
}

// ReleaseLease gives a lease back, if it is the holder's.
func (s *Store) ReleaseLease(ctx context.Context, name, holder string) error {
	if _, err := s.exec(ctx, "DELETE FROM leases WHERE name = ? AND holder = ?", name, holder); err != nil {
		return fmt.Errorf("release lease %s: %w", name, err)
	}
	return nil
}
