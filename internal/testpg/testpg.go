// Package testpg gives tests a real PostgreSQL: a throw-away cluster of the
// installed programs, gone when the tests are, however they end.
package testpg

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// ServerVariable names a server to use instead of a throw-away one: the address
// of any database on it, for a user who may create databases.
const ServerVariable = "ORDERHATCH_TEST_POSTGRES"

const adminTime = time.Minute // creating a database on a machine busy with tests

// shared is the cluster of this test binary, started when first asked for. It
// is not closed: its guardian notices when the binary has ended.
var shared = sync.OnceValues(func() (*Cluster, error) {
	if dsn := os.Getenv(ServerVariable); dsn != "" {
		return &Cluster{dsn: dsn}, nil
	}
	return Start("")
})

// Server is the address of the database postgres, for the superuser.
func Server(t testing.TB) (dsn string) {
	t.Helper()
	cluster, err := shared()
	if err != nil {
		t.Fatalf("A PostgreSQL for tests: %v", err)
	}
	return cluster.DSN()
}

// NewDatabase makes an empty database and drops it after the test.
func NewDatabase(t testing.TB) (dsn string) {
	t.Helper()
	server := Server(t)
	address, err := url.Parse(server)
	if err != nil {
		t.Fatalf("%s must be a URL like postgres://user@host:port/postgres", ServerVariable)
	}
	random := make([]byte, 6)
	_, _ = rand.Read(random) // never fails: the program ends instead
	name := "orderhatch_" + hex.EncodeToString(random)
	if err := administer(server, "CREATE DATABASE "+name+" TEMPLATE template0 ENCODING 'UTF8'"); err != nil {
		t.Fatalf("A database for the test: %v", err)
	}
	t.Cleanup(func() {
		if err := administer(server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("Drop the test's database: %v", err)
		}
	})
	address.Path = "/" + name
	return address.String()
}

func administer(dsn, statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), adminTime)
	defer cancel()
	connection, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = connection.Close(ctx) }()
	_, err = connection.Exec(ctx, statement)
	return err
}

// NewCluster starts a server of the test's own and gives the address of its
// database postgres, for the superuser.
func NewCluster(t testing.TB) (dsn string) {
	t.Helper()
	cluster, err := Start("")
	if err != nil {
		t.Fatalf("A PostgreSQL for the test: %v", err)
	}
	t.Cleanup(func() {
		if err := cluster.Close(); err != nil {
			t.Errorf("Stop the test's PostgreSQL: %v", err)
		}
	})
	return cluster.DSN()
}
