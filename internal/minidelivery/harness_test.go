package minidelivery

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/api"
	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/store"
)

const (
	oldToken   = "old-token"
	apiKey     = "an-api-key"
	guestPhone = "+79991234567"
)

// harness is the old interface over the product's own store and API. Only the
// workflows are replaced: each order's life runs in memory.
type harness struct {
	*testing.T
	*store.Store
	handler *Handler
	log     *bytes.Buffer
	menu    *menu.Menu

	mu    sync.Mutex
	now   time.Time
	lives map[string]*order.Life
	hash  map[string]string
	saves int
	stuck chan struct{} // a save waits for it, when there is one
	// Dispatcher's other methods are not asked.
	api.Dispatcher
}

func start(t *testing.T, change ...func(*restaurant.MiniDelivery)) *harness {
	t.Helper()
	ring, err := keyring.FromEnv(keyring.NewLine())
	require.NoError(t, err)
	log := &bytes.Buffer{}
	logger := slog.New(slog.NewJSONHandler(log, nil))
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "orders.db"), ring, logger)
	require.NoError(t, err)
	t.Cleanup(func() { _ = db.Close() })
	require.NoError(t, db.Migrate(t.Context()))
	h := &harness{T: t, Store: db, log: log, now: time.Date(2026, 11, 24, 9, 1, 0, 0, time.UTC), lives: map[string]*order.Life{}, hash: map[string]string{}, menu: sampleMenu()}

	settings := restaurant.MiniDelivery{Source: "site", Token: oldToken}
	for _, c := range change {
		c(&settings)
	}
	rules := order.DefaultRules()
	rules.Fill = order.FillOnOpen
	require.NoError(t, db.PutRestaurant(t.Context(), restaurant.Restaurant{ID: "arbat-1", Name: "Арбат", TimeZone: "Europe/Moscow", Currency: "RUB", Rules: rules, MiniDelivery: settings}))
	for _, id := range []string{"site", "app"} {
		require.NoError(t, db.PutSource(t.Context(), account.Source{ID: id}))
	}
	sum := sha256.Sum256([]byte(apiKey))
	require.NoError(t, db.AddKey(t.Context(), account.Key{ID: "k", SourceID: "app", Scopes: account.SourceScopes(), Hash: sum[:], CreatedAt: h.now}))
	server, err := api.New(api.Options{Dispatcher: h, Orders: db, Restaurants: db, Accounts: db, Logger: logger, Now: h.clock})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	h.handler = New(Options{Restaurant: "arbat-1", Orders: db, Intake: server, Sources: db, Restaurants: db, Menus: h, Saver: h, Logger: logger, Now: h.clock})
	t.Cleanup(h.handler.Close)
	return h
}

func (h *harness) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *harness) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// Menu implements Menus.
func (h *harness) Menu(context.Context, string) (*menu.Menu, error) {
	if h.menu == nil {
		return nil, order.Errorf(order.CodeNotFound, "The menu was not imported yet.")
	}
	return h.menu, nil
}

// Submit implements api.Dispatcher.
func (h *harness) Submit(ctx context.Context, intake order.Intake) (order.Receipt, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	workflow := order.WorkflowID(intake.Source, intake.Submission.ExternalID)
	if life, ok := h.lives[workflow]; ok {
		return order.Receipt{State: order.Replayed, Order: life.Record()}, nil
	}
	life := order.Open(intake, h.now)
	h.lives[workflow], h.hash[workflow] = life, intake.ContentHash
	return order.Receipt{State: order.Stored, Order: life.Record()}, h.project(ctx, workflow)
}

// project needs the lock.
func (h *harness) project(ctx context.Context, workflow string) error {
	life := h.lives[workflow]
	err := h.Project(ctx, order.Projection{Record: life.Record(), ContentHash: h.hash[workflow], Events: life.Unpublished()})
	life.Published(life.Sequence)
	return err
}

