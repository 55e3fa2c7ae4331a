package bench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// filledTime is when a journey is given up; a healthy one takes a fraction of a second.
const filledTime = 90 * time.Second

// journey is one order from the shop to the station.
type journey struct {
	restaurant string
	submission order.Submission
	id         string // the product's, once it is known

	submitted, filled, failed, moved *moment
}

// dishes are plain ones of the simulated menu, three of them in each order.
var dishes = []string{"101", "102", "103", "104", "105", "106", "107", "111", "112", "113", "114"}

// newJourney makes the order of a number, which decides what is in it.
func newJourney(run string, number int, restaurant string) *journey {
	price := order.Money(45000)
	items := make([]order.Item, 3)
	for i := range items {
		items[i] = order.Item{
			LineID: fmt.Sprint(i + 1), PLU: dishes[(number+i*4)%len(dishes)], Name: "Салат Цезарь с курицей",
			Quantity: order.Pieces(int64(1 + (number+i)%3)), UnitPrice: &price,
		}
	}
	return &journey{
		restaurant: restaurant, submitted: newMoment(), filled: newMoment(), failed: newMoment(), moved: newMoment(),
		submission: order.Submission{
			ExternalID: fmt.Sprintf("%s-%d", run, number), DisplayID: fmt.Sprint(number), Restaurant: restaurant,
			ServiceType: order.Delivery, Currency: "RUB",
			Guest:   order.Guest{Name: "Анна Петрова", Phone: order.Phone(fmt.Sprintf("+7999%07d", number%10_000_000)), Persons: 2},
			Address: &order.Address{Text: "ул. Арбат, 12, кв. 5", City: "Москва", Street: "Арбат", House: "12", Apartment: "5", Entrance: "2", Floor: "4"},
			Note:    "Без лука, пожалуйста",
			Items:   items,
			Charges: []order.Charge{{Type: "delivery", Name: "Доставка", Amount: 15000}},
		},
	}
}

// clocks are where a load's journeys leave their times.
type clocks struct {
	answered, seen, accepted, filled timer
}

// run walks the journey. Times count from when the order was due, so that an
// order that had to wait for its turn is not called quick.
func (j *journey) run(ctx context.Context, r *runner, due time.Time, to *clocks) error {
	r.feed.follow(j)
	defer r.feed.leave(j)
	view, err := r.client.submit(ctx, sourceKey(j.restaurant), j.submission)
	if err != nil {
		return err
	}
	j.id = view.ID
	to.answered.add(time.Since(due))
	if err := j.await(ctx, r, j.submitted); err != nil {
		return fmt.Errorf("order %s was not announced: %w", j.id, err)
	}
	to.seen.add(j.submitted.at.Sub(due))

	decided := time.Now()
	if err := r.client.decide(ctx, j.id, "accept", struct{}{}); err != nil {
		return err
	}
	to.accepted.add(time.Since(decided))
	if err := j.await(ctx, r, j.filled); err != nil {
		return fmt.Errorf("order %s was not filled: %w", j.id, err)
	}
	to.filled.add(j.filled.at.Sub(decided))
	return nil
}

var errGivenUp = errors.New("it went to a person instead")

func (j *journey) await(ctx context.Context, r *runner, what *moment) error {
	patience := time.NewTimer(filledTime)
	defer patience.Stop()
	select {
	case <-what.done:
		return nil
	case <-j.failed.done:
		return errGivenUp
	case <-r.feed.ended:
		return errors.Join(errors.New("the event stream ended"), r.feed.health())
	case <-patience.C:
		return fmt.Errorf("nothing happened for %s", filledTime)
	case <-ctx.Done():
		return ctx.Err()
	}
}
