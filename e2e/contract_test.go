package e2e

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// contract asks a running service and holds each answer to the OpenAPI document
// that this very service publishes.
type contract struct {
	t          *testing.T
	at         addresses
	document   openAPI
	operations []operation
	examples   map[string]any          // of bodies, by operation
	seen       map[string]map[int]bool // which statuses were answered, by operation
}

func newContract(t *testing.T, at addresses) *contract {
	t.Helper()
	c := &contract{t: t, at: at, examples: map[string]any{}, seen: map[string]map[int]bool{}}
	published := send(t, http.MethodGet, at.API+"/openapi.json", "", nil)
	published.decode(t, &c.document)
	var typed apiDocument
	published.decode(t, &typed)
	c.operations = typed.operations()
	for _, op := range c.operations {
		c.seen[op.id] = map[int]bool{}
		if body := under(map[string]any(c.document), "paths", op.path, strings.ToLower(op.method), "requestBody", "content", "application/json", "example"); body != nil {
			c.examples[op.id] = body
		}
	}
	return c
}

// operationOf is the operation of a path; one without parameters comes first.
func (c *contract) operationOf(method, path string) (found operation) {
	path, _, _ = strings.Cut(path, "?")
	for _, op := range c.operations {
		pattern := "^" + regexp.MustCompile(`\\\{[a-z]+\\\}`).ReplaceAllString(regexp.QuoteMeta(op.path), "[^/]+") + "$"
		if op.method == method && regexp.MustCompile(pattern).MatchString(path) && (found.id == "" || !strings.Contains(op.path, "{")) {
			found = op
		}
	}
	require.NotEmpty(c.t, found.id, "%s %s is not documented", method, path)
	return found
}

// ask makes one request; headers are given as "Name: value".
func (c *contract) ask(method, path, key string, body any, headers ...string) answer {
	c.t.Helper()
	header := http.Header{"Content-Type": {"application/json"}}
	if key != "" {
		header.Set("Authorization", "Bearer "+key)
	}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		header.Set(name, value)
	}
	raw, ok := body.([]byte)
	if !ok && body != nil {
		raw = []byte(jsonOf(c.t, body))
	}
	got := asks(c.t, method, c.at.API+path, header, raw)
	op := c.operationOf(method, path)
	require.Empty(c.t, c.document.faultsOf(op, got), "%s %s answers %d %s", method, path, got.Status, got.Body)
	c.seen[op.id][got.Status] = true
	return got
}

// gets insists on a status: "200 GET /v1/orders".
func (c *contract) gets(what, key string, body any, headers ...string) answer {
	c.t.Helper()
	parts := strings.Fields(what)
	got := c.ask(parts[1], parts[2], key, body, headers...)
	require.Equal(c.t, parts[0], strconv.Itoa(got.Status), "%s: %s", what, got.Body)
	return got
}

// requireSeen insists that every operation has answered each of these statuses
// that it documents. Exceptions are named as "operation status".
func (c *contract) requireSeen(statuses []int, exceptions ...string) {
	c.t.Helper()
	var missing []string
	for _, op := range c.operations {
		for _, status := range statuses {
			text := strconv.Itoa(status)
			if slices.Contains(op.statuses, text) && !c.seen[op.id][status] && !slices.Contains(exceptions, op.id+" "+text) {
				missing = append(missing, op.id+" "+text)
			}
		}
	}
	require.Empty(c.t, missing, "documented, and nothing here brought it about")
}

// provoke asks for one refusal of an operation, with one key after the other.
func (c *contract) provoke(op operation, status int, keys []string, path string, body any, headers ...string) {
	c.t.Helper()
	if !slices.Contains(op.statuses, strconv.Itoa(status)) || c.seen[op.id][status] {
		return
	}
	var got answer
	for _, key := range keys {
		if got = c.ask(op.method, path, key, body, headers...); got.Status == status {
			return
		}
	}
	require.Equal(c.t, status, got.Status, "%s %s: %s", op.method, path, got.Body)
}

// at is the operation's path with an id.
func (op operation) at(id string) string {
	return strings.ReplaceAll(op.path, "{id}", url.PathEscape(id))
}

// example is a body that the operation takes.
func (c *contract) example(op operation) any {
	if body, there := c.examples[op.id]; there || op.body == nil {
		return body
	}
	return map[string]any{}
}

// misshapen is a body all of whose fields have the wrong type.
func (c *contract) misshapen(op operation) any {
	fields := map[string]any{}
	for name := range c.schemaOf(op) {
		fields[name] = []any{[]any{}}
	}
	text := strings.TrimSuffix(jsonOf(c.t, fields), "}")
	if len(fields) > 0 {
		text += ","
	}
	return []byte(text + `"unknown":1e999}`) // a number that is wrong wherever it stands
}

func (c *contract) schemaOf(op operation) map[string]any {
	body := under(map[string]any(c.document), "paths", op.path, strings.ToLower(op.method), "requestBody", "content", "application/json", "schema")
	properties, _ := c.document.resolve(body)["properties"].(map[string]any)
	return properties
}
