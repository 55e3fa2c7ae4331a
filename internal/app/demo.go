package app

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/dispatch"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
	"github.com/orderhatch/orderhatch/internal/stationhook"
	"github.com/orderhatch/orderhatch/internal/store"
)

// The demo's restaurant, source and people. Everybody knows the keys, so the
// demo is bound to loopback addresses.
const (
	demoRestaurant  = "arbat-1"
	demoZone        = "Europe/Moscow"
	demoSource      = "demo"
	demoSourceKey   = "demo-source-key"
	demoOldSource   = "old-site" // speaks the protocol of API Мини-доставки
	demoOldToken    = "demo-minidelivery-token"
	demoOperator    = "demo"
	demoOperatorKey = "demo-operator-key"
	demoManager     = "manager"
	demoManagerKey  = "demo-manager-key"
	demoPassword    = "orderhatch-demo"
	demoNotifyToken = "demo-notify-token" // what the simulated station calls with
)

// startDemoStation starts the simulated restaurant and sets everything up that
// the demo needs. On a folder that has it already, only the addresses change.
func (c *core) startDemoStation(ctx context.Context, config Standalone, at *Addresses) error {
	zone, err := time.LoadLocation(demoZone)
	if err != nil {
		return fmt.Errorf("the demo's time zone: %w", err)
	}
	station, err := rk7sim.Start(rk7sim.Options{
		Location: zone,
		Listen:   config.SimListen, WebListen: config.SimWebListen, Dir: config.folder("rk7sim"), Logger: c.log,
		Restaurants: []rk7sim.RestaurantOptions{{ID: demoRestaurant, Name: "Арбат", FormScriptAddress: strings.TrimPrefix(at.API, "http://"),
			OrderNotifyURL: at.API + stationhook.Prefix + demoRestaurant + "/" + demoNotifyToken}},
	})
	if err != nil {
		return fmt.Errorf("the simulated restaurant: %w", err)
	}
	c.add("simulated restaurant", station.Close)
	at.Sim, at.SimWeb = station.URL(), station.WebURL()
	return seedDemo(ctx, c.store, station.Addresses())
}

// seedDemo makes a restaurant for each simulated station, the demo's source and people.
func seedDemo(ctx context.Context, to *store.Store, stations []rk7sim.Address) error {
	for _, station := range stations {
		if err := seedRestaurant(ctx, to, station); err != nil {
			return err
		}
	}
	return seedAccounts(ctx, to)
}

func seedRestaurant(ctx context.Context, to *store.Store, station rk7sim.Address) error {
	there, err := to.Restaurant(ctx, station.ID)
	if err != nil && order.CodeOf(err) != order.CodeNotFound {
		return err
	}
	wanted := there
	if err != nil {
		wanted = demoSettings(station.ID, station.Name)
	}
	wanted.Station.URL, wanted.Station.CertSHA256 = station.URL, station.CertSHA256
	if wanted.Station.URL == there.Station.URL && wanted.Station.CertSHA256 == there.Station.CertSHA256 { // an unchanged restaurant keeps its revision
		return nil
	}
	return to.PutRestaurant(ctx, wanted)
}

// demoSettings show both ways: orders of the old site are filled when somebody
// opens them on the station, as they always were, all others on acceptance.
func demoSettings(id, name string) restaurant.Restaurant {
	asBefore := order.DefaultRules()
	asBefore.Fill = order.FillOnOpen
	return restaurant.Restaurant{
		ID: id, Name: name, TimeZone: demoZone, Currency: "RUB", Rules: order.DefaultRules(),
		SourceRules: map[string]order.Rules{demoOldSource: asBefore},
		Station: restaurant.Station{
			User: "demo", Password: "demo",
			StationCode: "1", TableCode: "20", PickupTable: "21", TestTable: "22", WaiterCode: "9001", ManagerCode: "9003",
			OrderCategory: "2", DeliveryType: "2", PickupType: "3", VoidReason: "3",
			PrepayCurrency: "3", PrepayReason: "1", NotifyToken: demoNotifyToken,
			Licence: restaurant.Licence{Mode: restaurant.Lifetime},
		},
		MiniDelivery: restaurant.MiniDelivery{Source: demoOldSource, Token: demoOldToken},
	}
}

func seedAccounts(ctx context.Context, to *store.Store) error {
	if _, err := to.User(ctx, demoOperator); order.CodeOf(err) != order.CodeNotFound {
		return err // nil when the demo was set up before: people may have changed it
	}
	password, err := account.HashPassword(demoPassword)
	if err != nil {
		return err
	}
	for _, source := range []account.Source{{ID: demoSource, Name: "Demo shop"}, {ID: demoOldSource, Name: "Сайт на API Мини-доставки"}} {
		if err := to.PutSource(ctx, source); err != nil {
			return err
		}
	}
	for _, person := range []account.User{
		{ID: demoManager, Name: "Demo manager", Role: account.Manager, PasswordHash: password},
		{ID: demoOperator, Name: "Demo operator", Role: account.Operator, PasswordHash: password},
	} {
		if err := to.PutUser(ctx, person); err != nil {
			return err
		}
	}
	for secret, key := range map[string]account.Key{
		demoSourceKey:   {SourceID: demoSource, Scopes: account.SourceScopes()},
		demoOperatorKey: {UserID: demoOperator},
		demoManagerKey:  {UserID: demoManager},
	} {
		hash := sha256.Sum256([]byte(secret))
		key.ID, key.Name, key.Hash, key.CreatedAt = secret, "demo", hash[:], time.Now()
		if err := to.AddKey(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// leaveDemoOrder leaves one waiting order for whoever looks for the first time.
func (c *core) leaveDemoOrder(ctx context.Context, dispatcher *dispatch.Dispatcher) error {
	submission := demoOrder()
	_, err := c.store.Submitted(ctx, demoSource, submission.ExternalID)
	if order.CodeOf(err) != order.CodeNotFound {
		return err
	}
	place, err := c.store.Restaurant(ctx, demoRestaurant)
	if err != nil {
		return err
	}
	hash := submission.ContentHash()
	submission.Normalise()
	_, err = dispatcher.Submit(ctx, order.Intake{
		Source: demoSource, Submission: submission, Rules: place.RulesFor(demoSource),
		Checks: order.OwnChecks(submission, time.Now()), ContentHash: hash,
	})
	return err
}

func demoOrder() order.Submission {
	price := func(kopecks order.Money) *order.Money { return &kopecks }
	return order.Submission{
		ExternalID: "DEMO-1", DisplayID: "1", Restaurant: demoRestaurant, ServiceType: order.Delivery,
		Guest:   order.Guest{Name: "Анна", Phone: "+79990000001", Persons: 2},
		Address: &order.Address{Text: "ул. Арбат, 12, кв. 5", City: "Москва", Street: "Арбат", House: "12", Apartment: "5", Entrance: "2", Floor: "4"},
		Note:    "Без лука, пожалуйста",
		Items: []order.Item{
			{PLU: "101", Name: "Салат Цезарь", Quantity: order.Pieces(1), UnitPrice: price(45000)},
			{PLU: "102", Name: "Борщ", Quantity: order.Pieces(2), UnitPrice: price(35000), Note: "Сметану отдельно"},
		},
		Charges:    []order.Charge{{Type: "delivery", Name: "Доставка", Amount: 15000}},
		Payments:   []order.Payment{{Type: "cash", State: "due"}},
		ChangeFrom: price(500000),
	}
}
