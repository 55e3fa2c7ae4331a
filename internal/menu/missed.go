package menu

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

const (
	defaultPause = 30 * time.Minute
	// missedWithin is how far back missed orders count.
	missedWithin = 3 * time.Hour
	// maxMissed bounds what is read to find them.
	maxMissed = 50
)

// automatic is who paused a restaurant when no person did.
const automatic = "system"

// pauseMissed pauses a restaurant whose last orders in a row nobody answered, so
// that no more guests wait in vain. Orders from before the last change of the
// availability do not count: a person has seen to those.
func (b *Book) pauseMissed(ctx context.Context, place restaurant.Restaurant) error {
	wanted := min(place.Intake.PauseAfterMissed, maxMissed)
	if wanted <= 0 {
		return nil
	}
	now := b.Now()
	said, err := b.Store.Availability(ctx, place.ID)
	if err != nil || said.At(now).Mode == restaurant.Paused {
		return err
	}
	since := now.Add(-missedWithin)
	for _, moment := range []*time.Time{&said.ChangedAt, said.Until} {
		if moment != nil && moment.After(since) && !moment.After(now) {
			since = *moment
		}
	}
	missed, err := b.missedInARow(ctx, place.ID, since)
	if err != nil || missed < wanted {
		return err
	}
	until := now.Add(pauseFor(place))
	paused := restaurant.Availability{Mode: restaurant.Paused, Until: &until, ChangedBy: automatic, ChangedAt: now,
		Note: fmt.Sprintf("%d orders in a row were not answered in time.", missed)}
	done, err := b.Store.PutAvailabilityUnless(ctx, place.ID, paused, said.ChangedAt)
	if err == nil && done {
		b.Logger.WarnContext(ctx, "A restaurant was paused because nobody answers its orders", "restaurant", place.ID, "missed", missed, "until", until)
	}
	return err
}

func pauseFor(place restaurant.Restaurant) time.Duration {
	if place.Intake.PauseFor > 0 {
		return place.Intake.PauseFor
	}
	return defaultPause
}

// missedInARow counts the newest orders that ran out unanswered, up to the first
// that somebody decided. Those that still wait count neither way.
func (b *Book) missedInARow(ctx context.Context, restaurantID string, since time.Time) (int, error) {
	page, err := b.Store.Orders(ctx, order.Filter{Restaurants: []string{restaurantID}, Since: since, Limit: maxMissed})
	if err != nil {
		return 0, err
	}
	missed := 0
	for _, one := range page.Orders {
		switch one.Status {
		case order.Waiting:
		case order.Expired:
			missed++
		default:
			if decidedByPerson(one) {
				return missed, nil
			}
		}
	}
	return missed, nil
}

// decidedByPerson tells a person's decision from the clock's and from a source
// that called its own order off.
func decidedByPerson(record order.Order) bool {
	by := record.DecidedBy
	return by != "" && by != automatic && !strings.HasPrefix(by, "source:")
}
