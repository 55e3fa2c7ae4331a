package autopause

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
	// maxRead bounds what is read to find them, a page at a time.
	maxRead  = 1000
	pageSize = 20
)

// automatic is who paused a restaurant when no person did.
const automatic = "system"

// pause pauses a restaurant whose last orders in a row nobody answered; nil when
// there is no need. Orders from before the last change of the availability do
// not count: a person has seen to those.
func (p *Pauser) pause(ctx context.Context, place restaurant.Restaurant) (*restaurant.AutoPause, error) {
	wanted := place.Intake.PauseAfterMissed
	if wanted <= 0 {
		return nil, nil
	}
	now := p.Now()
	said, err := p.Store.Availability(ctx, place.ID)
	if err != nil || said.At(now).Mode == restaurant.Paused {
		return nil, err
	}
	since := now.Add(-missedWithin)
	for _, moment := range []*time.Time{&said.ChangedAt, said.Until} {
		if moment != nil && moment.After(since) && !moment.After(now) {
			since = *moment
		}
	}
	missed, err := p.missedInARow(ctx, place.ID, since, wanted)
	if err != nil || missed < wanted {
		return nil, err
	}
	pause := &restaurant.AutoPause{Restaurant: place.ID, Missed: missed, At: now, Until: now.Add(pauseFor(place))}
	done, err := p.Store.PutAvailabilityUnless(ctx, place.ID, restaurant.Availability{
		Mode: restaurant.Paused, Until: &pause.Until, ChangedBy: automatic, ChangedAt: now,
		Note: fmt.Sprintf("%d orders in a row were not answered in time.", missed),
	}, said.ChangedAt)
	if err != nil || !done {
		return nil, err
	}
	p.Logger.WarnContext(ctx, "A restaurant was paused because nobody answers its orders", "restaurant", place.ID, "missed", missed, "until", pause.Until)
	return pause, nil
}

func pauseFor(place restaurant.Restaurant) time.Duration {
	if place.Intake.PauseFor > 0 {
		return place.Intake.PauseFor
	}
	return defaultPause
}

// missedInARow counts the newest orders that nobody answered, up to the first
// that somebody decided or is on, or until there are enough. Those that have not
// waited long yet count neither way.
func (p *Pauser) missedInARow(ctx context.Context, restaurantID string, since time.Time, enough int) (missed int, err error) {
	filter := order.Filter{Restaurants: []string{restaurantID}, Since: since, Limit: pageSize}
	for read := 0; read < maxRead; read += pageSize {
		page, err := p.Store.Orders(ctx, filter)
		if err != nil {
			return 0, err
		}
		for i := range page.Orders {
			switch one := page.Orders[i].At(p.Now()); {
			case answered(one):
				return missed, nil
			case one.Status == order.Expired, one.Status == order.Waiting && one.Escalated:
				missed++
			}
			if missed >= enough {
				return missed, nil
			}
		}
		if page.Next == "" {
			break
		}
		filter.Cursor = page.Next
	}
	return missed, nil
}

// answered says whether a person decided an order or is on it. The clock and a
// source that called its own order off are no persons.
func answered(record order.Order) bool {
	if record.Status == order.Waiting {
		return record.TakenBy != ""
	}
	by := record.DecidedBy
	return by != "" && by != automatic && !strings.HasPrefix(by, "source:")
}
