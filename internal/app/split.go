package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/orderhatch/orderhatch/internal/engine"
	"github.com/orderhatch/orderhatch/workflows"
)

// Migrate is what bringing a split installation up to date needs.
type Migrate struct {
	Common
	Temporal
}

// RunMigrate brings database, namespace and search attributes up to date.
func RunMigrate(ctx context.Context, config Migrate, log *slog.Logger, out io.Writer) error {
	c, err := openCore(ctx, config.Common, log)
	if err != nil {
		return err
	}
	defer c.close()
	if err := c.connect(ctx, config.Temporal); err != nil {
		return err
	}
	present, _, err := c.store.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "The database is at schema version %d; the namespace %q has its search attributes.\n", present, config.TemporalNamespace)
	return nil
}

// TemporalServer is the embedded Temporal server by itself.
type TemporalServer struct {
	Data             string        `default:"data" type:"path" placeholder:"DIR" help:"Folder of the server's database and of addresses.json."`
	Postgres         string        `placeholder:"DSN" help:"Keep histories in this PostgreSQL server instead of a SQLite file."`
	TemporalListen   string        `default:"127.0.0.1:7233" placeholder:"HOST:PORT" help:"Address of the server."`
	TemporalUIListen string        `default:"127.0.0.1:8233" placeholder:"HOST:PORT" help:"Address of the Temporal Web UI; empty for none."`
	Retention        time.Duration `name:"temporal-retention" default:"72h" help:"How long finished orders are remembered."`
}

// RunTemporal runs the embedded Temporal server until ctx ends.
func RunTemporal(ctx context.Context, config TemporalServer, start engine.Start, log *slog.Logger, out io.Writer) error {
	c := &core{log: log, closers: closers{log: log}}
	defer c.close()
	embedded, err := start(ctx, engine.Options{
		DataDir: config.Data, PostgresDSN: config.Postgres, Listen: config.TemporalListen, UIListen: config.TemporalUIListen,
		Namespace: defaultNamespace, Retention: config.Retention, KeywordAttributes: workflows.Attributes(), Logger: log,
	})
	if err != nil {
		return err
	}
	c.add("temporal server", func() error { embedded.Stop(); return nil })
	at := Addresses{Temporal: embedded.Address()}
	if ui := embedded.UIAddress(); ui != "" {
		at.TemporalUI = baseURL(ui)
	}
	if err := c.publish(at, config.Data); err != nil {
		return err
	}
	fmt.Fprintf(out, "Temporal answers at %s %s\n", at.Temporal, at.TemporalUI)
	<-ctx.Done()
	return nil
}
