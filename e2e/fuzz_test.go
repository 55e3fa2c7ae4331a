package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	fuzzRequests = 6000 // ORDERHATCH_FUZZ_REQUESTS asks for another number
	fuzzClients  = 6
)

// apiDocument is what of the OpenAPI document requests are made by.
type apiDocument struct {
	Paths map[string]map[string]struct {
		ID         string `json:"operationId"`
		Parameters []struct {
			Name, In string
			Schema   schema
		}
		RequestBody *struct {
			Content map[string]struct{ Schema schema }
		} `json:"requestBody"`
		Security  []map[string][]string
		Responses map[string]any
	}
	Components struct{ Schemas map[string]schema }
}

// operation is one of them.
type operation struct {
	id, method, path string
	query, headers   map[string]schema
	body             *schema
	statuses         []string
	keys             []any // that may
}

func (d apiDocument) operations() (all []operation) {
	for path, methods := range d.Paths {
		for method, one := range methods {
			op := operation{id: one.ID, method: strings.ToUpper(method), path: path, query: map[string]schema{}, headers: map[string]schema{}}
			for _, parameter := range one.Parameters {
				switch parameter.In {
				case "query":
					op.query[parameter.Name] = parameter.Schema
				case "header":
					op.headers[parameter.Name] = parameter.Schema
				}
			}
			if one.RequestBody != nil {
				body := one.RequestBody.Content["application/json"].Schema
				op.body = &body
			}
			for status := range one.Responses {
				op.statuses = append(op.statuses, status)
			}
			op.keys = keysOf(one.Security)
			all = append(all, op)
		}
	}
	slices.SortFunc(all, func(a, b operation) int { return strings.Compare(a.id, b.id) })
	return all
}

// keysOf are keys of the demo that an operation lets in.
func keysOf(security []map[string][]string) (keys []any) {
	for _, way := range security {
		for _, role := range way["key"] {
			if strings.HasPrefix(role, "source:") {
				keys = append(keys, sourceKey)
			} else {
				keys = append(keys, managerKey)
			}
		}
	}
	return keys
}

// fuzzer sends one request after the other to a running service.
type fuzzer struct {
	t       *testing.T
	base    string
	ids     *seenIDs
	invent  *inventor
	counts  map[string]int
	strange []string
}

// seenIDs are ids that answers had, for paths of later requests.
type seenIDs struct {
	mu  sync.Mutex
	all map[string][]string // by the first part of the path
}

func (s *seenIDs) note(path string, body []byte) {
	type item struct {
		ID string `json:"id"`
	}
	var one struct {
		item
		Items []item `json:"items"`
	}
	if json.Unmarshal(body, &one) != nil {
		return
	}
	kind := kindOf(path)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, item := range append(one.Items, one.item) {
		if item.ID != "" {
			s.all[kind] = append(s.all[kind], item.ID)
		}
	}
	if extra := len(s.all[kind]) - 200; extra > 0 {
		s.all[kind] = s.all[kind][extra:]
	}
}

// kindOf is what the ids of a path are ids of.
func kindOf(path string) string {
	kind, _, _ := strings.Cut(strings.TrimPrefix(path, "/v1/"), "/")
	if strings.HasSuffix(path, "/keys") {
		return "keys"
	}
	return kind
}

// some is an id that was seen, or one that nobody has.
func (s *seenIDs) some(op operation, r *rand.Rand) string {
	hostile := []string{"none", "5f1bbf54-5b0c-5d43-8d43-0d9f5d9f6a11", "%00", "..%2f", "%ff%fe", strings.Repeat("x", 300), "%D1%84", "me", "1'"}
	s.mu.Lock()
	defer s.mu.Unlock()
	parent, _, _ := strings.Cut(strings.TrimPrefix(op.path, "/v1/"), "/")
	seen := s.all[parent]
	if len(seen) == 0 || r.IntN(5) == 0 {
		return hostile[r.IntN(len(hostile))]
	}
	id := seen[r.IntN(len(seen))]
	if spared(op, id) {
		return "none"
	}
	return url.PathEscape(id)
}

// spared are the people, keys and places that the test itself needs.
func spared(op operation, id string) bool {
	if op.method == http.MethodGet || strings.HasPrefix(op.path, "/v1/orders") || op.id == "put-availability" && id != "arbat-1" {
		return false
	}
	return slices.Contains([]string{"demo", "manager", "arbat-1", sourceKey, operatorKey, managerKey}, id)
}

