package api

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// bells are the ways of calling people, in memory.
type bells struct{ rung []restaurant.Restaurant }

func (b *bells) Try(_ context.Context, r restaurant.Restaurant) []restaurant.Finding {
	b.rung = append(b.rung, r)
	return []restaurant.Finding{
		{Check: "webhook", OK: r.Alarms.Webhook != "", Severity: order.Problem, Message: "The webhook."},
		{Check: "telegram", OK: true, Severity: order.Info, Message: "Telegram."},
	}
}

func (b *bells) Warnings(_ context.Context, all []restaurant.Restaurant) map[string][]string {
	return map[string][]string{all[0].ID: {"The last alarm did not get through."}}
}

func TestPeopleAreWarnedOfAlarmsThatFailed(t *testing.T) {
	h := start(t, func(o *Options) { o.Alarms = &bells{} })
	for _, path := range []string{"/v1/restaurants", "/v1/restaurants/arbat-1"} {
		require.Contains(t, h.ask("GET", path, operatorKey, "").body, "did not get through")
		require.NotContains(t, h.ask("GET", path, demoKey, "").body, "did not get through", "it is no source's business")
	}
}

func TestATestAlarm(t *testing.T) {
	b := &bells{}
	h := start(t, func(o *Options) { o.Alarms = b })
	got := h.ask("POST", "/v1/restaurants/arbat-1/test-alarm", managerKey, "")
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, false, got.json["ok"], "one of the ways does not work")

	alarms := map[string]any{"webhook": "https://hooks.example/T0/s3cret", "telegram_chat": "-100", "telegram_token": "12:s3cret"}
	got = h.ask("POST", "/v1/restaurants", managerKey, with(newSettings, "alarms", alarms))
	require.Equal(t, http.StatusCreated, got.status, got.body)
	require.Equal(t, map[string]any{"webhook_host": "hooks.example", "telegram_chat": "-100", "telegram_token_set": true}, got.json["alarms"])
	require.NotContains(t, got.body, "s3cret")

	got = h.ask("POST", "/v1/restaurants/zoo-3/test-alarm", managerKey, "")
	require.Equal(t, true, got.json["ok"])
	require.Equal(t, restaurant.Alarms{Webhook: "https://hooks.example/T0/s3cret", TelegramChat: "-100", TelegramToken: "12:s3cret"}, b.rung[1].Alarms)

	// What was read is written again: the secrets stay. Null clears one.
	got = h.ask("PUT", "/v1/restaurants/zoo-3/settings", managerKey, h.ask("GET", "/v1/restaurants/zoo-3/settings", managerKey, "").body)
	require.Equal(t, "12:s3cret", h.restaurants["zoo-3"].Alarms.TelegramToken, got.body)
	got = h.ask("PUT", "/v1/restaurants/zoo-3/settings", managerKey, with(got.body, "alarms", map[string]any{"webhook": nil}))
	require.Equal(t, restaurant.Alarms{TelegramToken: "12:s3cret"}, h.restaurants["zoo-3"].Alarms, got.body)
	got = h.ask("PUT", "/v1/restaurants/zoo-3/settings", managerKey, with(got.body, "alarms", map[string]any{"own_only": true}))
	require.Equal(t, true, got.json["alarms"].(map[string]any)["own_only"])
	require.True(t, h.restaurants["zoo-3"].Alarms.OwnOnly)

	audit := h.ask("GET", "/v1/audit", managerKey, "").body
	require.Contains(t, audit, `"restaurant.alarm_tried"`)
	require.Contains(t, audit, `{"field":"alarms.telegram_token","secret":true}`)
	require.NotContains(t, audit, "s3cret")
	require.Equal(t, http.StatusServiceUnavailable, start(t).ask("POST", "/v1/restaurants/arbat-1/test-alarm", managerKey, "").status)
}
