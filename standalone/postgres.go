package standalone

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/tools/common/schema"
	"go.temporal.io/server/tools/sql"
)

// postgresShards is written into the database and cannot be changed later. On a
// small machine more of them cost throughput.
const postgresShards = 4

// postgresConns bounds the connections to each of the two databases.
const postgresConns = 20

// preparePostgres makes the two databases and brings their tables up to date.
func preparePostgres(ctx context.Context, dsn string) (config.Persistence, error) {
	stores := map[string]*config.SQL{historyStore: nil, visibilityStore: nil}
	for store, place := range map[string]struct{ database, tables string }{
		historyStore:    {"temporal", "postgresql/v12/temporal"},
		visibilityStore: {"temporal_visibility", "postgresql/v12/visibility"},
	} {
		opened, err := openPostgres(dsn, place.database)
		if err == nil {
			err = createDatabase(ctx, dsn, place.database)
		}
		if err == nil {
			err = migratePostgres(opened, place.tables)
		}
		if err == nil && store == visibilityStore {
			err = slimPostgresLists(ctx, dsn, opened)
		}
		if err != nil {
			return config.Persistence{}, fmt.Errorf("the database %s for Temporal: %w", place.database, err)
		}
		stores[store] = opened
	}
	return persistence(postgresShards, stores[historyStore], stores[visibilityStore]), nil
}

func openPostgres(dsn, database string) (*config.SQL, error) {
	address, err := url.Parse(dsn)
	if err != nil || address.Hostname() == "" {
		return nil, errors.New("the address must look like postgres://user:password@host:port/") // it may hold a password
	}
	port := address.Port()
	if port == "" {
		port = "5432"
	}
	opened := &config.SQL{
		PluginName: postgresql.PluginNamePGX, DatabaseName: database,
		ConnectProtocol: "tcp", ConnectAddr: net.JoinHostPort(address.Hostname(), port),
		User: address.User.Username(), ConnectAttributes: map[string]string{},
		MaxConns: postgresConns, MaxIdleConns: postgresConns,
	}
	opened.Password, _ = address.User.Password()
	for name, values := range address.Query() {
		opened.ConnectAttributes[name] = values[0]
	}
	return opened, nil
}

func createDatabase(ctx context.Context, dsn, database string) error {
	address, err := addressOf(dsn, "postgres")
	if err != nil {
		return err
	}
	connection, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer func() { _ = connection.Close(ctx) }()
	var there bool
	err = connection.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, database).Scan(&there)
	if err != nil || there {
		return err
	}
	_, err = connection.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{database}.Sanitize())
	return err
}

// addressOf is the address of another database on the same server.
func addressOf(dsn, database string) (string, error) {
	address, err := url.Parse(dsn)
	if err != nil {
		return "", errors.New("the address cannot be read") // it may hold a password
	}
	address.Path = "/" + database
	return address.String(), nil
}

// migratePostgres runs the versions of the tables that are missing.
func migratePostgres(opened *config.SQL, tables string) error {
	connection, err := sql.NewConnection(opened, log.NewNoopLogger())
	if err != nil {
		return err
	}
	defer connection.Close()
	if _, err := connection.ReadSchemaVersion(); err != nil { // a new database has not even the table of versions
		setup := &schema.SetupConfig{SchemaName: "", InitialVersion: "0.0"}
		if err := schema.NewSetupSchemaTask(connection, setup, log.NewNoopLogger()).Run(); err != nil {
			return err
		}
	}
	update := &schema.UpdateConfig{SchemaName: tables}
	return schema.NewUpdateSchemaTask(connection, update, log.NewNoopLogger()).Run()
}
