package cli

import (
	"context"
	"errors"

	"github.com/orderhatch/orderhatch/internal/app"
)

// errNoEngine is told by builds that leave the embedded Temporal server out.
var errNoEngine = errors.New("this build has no Temporal server inside: use the full build (`make build`), or `api` and `worker` against a server of your own")

type standaloneCommand struct{ app.Standalone }

func (c *standaloneCommand) Run(ctx context.Context, t *terminal) error {
	if t.start == nil {
		return errNoEngine
	}
	return app.RunStandalone(ctx, c.Standalone, t.start, Version(), c.NewLogger(t.err), t.out)
}

type apiCommand struct{ app.API }

func (c *apiCommand) Run(ctx context.Context, t *terminal) error {
	return app.RunAPI(ctx, c.API, Version(), c.NewLogger(t.err), t.out)
}

type workerCommand struct{ app.Worker }

func (c *workerCommand) Run(ctx context.Context, t *terminal) error {
	return app.RunWorker(ctx, c.Worker, c.NewLogger(t.err), t.out)
}

type migrateCommand struct{ app.Migrate }

func (c *migrateCommand) Run(ctx context.Context, t *terminal) error {
	return app.RunMigrate(ctx, c.Migrate, c.NewLogger(t.err), t.out)
}

type temporalCommand struct{ app.TemporalServer }

func (c *temporalCommand) Run(ctx context.Context, t *terminal) error {
	if t.start == nil {
		return errNoEngine
	}
	return app.RunTemporal(ctx, c.TemporalServer, t.start, app.Common{LogLevel: "warn"}.NewLogger(t.err), t.out)
}

type demoCommand struct{ app.Demo }

func (c *demoCommand) Run(ctx context.Context, t *terminal) error {
	return app.RunDemo(ctx, c.Demo, c.NewLogger(t.err), t.out)
}

type healthCommand struct {
	Data string `default:"data" type:"path" placeholder:"DIR" help:"Data folder of the process to ask."`
}

func (c *healthCommand) Run(ctx context.Context) error {
	if err := app.CheckHealth(ctx, app.Common{Data: c.Data}); err != nil {
		return unfit{err.Error()}
	}
	return nil
}
