package e2e

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// TestTheContract has every operation of the running program succeed, and refuse
// for each reason that it documents. What needs another installation, because
// something is missing or somebody asks too often, is below.
func TestTheContract(t *testing.T) {
	_, at := startStandalone(t, t.TempDir(), "--callback-http", "--callback-networks", "127.0.0.0/8")
	c := newContract(t, at)
	c.gets("200 POST /v1/restaurants/arbat-1/menu/refresh", operatorKey, nil)
	c.service()
	c.intake()
	c.decisions()
	c.restaurants()
	c.events()
	c.callbacks()
	c.people()
	c.sources()
	c.refusals()
	c.requireSeen([]int{200, 201, 202, 204, 304, 400, 401, 403, 404, 409, 413, 415, 422},
		"submit-order 202", "set-up 200", "set-up 401") // TestTheContractOfHalfAnInstallation
}

func (c *contract) service() {
	c.gets("200 GET /healthz", "", nil)
	c.gets("200 GET /readyz", "", nil)
	c.gets("200 GET /v1/setup", "", nil)
	c.gets("409 POST /v1/setup", "", map[string]any{"token": "x", "user": "anna", "password": "seventeen plums"})
	in := map[string]any{"user": "demo", "password": "orderhatch-demo"}
	c.gets("401 POST /v1/session", "", map[string]any{"user": "demo", "password": "something else"})
	c.gets("403 POST /v1/session", "", in, "Origin: https://elsewhere.example")
	c.gets("403 POST /v1/setup", "", map[string]any{"token": "x", "user": "anna", "password": "seventeen plums"}, "Origin: https://elsewhere.example")
	signedIn := c.gets("200 POST /v1/session", "", in)
	var session struct {
		CSRF string `json:"csrf_token"`
	}
	signedIn.decode(c.t, &session)
	cookie, _, _ := strings.Cut(signedIn.Header.Get("Set-Cookie"), ";")
	c.gets("200 GET /v1/session", "", nil, "Cookie: "+cookie)
	c.gets("403 DELETE /v1/session", "", nil, "Cookie: "+cookie)
	c.gets("204 DELETE /v1/session", "", nil, "Cookie: "+cookie, "X-CSRF-Token: "+session.CSRF)
}

// order submits one and gives the path of it.
func (c *contract) order(externalID string, change ...func(*order.Submission)) string {
	c.t.Helper()
	sent := submission(externalID)
	for _, one := range change {
		one(&sent)
	}
	return "/v1/orders/" + c.gets("201 POST /v1/orders", sourceKey, sent).order(c.t).ID
}

func (c *contract) intake() {
	path := c.order("CONTRACT-1")
	c.gets("200 POST /v1/orders", sourceKey, submission("CONTRACT-1"))
	other := submission("CONTRACT-1")
	other.Note = "another"
	c.gets("409 POST /v1/orders", sourceKey, other)
	c.gets("200 GET "+path+"?fresh=1", sourceKey, nil)
	c.gets("422 GET "+path+"?fresh=maybe", sourceKey, nil)
	c.gets("200 GET /v1/orders?limit=1", operatorKey, nil)
	c.gets("422 GET /v1/orders?limit=0", operatorKey, nil)
	c.gets("200 POST /v1/carts/check", sourceKey, c.examples["check-cart"])
}

func (c *contract) decisions() {
	no := map[string]any{"reason": map[string]any{"code": "too_busy"}}
	decide := func(path, action string, body any) answer {
		c.t.Helper()
		return c.gets("200 POST "+path+"/"+action, operatorKey, body)
	}
	waiting := c.order("CONTRACT-2")
	decide(waiting, "take", nil)
	decide(waiting, "release", nil)
	decide(waiting, "postpone", map[string]any{"minutes": 5})
	decide(waiting, "amend", map[string]any{"items": []any{map[string]any{"plu": "102", "quantity": "2"}}})
	require.Equal(c.t, order.Filled, decide(waiting, "accept?wait=filled", nil).order(c.t).Injection.State)
	c.gets("409 POST "+waiting+"/accept", operatorKey, nil)
	c.gets("200 POST "+waiting+"/cancel", sourceKey, map[string]any{"reason": map[string]any{"code": "guest_cancelled"}})
	decide(waiting, "refuse-cancel", map[string]any{"reason": map[string]any{"code": "other", "text": "It is cooked"}})
	decide(waiting, "status", map[string]any{"status": "in_work"})
	decide(c.order("CONTRACT-3"), "cancel", no)

	later := c.order("CONTRACT-4")
	decide(later, "accept?wait=filled", map[string]any{"fill": "on_save"})
	decide(later, "save", nil)

	unknown := c.order("CONTRACT-5", func(s *order.Submission) { s.Items[0].PLU = "31337" })
	parked := decide(unknown, "accept?wait=filled", nil).order(c.t)
	require.Equal(c.t, order.NeedsOperator, parked.Injection.State)
	decide(unknown, "resolve", map[string]any{"action": "done_by_hand"})
}

