// Package admin is what managers and the command line do: people, order
// sources, keys and restaurants, by the same rules, with a log of who changed
// what. It knows nothing of HTTP or SQL.
package admin

import (
	"context"
	"slices"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Store keeps what is administered. What is not there is answered with an error
// of order.CodeNotFound.
type Store interface {
	User(ctx context.Context, id string) (account.User, error)
	Users(ctx context.Context) ([]account.User, error)
	HasUsers(ctx context.Context) (bool, error)
	Source(ctx context.Context, id string) (account.Source, error)
	Sources(ctx context.Context) ([]account.Source, error)
	Keys(ctx context.Context, sourceID, userID string) ([]account.Key, error)
	Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error)
	Restaurants(ctx context.Context) ([]restaurant.Restaurant, error)

	// Log is a page of what was changed, newest first.
	Log(ctx context.Context, filter LogFilter) (LogPage, error)

	// Outcomes calls each for every order that came in a span of time, in any
	// order, until it fails. Test orders are left out.
	Outcomes(ctx context.Context, filter OutcomeFilter, each func(Outcome) error) error

	// Administer runs work in one transaction. Nothing of it is kept when work
	// fails, and no other call of Administer runs meanwhile, in any process.
	Administer(ctx context.Context, work func(Records) error) error
}

// Records is the store within one transaction of administration.
type Records interface {
	User(ctx context.Context, id string) (account.User, error)
	Users(ctx context.Context) ([]account.User, error)
	PutUser(ctx context.Context, user account.User) error
	// EndSessions signs a person out everywhere except in one session, and says
	// how many sessions that ended.
	EndSessions(ctx context.Context, userID string, except []byte) (int64, error)

	Source(ctx context.Context, id string) (account.Source, error)
	Sources(ctx context.Context) ([]account.Source, error)
	PutSource(ctx context.Context, source account.Source) error

	Key(ctx context.Context, id string) (account.Key, error)
	Keys(ctx context.Context, sourceID, userID string) ([]account.Key, error)
	AddKey(ctx context.Context, key account.Key) error
	// PutKeyEnd writes when a key expires or that it is revoked.
	PutKeyEnd(ctx context.Context, key account.Key) error

	Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error)
	Restaurants(ctx context.Context) ([]restaurant.Restaurant, error)
	PutRestaurant(ctx context.Context, r restaurant.Restaurant) error
	DeleteRestaurant(ctx context.Context, id string) error
	OpenOrders(ctx context.Context, restaurant string) (int, error)

	AddLog(ctx context.Context, entry Entry) error
}

// The bounds of an installation: lists of people and sources have no pages.
const (
	maxUsers       = 1000
	maxSources     = 1000
	maxRestaurants = 1000
	maxKeys        = 50 // of one owner, that still work
	hashesAtOnce   = 2  // each takes 19 MiB
)

// Service administers a store.
type Service struct {
	store   Store
	now     func() time.Time
	hashing chan struct{}
}

// New administers a store. A nil clock means time.Now.
func New(store Store, now func() time.Time) *Service {
	if now == nil {
		now = time.Now
	}
	return &Service{store: store, now: now, hashing: make(chan struct{}, hashesAtOnce)}
}

// Actor is who administers, and the restaurants they are limited to.
type Actor struct {
	Name        string   // as the log names them, like "user:anna"
	Restaurants []string // empty means all
}

// CommandLine is whoever may run the program where the database is.
func CommandLine() Actor { return Actor{Name: "cli"} }

// everything says whether the actor is limited to no restaurants.
func (a Actor) everything() bool { return len(a.Restaurants) == 0 }

// serves says whether a restaurant is the actor's business.
func (a Actor) serves(id string) bool { return a.everything() || slices.Contains(a.Restaurants, id) }

// Covers says whether one who is limited to some restaurants can do nothing
// that the actor cannot. An empty list means all restaurants, here too.
func (a Actor) Covers(restaurants []string) bool {
	if a.everything() {
		return true
	}
	return len(restaurants) > 0 && !slices.ContainsFunc(restaurants, func(id string) bool { return !a.serves(id) })
}

func refusal(code order.Code, format string, args ...any) error {
	return order.Errorf(code, format, args...)
}
