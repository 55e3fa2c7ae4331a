package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// The schema only goes forward: going back would mean losing orders.
//
//go:embed migrations
var migrations embed.FS

// Migrate brings the schema to the version this program needs. Processes may do
// so together: on PostgreSQL they wait for each other.
func (s *Store) Migrate(ctx context.Context) error {
	provider, err := s.migrator()
	if err != nil {
		return err
	}
	for {
		before, err := provider.GetDBVersion(ctx)
		if err == nil {
			_, err = provider.Up(ctx)
		}
		if err == nil {
			return nil
		}
		// Two processes may start on one new SQLite file. Then ours stumbles over
		// what the other has made; but there is progress, and it is seen next time.
		if after, unread := provider.GetDBVersion(ctx); unread != nil || after == before {
			return fmt.Errorf("bring the database schema up to date: %w", err)
		}
	}
}

// SchemaVersion is the version of the database and the one this program needs.
func (s *Store) SchemaVersion(ctx context.Context) (present, needed int64, err error) {
	provider, err := s.migrator()
	if err != nil {
		return 0, 0, err
	}
	if present, needed, err = provider.GetVersions(ctx); err != nil {
		return 0, 0, fmt.Errorf("read the version of the database schema: %w", err)
	}
	return present, needed, nil
}

func (s *Store) migrator() (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations/"+s.dialect.name)
	if err != nil {
		return nil, err
	}
	options := []goose.ProviderOption{goose.WithTableName("schema_versions"), goose.WithDisableGlobalRegistry(true)}
	if s.dialect.goose == goose.DialectPostgres {
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120)) // seconds, tries
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(s.dialect.goose, s.write.DB, files, options...)
	if err != nil {
		return nil, fmt.Errorf("read the schema's migrations: %w", err)
	}
	return provider, nil
}
