package api

import (
	"context"
	"crypto/sha256"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// world is everything behind the API, in memory: orders live by the domain's
// own rules, as they would in their workflows.
type world struct {
	mu          sync.Mutex
	now         time.Time
	lives       map[string]*order.Life // by workflow id
	taken       map[string]order.Submitted
	pending     map[string]order.Order // by order id
	events      []order.FeedEvent
	wakes       map[chan struct{}]struct{}
	restaurants map[string]restaurant.Restaurant
	readiness   map[string]Readiness
	keys        map[[32]byte]account.Key
	sources     map[string]account.Source
	users       map[string]account.User
	sessions    map[[32]byte]account.Session

	log       []admin.Entry
	examined  []restaurant.Restaurant
	examining chan struct{} // when set, an examination waits for it

	pantry

	temporalDown bool
	noWorker     bool
	databaseErr  error
	dispatchErr  error
	viewPanics   bool
	keyLookups   int
}

func newWorld() *world {
	w := &world{
		now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), lives: map[string]*order.Life{}, taken: map[string]order.Submitted{},
		pending: map[string]order.Order{}, wakes: map[chan struct{}]struct{}{}, restaurants: map[string]restaurant.Restaurant{},
		readiness: map[string]Readiness{}, keys: map[[32]byte]account.Key{}, sources: map[string]account.Source{},
		users: map[string]account.User{}, sessions: map[[32]byte]account.Session{},
		pantry: newPantry(),
	}
	for _, id := range []string{"arbat-1", "tverskaya-2"} {
		w.restaurants[id] = restaurant.Restaurant{ID: id, Name: id, Currency: "RUB", TimeZone: "Europe/Moscow", Rules: order.DefaultRules(),
			Station: restaurant.Station{User: "rk7user", Password: "rk7password", Licence: restaurant.Licence{Mode: restaurant.Lifetime}}}
	}
	return w
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) addKey(secret string, key account.Key) {
	w.keys[sha256.Sum256([]byte(secret))] = key
}

// breakDatabase makes every access fail from now on; nil mends it.
func (w *world) breakDatabase(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.databaseErr = err
	w.wake()
}

// wake needs the lock.
func (w *world) wake() {
	for wake := range w.wakes {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}

// publish needs the lock.
func (w *world) publish(life *order.Life) {
	for _, event := range life.Unpublished() {
		w.events = append(w.events, order.FeedEvent{ID: int64(len(w.events) + 1), OrderID: life.ID, ExternalID: life.ExternalID,
			Source: life.Source, Restaurant: life.Restaurant, Event: event})
	}
	life.Published(life.Sequence)
	w.wake()
}

// station does something to an order as its workflow would, and publishes it.
func (w *world) station(id string, act func(life *order.Life, now time.Time)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, life := range w.lives {
		if life.ID == id {
			act(life, w.now)
			w.publish(life)
		}
	}
}

// Dispatcher.

func (w *world) Submit(_ context.Context, intake order.Intake) (order.Receipt, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.temporalDown {
		return order.Receipt{}, order.Errorf(order.CodeUnavailable, "Orders cannot be stored now.")
	}
	if w.dispatchErr != nil {
		return order.Receipt{}, w.dispatchErr
	}
	workflow := order.WorkflowID(intake.Source, intake.Submission.ExternalID)
	life := order.Open(intake, w.now)
	if w.noWorker {
		return order.Receipt{State: order.Processing, Order: life.Record()}, nil
	}
	w.lives[workflow] = life
	w.taken[workflow] = order.Submitted{ID: life.ID, ContentHash: intake.ContentHash, First: life.Record()}
	w.publish(life)
	return order.Receipt{State: order.Stored, Order: life.Record()}, nil
}

func (w *world) command(workflow string, act func(*order.Life, time.Time) *order.Error) (order.Order, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.temporalDown {
		return order.Order{}, order.Errorf(order.CodeUnavailable, "Nothing was done.")
	}
	life, ok := w.lives[workflow]
	if !ok {
		return order.Order{}, order.Errorf(order.CodeNotFound, "There is no such order.")
	}
	if err := act(life, w.now); err != nil {
		return order.Order{}, err
	}
	w.publish(life)
	return life.Record(), nil
}

func (w *world) Take(_ context.Context, id string, c order.TakeCommand) (order.Order, error) {
	return w.command(id, func(l *order.Life, now time.Time) *order.Error { return l.Take(c, now) })
}

func (w *world) Release(_ context.Context, id string, c order.ReleaseCommand) (order.Order, error) {
	return w.command(id, func(l *order.Life, now time.Time) *order.Error { return l.Release(c, now) })
}

func (w *world) Accept(_ context.Context, id string, c order.AcceptCommand) (order.Order, error) {
	return w.command(id, func(l *order.Life, now time.Time) *order.Error { return l.Accept(c, now) })
}

func (w *world) Cancel(_ context.Context, id string, c order.CancelCommand) (order.Order, error) {
	return w.command(id, func(l *order.Life, now time.Time) *order.Error { return l.Cancel(c, now) })
}

func (w *world) Amend(_ context.Context, id string, c order.AmendCommand) (order.Order, error) {
	return w.command(id, func(l *order.Life, now time.Time) *order.Error { return l.Amend(c, now) })
}

func (w *world) Save(_ context.Context, id string, c order.SaveCommand) (order.Order, error) {
	return w.command(id, func(l *order.Life, now time.Time) *order.Error { return l.Save(c, now) })
}

func (w *world) Resolve(_ context.Context, id string, c order.ResolveCommand) (order.Order, error) {
	return w.command(id, func(l *order.Life, now time.Time) *order.Error { return l.Resolve(c, now) })
}

func (w *world) Advance(_ context.Context, id string, c order.AdvanceCommand) (order.Order, error) {
	return w.command(id, func(l *order.Life, now time.Time) *order.Error { return l.Advance(c, now) })
}

func (w *world) Postpone(_ context.Context, id string, c order.PostponeCommand) (order.Order, error) {
	return w.command(id, func(l *order.Life, now time.Time) *order.Error { return l.Postpone(c, now) })
}

func (w *world) RefuseCancel(_ context.Context, id string, c order.RefuseCancelCommand) (order.Order, error) {
	return w.command(id, func(l *order.Life, now time.Time) *order.Error { return l.RefuseCancel(c, now) })
}

func (w *world) View(_ context.Context, id string) (order.Order, error) {
	if w.viewPanics {
		panic("the phone is " + guestPhone)
	}
	return w.command(id, func(*order.Life, time.Time) *order.Error { return nil })
}

func (w *world) Ready(context.Context) error {
	if w.temporalDown {
		return errors.New("connection refused")
	}
	return nil
}

// Restaurants and Stations.

func (w *world) Restaurants(context.Context) (all []restaurant.Restaurant, _ error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(w.restaurants)) {
		all = append(all, w.restaurants[id])
	}
	return all, nil
}

func (w *world) Restaurant(_ context.Context, id string) (restaurant.Restaurant, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if one, ok := w.restaurants[id]; ok {
		return one, nil
	}
	return restaurant.Restaurant{}, order.Errorf(order.CodeNotFound, "no such restaurant")
}

func (w *world) Readiness(_ context.Context, id string) Readiness {
	if known, ok := w.readiness[id]; ok {
		return known
	}
	return Readiness{Ready: true, Online: true, RK7Version: "7.6.4.100"}
}
