package api

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
)

const password = "correct horse"

// withPassword lets the operator sign in.
func withPassword(t *testing.T, change ...func(*Options)) *harness {
	h := start(t, change...)
	hash, err := account.HashPassword(password)
	require.NoError(t, err)
	user := h.users["demo"]
	user.PasswordHash = hash
	h.users["demo"] = user
	return h
}

func (h *harness) signIn(user, password string, headers ...string) reply {
	h.Helper()
	return h.ask("POST", "/v1/session", "", `{"user":"`+user+`","password":"`+password+`"}`, headers...)
}

// session signs in and gives the headers of a page that did.
func (h *harness) session() (cookie, token string) {
	h.Helper()
	got := h.signIn("demo", password)
	require.Equal(h, http.StatusOK, got.status, got.body)
	pair, _, _ := strings.Cut(got.header.Get("Set-Cookie"), ";")
	return "Cookie: " + pair, csrfHeader + ": " + got.json["csrf_token"].(string)
}

func TestSignIn(t *testing.T) {
	h := withPassword(t)
	got := h.signIn("demo", password)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, map[string]any{"id": "demo", "name": "Ольга", "role": "operator", "restaurants": []any{"arbat-1"}}, got.json["user"])
	require.NotContains(t, got.body, "argon2")
	cookie := got.header.Get("Set-Cookie")
	for _, part := range []string{"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="} {
		require.Contains(t, cookie, part)
	}
	require.NotContains(t, cookie, "Secure", "the loopback has no TLS")
}

func TestSignInOverTLS(t *testing.T) {
	h := withPassword(t, func(o *Options) { o.TrustedProxies = []string{"192.0.2.1"} })
	require.Contains(t, h.signIn("demo", password, "X-Forwarded-Proto: https").header.Get("Set-Cookie"), "Secure")
	h = withPassword(t)
	require.NotContains(t, h.signIn("demo", password, "X-Forwarded-Proto: https").header.Get("Set-Cookie"), "Secure", "anybody could say so")
	_, err := New(Options{Dispatcher: h.world, Orders: h.world, Restaurants: h.world, Accounts: h.world, TrustedProxies: []string{"everybody"}})
	require.ErrorContains(t, err, "trusted proxy")
}

func TestASessionWorks(t *testing.T) {
	h := withPassword(t)
	id := h.waiting("WEB-1")
	cookie, token := h.session()
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/orders/"+id, "", "", cookie).status)

	again := h.ask("GET", "/v1/session", "", "", cookie)
	require.Equal(t, token, csrfHeader+": "+again.json["csrf_token"].(string), "a page that was loaded anew finds its token")

	got := h.act(id, "accept", "", "{}", cookie, token)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, "demo", got.json["decided_by"])

	got = h.ask("DELETE", "/v1/session", "", "", cookie, token)
	require.Equal(t, http.StatusNoContent, got.status)
	require.Contains(t, got.header.Get("Set-Cookie"), "Max-Age=0")
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/orders", "", "", cookie).status, "at once, not when a cache forgets")
}

func TestSessionsEnd(t *testing.T) {
	h := withPassword(t)
	cookie, _ := h.session()
	h.pass(sessionLife)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/orders", "", "", cookie).status)
	key := strings.Replace(cookie, "Cookie: "+sessionCookie+"=", "", 1)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/orders", key, "").status, "a session's secret is no key")
}

func TestForgedRequests(t *testing.T) {
	h := withPassword(t)
	id := h.waiting("WEB-1")
	cookie, token := h.session()
	forged := map[string][]string{
		"no token":            {cookie},
		"wrong token":         {cookie, csrfHeader + ": guess"},
		"another site":        {cookie, token, "Origin: https://evil.example"},
		"a sandboxed frame":   {cookie, token, "Origin: null"},
		"another site's page": {cookie, token, "Sec-Fetch-Site: cross-site"},
		"a sister site":       {cookie, token, "Sec-Fetch-Site: same-site"},
		"a believed lie":      {cookie, token, "Origin: https://evil.example", "X-Forwarded-Host: evil.example"},
	}
	for name, headers := range forged {
		got := h.act(id, "accept", "", "{}", headers...)
		require.Equal(t, http.StatusForbidden, got.status, name)
	}
	require.Equal(t, http.StatusForbidden, h.ask("DELETE", "/v1/session", "", "", cookie).status)
	require.Equal(t, http.StatusForbidden, h.signIn("demo", password, "Origin: https://evil.example").status)

	got := h.act(id, "accept", "", "{}", cookie, token, "Origin: http://example.com", "Sec-Fetch-Site: same-origin")
	require.Equal(t, http.StatusOK, got.status, got.body)
}

func TestForgeryBehindAProxy(t *testing.T) {
	h := withPassword(t, func(o *Options) { o.TrustedProxies = []string{"192.0.2.0/24"} })
	id := h.waiting("WEB-1")
	cookie, token := h.session()
	got := h.act(id, "accept", "", "{}", cookie, token, "Origin: https://console.example", "X-Forwarded-Host: console.example")
	require.Equal(t, http.StatusOK, got.status, got.body)
}

func TestWrongPasswords(t *testing.T) {
	h := withPassword(t)
	h.users["asleep"] = account.User{ID: "asleep", PasswordHash: h.users["demo"].PasswordHash, Disabled: true}
	for _, user := range []string{"nobody", "boss", "asleep"} {
		require.Equal(t, http.StatusUnauthorized, h.signIn(user, password).status, user)
	}
	for range freeAttempts {
		got := h.signIn("demo", "wrong")
		require.Equal(t, http.StatusUnauthorized, got.status)
		require.NotContains(t, got.body, "wrong\"")
	}
	got := h.signIn("demo", password)
	require.Equal(t, http.StatusTooManyRequests, got.status, "the right one comes too late")
	require.Equal(t, "30", got.header.Get("Retry-After"))

	elsewhere := httptest.NewRequest("POST", "/v1/session", strings.NewReader(`{"user":"demo","password":"`+password+`"}`))
	elsewhere.RemoteAddr = "198.51.100.7:1000"
	require.Equal(t, http.StatusOK, h.send(elsewhere).status, "an attacker cannot lock others out")

	h.pass(30 * time.Second)
	require.Equal(t, http.StatusUnauthorized, h.signIn("demo", "wrong").status)
	require.Equal(t, "60", h.signIn("demo", password).header.Get("Retry-After"), "the lock doubles")
	h.pass(time.Minute)
	require.Equal(t, http.StatusOK, h.signIn("demo", password).status)
	require.Equal(t, http.StatusUnauthorized, h.signIn("demo", "wrong").status, "success forgets the failures")
}

func TestOneAddressTriesManyNames(t *testing.T) {
	s := newSignIns(time.Now)
	for i := range perAddress {
		require.NoError(t, s.begin(fmt.Sprintf("somebody-%d", i), "192.0.2.9"))
	}
	require.Error(t, s.begin("another", "192.0.2.9"))
	require.NoError(t, s.begin("another", "192.0.2.10"))
}

func TestFaultySignIn(t *testing.T) {
	got := start(t).ask("POST", "/v1/session", "", `{"user":5}`)
	require.Equal(t, map[string]string{"user": "wrong_type", "password": "required"}, got.faults())
}
