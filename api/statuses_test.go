package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// elsewhereTested are the statuses that TestDocumentedRefusals provokes for every
// operation that documents them. 500 would be a fault of ours: TestPanics has one.
var elsewhereTested = []int{400, 401, 403, 413, 415, 429, 500, 503}

// firstWords hangs up on a stream when it has begun to speak.
type firstWords struct {
	*httptest.ResponseRecorder
	hangUp func()
}

func (f firstWords) Flush() {
	f.ResponseRecorder.Flush()
	f.hangUp()
}

// provocation brings a documented answer about. A plain one needs no preparation.
type provocation func(h *harness) reply

func asked(method, path, key, body string, headers ...string) provocation {
	return func(h *harness) reply { return h.ask(method, path, key, body, headers...) }
}

// decided has an order do something that its state allows.
func decided(action, key, body string, before ...func(h *harness, id string)) provocation {
	return func(h *harness) reply {
		id := h.waiting("WEB-1")
		for _, prepare := range before {
			prepare(h, id)
		}
		return h.act(id, action, key, body)
	}
}

func accepted(body string) func(h *harness, id string) {
	return func(h *harness, id string) {
		require.Equal(h, http.StatusOK, h.act(id, "accept", operatorKey, body).status)
	}
}

func parked(h *harness, id string) {
	h.station(id, func(life *order.Life, now time.Time) {
		life.Begin(order.WorkCreate)
		life.Park(order.CodeDishUnknown.Fault(""), true, now)
	})
}

func wishedAway(h *harness, id string) {
	require.Equal(h, http.StatusOK, h.act(id, "cancel", demoKey, `{"reason":{"code":"guest_cancelled"}}`).status)
}

// theDeadLetter is what withCallbacks' log begins with in these tests.
var theDeadLetter = noticeOf("demo", "arbat-1", order.NoticeDead)

