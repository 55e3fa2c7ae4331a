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

// sqliteFile is the name of the database in the data folder.
const sqliteFile = "temporal.db"

// sqliteShards is written into the database and cannot be changed later. One
// writer at a time is all that SQLite has, so more would only wait for it.
const sqliteShards = 1

// prepareSQLite makes the database when there is none, and the namespace.
func prepareSQLite(options engine.Options) (config.Persistence, error) {
	path := filepath.Join(options.DataDir, sqliteFile)
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		err = createSQLite(path)
	}
	if err != nil {
		return config.Persistence{}, fmt.Errorf("the Temporal database: %w", err)
	}
	opened := openSQLite(path)
	namespace, err := namespaceRow(options)
	if err == nil {
		err = schema.CreateNamespaces(opened, namespace) // does nothing when it is there
	}
	if err != nil {
		return config.Persistence{}, fmt.Errorf("the namespace %q cannot be set up: %w", options.Namespace, err)
	}
	return persistence(sqliteShards, opened, opened), nil
}

// openSQLite keeps every commit through a power cut: an order that was answered
// must be there afterwards. There is one connection on purpose: several wait for
// each other's locks and do a quarter of the work.
func openSQLite(path string) *config.SQL {
	return &config.SQL{
		PluginName: sqlite.PluginName, DatabaseName: path, MaxConns: 1, MaxIdleConns: 1,
		ConnectAttributes: map[string]string{
			"mode": "rwc", "journal_mode": "wal", "synchronous": "2", "busy_timeout": "10000",
		},
	}
}

// createSQLite writes the tables under another name first, so that a start that
// was cut off leaves no half database behind.
func createSQLite(path string) error {
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
	plain := &config.SQL{PluginName: sqlite.PluginName, DatabaseName: unfinished, ConnectAttributes: map[string]string{"mode": "rw"}}
	if err := schema.SetupSchema(plain); err != nil {
		return err
	}
	return os.Rename(unfinished, path)
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
