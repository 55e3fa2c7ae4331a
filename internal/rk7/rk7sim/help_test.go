package rk7sim_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// clock is a time that tests move by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// start runs a simulator for the test.
func start(t *testing.T, options rk7sim.Options) *rk7sim.Server {
	t.Helper()
	if options.Location == nil {
		options.Location = time.UTC
	}
	s, err := rk7sim.Start(options)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// one is the options of a single restaurant.
func one(r rk7sim.RestaurantOptions) rk7sim.Options {
	r.ID = "demo"
	return rk7sim.Options{Restaurants: []rk7sim.RestaurantOptions{r}}
}

// connect is the product's own client for a restaurant.
func connect(t *testing.T, s *rk7sim.Server, restaurant string, change ...func(*rk7.Config)) *rk7.Client {
	t.Helper()
	config := rk7.Config{URL: s.URLOf(restaurant), User: "demo", Password: "demo", CertSHA256: s.CertSHA256()}
	for _, f := range change {
		f(&config)
	}
	c, err := rk7.New(config)
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

func guid() string { return rk7.FormatGUID(uuid.New()) }

// newOrder is a request for an empty order with a GUID of its own.
func newOrder() rk7.CreateOrder {
	return rk7.CreateOrder{
		GUID: guid(), PersistentComment: "R-1 Анна", Table: rk7.ByCode("20"), Station: rk7.ByCode("1"), Creator: rk7.ByCode("9001"), Waiter: rk7.ByCode("9001"),
		OrderCategory: rk7.ByCode("2"), OrderType: rk7.ByCode("2"), GuestType: rk7.ByID(1), Guests: 2,
		ExternalProps: []rk7.Prop{{Name: "orderhatch", Value: "R-1"}},
	}
}

// created makes an empty order and gives its reference.
func created(t *testing.T, c *rk7.Client) rk7.OrderRef {
	t.Helper()
	o, err := c.CreateOrder(t.Context(), newOrder())
	require.NoError(t, err)
	return rk7.OrderByGUID(o.GUID)
}

// session is one package of dishes, as the product sends it.
func session(dishes ...rk7.SaveDish) rk7.SaveSession {
	return rk7.SaveSession{LineGUID: guid(), Station: rk7.ByCode("1"), Author: rk7.ByCode("9001"), Dishes: dishes}
}

func dish(code string, thousandths int64, modifiers ...rk7.SaveModifier) rk7.SaveDish {
	return rk7.SaveDish{Dish: rk7.ByCode(code), LineGUID: guid(), Quantity: thousandths, Modifiers: modifiers}
}

func modifier(code string, count int64) rk7.SaveModifier {
	return rk7.SaveModifier{Modifier: rk7.ByCode(code), Count: count}
}

// refused asserts a refusal with a code (0 for none) and gives the error.
func refused(t *testing.T, err error, code int) *rk7.Error {
	t.Helper()
	e := rk7.AsError(err)
	require.NotNil(t, e, "expected a refusal, got %v", err)
	require.Equal(t, rk7.Refused, e.Outcome, "%v", err)
	require.Equal(t, code, e.Code, "%v", err)
	return e
}
