package checks

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

var (
	noon    = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	errAway = errors.New("the database is away")
)

// world is what checks know; away says what of it cannot be read.
type world struct {
	away   string
	place  restaurant.Restaurant
	said   restaurant.Availability
	menu   *menu.Menu
	orders []order.Order
}

func (w *world) fault(part string) error {
	if w.away == part {
		return errAway
	}
	return nil
}

func (w *world) Restaurant(context.Context, string) (restaurant.Restaurant, error) {
	return w.place, w.fault("restaurants")
}
func (w *world) Availability(context.Context, string) (restaurant.Availability, error) {
	return w.said, w.fault("availability")
}
func (w *world) Menu(context.Context, string) (*menu.Menu, error) { return w.menu, w.fault("menus") }
func (w *world) Orders(context.Context, order.Filter) (order.Page, error) {
	return order.Page{Orders: w.orders}, w.fault("orders")
}

func open() (*world, *Checker, order.Order) {
	w := &world{place: restaurant.Restaurant{ID: "arbat-1", TimeZone: "Europe/Moscow", Currency: "RUB"}, menu: &menu.Menu{FetchedAt: noon}}
	checker := &Checker{Menus: w, Orders: w, Restaurants: w, Availability: w, Now: func() time.Time { return noon }}
	return w, checker, another("WEB-1", order.Waiting)
}

// another is an order of the one guest there is, whose only dish nobody knows.
func another(externalID string, status order.Status) order.Order {
	submission := order.Submission{ExternalID: externalID, Restaurant: "arbat-1", Guest: order.Guest{Phone: "+79991234567"},
		Items: []order.Item{{PLU: "101", Quantity: order.Pieces(1)}}}
	submission.Normalise()
	return order.Order{ID: order.ID("demo", externalID), Source: "demo", Submission: submission, Status: status, ItemsAgreed: submission.Items}
}

func codes(checks []order.Check) (found []string) {
	for _, check := range checks {
		found = append(found, check.Code)
	}
	return found
}

func TestALookIsWholeOrNone(t *testing.T) {
	w, checker, record := open()
	found, err := checker.Check(t.Context(), record)
	require.NoError(t, err)
	require.Equal(t, []string{menu.CheckDishUnknown}, codes(found))
	for _, part := range []string{"restaurants", "availability", "menus", "orders"} {
		w.away = part
		found, err := checker.Check(t.Context(), record)
		require.ErrorIs(t, err, errAway, part)
		require.Nil(t, found, "half a look is none")
	}
	w.away = "orders"
	some, unseen := checker.Again(t.Context(), record, nil)
	require.ErrorIs(t, unseen, errAway)
	require.Equal(t, []string{menu.CheckDishUnknown}, codes(some), "people are told what could be seen")
}

func TestAnOrderIsLookedAtAsItIsByThen(t *testing.T) {
	w, checker, record := open()
	record.Totals = &order.Totals{Total: 1}
	price := order.Money(5)
	record.ItemsAgreed = []order.Item{{LineID: "1", PLU: "102", Quantity: order.Pieces(1), UnitPrice: &price}}
	found, err := checker.Check(t.Context(), record)
	require.NoError(t, err)
	require.Equal(t, []string{menu.CheckDishUnknown}, codes(found), "the source added up other dishes")

	until := noon.Add(time.Hour)
	w.said = restaurant.Availability{Mode: restaurant.Paused, Until: &until}
	found, err = checker.Check(t.Context(), record)
	require.NoError(t, err)
	require.Contains(t, codes(found), CheckPaused)
	later := noon.Add(2 * time.Hour)
	record.Timing = order.Timing{Mode: order.AtSetTime, ExpectedAt: &later}
	found, err = checker.Check(t.Context(), record)
	require.NoError(t, err)
	require.NotContains(t, codes(found), CheckPaused, "it is due when the pause is over")
	w.said.Until = nil
	found, err = checker.Check(t.Context(), record)
	require.NoError(t, err)
	require.Contains(t, codes(found), CheckPaused)
}

func TestOnlyAnOrderThatIsOnIsADuplicate(t *testing.T) {
	w, checker, record := open()
	w.orders = []order.Order{record, another("WEB-2", order.Rejected)}
	found, err := checker.Check(t.Context(), record)
	require.NoError(t, err)
	require.NotContains(t, codes(found), CheckDuplicate, "itself, and one that was called off")
	w.orders = append(w.orders, another("WEB-3", order.Waiting))
	found, err = checker.Check(t.Context(), record)
	require.NoError(t, err)
	require.Contains(t, codes(found), CheckDuplicate)

	w.orders = []order.Order{another("WEB-2", order.Rejected)}
	atIntake, unseen := checker.Look(t.Context(), Glance{Place: w.place, Source: "demo", Submission: record.Submission, Self: record.ID})
	require.NoError(t, unseen)
	require.Contains(t, codes(menu.Checks(atIntake)), CheckDuplicate, "who was refused a moment ago comes again")
}
