package api

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
)

const (
	demoKey     = "demo-source-key"
	otherKey    = "other-source-key"
	limitedKey  = "limited-source-key" // may only read
	operatorKey = "demo-operator-key"
	managerKey  = "manager-key"
	readerKey   = "reader-key"
	elsewhere   = "operator-of-tverskaya"

	guestPhone = "+79991234567"
)

// harness is a server over a world, asked in memory.
type harness struct {
	*testing.T
	*world
	server *Server
	log    *safeBuffer
}

func start(t *testing.T, change ...func(*Options)) *harness {
	t.Helper()
	w := newWorld()
	w.sources["demo"] = account.Source{ID: "demo", Restaurants: []string{"arbat-1"}}
	w.sources["other"] = account.Source{ID: "other"}
	w.users["demo"] = account.User{ID: "demo", Name: "Ольга", Role: account.Operator, Restaurants: []string{"arbat-1"}}
	w.users["boss"] = account.User{ID: "boss", Role: account.Manager}
	w.users["looker"] = account.User{ID: "looker", Role: account.ReadOnly}
	w.users["away"] = account.User{ID: "away", Role: account.Operator, Restaurants: []string{"tverskaya-2"}}
	w.addKey(demoKey, account.Key{ID: "1", SourceID: "demo", Scopes: account.SourceScopes()})
	w.addKey(otherKey, account.Key{ID: "2", SourceID: "other", Scopes: account.SourceScopes()})
	w.addKey(limitedKey, account.Key{ID: "3", SourceID: "demo", Scopes: []account.Scope{account.ScopeRead}})
	w.addKey(operatorKey, account.Key{ID: "4", UserID: "demo"})
	w.addKey(managerKey, account.Key{ID: "5", UserID: "boss"})
	w.addKey(readerKey, account.Key{ID: "6", UserID: "looker"})
	w.addKey(elsewhere, account.Key{ID: "7", UserID: "away"})

	log := &safeBuffer{}
	options := Options{
		Dispatcher: w, Orders: w, Restaurants: w, Accounts: w, Stations: w, Menus: w, Availability: w, Now: w.clock, Version: "test",
		Admin: admin.New(w, w.clock), Examiner: w,
		Logger:     slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		TemporalUI: "http://127.0.0.1:8233/",
	}
	for _, c := range change {
		c(&options)
	}
	server, err := New(options)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	return &harness{T: t, world: w, server: server, log: log}
}

// reply is an answer with its JSON.
type reply struct {
	status int
	header http.Header
	body   string
	json   map[string]any
}

// ask sends a request: with a key when there is one, and with headers given as
// "Name: value".
func (h *harness) ask(method, path, key, body string, headers ...string) reply {
	h.Helper()
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	request := httptest.NewRequest(method, path, reader)
	if key != "" {
		request.Header.Set("Authorization", "Bearer "+key)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Set(name, value)
		if name == "Host" {
			request.Host = value
		}
	}
	return h.send(request)
}

func (h *harness) send(request *http.Request) reply {
	h.Helper()
	recorder := httptest.NewRecorder()
	h.server.ServeHTTP(recorder, request)
	return h.read(recorder, request)
}

// read is what a request was answered, held to what is documented.
func (h *harness) read(recorder *httptest.ResponseRecorder, request *http.Request) reply {
	h.Helper()
	got := reply{status: recorder.Code, header: recorder.Header(), body: recorder.Body.String()}
	if strings.Contains(got.header.Get("Content-Type"), "json") && got.status != http.StatusNotModified {
		require.NoError(h, json.Unmarshal(recorder.Body.Bytes(), &got.json), got.body)
	}
	require.NotEmpty(h, got.header.Get(requestIDHeader))
	h.conforms(request.Method, request.URL.Path, got)
	if got.status >= 400 && got.header.Get("Content-Type") != "application/json" {
		require.Equal(h, "application/problem+json", got.header.Get("Content-Type"))
		require.Equal(h, got.header.Get(requestIDHeader), got.json["request_id"])
		require.EqualValues(h, got.status, got.json["status"])
		require.NotEmpty(h, got.json["title"])
		require.NotEmpty(h, got.json["code"])
		require.NotEmpty(h, got.json["type"])
	}
	return got
}

func (h *harness) submit(body string) reply {
	h.Helper()
	return h.ask("POST", "/v1/orders", demoKey, body)
}

// waiting submits an order and gives its id.
func (h *harness) waiting(externalID string) string {
	h.Helper()
	got := h.submit(with(plain101, "external_id", externalID))
	require.Equal(h, http.StatusCreated, got.status, got.body)
	return got.json["id"].(string)
}

func (h *harness) act(id, action, key, body string, headers ...string) reply {
	h.Helper()
	return h.ask("POST", "/v1/orders/"+id+"/"+action, key, body, headers...)
}

// faults are the codes of a problem's faults by field.
func (r reply) faults() map[string]string {
	found := map[string]string{}
	list, _ := r.json["errors"].([]any)
	for _, one := range list {
		fault := one.(map[string]any)
		found[fault["field"].(string)] = fault["code"].(string)
	}
	return found
}

func (r reply) code() string {
	code, _ := r.json["code"].(string)
	return code
}

// plain101 is the smallest order that can be accepted.
const plain101 = `{"external_id":"WEB-1","restaurant":"arbat-1","service_type":"pickup","guest":{"phone":"+79991234567"},"items":[{"plu":"101","quantity":"1"}]}`

// full is the order of the documentation.
const full = `{
  "external_id": "WEB-10482", "display_id": "482", "restaurant": "arbat-1",
  "placed_at": "2026-11-23T12:04:31+03:00", "service_type": "delivery",
  "timing": { "mode": "asap", "expected_at": null, "respond_by": null },
  "currency": "RUB",
  "guest": { "name": "Anna", "phone": "+79991234567", "email": null, "persons": 2, "meta": {} },
  "address": { "text": "12 Arbat St, apt 5", "city": "Moscow", "street": "Arbat", "house": "12", "entrance": "2", "floor": "4",
               "apartment": "5", "intercom": "5K1234", "lat": "55.7500", "lon": "37.5900", "note": "Call from the gate" },
  "note": "No onion, please",
  "items": [ { "line_id": "1", "plu": "101", "name": "Caesar salad", "quantity": "1", "unit_price": 45000, "note": null,
               "modifiers": [ { "plu": "501", "name": "BBQ", "quantity": "1", "unit_price": 5000 } ] } ],
  "charges":   [ { "type": "delivery", "name": "Delivery", "amount": 15000 } ],
  "discounts": [ { "code": "5OFF", "name": "Five off", "amount": 500 } ],
  "payments":  [ { "type": "online", "state": "paid", "amount": 64500, "external_id": "tx-1" } ],
  "change_from": null,
  "totals": { "items": 50000, "charges": 15000, "discounts": 500, "total": 64500 },
  "callback": { "url": "https://shop.example/status", "events": ["*"] },
  "is_test": false, "attributes": {}
}`

// with is a JSON object with one field set, or taken out when value is absent.
func with(object, field string, value any) string {
	var tree map[string]any
	if err := json.Unmarshal([]byte(object), &tree); err != nil {
		panic(err)
	}
	if value == absent {
		delete(tree, field)
	} else {
		tree[field] = value
	}
	changed, err := json.Marshal(tree)
	if err != nil {
		panic(err)
	}
	return string(changed)
}

type nothing struct{}

var absent any = nothing{}

// safeBuffer is a log that may be read while it is written.
type safeBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}
