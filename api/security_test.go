package api

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
)

// A stream lives long; it ends as soon as what let it in is no more.
func TestStreamsEndWithTheRightsTheyBeganWith(t *testing.T) {
	slow := func(o *Options) { o.Limits.Heartbeat = time.Hour } // no heartbeat helps
	for name, change := range map[string]struct{ method, path, body string }{
		"disabled":           {"PATCH", "/v1/users/demo", `{"disabled":true}`},
		"other restaurants":  {"PATCH", "/v1/users/demo", `{"restaurants":["tverskaya-2"]}`},
		"its key is revoked": {"DELETE", "/v1/keys/4", ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := start(t, slow)
			stream := h.listen(h.serve(), operatorKey, "")
			require.Less(t, h.ask(change.method, change.path, managerKey, change.body).status, 300)
			require.Empty(t, stream.line(), "the stream has ended")
		})
	}
	t.Run("somebody else's change", func(t *testing.T) {
		h := start(t, slow)
		stream := h.listen(h.serve(), operatorKey, "")
		require.Equal(t, http.StatusOK, h.ask("PATCH", "/v1/users/looker", managerKey, `{"name":"x"}`).status)
		h.waiting("WEB-1")
		require.Equal(t, "1 order.submitted WEB-1", stream.event())
	})
}

// Many guesses at the same moment are no way around the lock.
func TestGuessesAtTheSameMoment(t *testing.T) {
	h := withPassword(t)
	var heard atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if h.signIn("demo", "wrong").status == http.StatusUnauthorized {
				heard.Add(1)
			}
		})
	}
	all.Wait()
	require.EqualValues(t, freeAttempts, heard.Load())
}

func TestAttemptsWithoutAVerdictDoNotCount(t *testing.T) {
	s := newSignIns(time.Now)
	for range 3 * freeAttempts {
		require.NoError(t, s.begin("demo", "192.0.2.9"))
		s.withdrawn("demo", "192.0.2.9")
	}
}

func TestNeighbourhoods(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.9": "192.0.2.9", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64",
		"::ffff:192.0.2.9": "::ffff:192.0.2.9", "nonsense": "nonsense", "": "",
	} {
		require.Equal(t, want, neighbourhood(address), address)
	}
}

// The address that attempts are counted by is the client's own word only where
// a trusted proxy has passed it on.
func TestWhoseAddressIsBelieved(t *testing.T) {
	attempt := func(h *harness, headers ...string) int {
		return h.signIn("demo", "wrong", headers...).status
	}
	t.Run("nobody in front", func(t *testing.T) {
		h := withPassword(t)
		for i := range freeAttempts {
			require.Equal(t, http.StatusUnauthorized, attempt(h, "X-Forwarded-For: 198.51.100."+string(rune('0'+i)), "X-Real-Ip: 198.51.100.9"))
		}
		require.Equal(t, http.StatusTooManyRequests, attempt(h, "X-Forwarded-For: 198.51.100.77"), "a header is no new address")
	})
	t.Run("a proxy that does not know X-Real-Ip", func(t *testing.T) {
		h := withPassword(t, func(o *Options) { o.TrustedProxies = []string{"192.0.2.1"} })
		for i := range freeAttempts {
			require.Equal(t, http.StatusUnauthorized, attempt(h, "X-Real-Ip: 198.51.100."+string(rune('0'+i))))
		}
		require.Equal(t, http.StatusTooManyRequests, attempt(h, "X-Real-Ip: 198.51.100.77"))
		require.Equal(t, http.StatusUnauthorized, attempt(h, "X-Forwarded-For: 203.0.113.5"), "what it does pass on")
	})
	t.Run("a client that writes the list itself", func(t *testing.T) {
		h := withPassword(t, func(o *Options) { o.TrustedProxies = []string{"192.0.2.1"} })
		for i := range freeAttempts {
			require.Equal(t, http.StatusUnauthorized, attempt(h, "X-Forwarded-For: 10.9.8."+string(rune('0'+i))+", 203.0.113.5"))
		}
		require.Equal(t, http.StatusTooManyRequests, attempt(h, "X-Forwarded-For: 10.1.1.1, 203.0.113.5"), "the last one is the proxy's word")
	})
}

func TestSigningInAgainEndsTheSessionBefore(t *testing.T) {
	h := withPassword(t)
	cookie, _ := h.session()
	require.Equal(t, http.StatusOK, h.signIn("demo", password, cookie).status)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/session", "", "", cookie).status)
	require.Len(t, h.sessions, 1)
	planted := "Cookie: " + sessionCookie + "=planted-by-somebody"
	got := h.signIn("demo", password, planted)
	require.NotContains(t, got.header.Get("Set-Cookie"), "planted", "a session is never one that was brought along")
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/session", "", "", planted).status)
}

func TestSigningSecretsOfOthers(t *testing.T) {
	h, _ := withCallbacks(t)
	h.limitedManager()
	require.Equal(t, http.StatusNotFound, h.ask("POST", "/v1/sources/other/signing-secret", limitedManagerKey, "").status)
	require.Equal(t, http.StatusOK, h.ask("POST", "/v1/sources/demo/signing-secret", limitedManagerKey, "").status)
}

func TestAliasesOfOthers(t *testing.T) {
	h := start(t)
	h.limitedManager()
	for _, method := range []string{"GET", "PUT"} {
		body := ""
		if method == "PUT" {
			body = `{"items":[{"alias":"a","plu":"101"}]}`
		}
		require.Equal(t, http.StatusNotFound, h.ask(method, "/v1/sources/other/aliases", limitedManagerKey, body).status, method)
	}
}

// Payloads do not say whose they are, so nobody who is limited may decode any.
func TestWhoMayDecode(t *testing.T) {
	h := start(t)
	h.users["everywhere"] = account.User{ID: "everywhere", Role: account.Operator}
	h.addKey("operator-of-all", account.Key{ID: "8", UserID: "everywhere"})
	for key, want := range map[string]int{"operator-of-all": 0, managerKey: 0, operatorKey: http.StatusForbidden, readerKey: http.StatusForbidden, demoKey: http.StatusForbidden, "guess": http.StatusUnauthorized} {
		request := httptest.NewRequest("POST", "/codec/decode", strings.NewReader("{}"))
		request.Header.Set("Authorization", "Bearer "+key)
		require.Equal(t, want, h.server.mayDecode(request), key)
	}
}
