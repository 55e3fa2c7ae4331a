package app

import "log/slog"

// closers end what was started, last first.
type closers struct {
	log   *slog.Logger
	steps []closer
}

type closer struct {
	name string
	end  func() error
}

func (c *closers) add(name string, end func() error) { c.steps = append(c.steps, closer{name, end}) }

// close ends everything and goes on when something fails to end.
func (c *closers) close() {
	for i := len(c.steps) - 1; i >= 0; i-- {
		if err := c.steps[i].end(); err != nil {
			c.log.Warn("Something did not end cleanly", "part", c.steps[i].name, "error", err)
		}
	}
	c.steps = nil
}
