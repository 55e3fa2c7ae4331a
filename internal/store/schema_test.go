package store

import (
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

func testSchema(t *testing.T, d database) {
	present, needed, err := d.SchemaVersion(t.Context())
	require.NoError(t, err)
	require.Equal(t, needed, present)
	require.Positive(t, needed)
	require.NoError(t, d.Migrate(t.Context()), "a second time there is nothing to do")
}

// Processes that start together all find the schema ready.
func testMigratingTogether(t *testing.T, d database) {
	const processes = 4
	for _, table := range []string{"schema_versions", "alarm_faults", "sweeps", "callbacks", "source_secrets", "order_numbers", "availability", "menu_aliases", "menu_snoozes", "menu_parts", "menu_revisions", "admin_log", "meta", "leases", "sessions", "api_keys", "users", "sources", "licence_instances", "restaurants",
		"station_health", "station_writes", "licence_tokens",
		"pos_attempts", "order_events", "orders"} {
		_, err := d.write.Exec("DROP TABLE " + table)
		require.NoError(t, err)
	}
	errs := make([]error, processes)
	var done sync.WaitGroup
	for i := range processes {
		process := d.open(t)
		done.Go(func() { errs[i] = process.Migrate(t.Context()) })
	}
	done.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
	d.project(t, sample(1))
}

func testReopening(t *testing.T, d database) {
	first := sample(1)
	d.project(t, first)
	require.NoError(t, d.PutMeta(t.Context(), "installation", "one"))
	instance, err := d.LicenceInstance(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.NoError(t, d.Close())

	again := d.open(t)
	require.NoError(t, again.Migrate(t.Context()))
	record, pending, err := again.Order(t.Context(), first.Record.ID)
	require.NoError(t, err)
	require.False(t, pending)
	require.Equal(t, first.Record, record)
	events, err := again.Events(t.Context(), order.FeedFilter{})
	require.NoError(t, err)
	require.Len(t, events, 1)
	value, err := again.Meta(t.Context(), "installation")
	require.NoError(t, err)
	require.Equal(t, "one", value)
	same, err := again.LicenceInstance(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, instance, same)
}

func testClosed(t *testing.T, d database) {
	require.NoError(t, d.Ping(t.Context()))
	require.NoError(t, d.Close())
	require.Error(t, d.Ping(t.Context()))
	_, _, err := d.Order(t.Context(), "any")
	requireCode(t, order.CodeInternal, err)
	requireCode(t, order.CodeInternal, d.Project(t.Context(), sample(1)))
}

// Both databases have the same migrations, so that a version means the same.
func TestMigrationsComeInPairs(t *testing.T) {
	names := func(folder string) (names []string) {
		entries, err := fs.ReadDir(migrations, "migrations/"+folder)
		require.NoError(t, err)
		for _, entry := range entries {
			names = append(names, entry.Name())
		}
		return names
	}
	require.Equal(t, names("sqlite"), names("postgres"))
}

func TestASQLiteFileIsPrivateAndDurable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "orderhatch.db")
	d := database{dsn: "sqlite:" + path, ring: newRing(t)}
	d.Store = d.open(t)
	require.NoError(t, d.Migrate(t.Context()))
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + suffix)
		require.NoError(t, err)
		require.Zero(t, info.Mode().Perm()&0o077, "%s is for its owner only", path+suffix)
	}
	var mode, synchronous string
	require.NoError(t, d.write.Get(&mode, "PRAGMA journal_mode"))
	require.Equal(t, "wal", mode)
	require.NoError(t, d.write.Get(&synchronous, "PRAGMA synchronous"))
	require.Equal(t, "2", synchronous, "FULL: a commit is on the disk")
	require.Equal(t, 1, d.write.Stats().MaxOpenConnections)
	_, err := d.read.Exec("DELETE FROM orders")
	require.Error(t, err, "readers do not write")
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	for dsn, message := range map[string]string{
		"":                              "sqlite:/path",
		"orders.db":                     "sqlite:/path",
		"mysql://localhost/orders":      "sqlite:/path",
		"sqlite:":                       "path of its file",
		"sqlite::memory:":               "path of its file",
		"sqlite:" + t.TempDir():         "cannot be used",
		"postgres://u:geheim@host:port": "cannot be read",
		"postgres://u:geheim@127.0.0.1:1/orders?connect_timeout=5": "does not answer",
	} {
		_, err := Open(t.Context(), dsn, newRing(t), slog.New(slog.DiscardHandler))
		require.ErrorContains(t, err, message, dsn)
		require.False(t, strings.Contains(err.Error(), "geheim"), "an error must not show the password")
	}
	_, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "orders.db"), nil, slog.New(slog.DiscardHandler))
	require.ErrorContains(t, err, "key ring")
}
