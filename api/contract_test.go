package api

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
)

// documented is one operation of the OpenAPI document.
type documented struct {
	method, path string
	*huma.Operation
}

func (h *harness) operations() (all []documented) {
	for path, item := range h.server.huma.OpenAPI().Paths {
		for method, operation := range map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete} {
			if operation != nil {
				all = append(all, documented{method, path, operation})
			}
		}
	}
	return all
}

// operationOf finds the operation of a request, nil when the document has none.
func (h *harness) operationOf(method, path string) *documented {
	asked := strings.Split(path, "/")
	var found *documented
	for _, one := range h.operations() {
		parts, exact := strings.Split(one.path, "/"), true
		if one.method != method || len(parts) != len(asked) {
			continue
		}
		fits := true
		for i, part := range parts {
			if strings.HasPrefix(part, "{") {
				exact = false
			} else if part != asked[i] {
				fits = false
			}
		}
		if fits && (found == nil || exact) {
			found = &one
		}
	}
	return found
}

// conforms insists that an answer is one that the document has for the operation.
// It may be asked in any goroutine, so it only reports.
func (h *harness) conforms(method, path string, got reply) {
	h.Helper()
	operation := h.operationOf(method, path)
	if operation == nil || got.status == http.StatusNotAcceptable || got.status == http.StatusRequestTimeout || got.status == http.StatusInternalServerError {
		return // said of every address in docs/errors.md
	}
	response, documented := operation.Responses[strconv.Itoa(got.status)]
	if !documented {
		h.Errorf("%s %s answers %d, which is not documented: %s", method, operation.path, got.status, got.body)
		return
	}
	for name, header := range response.Headers {
		if header.Ref != "" && got.header.Get(name) == "" {
			h.Errorf("%s %s answers %d without %s", method, operation.path, got.status, name)
		}
	}
	contentType, _, _ := strings.Cut(got.header.Get("Content-Type"), ";")
	media := response.Content[contentType]
	switch {
	case got.body == "":
		return
	case got.status == http.StatusOK && got.json["status"] == statusProcessing:
		return // an order that no worker has confirmed; the operation's description says so
	case media == nil:
		h.Errorf("%s %s answers %d as %s, which is not documented", method, operation.path, got.status, contentType)
		return
	case !strings.HasSuffix(contentType, "json") || media.Schema == nil:
		return
	}
	var value any
	if err := json.Unmarshal([]byte(got.body), &value); err != nil {
		h.Errorf("%s %s answers %d with no JSON: %v", method, operation.path, got.status, err)
		return
	}
	result := &huma.ValidateResult{}
	huma.Validate(h.server.huma.OpenAPI().Components.Schemas, media.Schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, value, result)
	if len(result.Errors) > 0 {
		h.Errorf("%s %s answers %d with a body that its schema does not allow: %v", method, operation.path, got.status, result.Errors)
	}
}

// keysOfAllKinds are tried where somebody must be refused.
var keysOfAllKinds = []string{demoKey, limitedKey, menuOnlyKey, readerKey, operatorKey, managerKey}

const menuOnlyKey = "menu-only-key"

// contract is a server whose every refusal can be provoked.
func contract(t *testing.T, change ...func(*Options)) *harness {
	t.Helper()
	h, _ := withCallbacks(t)
	if len(change) > 0 {
		h = start(t, change...)
	}
	h.addKey(menuOnlyKey, account.Key{ID: "m", SourceID: "demo", Scopes: []account.Scope{account.ScopeMenu}})
	return h
}

// somewhere is a path of an operation, with ids that nobody has.
func (d documented) somewhere() string {
	return strings.ReplaceAll(d.path, "{id}", "5f1bbf54-5b0c-5d43-8d43-0d9f5d9f6a11")
}

func (d documented) has(status int) bool {
	_, there := d.Responses[strconv.Itoa(status)]
	return there
}

func (d documented) body() string {
	if d.RequestBody == nil {
		return ""
	}
	return "{}"
}

