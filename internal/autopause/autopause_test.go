package autopause

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// house is one restaurant's records in memory.
type house struct {
	mu    sync.Mutex
	place restaurant.Restaurant
	said  restaurant.Availability
	// orders are newest first.
	orders []order.Order
	fault  error
	looks  int
	wake   chan struct{}
	told   []restaurant.AutoPause
	deaf   error // what telling people ends in
}

func newHouse(after int, orders ...order.Order) *house {
	return &house{place: restaurant.Restaurant{ID: "arbat-1", Intake: restaurant.IntakeSettings{PauseAfterMissed: after}}, orders: orders}
}

func (h *house) with(act func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	act()
}

func (h *house) Restaurant(context.Context, string) (restaurant.Restaurant, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.looks++
	return h.place, h.fault
}

func (h *house) Availability(context.Context, string) (restaurant.Availability, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.said, h.fault
}

func (h *house) PutAvailabilityUnless(_ context.Context, _ string, a restaurant.Availability, changedAfter time.Time) (bool, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.said.ChangedAt.After(changedAfter) {
		return false, nil
	}
	h.said = a
	return true, h.fault
}

func (h *house) Orders(_ context.Context, filter order.Filter) (page order.Page, _ error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	from, _ := strconv.Atoi(filter.Cursor)
	for i, one := range h.orders[from:] {
		if len(page.Orders) == filter.Limit {
			page.Next = strconv.Itoa(from + i)
			break
		}
		if !one.CreatedAt.Before(filter.Since) {
			page.Orders = append(page.Orders, one)
		}
	}
	return page, h.fault
}

func (h *house) Subscribe() (<-chan struct{}, func()) {
	h.wake = make(chan struct{}, 1) // in the bubble of the test
	return h.wake, func() {}
}

func (h *house) announce(_ context.Context, pause restaurant.AutoPause) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.told = append(h.told, pause)
	return h.deaf
}

func (h *house) pauser(now func() time.Time) *Pauser {
	return New(Options{Store: h, Announce: h.announce, Now: now, Logger: slog.New(slog.DiscardHandler)})
}

func record(at time.Time, status order.Status, by string) order.Order {
	return order.Order{CreatedAt: at, Status: status, DecidedBy: by}
}

func TestWhichOrdersCount(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	ago := func(minutes int) time.Time { return noon.Add(-time.Duration(minutes) * time.Minute) }
	expired := func(minutes int) order.Order { return record(ago(minutes), order.Expired, "system") }
	escalated := func(minutes int, takenUntil time.Time) order.Order {
		one := record(ago(minutes), order.Waiting, "")
		one.Escalated, one.TakenBy, one.TakenUntil = true, "olga", &takenUntil
		return one
	}
	many := slices.Repeat([]order.Order{record(ago(1), order.Waiting, "")}, 3*pageSize)
	for name, c := range map[string]struct {
		orders []order.Order
		said   restaurant.Availability
		paused bool
	}{
		"three in a row":        {[]order.Order{expired(5), expired(10), expired(15)}, restaurant.Availability{}, true},
		"two are not three":     {[]order.Order{expired(5), expired(10)}, restaurant.Availability{}, false},
		"one came just now":     {[]order.Order{record(ago(1), order.Waiting, ""), expired(5), expired(10), expired(15)}, restaurant.Availability{}, true},
		"many came just now":    {append(many, expired(5), expired(10), expired(15)), restaurant.Availability{}, true},
		"they wait for ever":    {[]order.Order{escalated(6, ago(1)), escalated(10, ago(9)), escalated(20, ago(19))}, restaurant.Availability{}, true},
		"somebody is on it":     {[]order.Order{escalated(6, noon.Add(time.Minute)), expired(7), expired(10), expired(15)}, restaurant.Availability{}, false},
		"somebody is there":     {[]order.Order{record(ago(1), order.Accepted, "olga"), expired(5), expired(10), expired(15)}, restaurant.Availability{}, false},
		"somebody was there":    {[]order.Order{expired(5), expired(10), record(ago(12), order.Rejected, "olga"), expired(15)}, restaurant.Availability{}, false},
		"accepted by the rule":  {[]order.Order{expired(5), record(ago(6), order.Accepted, "system"), expired(10), expired(15)}, restaurant.Availability{}, true},
		"called off by a shop":  {[]order.Order{expired(5), record(ago(6), order.Cancelled, "source:demo"), expired(10), expired(15)}, restaurant.Availability{}, true},
		"long ago":              {[]order.Order{expired(5), expired(10), expired(500)}, restaurant.Availability{}, false},
		"before it was opened":  {[]order.Order{expired(5), expired(10), expired(15)}, restaurant.Availability{Mode: restaurant.Online, ChangedAt: ago(7), ChangedBy: "olga"}, false},
		"it is paused already":  {[]order.Order{expired(5), expired(10), expired(15)}, restaurant.Availability{Mode: restaurant.Paused, ChangedAt: ago(60), ChangedBy: "olga"}, false},
		"before the last pause": {[]order.Order{expired(5), expired(10), expired(15)}, restaurant.Availability{Mode: restaurant.Paused, ChangedAt: ago(40), Until: new(ago(7))}, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(3, c.orders...)
			h.said = c.said
			now := noon
			p := h.pauser(func() time.Time { return now })
			pause, err := p.pause(t.Context(), h.place)
			require.NoError(t, err)
			require.Equal(t, c.paused, pause != nil)
			if !c.paused {
				require.Equal(t, c.said, h.said)
				return
			}
			require.Equal(t, restaurant.AutoPause{Restaurant: "arbat-1", Missed: 3, At: noon, Until: noon.Add(30 * time.Minute)}, *pause)
			require.Equal(t, pause.Until, *h.said.At(noon).Until)
			require.Equal(t, "system", h.said.ChangedBy)
			now = noon.Add(time.Hour) // the pause ran out, and nobody ordered since
			pause, err = p.pause(t.Context(), h.place)
			require.NoError(t, err)
			require.Nil(t, pause, "the same orders pause it once")
			require.Equal(t, restaurant.Online, h.said.At(now).Mode)
		})
	}
	h := newHouse(0, expired(1), expired(2), expired(3))
	pause, err := h.pauser(func() time.Time { return noon }).pause(t.Context(), h.place)
	require.NoError(t, err)
	require.Nil(t, pause, "never, unless a number is set")
}

