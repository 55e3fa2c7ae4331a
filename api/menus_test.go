package api

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/restaurant"

	"github.com/orderhatch/orderhatch/internal/menu"
)

const menuPath = "/v1/restaurants/arbat-1/menu"

// names are a field of each entry of a list.
func (r reply) names(list, field string) (found []string) {
	entries, _ := r.json[list].([]any)
	for _, one := range entries {
		name, _ := one.(map[string]any)[field].(string)
		found = append(found, name)
	}
	return found
}

func TestASourceSeesWhatIsSoldOnline(t *testing.T) {
	h := start(t)
	h.serveMenu()
	got := h.ask("GET", menuPath, demoKey, "")
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, []string{"101", "117", "120", "136", "180"}, got.names("items", "plu"))
	require.Equal(t, []string{"Кухня", "Салаты"}, got.names("categories", "name"))
	require.Equal(t, []string{"Соусы", "Размер"}, got.names("modifier_groups", "name"))
	for _, hidden := range []string{"problems", "Закончилось", "stop_reason", "Пакет", `"online"`} {
		require.NotContains(t, got.body, hidden)
	}
	items := got.json["items"].([]any)
	require.Equal(t, map[string]any{"plu": "101", "name": "Салат Цезарь", "category": "c2", "price": 45000.0, "available": true, "modifier_groups": []any{"20-0-2"},
		"code": "101", "ident": "1101"}, items[0])
	require.Equal(t, "stopped", items[1].(map[string]any)["stop"])
	require.Equal(t, "3", items[2].(map[string]any)["remainder"])
	require.Equal(t, map[string]any{"id": "21-1-1", "name": "Размер", "min": 1.0, "max": 1.0, "modifiers": []any{
		map[string]any{"plu": "511", "name": "30 см", "price": 15000.0, "available": true}, map[string]any{"plu": "512", "name": "25 см", "available": true},
	}}, got.json["modifier_groups"].([]any)[1])
}

func TestPeopleSeeTheWholeMenu(t *testing.T) {
	h := start(t)
	h.serveMenu()
	got := h.ask("GET", menuPath, readerKey, "")
	require.Equal(t, []string{"101", "117", "120", "136", "180", "198"}, got.names("items", "plu"))
	require.Equal(t, []string{"dish_no_code"}, got.names("problems", "code"))
	require.Equal(t, []string{"Соусы", "Размер", "Прочее"}, got.names("modifier_groups", "name"))
	require.Contains(t, got.body, "Закончилось")
	require.Contains(t, got.body, `"online":false`)
}

func TestAMenuThatHasNotChangedIsNotSentAgain(t *testing.T) {
	h := start(t)
	known := h.serveMenu()
	first := h.ask("GET", menuPath, demoKey, "")
	tag := first.header.Get("ETag")
	require.Equal(t, `"v1"`, tag)
	require.Equal(t, "private, no-cache", first.header.Get("Cache-Control"))
	for _, header := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		got := h.ask("GET", menuPath, demoKey, "", "If-None-Match: "+header)
		require.Equal(t, http.StatusNotModified, got.status, header)
		require.Empty(t, got.body)
		require.Equal(t, tag, got.header.Get("ETag"))
	}
	require.Equal(t, http.StatusOK, h.ask("GET", menuPath, operatorKey, "", "If-None-Match: "+tag).status, "people see another menu")
	changed := *known
	changed.Version = "v2"
	h.menus["arbat-1"] = &changed
	require.Equal(t, http.StatusOK, h.ask("GET", menuPath, demoKey, "", "If-None-Match: "+tag).status)
}