// TestDocumentedRefusals provokes, for every operation, each refusal that its
// documentation names and that does not depend on what the operation does.
func TestDocumentedRefusals(t *testing.T) {
	h := contract(t)
	limited := contract(t, func(o *Options) { o.Limits.RequestsPerSecond, o.Limits.Burst = 0.001, 1 })
	limited.ask("GET", "/v1/sources/me", demoKey, "")
	broken := contract(t)
	broken.breakDatabase(http.ErrServerClosed)
	for _, one := range h.operations() {
		path, hasKey := one.somewhere(), len(one.Security) > 0
		refusals := map[int]func() reply{}
		if hasKey {
			refusals[http.StatusUnauthorized] = func() reply { return h.ask(one.method, path, "", one.body()) }
			refusals[http.StatusForbidden] = func() reply { return h.anyRefused(one, path) }
			refusals[http.StatusTooManyRequests] = func() reply { return limited.ask(one.method, path, demoKey, one.body()) }
			refusals[http.StatusServiceUnavailable] = func() reply { return broken.ask(one.method, path, demoKey, one.body()) }
		}
		if one.RequestBody != nil {
			key := h.keyFor(one)
			refusals[http.StatusBadRequest] = func() reply { return h.ask(one.method, path, key, "{") }
			refusals[http.StatusUnsupportedMediaType] = func() reply { return h.ask(one.method, path, key, "{}", "Content-Type: text/xml") }
			refusals[http.StatusRequestEntityTooLarge] = func() reply {
				return h.ask(one.method, path, key, `{"x":"`+strings.Repeat("x", 1<<20)+`"}`)
			}
		}
		for status, provoke := range refusals {
			require.True(t, one.has(status) || one.has(0), "%s %s does not document %d", one.method, one.path, status)
			got := provoke()
			require.Equal(t, status, got.status, "%s %s: %s", one.method, one.path, got.body)
			if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
				require.NotEmpty(t, got.header.Get("Retry-After"), "%s %s", one.method, one.path)
			}
		}
	}
}

// anyRefused asks with keys of all kinds until one may not.
func (h *harness) anyRefused(one documented, path string) (got reply) {
	for _, key := range keysOfAllKinds {
		if strings.HasSuffix(path, "/stream") && key != menuOnlyKey {
			continue // a stream that is let in does not end
		}
		if got = h.ask(one.method, path, key, one.body()); got.status == http.StatusForbidden {
			break
		}
	}
	return got
}

// keyFor is a key that the operation lets in.
func (h *harness) keyFor(one documented) string {
	for _, key := range []string{demoKey, managerKey} {
		if got := h.ask(one.method, one.somewhere(), key, "{"); got.status != http.StatusForbidden {
			return key
		}
	}
	return ""
}

// TestDocumentedFaults sends every operation with a body one whose fields have
// the wrong types, and expects each of them to be named.
func TestDocumentedFaults(t *testing.T) {
	h := contract(t)
	for _, one := range h.operations() {
		if one.RequestBody == nil || len(h.fieldsOf(one)) == 0 {
			continue // it takes no fields
		}
		got := h.wrongTypes(one, one.somewhere())
		if got.status == http.StatusNotFound && one.has(http.StatusNotFound) {
			continue // it looks for the thing before it looks at the change
		}
		require.Equal(t, http.StatusUnprocessableEntity, got.status, "%s %s: %s", one.method, one.path, got.body)
		for _, name := range h.fieldsOf(one) {
			if _, told := got.faults()[name]; !told {
				require.Contains(t, got.body, `"`+name, "%s %s tells nothing of %s", one.method, one.path, name)
			}
		}
	}
}

// fieldsOf are the fields that an operation's body may have.
func (h *harness) fieldsOf(one documented) (names []string) {
	schemas := h.server.huma.OpenAPI().Components.Schemas
	for name, property := range schemas.SchemaFromRef(one.RequestBody.Content["application/json"].Schema.Ref).Properties {
		if !property.ReadOnly {
			names = append(names, name)
		}
	}
	return names
}

// wrongTypes asks with a body all of whose fields have the wrong type.
func (h *harness) wrongTypes(one documented, path string) reply {
	h.Helper()
	wrong := map[string]any{"unknown": json.Number("1e999")} // a fault wherever it stands
	for _, name := range h.fieldsOf(one) {
		wrong[name] = []any{[]any{}}
	}
	body, err := json.Marshal(wrong)
	require.NoError(h, err)
	return h.ask(one.method, path, h.keyFor(one), string(body))
}
