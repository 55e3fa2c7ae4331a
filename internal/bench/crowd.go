package bench

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Waiting is what it takes to hold many orders that nobody has decided on.
type Waiting struct {
	Orders   int     `json:"orders"`
	Resident float64 `json:"resident_mib"`
	// PerSecond is how fast they came in.
	PerSecond  float64 `json:"submitted_per_second"`
	Unanswered int64   `json:"answered_with_202"`
	// Accepted and Filled are of a hundred of them, picked from the whole crowd.
	Accepted Times `json:"accept_to_answer"`
	Filled   Times `json:"accept_to_filled"`
}

// firstCrowd is where memory is looked at before the whole crowd has come.
const firstCrowd = 1000

// measureWaiting lets orders pile up.
func measureWaiting(ctx context.Context, options Options, folder string, station *station, report *Report) error {
	target, err := startTarget(ctx, options, folder, station)
	if err != nil {
		return err
	}
	defer target.stop()
	run, err := newRunner(ctx, target, station)
	if err != nil {
		return err
	}
	defer run.close()
	var crowd []*journey
	for _, size := range []int{min(firstCrowd, options.Waiting), options.Waiting} {
		if size == len(crowd) {
			continue
		}
		fmt.Fprintf(options.Out, "%d waiting orders\n", size)
		level := &Waiting{Orders: size}
		added, err := run.gather(ctx, size-len(crowd), options.InFlight, level)
		if err != nil {
			return err
		}
		crowd = append(crowd, added...)
		if err := run.decideSome(ctx, crowd, level); err != nil {
			return err
		}
		report.Waiting = append(report.Waiting, level)
	}
	return target.alive()
}

// gather submits orders and leaves them waiting.
func (r *runner) gather(ctx context.Context, count, inFlight int, level *Waiting) ([]*journey, error) {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	came, unanswered := &journeys{}, r.client.unanswered.Load()
	todo := make(chan *journey)
	var shops sync.WaitGroup
	started := time.Now()
	for range inFlight {
		shops.Go(func() {
			for each := range todo {
				view, err := r.client.submit(ctx, sourceKey(each.restaurant), each.submission)
				if err != nil {
					fail(err)
					continue
				}
				each.id = view.ID
				came.add(each)
			}
		})
	}
	for i := 0; i < count && ctx.Err() == nil; i++ {
		todo <- r.next()
	}
	close(todo)
	shops.Wait()
	level.PerSecond = float64(count) / time.Since(started).Seconds()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	level.Unanswered = r.client.unanswered.Load() - unanswered
	used, err := r.target.usage()
	level.Resident = mebibytes(used.resident)
	return came.all, err
}

// decideSome accepts a hundred orders of the crowd one after the other, the
// oldest among them: what they need may no longer be in memory.
func (r *runner) decideSome(ctx context.Context, crowd []*journey, level *Waiting) error {
	const chosen = 100
	var accepted, filled timer
	step := max(1, len(crowd)/chosen)
	for i := 0; i < len(crowd) && i/step < chosen; i += step {
		each := crowd[i]
		if each.filled.happened() {
			continue // was chosen when the crowd was smaller
		}
		view, err := r.client.order(ctx, each.id)
		if err != nil {
			return fmt.Errorf("order %s of the crowd: %w", each.id, err)
		}
		if view.Status != order.Waiting {
			return fmt.Errorf("order %s of the crowd should be waiting and is %q", each.id, view.Status)
		}
		r.feed.follow(each)
		decided := time.Now()
		if err := r.client.decide(ctx, each.id, "accept", struct{}{}); err != nil {
			return err
		}
		accepted.add(time.Since(decided))
		if err := each.await(ctx, r, each.filled); err != nil {
			return fmt.Errorf("order %s of the crowd: %w", each.id, err)
		}
		filled.add(each.filled.at.Sub(decided))
		r.feed.leave(each)
	}
	level.Accepted, level.Filled = accepted.times(), filled.times()
	return nil
}