// statuses are, for each operation, how its successes and the refusals that are
// its own come about.
var statuses = map[string]map[int]provocation{
	"health":      {200: asked("GET", "/healthz", "", "")},
	"ready":       {200: asked("GET", "/readyz", "", ""), 503: func(h *harness) reply { h.breakDatabase(http.ErrServerClosed); return h.ask("GET", "/readyz", "", "") }},
	"needs-setup": {200: asked("GET", "/v1/setup", "", "")},
	"set-up": {
		200: func(h *harness) reply { return empty(h).ask("POST", "/v1/setup", "", firstManager) },
		409: asked("POST", "/v1/setup", "", firstManager),
	},
	"sign-in":  {200: func(h *harness) reply { return h.signInAs("demo", "seventeen plums") }},
	"who-am-i": {200: asked("GET", "/v1/session", operatorKey, "")},
	"sign-out": {204: func(h *harness) reply {
		got := h.signInAs("demo", "seventeen plums")
		return h.ask("DELETE", "/v1/session", "", "", "Cookie: "+strings.Split(got.header.Get("Set-Cookie"), ";")[0], "X-CSRF-Token: "+got.json["csrf_token"].(string))
	}},

	"submit-order": {
		201: asked("POST", "/v1/orders", demoKey, plain101),
		200: func(h *harness) reply { h.submit(plain101); return h.submit(plain101) },
		202: func(h *harness) reply { h.noWorker = true; return h.submit(plain101) },
		409: func(h *harness) reply { h.submit(plain101); return h.submit(with(plain101, "note", "another")) },
	},
	"list-orders": {200: asked("GET", "/v1/orders", demoKey, ""), 422: asked("GET", "/v1/orders?limit=0", demoKey, "")},
	"read-order": {
		200: func(h *harness) reply { return h.ask("GET", "/v1/orders/"+h.waiting("WEB-1"), demoKey, "") },
		422: func(h *harness) reply {
			return h.ask("GET", "/v1/orders/"+h.waiting("WEB-1")+"?fresh=maybe", demoKey, "")
		},
	},

	"take-order":     {200: decided("take", operatorKey, "{}")},
	"release-order":  {200: decided("release", operatorKey, "{}", func(h *harness, id string) { h.act(id, "take", operatorKey, "{}") })},
	"accept-order":   {200: decided("accept", operatorKey, "{}")},
	"cancel-order":   {200: decided("cancel", operatorKey, `{"reason":{"code":"too_busy"}}`)},
	"refuse-cancel":  {200: decided("refuse-cancel", operatorKey, `{"reason":{"code":"other","text":"cooked"}}`, accepted("{}"), wishedAway)},
	"postpone-order": {200: decided("postpone", operatorKey, "{}")},
	"amend-order":    {200: decided("amend", operatorKey, `{"items":[{"plu":"102","quantity":"2"}]}`)},
	"save-order":     {200: decided("save", operatorKey, "{}", accepted(`{"fill":"on_save"}`))},
	"resolve-order":  {200: decided("resolve", operatorKey, `{"action":"done_by_hand"}`, accepted("{}"), parked)},
	"advance-order":  {200: decided("status", operatorKey, `{"status":"in_work"}`, accepted("{}"))},

	"list-restaurants": {200: asked("GET", "/v1/restaurants", demoKey, "")},
	"read-restaurant":  {200: asked("GET", "/v1/restaurants/arbat-1", demoKey, "")},
	"list-discrepancies": {
		200: asked("GET", "/v1/discrepancies", operatorKey, ""),
		404: asked("GET", "/v1/discrepancies?restaurant=tverskaya-2", operatorKey, ""),
		422: asked("GET", "/v1/discrepancies?restaurant="+strings.Repeat("x", 65), operatorKey, ""),
	},
	"read-menu": {
		200: asked("GET", "/v1/restaurants/arbat-1/menu", demoKey, ""),
		422: asked("GET", "/v1/restaurants/arbat-1/menu", demoKey, "", "If-None-Match: "+strings.Repeat("x", 501)),
		304: func(h *harness) reply {
			tag := h.ask("GET", "/v1/restaurants/arbat-1/menu", demoKey, "").header.Get("ETag")
			return h.ask("GET", "/v1/restaurants/arbat-1/menu", demoKey, "", "If-None-Match: "+tag)
		},
	},
	"refresh-menu":     {200: asked("POST", "/v1/restaurants/arbat-1/menu/refresh", operatorKey, "")},
	"put-availability": {200: asked("PUT", "/v1/restaurants/arbat-1/availability", operatorKey, `{"mode":"busy","minutes":20}`)},
	"check-cart": {
		200: asked("POST", "/v1/carts/check", demoKey, `{"restaurant":"arbat-1","items":[{"plu":"101","quantity":"1"}]}`),
	},
	"read-aliases": {200: asked("GET", "/v1/sources/demo/aliases", managerKey, "")},
	"put-aliases":  {200: asked("PUT", "/v1/sources/demo/aliases", managerKey, `{"items":[]}`)},

	"poll-events": {200: asked("GET", "/v1/events", demoKey, ""), 422: asked("GET", "/v1/events?after=x", demoKey, "")},
	"stream-events": {
		200: func(h *harness) reply {
			ctx, hangUp := context.WithCancel(h.Context())
			defer hangUp()
			request := httptest.NewRequest("GET", streamPath, nil).WithContext(ctx)
			request.Header.Set("Authorization", "Bearer "+demoKey)
			first := firstWords{httptest.NewRecorder(), hangUp}
			h.server.ServeHTTP(first, request)
			return h.read(first.ResponseRecorder, request)
		},
		422: asked("GET", streamPath+"?after=x", demoKey, ""),
	},

	"list-callbacks":       {200: asked("GET", "/v1/callbacks", demoKey, ""), 422: asked("GET", "/v1/callbacks?state=lost", demoKey, "")},
	"read-callback":        {200: asked("GET", "/v1/callbacks/"+theDeadLetter.ID, demoKey, "")},
	"replay-callback":      {202: asked("POST", "/v1/callbacks/"+theDeadLetter.ID+"/replay", demoKey, "")},
	"replay-callbacks":     {202: asked("POST", "/v1/callbacks/replay", demoKey, "")},
	"read-self":            {200: asked("GET", "/v1/sources/me", demoKey, "")},
	"test-callback":        {200: asked("POST", "/v1/sources/me/test-callback", demoKey, `{"url":"https://shop.example/status"}`)},
	"test-source-callback": {200: asked("POST", "/v1/sources/demo/test-callback", managerKey, `{"url":"https://shop.example/status"}`)},
	"rotate-own-secret":    {200: asked("POST", "/v1/sources/me/signing-secret", demoKey, "")},
	"rotate-secret":        {200: asked("POST", "/v1/sources/demo/signing-secret", managerKey, "")},

	"list-users": {200: asked("GET", "/v1/users", managerKey, "")},
	"add-user": {
		201: asked("POST", "/v1/users", managerKey, `{"id":"anna","role":"operator","password":"seventeen plums"}`),
		409: asked("POST", "/v1/users", managerKey, `{"id":"demo","role":"operator","password":"seventeen plums"}`),
	},
	"change-user": {
		200: asked("PATCH", "/v1/users/demo", managerKey, `{"name":"Anna"}`),
		409: asked("PATCH", "/v1/users/boss", managerKey, `{"disabled":true}`),
	},
	"set-password":        {204: asked("POST", "/v1/users/demo/password", managerKey, `{"password":"eighteen plums"}`)},
	"sign-out-everywhere": {204: asked("DELETE", "/v1/users/demo/sessions", managerKey, "")},
	"list-user-keys":      {200: asked("GET", "/v1/users/demo/keys", managerKey, "")},
	"make-user-key": {
		201: asked("POST", "/v1/users/demo/keys", managerKey, "{}"),
		409: tooManyKeys("/v1/users/demo/keys"),
	},
	"list-sources": {200: asked("GET", "/v1/sources", managerKey, "")},
	"add-source": {
		201: asked("POST", "/v1/sources", managerKey, `{"id":"app"}`),
		409: asked("POST", "/v1/sources", managerKey, `{"id":"demo"}`),
	},
	"change-source":    {200: asked("PATCH", "/v1/sources/demo", managerKey, `{"name":"Shop"}`)},
	"list-source-keys": {200: asked("GET", "/v1/sources/demo/keys", managerKey, "")},
	"make-source-key": {
		201: asked("POST", "/v1/sources/demo/keys", managerKey, "{}"),
		409: tooManyKeys("/v1/sources/demo/keys"),
	},
	"rotate-key": {
		201: asked("POST", "/v1/keys/1/rotate", managerKey, "{}"),
		409: func(h *harness) reply {
			h.ask("DELETE", "/v1/keys/1", managerKey, "")
			return h.ask("POST", "/v1/keys/1/rotate", managerKey, "{}")
		},
	},
	"revoke-key": {204: asked("DELETE", "/v1/keys/1", managerKey, "")},

	"add-restaurant": {
		201: asked("POST", "/v1/restaurants", managerKey, newSettings),
		409: asked("POST", "/v1/restaurants", managerKey, with(newSettings, "id", "arbat-1")),
	},
	"read-settings": {200: asked("GET", "/v1/restaurants/arbat-1/settings", managerKey, "")},
	"write-settings": {
		200: func(h *harness) reply {
			h.ask("POST", "/v1/restaurants", managerKey, newSettings)
			return h.ask("PUT", "/v1/restaurants/zoo-3/settings", managerKey, newSettings)
		},
		409: func(h *harness) reply {
			h.ask("POST", "/v1/restaurants", managerKey, newSettings)
			return h.ask("PUT", "/v1/restaurants/zoo-3/settings", managerKey, newSettings, `If-Match: "99"`)
		},
	},
	"remove-restaurant": {
		204: asked("DELETE", "/v1/restaurants/tverskaya-2", managerKey, ""),
		409: func(h *harness) reply {
			h.waiting("WEB-1")
			return h.ask("DELETE", "/v1/restaurants/arbat-1", managerKey, "")
		},
	},
	"examine-settings":   {200: asked("POST", "/v1/restaurants/examine", managerKey, newSettings)},
	"examine-restaurant": {200: asked("POST", "/v1/restaurants/arbat-1/examine", managerKey, "")},
	"test-alarm":         {200: asked("POST", "/v1/restaurants/arbat-1/test-alarm", managerKey, "")},
	"shift-report":       {200: asked("GET", "/v1/reports/shift", managerKey, ""), 422: asked("GET", "/v1/reports/shift?from=x", managerKey, "")},
	"read-audit":         {200: asked("GET", "/v1/audit", managerKey, ""), 422: asked("GET", "/v1/audit?limit=0", managerKey, "")},
}

