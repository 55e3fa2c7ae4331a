package cli

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/app"
)

type resealCommand struct{ office }

func (c *resealCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, _ admin.Actor) error {
		count, err := o.Reseal(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(t.out, "%d secrets were encrypted anew. Histories in Temporal need the old keys until their retention has passed.\n", count)
		return err
	})
}
