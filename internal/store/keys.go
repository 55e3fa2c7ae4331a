package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

type keyRow struct {
	ID        string  `db:"id"`
	SourceID  *string `db:"source_id"`
	UserID    *string `db:"user_id"`
	Name      string  `db:"name"`
	Hint      string  `db:"hint"`
	Scopes    string  `db:"scopes"`
	Hash      []byte  `db:"hash"`
	CreatedAt int64   `db:"created_at"`
	ExpiresAt *int64  `db:"expires_at"`
	RevokedAt *int64  `db:"revoked_at"`
	UsedAt    *int64  `db:"last_used_at"`
}

const selectKeys = "SELECT id, source_id, user_id, name, hint, scopes, hash, created_at, expires_at, revoked_at, last_used_at FROM api_keys"

// touchEvery is how exact the time of a key's last use is: a busy key must not
// cost a write with every request.
const touchEvery = time.Minute

// AddKey keeps a new key of a source or a person.
func (s *Store) AddKey(ctx context.Context, key account.Key) error { return s.addKey(ctx, s, key) }

func (s *Store) addKey(ctx context.Context, on statements, key account.Key) error {
	if (key.SourceID == "") == (key.UserID == "") {
		return order.Errorf(order.CodeInvalid, "A key belongs to either a source or a user.")
	}
	scopes, err := jsonText(key.Scopes)
	if err != nil {
		return err
	}
	_, err = on.exec(ctx, `INSERT INTO api_keys (id, source_id, user_id, name, hint, scopes, hash, created_at, expires_at, revoked_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		key.ID, optionalText(key.SourceID), optionalText(key.UserID), key.Name, key.Hint, scopes, key.Hash, key.CreatedAt.UnixMicro(),
		optionalMicros(key.ExpiresAt), optionalMicros(key.RevokedAt))
	switch {
	case err == nil:
		return nil
	case s.dialect.isConstraint(err, true):
		return order.Errorf(order.CodeNotFound, "There is no such source or user to make a key for.")
	case s.dialect.isConstraint(err, false):
		return order.Errorf(order.CodeInvalid, "There is such a key already.")
	}
	return fmt.Errorf("write key %s: %w", key.ID, err)
}

// KeyByHash finds a key. Whether it has expired or was revoked is for the caller
// to judge.
func (s *Store) KeyByHash(ctx context.Context, hash []byte) (account.Key, error) {
	var row keyRow
	if err := s.get(ctx, &row, selectKeys+" WHERE hash = ?", hash); err != nil {
		return account.Key{}, lookedUp(err, "key")
	}
	return row.key()
}

// Keys are the keys of a source or of a user, oldest first; of all, when both
// are empty.
func (s *Store) Keys(ctx context.Context, sourceID, userID string) ([]account.Key, error) {
	return keys(ctx, s, sourceID, userID)
}

func keys(ctx context.Context, on statements, sourceID, userID string) ([]account.Key, error) {
	if !keepable(sourceID, userID) {
		return nil, nil
	}
	where := &conditions{terms: []string{"1 = 1"}}
	in(where, "source_id", oneOf(sourceID))
	in(where, "user_id", oneOf(userID))
	var rows []keyRow
	if err := on.list(ctx, &rows, selectKeys+" WHERE "+where.String()+" ORDER BY created_at, id", where.args...); err != nil {
		return nil, fmt.Errorf("read the keys: %w", err)
	}
	keys := make([]account.Key, len(rows))
	for i, row := range rows {
		var err error
		if keys[i], err = row.key(); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// RevokeKey ends a key for good. The time of a first revocation stays.
func (s *Store) RevokeKey(ctx context.Context, id string) error {
	rows, err := s.exec(ctx, "UPDATE api_keys SET revoked_at = COALESCE(revoked_at, ?) WHERE id = ?", s.now().UnixMicro(), id)
	return found(rows, err, "key")
}

// TouchKey notes when a key was last used, at most once a minute.
func (s *Store) TouchKey(ctx context.Context, id string, at time.Time) error {
	_, err := s.exec(ctx, "UPDATE api_keys SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at <= ?)",
		at.UnixMicro(), id, at.Add(-touchEvery).UnixMicro())
	if err != nil {
		return fmt.Errorf("note the use of key %s: %w", id, err)
	}
	return nil
}

// KeyUsed is when a key was last used, nil for never.
func (s *Store) KeyUsed(ctx context.Context, id string) (*time.Time, error) {
	var at *int64
	if err := s.getByText(ctx, &at, "SELECT last_used_at FROM api_keys WHERE id = ?", id); err != nil {
		return nil, lookedUp(err, "key")
	}
	return optionalMoment(at), nil
}

func (r keyRow) key() (account.Key, error) {
	key := account.Key{ID: r.ID, Name: r.Name, Hint: r.Hint, Hash: r.Hash, CreatedAt: moment(r.CreatedAt),
		ExpiresAt: optionalMoment(r.ExpiresAt), RevokedAt: optionalMoment(r.RevokedAt), LastUsedAt: optionalMoment(r.UsedAt)}
	if r.SourceID != nil {
		key.SourceID = *r.SourceID
	}
	if r.UserID != nil {
		key.UserID = *r.UserID
	}
	if err := json.Unmarshal([]byte(r.Scopes), &key.Scopes); err != nil {
		return key, fmt.Errorf("the stored scopes of key %s cannot be read: %w", r.ID, err)
	}
	return key, nil
}

func optionalText(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func keyByID(ctx context.Context, on statements, id string) (account.Key, error) {
	var row keyRow
	if err := getByText(ctx, on, &row, selectKeys+" WHERE id = ?", id); err != nil {
		return account.Key{}, lookedUp(err, "key")
	}
	return row.key()
}

// putKeyEnd writes when a key expires or that it is revoked.
func putKeyEnd(ctx context.Context, on statements, key account.Key) error {
	rows, err := on.exec(ctx, "UPDATE api_keys SET expires_at = ?, revoked_at = ? WHERE id = ?",
		optionalMicros(key.ExpiresAt), optionalMicros(key.RevokedAt), key.ID)
	return found(rows, err, "key")
}