func TestAMenuIsSentPacked(t *testing.T) {
	h := start(t)
	known := h.serveMenu()
	plain := h.ask("GET", menuPath, demoKey, "", "Accept-Encoding: br, gzip;q=0")
	require.Empty(t, plain.header.Get("Content-Encoding"))
	unpacked := func() string {
		got := httptest.NewRecorder()
		request := httptest.NewRequest("GET", menuPath, nil)
		request.Header.Set("Authorization", "Bearer "+demoKey)
		request.Header.Set("Accept-Encoding", "deflate, GZIP;q=0.8")
		h.server.ServeHTTP(got, request)
		require.Equal(t, "gzip", got.Header().Get("Content-Encoding"))
		require.Contains(t, got.Header().Get("Vary"), "Accept-Encoding")
		require.Equal(t, "application/json", got.Header().Get("Content-Type"))
		reader, err := gzip.NewReader(got.Body)
		require.NoError(t, err)
		text, err := io.ReadAll(reader)
		require.NoError(t, err)
		return string(text)
	}
	require.JSONEq(t, plain.body, unpacked())
	changed := *known
	changed.FetchedAt = changed.FetchedAt.Add(time.Minute)
	h.menus["arbat-1"] = &changed
	require.Contains(t, unpacked(), changed.FetchedAt.Format(time.RFC3339), "what was written out before is not sent again")
}

func TestMenusThatAreNotThere(t *testing.T) {
	h := start(t)
	got := h.ask("GET", menuPath, demoKey, "")
	require.Equal(t, http.StatusNotFound, got.status)
	require.Contains(t, got.json["detail"], "not read from its station yet")
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/v1/restaurants/tverskaya-2/menu", demoKey, "").status)
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/v1/restaurants/nowhere/menu", otherKey, "").status)
	h.menuErr = errors.New("dial tcp 10.0.0.7: refused")
	requireUnavailable(t, h.ask("GET", menuPath, demoKey, ""))
}

func TestRefreshingAMenu(t *testing.T) {
	h := start(t)
	h.serveMenu()
	got := h.ask("POST", menuPath+"/refresh", operatorKey, "")
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, 1, h.refreshed)
	require.Equal(t, []string{"dish_no_code"}, got.names("problems", "code"))
	h.stationErr = errors.New("r_keeper GetRefList was not sent: connection refused")
	got = h.ask("POST", menuPath+"/refresh", operatorKey, "{}")
	require.Equal(t, "station_unreachable", got.code())
	require.Contains(t, got.json["detail"], "connection refused")
}

const availabilityPath = "/v1/restaurants/arbat-1/availability"

