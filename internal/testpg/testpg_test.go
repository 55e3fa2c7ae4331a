package testpg_test

import (
	"context"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/testpg"
)

func TestDatabasesAreApart(t *testing.T) {
	ctx := context.Background()
	first, second := testpg.NewDatabase(t), testpg.NewDatabase(t)
	require.NotEqual(t, first, second)
	for _, dsn := range []string{first, second} {
		connection, err := pgx.Connect(ctx, dsn)
		require.NoError(t, err)
		_, err = connection.Exec(ctx, "CREATE TABLE mine (id INT)")
		require.NoError(t, err)
		require.NoError(t, connection.Close(ctx))
	}
}

func TestADatabaseIsDropped(t *testing.T) {
	ctx := context.Background()
	var gone string
	t.Run("uses one", func(t *testing.T) {
		gone = testpg.NewDatabase(t)
		connection, err := pgx.Connect(ctx, gone) // still open when it is dropped
		require.NoError(t, err)
		t.Cleanup(func() { _ = connection.Close(ctx) })
	})
	_, err := pgx.Connect(ctx, gone)
	require.ErrorContains(t, err, "3D000")
}

// child is set in the process that only starts a cluster and dies.
const child = "TESTPG_CHILD_FOLDER"

func TestNothingIsLeftBehind(t *testing.T) {
	if folder := os.Getenv(child); folder != "" {
		cluster, err := testpg.Start(folder)
		require.NoError(t, err)
		_, _ = os.Stdout.WriteString(cluster.DSN())
		os.Exit(0) // no cleanup of any kind
	}
	folder, err := os.MkdirTemp("", "testpg-")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	require.NoError(t, os.Chmod(folder, 0o777)) // for PostgreSQL's user

	command := exec.Command(os.Args[0], "-test.run=^TestNothingIsLeftBehind$")
	command.Env = append(os.Environ(), child+"="+folder)
	output, err := command.CombinedOutput()
	require.NoError(t, err, string(output))
	_, err = url.Parse(string(output))
	require.NoError(t, err)

	require.Eventually(t, func() bool {
		entries, err := fs.ReadDir(os.DirFS(folder), ".")
		return err == nil && len(entries) == 0
	}, adminTime, pollTime, "the cluster's folder goes when the process that started it has died")
	_, err = pgx.Connect(context.Background(), string(output))
	require.Error(t, err)
}

func TestCloseStopsAtOnce(t *testing.T) {
	cluster, err := testpg.Start("")
	require.NoError(t, err)
	connection, err := pgx.Connect(context.Background(), cluster.DSN())
	require.NoError(t, err)
	require.NoError(t, cluster.Close())
	require.Error(t, connection.Ping(context.Background()))
}

const (
	adminTime = time.Minute
	pollTime  = 50 * time.Millisecond
)
