package e2e

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Receivers that fail, hang, lead elsewhere or stand inside the house: the log
// says what each did, nothing was posted where it should not be, and the one that
// works waits for none of them.
func TestReceiversThatMisbehave(t *testing.T) {
	_, at := startStandalone(t, t.TempDir(), "--callback-http", "--callback-networks", "127.0.0.1/32")
	elsewhere, working, enough := &shop{}, &shop{}, make(chan struct{})
	leads := map[string]*httptest.Server{
		"elsewhere": httptest.NewServer(elsewhere),
		"WORKS":     httptest.NewServer(working),
		"FAILS":     httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })),
		"HANGS":     httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-enough })),
	}
	leads["REDIRECTS"] = httptest.NewServer(http.RedirectHandler(leads["elsewhere"].URL, http.StatusTemporaryRedirect))
	addresses := map[string]string{"INSIDE": "http://127.0.0.2:9/", "NOWHERE": "http://127.0.0.1:1/"}
	for name, server := range leads {
		defer server.Close()
		addresses[name] = server.URL
	}
	defer close(enough)
	orders := map[string]string{}
	for _, name := range []string{"HANGS", "FAILS", "REDIRECTS", "INSIDE", "NOWHERE", "WORKS"} {
		sent := submission(name)
		sent.Callback = &order.Callback{URL: addresses[name], Events: []string{"order.submitted"}}
		orders[name] = send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, sent).order(t).ID
	}
	awaitUntil(t, soon, "the one that works", func() bool { return len(working.heard()) == 1 })

	for name, said := range map[string]struct{ state, err string }{
		"WORKS":     {"delivered", ""},
		"FAILS":     {"pending", "the receiver answered 502"},
		"REDIRECTS": {"pending", "the receiver answered 307: redirects are not followed"},
		"HANGS":     {"pending", "the receiver did not answer within 10s"},
		"NOWHERE":   {"pending", "no connection to the receiver, or it broke off"},
		"INSIDE":    {"dead", "this address is not allowed: it leads to a private or special network"},
	} {
		awaitUntil(t, soon, name, func() bool {
			var list callbackList
			send(t, http.MethodGet, at.API+"/v1/callbacks?order="+orders[name], sourceKey, nil).decode(t, &list)
			require.Len(t, list.Items, 1, name)
			if list.Items[0].Attempts == 0 {
				return false
			}
			require.Equal(t, said.state, list.Items[0].State, name)
			require.Equal(t, said.err, list.Items[0].Error, name)
			return true
		})
	}
	require.Empty(t, elsewhere.heard(), "a redirect is not followed")

	// Without leave even a name of this machine leads nowhere.
	_, strict := startStandalone(t, t.TempDir())
	for _, address := range []string{"https://localhost:1/", "https://127.0.0.1:1/", "https://[::1]:1/", "https://169.254.169.254/"} {
		var tried struct {
			OK    bool   `json:"ok"`
			Error string `json:"error"`
		}
		got := send(t, http.MethodPost, strict.API+"/v1/sources/me/test-callback", sourceKey, map[string]any{"url": address})
		got.decode(t, &tried)
		require.Contains(t, tried.Error, "not allowed", "%s: %s", address, got.Body)
	}
}
