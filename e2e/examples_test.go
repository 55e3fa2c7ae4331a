package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The addresses that the documentation uses for what is elsewhere.
const (
	shownStation  = "http://127.0.0.1:8444"
	shownWebhook  = "https://hooks.example"
	shownTelegram = "https://api.telegram.org"
	exampleTime   = 20 * time.Second
)

// exampleNoon is the day and time of the examples.
var exampleNoon = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC) // 12:00 in Moscow

// TestWorkedExamples sends every request of these pages to a fresh installation
// and holds the answers to those that are shown there.
func TestWorkedExamples(t *testing.T) {
	for _, page := range []string{"examples.md", "life-after-acceptance.md"} {
		t.Run(page, func(t *testing.T) {
			e := newExamples(t)
			e.page = "docs/" + page
			section := ""
			for _, one := range readExamples(t, "../"+e.page) {
				if one.section != section {
					section = one.section
					t.Log(section)
				}
				e.run(one)
			}
		})
	}
}

// examples is an installation on which the examples of a page are tried.
type examples struct {
	t       *testing.T
	page    string
	at      addresses
	outside *mailbox
	likeness
}

func newExamples(t *testing.T) *examples {
	outside := &mailbox{posts: map[string][]string{}}
	server := httptest.NewServer(outside)
	t.Cleanup(server.Close)
	outside.url = server.URL
	e := &examples{t: t, outside: outside, likeness: likeness{time.Since(exampleNoon)}}
	_, e.at = startStandalone(t, t.TempDir(), "--callback-http", "--callback-networks", "127.0.0.0/8", "--telegram-url", server.URL)
	awaitUntil(t, startTime, "the menu", func() bool { available, _ := dish(t, e.at, "101"); return available })
	return e
}

// run tries one example. What is read is read again until it is as shown: some
// of it takes its time.
func (e *examples) run(one example) {
	e.t.Helper()
	var faults []string
	var got string
	try := func() bool {
		faults, got = e.try(one)
		return len(faults) == 0
	}
	limit, again := time.After(exampleTime), time.NewTicker(50*time.Millisecond)
	defer again.Stop()
	for waiting := true; !try() && patient(one) && waiting; {
		select {
		case <-again.C:
		case <-limit:
			waiting = false
		}
	}
	require.Empty(e.t, faults, "%s:%d: %s %s\n%s", e.page, one.line, one.method, one.target, got)
}

// patient says whether an example may be tried again.
func patient(one example) bool { return one.method == http.MethodGet || !one.answered }

func (e *examples) try(one example) (faults []string, got string) {
	if !one.answered {
		return e.received(one)
	}
	request, err := http.NewRequest(one.method, e.real(one.target), bytes.NewReader(e.body(one)))
	require.NoError(e.t, err)
	request.Header.Set("Content-Type", "application/json")
	for name, value := range one.header {
		request.Header.Set(name, value)
	}
	answer, err := httpClient.Do(request)
	require.NoError(e.t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(e.t, err)
	if answer.Status != one.status {
		faults = append(faults, "the status is "+answer.Status+" and not "+one.status)
	}
	for name, shown := range one.headers {
		if real := answer.Header.Get(name); !e.sameText(shown, real) {
			faults = append(faults, fmt.Sprintf("%s is %q", name, real))
		}
	}
	return append(faults, e.sameBody(one, one.answer, e.shownAs(string(text)))...), string(text)
}

// received looks whether somebody outside was sent what is shown.
func (e *examples) received(one example) (faults []string, got string) {
	require.Equal(e.t, http.MethodPost, one.method, "line %d has no answer", one.line)
	target := strings.TrimPrefix(strings.TrimPrefix(one.target, shownWebhook), shownTelegram)
	posts := e.outside.at(target)
	for _, post := range posts {
		if faults = e.sameBody(one, one.body, post); len(faults) == 0 {
			return nil, post
		}
	}
	return append(faults, fmt.Sprintf("%d were received there", len(posts))), strings.Join(posts, "\n")
}

func (e *examples) sameBody(one example, shown, real string) []string {
	if shown == "" {
		if real != "" && one.answered {
			return []string{"a body came and none is shown"}
		}
		return nil
	}
	want, err := readCut(shown)
	require.NoError(e.t, err, "%s:%d: the shown JSON", e.page, one.line)
	var found any
	decoder := json.NewDecoder(strings.NewReader(real))
	decoder.UseNumber()
	if err := decoder.Decode(&found); err != nil {
		return []string{"no JSON came"}
	}
	return e.differences("", want, found)
}

var (
	momentText = regexp.MustCompile(`"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"`)
	timeOfDay  = regexp.MustCompile(`("from"|"to"): "(\d\d:\d\d)"`)
)

// body is what is sent: today's moments, real addresses, and where a body begins
// with a cut what was read there before.
func (e *examples) body(one example) []byte {
	text := momentText.ReplaceAllStringFunc(e.real(one.body), func(quoted string) string {
		shown, err := time.Parse(time.RFC3339, strings.Trim(quoted, `"`))
		require.NoError(e.t, err)
		return `"` + shown.Add(e.shift).UTC().Format(time.RFC3339) + `"`
	})
	text = timeOfDay.ReplaceAllStringFunc(text, func(pair string) string {
		parts := timeOfDay.FindStringSubmatch(pair)
		shown, err := time.Parse("15:04", parts[2])
		require.NoError(e.t, err)
		return parts[1] + `: "` + shown.Add(e.shift.Truncate(time.Minute)).Format("15:04") + `"`
	})
	if !strings.HasPrefix(text, "{"+cut) {
		return []byte(text)
	}
	changes, err := readCut(text)
	require.NoError(e.t, err, "%s:%d: the shown JSON", e.page, one.line)
	read := send(e.t, http.MethodGet, e.real(one.target), strings.TrimPrefix(one.header["Authorization"], "Bearer "), nil)
	merged, err := json.Marshal(changed(decoded(e.t, string(read.Body)), changes))
	require.NoError(e.t, err)
	return merged
}

// changed is what was read with what is shown in its place. An object with a cut
// keeps the rest of what was read.
func changed(read, shown any) any {
	changes, isObject := shown.(map[string]any)
	if !isObject || changes[cut] == nil {
		return shown
	}
	whole, _ := read.(map[string]any)
	merged := maps.Clone(whole)
	for name, value := range changes {
		if name != cut {
			merged[name] = changed(whole[name], value)
		}
	}
	return merged
}

// real puts the addresses of this run in the place of the shown ones.
func (e *examples) real(text string) string {
	if strings.HasPrefix(text, "/") {
		return e.at.API + text
	}
	return strings.NewReplacer(shownStation, e.at.SimWeb, shownWebhook, e.outside.url, shownTelegram, e.outside.url).Replace(text)
}

// shownAs puts the shown addresses in the place of those of this run.
func (e *examples) shownAs(text string) string {
	host := func(url string) string { _, host, _ := strings.Cut(url, "://"); return host }
	return strings.NewReplacer(e.at.SimWeb, shownStation, e.outside.url, shownWebhook, host(e.outside.url), host(shownWebhook)).Replace(text)
}

// mailbox keeps what was posted to whom outside.
type mailbox struct {
	url   string
	mu    sync.Mutex
	posts map[string][]string
}

func (m *mailbox) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	text, _ := io.ReadAll(r.Body)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.posts[r.URL.Path] = append(m.posts[r.URL.Path], string(text))
}

func (m *mailbox) at(path string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]string(nil), m.posts[path]...)
}