// Save implements Saver and api.Dispatcher.
func (h *harness) Save(ctx context.Context, workflow string, command order.SaveCommand) (order.Order, error) {
	if h.stuck != nil {
		select {
		case <-h.stuck:
		case <-ctx.Done():
			return order.Order{}, ctx.Err()
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.saves++
	if err := h.lives[workflow].Save(command, h.now); err != nil {
		return order.Order{}, err
	}
	return h.lives[workflow].Record(), h.project(ctx, workflow)
}

// Ready implements api.Dispatcher.
func (h *harness) Ready(context.Context) error { return nil }

// act does something to an order as its workflow would.
func (h *harness) act(id string, act func(life *order.Life, now time.Time)) {
	h.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	for workflow, life := range h.lives {
		if life.ID == id {
			act(life, h.now)
			require.NoError(h, h.project(h.Context(), workflow))
			return
		}
	}
	h.Fatal("no such order: " + id)
}

// reply is an answer of the protocol.
type reply struct {
	http    int
	result  bool
	message string
	json    map[string]any
	body    string
}

func (h *harness) ask(method, path, token, body string) reply {
	h.Helper()
	request := httptest.NewRequest(method, path, strings.NewReader(body)) // without a Content-Type
	request.RemoteAddr = "192.168.1.7:40000"
	if token != "" {
		request.Header.Set("Token", token)
	}
	recorder := httptest.NewRecorder()
	h.handler.ServeHTTP(recorder, request)
	got := reply{http: recorder.Code, body: recorder.Body.String()}
	require.NoError(h, json.Unmarshal(recorder.Body.Bytes(), &got.json), got.body)
	got.result, _ = got.json["result"].(bool)
	got.message, _ = got.json["msg"].(string)
	require.Contains(h, got.json, "msg")
	return got
}

func (h *harness) post(body string) reply {
	h.Helper()
	return h.ask("POST", "/api/v2/ext/postorder", oldToken, body)
}

// ordered posts an order and finds it in the store.
func (h *harness) ordered(body string) (order.Order, int64) {
	h.Helper()
	got := h.post(body)
	require.True(h, got.result, got.message)
	number := int64(got.json["order_id"].(float64))
	id, err := h.OrderOfNumber(h.Context(), number)
	require.NoError(h, err)
	record, _, err := h.Order(h.Context(), id)
	require.NoError(h, err)
	return record, number
}

func sampleMenu() *menu.Menu {
	price := func(m order.Money) *order.Money { return &m }
	left := order.Pieces(12)
	return &menu.Menu{
		Restaurant: "arbat-1", Currency: "RUB", FetchedAt: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC),
		Categories: []menu.Category{{ID: "1", Name: "Кухня"}, {ID: "2", Name: "Супы", Parent: "1"}},
		Dishes: []menu.Dish{
			{PLU: "410", Ident: 1, Code: "410", Name: "Борщ", CategoryID: "2", Price: price(32000), Online: true, Available: true, Remainder: &left, GroupIDs: []string{"g"}},
			{PLU: "411", Ident: 2, Code: "411", Name: "Уха", CategoryID: "2", Price: price(41000), Online: true, Stop: menu.StopListed, StopReason: "On the till's stop list."},
			{PLU: "412", Ident: 3, Code: "412", Name: "Квас", Price: price(9000), Online: true, Available: true},
			{PLU: "500", Ident: 4, Code: "500", Name: "Обед", Price: price(50000), Online: true, Available: true, Combo: true},
			{PLU: "600", Ident: 5, Code: "600", Name: "Сыр на вес", Price: price(90000), Online: true, Available: true, Weighed: true},
			{PLU: "700", Ident: 6, Code: "700", Name: "Не для сайта", Price: price(1000), Available: true},
		},
		Groups: []menu.Group{{ID: "g", Name: "Добавки", Modifiers: []menu.Modifier{{PLU: "77", Ident: 9, Code: "77", Name: "Сметана", Price: price(4000), Available: true}}}},
	}
}

// borsch is the smallest order of the protocol: pickup of two soups.
const borsch = `{"guest":{"sname":"\u0410\u043d\u043d\u0430","phone":"+79991234567"},"order":{"type":0,"content":[{"code":410,"quantity":2,"modifiers":[{"code":77,"count":1}]}]}}`

const (
	waitTime = 5 * time.Second
	waitStep = 2 * time.Millisecond
)
