package api

import (
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
)

const setupToken = "s3cret-setup-token"

// fresh is an installation without people.
func fresh(t *testing.T) *harness {
	h := start(t, func(o *Options) { o.SetupToken = setupToken })
	h.users = map[string]account.User{}
	return h
}

func setupWith(token string) string {
	return `{"token":"` + token + `","user":"Анна","name":"Анна Королёва","password":"correct horse"}`
}

func TestSettingUp(t *testing.T) {
	h := fresh(t)
	require.Equal(t, map[string]any{"needed": true}, h.ask("GET", "/v1/setup", "", "").json)
	got := h.ask("POST", "/v1/setup", "", setupWith(setupToken))
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, map[string]any{"id": "анна", "name": "Анна Королёва", "role": "manager"}, got.json["user"])
	pair, _, _ := strings.Cut(got.header.Get("Set-Cookie"), ";")
	cookie, token := "Cookie: "+pair, csrfHeader+": "+got.json["csrf_token"].(string)
	require.Equal(t, http.StatusCreated, h.ask("POST", "/v1/sources", "", `{"id":"website"}`, cookie, token).status, "signed in as a manager")

	require.Equal(t, map[string]any{"needed": false}, h.ask("GET", "/v1/setup", "", "").json)
	require.Equal(t, "conflict", h.ask("POST", "/v1/setup", "", setupWith(setupToken)).code())
	require.Contains(t, h.ask("GET", "/v1/audit", "", "", cookie).body, `"actor":"setup"`)
	require.NotContains(t, h.log.String(), setupToken)
}

func TestSettingUpWithoutTheToken(t *testing.T) {
	h := fresh(t)
	require.Equal(t, http.StatusForbidden, h.ask("POST", "/v1/setup", "", setupWith(setupToken), "Origin: https://evil.example").status)
	for range freeAttempts {
		got := h.ask("POST", "/v1/setup", "", setupWith("guess"))
		require.Equal(t, http.StatusUnauthorized, got.status)
	}
	require.Equal(t, http.StatusTooManyRequests, h.ask("POST", "/v1/setup", "", setupWith(setupToken)).status, "the right one comes too late")
	require.Empty(t, h.users)
}

func TestSetUpSwitchedOff(t *testing.T) {
	h := start(t)
	h.users = map[string]account.User{}
	require.Equal(t, map[string]any{"needed": false}, h.ask("GET", "/v1/setup", "", "").json)
	for _, token := range []string{"", "guess"} {
		got := h.ask("POST", "/v1/setup", "", setupWith(token))
		require.Equal(t, http.StatusConflict, got.status, "no token is not the empty token")
	}
	require.Empty(t, h.users)
}

func TestFaultySetUp(t *testing.T) {
	got := fresh(t).ask("POST", "/v1/setup", "", `{"user":"a b","password":"short"}`)
	require.Equal(t, map[string]string{"token": "required", "user": "malformed", "password": "too_short"}, got.faults())
	got = fresh(t).ask("POST", "/v1/setup", "", `{"token":"`+setupToken+`"}`)
	require.Equal(t, map[string]string{"user": "required", "password": "required"}, got.faults())
}

func TestTwoSetUpAtOnce(t *testing.T) {
	h := fresh(t)
	var made atomic.Int32
	var all sync.WaitGroup
	for _, name := range []string{"anna", "boris", "vera", "gleb"} {
		all.Go(func() {
			if h.ask("POST", "/v1/setup", "", strings.Replace(setupWith(setupToken), `"Анна"`, `"`+name+`"`, 1)).status == http.StatusOK {
				made.Add(1)
			}
		})
	}
	all.Wait()
	require.EqualValues(t, 1, made.Load())
	require.Len(t, h.users, 1)
}
