package pos

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

const first, second = "first worker", "second worker"

var licenceModes = []rk7sim.LicenceMode{rk7sim.LicenceLifetime, rk7sim.LicenceSubscription}

// lease gives the restaurant to a worker for a time; with a time that is over, the
// next may have it.
func (b *bench) lease(t *testing.T, holder string, ttl time.Duration) {
	held, err := b.store.HoldLeases(context.WithoutCancel(t.Context()), []string{restaurant.Lease("arbat-1")}, holder, ttl)
	require.NoError(t, err)
	require.Len(t, held, 1)
}

func (b *bench) passLease(t *testing.T) {
	b.lease(t, first, -time.Second)
	b.lease(t, second, time.Hour)
}

// patientlyHeld makes a step stay in its worker's hand for longer than a test takes.
func patientlyHeld(holder string) func(*Options) {
	return func(o *Options) { o.Holder, o.HoldMargin = holder, time.Hour }
}

// A worker dies at its n-th use of the database, for every n. Who holds the
// restaurant after it does not wait for the end of its step's time.
func TestTheNextHolderGoesOnAtOnce(t *testing.T) {
	for _, licence := range licenceModes {
		t.Run(string(licence), func(t *testing.T) {
			for uses, died := 1, true; died; uses++ {
				b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Licence: licence})
				b.lease(t, first, time.Hour)
				doomed, ctx, m := b.mortalWorker(t.Context(), uses, patientlyHeld(first))
				record := newOrder("arbat-1")
				record.POS, _ = doomed.Create(ctx, activities.Job{Order: record, Attempt: 1})
				_, _ = doomed.Fill(ctx, activities.Job{Order: record, Attempt: 1})
				died = m.left.Load() < 0
				b.passLease(t)

				next := b.worker(patientlyHeld(second))
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				var err error
				record.POS, err = next.Create(ctx, activities.Job{Order: record, Attempt: 1, LookFirst: true})
				require.NoError(t, err, "after dying at use %d", uses)
				_, err = next.Fill(ctx, activities.Job{Order: record, Attempt: 1, LookFirst: true})
				require.NoError(t, err, "after dying at use %d", uses)
				cancel()
				b.requireFilled(t, record)
			}
		})
	}
}

// overtaken is a store as a worker sees it that is held up for longer than its
// lease, right before it asks whether it may write.
type overtaken struct {
	Store
	pass sync.Once
	by   func()
}

func (o *overtaken) MayWrite(ctx context.Context, restaurantID, holder string) error {
	o.pass.Do(o.by)
	return o.Store.MayWrite(ctx, restaurantID, holder)
}

func (o *overtaken) NoteSend(ctx context.Context, w restaurant.StationWrite, hold time.Duration) error {
	o.pass.Do(o.by)
	return o.Store.NoteSend(ctx, w, hold)
}

// What a worker wanted to send when it was held up is not sent any more.
func TestAWorkerThatLostItsRestaurantSendsNothing(t *testing.T) {
	for _, licence := range licenceModes {
		for i, one := range lifeSteps() {
			t.Run(string(licence)+" "+one.name, func(t *testing.T) {
				b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Licence: licence})
				b.lease(t, first, time.Hour)
				healthy := b.worker(patientlyHeld(first))
				record := newOrder("arbat-1")
				for _, before := range lifeSteps()[:i] {
					require.NoError(t, before.do(healthy, t.Context(), activities.Job{Order: record, Attempt: 1}, &record))
				}
				sent := b.writesSent()
				held := b.worker(patientlyHeld(first), func(o *Options) { o.Store = &overtaken{Store: b.store, by: func() { b.passLease(t) }} })
				require.Error(t, one.do(held, t.Context(), activities.Job{Order: record, Attempt: 1}, &record))
				require.Equal(t, sent, b.writesSent())

				next := b.worker(patientlyHeld(second))
				require.NoError(t, one.do(next, t.Context(), activities.Job{Order: record, Attempt: 1, LookFirst: true}, &record))
				require.Greater(t, b.writesSent(), sent)
			})
		}
	}
}

// writesSent is how often the station was asked to change something.
func (b *bench) writesSent() (sent int) {
	counters := b.sim.State("arbat-1").Counters
	for command := range writes {
		sent += int(counters[command])
	}
	return sent
}
