package store

import (
	"context"
	"fmt"
)

// Meta is a value that is kept about this installation.
func (s *Store) Meta(ctx context.Context, key string) (string, error) {
	var value string
	err := s.getByText(ctx, &value, "SELECT value FROM meta WHERE key = ?", key)
	return value, lookedUp(err, "value kept about this installation")
}

// PutMeta keeps a value about this installation.
func (s *Store) PutMeta(ctx context.Context, key, value string) error {
	_, err := s.exec(ctx, "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	if err != nil {
		return fmt.Errorf("keep %s: %w", key, err)
	}
	return nil
}

// EnsureMeta keeps a value unless there is one, and says which one it is: of
// processes that start together all get the same.
func (s *Store) EnsureMeta(ctx context.Context, key, value string) (kept string, err error) {
	err = s.inTx(ctx, func(tx transaction) error {
		if _, err := tx.exec(ctx, "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", key, value); err != nil {
			return err
		}
		return tx.get(ctx, &kept, "SELECT value FROM meta WHERE key = ?", key)
	})
	if err != nil {
		return "", fmt.Errorf("keep %s: %w", key, err)
	}
	return kept, nil
}
