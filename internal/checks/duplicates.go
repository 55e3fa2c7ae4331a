package checks

import (
	"context"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
)

// duplicateWithin is how short "a short time ago" is when the restaurant's
// settings do not say it.
const duplicateWithin = 30 * time.Minute

// duplicates looks for another order of the same phone a short time ago: guests
// press twice, and order again by phone what the website did not answer. Beside
// an order that is being decided, one that was called off is no other order.
func (c *Checker) duplicates(ctx context.Context, g Glance) ([]menu.Finding, error) {
	within := g.Place.Intake.DuplicateWithin
	if within == 0 {
		within = duplicateWithin
	}
	phone, plausible := g.Submission.Guest.Phone.E164()
	if g.Cart || within < 0 || !plausible {
		return nil, nil
	}
	page, err := c.Orders.Orders(ctx, order.Filter{Restaurants: []string{g.Place.ID}, Text: phone, Since: c.now().Add(-within), Limit: 5})
	if err != nil {
		return nil, err
	}
	for _, other := range page.Orders {
		if number, _ := other.Guest.Phone.E164(); number != phone || other.ID == g.Self || g.Again && other.Status.CalledOff() {
			continue
		}
		message := "The same phone is on another order of a short time ago."
		if other.Source == g.Source { // other sources' numbers are not this one's business
			message = fmt.Sprintf("The same phone is on order %s, which is %s.", other.Number(), other.Status)
		}
		return []menu.Finding{{Field: "guest.phone", Check: order.Check{Code: CheckDuplicate, Severity: order.Warning, Message: message}}}, nil
	}
	return nil, nil
}
