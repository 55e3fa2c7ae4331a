package cli

import (
	"context"

	"github.com/orderhatch/orderhatch/internal/bench"
)

type benchCommand struct{ bench.Options }

func (c *benchCommand) Run(ctx context.Context, t *terminal) error {
	c.Out = t.out
	return bench.Run(ctx, c.Options)
}
