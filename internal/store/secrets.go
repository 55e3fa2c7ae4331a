package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

type secretRow struct {
	Secret        []byte `db:"secret"`
	Previous      []byte `db:"previous"`
	PreviousUntil *int64 `db:"previous_until"`
}

// SigningSecrets are what callbacks of a source are signed with and its submits
// may be, the present one first. A source that has none yet is given one.
func (s *Store) SigningSecrets(ctx context.Context, source string) ([]string, error) {
	row, err := s.secrets(ctx, source)
	if errors.Is(err, sql.ErrNoRows) {
		if _, err = s.exec(ctx, "INSERT INTO source_secrets (source, secret) VALUES (?, ?) ON CONFLICT DO NOTHING", source, s.sealSecret(source, newSecret())); err == nil {
			row, err = s.secrets(ctx, source)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read the signing secret of source %s: %w", source, err)
	}
	sealed := [][]byte{row.Secret}
	if row.Previous != nil && row.PreviousUntil != nil && s.now().UnixMicro() < *row.PreviousUntil {
		sealed = append(sealed, row.Previous)
	}
	secrets := make([]string, len(sealed))
	for i, text := range sealed {
		plain, err := s.ring.Open(text, secretPlace(source))
		if err != nil {
			return nil, fmt.Errorf("the signing secret of source %s: %w", source, err)
		}
		secrets[i] = string(plain)
	}
	return secrets, nil
}

// RotateSigningSecret gives a source a new secret. The one before is good for
// the time of the overlap, so that receivers can be told first.
func (s *Store) RotateSigningSecret(ctx context.Context, source string, overlap time.Duration) (secret string, previousUntil time.Time, err error) {
	secret, previousUntil = newSecret(), s.now().Add(overlap)
	_, err = s.exec(ctx, `INSERT INTO source_secrets (source, secret) VALUES (?, ?)
		ON CONFLICT (source) DO UPDATE SET secret = excluded.secret, previous = source_secrets.secret, previous_until = ?`,
		source, s.sealSecret(source, secret), previousUntil.UnixMicro())
	if err != nil {
		return "", time.Time{}, fmt.Errorf("write the signing secret of source %s: %w", source, err)
	}
	return secret, previousUntil, nil
}

func (s *Store) secrets(ctx context.Context, source string) (row secretRow, err error) {
	if !keepable(source) {
		return row, order.Errorf(order.CodeInvalid, "A source's id must be valid UTF-8 without NUL characters.")
	}
	return row, s.get(ctx, &row, "SELECT secret, previous, previous_until FROM source_secrets WHERE source = ?", source)
}

func (s *Store) sealSecret(source, secret string) []byte {
	return s.ring.Seal([]byte(secret), secretPlace(source))
}

func newSecret() string { return "ohs_" + rand.Text() + rand.Text() }

// secretPlace ties a secret to its source.
func secretPlace(source string) []byte { return []byte("source-secret\x00" + source) }
