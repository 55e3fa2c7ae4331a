package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/dispatch"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/reconcile"
	"github.com/orderhatch/orderhatch/workflows"
)

// Sweeping says how often everything is compared with everything.
type Sweeping struct {
	SweepEvery time.Duration `name:"reconcile-every" default:"10m" placeholder:"TIME" help:"How often to look for orders, workflows and station orders that do not belong together; 0 never does."`
	// Tests have no two minutes.
	SweepGrace time.Duration `name:"reconcile-grace" default:"2m" hidden:"" help:"How long nothing must have happened to what a sweep looks at."`
}

// Reconcile asks the running workers for a sweep.
type Reconcile struct {
	Common
	TemporalAddress   string `placeholder:"HOST:PORT" help:"Frontend of the Temporal server; that of the process running on the data folder when left out."`
	TemporalNamespace string `default:"default" help:"Temporal namespace."`
}

func (c *core) sweeper(s stations, grace time.Duration) (activities.Sweeper, error) {
	dispatcher, err := dispatch.New(dispatch.Options{Client: c.client, Logger: c.log})
	if err != nil {
		return nil, err
	}
	return reconcile.New(reconcile.Options{Records: c.store, Workflows: dispatcher, Stations: s.orders, Logger: c.log, Grace: grace})
}

// ErrSweeping says that a sweep that somebody asked for is under way.
var ErrSweeping = errors.New("somebody else's sweep is under way; try again when it has ended")

// sweepPatience is how long the answer of a sweep is waited for.
const sweepPatience = 30 * time.Minute

// RunReconcile has the workers look at everything now, and says what they found.
func RunReconcile(ctx context.Context, config Reconcile, request activities.SweepRequest, log *slog.Logger) (sweep order.Sweep, err error) {
	c, err := openCore(ctx, config.Common, log)
	if err != nil {
		return sweep, err
	}
	defer c.close()
	if request.Restaurant != "" {
		if _, err := c.store.Restaurant(ctx, request.Restaurant); err != nil {
			return sweep, err
		}
	}
	server := Temporal{TemporalAddress: config.TemporalAddress, TemporalNamespace: config.TemporalNamespace}
	if server.TemporalAddress == "" {
		if server.TemporalAddress, err = temporalOf(config.Common); err != nil {
			return sweep, err
		}
		server.embedded = true
	}
	if err := c.dial(ctx, server); err != nil {
		return sweep, err
	}
	dispatcher, err := dispatch.New(dispatch.Options{Client: c.client, Logger: log})
	if err != nil {
		return sweep, err
	}
	if err := dispatcher.Workers(ctx); err != nil {
		return sweep, fmt.Errorf("nobody can look: %w; start a worker (or standalone) first", err)
	}
	run, err := c.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: workflows.SweepNow, TaskQueue: workflows.OrdersQueue, WorkflowExecutionTimeout: sweepPatience,
		WorkflowIDConflictPolicy:                 enums.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		WorkflowExecutionErrorWhenAlreadyStarted: true,
	}, workflows.SweepType, request)
	var running *serviceerror.WorkflowExecutionAlreadyStarted
	if errors.As(err, &running) {
		return sweep, ErrSweeping
	}
	if err != nil {
		return sweep, err
	}
	return sweep, run.Get(ctx, &sweep)
}
