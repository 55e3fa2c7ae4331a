package bench

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Isolation is what a station that hangs costs the restaurants beside it.
type Isolation struct {
	Restaurants int           `json:"restaurants"`
	Hang        time.Duration `json:"hang_ns"`
	Offered     float64       `json:"offered_per_second"`
	// Without and With are accept → filled of all restaurants but the one, while
	// its station answers and while it hangs; Ratio compares the p95.
	Without Times   `json:"accept_to_filled_without"`
	With    Times   `json:"accept_to_filled_with"`
	Ratio   float64 `json:"p95_ratio"`
	// Rounds are the p95 of each turn, without and with by turns.
	Rounds [][2]float64 `json:"p95_rounds_ms"`
	// Held are the orders of the restaurant whose station hung, and Recovered
	// how long they needed when it answered again.
	Held      int     `json:"orders_held"`
	Recovered float64 `json:"recovered_seconds"`
	Verified  int     `json:"orders_verified_on_station"`
}

const (
	// mostAdded is what the others may lose at most.
	mostAdded = 1.5
	// isolationRounds are taken by turns, so that a machine which gets busy
	// meanwhile does not count for one side only.
	isolationRounds = 3
	recoveryTime    = 5 * time.Minute
)

// isolation sends the same load with one station hanging and without, by turns,
// and measures the other restaurants. Then the one answers again, and has to
// have every order once.
func (r *runner) isolation(ctx context.Context, options Options) (*Isolation, error) {
	found := &Isolation{Restaurants: options.Restaurants, Hang: options.Hang, Offered: options.HangRate}
	sick := r.station.ids[0]
	there := r.station.live()
	var without, with timer
	walked, held := &journeys{}, &journeys{}
	for range isolationRounds {
		var round [2]float64
		for turn, hang := range []time.Duration{0, options.Hang} {
			if err := r.station.hang(sick, hang); err != nil {
				return nil, err
			}
			filled, err := r.turn(ctx, options, sick, hang > 0, walked, held)
			if err != nil {
				return nil, errors.Join(err, r.station.hang(sick, 0))
			}
			round[turn] = filled.times().P95
			pool := []*timer{&without, &with}[turn]
			pool.all = append(pool.all, filled.all...)
		}
		found.Rounds = append(found.Rounds, round)
		// The next turn without must not pay for what was held up.
		if err := r.recover(ctx, sick, held, found); err != nil {
			return nil, err
		}
	}
	found.Without, found.With = without.times(), with.times()
	if found.Without.P95 > 0 {
		found.Ratio = found.With.P95 / found.Without.P95
	}
	found.Held = len(held.all)
	all := append(walked.all, held.all...)
	var err error
	if found.Verified, err = r.verify(ctx, all, there); err != nil {
		return nil, err
	}
	return found, r.finish(ctx, all)
}

// turn sends one load. Orders of the restaurant that is left out are accepted
// and not waited for.
func (r *runner) turn(ctx context.Context, options Options, sick string, hanging bool, walked, held *journeys) (*timer, error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	to := &clocks{}
	arrivals(ctx, options.HangRate, options.Length, func(due time.Time) {
		each := r.next()
		times, kept := to, walked
		if each.restaurant == sick {
			times = &clocks{} // not one of those that are measured
		}
		var err error
		if each.restaurant == sick && hanging {
			kept = held
			err = each.leave(ctx, r)
		} else {
			err = each.run(ctx, r, due, times)
		}
		if err != nil {
			fail(err)
			return
		}
		kept.add(each)
	})
	return &to.filled, errors.Join(context.Cause(ctx), r.target.alive(), r.feed.health())
}

// leave submits and accepts an order and does not wait for its station.
func (j *journey) leave(ctx context.Context, r *runner) error {
	view, err := r.client.submit(ctx, sourceKey(j.restaurant), j.submission)
	if err != nil {
		return err
	}
	j.id = view.ID
	return r.client.decide(ctx, j.id, "accept", struct{}{})
}

// recover lets the station answer again and waits until it has what was held.
func (r *runner) recover(ctx context.Context, sick string, held *journeys, found *Isolation) error {
	if err := r.station.hang(sick, 0); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, recoveryTime)
	defer cancel()
	began := time.Now()
	for _, each := range held.all {
		for {
			view, err := r.client.order(ctx, each.id)
			if err != nil {
				return fmt.Errorf("order %s, held up by its station: %w", each.id, err)
			}
			if view.Injection.State == order.Filled {
				break
			}
			if view.Injection.State == order.NeedsOperator {
				return fmt.Errorf("order %s, held up by its station: %w", each.id, errGivenUp)
			}
			if !pause(ctx, 100*time.Millisecond) {
				return fmt.Errorf("order %s was not filled within %s of its station answering again", each.id, recoveryTime)
			}
		}
	}
	found.Recovered = max(found.Recovered, time.Since(began).Seconds())
	return nil
}

func (r *Report) isolation(text *strings.Builder) {
	i := r.Isolation
	if i == nil {
		return
	}
	fmt.Fprintf(text, "\n## Isolation\n\nOne of %d stations hangs for %s on every call. The others, accept → filled in milliseconds, at %g orders/s in all:\n\n", i.Restaurants, i.Hang, i.Offered)
	fmt.Fprintf(text, "| | orders | p50 / p95 / p99 | p95 of each turn |\n|---|---|---|---|\n")
	for turn, row := range []struct {
		name  string
		times Times
	}{{"all stations answer", i.Without}, {"one hangs", i.With}} {
		rounds := make([]string, len(i.Rounds))
		for n, round := range i.Rounds {
			rounds[n] = fmt.Sprintf("%.0f", round[turn])
		}
		fmt.Fprintf(text, "| %s | %d | %s | %s |\n", row.name, row.times.Count, row.times, strings.Join(rounds, ", "))
	}
	word := "met"
	if i.Ratio > mostAdded {
		word = "missed"
	}
	fmt.Fprintf(text, "\nThe p95 is **%.2f** times that without; at most %g was asked for: %s. %d orders of the restaurant that hung waited for it, and were on its station %.0f s after it answered again at the latest. All %d orders were found on their stations, with their dishes, once.\n",
		i.Ratio, mostAdded, word, i.Held, i.Recovered, i.Verified)
}