const firstManager = `{"token":"first-run-token","user":"anna","password":"seventeen plums"}`

// empty is an installation in which there is nobody.
func empty(h *harness) *harness {
	fresh := start(h.T, func(o *Options) { o.SetupToken = "first-run-token" })
	clear(fresh.users)
	return fresh
}

func (h *harness) signInAs(user, password string) reply {
	h.Helper()
	hash, err := account.HashPassword(password)
	require.NoError(h, err)
	person := h.users[user]
	person.PasswordHash = hash
	h.users[user] = person
	got := h.ask("POST", "/v1/session", "", `{"user":"`+user+`","password":"`+password+`"}`)
	require.Equal(h, http.StatusOK, got.status, got.body)
	return got
}

// tooManyKeys makes keys until there can be no more.
func tooManyKeys(path string) provocation {
	return func(h *harness) (got reply) {
		for got.status = http.StatusCreated; got.status == http.StatusCreated; {
			got = h.ask("POST", path, managerKey, "{}")
		}
		return got
	}
}

// shared is how a refusal comes about that operations have for the same reason.
func shared(one documented, status int) provocation {
	body := one.body()
	if example, there := examples[one.OperationID]; there {
		body = example
	}
	decision := strings.HasPrefix(one.path, "/v1/orders/{id}/")
	switch {
	case status == http.StatusNotFound && strings.Contains(one.path, "{id}"):
		return func(h *harness) reply { return h.askAny(one, one.somewhere(), body, status) }
	case status == http.StatusConflict && decision:
		return func(h *harness) reply { return h.ask(one.method, h.there(one), operatorKey, body, `If-Match: "99"`) }
	case status == http.StatusUnprocessableEntity && decision:
		return func(h *harness) reply { return h.ask(one.method, h.there(one), operatorKey, body, "If-Match: seven") }
	case status == http.StatusUnprocessableEntity && one.RequestBody != nil:
		return func(h *harness) reply { return h.wrongTypes(one, h.there(one)) }
	case status == http.StatusUnprocessableEntity && strings.Contains(one.path, "{id}"):
		path := strings.ReplaceAll(one.path, "{id}", strings.Repeat("x", 300))
		return func(h *harness) reply { return h.askAny(one, path, body, status) }
	}
	return nil
}

