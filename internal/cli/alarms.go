package cli

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/app"
)

type restaurantsTestAlarmCommand struct {
	office
	app.Alarms
	app.Callbacks
	ID string `arg:"" help:"Which."`
}

// Run sends a test alarm by every way of the restaurant.
func (c *restaurantsTestAlarmCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		one, err := o.Admin.Restaurant(ctx, by, c.ID)
		if err != nil {
			return err
		}
		calls, err := o.Pager(c.Alarms, c.Callbacks)
		if err != nil {
			return err
		}
		if err := o.Admin.NoteAlarmTried(ctx, by, one); err != nil {
			return err
		}
		failed := 0
		for _, finding := range calls.Try(ctx, one) {
			mark := "ok     "
			if !finding.OK {
				mark = "PROBLEM"
				failed++
			}
			fmt.Fprintf(t.out, "%s  %-9s %s\n", mark, finding.Check, finding.Message)
			if !finding.OK && finding.Remedy != "" {
				fmt.Fprintf(t.out, "         %-9s -> %s\n", "", finding.Remedy)
			}
		}
		if failed > 0 {
			return unfit{"Not everybody can be called."}
		}
		return nil
	})
}
