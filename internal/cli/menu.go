package cli

import (
	"context"
	"time"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/app"
)

type menuCommand struct {
	office
	Restaurant string `arg:"" help:"The restaurant's id."`
	Refresh    bool   `help:"Ask the station first."`
	Problems   bool   `help:"Print only what is wrong with the menu: codes that occur twice, dead codes."`
}

func (c *menuCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, _ admin.Actor) error {
		read := o.Menus.Menu
		if c.Refresh {
			read = o.Menus.Refresh
		}
		found, err := read(ctx, c.Restaurant)
		if err != nil {
			return err
		}
		if c.Problems {
			return found.PrintProblems(t.out)
		}
		return found.Print(t.out, time.Now())
	})
}