// TestAFuzzedClientFindsNoFault sends thousands of requests that are made of the
// OpenAPI document, right ones, spoiled ones and hostile ones. Whatever comes, the
// answer is documented and no fault of the service; afterwards it works as before.
func TestAFuzzedClientFindsNoFault(t *testing.T) {
	seed := numberOr(t, "ORDERHATCH_FUZZ_SEED", uint64(time.Now().UnixNano()))
	requests := int(numberOr(t, "ORDERHATCH_FUZZ_REQUESTS", fuzzRequests))
	t.Logf("ORDERHATCH_FUZZ_SEED=%d", seed)
	running, at := startStandalone(t, t.TempDir())
	var document apiDocument
	send(t, http.MethodGet, at.API+"/openapi.json", "", nil).decode(t, &document)
	operations := slices.DeleteFunc(document.operations(), func(op operation) bool {
		return op.id == "stream-events" || op.id == "sign-in" // one does not end, the other is slow on purpose
	})
	require.Greater(t, len(operations), 50)

	ids := &seenIDs{all: map[string][]string{}}
	clients := make([]*fuzzer, fuzzClients)
	var all sync.WaitGroup
	for i := range clients {
		clients[i] = &fuzzer{t: t, base: at.API, ids: ids, invent: newInventor(seed+uint64(i), document.Components.Schemas), counts: map[string]int{}}
		all.Go(func() {
			for range requests / fuzzClients {
				clients[i].one(operations[clients[i].invent.IntN(len(operations))])
			}
		})
	}
	all.Wait()
	counts := map[string]int{}
	for _, client := range clients {
		require.Empty(t, client.strange)
		for kind, count := range client.counts {
			counts[kind] += count
		}
	}
	t.Logf("answers: %v", counts)
	require.Greater(t, counts["2"], requests/10, "enough requests were right")
	require.Greater(t, counts["4"], requests/10, "enough were wrong")
	require.NotContains(t, running.output.String(), "panic")

	send(t, http.MethodPut, at.API+"/v1/restaurants/arbat-1/availability", managerKey, map[string]any{"mode": "online"})
	last := submission("AFTER-ALL")
	record := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, last).order(t)
	filled := send(t, http.MethodPost, at.API+"/v1/orders/"+record.ID+"/accept?wait=filled", operatorKey, map[string]any{}).order(t)
	require.Equal(t, order.Accepted, filled.Status)
	require.Equal(t, order.Filled, filled.Injection.State)
}

func numberOr(t *testing.T, variable string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	number, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err, variable)
	return number
}

// one makes a request of an operation and judges the answer.
func (f *fuzzer) one(op operation) {
	v := f.invent
	path := strings.ReplaceAll(op.path, "{id}", f.ids.some(op, v.Rand))
	query := url.Values{}
	for name, s := range op.query {
		if name != "wait" && v.IntN(3) == 0 { // which waits
			query.Set(name, toText(f.maybe(v.value(s, name, 0))))
		}
	}
	var body []byte
	if op.body != nil {
		body, _ = json.Marshal(v.value(*op.body, "", 0))
		switch v.IntN(10) {
		case 0, 1, 2:
			var value any
			_ = json.Unmarshal(body, &value)
			body, _ = json.Marshal(v.spoil(value))
		case 3:
			body = v.hostile(body)
		}
	}
	request, err := http.NewRequest(op.method, f.base+path, bytes.NewReader(body))
	if err != nil {
		return // no such address can be asked
	}
	request.URL.RawQuery = query.Encode()
	request.Header.Set("Content-Type", v.pick([]any{"application/json", "application/json", "application/json", "application/json; charset=utf-8", "text/xml", ""}).(string))
	for name, s := range op.headers {
		if v.IntN(4) == 0 {
			request.Header.Set(name, strings.Map(printable, toText(f.maybe(v.value(s, name, 0)))))
		}
	}
	keys := op.keys
	if len(keys) == 0 || v.IntN(6) == 0 {
		keys = []any{sourceKey, operatorKey, managerKey, "", "wrong"}
	}
	if key := v.pick(keys).(string); key != "" {
		request.Header.Set("Authorization", "Bearer "+key)
	}
	response, err := httpClient.Do(request)
	if err != nil {
		f.strange = append(f.strange, op.id+": no answer: "+err.Error())
		return
	}
	answered, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	f.counts[strconv.Itoa(response.StatusCode/100)]++
	if fault := judge(op, response.StatusCode, answered); err != nil || fault != "" {
		f.strange = append(f.strange, op.method+" "+request.URL.RequestURI()+": "+fault+"\n"+string(body[:min(len(body), 2000)])+"\n"+string(answered[:min(len(answered), 1000)]))
	}
	if response.StatusCode < 300 {
		f.ids.note(op.path, answered)
	}
}

// judge says what is wrong with an answer, nothing when it is right.
func judge(op operation, status int, body []byte) string {
	var problem struct {
		Code order.Code `json:"code"`
	}
	_ = json.Unmarshal(body, &problem)
	switch {
	case status == http.StatusServiceUnavailable:
		// The stations that the requests made up do not answer.
		if problem.Code == order.CodeStationUnreachable || problem.Code == order.CodeStationUnattended {
			return ""
		}
		return "503"
	case status >= 500:
		return "a fault of the service: " + strconv.Itoa(status)
	case slices.Contains(op.statuses, strconv.Itoa(status)):
		return ""
	case slices.Contains([]int{404, 405, 406, 408, 400}, status): // said of every address
		return ""
	}
	return "an answer that is not documented: " + strconv.Itoa(status)
}

func (f *fuzzer) maybe(value any) any {
	if f.invent.IntN(3) == 0 {
		return f.invent.pick(odd)
	}
	return value
}

func toText(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	text, _ := json.Marshal(value)
	return string(text)
}

func printable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}
