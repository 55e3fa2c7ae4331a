package reconcile

import (
	"context"
	"fmt"
	"strings"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// mostLooks bounds the orders of one station that are looked at one by one:
// the restaurant's own orders wait meanwhile.
const mostLooks = 20

// Station compares the orders on one station that carry our mark with the
// database. An order that is not provably a needless double of one of ours is
// never touched.
func (r *Reconciler) Station(ctx context.Context, request activities.SweepRequest) ([]order.Discrepancy, error) {
	seen, err := r.Stations.Marked(ctx, request.Restaurant)
	if err != nil {
		return nil, err
	}
	v := &visit{Reconciler: r, request: request, found: []order.Discrepancy{}}
	owners, err := r.owners(ctx, seen)
	if err != nil {
		return nil, err
	}
	for i, sighting := range seen {
		if sighting.Over || r.fresh(sighting) {
			continue // what is closed or deleted harms nobody
		}
		if err := v.judge(ctx, sighting, owners[i]); err != nil {
			return nil, err
		}
		if v.looks >= mostLooks {
			break
		}
	}
	return v.found, nil
}

// visit is one look at a station.
type visit struct {
	*Reconciler
	request activities.SweepRequest
	found   []order.Discrepancy
	looks   int
}

// fresh says that an order was made just now, as far as the station tells.
func (r *Reconciler) fresh(sighting order.Sighting) bool {
	age := r.Now().Sub(sighting.OpenedAt)
	return !sighting.OpenedAt.IsZero() && age > -r.Grace && age < r.Grace
}

// owners are the orders that sightings belong to; those without one stay empty.
func (r *Reconciler) owners(ctx context.Context, seen []order.Sighting) ([]order.Brief, error) {
	owners := make([]order.Brief, len(seen))
	candidates := make([][]string, len(seen))
	var ids []string
	for i, sighting := range seen {
		if sighting.Over {
			continue
		}
		candidates[i] = []string{sighting.OrderID}
		if sighting.OrderID == "" {
			marked, err := r.Records.Marked(ctx, sighting.Mark)
			if err != nil {
				return nil, err
			}
			candidates[i] = marked
		}
		ids = append(ids, candidates[i]...)
	}
	briefs, err := r.Records.Briefs(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i := range seen {
		for _, id := range candidates[i] {
			if brief, known := briefs[id]; known {
				owners[i] = brief
			}
		}
	}
	return owners, nil
}

// judge says what an open order on the station means.
func (v *visit) judge(ctx context.Context, sighting order.Sighting, owner order.Brief) error {
	if owner.ID == "" {
		return v.orphan(ctx, sighting)
	}
	if v.Now().Sub(owner.UpdatedAt) < v.Grace {
		return nil // it is being worked on
	}
	kept, err := v.Records.Kept(ctx, owner.ID)
	if err != nil {
		return err
	}
	record := kept.Record
	known := sameOrder(record, sighting)
	switch {
	case record.Status.CalledOff() && record.Over():
		return v.needless(ctx, order.StationLeftover, sighting, record, "The order was called off, and still stands open on the station%s.")
	case known, record.POS == order.StationOrder{}, !record.Over() && record.Injection.State != order.Filled:
		return nil // it is the one we know, or its work is not done yet
	}
	return v.needless(ctx, order.StationDouble, sighting, record, "A second order stands on the station for this one%s.")
}

func sameOrder(record order.Order, sighting order.Sighting) bool {
	mine := order.PlainGUID(record.POS.OrderGUID)
	return mine != "" && mine == order.PlainGUID(sighting.GUID) ||
		record.POS.Visit != 0 && record.POS.Visit == sighting.Visit && record.POS.OrderID == sighting.OrderIdent
}

// orphan is an order with our mark that no order of ours owns.
func (v *visit) orphan(ctx context.Context, sighting order.Sighting) error {
	contents, over, _, err := v.contents(ctx, sighting)
	if err != nil || over {
		return err
	}
	v.report(order.StationOrphan, order.Left, sighting, order.Order{},
		"An order on the station carries our mark"+mark(sighting)+" and belongs to no order here"+contents+".",
		"It may be another installation's that works with the same station, or older than the database. Find out on the till whether a guest waits for it; if not, delete it there.")
	return nil
}

func mark(sighting order.Sighting) string {
	if sighting.Mark == "" {
		return ""
	}
	return " (OH-" + strings.ToUpper(sighting.Mark) + ")"
}

// needless is an order on the station that should not be there. It is deleted
// when the ledger proves that it is ours: its creation was sent more than once,
// or it bears the order's own mark after the order was taken off; and only while
// it is empty.
func (v *visit) needless(ctx context.Context, kind order.Disagreement, sighting order.Sighting, record order.Order, message string) error {
	contents, over, dishes, err := v.contents(ctx, sighting)
	if err != nil || over {
		return err
	}
	message = fmt.Sprintf(message, contents)
	const byHand = "Look at it on the till, and delete it there if no guest waits for it."
	traces, err := v.Stations.Traces(ctx, record.ID)
	if err != nil {
		return err
	}
	proven := dishes == 0 && sighting.OrderID == record.ID && (traces.Creations > 1 || traces.Round > 0 || kind == order.StationLeftover && traces.Creations > 0)
	switch {
	case !proven:
		v.report(kind, order.Left, sighting, record, message, byHand)
	case v.request.DryRun:
		v.report(kind, order.Left, sighting, record, message, "It would be deleted; this was a dry run.")
	default:
		if err := v.Stations.Remove(ctx, record, sighting); err != nil {
			v.Logger.Warn("A needless order could not be deleted", "order", record.ID, "restaurant", record.Restaurant, "error", err)
			v.report(kind, order.Left, sighting, record, message+" It could not be deleted.", byHand)
			return nil
		}
		v.report(kind, order.Repaired, sighting, record, message+" It was empty, and it was deleted.", "")
	}
	return nil
}

// contents words what is in an order.
func (v *visit) contents(ctx context.Context, sighting order.Sighting) (words string, over bool, dishes int, err error) {
	v.looks++
	dishes, sum, over, err := v.Stations.Contents(ctx, v.request.Restaurant, sighting)
	words = ", without dishes"
	if dishes > 0 {
		words = fmt.Sprintf(", with %d dishes for %s", dishes, sum)
	}
	return words, over, dishes, err
}

func (v *visit) report(kind order.Disagreement, outcome order.Settlement, sighting order.Sighting, record order.Order, message, remedy string) {
	v.found = append(v.found, order.Discrepancy{
		Kind: kind, Outcome: outcome, Restaurant: v.request.Restaurant, OrderID: record.ID, Number: record.ExternalID,
		Visit: sighting.Visit, OrderName: sighting.Name, Message: message, Remedy: remedy, Owner: order.OwnerStation, SeenAt: v.Now(),
	})
}
