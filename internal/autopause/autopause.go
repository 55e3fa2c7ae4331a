// Package autopause pauses restaurants that do not answer their orders, so that
// no more guests wait in vain, and has their people called. It needs neither the
// menu nor the station: a restaurant whose till is dead misses orders, too.
package autopause

import (
	"context"
	"log/slog"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Store keeps orders and how restaurants take them.
type Store interface {
	Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error)
	Availability(ctx context.Context, restaurantID string) (restaurant.Availability, error)
	PutAvailabilityUnless(ctx context.Context, restaurantID string, a restaurant.Availability, changedAfter time.Time) (done bool, err error)
	Orders(ctx context.Context, filter order.Filter) (order.Page, error)
	// Subscribe wakes when something has happened to an order.
	Subscribe() (wake <-chan struct{}, cancel func())
}

// Options are what a Pauser is made of.
type Options struct {
	Store Store // required
	// Announce calls the restaurant's people; nil: nobody is called. It may be
	// tried again with the same pause.
	Announce func(ctx context.Context, pause restaurant.AutoPause) error
	Logger   *slog.Logger     // nil: slog.Default()
	Now      func() time.Time // nil: time.Now
}

// Pauser pauses restaurants.
type Pauser struct{ Options }

// New makes a Pauser.
func New(options Options) *Pauser {
	if options.Announce == nil {
		options.Announce = func(context.Context, restaurant.AutoPause) error { return nil }
	}
	if options.Logger == nil {
		options.Logger = slog.Default()
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	return &Pauser{options}
}

const (
	// lookEvery is how often a restaurant is looked at without a wake, and
	// lookAtMost how often with one.
	lookEvery  = 15 * time.Second
	lookAtMost = time.Second
	// lookTime bounds one look, announcement included.
	lookTime = 30 * time.Second
	// announceFor is how long people are called: then the pause is no news.
	announceFor = 10 * time.Minute
)

// Watch looks after one restaurant until its context ends. It belongs under the
// restaurant's lease, and is begun anew when its settings change; two who watch
// do no harm.
func (p *Pauser) Watch(ctx context.Context, restaurantID string) {
	wake, cancel := p.Store.Subscribe()
	defer cancel()
	w := watch{pauser: p, restaurant: restaurantID}
	for {
		if !w.round(ctx) {
			<-ctx.Done() // until the settings say otherwise
			return
		}
		if !pass(ctx, lookAtMost, nil) || !pass(ctx, lookEvery-lookAtMost, wake) {
			return
		}
	}
}

// pass waits for a time or a wake, and says whether the context goes on.
func pass(ctx context.Context, d time.Duration, wake <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
	case <-wake:
	}
	return true
}

// watch is what one watcher remembers between rounds.
type watch struct {
	pauser     *Pauser
	restaurant string
	failing    bool
	unheard    *restaurant.AutoPause // that nobody could be told of yet
}

// round looks once, and says whether it is worth looking again.
func (w *watch) round(ctx context.Context) (wanted bool) {
	limited, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	place, err := w.pauser.Store.Restaurant(limited, w.restaurant)
	if err == nil {
		wanted = place.Intake.PauseAfterMissed > 0
		err = w.look(limited, place)
	}
	if err != nil && ctx.Err() == nil && !w.failing {
		w.pauser.Logger.WarnContext(ctx, "It cannot be told whether a restaurant answers its orders", "restaurant", w.restaurant, "error", err)
	}
	w.failing = err != nil
	return wanted || err != nil
}

func (w *watch) look(ctx context.Context, place restaurant.Restaurant) error {
	pause, err := w.pauser.pause(ctx, place)
	if pause != nil {
		w.unheard = pause
	}
	if w.unheard == nil {
		return err
	}
	told := w.pauser.Announce(ctx, *w.unheard)
	if told == nil || w.pauser.Now().Sub(w.unheard.At) > announceFor {
		w.unheard = nil
	}
	if told != nil {
		w.pauser.Logger.WarnContext(ctx, "Nobody could be told that a restaurant was paused", "restaurant", place.ID, "error", told)
	}
	return err
}