func TestPauseAndOpenAgain(t *testing.T) {
	h := start(t)
	until := h.clock().Add(20 * time.Minute).Format(time.RFC3339)
	got := h.ask("PUT", availabilityPath, operatorKey, `{"mode":"paused","until":"`+until+`","note":"Авария на кухне"}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	is := got.json["availability"].(map[string]any)
	require.Equal(t, []any{"paused", until, "Авария на кухне", "demo"}, []any{is["mode"], is["until"], is["note"], is["changed_by"]})

	seen := h.ask("GET", "/v1/restaurants/arbat-1", demoKey, "")
	require.Equal(t, map[string]any{"mode": "paused", "until": until, "open": true}, seen.json["availability"], "sources see no note and no names")

	refused := h.submit(full)
	require.Equal(t, http.StatusForbidden, refused.status)
	require.Equal(t, "restaurant_paused", refused.code())
	require.Equal(t, "1200", refused.header.Get("Retry-After"))
	h.pass(19*time.Minute + 59500*time.Millisecond)
	require.Equal(t, "1", h.submit(full).header.Get("Retry-After"))
	h.pass(time.Second)
	require.Equal(t, http.StatusCreated, h.submit(full).status, "the pause ran out")

	require.Equal(t, http.StatusOK, h.ask("PUT", availabilityPath, operatorKey, `{"mode":"paused"}`).status)
	require.Equal(t, http.StatusOK, h.submit(full).status, "what came before is answered as before")
	refused = h.submit(with(full, "external_id", "WEB-2"))
	require.Equal(t, "900", refused.header.Get("Retry-After"), "nobody knows when")
	require.Equal(t, http.StatusOK, h.ask("PUT", availabilityPath, managerKey, `{"mode":"online"}`).status)
	require.Equal(t, http.StatusCreated, h.submit(with(full, "external_id", "WEB-2")).status)
}

func TestBusy(t *testing.T) {
	h := start(t)
	got := h.ask("PUT", availabilityPath, operatorKey, `{"mode":"busy","minutes":40}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	seen := h.ask("GET", "/v1/restaurants", demoKey, "")
	require.Contains(t, seen.body, `"availability":{"mode":"busy","minutes":40,"open":true}`)
	soon := h.clock().Add(30 * time.Minute).Format(time.RFC3339)
	late := h.clock().Add(50 * time.Minute).Format(time.RFC3339)
	require.Contains(t, h.submit(with(full, "timing", map[string]any{"mode": "scheduled", "expected_at": soon})).body, "time_too_soon")
	require.NotContains(t, h.submit(with(with(full, "external_id", "W2"), "timing", map[string]any{"mode": "scheduled", "expected_at": late})).body, "time_too_soon")
}

func TestDishesAreTakenOffAndPutBack(t *testing.T) {
	h := start(t)
	h.serveMenu()
	until := h.clock().Add(time.Hour)
	got := h.ask("PUT", availabilityPath, operatorKey, `{"items":[{"plu":"101","available":false,"until":"`+until.Format(time.RFC3339)+`","note":"Нет салата"},{"plu":"120","available":false}]}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, until, *h.snoozes[1101].Until)
	require.Equal(t, []string{"Нет салата", "demo"}, []string{h.snoozes[1101].Note, h.snoozes[1101].By})
	require.Nil(t, h.snoozes[1120].Until)
	require.Equal(t, "online", got.json["availability"].(map[string]any)["mode"])
	require.Equal(t, http.StatusOK, h.ask("PUT", availabilityPath, operatorKey, `{"items":[{"plu":"101","available":true}]}`).status)
	require.NotContains(t, h.snoozes, int64(1101))
	require.Equal(t, 2, h.forgotten, "the next reader sees it")

	got = h.ask("PUT", availabilityPath, operatorKey, `{"mode":"paused","items":[{"plu":"120","available":true},{"plu":"999","available":false}]}`)
	require.Equal(t, map[string]string{"items[1].plu": "dish_unknown"}, got.faults())
	require.Contains(t, h.snoozes, int64(1120), "all or nothing")
	require.Empty(t, h.availability)
}

func TestModifiersAreTakenOffAndPutBack(t *testing.T) {
	h := start(t)
	h.serveMenu()
	until := h.clock().Add(time.Hour)
	got := h.ask("PUT", availabilityPath, operatorKey, `{"modifiers":[{"plu":"501","available":false,"until":"`+until.Format(time.RFC3339)+`","note":"Нет соуса"}]}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, restaurant.Snooze{Modifier: true, Ident: 501, Name: "BBQ", Until: &until, Note: "Нет соуса", By: "demo"}, h.snoozes[501])
	require.Equal(t, http.StatusOK, h.ask("PUT", availabilityPath, operatorKey, `{"modifiers":[{"plu":"501","available":true}]}`).status)
	require.Empty(t, h.snoozes)

	got = h.ask("PUT", availabilityPath, operatorKey, `{"items":[{"plu":"101","available":false}],"modifiers":[{"plu":"101","available":false}]}`)
	require.Equal(t, map[string]string{"modifiers[0].plu": "modifier_unknown"}, got.faults(), "a dish is no modifier")
	require.Empty(t, h.snoozes)
	got = h.ask("PUT", availabilityPath, operatorKey, `{"modifiers":[{"plu":"501","available":true,"until":"2026-11-23T10:00:00Z"}]}`)
	require.Contains(t, got.faults(), "modifiers[0].until")
}

func TestAvailabilityFaults(t *testing.T) {
	h := start(t)
	past, far := h.clock().Add(-time.Minute).Format(time.RFC3339), h.clock().Add(40*24*time.Hour).Format(time.RFC3339)
	for body, want := range map[string]map[string]string{
		`{}`:                                       {"mode": "required"},
		`{"mode":"closed"}`:                        {"mode": "unknown_value"},
		`{"mode":"busy"}`:                          {"minutes": "required"},
		`{"mode":"busy","minutes":1000}`:           {"minutes": "out_of_range"},
		`{"mode":"online","minutes":5}`:            {"minutes": "unknown_value"},
		`{"mode":"online","until":"` + far:         {},
		`{"mode":"paused","until":"` + past + `"}`: {"until": "out_of_range"},
		`{"mode":"paused","until":"` + far + `"}`:  {"until": "out_of_range"},
		`{"items":[{"plu":"101"}]}`:                {"items[0].available": "required"},
		`{"items":[{"plu":"101","available":true,"until":"2026-11-23T10:00:00Z"}]}`:        {"items[0].until": "unknown_value"},
		`{"mode":"paused","items":[{"plu":"1","available":false,"until":"` + past + `"}]}`: {"items[0].until": "out_of_range"},
		`{"mode":"paused","items":[{"plu":"` + longText + `","available":false}]}`:         {"items[0].plu": "too_long"},
	} {
		got := h.ask("PUT", availabilityPath, operatorKey, body)
		if len(want) > 0 {
			require.Equal(t, want, got.faults(), body)
		}
		require.Equal(t, got.status >= 400, true)
	}
	require.Equal(t, http.StatusNotFound, h.ask("PUT", availabilityPath, elsewhere, `{"mode":"paused"}`).status)
	require.Empty(t, h.availability)
	h.databaseErr = errors.New("down")
	requireUnavailable(t, h.ask("PUT", availabilityPath, operatorKey, `{"mode":"paused"}`))
}

const longText = "01234567890123456789012345678901234567890123456789012345678901234567890"

func TestAliases(t *testing.T) {
	h := start(t)
	const path = "/v1/sources/demo/aliases"
	require.Equal(t, []any{}, h.ask("GET", path, managerKey, "").json["items"])
	body := `{"items":[{"alias":"CAESAR","plu":"101"},{"alias":"CAESAR","plu":"102","restaurant":"arbat-1"}]}`
	got := h.ask("PUT", path, managerKey, body)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.JSONEq(t, body, got.body)
	got = h.ask("PUT", path, managerKey, `{"items":[{"alias":"A","plu":"1"},{"alias":"A","plu":"2"},{"alias":"","plu":"2"}]}`)
	require.Equal(t, map[string]string{"items[1].alias": "duplicate", "items[2].alias": "too_short"}, got.faults())
	require.Equal(t, http.StatusNotFound, h.ask("PUT", "/v1/sources/none/aliases", managerKey, `{"items":[]}`).status)
	require.Equal(t, http.StatusOK, h.ask("PUT", path, managerKey, `{"items":[]}`).status)
	require.Empty(t, h.aliases["demo"])
}

// BenchmarkMenu is what a caller costs that does not have the menu of 5,000
// dishes yet.
func BenchmarkMenu(b *testing.B) {
	known := newWorld().serveMenu()
	for range 5000 {
		known.Dishes = append(known.Dishes, menu.Dish{PLU: "1000101", Ident: 1000101, Code: "1000101", GUID: "{0B0E7C10-0000-4000-8000-000000000101}",
			Name: "Паста с креветками и томатами", CategoryID: "c1", Price: priced(55000), Online: true, Available: true, GroupIDs: []string{"20-0-2"}})
	}
	b.Run("written out", func(b *testing.B) {
		for b.Loop() {
			_, packed, err := newMenuPages().write(known, false)
			require.NoError(b, err)
			b.ReportMetric(float64(len(packed)), "packed-bytes")
		}
	})
	b.Run("again", func(b *testing.B) {
		pages := newMenuPages()
		for b.Loop() {
			_, _, err := pages.write(known, false)
			require.NoError(b, err)
		}
	})
}
