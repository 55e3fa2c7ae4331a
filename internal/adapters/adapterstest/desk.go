// Package adapterstest is a desk in memory for tests of adapters: orders live by
// the domain's own rules, without a database or workflows.
package adapterstest

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Key and Secret are those of the source Shop; OtherKey is another source's.
const (
	Shop     = "shop"
	Key      = "shop-key"
	OtherKey = "other-key"
	Secret   = "ohs_secret"
)

// Desk is the desk of a test.
type Desk struct {
	t     testing.TB
	Now   time.Time
	Lives map[string]*order.Life // by our id
	// Fault is what everything answers, when there is one.
	Fault  error
	hashes map[string]string
}

// New is an empty desk.
func New(t testing.TB) *Desk {
	return &Desk{t: t, Now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Lives: map[string]*order.Life{}, hashes: map[string]string{}}
}

// Source is the source that requests of tests name.
var Source = account.Source{ID: Shop, Restaurants: []string{"arbat-1"}}

// Ask has an adapter serve a request of the source Shop.
func (d *Desk) Ask(adapter adapters.Adapter, method, path string, header http.Header, body []byte) adapters.Response {
	where, query, _ := cutQuery(path)
	if header == nil {
		header = http.Header{}
	}
	return adapter.Serve(d.t.Context(), d, adapters.Request{Source: Source, Method: method, Path: where, Query: query, Header: header, Body: body, Now: d.Now})
}

func cutQuery(path string) (string, url.Values, error) {
	parsed, err := url.Parse(path)
	if err != nil {
		return path, url.Values{}, err
	}
	return parsed.Path, parsed.Query(), nil
}

// Read is a recorded payload.
func Read(t testing.TB, file string) []byte {
	t.Helper()
	content, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	return content
}

// Only is the one order that was taken in.
func (d *Desk) Only() *order.Life {
	d.t.Helper()
	require.Len(d.t, d.Lives, 1)
	for _, life := range d.Lives {
		return life
	}
	return nil
}

// SourceOf implements adapters.Desk.
func (d *Desk) SourceOf(_ context.Context, key string) (account.Source, error) {
	switch key {
	case Key:
		return Source, d.Fault
	case OtherKey:
		return account.Source{ID: "other"}, d.Fault
	}
	return account.Source{}, order.Errorf(order.CodeUnauthorized, "This key is not known.")
}

// SigningSecrets implements adapters.Desk.
func (d *Desk) SigningSecrets(context.Context, string) ([]string, error) {
	return []string{"ohs_newer", Secret}, nil
}

// Submit implements adapters.Desk.
func (d *Desk) Submit(_ context.Context, source account.Source, submission order.Submission) (order.Receipt, error) {
	if d.Fault != nil {
		return order.Receipt{}, d.Fault
	}
	if submission.Restaurant == "" {
		submission.Restaurant = "arbat-1"
	}
	if faults := submission.Validate(d.Now); len(faults) > 0 {
		return order.Receipt{}, &order.Error{Code: order.CodeInvalid, Faults: faults}
	}
	hash := submission.ContentHash()
	submission.Normalise()
	id := order.ID(source.ID, submission.ExternalID)
	if life, known := d.Lives[id]; known {
		if d.hashes[id] != hash {
			return order.Receipt{}, &order.Error{Code: order.CodeDuplicateExternalID, OrderID: id}
		}
		return order.Receipt{State: order.Replayed, Order: life.Record()}, nil
	}
	life := order.Open(order.Intake{Source: source.ID, Submission: submission, Rules: order.DefaultRules(), Checks: order.OwnChecks(submission, d.Now)}, d.Now)
	d.Lives[id], d.hashes[id] = life, hash
	return order.Receipt{State: order.Stored, Order: life.Record()}, nil
}

// Find implements adapters.Desk.
func (d *Desk) Find(ctx context.Context, source account.Source, externalID string) (order.Order, error) {
	return d.Order(ctx, source, order.ID(source.ID, externalID))
}

// Order implements adapters.Desk.
func (d *Desk) Order(_ context.Context, source account.Source, id string) (order.Order, error) {
	if d.Fault != nil {
		return order.Order{}, d.Fault
	}
	if life, known := d.Lives[id]; known && life.Source == source.ID {
		return life.Record(), nil
	}
	return order.Order{}, order.Errorf(order.CodeNotFound, "There is no such order.")
}

func (d *Desk) act(record order.Order, act func(life *order.Life, caller order.Caller) *order.Error) error {
	caller := order.Caller{Actor: order.Actor{Kind: order.Shop, Name: record.Source}}
	if err := act(d.Lives[record.ID], caller); err != nil {
		return err
	}
	return nil
}

// Cancel implements adapters.Desk.
func (d *Desk) Cancel(_ context.Context, record order.Order, reason order.Reason) error {
	return d.act(record, func(life *order.Life, caller order.Caller) *order.Error {
		return life.Cancel(order.CancelCommand{Caller: caller, Reason: reason}, d.Now)
	})
}

// Amend implements adapters.Desk.
func (d *Desk) Amend(_ context.Context, record order.Order, items []order.Item) error {
	order.NormaliseItems(items)
	return d.act(record, func(life *order.Life, caller order.Caller) *order.Error {
		return life.Amend(order.AmendCommand{Caller: caller, Items: items}, d.Now)
	})
}

// Advance implements adapters.Desk.
func (d *Desk) Advance(_ context.Context, record order.Order, status order.Status) error {
	return d.act(record, func(life *order.Life, caller order.Caller) *order.Error {
		return life.Advance(order.AdvanceCommand{Caller: caller, Status: status}, d.Now)
	})
}

// Accept is an operator's yes.
func (d *Desk) Accept(id string) {
	d.t.Helper()
	person := order.Caller{Actor: order.Actor{Kind: order.Person, Name: "olga"}}
	if err := d.Lives[id].Accept(order.AcceptCommand{Caller: person}, d.Now); err != nil {
		d.t.Fatal(err)
	}
}

// Restaurants implements adapters.Desk.
func (d *Desk) Restaurants(context.Context, account.Source) ([]restaurant.Restaurant, error) {
	return []restaurant.Restaurant{{ID: "arbat-1", Name: "Арбат"}}, d.Fault
}

// Menu implements adapters.Desk.
func (d *Desk) Menu(_ context.Context, _ account.Source, restaurantID string) (*menu.Menu, error) {
	if restaurantID != "arbat-1" {
		return nil, order.Errorf(order.CodeNotFound, "There is no such restaurant.")
	}
	price := func(m order.Money) *order.Money { return &m }
	left := order.Pieces(3)
	return &menu.Menu{
		Restaurant: "arbat-1", Currency: "RUB", FetchedAt: d.Now,
		Categories: []menu.Category{{ID: "1", Name: "Кухня"}, {ID: "2", Name: "Салаты", Parent: "1"}},
		Dishes: []menu.Dish{
			{PLU: "101", Ident: 1, Name: "Цезарь", CategoryID: "2", Price: price(45000), Online: true, Available: true, Remainder: &left, GroupIDs: []string{"g"}},
			{PLU: "102", Ident: 2, Name: "Греческий", CategoryID: "2", Price: price(39050), Online: true, Stop: menu.StopListed},
			{PLU: "103", Ident: 3, Name: "Не для всех", Price: price(100)},
		},
		Groups: []menu.Group{{ID: "g", Name: "Соусы", Max: 2, Modifiers: []menu.Modifier{{PLU: "501", Name: "Барбекю", Price: price(5000), Available: true}, {PLU: "502", Name: "Острый"}}}},
	}, d.Fault
}
