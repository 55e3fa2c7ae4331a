package cli

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/app"
	"github.com/orderhatch/orderhatch/internal/order"
)

type reconcileCommand struct {
	app.Reconcile
	Restaurant string `placeholder:"ID" help:"Which restaurant to look at; all when left out."`
	DryRun     bool   `help:"Only say what would be done."`
	JSON       bool   `name:"json" help:"Print the whole result as JSON."`
}

// Run has everything compared with everything now, and prints what was found
// for people. The exit code says whether something is left.
func (c *reconcileCommand) Run(ctx context.Context, t *terminal) error {
	c.LogLevel = "error" // what is printed is the answer
	sweep, err := app.RunReconcile(ctx, c.Reconcile, activities.SweepRequest{Restaurant: c.Restaurant, DryRun: c.DryRun}, c.NewLogger(t.err))
	if err != nil {
		return err
	}
	if c.JSON {
		text, err := json.MarshalIndent(sweep, "", "  ")
		if err != nil {
			return err
		}
		fmt.Fprintln(t.out, string(text))
	} else {
		t.tellSweep(sweep)
	}
	if left := len(sweep.Left()); left > 0 || len(sweep.Unseen) > 0 || sweep.Truncated {
		return unfit{leftWords(left, sweep)}
	}
	return nil
}

func leftWords(left int, sweep order.Sweep) string {
	words := fmt.Sprintf("Left to see to: %d.", left)
	if len(sweep.Unseen) > 0 {
		words += fmt.Sprintf(" Stations that could not be looked at: %d.", len(sweep.Unseen))
	}
	if sweep.Truncated {
		words += " There was more than one sweep looks at: run it again."
	}
	return words
}

func (t *terminal) tellSweep(sweep order.Sweep) {
	fmt.Fprintf(t.out, "Looked at: orders at work %d, stations %d. Found: %d.\n", sweep.Orders, len(sweep.Stations), len(sweep.Found))
	for _, one := range sweep.Found {
		about := one.Restaurant
		switch {
		case one.Number != "":
			about += " №" + one.Number
		case one.OrderName != "":
			about += " " + one.OrderName
		}
		if one.Visit != 0 {
			about += fmt.Sprintf(" (visit %d)", one.Visit)
		}
		fmt.Fprintf(t.out, "\n  %-8s  %s  %s\n            %s\n", one.Outcome, about, one.Kind, one.Message)
		if one.Remedy != "" {
			fmt.Fprintf(t.out, "            -> %s\n", one.Remedy)
		}
	}
	for _, unseen := range sweep.Unseen {
		fmt.Fprintf(t.out, "\n  not seen  %s\n            %s\n", unseen.Restaurant, unseen.Message)
	}
}
