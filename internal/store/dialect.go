package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const (
	sqliteReaders = 4
	busyTime      = 10 * time.Second // another process holds the file

	postgresSessions = 8 // to write and as many to read, per process; a server takes 100 by default
	idleTime         = 5 * time.Minute
	connectTime      = 10 * time.Second
)

// dialect is everything in which the two databases differ.
type dialect struct {
	name  string
	goose goose.Dialect
	// forUpdate ends a SELECT of rows that the transaction goes on to change.
	forUpdate string
	// lockFeed makes transactions that write events commit one after another.
	lockFeed string
	// lockAdmin makes transactions of administration run one after another.
	lockAdmin string
	// hide, behind a column's name, keeps the planner from choosing an index of
	// that column: an expression is in none. SQLite takes any it finds, even when
	// it must then fetch every row; PostgreSQL counts first.
	hide string
	// contains is a condition on a column and a text to find in it. Both databases
	// look for the plain text faster than for a pattern.
	contains string
	// notify tells other processes of new events when the transaction commits.
	notify string
	// hint tells all processes that a restaurant's station has something new; empty
	// where this process is the only one.
	hint string
	// clock is an SQL expression of the present in microseconds. Several
	// machines may share a PostgreSQL server, so its clock decides there; those
	// who share a SQLite file share a machine, and with it the process's clock.
	clock func(now time.Time) string
	// isConstraint says whether a row was refused because another is like it, or
	// (foreign) because one it refers to is missing.
	isConstraint func(err error, foreign bool) bool
}

var sqliteDialect = dialect{
	name: "sqlite", goose: goose.DialectSQLite3,
	hide: " || ''", contains: "instr(%s, ?) > 0",
	clock: func(now time.Time) string { return strconv.FormatInt(now.UnixMicro(), 10) },
	isConstraint: func(err error, foreign bool) bool {
		var fault *sqlite.Error
		if !errors.As(err, &fault) {
			return false
		}
		if foreign {
			return fault.Code() == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
		}
		return fault.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || fault.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	},
}

// The names under which PostgreSQL passes on that events came, and that a
// station has something new.
const (
	feedChannel = "orderhatch_events"
	hintChannel = "orderhatch_hints"
)

var postgresDialect = dialect{
	name: "postgres", goose: goose.DialectPostgres,
	forUpdate: " FOR UPDATE", contains: "strpos(%s, ?) > 0",
	// Held until the commit is visible. The number only has to differ from those
	// of other locks in this database.
	lockFeed:  "SELECT pg_advisory_xact_lock(7710482)",
	lockAdmin: "SELECT pg_advisory_xact_lock(7710483)",
	notify:    "SELECT pg_notify('" + feedChannel + "', '')",
	hint:      "SELECT pg_notify('" + hintChannel + "', ?)",
	clock:     func(time.Time) string { return "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::BIGINT" },
	isConstraint: func(err error, foreign bool) bool {
		const uniqueViolation, foreignKeyViolation = "23505", "23503"
		var fault *pgconn.PgError
		if !errors.As(err, &fault) {
			return false
		}
		if foreign {
			return fault.Code == foreignKeyViolation
		}
		return fault.Code == uniqueViolation
	},
}

// connect opens the pools of a data source name.
func connect(dsn string) (*Store, error) {
	scheme, rest, _ := strings.Cut(dsn, ":")
	switch scheme {
	case "sqlite":
		return connectSQLite(rest)
	case "postgres", "postgresql":
		return connectPostgres(dsn)
	}
	return nil, errors.New("the database must be given as sqlite:/path/to/file.db or postgres://user:password@host:port/name")
}

// connectSQLite opens one connection that writes and a few that read. SQLite has
// one writer at a time anyway; with one connection they wait in our queue, which
// honours deadlines, and not in SQLite's, which does not.
func connectSQLite(path string) (*Store, error) {
	if path == "" || strings.HasPrefix(path, ":memory:") {
		return nil, errors.New("a SQLite database needs the path of its file: sqlite:/path/to/file.db")
	}
	if err := makePrivate(path); err != nil {
		return nil, fmt.Errorf("the database file cannot be used: %w", err)
	}
	pragmas := []string{
		"journal_mode(WAL)",
		// Not NORMAL: that may lose the last commits in a power cut, and what was
		// answered 2xx must not be lost.
		"synchronous(FULL)",
		"foreign_keys(ON)",
		"busy_timeout(" + strconv.FormatInt(busyTime.Milliseconds(), 10) + ")",
		"journal_size_limit(67108864)", // shrink the log after a burst
	}
	write, err := openSQLite(path, 1, pragmas...)
	if err != nil {
		return nil, err
	}
	read, err := openSQLite(path, sqliteReaders, append(pragmas, "query_only(ON)")...)
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	return &Store{dialect: sqliteDialect, write: write, read: read}, nil
}

func openSQLite(path string, connections int, pragmas ...string) (*sqlx.DB, error) {
	// Transactions take the write lock when they begin: one that first reads and
	// then finds somebody else writing could only fail.
	parameters := url.Values{"_pragma": pragmas, "_txlock": {"immediate"}}
	address := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: parameters.Encode()}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return sqlx.NewDb(db, "sqlite3"), nil // the name by which sqlx knows its placeholders
}

// makePrivate makes the file, for its owner only: it holds guests' data. SQLite
// gives its log files the same rights.
func makePrivate(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

func connectPostgres(dsn string) (*Store, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("the address of the PostgreSQL database cannot be read: %w", err) // pgx hides the password
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTime
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "orderhatch"
	}
	// Two pools, so that writers who wait for each other do not keep readers waiting.
	store := &Store{dialect: postgresDialect, write: openPostgres(config), read: openPostgres(config)}
	store.listen = func(ctx context.Context) { listen(ctx, config, store.log, store.heard) }
	return store, nil
}

func openPostgres(config *pgx.ConnConfig) *sqlx.DB {
	// A process that lost its network in the middle of a transaction would hold
	// up everybody's events until TCP gives up, which takes hours. Said after
	// connecting, because poolers refuse it among the connection's parameters.
	bound := stdlib.OptionAfterConnect(func(ctx context.Context, connection *pgx.Conn) error {
		_, err := connection.Exec(ctx, "SET idle_in_transaction_session_timeout = '60s'")
		return err
	})
	db := stdlib.OpenDB(*config, bound)
	db.SetMaxOpenConns(postgresSessions)
	db.SetMaxIdleConns(postgresSessions)
	db.SetConnMaxIdleTime(idleTime)
	return sqlx.NewDb(db, "pgx")
}
