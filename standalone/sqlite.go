package standalone

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"go.temporal.io/server/common/config"
	serverpersistence "go.temporal.io/server/common/persistence"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	"go.temporal.io/server/common/primitives/timestamp"
	serverschema "go.temporal.io/server/schema"
	schema "go.temporal.io/server/schema/sqlite"
	_ "modernc.org/sqlite" // the driver the server uses as well

	"github.com/orderhatch/orderhatch/internal/engine"
)

// The databases in the data folder. What the Temporal UI lists is kept apart
// from the histories: it is written by a connection of its own, beside theirs.
const (
	historyFile    = "temporal.db"
	visibilityFile = "temporal-lists.db"
)

// sqliteShards is written into the database and cannot be changed later. One
// writer at a time is all that SQLite has, so more would only wait for it.
const sqliteShards = 1

// maxKeywords is how many attributes of this type the server's tables have.
const maxKeywords = 10

// How long SQLite lets what it wrote wait in the operating system's memory.
const (
	// onDisk: a commit is on the disk. An order that was answered is there
	// after a power cut.
	onDisk = "2"
	// soon: a power cut may lose the last moments' rows of the UI's lists, never
	// of a history; nothing else reads them.
	soon = "1"
)

// prepareSQLite makes the databases when there are none, and the namespace.
func prepareSQLite(ctx context.Context, options engine.Options) (config.Persistence, error) {
	history := openSQLite(filepath.Join(options.DataDir, historyFile), onDisk)
	visibility := openSQLite(filepath.Join(options.DataDir, visibilityFile), soon)
	for _, each := range []struct{ path, tables string }{
		{history.DatabaseName, "sqlite/v3/temporal/schema.sql"},
		{visibility.DatabaseName, listsTables},
	} {
		if err := createSQLite(ctx, each.path, each.tables); err != nil {
			return config.Persistence{}, fmt.Errorf("the Temporal database %s: %w", each.path, err)
		}
	}
	namespace, err := namespaceRow(options)
	if err == nil {
		err = schema.CreateNamespaces(history, namespace) // does nothing when it is there
	}
	if err != nil {
		return config.Persistence{}, fmt.Errorf("the namespace %q cannot be set up: %w", options.Namespace, err)
	}
	return persistence(sqliteShards, history, visibility), nil
}

// openSQLite uses one connection on purpose: several wait for each other's
// locks and do a quarter of the work.
func openSQLite(path, synchronous string) *config.SQL {
	return &config.SQL{
		PluginName: sqlite.PluginName, DatabaseName: path, MaxConns: 1, MaxIdleConns: 1,
		ConnectAttributes: map[string]string{
			"mode": "rwc", "journal_mode": "wal", "synchronous": synchronous, "busy_timeout": "10000",
			// An order writes some hundred pages, most of them again and again.
			// Copying them into the file every 1,000 pages, as SQLite does by
			// itself, doubled the waits for the disk.
			"wal_autocheckpoint": "8000",
			"cache_size":         "-16000", // kilobytes
		},
	}
}

// createSQLite makes a database with its tables when there is none. They are
// written under another name first, so that a start that was cut off leaves no
// half database behind.
func createSQLite(ctx context.Context, path, tables string) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	unfinished := path + ".new"
	if err := os.Remove(unfinished); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := os.OpenFile(unfinished, os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := writeTables(ctx, unfinished, tables); err != nil {
		return err
	}
	if err := flush(unfinished); err != nil {
		return err
	}
	if err := os.Rename(unfinished, path); err != nil {
		return err
	}
	return flush(filepath.Dir(path))
}

// writeTables does what the server's own set-up does, over a connection that is
// closed afterwards: the server keeps every one it ever opened.
func writeTables(ctx context.Context, path, tables string) (err error) {
	source, err := serverschema.Assets().Open(tables)
	if err != nil {
		return err
	}
	defer source.Close()
	statements, err := serverpersistence.LoadAndSplitQueryFromReaders([]io.Reader{source})
	if err != nil {
		return err
	}
	// Each statement would wait for the disk; one wait at the end is enough.
	database, err := sql.Open("sqlite", "file:"+path+"?mode=rw&_pragma=synchronous=0")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	for _, statement := range statements {
		if _, err := database.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	if tables == listsTables {
		return slimLists(ctx, database)
	}
	return nil
}

// flush makes a file, or the names in a folder, survive a power cut.
func flush(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// namespaceRow is the namespace as a new database gets it. An existing one is
// brought up to date through the running server.
func namespaceRow(options engine.Options) (*schema.NamespaceConfig, error) {
	row, err := schema.NewNamespaceConfig(clusterName, options.Namespace, false, nil)
	if err != nil {
		return nil, err
	}
	if len(options.KeywordAttributes) > maxKeywords {
		return nil, fmt.Errorf("there can be at most %d search attributes", maxKeywords)
	}
	// In their order, and not in any as the server would: the first ones have indexes.
	for i, name := range options.KeywordAttributes {
		row.Detail.Config.CustomSearchAttributeAliases[fmt.Sprintf("Keyword%02d", i+1)] = name
	}
	row.Detail.Info.Description = "Orderhatch's orders"
	row.Detail.Config.Retention = timestamp.DurationPtr(options.Retention)
	return row, nil
}
