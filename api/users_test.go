package api

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
)

// limitedManagerKey belongs to a manager of arbat-1 alone.
const limitedManagerKey = "limited-manager-key"

func (h *harness) limitedManager() {
	h.users["arbat-boss"] = account.User{ID: "arbat-boss", Role: account.Manager, Restaurants: []string{"arbat-1"}}
	h.addKey(limitedManagerKey, account.Key{ID: "limited-manager", UserID: "arbat-boss"})
}

func (r reply) ids() (ids []string) {
	for _, item := range r.json["items"].([]any) {
		ids = append(ids, item.(map[string]any)["id"].(string))
	}
	return ids
}

func TestAddingAndChangingPeople(t *testing.T) {
	h := start(t)
	got := h.ask("POST", "/v1/users", managerKey, `{"id":" Анна ","name":"Анна К.","role":"operator","restaurants":["arbat-1"],"password":"correct horse","unknown":1}`)
	require.Equal(t, http.StatusCreated, got.status, got.body)
	require.Equal(t, "/v1/users/"+url.PathEscape("анна"), got.header.Get("Location"))
	require.Equal(t, map[string]any{"id": "анна", "name": "Анна К.", "role": "operator", "restaurants": []any{"arbat-1"}, "has_password": true}, got.json)
	require.NotContains(t, got.body, "argon2")
	require.Equal(t, http.StatusOK, h.signIn("Анна", "correct horse").status, "keyboards of telephones begin with a capital letter")

	got = h.ask("GET", "/v1/users", managerKey, "")
	require.Equal(t, []string{"away", "boss", "demo", "looker", "анна"}, got.ids())
	require.NotContains(t, got.body, "argon2")

	got = h.ask("PATCH", "/v1/users/"+url.PathEscape("анна"), managerKey, `{"name":"Анна","restaurants":[],"role":null}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, map[string]any{"id": "анна", "name": "Анна", "role": "operator", "has_password": true}, got.json)

	got = h.ask("POST", "/v1/users", managerKey, `{"id":"анна","role":"operator"}`)
	require.Equal(t, http.StatusConflict, got.status)
	require.Equal(t, "already_exists", got.code())
	require.Equal(t, http.StatusNotFound, h.ask("PATCH", "/v1/users/nobody", managerKey, `{}`).status)
}

func TestFaultyPeople(t *testing.T) {
	h := start(t)
	for body, want := range map[string]map[string]string{
		`{}`: {"id": "required", "role": "required"},
		`{"id":"a b","name":"x\u0007","role":"king","restaurants":["nowhere","arbat-1"],"password":"short"}`: {
			"id": "malformed", "name": "malformed", "role": "unknown_value", "restaurants[0]": "unknown_value", "password": "too_short"},
		`{"id":5,"role":"operator","password":"1111111111"}`:                                 {"id": "wrong_type", "password": "not_allowed"},
		`{"id":"anna.koroleva","role":"operator","password":"Anna.Koroleva"}`:                {"password": "not_allowed"},
		`{"id":"anna","name":"Анна Королёва","role":"operator","password":"анна королёва"}`:  {"password": "not_allowed"},
		`{"id":"anna","role":"operator","password":"` + strings.Repeat("long", 51) + `"}`:    {"password": "too_long"},
		`{"id":"` + strings.Repeat("x", 65) + `","role":"operator","restaurants":"arbat-1"}`: {"id": "too_long", "restaurants": "wrong_type"},
	} {
		got := h.ask("POST", "/v1/users", managerKey, body)
		require.Equal(t, http.StatusUnprocessableEntity, got.status, got.body)
		require.Equal(t, want, got.faults(), body)
	}
	got := h.ask("PATCH", "/v1/users/demo", managerKey, `{"role":"king","restaurants":["nowhere"],"disabled":"yes"}`)
	require.Equal(t, map[string]string{"role": "unknown_value", "restaurants[0]": "unknown_value", "disabled": "wrong_type"}, got.faults())
	require.Equal(t, account.Operator, h.users["demo"].Role)
	require.Len(t, h.users, 4, "nothing was done")
}

func TestTheLastManagerStays(t *testing.T) {
	h := start(t)
	for _, change := range []string{`{"disabled":true}`, `{"role":"operator"}`, `{"restaurants":["arbat-1"]}`} {
		got := h.ask("PATCH", "/v1/users/boss", managerKey, change)
		require.Equal(t, http.StatusConflict, got.status, change)
		require.Equal(t, "last_manager", got.code())
	}
	h.limitedManager() // is no manager of everything
	require.Equal(t, "last_manager", h.ask("PATCH", "/v1/users/boss", managerKey, `{"disabled":true}`).code())
	require.Equal(t, http.StatusOK, h.ask("PATCH", "/v1/users/looker", managerKey, `{"role":"manager"}`).status)
	require.Equal(t, http.StatusOK, h.ask("PATCH", "/v1/users/boss", managerKey, `{"disabled":true}`).status)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/users", managerKey, "").status, "at once, not when a cache forgets")
}

func TestADisabledPersonIsOut(t *testing.T) {
	h := withPassword(t)
	cookie, _ := h.session()
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/orders", "", "", cookie).status)
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/orders", operatorKey, "").status)
	require.Equal(t, http.StatusOK, h.ask("PATCH", "/v1/users/demo", managerKey, `{"disabled":true}`).status)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/orders", "", "", cookie).status)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/orders", operatorKey, "").status)
	require.Equal(t, http.StatusUnauthorized, h.signIn("demo", password).status)
	require.Empty(t, h.sessions)

	require.Equal(t, http.StatusOK, h.ask("PATCH", "/v1/users/demo", managerKey, `{"disabled":false}`).status)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/orders", "", "", cookie).status, "old sessions do not come back")
	require.Equal(t, http.StatusOK, h.signIn("demo", password).status)
}

func TestALowerRoleHoldsAtOnce(t *testing.T) {
	h := withPassword(t)
	id := h.waiting("WEB-1")
	cookie, token := h.session()
	require.Equal(t, http.StatusOK, h.act(id, "take", "", "{}", cookie, token).status)
	require.Equal(t, http.StatusOK, h.ask("PATCH", "/v1/users/demo", managerKey, `{"role":"read_only"}`).status)
	require.Equal(t, http.StatusForbidden, h.act(id, "accept", "", "{}", cookie, token).status)
}

func TestManagersOfSomeRestaurants(t *testing.T) {
	h := start(t)
	h.limitedManager()
	require.Equal(t, []string{"arbat-boss", "demo"}, h.ask("GET", "/v1/users", limitedManagerKey, "").ids())
	require.Equal(t, []string{"demo"}, h.ask("GET", "/v1/sources", limitedManagerKey, "").ids())
	for path, body := range map[string]string{
		"PATCH /v1/users/boss":           `{"name":"x"}`,
		"PATCH /v1/users/away":           `{"disabled":true}`,
		"POST /v1/users/boss/password":   `{"password":"correct horse"}`,
		"DELETE /v1/users/boss/sessions": ``,
		"POST /v1/users/boss/keys":       `{}`,
		"GET /v1/users/boss/keys":        ``,
		"PATCH /v1/sources/other":        `{"name":"x"}`,
		"POST /v1/sources/other/keys":    `{}`,
		"GET /v1/sources/other/keys":     ``,
		"DELETE /v1/keys/2":              ``,
		"POST /v1/keys/5/rotate":         `{}`,
	} {
		method, where, _ := strings.Cut(path, " ")
		got := h.ask(method, where, limitedManagerKey, body)
		require.Equal(t, http.StatusNotFound, got.status, "%s: %s", path, got.body)
	}
	for _, restaurants := range []string{`[]`, `["tverskaya-2"]`, `["arbat-1","tverskaya-2"]`} {
		require.Equal(t, http.StatusUnprocessableEntity, h.ask("POST", "/v1/users", limitedManagerKey, `{"id":"new","role":"manager","restaurants":`+restaurants+`}`).status, restaurants)
		require.Equal(t, http.StatusUnprocessableEntity, h.ask("POST", "/v1/sources", limitedManagerKey, `{"id":"new","restaurants":`+restaurants+`}`).status, restaurants)
		require.Equal(t, http.StatusUnprocessableEntity, h.ask("PATCH", "/v1/users/arbat-boss", limitedManagerKey, `{"restaurants":`+restaurants+`}`).status, "nobody widens their own rights")
	}
	require.Equal(t, http.StatusCreated, h.ask("POST", "/v1/users", limitedManagerKey, `{"id":"new","role":"manager","restaurants":["arbat-1"]}`).status)
}

func TestSettingPasswords(t *testing.T) {
	h := withPassword(t)
	first, _ := h.session()
	mine, token := h.session()
	set := func(body string, headers ...string) reply {
		return h.ask("POST", "/v1/users/demo/password", "", body, append([]string{mine, token}, headers...)...)
	}
	require.Equal(t, map[string]string{"current": "wrong"}, set(`{"password":"a new password"}`).faults())
	require.Equal(t, map[string]string{"current": "wrong"}, set(`{"password":"a new password","current":"wrong"}`).faults())
	require.Equal(t, map[string]string{"password": "too_short"}, set(`{"password":"new","current":"`+password+`"}`).faults())
	got := set(`{"password":"a new password","current":"` + password + `"}`)
	require.Equal(t, http.StatusNoContent, got.status, got.body)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/session", "", "", first).status, "signed out elsewhere")
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/session", "", "", mine).status, "but not here")
	require.Equal(t, http.StatusUnauthorized, h.signIn("demo", password).status)
	require.Equal(t, http.StatusOK, h.signIn("demo", "a new password").status)

	require.Equal(t, http.StatusForbidden, h.ask("POST", "/v1/users/boss/password", operatorKey, `{"password":"a new password"}`).status)
	require.Equal(t, http.StatusNoContent, h.ask("POST", "/v1/users/demo/password", managerKey, `{"password":"given by boss"}`).status)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/session", "", "", mine).status)
	require.Equal(t, http.StatusOK, h.signIn("demo", "given by boss").status)
	require.Equal(t, http.StatusNotFound, h.ask("POST", "/v1/users/nobody/password", managerKey, `{"password":"given by boss"}`).status)
	require.NotContains(t, h.log.String(), "given by boss")
}

func TestGuessingTheCurrentPassword(t *testing.T) {
	h := withPassword(t)
	for range freeAttempts {
		require.Equal(t, http.StatusUnprocessableEntity, h.ask("POST", "/v1/users/demo/password", operatorKey, `{"password":"a new password","current":"guess"}`).status)
	}
	got := h.ask("POST", "/v1/users/demo/password", operatorKey, `{"password":"a new password","current":"`+password+`"}`)
	require.Equal(t, http.StatusTooManyRequests, got.status)
	require.Equal(t, http.StatusForbidden, h.ask("POST", "/v1/users/looker/password", readerKey, `{"password":"a new password"}`).status,
		"a key alone gives nobody a password")
	require.Equal(t, http.StatusNoContent, h.ask("POST", "/v1/users/boss/password", managerKey, `{"password":"a new password"}`).status)
}

func TestSigningOutEverywhere(t *testing.T) {
	h := withPassword(t)
	first, _ := h.session()
	second, token := h.session()
	require.Equal(t, http.StatusForbidden, h.ask("DELETE", "/v1/users/boss/sessions", "", "", second, token).status)
	require.Equal(t, http.StatusForbidden, h.ask("DELETE", "/v1/users/demo/sessions", "", "", second).status, "no CSRF token")
	got := h.ask("DELETE", "/v1/users/demo/sessions", "", "", second, token)
	require.Equal(t, http.StatusNoContent, got.status)
	require.Contains(t, got.header.Get("Set-Cookie"), "Max-Age=0")
	for _, cookie := range []string{first, second} {
		require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/session", "", "", cookie).status)
	}
	cookie, _ := h.session()
	got = h.ask("DELETE", "/v1/users/demo/sessions", managerKey, "")
	require.Equal(t, http.StatusNoContent, got.status)
	require.Empty(t, got.header.Get("Set-Cookie"), "the manager's own is not touched")
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/session", "", "", cookie).status)
	require.Equal(t, http.StatusNotFound, h.ask("DELETE", "/v1/users/nobody/sessions", managerKey, "").status)
}

func TestAdministrationWithoutADatabase(t *testing.T) {
	h := start(t)
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/users", managerKey, "").status)
	h.breakDatabase(errors.New("no connection to 10.0.0.9"))
	for path, body := range map[string]string{"GET /v1/users": "", "GET /v1/sources": "", "POST /v1/sources": `{"id":"x"}`, "GET /v1/audit": "", "GET /v1/reports/shift": ""} {
		method, where, _ := strings.Cut(path, " ")
		got := h.ask(method, where, managerKey, body)
		requireUnavailable(t, got)
		require.NotContains(t, got.body, "10.0.0.9")
	}
}
