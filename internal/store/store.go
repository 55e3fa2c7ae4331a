// Package store keeps orders, their events, settings and accounts in a SQL
// database: SQLite or PostgreSQL, by the same statements.
package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/orderhatch/orderhatch/internal/keyring"
)

// Store is an open database. It is safe for concurrent use.
type Store struct {
	dialect     dialect
	write, read *sqlx.DB
	ring        *keyring.Ring
	log         *slog.Logger
	now         func() time.Time
	wakes       wakes
	hints       hints
	// listen waits for events of other processes until its context ends; nil
	// where there are none.
	listen func(ctx context.Context)
	stop   func()
}

// Open connects to sqlite:/path/to/file.db or postgres://user:password@host/name.
// The ring encrypts secrets at rest. A new database is empty until Migrate.
func Open(ctx context.Context, dsn string, ring *keyring.Ring, logger *slog.Logger) (*Store, error) {
	if ring == nil {
		return nil, errors.New("the database needs a key ring for the secrets in it")
	}
	s, err := connect(dsn)
	if err != nil {
		return nil, err
	}
	s.ring, s.log, s.now = ring, logger, time.Now
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(err, s.closePools())
	}
	s.startListening()
	return s, nil
}

func (s *Store) startListening() {
	s.stop = func() {}
	if s.listen == nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.listen(ctx)
	}()
	s.stop = func() { cancel(); <-ended }
}

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	if err := s.read.GetContext(ctx, &one, "SELECT 1"); err != nil {
		return fmt.Errorf("the %s database does not answer: %w", s.dialect.name, err)
	}
	return nil
}

// Close waits for what is under way and disconnects.
func (s *Store) Close() error {
	s.stop()
	return s.closePools()
}

func (s *Store) closePools() error {
	// The writer last: the last connection to close folds SQLite's log into the file.
	return errors.Join(s.read.Close(), s.write.Close())
}
