package reconcile

import (
	"context"
	"fmt"
	"slices"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// comparison is one look at the database and Temporal.
type comparison struct {
	*Reconciler
	request activities.SweepRequest
	// running are the workflows that nothing was found for yet.
	running map[string]order.Run
	swept   activities.OrdersSwept
	repairs int
}

// Orders compares the database with Temporal.
func (r *Reconciler) Orders(ctx context.Context, request activities.SweepRequest) (activities.OrdersSwept, error) {
	c := &comparison{Reconciler: r, request: request, running: map[string]order.Run{}}
	c.swept.Found, c.swept.Restaurants = []order.Discrepancy{}, []string{}
	if err := c.restaurants(ctx); err != nil {
		return c.swept, err
	}
	// Workflows first: an order that comes in between is too young to be missed.
	if err := c.census(ctx); err != nil {
		return c.swept, err
	}
	if err := c.unfinished(ctx); err != nil {
		return c.swept, err
	}
	return c.swept, c.unaccounted(ctx)
}

func (c *comparison) restaurants(ctx context.Context) error {
	if c.request.Restaurant != "" {
		if _, err := c.Records.Restaurant(ctx, c.request.Restaurant); err != nil {
			return err
		}
		c.swept.Restaurants = []string{c.request.Restaurant}
		return nil
	}
	all, err := c.Records.Restaurants(ctx)
	for _, one := range all {
		c.swept.Restaurants = append(c.swept.Restaurants, one.ID)
	}
	return err
}

// census lists the workflows that run.
func (c *comparison) census(ctx context.Context) error {
	var page []byte
	for {
		runs, next, err := c.Workflows.Running(ctx, c.request.Restaurant, page)
		if err != nil {
			return err
		}
		for _, run := range runs {
			if id := run.OrderID(); id != "" {
				c.running[id] = run
			}
		}
		if len(next) == 0 {
			return nil
		}
		if len(c.running) >= c.Options.Orders {
			c.swept.Truncated = true
			return nil
		}
		page = next
	}
}

// unfinished looks for the workflow of every order that is not over.
func (c *comparison) unfinished(ctx context.Context) error {
	filter := order.UnfinishedFilter{Restaurant: c.request.Restaurant, Before: c.Now().Add(-c.Grace), Limit: 500}
	for {
		briefs, next, err := c.Records.Unfinished(ctx, filter)
		if err != nil {
			return err
		}
		for _, brief := range briefs {
			c.swept.Orders++
			run, runs := c.running[brief.ID]
			delete(c.running, brief.ID)
			switch {
			case !runs:
				err = c.missing(ctx, brief)
			case shownAs(run, brief):
			default:
				err = c.apart(ctx, brief, run)
			}
			if err != nil {
				return err
			}
			if c.exhausted() {
				return nil
			}
		}
		if next == "" {
			return nil
		}
		if c.swept.Orders >= c.Options.Orders {
			c.swept.Truncated = true
			return nil
		}
		filter.After = next
	}
}

// exhausted says that enough was repaired for one sweep.
func (c *comparison) exhausted() bool {
	if c.repairs >= c.Options.Repairs {
		c.swept.Truncated = true
	}
	return c.repairs >= c.Options.Repairs
}

// shownAs says whether a workflow shows what the database has. The states of
// work on the station pass without being shown.
func shownAs(run order.Run, brief order.Brief) bool {
	switch brief.Injection {
	case order.Creating, order.Created, order.Filling, order.Voiding:
		return run.Status == brief.Status
	}
	return run.Status == brief.Status && run.Injection == brief.Injection
}

// unaccounted looks at workflows whose order is over, or not in the database.
func (c *comparison) unaccounted(ctx context.Context) error {
	if c.exhausted() || len(c.running) == 0 {
		return nil
	}
	ids := make([]string, 0, len(c.running))
	for id, run := range c.running {
		if c.Now().Sub(run.StartedAt) >= c.Grace {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	briefs, err := c.Records.Briefs(ctx, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		brief, known := briefs[id]
		switch {
		case !known:
			err = c.unlisted(ctx, id, c.running[id])
		case brief.Over() && c.Now().Sub(brief.UpdatedAt) >= overGrace:
			err = c.lingering(ctx, brief, c.running[id])
		}
		if err != nil {
			return err
		}
		if c.exhausted() {
			return nil
		}
	}
	return nil
}

// report adds a discrepancy about an order.
func (c *comparison) report(kind order.Disagreement, outcome order.Settlement, brief order.Brief, message, remedy string) {
	c.swept.Found = append(c.swept.Found, order.Discrepancy{
		Kind: kind, Outcome: outcome, Restaurant: brief.Restaurant, OrderID: brief.ID, Number: brief.ExternalID,
		Message: message, Remedy: remedy, SeenAt: c.Now(),
	})
	if outcome != order.Left {
		c.repairs++
	}
}

// failed reports a repair that was not possible now.
func (c *comparison) failed(kind order.Disagreement, brief order.Brief, message string, err error) {
	c.Logger.Warn("A repair failed", "kind", kind, "order", brief.ID, "error", err)
	c.report(kind, order.Left, brief, message, "The next sweep tries again. If this stays, look at the log of the worker and at the order's workflow in the Temporal UI.")
}

func quoted(ended string) string {
	return fmt.Sprintf("Its workflow ended (%s) before the order was over.", ended)
}
