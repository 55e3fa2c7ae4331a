package pos

import (
	"context"
	"slices"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// sighting is what the station has of an order: live ones with their lines, and
// how many were deleted.
type sighting struct {
	live []rk7.Order
	dead []rk7.Order
}

func (s sighting) nothing() bool { return len(s.live)+len(s.dead) == 0 }

func (s *sighting) add(there rk7.Order) {
	if there.Cancelled() {
		s.dead = append(s.dead, there)
		return
	}
	s.live = append(s.live, there)
}

// find is the order where it is expected to be; found is false when the station
// answers that it is not there.
func (t *task) find(ctx context.Context, ref rk7.OrderRef) (there rk7.Order, found bool, err error) {
	there, err = t.GetOrder(ctx, ref)
	if e := rk7.AsError(err); e != nil && e.OrderMissing() {
		return rk7.Order{}, false, nil
	}
	if err != nil {
		return rk7.Order{}, false, err
	}
	return there, isOurs(t.job, there), nil
}

// look searches everywhere: by the derived name and by our mark in the list of
// orders, because an order may have got another name, or be there twice. Only
// what the station said in so many words counts as not being there.
func (t *task) look(ctx context.Context) (sighting, error) {
	list, err := t.GetOrderList2(ctx, rk7.GetOrderList2{})
	if err != nil {
		return sighting{}, err
	}
	var seen sighting
	for _, there := range list.Orders {
		if isOurs(t.job, there) {
			if err := t.see(ctx, &seen, there); err != nil {
				return sighting{}, err
			}
		}
	}
	for _, ref := range []rk7.OrderRef{rk7.OrderByGUID(orderGUID(t.job)), t.known()} {
		if ref.GUID == "" || seen.has(rk7.Order{GUID: ref.GUID}) {
			continue
		}
		there, found, err := t.find(ctx, ref)
		if err != nil {
			return sighting{}, err
		}
		if found && !seen.has(there) && !t.bygone(there) {
			seen.add(there)
		}
	}
	return seen, nil
}

// see adds a listed order with its lines. A station that lists a live order and
// then does not know it has said nothing that could be relied on.
func (t *task) see(ctx context.Context, seen *sighting, listed rk7.Order) error {
	there, found, err := t.find(ctx, reference(listed))
	switch {
	case err != nil:
		return err
	case !found && !listed.Deleted:
		return later(order.CodeStationOutcome, "The station lists the order but does not show it.")
	case !found:
		there = listed
	}
	if !seen.has(there) && !t.bygone(there) {
		seen.add(there)
	}
	return nil
}

// bygone says that an order is a deleted one of an earlier round: after it was
// lost a new one was wanted.
func (t *task) bygone(there rk7.Order) bool {
	return t.job.Round > 0 && there.Cancelled() && !rk7.SameGUID(there.GUID, orderGUID(t.job))
}

func (s sighting) has(there rk7.Order) bool {
	same := func(known rk7.Order) bool {
		return rk7.SameGUID(known.GUID, there.GUID) || known.Visit == there.Visit && known.OrderIdent == there.OrderIdent && there.Visit != 0
	}
	return slices.ContainsFunc(s.live, same) || slices.ContainsFunc(s.dead, same)
}

// lookWell believes that the order is not there only after the station had time
// to finish what it may still be at.
func (t *task) lookWell(ctx context.Context) (seen sighting, err error) {
	err = t.untilSettled(ctx, func() (bool, error) {
		seen, err = t.look(ctx)
		return !seen.nothing(), err
	})
	return seen, err
}

// known is how the order was named when it was created.
func (t *task) known() rk7.OrderRef {
	record := t.job.Order
	if record.POS.OrderGUID == "" && record.POS.Visit == 0 {
		return rk7.OrderByGUID(orderGUID(t.job))
	}
	return rk7.OrderRef{GUID: record.POS.OrderGUID, Visit: record.POS.Visit, OrderIdent: record.POS.OrderID}
}

// keeper chooses among several orders of ours the one to go on with: the one
// with dishes, else the one under its derived name, else the oldest.
func keeper(job activities.Job, live []rk7.Order) (keep rk7.Order, others []rk7.Order) {
	rank := func(o rk7.Order) int {
		switch {
		case !o.Empty():
			return 0
		case rk7.SameGUID(o.GUID, job.Order.POS.OrderGUID):
			return 1
		case rk7.SameGUID(o.GUID, orderGUID(job)):
			return 2
		}
		return 3
	}
	sorted := slices.Clone(live)
	slices.SortStableFunc(sorted, func(a, b rk7.Order) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return int(a.Visit - b.Visit)
	})
	return sorted[0], sorted[1:]
}
