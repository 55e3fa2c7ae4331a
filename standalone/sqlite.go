package standalone

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	"go.temporal.io/server/common/primitives/timestamp"
	schema "go.temporal.io/server/schema/sqlite"

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
func prepareSQLite(options engine.Options) (config.Persistence, error) {
	history := openSQLite(filepath.Join(options.DataDir, historyFile), onDisk)
	visibility := openSQLite(filepath.Join(options.DataDir, visibilityFile), soon)
	for _, database := range []*config.SQL{history, visibility} {
		if err := createSQLite(database.DatabaseName); err != nil {
			return config.Persistence{}, fmt.Errorf("the Temporal database %s: %w", database.DatabaseName, err)
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
func createSQLite(path string) error {
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
	// Each statement would wait for the disk; one wait at the end is enough.
	fast := &config.SQL{PluginName: sqlite.PluginName, DatabaseName: unfinished,
		ConnectAttributes: map[string]string{"mode": "rw", "synchronous": "0"}}
	if err := schema.SetupSchema(fast); err != nil {
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
	attributes := map[string]enumspb.IndexedValueType{}
	for _, name := range options.KeywordAttributes {
		attributes[name] = enumspb.INDEXED_VALUE_TYPE_KEYWORD
	}
	row, err := schema.NewNamespaceConfig(clusterName, options.Namespace, false, attributes)
	if err != nil {
		return nil, err
	}
	row.Detail.Info.Description = "Orderhatch's orders"
	row.Detail.Config.Retention = timestamp.DurationPtr(options.Retention)
	return row, nil
}
