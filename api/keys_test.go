package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAddingAndChangingSources(t *testing.T) {
	h := start(t)
	got := h.ask("POST", "/v1/sources", managerKey, `{"id":"website","name":"Сайт","restaurants":["arbat-1"],"strict":true,"unknown":1}`)
	require.Equal(t, http.StatusCreated, got.status, got.body)
	require.Equal(t, "/v1/sources/website", got.header.Get("Location"))
	require.Equal(t, map[string]any{"id": "website", "name": "Сайт", "restaurants": []any{"arbat-1"}, "strict": true}, got.json)
	got = h.ask("PATCH", "/v1/sources/website", managerKey, `{"name":"Новый сайт","strict":false,"signed_submits":true}`)
	require.Equal(t, map[string]any{"id": "website", "name": "Новый сайт", "restaurants": []any{"arbat-1"}, "signed_submits": true}, got.json)
	require.Equal(t, []string{"demo", "other", "website"}, h.ask("GET", "/v1/sources", managerKey, "").ids())

	require.Equal(t, "already_exists", h.ask("POST", "/v1/sources", managerKey, `{"id":"website"}`).code())
	require.Equal(t, http.StatusNotFound, h.ask("PATCH", "/v1/sources/none", managerKey, `{}`).status)
	got = h.ask("POST", "/v1/sources", managerKey, `{"id":"Сайт","name":5,"restaurants":["nowhere"],"strict":"yes"}`)
	require.Equal(t, map[string]string{"id": "malformed", "name": "wrong_type", "restaurants[0]": "unknown_value", "strict": "wrong_type"}, got.faults())
	require.Equal(t, map[string]string{"id": "not_allowed"}, h.ask("POST", "/v1/sources", managerKey, `{"id":"me"}`).faults(), "an address of the API")
}

func TestAKeyFromItsMakingToItsEnd(t *testing.T) {
	h := start(t)
	got := h.ask("POST", "/v1/sources/demo/keys", managerKey, `{"name":"Главный сервер","scopes":["read"],"expires_at":"2026-11-24T00:00:00Z"}`)
	require.Equal(t, http.StatusCreated, got.status, got.body)
	key, id := got.json["key"].(string), got.json["id"].(string)
	require.True(t, strings.HasPrefix(key, "ohk_"))
	require.Greater(t, len(key), 40)
	require.Equal(t, "no-store", got.header.Get("Cache-Control"))
	require.Equal(t, key[:8], got.json["hint"])
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/orders", key, "").status)
	require.Equal(t, http.StatusForbidden, h.ask("POST", "/v1/orders", key, plain101).status, "made for less")

	got = h.ask("GET", "/v1/sources/demo/keys", managerKey, "")
	require.Contains(t, got.ids(), id)
	require.NotContains(t, got.body, key, "shown once")
	require.NotContains(t, got.body, "hash")
	require.NotContains(t, h.ask("GET", "/v1/audit", managerKey, "").body, key)
	require.NotContains(t, h.log.String(), key)

	require.Equal(t, http.StatusNoContent, h.ask("DELETE", "/v1/keys/"+id, managerKey, "").status)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/orders", key, "").status, "at once")
	require.Equal(t, http.StatusNoContent, h.ask("DELETE", "/v1/keys/"+id, managerKey, "").status, "once more does no harm")
	require.Equal(t, http.StatusConflict, h.ask("POST", "/v1/keys/"+id+"/rotate", managerKey, `{}`).status)
	require.Equal(t, http.StatusNotFound, h.ask("DELETE", "/v1/keys/none", managerKey, "").status)
}

func TestKeysOfPeople(t *testing.T) {
	h := start(t)
	got := h.ask("POST", "/v1/users/demo/keys", managerKey, "")
	require.Equal(t, http.StatusCreated, got.status, got.body)
	key := got.json["key"].(string)
	require.True(t, strings.HasPrefix(key, "ohp_"))
	id := h.waiting("WEB-1")
	got = h.act(id, "take", key, "{}")
	require.Equal(t, "demo", got.json["taken_by"])
	require.Len(t, h.ask("GET", "/v1/users/demo/keys", managerKey, "").ids(), 2)
	require.Equal(t, map[string]string{"scopes": "not_allowed"}, h.ask("POST", "/v1/users/demo/keys", managerKey, `{"scopes":["read"]}`).faults())
	require.Equal(t, http.StatusNotFound, h.ask("POST", "/v1/users/nobody/keys", managerKey, "").status)
	require.Equal(t, http.StatusForbidden, h.ask("POST", "/v1/users/demo/keys", key, "").status)
}

func TestFaultyKeys(t *testing.T) {
	h := start(t)
	got := h.ask("POST", "/v1/sources/demo/keys", managerKey, `{"name":"`+strings.Repeat("x", 101)+`","scopes":["read","everything"],"expires_at":"2020-01-01T00:00:00Z"}`)
	require.Equal(t, map[string]string{"name": "too_long", "scopes[1]": "unknown_value", "expires_at": "out_of_range"}, got.faults())
	got = h.ask("POST", "/v1/sources/demo/keys", managerKey, `{"expires_at":"tomorrow"}`)
	require.Equal(t, map[string]string{"expires_at": "malformed"}, got.faults())
	for len(h.keys) < 100 {
		if got = h.ask("POST", "/v1/sources/demo/keys", managerKey, ""); got.status != http.StatusCreated {
			break
		}
	}
	require.Equal(t, "conflict", got.code(), "keys do not pile up without end")
}

func TestRotatingAKey(t *testing.T) {
	h := start(t)
	made := h.ask("POST", "/v1/sources/demo/keys", managerKey, `{"name":"Сайт","scopes":["read","menu"]}`)
	old, id := made.json["key"].(string), made.json["id"].(string)
	got := h.ask("POST", "/v1/keys/"+id+"/rotate", managerKey, `{"overlap_seconds":3600}`)
	require.Equal(t, http.StatusCreated, got.status, got.body)
	fresh := got.json["key"].(string)
	require.Equal(t, []any{"Сайт", []any{"read", "menu"}, "demo"}, []any{got.json["name"], got.json["scopes"], got.json["source"]})
	replaced := got.json["replaces"].(map[string]any)
	require.Equal(t, id, replaced["id"])
	require.Equal(t, h.now.Add(time.Hour).Format(time.RFC3339), replaced["expires_at"])
	require.NotContains(t, got.json, "expires_at", "the new one has no end, as the old one had none")

	for _, key := range []string{old, fresh} {
		require.Equal(t, http.StatusOK, h.ask("GET", "/v1/restaurants", key, "").status)
	}
	h.pass(time.Hour)
	require.Equal(t, http.StatusUnauthorized, h.ask("GET", "/v1/restaurants", old, "").status)
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/restaurants", fresh, "").status)

	require.Equal(t, http.StatusConflict, h.ask("POST", "/v1/keys/"+id+"/rotate", managerKey, `{}`).status, "it has run out")
	require.Equal(t, map[string]string{"overlap_seconds": "out_of_range"}, h.ask("POST", "/v1/keys/x/rotate", managerKey, `{"overlap_seconds":99999999}`).faults())
	require.Equal(t, http.StatusNotFound, h.ask("POST", "/v1/keys/none/rotate", managerKey, "").status)
}
