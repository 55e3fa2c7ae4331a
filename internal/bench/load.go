package bench

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Load is what one load of journeys came to.
type Load struct {
	Name         string        `json:"name"`
	Offered      float64       `json:"offered_per_second,omitempty"` // open loop only
	InFlight     int           `json:"in_flight,omitempty"`          // closed loop only
	StationDelay time.Duration `json:"station_delay_ns,omitempty"`
	Orders       int           `json:"orders"`
	Seconds      float64       `json:"seconds"`
	PerSecond    float64       `json:"orders_per_second"`

	Answered Times `json:"submit_to_answer"`
	Seen     Times `json:"submit_to_seen"`
	Accepted Times `json:"accept_to_answer"`
	Filled   Times `json:"accept_to_filled"`

	CPU       float64 `json:"cpu_ms_per_order"`        // of the product's processes
	DriverCPU float64 `json:"driver_cpu_ms_per_order"` // of this process: shops, operator and stations
	Resident  float64 `json:"resident_mib"`
	Verified  int     `json:"orders_verified_on_station"`
	// Unanswered are orders that were stored and told "processing", because no
	// worker came to them within five seconds.
	Unanswered int64 `json:"answered_with_202"`
}

// runner sends loads to one installation.
type runner struct {
	target  *target
	station *station
	client  *client
	feed    *feed
	run     string // begins the external ids, so that no two runs share one
	number  atomic.Int64

	mu   sync.Mutex
	last []*journey // of the last load
}

func newRunner(ctx context.Context, target *target, station *station) (*runner, error) {
	r := &runner{target: target, station: station, client: newClient(target.api), run: fmt.Sprintf("B%x", time.Now().UnixNano())}
	var err error
	r.feed, err = listen(ctx, r.client)
	return r, err
}

func (r *runner) close() {
	r.feed.close()
	r.client.close()
}

// next is the next order; they go round the restaurants.
func (r *runner) next() *journey {
	number := int(r.number.Add(1))
	return newJourney(r.run, number, r.station.ids[number%len(r.station.ids)])
}

// closed keeps a number of orders under way for a time: as fast as it goes.
func (r *runner) closed(ctx context.Context, inFlight int, length time.Duration) (*Load, error) {
	load := &Load{Name: fmt.Sprintf("closed loop, %d in flight", inFlight), InFlight: inFlight}
	return load, r.measure(ctx, load, func(ctx context.Context, walk func(due time.Time)) {
		end := time.Now().Add(length)
		var walkers sync.WaitGroup
		for range inFlight {
			walkers.Go(func() {
				for time.Now().Before(end) && ctx.Err() == nil {
					walk(time.Now())
				}
			})
		}
		walkers.Wait()
	})
}

// open sends orders at a rate, whether earlier ones are done or not, as guests
// do: at random moments, so that they queue as they would in an evening.
func (r *runner) open(ctx context.Context, rate float64, length time.Duration) (*Load, error) {
	load := &Load{Name: fmt.Sprintf("open loop, %g orders/s", rate), Offered: rate}
	return load, r.measure(ctx, load, func(ctx context.Context, walk func(due time.Time)) {
		arrivals(ctx, rate, length, walk)
	})
}

// arrivals walks at random moments, as many a second as the rate says, and
// returns when the last walk has ended.
func arrivals(ctx context.Context, rate float64, length time.Duration, walk func(due time.Time)) {
	moments := rand.New(rand.NewPCG(1, uint64(rate*1000))) //nolint:gosec // the same moments in every run
	var walkers sync.WaitGroup
	due := time.Now()
	for end := due.Add(length); ; {
		due = due.Add(time.Duration(moments.ExpFloat64() / rate * float64(time.Second)))
		if due.After(end) || !pause(ctx, time.Until(due)) {
			break
		}
		at := due // the loop goes on to the next one's
		walkers.Go(func() { walk(at) })
	}
	walkers.Wait()
}

