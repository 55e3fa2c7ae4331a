package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	orderhatch "github.com/orderhatch/orderhatch/clients/go"
)

// step is a piece of a guide that is typed into a shell, and the answer that the
// guide shows for it.
type step struct{ commands, shows string }

// stepsOf reads the shell pieces of a page, each with the JSON shown after it.
func stepsOf(t *testing.T, path string) (steps []step) {
	t.Helper()
	page, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, block := range regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$").FindAllStringSubmatch(string(page), -1) {
		switch {
		case block[1] == "sh":
			steps = append(steps, step{commands: block[2]})
		case len(steps) > 0 && (block[1] == "json" || block[1] == ""):
			steps[len(steps)-1].shows += block[2]
		}
	}
	return steps
}

var jsonName = regexp.MustCompile(`"([a-z_]+)":`)

// TestTheGuideIsTrue types docs/integrate.md into a shell, from the key to the
// filled order: every command works, every answer has the fields that are shown,
// and its receiver hears, and believes, what it promises.
func TestTheGuideIsTrue(t *testing.T) {
	_, at := startStandalone(t, t.TempDir(), "--callback-http", "--callback-networks", "127.0.0.0/8")
	folder, port := t.TempDir(), freePort(t)
	receiver := strings.Replace(codeOf(t, "../docs/integrate.md", "js"), "listen(9000", "listen("+port, 1)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "receiver.mjs"), []byte(receiver), 0o600))
	send(t, http.MethodPost, at.API+"/v1/restaurants/arbat-1/menu/refresh", operatorKey, nil)

	steps := stepsOf(t, "../docs/integrate.md")
	require.Greater(t, len(steps), 4)
	require.Contains(t, steps[0].commands, "bin/orderhatch standalone --demo")
	script := "set -eu\ncd \"$1\"\ntrap 'kill $!' EXIT\n"
	for _, one := range steps[1:] {
		script += one.commands + "\necho; echo '-- end of step --'\n"
	}
	script += "until grep -q pos.filled heard; do sleep 0.1; done; cat heard\n"
	script = strings.NewReplacer("http://127.0.0.1:8080", at.API, "http://127.0.0.1:9000", "http://127.0.0.1:"+port,
		`"$SECRET" &`, `"$SECRET" > heard & until (: < /dev/tcp/127.0.0.1/`+port+`) 2> /dev/null; do sleep 0.1; done`).Replace(script)
	ctx, cancel := context.WithTimeout(t.Context(), 2*soon)
	defer cancel()
	typed := exec.CommandContext(ctx, "bash", "-c", script, "guide", folder)
	said, err := typed.CombinedOutput()
	require.NoError(t, err, "%s", said)
	answers := strings.Split(string(said), "-- end of step --")
	for i, one := range steps[1:] {
		for _, name := range jsonName.FindAllStringSubmatch(answerPart(one.shows), -1) {
			require.Contains(t, answers[i], `"`+name[1]+`":`, "%s\nshows a field that the answer does not have", one.commands)
		}
	}
	require.Contains(t, string(said), "201 Created")
	require.Contains(t, string(said), `"state":"filled"`)
	require.Contains(t, string(said), "1 order.submitted\n2 order.accepted\n3 pos.created\n4 pos.filled\n", "what the receiver heard")
}

// codeOf is the first piece of a page in a language.
func codeOf(t *testing.T, page, language string) string {
	t.Helper()
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	found := regexp.MustCompile("(?ms)^```" + language + "\n(.*?)^```$").FindStringSubmatch(string(text))
	require.NotNil(t, found, "no %s in %s", language, page)
	return found[1]
}

// freePort is one that nobody listens on at this moment.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, errors.Join(err, listener.Close()))
	return port
}

// answerPart leaves out what is posted to the shop, which is shown as well.
func answerPart(shown string) string {
	before, _, _ := strings.Cut(shown, "POST /status")
	return before
}

