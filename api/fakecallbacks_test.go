package api

import (
	"context"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// callbackWorld is the log of callbacks and their sender, in memory.
type callbackWorld struct {
	w        *world
	notices  []order.Notice // newest first
	replayed []string
	tried    []order.Notice
	attempt  order.NoticeAttempt
	secrets  map[string][]string
}

func (c *callbackWorld) Notice(_ context.Context, id string) (order.Notice, error) {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	for _, notice := range c.notices {
		if notice.ID == id {
			return notice, c.w.databaseErr
		}
	}
	return order.Notice{}, order.Errorf(order.CodeNotFound, "no such callback")
}

func (c *callbackWorld) Notices(_ context.Context, filter order.NoticeFilter) (page order.NoticePage, _ error) {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	for _, notice := range c.notices {
		if (filter.Source == "" || filter.Source == notice.Source) && (filter.State == "" || filter.State == notice.State) &&
			(filter.OrderID == "" || filter.OrderID == notice.OrderID) &&
			(len(filter.Restaurants) == 0 || filter.Restaurants[0] == notice.Restaurant) && len(page.Notices) < filter.Limit {
			page.Notices = append(page.Notices, notice)
		}
	}
	return page, c.w.databaseErr
}

func (c *callbackWorld) Replay(ctx context.Context, id string) (order.Notice, error) {
	c.replayed = append(c.replayed, id)
	notice, err := c.Notice(ctx, id)
	notice.State, notice.Attempts = order.NoticePending, 0
	return notice, err
}

func (c *callbackWorld) ReplayDead(ctx context.Context, filter order.NoticeFilter) (replayed int, more bool, err error) {
	filter.State = order.NoticeDead
	page, err := c.Notices(ctx, filter)
	for _, notice := range page.Notices {
		c.replayed = append(c.replayed, notice.ID)
	}
	return len(page.Notices), false, err
}

func (c *callbackWorld) Try(_ context.Context, notice order.Notice) (order.NoticeAttempt, error) {
	c.tried = append(c.tried, notice)
	return c.attempt, nil
}

func (c *callbackWorld) SigningSecrets(_ context.Context, source string) ([]string, error) {
	return c.secrets[source], nil
}

func (c *callbackWorld) RotateSigningSecret(_ context.Context, source string, overlap time.Duration) (string, time.Time, error) {
	secret := "ohs_" + source + "_fresh"
	c.secrets[source] = append([]string{secret}, c.secrets[source]...)
	return secret, c.w.now.Add(overlap), nil
}
