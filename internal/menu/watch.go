package menu

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

const (
	// pollEvery is how often prices and remainders are asked for.
	pollEvery = 45 * time.Second
	minPoll   = 5 * time.Second
	// dictionariesEvery is how often it is asked whether the dictionaries have changed.
	dictionariesEvery = 2 * time.Minute
	// slowestPoll is where the polls of a station that does not answer end up.
	slowestPoll = 5 * time.Minute
	// pollTime bounds one round, so that a hanging station ends it.
	pollTime = 3 * time.Minute
)

// Watch keeps a restaurant's menu fresh until its context ends. It belongs under
// the restaurant's lease: two who watch do no harm, but ask the station twice.
func (b *Book) Watch(ctx context.Context, restaurantID string) {
	w := watch{book: b, restaurant: restaurantID}
	for {
		timer := time.NewTimer(w.round(ctx))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}

// watch is what one watcher remembers between rounds.
type watch struct {
	book       *Book
	restaurant string
	askedAt    time.Time // when the dictionaries' versions were last asked for
	settings   int64     // revision of the settings they were asked with
	failures   int
}

// round asks the station once and says how long to wait.
func (w *watch) round(ctx context.Context) time.Duration {
	limited, cancel := context.WithTimeout(ctx, pollTime)
	defer cancel()
	place, err := w.book.Restaurants.Restaurant(limited, w.restaurant)
	if err == nil {
		err = w.ask(limited, place)
	}
	if ctx.Err() != nil {
		return 0
	}
	return spread(w.pace(ctx, place, err))
}

func (w *watch) ask(ctx context.Context, place restaurant.Restaurant) error {
	p := w.book.page(place.ID)
	if err := hold(ctx, p.refresh); err != nil {
		return err
	}
	defer func() { <-p.refresh }()
	station, err := w.book.Dial(place)
	if err != nil {
		return err
	}
	now := w.book.Now()
	if now.Sub(w.askedAt) >= dictionariesEvery || w.settings != place.Revision {
		stored, err := w.book.Store.MenuPart(ctx, place.ID, restaurant.Catalogue)
		if err != nil && order.CodeOf(err) != order.CodeNotFound {
			return err
		}
		if err := w.book.importCatalogue(ctx, place, station, stored.Key); err != nil {
			return err
		}
		w.askedAt, w.settings = now, place.Revision
	}
	return w.book.importStock(ctx, place, station)
}

// pace logs how it goes when that changes, and says when to ask next.
func (w *watch) pace(ctx context.Context, place restaurant.Restaurant, err error) time.Duration {
	every := max(place.Menu.PollEvery, minPoll)
	if place.Menu.PollEvery <= 0 {
		every = pollEvery
	}
	if err == nil {
		if w.failures > 0 {
			w.book.Logger.InfoContext(ctx, "The menu of a restaurant can be read again", "restaurant", w.restaurant)
		}
		w.failures = 0
		return every
	}
	if w.failures == 0 {
		w.book.Logger.WarnContext(ctx, "The menu of a restaurant cannot be read from its station; the stored one is used", "restaurant", w.restaurant, "error", err)
	}
	w.failures++
	return max(every, min(every<<min(w.failures, 6), slowestPoll))
}

// spread keeps the stations of a chain from being asked all at one moment.
func spread(d time.Duration) time.Duration {
	return d - d/20 + rand.N(d/10+1)
}