func (c *contract) restaurants() {
	c.gets("200 GET /v1/restaurants", sourceKey, nil)
	c.gets("200 GET /v1/restaurants/arbat-1", sourceKey, nil)
	menu := c.gets("200 GET /v1/restaurants/arbat-1/menu", sourceKey, nil)
	c.gets("304 GET /v1/restaurants/arbat-1/menu", sourceKey, nil, "If-None-Match: "+menu.Header.Get("ETag"))
	c.gets("422 GET /v1/restaurants/arbat-1/menu", sourceKey, nil, "If-None-Match: "+strings.Repeat("x", 501))
	c.gets("200 PUT /v1/restaurants/arbat-1/availability", operatorKey, map[string]any{"mode": "busy", "minutes": 20})
	c.gets("200 GET /v1/discrepancies", operatorKey, nil)
	c.gets("404 GET /v1/discrepancies?restaurant=none", operatorKey, nil)
	c.gets("422 GET /v1/discrepancies?restaurant="+strings.Repeat("x", 65), operatorKey, nil)

	c.gets("200 POST /v1/restaurants/arbat-1/examine", managerKey, nil)
	c.gets("200 POST /v1/restaurants/arbat-1/test-alarm", managerKey, nil)
	read := c.gets("200 GET /v1/restaurants/arbat-1/settings", managerKey, nil)
	c.gets("200 PUT /v1/restaurants/arbat-1/settings", managerKey, read.Body, "If-Match: "+read.Header.Get("ETag"))
	c.gets("409 PUT /v1/restaurants/arbat-1/settings", managerKey, read.Body, `If-Match: "99"`)
	c.gets("409 DELETE /v1/restaurants/arbat-1", managerKey, nil)
	drafted := c.examples["add-restaurant"]
	c.gets("200 POST /v1/restaurants/examine", managerKey, drafted)
	c.gets("201 POST /v1/restaurants", managerKey, drafted)
	c.gets("409 POST /v1/restaurants", managerKey, drafted)
	c.gets("204 DELETE /v1/restaurants/arbat-2", managerKey, nil)

	c.gets("200 GET /v1/reports/shift", managerKey, nil)
	c.gets("200 GET /v1/reports/shift?format=csv", managerKey, nil)
	c.gets("422 GET /v1/reports/shift?from=x", managerKey, nil)
	c.gets("200 GET /v1/audit", managerKey, nil)
	c.gets("422 GET /v1/audit?limit=0", managerKey, nil)
}

func (c *contract) events() {
	c.gets("200 GET /v1/events", sourceKey, nil)
	c.gets("422 GET /v1/events?after=x", sourceKey, nil)
	c.gets("422 GET /v1/events/stream?after=x", sourceKey, nil)
	request, err := http.NewRequest(http.MethodGet, c.at.API+"/v1/events/stream", nil)
	require.NoError(c.t, err)
	request.Header.Set("Authorization", "Bearer "+sourceKey)
	stream, err := httpClient.Do(request)
	require.NoError(c.t, err)
	require.NoError(c.t, stream.Body.Close(), "it does not end by itself")
	op := c.operationOf(http.MethodGet, "/v1/events/stream")
	require.Empty(c.t, c.document.faultsOf(op, answer{stream.StatusCode, stream.Header, []byte(": ")}))
	c.seen[op.id][stream.StatusCode] = true
}

func (c *contract) callbacks() {
	receiver := httptest.NewServer(&shop{})
	defer receiver.Close()
	target := map[string]any{"url": receiver.URL}
	c.gets("200 POST /v1/sources/me/test-callback", sourceKey, target)
	c.gets("200 POST /v1/sources/demo/test-callback", managerKey, target)
	c.gets("200 POST /v1/sources/me/signing-secret", sourceKey, nil)
	c.gets("200 POST /v1/sources/demo/signing-secret", managerKey, nil)
	c.order("CONTRACT-6", func(s *order.Submission) {
		s.Callback = &order.Callback{URL: "http://10.1.2.3/", Events: []string{"order.submitted"}}
	})
	var list callbackList
	awaitUntil(c.t, soon, "the dead letter", func() bool {
		c.gets("200 GET /v1/callbacks?state=dead", sourceKey, nil).decode(c.t, &list)
		return len(list.Items) == 1
	})
	c.gets("200 GET /v1/callbacks/"+list.Items[0].ID, sourceKey, nil)
	c.gets("202 POST /v1/callbacks/"+list.Items[0].ID+"/replay", sourceKey, nil)
	c.gets("202 POST /v1/callbacks/replay", operatorKey, nil)
	c.gets("422 GET /v1/callbacks?state=lost", sourceKey, nil)
}

