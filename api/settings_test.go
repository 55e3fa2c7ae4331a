package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

const newSettings = `{"id":"zoo-3","name":"Зоопарк","time_zone":"Europe/Moscow","currency":"RUB",
	"orders":{"fill":"on_save","remind_after_seconds":60},
	"station":{"url":"https://10.0.0.5:8443","user":"http_user","password":"s3cret-password","codes":{"station":"1","table":"100"}},
	"licence":{"mode":"subscription","product":"{P}","token":"s3cret-token"}}`

func TestAddingARestaurant(t *testing.T) {
	h := start(t)
	got := h.ask("POST", "/v1/restaurants", managerKey, newSettings)
	require.Equal(t, http.StatusCreated, got.status, got.body)
	require.Equal(t, "/v1/restaurants/zoo-3/settings", got.header.Get("Location"))
	require.Equal(t, `"1"`, got.header.Get("ETag"))
	require.NotContains(t, got.body, "s3cret")
	require.Equal(t, true, got.json["station"].(map[string]any)["password_set"])
	require.Equal(t, true, got.json["licence"].(map[string]any)["token_set"])

	kept := h.restaurants["zoo-3"]
	require.Equal(t, []any{"s3cret-password", "s3cret-token", order.FillOnSave, time.Minute, 5 * time.Minute},
		[]any{kept.Station.Password, kept.Station.Licence.Token, kept.Rules.Fill, kept.Rules.RemindAfter, kept.Rules.EscalateAfter})
	require.Contains(t, h.ask("GET", "/v1/restaurants", readerKey, "").ids(), "zoo-3", "without a restart")
	require.Equal(t, "already_exists", h.ask("POST", "/v1/restaurants", managerKey, newSettings).code())
	require.NotContains(t, h.log.String(), "s3cret")
}

func TestFaultySettings(t *testing.T) {
	h := start(t)
	got := h.ask("POST", "/v1/restaurants", managerKey, `{}`)
	require.Equal(t, map[string]string{"id": "required", "name": "required", "time_zone": "required", "currency": "required", "orders": "required",
		"station": "required", "station.url": "required", "station.user": "required", "station.codes.station": "required", "station.codes.table": "required",
		"licence": "required", "licence.mode": "required"}, got.faults(), "all that is needed, at once")
	got = h.ask("POST", "/v1/restaurants", managerKey, `{"id":"Zoo","name":5,"time_zone":"Mars/Base","currency":"rubles",
		"orders":{"fill":"never","remind_after_seconds":"soon","unanswered":"expire"},
		"station":{"url":"http://u:s3cret@x","user":"Иван","password":{"x":"s3cret"},"codes":{"station":1,"table":"<"}},
		"licence":{"mode":"free","rest_code":"1"},"mini_delivery":{"source":"nobody"}}`)
	require.Equal(t, map[string]string{
		"id": "malformed", "name": "wrong_type", "time_zone": "unknown_value", "currency": "malformed",
		"orders.fill": "unknown_value", "orders.remind_after_seconds": "wrong_type", "orders.expire_after_seconds": "required",
		"station.url": "malformed", "station.user": "malformed", "station.password": "wrong_type", "station.codes.station": "wrong_type", "station.codes.table": "malformed",
		"licence.mode": "unknown_value", "licence.rest_code": "malformed", "mini_delivery.source": "unknown_value",
	}, got.faults(), got.body)
	require.NotContains(t, got.body, "s3cret")
	require.Len(t, h.restaurants, 2)
}

