package pos

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
	"github.com/orderhatch/orderhatch/internal/store"
)

// bench is a database, a simulator with any number of restaurants, and workers.
type bench struct {
	t     testing.TB
	store *store.Store
	sim   *rk7sim.Server
	menus sharedMenu
}

// sharedMenu is one menu for all restaurants, as all simulated ones sell the same.
type sharedMenu struct{ menu *menu.Menu }

func (m sharedMenu) Menu(context.Context, string) (*menu.Menu, error)    { return m.menu, nil }
func (m sharedMenu) Refresh(context.Context, string) (*menu.Menu, error) { return m.menu, nil }

const product = "655cee55-7bcd-4826-b6e0-a8ccf2017ef3"

// newBench starts a simulator with the given restaurants and keeps their settings.
func newBench(t testing.TB, restaurants ...rk7sim.RestaurantOptions) *bench {
	t.Helper()
	ring, err := keyring.FromEnv(keyring.NewLine())
	require.NoError(t, err)
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "orders.db"), ring, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	t.Cleanup(func() { _ = db.Close() })
	require.NoError(t, db.Migrate(t.Context()))
	return newBenchOn(t, db, restaurants...)
}

// newBenchOn is newBench on a database that is there already.
func newBenchOn(t testing.TB, db *store.Store, restaurants ...rk7sim.RestaurantOptions) *bench {
	t.Helper()
	if len(restaurants) == 0 {
		restaurants = []rk7sim.RestaurantOptions{{ID: "arbat-1"}}
	}
	sim, err := rk7sim.Start(rk7sim.Options{Restaurants: restaurants, Location: time.UTC})
	require.NoError(t, err)
	t.Cleanup(func() { _ = sim.Close() })
	b := &bench{t: t, store: db, sim: sim}
	for _, one := range restaurants {
		require.NoError(t, db.PutRestaurant(t.Context(), b.settings(one)))
	}
	book := menu.NewBook(menu.Options{Store: db, Restaurants: db, Logger: slog.New(slog.DiscardHandler)})
	t.Cleanup(book.Close)
	b.menus.menu, err = book.Refresh(t.Context(), restaurants[0].ID)
	require.NoError(t, err)
	return b
}

func (b *bench) settings(one rk7sim.RestaurantOptions) restaurant.Restaurant {
	r := restaurant.Restaurant{ID: one.ID, Name: one.ID, TimeZone: "Europe/Moscow", Currency: "RUB", Rules: order.DefaultRules()}
	r.Station = restaurant.Station{
		URL: b.sim.URLOf(one.ID), User: "demo", Password: "demo", CertSHA256: b.sim.CertSHA256(),
		StationCode: "1", TableCode: "20", PickupTable: "21", WaiterCode: "9001", ManagerCode: "9003",
		OrderCategory: "2", PickupCategory: "3", DeliveryType: "2", PickupType: "3", VoidReason: "3", GuestTypeID: "1",
		RemarkModifier: "590", PrepayCurrency: "3", PrepayReason: "1",
		Licence: restaurant.Licence{Mode: restaurant.Lifetime},
	}
	if one.Licence == rk7sim.LicenceSubscription {
		r.Station.Licence = restaurant.Licence{Mode: restaurant.Subscription, Product: product, Token: "demo-token"}
	}
	return r
}

// worker is one process that works for restaurants.
func (b *bench) worker(change ...func(*Options)) *Stations {
	options := Options{
		Store: b.store, Menus: b.menus,
		ConnectTimeout: 10 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second,
		Patience: 60 * time.Millisecond, Pause: 10 * time.Millisecond, OwnerPatience: 100 * time.Millisecond, FenceTime: time.Second,
	}
	for _, c := range change {
		c(&options)
	}
	s := New(options)
	b.t.Cleanup(s.Close)
	return s
}

var (
	noon    = time.Date(2026, 11, 23, 12, 4, 31, 0, time.UTC)
	numbers struct {
		sync.Mutex
		last int
	}
)

