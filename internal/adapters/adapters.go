// Package adapters takes in orders from systems that speak a form of their own.
// An adapter reads a request of such a system and asks the desk for what every
// source may ask for; everything else about an order is the same for all.
// docs/adapters.md tells how to write one.
package adapters

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Adapter speaks the form of one system.
type Adapter interface {
	// Name is the adapter's part of the address: /in/<name>/<source>/…
	Name() string
	// Serve answers one request. Who sends it is not proven yet: the source is
	// only the one that the address names.
	Serve(ctx context.Context, desk Desk, request Request) Response
}

// Desk is what an adapter can have done. Its errors are those of the domain's
// error table.
type Desk interface {
	// SourceOf is the source that an API key belongs to.
	SourceOf(ctx context.Context, key string) (account.Source, error)
	// SigningSecrets are the secrets a source shares with us, the present one first.
	SigningSecrets(ctx context.Context, source string) ([]string, error)

	// Submit takes an order in, by the same steps as POST /v1/orders.
	Submit(ctx context.Context, source account.Source, submission order.Submission) (order.Receipt, error)
	// Find is a source's order by its external id, Order one by our id.
	Find(ctx context.Context, source account.Source, externalID string) (order.Order, error)
	Order(ctx context.Context, source account.Source, id string) (order.Order, error)
	Cancel(ctx context.Context, record order.Order, reason order.Reason) error
	Amend(ctx context.Context, record order.Order, items []order.Item) error
	Advance(ctx context.Context, record order.Order, status order.Status) error

	Restaurants(ctx context.Context, source account.Source) ([]restaurant.Restaurant, error)
	Menu(ctx context.Context, source account.Source, restaurantID string) (*menu.Menu, error)
}

// Request is what came in.
type Request struct {
	Source account.Source // named by the address, not proven
	Method string
	Path   string // behind the source, without slashes around it
	Query  url.Values
	Header http.Header
	Body   []byte
	Now    time.Time
}

// Response is what goes out: a body as JSON, nothing when it is nil.
type Response struct {
	Status      int
	Body        any
	ContentType string // application/json when empty
}
