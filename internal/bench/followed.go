package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"
)

// Followed is what it takes to follow many open orders on many stations. Counts
// are those of the stations themselves.
type Followed struct {
	Orders   int `json:"orders"`
	Stations int `json:"stations"`
	// IdleCPU is of the installation before it had any order.
	IdleCPU float64 `json:"idle_cpu_ms_per_second"`
	// Quiet is with nothing happening at the tills, Busy with cashiers printing.
	Quiet Rounds `json:"quiet"`
	Busy  Rounds `json:"busy"`
	// Moved is from a cashier's button to the order's new status on the stream.
	Moved Times `json:"button_to_status"`
}

// Rounds are the monitor's rounds of a while.
type Rounds struct {
	Seconds float64 `json:"seconds"`
	Rounds  int     `json:"rounds"`
	// Lists are the list requests of all stations, MostLists those of the busiest
	// one, and Looks how often an order was read.
	Lists     int64   `json:"list_requests"`
	MostLists int64   `json:"most_list_requests_of_a_station"`
	Looks     int64   `json:"order_requests"`
	CPU       float64 `json:"cpu_ms_per_second"`
	// Mean is what a round over a station took.
	Mean float64 `json:"round_mean_ms"`
}

// roundEvery is the pause between two rounds over a station.
const roundEvery = 5 * time.Second

// measureFollowed opens orders, leaves them open, and counts.
func measureFollowed(ctx context.Context, options Options, folder string, report *Report) error {
	station, err := startStation(options.FollowedStations)
	if err != nil {
		return err
	}
	defer station.close()
	target, err := startTarget(ctx, options, filepath.Join(folder, "followed"), station)
	if err != nil {
		return err
	}
	defer target.stop()
	run, err := newRunner(ctx, target, station)
	if err != nil {
		return err
	}
	defer run.close()
	found := &Followed{Orders: options.Followed, Stations: len(station.ids)}
	length := max(options.Length, 4*roundEvery)
	fmt.Fprintf(options.Out, "%d open orders on %d stations\n", found.Orders, found.Stations)

	idle, err := run.follow(ctx, length, func(context.Context) error { return nil })
	if err != nil {
		return err
	}
	found.IdleCPU = idle.CPU
	open, err := run.openOrders(ctx, options.Followed, options.InFlight)
	if err != nil {
		return err
	}
	if err := run.untilSeen(ctx); err != nil {
		return err
	}
	if found.Quiet, err = run.follow(ctx, length, func(context.Context) error { return nil }); err != nil {
		return err
	}
	var moved timer
	if found.Busy, err = run.follow(ctx, length, func(ctx context.Context) error { return run.press(ctx, open, length, &moved) }); err != nil {
		return err
	}
	found.Moved = moved.times()
	report.Followed = found
	return errors.Join(target.alive(), found.Quiet.verify(), found.Busy.verify())
}

// verify holds the rounds to their promise.
func (r Rounds) verify() error {
	if r.Lists > int64(r.Rounds) {
		return fmt.Errorf("the stations had %d list requests in %d rounds", r.Lists, r.Rounds)
	}
	if most := int64(r.Seconds/roundEvery.Seconds()) + 2; r.MostLists > most {
		return fmt.Errorf("one station had %d list requests in %.0f s, more than %d", r.MostLists, r.Seconds, most)
	}
	return nil
}

// openOrders are orders with their dishes on the station that nobody completes.
func (r *runner) openOrders(ctx context.Context, count, inFlight int) ([]*journey, error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	open, unused := &journeys{}, &clocks{}
	todo := make(chan *journey)
	var shops sync.WaitGroup
	for range inFlight {
		shops.Go(func() {
			for each := range todo {
				if err := each.run(ctx, r, time.Now(), unused); err != nil {
					fail(err)
					continue
				}
				open.add(each)
			}
		})
	}
	for i := 0; i < count && ctx.Err() == nil; i++ {
		todo <- r.next()
	}
	close(todo)
	shops.Wait()
	return open.all, context.Cause(ctx)
}

// untilSeen waits until every new order has been read and nothing more is.
func (r *runner) untilSeen(ctx context.Context) error {
	for before := int64(-1); ; {
		_, looks := r.station.asked()
		if looks == before {
			return nil
		}
		before = looks
		if !pause(ctx, 2*roundEvery) {
			return ctx.Err()
		}
	}
}

// follow counts for a while in which something is done.
func (r *runner) follow(ctx context.Context, length time.Duration, do func(context.Context) error) (found Rounds, err error) {
	roundsBefore, secondsBefore, err := r.target.rounds(ctx)
	if err != nil {
		return found, err
	}
	usedBefore, err := r.target.usage()
	if err != nil {
		return found, err
	}
	listsBefore, looksBefore := r.station.asked()
	started := time.Now()
	if err := do(ctx); err != nil {
		return found, err
	}
	if !pause(ctx, length-time.Since(started)) {
		return found, ctx.Err()
	}
	// The stations are counted first: what they answer in between is a round's.
	lists, looks := r.station.asked()
	took := time.Since(started).Seconds()
	used, err := r.target.usage()
	if err != nil {
		return found, err
	}
	if !pause(ctx, time.Second) { // a round is counted when it has ended
		return found, ctx.Err()
	}
	rounds, seconds, err := r.target.rounds(ctx)
	if err != nil {
		return found, err
	}
	found = Rounds{Seconds: took, Rounds: int(rounds - roundsBefore), Looks: looks - looksBefore, CPU: milliseconds(used.cpu-usedBefore.cpu) / took}
	for id := range lists {
		found.Lists += lists[id] - listsBefore[id]
		found.MostLists = max(found.MostLists, lists[id]-listsBefore[id])
	}
	if found.Rounds > 0 {
		found.Mean = 1000 * (seconds - secondsBefore) / (rounds - roundsBefore)
	}
	return found, nil
}

// asked is how often each station was asked for its list, and all for an order.
func (s *station) asked() (lists map[string]int64, looks int64) {
	lists = map[string]int64{}
	for _, id := range s.ids {
		counters := s.sim.State(id).Counters
		lists[id] = counters["GetOrderList"]
		looks += counters["GetOrder"]
	}
	return lists, looks
}

// press prints orders at the tills, evenly over a time, and waits until each is
// seen to be in work.
func (r *runner) press(ctx context.Context, open []*journey, length time.Duration, moved *timer) error {
	const perSecond = 10
	count := min(len(open), int(length.Seconds()*perSecond*0.7)) // the last ones need their round
	pressed := make([]time.Time, count)
	for i, each := range open[:count] {
		view, err := r.client.order(ctx, each.id)
		if err != nil {
			return err
		}
		till, err := r.station.sim.Till(each.restaurant)
		if err != nil {
			return err
		}
		r.feed.follow(each)
		pressed[i] = time.Now()
		if err := till.Print(view.POS.OrderGUID); err != nil {
			return fmt.Errorf("order %s at the till: %w", each.id, err)
		}
		if !pause(ctx, time.Second/perSecond) {
			return ctx.Err()
		}
	}
	for i, each := range open[:count] {
		if err := each.await(ctx, r, each.moved); err != nil {
			return fmt.Errorf("order %s was printed and is not in work: %w", each.id, err)
		}
		moved.add(each.moved.at.Sub(pressed[i]))
		r.feed.leave(each)
	}
	return nil
}
