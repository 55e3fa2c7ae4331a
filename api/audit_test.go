package api

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTheLogOfAdministration(t *testing.T) {
	h := start(t)
	h.limitedManager()
	require.Equal(t, http.StatusCreated, h.ask("POST", "/v1/users", managerKey, `{"id":"anna","role":"operator","restaurants":["arbat-1"],"password":"s3cret horse"}`).status)
	require.Equal(t, http.StatusOK, h.ask("PATCH", "/v1/users/anna", limitedManagerKey, `{"name":"Анна"}`).status)
	require.Equal(t, http.StatusOK, h.ask("PATCH", "/v1/users/anna", managerKey, `{"name":"Анна"}`).status, "changes nothing and is not noted")
	require.Equal(t, http.StatusUnprocessableEntity, h.ask("PATCH", "/v1/users/anna", managerKey, `{"role":"king"}`).status)
	require.Equal(t, http.StatusOK, h.ask("PATCH", "/v1/sources/demo", managerKey, `{"strict":true}`).status)

	got := h.ask("GET", "/v1/audit", managerKey, "")
	require.NotContains(t, got.body, "s3cret")
	require.NotContains(t, got.body, "argon2")
	items := got.json["items"].([]any)
	require.Len(t, items, 3)
	require.Equal(t, map[string]any{"id": 3.0, "at": h.now.Format(time.RFC3339), "actor": "user:boss", "action": "source.changed", "subject": "source", "subject_id": "demo",
		"changes": []any{map[string]any{"field": "strict", "to": true}}}, items[0])
	require.Equal(t, []any{"user:arbat-boss", "user.changed", []any{map[string]any{"field": "name", "from": "", "to": "Анна"}}},
		[]any{items[1].(map[string]any)["actor"], items[1].(map[string]any)["action"], items[1].(map[string]any)["changes"]})
	require.Contains(t, items[2].(map[string]any)["changes"], map[string]any{"field": "password", "secret": true})

	got = h.ask("GET", "/v1/audit?limit=2", managerKey, "")
	require.Len(t, got.json["items"], 2)
	got = h.ask("GET", "/v1/audit?limit=2&cursor="+got.json["next_cursor"].(string), managerKey, "")
	require.Len(t, got.json["items"], 1)
	require.NotContains(t, got.json, "next_cursor")
	require.Len(t, h.ask("GET", "/v1/audit?subject=user&subject_id=anna&actor=user:boss", managerKey, "").json["items"], 1)
	require.Equal(t, map[string]string{"cursor": "malformed"}, h.ask("GET", "/v1/audit?cursor=x", managerKey, "").faults())

	require.Len(t, h.ask("GET", "/v1/audit", limitedManagerKey, "").json["items"], 1, "what they did, and what happened to their restaurants")
}

func TestShiftReports(t *testing.T) {
	h := start(t)
	first, second, third := h.waiting("WEB-1"), h.waiting("WEB-2"), h.waiting("WEB-3")
	h.pass(30 * time.Second)
	require.Equal(t, http.StatusOK, h.act(first, "accept", operatorKey, "{}").status)
	h.pass(30 * time.Second)
	require.Equal(t, http.StatusOK, h.act(second, "accept", managerKey, "{}").status)
	require.Equal(t, http.StatusOK, h.act(third, "cancel", operatorKey, `{"reason":{"code":"too_busy"}}`).status)

	got := h.ask("GET", "/v1/reports/shift", managerKey, "")
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, "application/json", got.header.Get("Content-Type"))
	require.Equal(t, []any{3.0, 2.0, 1.0, 30.0, 60.0, "Europe/Moscow"},
		[]any{got.json["submitted"], got.json["accepted"], got.json["rejected"], got.json["median_accept_seconds"], got.json["p95_accept_seconds"], got.json["time_zone"]})
	require.Equal(t, []any{map[string]any{"reason": "too_busy", "count": 1.0}}, got.json["rejected_by_reason"])
	require.Len(t, got.json["by_operator"], 2)
	require.Equal(t, "2026-11-23T12:00:00+03:00", got.json["by_hour"].([]any)[0].(map[string]any)["hour"])

	require.EqualValues(t, 0, h.ask("GET", "/v1/reports/shift?restaurant=tverskaya-2", managerKey, "").json["submitted"])
	require.EqualValues(t, 0, h.ask("GET", "/v1/reports/shift?from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z", managerKey, "").json["submitted"])

	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/reports/shift?format=csv", managerKey, "", "Accept: text/csv").status)
	require.Equal(t, http.StatusNotAcceptable, h.ask("GET", "/v1/audit", managerKey, "", "Accept: text/csv").status)
	csvAnswer := h.ask("GET", "/v1/reports/shift?format=csv&separator=semicolon", managerKey, "", "Accept: text/html,*/*;q=0.8")
	require.Equal(t, "text/csv; charset=utf-8", csvAnswer.header.Get("Content-Type"))
	require.Contains(t, csvAnswer.header.Get("Content-Disposition"), `attachment; filename="shift-2026`)
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(csvAnswer.body, "\ufeff")))
	reader.Comma = ';'
	rows, err := reader.ReadAll()
	require.NoError(t, err)
	require.Equal(t, "section", rows[0][0])
	require.Equal(t, []string{"total", "3", "2", "1"}, []string{rows[1][0], rows[1][2], rows[1][3], rows[1][4]})
}

func TestFaultyReports(t *testing.T) {
	h := start(t)
	h.limitedManager()
	for query, want := range map[string]map[string]string{
		"from=2026-11-01T00:00:00Z&to=2026-12-31T00:00:00Z": {"from": "out_of_range"},
		"from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z": {"from": "out_of_range"},
		"restaurant=tverskaya-2":                            {"restaurant": "unknown_value"},
		"format=pdf":                                        {"format": "unknown_value"},
	} {
		got := h.ask("GET", "/v1/reports/shift?"+query, limitedManagerKey, "")
		require.Equal(t, want, got.faults(), got.body)
	}
	require.Equal(t, http.StatusUnprocessableEntity, h.ask("GET", "/v1/reports/shift?from=yesterday", managerKey, "").status)
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/reports/shift", limitedManagerKey, "").status)
}