// watched runs a watch in a bubble of time of its own.
func watched(t *testing.T, h *house, test func(t *testing.T)) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			h.pauser(time.Now).Watch(ctx, "arbat-1")
		}()
		synctest.Wait()
		test(t)
		cancel()
		<-ended
	})
}

// wait lets the watch come round; in the bubble that takes no time.
func wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (h *house) miss(orders int) {
	h.with(func() {
		for range orders {
			h.orders = append([]order.Order{record(time.Now(), order.Expired, "system")}, h.orders...)
		}
	})
}

func (h *house) mode() (mode restaurant.Mode) {
	h.with(func() { mode = h.said.At(time.Now()).Mode })
	return mode
}

func TestARestaurantIsPausedAsSoonAsSomethingHappens(t *testing.T) {
	h := newHouse(2)
	watched(t, h, func(t *testing.T) {
		wait(2 * time.Second)
		h.miss(2)
		h.wake <- struct{}{}
		synctest.Wait()
		require.Equal(t, restaurant.Paused, h.mode(), "at once")
		h.with(func() { require.Len(t, h.told, 1) })
		wait(31 * time.Minute)
		require.Equal(t, restaurant.Online, h.mode())
		h.with(func() { require.Len(t, h.told, 1, "it is announced once") })
		h.miss(2) // and this time nobody wakes it
		wait(lookEvery)
		require.Equal(t, restaurant.Paused, h.mode())
		h.with(func() { require.Len(t, h.told, 2) })
	})
}

func TestWithoutTheSettingNobodyLooks(t *testing.T) {
	h := newHouse(0)
	watched(t, h, func(t *testing.T) {
		wait(time.Hour)
		h.with(func() { require.Equal(t, 1, h.looks) })
	})
}

func TestAWatchOutlastsADatabaseThatIsAway(t *testing.T) {
	h := newHouse(1)
	h.fault = errors.New("away")
	watched(t, h, func(t *testing.T) {
		h.with(func() { h.place.Intake.PauseAfterMissed = 0 }) // it could not even be read
		wait(time.Minute)
		h.with(func() { h.fault, h.place.Intake.PauseAfterMissed = nil, 1 })
		h.miss(1)
		wait(lookEvery)
		require.Equal(t, restaurant.Paused, h.mode())
	})
}

func TestPeopleAreCalledUntilTheyHear(t *testing.T) {
	h := newHouse(1)
	h.deaf = errors.New("no answer")
	watched(t, h, func(t *testing.T) {
		h.miss(1)
		wait(2 * lookEvery)
		require.Equal(t, restaurant.Paused, h.mode())
		h.with(func() {
			require.Len(t, h.told, 2)
			require.Equal(t, h.told[0], h.told[1], "one pause, one alarm")
			h.deaf = nil
		})
		wait(2 * lookEvery)
		h.with(func() { require.Len(t, h.told, 3) })
	})
}

func TestAPauseThatNobodyHearsOfIsNoNewsLater(t *testing.T) {
	h := newHouse(1)
	h.deaf = errors.New("no answer")
	watched(t, h, func(t *testing.T) {
		h.miss(1)
		wait(announceFor + time.Minute)
		var calls int
		h.with(func() { calls = len(h.told) })
		wait(5 * time.Minute)
		h.with(func() { require.Len(t, h.told, calls) })
	})
}