// there is a path of an operation with the id of something that is there.
func (h *harness) there(one documented) string {
	for prefix, id := range map[string]string{"/v1/restaurants/": "arbat-1", "/v1/sources/": "demo", "/v1/users/": "demo", "/v1/keys/": "1", "/v1/callbacks/": theDeadLetter.ID} {
		if strings.HasPrefix(one.path, prefix) {
			return strings.ReplaceAll(one.path, "{id}", id)
		}
	}
	if strings.HasPrefix(one.path, "/v1/orders/{id}") {
		return strings.ReplaceAll(one.path, "{id}", h.waiting("WEB-1"))
	}
	return one.path
}

// askAny asks with the keys of all kinds until the answer is the one meant.
func (h *harness) askAny(one documented, path, body string, status int) (got reply) {
	for _, key := range keysOfAllKinds {
		if got = h.ask(one.method, path, key, body); got.status == status {
			break
		}
	}
	return got
}

// TestEveryDocumentedStatus is the contract: for every operation of the OpenAPI
// document and every status it documents there is a request that gets it, and
// the answer is what its schema says (which every answer of a harness is held to).
func TestEveryDocumentedStatus(t *testing.T) {
	operations := contract(t).operations()
	left := map[string]bool{}
	for id := range statuses {
		left[id] = true
	}
	for _, one := range operations {
		delete(left, one.OperationID)
		for text := range one.Responses {
			status, err := strconv.Atoi(text)
			require.NoError(t, err, "%s answers %q", one.OperationID, text)
			own := statuses[one.OperationID][status]
			if own == nil && slices.Contains(elsewhereTested, status) {
				continue
			}
			t.Run(one.OperationID+" "+text, func(t *testing.T) {
				provoke := own
				if provoke == nil {
					provoke = shared(one, status)
				}
				require.NotNil(t, provoke, "%s %s documents %d, and nothing here brings it about", one.method, one.path, status)
				got := provoke(forStatuses(t))
				require.Equal(t, status, got.status, got.body)
			})
		}
	}
	require.Empty(t, left, "operations that are not documented")
}

// forStatuses is a server with something of everything in it.
func forStatuses(t *testing.T) *harness {
	t.Helper()
	log := &callbackWorld{secrets: map[string][]string{"demo": {"ohs_demo"}}, notices: []order.Notice{theDeadLetter}}
	h := start(t, func(o *Options) { o.Callbacks, o.Alarms = log, &bells{} })
	log.w = h.world
	h.serveMenu()
	h.addKey(menuOnlyKey, account.Key{ID: "m", SourceID: "demo", Scopes: []account.Scope{account.ScopeMenu}})
	return h
}
