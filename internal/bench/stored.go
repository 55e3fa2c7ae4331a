package bench

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/store"
)

// Stored is what an order costs with so many finished ones in the database.
type Stored struct {
	Finished int              `json:"finished_orders"`
	Journeys *Load            `json:"journeys"`
	Lists    map[string]Times `json:"lists"`
}

// lists are what consoles and people ask for all day.
var lists = map[string]url.Values{
	"newest page":        {},
	"waiting orders":     {"status": {"waiting"}},
	"restaurant's page":  {"restaurant": {"bench-1"}},
	"search, found":      {"q": {"Анна 77"}},
	"search by phone":    {"q": {"9990000777"}},
	"search, none found": {"q": {"гномик"}},
}

// measureStored compares the same load on databases of different sizes. Old
// orders are written into the product's database only: Temporal forgets
// finished orders after its retention.
func measureStored(ctx context.Context, options Options, folder string, station *station, report *Report) error {
	if options.Postgres != "" {
		return nil // the same statements; the crowd of old orders is not worth a second wait
	}
	target, err := startTarget(ctx, options, folder, station)
	if err != nil {
		return err
	}
	defer func() { target.stop() }()
	have := 0
	for _, finished := range options.Stored {
		if finished <= 0 {
			continue
		}
		fmt.Fprintf(options.Out, "%d finished orders in the database\n", finished)
		target.stop()
		if err := keepFinished(ctx, target, station, have, finished); err != nil {
			return err
		}
		have = max(have, finished)
		if err := target.start(ctx, options); err != nil {
			return err
		}
		size, err := measureAtSize(ctx, options, target, station)
		if err != nil {
			return err
		}
		size.Finished = finished
		report.Stored = append(report.Stored, size)
	}
	return nil
}

// keepFinished writes finished orders as workers would have written them.
func keepFinished(ctx context.Context, target *target, station *station, have, want int) error {
	return withStore(ctx, target.dsn(), target.keyFile(), func(to *store.Store) error {
		started := time.Now().Add(-30 * 24 * time.Hour)
		for number := have; number < want; number++ {
			each := newJourney("OLD", number, station.ids[number%len(station.ids)])
			if err := to.Project(ctx, finishedOrder(each, started.Add(time.Duration(number)*time.Second))); err != nil {
				return err
			}
		}
		return nil
	})
}

// finishedOrder walks the whole life on paper.
func finishedOrder(j *journey, at time.Time) order.Projection {
	submission := j.submission
	hash := submission.ContentHash()
	submission.Normalise()
	life := order.Open(order.Intake{Source: j.restaurant, Submission: submission, Rules: order.DefaultRules(), ContentHash: hash}, at)
	by := order.Caller{Actor: order.Actor{Kind: order.Person, Name: "Bench"}}
	must(life.Accept(order.AcceptCommand{Caller: by}, at))
	life.Begin(order.WorkCreate)
	life.CreatedOnStation(order.StationOrder{OrderGUID: order.DeriveID(life.ID, "station"), Visit: 1, OrderName: "1.1"}, at)
	life.Begin(order.WorkFill)
	var lines []order.StationLine
	for _, item := range submission.Items {
		lines = append(lines, order.StationLine{PLU: item.PLU, Name: item.Name, Quantity: item.Quantity})
	}
	life.FilledOnStation(lines, 135000, nil, at)
	must(life.Advance(order.AdvanceCommand{Caller: by, Status: order.Completed}, at))
	return order.Projection{Record: life.Record(), ContentHash: hash, Events: life.Unpublished()}
}

// must stops at a step that a life on paper cannot refuse.
func must(refused *order.Error) {
	if refused != nil {
		panic("a life on paper: " + refused.Error())
	}
}

func measureAtSize(ctx context.Context, options Options, target *target, station *station) (*Stored, error) {
	run, err := newRunner(ctx, target, station)
	if err != nil {
		return nil, err
	}
	defer run.close()
	size := &Stored{Lists: map[string]Times{}}
	if _, err := run.closed(ctx, options.InFlight, 3*time.Second); err != nil { // warm
		return nil, err
	}
	if size.Journeys, err = run.closed(ctx, options.InFlight, options.Length); err != nil {
		return nil, err
	}
	for name, query := range lists {
		var timer timer
		for range 50 {
			asked := time.Now()
			if _, err := run.client.list(ctx, query); err != nil {
				return nil, err
			}
			timer.add(time.Since(asked))
		}
		size.Lists[name] = timer.times()
	}
	return size, nil
}