// TestTheCollectionIsTrue sends every request of docs/requests.http to the demo.
// Each is understood: what it names may be missing, but nothing in it is wrong.
func TestTheCollectionIsTrue(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	text, err := os.ReadFile("../docs/requests.http")
	require.NoError(t, err)
	record := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission("COLLECTED-1")).order(t)
	values := strings.NewReplacer("{{baseUrl}}", at.API, "{{sourceKey}}", sourceKey, "{{operatorKey}}", operatorKey, "{{managerKey}}", managerKey,
		"{{id}}", record.ID, "https://shop.example/status", "https://127.0.0.1:1/status", "https://127.0.0.1:8443", "https://127.0.0.1:1")
	requests := strings.Split(string(text), "\n### ")[1:]
	require.Greater(t, len(requests), 50)
	for _, one := range requests {
		request, err := http.ReadRequest(bufio.NewReader(strings.NewReader(asHTTP(values.Replace(one)))))
		require.NoError(t, err, one)
		body := new(bytes.Buffer)
		_, err = body.ReadFrom(request.Body)
		require.NoError(t, err)
		got := sendAs(t, request, body.Bytes())
		wrong := []int{http.StatusBadRequest, http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity}
		require.False(t, slices.Contains(wrong, got.Status) || got.Status >= 500 || got.Status == 0, "%s\n%d %s", one, got.Status, got.Body)
		if got.Status == http.StatusUnauthorized {
			require.Contains(t, one, "@name setUp", "only the first-run token is not known: %s", got.Body)
		}
		if got.Status == http.StatusNotFound {
			require.Contains(t, one, "{{id}}", "%s", got.Body)
		}
	}
}

// asHTTP is a request of the file as it goes over the wire.
func asHTTP(one string) string {
	lines := strings.Split(strings.TrimSpace(one), "\n")
	lines = slices.DeleteFunc(lines[1:], func(line string) bool { return strings.HasPrefix(line, "#") }) // the title, the name
	lines[0] += " HTTP/1.1"
	head, body, _ := strings.Cut(strings.Join(lines, "\r\n"), "\r\n\r\n")
	return head + "\r\nContent-Length: " + jsonNumber(len(body)) + "\r\n\r\n" + body
}

func jsonNumber(n int) string {
	text, _ := json.Marshal(n)
	return string(text)
}

func sendAs(t *testing.T, request *http.Request, body []byte) answer {
	t.Helper()
	again, err := http.NewRequest(request.Method, request.RequestURI, bytes.NewReader(body))
	require.NoError(t, err)
	again.Header = request.Header
	response, err := httpClient.Do(again)
	require.NoError(t, err)
	defer response.Body.Close()
	text := new(bytes.Buffer)
	_, err = text.ReadFrom(response.Body)
	require.NoError(t, err)
	return answer{response.StatusCode, response.Header, text.Bytes()}
}

// TestTheGoClient takes an order from its shop to the station with the client that
// the repository offers.
func TestTheGoClient(t *testing.T) {
	_, at := startStandalone(t, t.TempDir(), "--callback-http", "--callback-networks", "127.0.0.0/8")
	ctx := t.Context()
	source, operator := orderhatch.New(at.API, sourceKey, nil), orderhatch.New(at.API, operatorKey, nil)
	self, _, err := source.ReadSelf(ctx)
	require.NoError(t, err)
	require.Equal(t, "demo", self.ID)
	secret, _, err := source.RotateOwnSecret(ctx, orderhatch.RotateBody{})
	require.NoError(t, err)
	heard := make(chan error, 64)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body := new(bytes.Buffer)
		_, _ = body.ReadFrom(r.Body)
		select {
		case heard <- orderhatch.VerifyCallback(r.Header.Get(orderhatch.SignatureHeader), body.Bytes(), secret.Secret, time.Now()):
		default: // enough was heard
		}
	}))
	defer server.Close()

	wanted := orderhatch.Submission{
		ExternalID: "Заказ №7", Restaurant: "arbat-1", ServiceType: "pickup", Guest: orderhatch.Guest{Phone: "+79991234567"},
		Items: []orderhatch.Item{{PLU: "101", Quantity: "1"}}, Callback: &orderhatch.Callback{URL: server.URL},
	}
	made, response, err := source.SubmitOrder(ctx, wanted)
	require.NoError(t, err)
	require.Equal(t, http.StatusCreated, response.Status)
	again, response, err := source.SubmitOrder(ctx, wanted)
	require.NoError(t, err)
	require.True(t, response.Replayed())
	require.Equal(t, made.ID, again.ID)
	wanted.Note = "another"
	_, _, err = source.SubmitOrder(ctx, wanted)
	require.Equal(t, "duplicate_external_id", orderhatch.CodeOf(err))
	_, _, err = source.AcceptOrder(ctx, made.ID, orderhatch.AcceptBody{}, nil)
	require.Equal(t, "forbidden", orderhatch.CodeOf(err))

	filled, _, err := operator.AcceptOrder(ctx, made.ID, orderhatch.AcceptBody{}, &orderhatch.AcceptOrderParams{Wait: "filled"})
	require.NoError(t, err)
	require.Equal(t, "filled", filled.Injection.State)
	select {
	case err := <-heard:
		require.NoError(t, err, "a callback is signed")
	case <-time.After(soon):
		t.Fatal("no callback came")
	}
}
