package minidelivery

import (
	"encoding/json"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// front serves the harness's restaurant and others on one port.
func (h *harness) front(others ...restaurant.Restaurant) *Front {
	h.Helper()
	for _, other := range others {
		other.Name, other.TimeZone, other.Currency, other.Rules = other.ID, "Europe/Moscow", "RUB", order.DefaultRules()
		require.NoError(h, h.PutRestaurant(h.Context(), other))
	}
	f := NewFront(h.Store, h.handler.Options)
	h.Cleanup(f.Close)
	return f
}

func askFront(t *testing.T, f *Front, path, token string) (result bool, message, name string) {
	t.Helper()
	request := httptest.NewRequest("GET", path, nil)
	request.Header.Set("Token", token)
	recorder := httptest.NewRecorder()
	f.ServeHTTP(recorder, request)
	var got struct {
		Result bool           `json:"result"`
		Msg    string         `json:"msg"`
		Data   map[string]any `json:"data"`
	}
	require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &got), recorder.Body.String())
	name, _ = got.Data["name"].(string)
	return got.Result, got.Msg, name
}

func TestOnePortFindsTheRestaurantByItsToken(t *testing.T) {
	h := start(t)
	f := h.front(
		restaurant.Restaurant{ID: "arbat-2", MiniDelivery: restaurant.MiniDelivery{Source: "app", Token: "second"}},
		restaurant.Restaurant{ID: "off", MiniDelivery: restaurant.MiniDelivery{Token: "nobody"}},
	)
	for token, want := range map[string]string{oldToken: "Арбат", "second": "arbat-2", apiKey: "arbat-2"} {
		result, message, name := askFront(t, f, "/api/v2/ext/ping", token)
		require.True(t, result, message)
		require.Equal(t, want, name)
	}
	_, message, _ := askFront(t, f, "/api/ext/ping", oldToken)
	require.Contains(t, message, "not supported any more")
	for token, want := range map[string]string{"": noToken, "wrong": "This token is not known.", "nobody": "This token is not known."} {
		result, message, _ := askFront(t, f, "/api/v2/ext/", token)
		require.False(t, result)
		require.Equal(t, want, message)
	}
}

func TestOnePortRefusesAKeyThatSaysNoRestaurant(t *testing.T) {
	h := start(t)
	require.Equal(t, "Арбат", func() string { _, _, name := askFront(t, h.front(), "/api/v2/ext/ping", apiKey); return name }(), "there is only one")
	f := h.front(restaurant.Restaurant{ID: "arbat-2", MiniDelivery: restaurant.MiniDelivery{Source: "site", Token: "second"}})
	result, message, _ := askFront(t, f, "/api/v2/ext/ping", apiKey)
	require.False(t, result)
	require.Contains(t, message, "for which restaurant")
}

func TestOnePortOpensEveryRestaurantsOrders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // so that time passes only in waiting
		h := start(t)
		record := h.createdOnStation()
		f := h.front(restaurant.Restaurant{ID: "arbat-2", MiniDelivery: restaurant.MiniDelivery{Source: "site", Token: "second"}})
		open := func(guid, from, forwarded string) int {
			request := httptest.NewRequest("GET", "/api/int/orderitems?guid="+guid, nil)
			request.RemoteAddr = from
			if forwarded != "" {
				request.Header.Set("X-Forwarded-For", forwarded)
			}
			recorder := httptest.NewRecorder()
			began := time.Now()
			f.ServeHTTP(recorder, request)
			require.Less(t, time.Since(began), openTime)
			return recorder.Code
		}
		require.Equal(t, 403, open(stationGUID, "8.8.8.8:1", ""), "not a station")
		require.Equal(t, 403, open(stationGUID, "127.0.0.1:1", "8.8.8.8"), "came through a proxy")
		require.Equal(t, 200, open("nonsense", "192.168.1.7:1", ""))
		require.Zero(t, h.saved())
		require.Equal(t, 200, open(strings.ToLower(stationGUID), "192.168.1.7:1", ""))
		require.Equal(t, order.WorkFill, h.next(record.ID))
		require.Equal(t, 1, h.saved())
	})
}

func TestEverybodyCallsAnOrderByTheSameNumber(t *testing.T) {
	h := start(t)
	record, number := h.ordered(borsch)
	require.Equal(t, strconv.FormatInt(number, 10), record.DisplayID)
	again, same := h.ordered(borsch)
	require.Equal(t, record.ID, again.ID)
	require.Equal(t, number, same)
}
