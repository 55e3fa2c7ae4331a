package pos

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// mortal is a store as a process sees it that is killed at its n-th use: from
// then on nothing it does reaches the database, and its calls are cut off.
type mortal struct {
	Store
	left atomic.Int64
	kill context.CancelFunc
}

var errKilled = errors.New("the process was killed")

func (m *mortal) alive() error {
	if m.left.Add(-1) < 0 {
		m.kill()
		return errKilled
	}
	return nil
}

func (m *mortal) MayWrite(ctx context.Context, restaurantID, holder string) error {
	if err := m.alive(); err != nil {
		return err
	}
	return m.Store.MayWrite(ctx, restaurantID, holder)
}

func (m *mortal) ClaimWrite(ctx context.Context, w restaurant.StationWrite, hold time.Duration) (restaurant.StationWrite, bool, error) {
	if err := m.alive(); err != nil {
		return restaurant.StationWrite{}, false, err
	}
	return m.Store.ClaimWrite(ctx, w, hold)
}

func (m *mortal) NoteSend(ctx context.Context, w restaurant.StationWrite, hold time.Duration) error {
	if err := m.alive(); err != nil {
		return err
	}
	return m.Store.NoteSend(ctx, w, hold)
}

func (m *mortal) NoteNotSent(ctx context.Context, w restaurant.StationWrite) error {
	if err := m.alive(); err != nil {
		return err
	}
	return m.Store.NoteNotSent(ctx, w)
}

func (m *mortal) Write(ctx context.Context, id, step string) (restaurant.StationWrite, error) {
	if err := m.alive(); err != nil {
		return restaurant.StationWrite{}, err
	}
	return m.Store.Write(ctx, id, step)
}

func (m *mortal) EndStep(ctx context.Context, end restaurant.StepEnd) error {
	if err := m.alive(); err != nil {
		return err
	}
	return m.Store.EndStep(ctx, end)
}

func (m *mortal) ReserveLicence(ctx context.Context, id, holder, key string, build func(restaurant.LicenceInstance, int64) ([]byte, error)) (restaurant.PendingRequest, bool, error) {
	if err := m.alive(); err != nil {
		return restaurant.PendingRequest{}, false, err
	}
	return m.Store.ReserveLicence(ctx, id, holder, key, build)
}

func (m *mortal) SettleLicence(ctx context.Context, id string, number int64, accepted bool) error {
	if err := m.alive(); err != nil {
		return err
	}
	return m.Store.SettleLicence(ctx, id, number, accepted)
}

func (m *mortal) AbandonLicence(ctx context.Context, id string, pending restaurant.PendingRequest, last int64) error {
	if err := m.alive(); err != nil {
		return err
	}
	return m.Store.AbandonLicence(ctx, id, pending, last)
}

// mortalWorker is a process that will be killed at its n-th use of the database.
func (b *bench) mortalWorker(ctx context.Context, uses int, change ...func(*Options)) (*Stations, context.Context, *mortal) {
	ctx, kill := context.WithCancel(ctx)
	b.t.Cleanup(kill)
	m := &mortal{Store: b.store, kill: kill}
	m.left.Store(int64(uses))
	return b.worker(append([]func(*Options){quick, func(o *Options) { o.Store = m }}, change...)...), ctx, m
}

// quick lets a dead process's work be taken over soon.
func quick(o *Options) { o.WriteTimeout, o.HoldMargin = 300*time.Millisecond, 50*time.Millisecond }

// step is one kind of work, as its job says.
type step struct {
	name string
	do   func(s *Stations, ctx context.Context, job activities.Job, record *order.Order) error
}

func lifeSteps() []step {
	return []step{
		{"create", func(s *Stations, ctx context.Context, job activities.Job, record *order.Order) error {
			created, err := s.Create(ctx, job)
			if err == nil {
				record.POS = created
			}
			return err
		}},
		{"fill", func(s *Stations, ctx context.Context, job activities.Job, _ *order.Order) error {
			_, err := s.Fill(ctx, job)
			return err
		}},
		{"amend", func(s *Stations, ctx context.Context, job activities.Job, record *order.Order) error {
			job.Amendment, job.Before = 1, record.ItemsAgreed
			job.Order.ItemsAgreed = amendedItems()
			_, err := s.Amend(ctx, job)
			if err == nil {
				record.ItemsAgreed = amendedItems()
			}
			return err
		}},
		{"void", func(s *Stations, ctx context.Context, job activities.Job, _ *order.Order) error {
			return s.Void(ctx, job)
		}},
	}
}

func amendedItems() []order.Item {
	return []order.Item{item("102", 1, 35000), item("120", 2, 52000, "512"), item("103", 1, 42000)}
}

// A process is killed before each use of its database in turn, in each step of
// an order's life, with and without an answer of the station lost on the way.
// Another process goes on, and the order is right.
func TestKilledBetweenAnyTwoSteps(t *testing.T) {
	t.Parallel()
	kills := 0
	for _, licence := range []rk7sim.LicenceMode{rk7sim.LicenceLifetime, rk7sim.LicenceSubscription} {
		for _, lost := range []rk7sim.FaultKind{"", rk7sim.FaultDropAfter, rk7sim.FaultDropBefore} {
			t.Run(fmt.Sprintf("%s %s", licence, lost), func(t *testing.T) {
				b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Licence: licence})
				for dying := range lifeSteps() {
					for uses := 0; uses < 100; uses++ {
						if !b.dieAt(t, dying, uses, lost) {
							break
						}
						kills++
					}
				}
			})
		}
	}
	t.Logf("killed %d times", kills)
	require.Greater(t, kills, 60)
}

// dieAt lives one order; the process doing one of the steps is killed at its
// n-th use of the database. It answers whether it came to that.
func (b *bench) dieAt(t *testing.T, dying, uses int, lost rk7sim.FaultKind) (died bool) {
	t.Helper()
	record := newOrder("arbat-1")
	s := b.worker(quick)
	for i, one := range lifeSteps() {
		job := activities.Job{Order: record, Attempt: 1}
		if i == dying {
			if lost != "" {
				require.NoError(t, b.sim.SetFaults([]rk7sim.Fault{
					{Command: "CreateOrder", Kind: lost, Times: 1}, {Command: "SaveOrder", Kind: lost, Times: 1}, {Command: "VoidOrder", Kind: lost, Times: 1},
				}))
			}
			doomed, ctx, m := b.mortalWorker(t.Context(), uses)
			_ = one.do(doomed, ctx, job, &record)
			died = m.left.Load() < 0
			require.NoError(t, b.sim.SetFaults(nil))
			job.LookFirst, job.Order = true, record
			if one.name == "amend" && !died {
				continue
			}
			if one.name == "amend" {
				record.ItemsAgreed = newOrder("arbat-1").ItemsAgreed
				job.Order.ItemsAgreed = record.ItemsAgreed
			}
		}
		trace := job.LookFirst
		_, parked, err := run(t.Context(), job.Order, &trace, func(ctx context.Context, again activities.Job) (struct{}, error) {
			return struct{}{}, one.do(s, ctx, again, &record)
		})
		require.NoError(t, err)
		require.Nil(t, parked, "%s after dying at use %d of %s", one.name, uses, lifeSteps()[dying].name)
		if one.name == "fill" || one.name == "amend" {
			b.requireFilled(t, record)
		}
	}
	live, _ := b.orders(record)
	require.Empty(t, live)
	return died
}