func pause(ctx context.Context, length time.Duration) bool {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// measure runs a load, checks every order on the stations and sums it up. The
// first journey that fails ends the load.
func (r *runner) measure(ctx context.Context, load *Load, drive func(context.Context, func(time.Time))) error {
	there := r.station.live()
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	unanswered := r.client.unanswered.Load()
	before, err := r.target.usage()
	if err != nil {
		return err
	}
	driverBefore, err := usageOf(ownPID)
	if err != nil {
		return err
	}
	to, walked := &clocks{}, &journeys{}
	started := time.Now()
	drive(ctx, func(due time.Time) {
		each := r.next()
		if err := each.run(ctx, r, due, to); err != nil {
			fail(err)
			return
		}
		walked.add(each)
	})
	took := time.Since(started)
	if err := errors.Join(context.Cause(ctx), r.target.alive(), r.feed.health()); err != nil {
		return fmt.Errorf("%s: %w", load.Name, err)
	}
	after, err := r.target.usage()
	if err != nil {
		return err
	}
	driverAfter, err := usageOf(ownPID)
	if err != nil {
		return err
	}
	r.remember(walked.all)
	load.Orders, load.Seconds = len(walked.all), took.Seconds()
	if load.Orders == 0 {
		return fmt.Errorf("%s: no order was made", load.Name)
	}
	load.PerSecond = float64(load.Orders) / load.Seconds
	load.Answered, load.Seen, load.Accepted, load.Filled = to.answered.times(), to.seen.times(), to.accepted.times(), to.filled.times()
	load.CPU = milliseconds(after.cpu-before.cpu) / float64(load.Orders)
	load.DriverCPU = milliseconds(driverAfter.cpu-driverBefore.cpu) / float64(load.Orders)
	load.Resident = mebibytes(after.resident)
	load.Unanswered = r.client.unanswered.Load() - unanswered
	if load.Verified, err = r.verify(ctx, walked.all, there); err != nil {
		return err
	}
	return r.finish(ctx, walked.all)
}

// finish hands the orders over, so that the next load does not have to share
// the machine with following these.
func (r *runner) finish(ctx context.Context, walked []*journey) error {
	return each(ctx, walked, func(ctx context.Context, j *journey) error {
		return r.client.decide(ctx, j.id, "status", map[string]order.Status{"status": order.Completed})
	})
}

// each does something to every order, several at once, until one fails.
func each(ctx context.Context, all []*journey, do func(context.Context, *journey) error) error {
	const atOnce = 8
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	todo := make(chan *journey)
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			for one := range todo {
				if err := do(ctx, one); err != nil {
					fail(err)
				}
			}
		})
	}
	for _, one := range all {
		if ctx.Err() != nil {
			break
		}
		todo <- one
	}
	close(todo)
	workers.Wait()
	return context.Cause(ctx)
}

// verify compares every order with what the stations have: it is there, with
// its dishes, and nothing else is.
func (r *runner) verify(ctx context.Context, walked []*journey, there map[string]int) (int, error) {
	expected := there
	truths := map[string]truth{}
	for _, id := range r.station.ids {
		truths[id] = r.station.truth(id)
	}
	for _, each := range walked {
		expected[each.restaurant]++ // one more than before
		view, err := r.client.order(ctx, each.id)
		if err != nil {
			return 0, err
		}
		on, there := truths[each.restaurant].orders[order.PlainGUID(view.POS.OrderGUID)]
		if !there {
			return 0, fmt.Errorf("order %s is said to be filled and is not on the station", each.id)
		}
		if err := sameDishes(on, each.submission.Items); err != nil {
			return 0, fmt.Errorf("order %s: %w", each.id, err)
		}
	}
	for id, truth := range truths {
		if truth.live != expected[id] {
			return 0, fmt.Errorf("restaurant %s has %d orders on its station instead of %d: some are doubled or lost", id, truth.live, expected[id])
		}
	}
	return len(walked), nil
}

// remember keeps the last load's journeys for a closer look.
func (r *runner) remember(walked []*journey) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = walked
}

// samples are the last load's orders.
func (r *runner) samples() []*journey {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}

// journeys collects from many goroutines.
type journeys struct {
	mu  sync.Mutex
	all []*journey
}

func (j *journeys) add(each *journey) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.all = append(j.all, each)
}
