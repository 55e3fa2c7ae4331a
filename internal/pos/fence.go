package pos

import (
	"context"
	"strconv"

	"github.com/orderhatch/orderhatch/internal/rk7"
)

// fence keeps out what an earlier sending may still do. Under a lifetime
// licence nothing tells two requests apart, and one whose answer was lost may
// still stand in the station's queue. So before the lines are looked for and
// sent again, the order is locked under a key that only the next request has:
// the one before comes too late then. The lock runs out by itself; taking it
// off would let the old request in. A station that knows no locks is given time
// instead.
func (t *task) fence(ctx context.Context, seen rk7.Order) error {
	sends := t.noted.Sends + t.sends
	if t.replayable() || sends == 0 || t.key == t.lockKey(sends) {
		return nil
	}
	if err := t.mayWrite(ctx); err != nil {
		return err
	}
	if sends > 1 {
		err := t.UnlockOrder(ctx, reference(seen), t.lockKey(sends-1))
		if e := rk7.AsError(err); e != nil && e.Outcome != rk7.Refused {
			return err
		}
	}
	locked, err := t.LockOrder(ctx, rk7.LockOrder{Order: reference(seen), Key: t.lockKey(sends), For: t.FenceTime})
	switch e := rk7.AsError(err); {
	case e != nil && e.Outcome == rk7.Refused && !e.Busy():
		t.Logger.Info("The station does not lock orders for us", "restaurant", t.ID, "error", e.Error())
		return nil
	case err != nil:
		return err
	case locked:
		t.key = t.lockKey(sends)
	}
	return nil
}

// lockKey is the key of the request that follows so many sendings.
func (t *task) lockKey(sends int) string { return named(t.job, "lock", t.step, strconv.Itoa(sends)) }
