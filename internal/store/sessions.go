package store

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// AddSession keeps a person's new session, and clears away those that have
// expired: nobody else would.
func (s *Store) AddSession(ctx context.Context, session account.Session) error {
	if _, err := s.exec(ctx, "DELETE FROM sessions WHERE expires_at <= ?", session.CreatedAt.UnixMicro()); err != nil {
		return fmt.Errorf("delete expired sessions: %w", err)
	}
	_, err := s.exec(ctx, "INSERT INTO sessions (hash, user_id, csrf_hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
		session.Hash, session.UserID, session.CSRFHash, session.CreatedAt.UnixMicro(), session.ExpiresAt.UnixMicro())
	switch {
	case err == nil:
		return nil
	case s.dialect.isConstraint(err, true):
		return order.Errorf(order.CodeNotFound, "There is no such user to sign in.")
	}
	return fmt.Errorf("write a session: %w", err)
}

// SessionByHash finds a session. Whether it has expired is for the caller to judge.
func (s *Store) SessionByHash(ctx context.Context, hash []byte) (account.Session, error) {
	var row struct {
		UserID    string `db:"user_id"`
		CSRFHash  []byte `db:"csrf_hash"`
		CreatedAt int64  `db:"created_at"`
		ExpiresAt int64  `db:"expires_at"`
	}
	if err := s.get(ctx, &row, "SELECT user_id, csrf_hash, created_at, expires_at FROM sessions WHERE hash = ?", hash); err != nil {
		return account.Session{}, lookedUp(err, "session")
	}
	return account.Session{Hash: hash, UserID: row.UserID, CSRFHash: row.CSRFHash, CreatedAt: moment(row.CreatedAt), ExpiresAt: moment(row.ExpiresAt)}, nil
}

// DeleteSession ends a session; one that is not there has ended.
func (s *Store) DeleteSession(ctx context.Context, hash []byte) error {
	if _, err := s.exec(ctx, "DELETE FROM sessions WHERE hash = ?", hash); err != nil {
		return fmt.Errorf("delete a session: %w", err)
	}
	return nil
}

// endSessions ends the sessions of a person except one, and says how many.
func endSessions(ctx context.Context, on statements, userID string, except []byte) (int64, error) {
	if except == nil {
		except = []byte{} // no hash is empty
	}
	rows, err := on.exec(ctx, "DELETE FROM sessions WHERE user_id = ? AND hash <> ?", userID, except)
	if err != nil {
		return 0, fmt.Errorf("end the sessions of user %s: %w", userID, err)
	}
	return rows, nil
}
