package checks

import (
	"context"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

const clockForm = "2 January 15:04"

// times says whether the restaurant is open and takes orders when this one is
// due, and whether that can be met.
func (c *Checker) times(ctx context.Context, g Glance) ([]menu.Finding, error) {
	now := c.now()
	due := now
	if at := g.Submission.Timing.ExpectedAt; at != nil && at.After(now) {
		due = *at
	}
	local := due.In(g.Place.Location())
	if opens, closed := g.Place.Hours.NextOpening(local); closed || !g.Place.Hours.OpenAt(local) {
		message := "The restaurant is closed at that time."
		if closed {
			message = fmt.Sprintf("The restaurant is closed at that time; it opens on %s.", opens.Format(clockForm))
		}
		return timeFinding(CheckClosed, message), nil
	}
	said, err := c.Availability.Availability(ctx, g.Place.ID)
	if err != nil {
		return nil, err
	}
	return availabilityFindings(g, said.At(now), due, now), nil
}

// availabilityFindings compares an order with what people said of the restaurant.
// A pause keeps new orders out by itself: here it is about those that were waiting.
func availabilityFindings(g Glance, is restaurant.Availability, due, now time.Time) []menu.Finding {
	switch {
	case is.Mode == restaurant.Paused && g.Again && (is.Until == nil || due.Before(*is.Until)):
		return timeFinding(CheckPaused, "The restaurant has been paused since the order came.")
	case is.Mode == restaurant.Busy && due.After(now) && due.Before(now.Add(time.Duration(is.Minutes)*time.Minute)):
		return timeFinding(CheckTooSoon, fmt.Sprintf("The restaurant is busy and takes %d minutes longer than usual.", is.Minutes))
	}
	return nil
}

func timeFinding(code, message string) []menu.Finding {
	return []menu.Finding{{Field: "timing.expected_at", Check: order.Check{Code: code, Severity: order.Warning, Message: message}}}
}