// newOrder is an accepted order of the restaurant with a few dishes.
func newOrder(restaurantID string, items ...order.Item) order.Order {
	numbers.Lock()
	numbers.last++
	number := numbers.last
	numbers.Unlock()
	if len(items) == 0 {
		items = []order.Item{item("101", 1, 45000), item("102", 2, 35000), item("120", 1, 52000, "512")}
	}
	s := order.Submission{
		ExternalID: fmt.Sprintf("WEB-%d", number), DisplayID: fmt.Sprint(number), Restaurant: restaurantID, ServiceType: order.Delivery,
		Guest: order.Guest{Name: "Анна", Phone: "+79991234567", Persons: 2}, Address: &order.Address{Text: "ул. Арбат, 12, кв. 5"},
		Note: "Без лука, пожалуйста", Items: items,
	}
	s.Normalise()
	life := order.Open(order.Intake{Source: "demo", Submission: s, Rules: order.DefaultRules()}, noon)
	record := life.Record()
	record.Status, record.Injection.State = order.Accepted, order.Creating
	return record
}

func item(plu string, pieces int64, price order.Money, modifiers ...string) order.Item {
	made := order.Item{PLU: plu, Quantity: order.Pieces(pieces), UnitPrice: &price}
	for _, m := range modifiers {
		made.Modifiers = append(made.Modifiers, order.Modifier{PLU: m, Quantity: order.Pieces(1)})
	}
	return made
}

// orders are the restaurant's orders that stand for a record.
func (b *bench) orders(record order.Order) (live, dead []rk7sim.OrderState) {
	for _, o := range b.sim.State(record.Restaurant).Orders {
		switch {
		case o.ExternalProps[markerProp] != record.ID:
		case o.Voided:
			dead = append(dead, o)
		default:
			live = append(live, o)
		}
	}
	return live, dead
}

// requireFilled is the ground truth: one live order with exactly the agreed dishes.
func (b *bench) requireFilled(t testing.TB, record order.Order) rk7sim.OrderState {
	t.Helper()
	live, _ := b.orders(record)
	require.Len(t, live, 1, "exactly one live order")
	require.Equal(t, agreed(record), contents(live[0]))
	return live[0]
}

// agreed counts the portions of a record: what, with which modifiers, how much.
func agreed(record order.Order) map[string]int64 {
	counts := map[string]int64{}
	for _, item := range record.ItemsAgreed {
		key := item.PLU
		for _, m := range item.Modifiers {
			key += "+" + m.PLU
		}
		counts[key] += int64(item.Quantity)
	}
	return counts
}

// contents counts the same on the station.
func contents(o rk7sim.OrderState) map[string]int64 {
	counts := map[string]int64{}
	for _, line := range o.Lines {
		parts := []string{line.PLU}
		for _, m := range line.Modifiers {
			if m.OpenName == "" {
				parts = append(parts, m.PLU)
			}
		}
		for _, c := range line.Components {
			parts = append(parts, c.PLU)
		}
		counts[strings.Join(parts, "+")] += int64(line.Quantity)
	}
	return counts
}

// run plays the workflow's part: it repeats a step as the workflow would, and
// says what the order was parked with.
func run[T any](ctx context.Context, record order.Order, trace *bool, step func(context.Context, activities.Job) (T, error)) (result T, parked *activities.StationError, err error) {
	for attempt := 1; ; attempt++ {
		job := activities.Job{Order: record, Attempt: attempt, LookFirst: *trace}
		*trace = true
		result, err = step(ctx, job)
		if err == nil {
			return result, nil, nil
		}
		fault, ok := err.(*activities.StationError) //nolint:errorlint // exactly this is what activities hand on
		if !ok {
			if ctx.Err() != nil {
				return result, nil, ctx.Err()
			}
			fault = &activities.StationError{Fault: order.CodeStationOutcome.Fault(err.Error()), Retry: true}
		}
		if fault.Cleared {
			*trace = false
		}
		busy := fault.Fault.Code == order.CodeStationBusy && attempt < maxBusy
		if !fault.Retry || attempt >= maxAttempts && !busy {
			return result, fault, nil
		}
		if busy {
			if err := sleep(ctx, 50*time.Millisecond); err != nil { // the workflow would wait longer
				return result, nil, err
			}
		}
	}
}

const (
	maxAttempts = 6
	maxBusy     = 60
)

// journey creates and fills, and says how it ended.
func journey(ctx context.Context, s *Stations, record *order.Order) (activities.Filling, *activities.StationError, error) {
	var onStation, filled bool
	created, parked, err := run(ctx, *record, &onStation, s.Create)
	if err != nil || parked != nil {
		return activities.Filling{}, parked, err
	}
	record.POS = created
	return run(ctx, *record, &filled, s.Fill)
}
