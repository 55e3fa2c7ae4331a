package pos

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// Create makes the empty order on the station. The order's name is derived, so
// an attempt that may have left one looks for it first.
func (s *Stations) Create(ctx context.Context, job activities.Job) (order.StationOrder, error) {
	return perform(ctx, s, job, stepCreate, (*task).create)
}

func (t *task) create(ctx context.Context) (order.StationOrder, error) {
	info, err := t.systemInfo(ctx, t.Now())
	if err != nil {
		return order.StationOrder{}, err
	}
	if err := t.supported(info); err != nil {
		return order.StationOrder{}, err
	}
	if err := t.sandboxed(); err != nil {
		return order.StationOrder{}, err
	}
	if err := t.hold(ctx); err != nil {
		return order.StationOrder{}, err
	}
	command := t.header(t.remarksOf(ctx))
	for {
		if t.doubt() {
			seen, err := t.lookWell(ctx)
			if err != nil || !seen.nothing() {
				return t.adopt(ctx, seen, err)
			}
		}
		if t.sends == maxSends {
			return order.StationOrder{}, later(order.CodeStationOutcome, "The station does not say whether it made the order.")
		}
		created, err := t.sendCreate(ctx, command)
		switch e := rk7.AsError(err); {
		case err == nil:
			return t.created(ctx, created)
		case e == nil || e.Outcome == rk7.NotSent:
			return order.StationOrder{}, err
		case e.Outcome == rk7.Refused:
			return t.refusedCreate(ctx, err)
		}
	}
}

// created goes on with a new order. After an earlier sending whose outcome was
// not known there may be two of them.
func (t *task) created(ctx context.Context, created rk7.CreatedOrder) (order.StationOrder, error) {
	if t.sends > 1 || t.noted.Sends > 0 || t.job.LookFirst {
		seen, err := t.look(ctx)
		if err != nil || len(seen.live) > 0 {
			return t.adopt(ctx, seen, err)
		}
	}
	t.settled(t.step)
	return t.stationOrder(created.GUID, created.Visit, created.OrderIdent, created.OrderName), nil
}

// sendCreate sends the command, which is noted before.
func (t *task) sendCreate(ctx context.Context, command rk7.CreateOrder) (rk7.CreatedOrder, error) {
	body, err := command.Encode()
	if err != nil {
		return rk7.CreatedOrder{}, &rk7.Error{Command: command.CommandName(), Outcome: rk7.NotSent, Err: err}
	}
	if err := t.sending(ctx, "", body); err != nil {
		return rk7.CreatedOrder{}, err
	}
	created, err := t.CreateOrder(ctx, command)
	if rk7.OutcomeOf(err) == rk7.NotSent {
		t.notSent(ctx)
	}
	return created, err
}

// refusedCreate looks once more when the refusal may mean that the order is
// there already; no code is known for that.
func (t *task) refusedCreate(ctx context.Context, cause error) (order.StationOrder, error) {
	if rk7.AsError(cause).Busy() {
		return order.StationOrder{}, cause
	}
	seen, err := t.look(ctx)
	if err == nil && !seen.nothing() {
		return t.adopt(ctx, seen, nil)
	}
	return order.StationOrder{}, cause
}

// adopt goes on with the order that is there already. Empty doubles of it are
// deleted.
func (t *task) adopt(ctx context.Context, seen sighting, err error) (order.StationOrder, error) {
	if err != nil {
		return order.StationOrder{}, err
	}
	if len(seen.live) == 0 {
		return order.StationOrder{}, failed(order.CodeStationOrderClosed, fmt.Sprintf("The order was deleted on the station (visit %d).", seen.dead[0].Visit))
	}
	keep, err := t.single(ctx, seen)
	if err != nil {
		return order.StationOrder{}, err
	}
	t.settled(t.step)
	return t.stationOrder(keep.GUID, keep.Visit, keep.OrderIdent, keep.Name), nil
}

// single leaves one order of ours on the station.
func (t *task) single(ctx context.Context, seen sighting) (rk7.Order, error) {
	keep, others := keeper(t.job, seen.live)
	for _, other := range others {
		if !other.Empty() {
			return keep, failed(order.CodeStationContents, fmt.Sprintf(
				"The order stands on the station twice, with dishes in both: visits %d and %d. Delete one of them on the till.", keep.Visit, other.Visit))
		}
		t.Logger.Warn("A second, empty order of ours is on the station; it is deleted", "order", t.job.Order.ID, "restaurant", t.ID, "visit", other.Visit)
		if err := t.delete(ctx, other); err != nil {
			return keep, err
		}
	}
	return keep, nil
}

func (t *task) stationOrder(guid string, visit, ident int64, name string) order.StationOrder {
	return order.StationOrder{OrderGUID: guid, Visit: visit, OrderID: ident, OrderName: name, Station: t.Station.StationCode, Table: t.table()}
}