func TestReplacingSettings(t *testing.T) {
	h := start(t)
	require.Equal(t, http.StatusCreated, h.ask("POST", "/v1/restaurants", managerKey, newSettings).status)
	read := h.ask("GET", "/v1/restaurants/zoo-3/settings", managerKey, "")
	require.Equal(t, http.StatusOK, read.status)
	require.Equal(t, `"1"`, read.header.Get("ETag"))

	got := h.ask("PUT", "/v1/restaurants/zoo-3/settings", managerKey, read.body, "If-Match: "+read.header.Get("ETag"))
	require.Equal(t, http.StatusOK, got.status, "what was read can be written: %s", got.body)
	require.Equal(t, `"1"`, got.header.Get("ETag"), "nothing was changed")

	got = h.ask("PUT", "/v1/restaurants/zoo-3/settings", managerKey, with(read.body, "name", "Новый зоопарк"), `If-Match: "1"`)
	require.Equal(t, `"2"`, got.header.Get("ETag"))
	require.Equal(t, "s3cret-password", h.restaurants["zoo-3"].Station.Password, "left out, it stays")

	got = h.ask("PUT", "/v1/restaurants/zoo-3/settings", managerKey, with(read.body, "name", "Другой"), `If-Match: "1"`)
	require.Equal(t, http.StatusConflict, got.status)
	require.Equal(t, "stale_revision", got.code())
	require.Equal(t, map[string]string{"If-Match": "malformed"}, h.ask("PUT", "/v1/restaurants/zoo-3/settings", managerKey, read.body, "If-Match: x").faults())
	require.Equal(t, map[string]string{"id": "not_allowed"}, h.ask("PUT", "/v1/restaurants/zoo-3/settings", managerKey, with(read.body, "id", "zoo-4")).faults())
	require.Equal(t, http.StatusNotFound, h.ask("PUT", "/v1/restaurants/none/settings", managerKey, with(read.body, "id", absent)).status)
}

func TestSecretsAreOnlyWritten(t *testing.T) {
	h := start(t)
	require.Equal(t, http.StatusCreated, h.ask("POST", "/v1/restaurants", managerKey, newSettings).status)
	put := func(change func(station, licence map[string]any)) reply {
		var settings map[string]any
		require.NoError(t, json.Unmarshal([]byte(newSettings), &settings))
		station, licence := settings["station"].(map[string]any), settings["licence"].(map[string]any)
		delete(station, "password")
		delete(licence, "token")
		change(station, licence)
		body, err := json.Marshal(settings)
		require.NoError(t, err)
		return h.ask("PUT", "/v1/restaurants/zoo-3/settings", managerKey, string(body))
	}
	secrets := func() [2]string {
		return [2]string{h.restaurants["zoo-3"].Station.Password, h.restaurants["zoo-3"].Station.Licence.Token}
	}
	put(func(station, _ map[string]any) { station["user"] = "http_user" })
	require.Equal(t, [2]string{"s3cret-password", "s3cret-token"}, secrets())
	put(func(station, _ map[string]any) { station["password"] = "s3cret-other" })
	require.Equal(t, [2]string{"s3cret-other", "s3cret-token"}, secrets())
	put(func(_, licence map[string]any) { licence["token"] = nil })
	require.Equal(t, [2]string{"s3cret-other", ""}, secrets(), "null clears")

	got := put(func(station, _ map[string]any) { station["url"] = "https://evil.example" })
	require.Equal(t, map[string]string{"station.password": "required"}, got.faults(), "a password is not sent to a new address unasked")
	got = put(func(station, _ map[string]any) { station["user"] = "other" })
	require.Equal(t, map[string]string{"station.password": "required"}, got.faults())
	put(func(station, _ map[string]any) { station["password"] = "" })
	require.Equal(t, [2]string{"", ""}, secrets(), "the empty text clears, too")
	require.Equal(t, http.StatusOK, put(func(station, _ map[string]any) { station["url"] = "https://10.0.0.6" }).status)

	audit := h.ask("GET", "/v1/audit?subject=restaurant&subject_id=zoo-3", managerKey, "")
	require.Contains(t, audit.body, `{"field":"station.password","secret":true}`)
	require.NotContains(t, audit.body+h.log.String(), "s3cret")
}

func TestRemovingARestaurant(t *testing.T) {
	h := start(t)
	h.waiting("WEB-1")
	got := h.ask("DELETE", "/v1/restaurants/arbat-1", managerKey, "")
	require.Equal(t, "conflict", got.code())
	require.Contains(t, got.body, "1 orders")
	require.Equal(t, "stale_revision", h.ask("DELETE", "/v1/restaurants/tverskaya-2", managerKey, "", `If-Match: "7"`).code())
	require.Equal(t, http.StatusNoContent, h.ask("DELETE", "/v1/restaurants/tverskaya-2", managerKey, "").status)
	require.Equal(t, http.StatusNoContent, h.ask("DELETE", "/v1/restaurants/arbat-1?force=true", managerKey, "").status)
	require.Equal(t, http.StatusNotFound, h.ask("DELETE", "/v1/restaurants/arbat-1", managerKey, "").status)
	require.Equal(t, []string{"arbat-1"}, h.sources["demo"].Restaurants, "an empty list would mean all")
}