func (c *contract) people() {
	anna := map[string]any{"id": "anna", "role": "read_only", "password": "seventeen plums"}
	c.gets("201 POST /v1/users", managerKey, anna)
	c.gets("409 POST /v1/users", managerKey, anna)
	c.gets("200 GET /v1/users", managerKey, nil)
	c.gets("200 PATCH /v1/users/anna", managerKey, map[string]any{"name": "Anna"})
	c.gets("409 PATCH /v1/users/manager", managerKey, map[string]any{"disabled": true})
	c.gets("204 POST /v1/users/anna/password", managerKey, map[string]any{"password": "eighteen plums"})
	c.gets("204 DELETE /v1/users/anna/sessions", managerKey, nil)
	c.keys("/v1/users/anna/keys")
}

func (c *contract) sources() {
	app := map[string]any{"id": "app"}
	c.gets("201 POST /v1/sources", managerKey, app)
	c.gets("409 POST /v1/sources", managerKey, app)
	c.gets("200 GET /v1/sources", managerKey, nil)
	c.gets("200 GET /v1/sources/me", sourceKey, nil)
	c.gets("200 PATCH /v1/sources/app", managerKey, map[string]any{"name": "App"})
	aliases := c.gets("200 GET /v1/sources/app/aliases", managerKey, nil)
	c.gets("200 PUT /v1/sources/app/aliases", managerKey, aliases.Body)
	made := c.keys("/v1/sources/app/keys")
	c.gets("201 POST /v1/keys/"+made.ID+"/rotate", managerKey, nil)
	c.gets("204 DELETE /v1/keys/"+made.ID, managerKey, nil)
	c.gets("409 POST /v1/keys/"+made.ID+"/rotate", managerKey, nil)
}

// keys makes keys until there can be no more, and gives the first; all others are
// taken away again.
func (c *contract) keys(path string) (first key) {
	c.t.Helper()
	c.gets("201 POST "+path, managerKey, nil).decode(c.t, &first)
	for full := false; !full; {
		full = c.ask(http.MethodPost, path, managerKey, nil).Status == http.StatusConflict
	}
	var list struct{ Items []key }
	c.gets("200 GET "+path, managerKey, nil).decode(c.t, &list)
	for _, one := range list.Items {
		if one.ID != first.ID {
			c.gets("204 DELETE /v1/keys/"+one.ID, managerKey, nil)
		}
	}
	return first
}

// nobodys is an id of the right form that nobody has.
const nobodys = "5f1bbf54-5b0c-5d43-8d43-0d9f5d9f6a11"

// refusals provokes for every operation what it refuses for reasons that it
// shares with the others.
func (c *contract) refusals() {
	var limited struct{ Key string }
	c.gets("201 POST /v1/sources/app/keys", managerKey, map[string]any{"scopes": []string{"menu"}}).decode(c.t, &limited)
	menuOnly := limited.Key
	c.gets("201 POST /v1/sources/app/keys", managerKey, map[string]any{"scopes": []string{"cancel"}}).decode(c.t, &limited)
	waiting := strings.TrimPrefix(c.order("CONTRACT-7"), "/v1/orders/")
	large := []byte(`{"x":"` + strings.Repeat("x", 1<<20) + `"}`)
	for _, op := range c.operations {
		good := []string{sourceKey, managerKey}
		if len(op.keys) == 0 {
			good = []string{""}
		}
		if len(op.keys) > 0 {
			c.provoke(op, http.StatusUnauthorized, []string{"", "wrong"}, op.at(nobodys), c.example(op))
			c.provoke(op, http.StatusForbidden, []string{menuOnly, limited.Key, sourceKey, operatorKey}, op.at(nobodys), c.example(op))
		}
		c.provoke(op, http.StatusNotFound, good, op.at(nobodys), c.example(op))
		c.provoke(op, http.StatusBadRequest, good, op.at(nobodys), []byte("{"))
		c.provoke(op, http.StatusUnsupportedMediaType, good, op.at(nobodys), []byte("{}"), "Content-Type: text/xml")
		c.provoke(op, http.StatusRequestEntityTooLarge, good, op.at(nobodys), large)
		c.provoke(op, http.StatusConflict, good, op.at(waiting), c.example(op), `If-Match: "99"`)
		if op.body == nil {
			c.provoke(op, http.StatusUnprocessableEntity, good, op.at(strings.Repeat("x", 300)), nil)
			continue
		}
		c.provoke(op, http.StatusUnprocessableEntity, good, op.at(c.somethings(op, waiting)), c.misshapen(op))
	}
}

// somethings is the id of something that is there.
func (c *contract) somethings(op operation, waiting string) string {
	switch kindOf(op.path) {
	case "orders":
		return waiting
	case "restaurants":
		return "arbat-1"
	case "sources":
		return "demo"
	case "users":
		return "demo"
	case "callbacks":
		var list callbackList
		send(c.t, http.MethodGet, c.at.API+"/v1/callbacks", sourceKey, nil).decode(c.t, &list)
		return list.Items[0].ID
	case "keys":
		if strings.HasPrefix(op.path, "/v1/keys") {
			return sourceKey // the demo's key is its own id
		}
		return "demo"
	}
	return nobodys
}
