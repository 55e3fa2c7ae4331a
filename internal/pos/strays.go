package pos

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// markText finds our mark in a comment.
var markText = regexp.MustCompile(`\bOH-([0-9A-F]{8})\b`)

// Marked are the orders of a station that carry our mark, by one list request.
func (s *Stations) Marked(ctx context.Context, restaurantID string) (seen []order.Sighting, err error) {
	there, err := s.connect(ctx, restaurantID)
	if err != nil {
		return nil, err
	}
	if _, open := there.site.circuit.open(s.Now()); open {
		return nil, later(order.CodeStationUnreachable, "")
	}
	list, err := there.GetOrderList2(ctx, rk7.GetOrderList2{})
	if err != nil {
		return nil, explain(err)
	}
	for _, one := range list.Orders {
		sighting := order.Sighting{GUID: one.GUID, Visit: one.Visit, OrderIdent: one.OrderIdent, Name: one.Name,
			Over: one.Finished || one.Deleted, OpenedAt: one.OpenTime}
		for _, prop := range one.ExternalProps {
			if prop.Name == markerProp {
				sighting.OrderID = strings.ToLower(prop.Value)
			}
		}
		if mark := markText.FindStringSubmatch(one.PersistentComment); mark != nil {
			sighting.Mark = mark[1]
		}
		if sighting.OrderID != "" || sighting.Mark != "" {
			seen = append(seen, sighting)
		}
	}
	return seen, nil
}

// Contents says how many live dishes an order of a station has and what they
// cost; over says that it is closed, deleted or gone by now.
func (s *Stations) Contents(ctx context.Context, restaurantID string, sighting order.Sighting) (dishes int, sum order.Money, over bool, err error) {
	there, err := s.connect(ctx, restaurantID)
	if err != nil {
		return 0, 0, false, err
	}
	seen, err := there.GetOrder(ctx, refOf(sighting))
	if e := rk7.AsError(err); e != nil && e.OrderMissing() {
		return 0, 0, true, nil
	}
	if err != nil {
		return 0, 0, false, explain(err)
	}
	return len(live(linesOf(seen))), order.Money(seen.Sum), seen.Finished || seen.Deleted, nil
}

func refOf(sighting order.Sighting) rk7.OrderRef {
	return rk7.OrderRef{GUID: sighting.GUID, Visit: sighting.Visit, OrderIdent: sighting.OrderIdent}
}

// Remove deletes an order of a station that stands there for one of ours and
// should not: it must be empty, and another than the one we know. It is looked
// at once more before.
func (s *Stations) Remove(ctx context.Context, record order.Order, sighting order.Sighting) error {
	job := activities.Job{Order: record, Attempt: 1, LookFirst: true}
	_, err := perform(ctx, s, job, stepSweep, func(t *task, ctx context.Context) (struct{}, error) {
		seen, found, err := t.find(ctx, refOf(sighting))
		switch {
		case err != nil:
			return struct{}{}, err
		case !found:
			return struct{}{}, failed(order.CodeStationOrderMissing, "")
		case !seen.Empty() || seen.Finished || rk7.SameGUID(seen.GUID, record.POS.OrderGUID) && record.Injection.State != order.Voided:
			return struct{}{}, failed(order.CodeStationContents, fmt.Sprintf("The order of visit %d is not one that may be deleted.", seen.Visit))
		}
		return struct{}{}, t.delete(ctx, seen)
	})
	return err
}

// Traces is what the ledger of writes says of an order.
func (s *Stations) Traces(ctx context.Context, orderID string) (traces order.Traces, err error) {
	writes, err := s.Store.Writes(ctx, orderID)
	if err != nil {
		return traces, err
	}
	type step struct {
		kind          string
		number, round int
	}
	steps := make([]step, len(writes))
	for i, write := range writes {
		name, round, _ := strings.Cut(write.Step, "@")
		kind, number, _ := strings.Cut(name, "-")
		steps[i].kind = kind
		steps[i].number, _ = strconv.Atoi(number)
		steps[i].round, _ = strconv.Atoi(round)
		traces.Round = max(traces.Round, steps[i].round)
		traces.Any = true
	}
	for i, one := range steps {
		switch {
		case one.round != traces.Round:
		case one.kind == stepFill:
			traces.Filling = writes[i].NotedAt
		case one.kind == stepCreate:
			traces.Creations, traces.Creating = writes[i].Sends, writes[i].NotedAt
		case one.kind == stepAmend && one.number > traces.Amendment:
			traces.Amendment, traces.Amending = one.number, writes[i].NotedAt
		}
	}
	return traces, nil
}