func TestRestaurantsOfOthers(t *testing.T) {
	h := start(t)
	h.limitedManager()
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/restaurants/arbat-1/settings", limitedManagerKey, "").status)
	for path, body := range map[string]string{
		"GET /v1/restaurants/tverskaya-2/settings": "", "PUT /v1/restaurants/tverskaya-2/settings": with(newSettings, "id", absent),
		"DELETE /v1/restaurants/tverskaya-2": "", "POST /v1/restaurants/tverskaya-2/examine": "", "POST /v1/restaurants/tverskaya-2/test-alarm": "",
	} {
		method, where, _ := strings.Cut(path, " ")
		require.Equal(t, http.StatusNotFound, h.ask(method, where, limitedManagerKey, body).status, path)
	}
	require.Equal(t, http.StatusForbidden, h.ask("POST", "/v1/restaurants", limitedManagerKey, newSettings).status)
	require.Equal(t, http.StatusForbidden, h.ask("DELETE", "/v1/restaurants/arbat-1", limitedManagerKey, "").status)
	require.Equal(t, http.StatusForbidden, h.ask("POST", "/v1/restaurants/examine", limitedManagerKey, newSettings).status)
	require.Empty(t, h.examined)
}

func TestExaminingAConnection(t *testing.T) {
	h := start(t)
	got := h.ask("POST", "/v1/restaurants/arbat-1/examine", managerKey, "")
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, true, got.json["ok"])
	require.Equal(t, map[string]any{"check": "connection", "ok": true, "severity": "info", "message": "The cash server answers."}, got.json["items"].([]any)[0])
	require.Equal(t, "rk7password", h.examined[0].Station.Password, "with the stored secrets")

	got = h.ask("POST", "/v1/restaurants/examine", managerKey, newSettings)
	require.Equal(t, false, got.json["ok"], "there is no licence")
	require.Equal(t, "s3cret-password", h.examined[1].Station.Password)
	require.NotContains(t, h.restaurants, "zoo-3", "nothing is kept")
	require.NotContains(t, got.body, "s3cret")

	require.Equal(t, http.StatusUnprocessableEntity, h.ask("POST", "/v1/restaurants/examine", managerKey, `{"id":"zoo-3"}`).status)
	require.Equal(t, http.StatusNotFound, h.ask("POST", "/v1/restaurants/none/examine", managerKey, "").status)
	require.Contains(t, h.ask("GET", "/v1/audit", managerKey, "").body, "https://10.0.0.5:8443", "it is known who had us connect where")
}

func TestADraftDoesNotLendSecrets(t *testing.T) {
	h := start(t)
	draft := strings.Replace(with(newSettings, "id", "arbat-1"), `"password":"s3cret-password",`, "", 1)
	got := h.ask("POST", "/v1/restaurants/examine", managerKey, draft)
	require.Equal(t, map[string]string{"station.password": "required"}, got.faults())
	require.Empty(t, h.examined)
}

func TestExaminationsAreBounded(t *testing.T) {
	h := start(t)
	wait := make(chan struct{})
	h.examining = wait
	first := make(chan reply)
	go func() { first <- h.ask("POST", "/v1/restaurants/arbat-1/examine", managerKey, "") }()
	require.Eventually(t, func() bool { h.mu.Lock(); defer h.mu.Unlock(); return len(h.examined) == 1 }, 5*time.Second, time.Millisecond)
	got := h.ask("POST", "/v1/restaurants/tverskaya-2/examine", managerKey, "")
	require.Equal(t, http.StatusTooManyRequests, got.status, "one at a time for each person")
	close(wait)
	require.Equal(t, http.StatusOK, (<-first).status)
	require.Equal(t, http.StatusOK, h.ask("POST", "/v1/restaurants/tverskaya-2/examine", managerKey, "").status)

	require.Equal(t, http.StatusServiceUnavailable, start(t, func(o *Options) { o.Examiner = nil }).ask("POST", "/v1/restaurants/arbat-1/examine", managerKey, "").status)
}
