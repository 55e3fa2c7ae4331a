package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestNoRequestIsAServerError throws requests at every operation that are wrong
// in ways nobody thinks of: whatever comes, the answer is a documented one, and
// never a fault of ours.
func TestNoRequestIsAServerError(t *testing.T) {
	h := contract(t)
	id := h.waiting("WEB-1")
	operations := h.operations()
	keys := append([]string{"", "wrong"}, keysOfAllKinds...)
	rapid.Check(t, func(t *rapid.T) {
		one := rapid.SampledFrom(operations).Draw(t, "operation")
		if strings.HasSuffix(one.path, "/stream") || one.path == "/readyz" {
			return // one does not end, the other is allowed to be 503
		}
		path := strings.ReplaceAll(one.path, "{id}", rapid.SampledFrom([]string{id, "arbat-1", "demo", "none", "%00", "..%2f", strings.Repeat("x", 300)}).Draw(t, "id"))
		if rapid.Bool().Draw(t, "query") {
			name := rapid.SampledFrom([]string{"limit", "cursor", "status", "after", "q", "fresh", "wait", "from", "format", "state", "order"}).Draw(t, "name")
			path += "?" + name + "=" + rapid.SampledFrom([]string{"", "-1", "0", "99999999999999999999", "%00", "%ff", "true", "x", "2026-13-45", "*"}).Draw(t, "value")
		}
		body := ""
		if one.RequestBody != nil {
			body = fuzzedBody(t)
		}
		got := h.ask(one.method, path, rapid.SampledFrom(keys).Draw(t, "key"), body, "If-Match: "+rapid.SampledFrom([]string{`"1"`, "*", "x", `""`, `W/"1"`}).Draw(t, "match"))
		if got.status >= http.StatusInternalServerError && got.status != http.StatusServiceUnavailable {
			t.Fatalf("%s %s: %d %s\n%s", one.method, path, got.status, got.body, body)
		}
	})
}

// fuzzedBody is the documented order with one thing in it replaced, cut off, or
// something else altogether.
func fuzzedBody(t *rapid.T) string {
	odd := rapid.SampledFrom([]string{`null`, `true`, `-1`, `1e400`, `9223372036854775808`, `0.1`, `""`, `"\u0000"`, `"\ud800"`, `[]`, `[null]`, `{}`, `{"":{}}`, `[[[[]]]]`, `"2026-13-45T99:99:99Z"`})
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		return odd.Draw(t, "whole")
	case 1:
		return full[:rapid.IntRange(0, len(full)).Draw(t, "cut")]
	case 2:
		var tree map[string]json.RawMessage
		if err := json.Unmarshal([]byte(full), &tree); err != nil {
			t.Fatal(err)
		}
		names := []string{"external_id", "restaurant", "timing", "guest", "address", "items", "charges", "payments", "totals", "callback", "attributes", "reason", "status", "force", "url", "action"}
		tree[rapid.SampledFrom(names).Draw(t, "field")] = json.RawMessage(odd.Draw(t, "value"))
		text, err := json.Marshal(tree)
		if err != nil {
			return fmt.Sprint(err)
		}
		return string(text)
	}
	return string(rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(t, "bytes"))
}
