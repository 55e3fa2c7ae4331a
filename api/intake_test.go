package api

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

func TestAnOrderIsComparedWithTheMenu(t *testing.T) {
	h := start(t)
	h.serveMenu()
	require.Empty(t, checkCodes(h.submit(full).json), "a good order has no checks")

	got := h.submit(`{"external_id":"WEB-2","service_type":"pickup","guest":{"phone":"+79990000001"},"items":[{"plu":"999","quantity":"1"},{"line_id":"soup","plu":"117","quantity":"1","unit_price":1}]}`)
	require.Equal(t, http.StatusCreated, got.status, "the operator will phone the guest")
	require.Equal(t, []string{"dish_unknown", "dish_unavailable", "price_differs"}, checkCodes(got.json))
	checks := got.json["checks"].([]any)
	require.Equal(t, map[string]any{"line_id": "1", "code": "dish_unknown", "severity": "problem", "message": "The restaurant has no dish with this code."}, checks[0])
	require.Equal(t, "soup", checks[1].(map[string]any)["line_id"])
	require.Equal(t, "«Уха» cannot be ordered now. It is on the till's stop list.", checks[1].(map[string]any)["message"], "without what people noted")
	require.Equal(t, "«Уха» costs 480.00; the source sold it for 0.01.", checks[2].(map[string]any)["message"])
}

func TestAnOrderNeverWaitsForAMenu(t *testing.T) {
	h := start(t)
	require.Equal(t, []string{"menu_unknown"}, checkCodes(h.submit(full).json))
	h.menuErr = errors.New("no database")
	got := h.submit(with(full, "external_id", "WEB-2"))
	require.Equal(t, http.StatusCreated, got.status)
	require.Contains(t, checkCodes(got.json), "menu_unknown")
	h.menuErr = nil
	h.serveMenu()
	h.pass(2 * time.Hour)
	require.Equal(t, []string{"menu_old"}, checkCodes(h.submit(with(full, "external_id", "WEB-3")).json))
}

func TestAStrictSourceIsRefused(t *testing.T) {
	h := start(t)
	h.serveMenu()
	h.sources["demo"] = account.Source{ID: "demo", Restaurants: []string{"arbat-1"}, Strict: true}
	h.pass(callerTTL)
	body := `{"external_id":"WEB-2","service_type":"pickup","is_test":true,"guest":{"phone":"123"},"totals":{"total":1},
		"items":[{"plu":"999","quantity":"1","unit_price":5},{"plu":"120","quantity":"4","unit_price":52000,"modifiers":[{"plu":"599","unit_price":5}]}]}`
	got := h.submit(body)
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Equal(t, "invalid", got.code())
	require.Equal(t, map[string]string{"items[0].plu": "dish_unknown", "items[1].quantity": "remainder_short", "items[1].modifiers[0].plu": "modifier_unknown",
		"items[1].modifiers": "modifiers_too_few", "guest.phone": "phone_implausible", "totals": "totals_differ"}, got.faults())
	require.NotContains(t, got.body, "123")
	require.Empty(t, h.lives)

	require.Equal(t, http.StatusCreated, h.submit(full).status)
	h.menus = nil
	require.Equal(t, http.StatusCreated, h.submit(with(full, "external_id", "WEB-3")).status, "without a menu, and with the phone of another order")
}

func TestOrdersOutsideTheWorkingHours(t *testing.T) {
	h := start(t)
	h.serveMenu()
	place := h.restaurants["arbat-1"]
	place.Hours = restaurant.Hours{{From: "13:00", To: "23:00"}} // it is noon in Moscow
	h.restaurants["arbat-1"] = place
	got := h.submit(full)
	require.Equal(t, []string{"restaurant_closed"}, checkCodes(got.json))
	require.Contains(t, got.body, "it opens on 23 November 13:00")
	require.Equal(t, http.StatusCreated, got.status)
	later := h.clock().Add(90 * time.Minute).Format(time.RFC3339)
	require.NotContains(t, h.submit(with(with(full, "external_id", "W2"), "timing", map[string]any{"mode": "scheduled", "expected_at": later})).body, "restaurant_closed")
	is := h.ask("GET", "/v1/restaurants/arbat-1", demoKey, "").json["availability"].(map[string]any)
	require.Equal(t, []any{false, "2026-11-23T13:00:00+03:00"}, []any{is["open"], is["opens_at"]})
}

// The restaurant's own clock counts, and a span may go on past midnight: for the
// check, for carts, and for when the acceptance clock starts.
func TestWorkingHoursAreThoseOfTheRestaurantsZone(t *testing.T) {
	night := restaurant.Hours{{Days: []string{"fri"}, From: "17:00", To: "02:00"}}
	for name, c := range map[string]struct {
		zone  string
		hours restaurant.Hours
		at    string
		opens string // empty when it is open
	}{
		"open in Kamchatka, night in Moscow": {"Asia/Kamchatka", restaurant.Hours{{From: "10:00", To: "22:00"}}, "2026-11-23T22:30:00Z", ""},
		"open in Moscow, night in Kamchatka": {"Asia/Kamchatka", restaurant.Hours{{From: "10:00", To: "22:00"}}, "2026-11-23T12:30:00Z", "2026-11-24T10:00:00+12:00"},
		"Friday before it opens":             {"Europe/Moscow", night, "2026-11-27T13:59:00Z", "2026-11-27T17:00:00+03:00"},
		"Friday evening":                     {"Europe/Moscow", night, "2026-11-27T20:59:00Z", ""},
		"Saturday, an hour after midnight":   {"Europe/Moscow", night, "2026-11-27T22:00:00Z", ""},
		"Saturday at two":                    {"Europe/Moscow", night, "2026-11-27T23:00:00Z", "2026-12-04T17:00:00+03:00"},
		"Friday, an hour after midnight":     {"Europe/Moscow", night, "2026-11-26T22:00:00Z", "2026-11-27T17:00:00+03:00"},
	} {
		t.Run(name, func(t *testing.T) {
			h := start(t)
			h.serveMenu()
			at, err := time.Parse(time.RFC3339, c.at)
			require.NoError(t, err)
			h.pass(at.Sub(h.clock()))
			place := h.restaurants["arbat-1"]
			place.TimeZone, place.Hours = c.zone, c.hours
			h.restaurants["arbat-1"] = place

			got := h.submit(full)
			require.Equal(t, http.StatusCreated, got.status, got.body)
			cart := h.cart(`{"items":[{"plu":"101","quantity":"1"}]}`)
			remind, err := time.Parse(time.RFC3339, got.json["deadlines"].(map[string]any)["remind_at"].(string))
			require.NoError(t, err)
			is := cart.json["availability"].(map[string]any)
			if c.opens == "" {
				require.NotContains(t, got.body+cart.body, "restaurant_closed")
				require.Equal(t, at.Add(90*time.Second), remind.UTC())
				require.Equal(t, true, is["open"])
				return
			}
			require.Contains(t, checkCodes(got.json), "restaurant_closed")
			require.Contains(t, checkCodes(cart.json), "restaurant_closed")
			opens, err := time.Parse(time.RFC3339, c.opens)
			require.NoError(t, err)
			require.Equal(t, opens.UTC().Add(90*time.Second), remind.UTC(), "the clock starts when somebody is there")
			require.Equal(t, []any{false, c.opens}, []any{is["open"], is["opens_at"]})
		})
	}
}

func TestTwoOrdersOfOnePhone(t *testing.T) {
	h := start(t)
	h.serveMenu()
	require.Empty(t, checkCodes(h.submit(full).json))
	again := with(strings.Replace(full, "+79991234567", "8 (999) 123-45-67", 1), "external_id", "WEB-2")
	got := h.submit(again)
	require.Equal(t, []string{"possible_duplicate"}, checkCodes(got.json))
	require.Contains(t, got.body, "The same phone is on order 482, which is waiting.")
	require.NotContains(t, strings.Join(checkMessages(got.json), " "), "999")

	elsewhere := h.ask("POST", "/v1/orders", otherKey, again)
	require.Equal(t, []string{"possible_duplicate"}, checkCodes(elsewhere.json))
	require.NotContains(t, strings.Join(checkMessages(elsewhere.json), " "), "482", "another source's number")

	h.pass(31 * time.Minute)
	require.NotContains(t, h.submit(with(full, "external_id", "WEB-3")).body, "possible_duplicate")
	place := h.restaurants["arbat-1"]
	place.Intake.DuplicateWithin = -1
	h.restaurants["arbat-1"] = place
	require.NotContains(t, h.submit(with(full, "external_id", "WEB-4")).body, "possible_duplicate")
}

func checkMessages(tree map[string]any) (messages []string) {
	list, _ := tree["checks"].([]any)
	for _, one := range list {
		messages = append(messages, one.(map[string]any)["message"].(string))
	}
	return messages
}

func TestDecisionsLookAgain(t *testing.T) {
	h := start(t)
	known := h.serveMenu()
	got := h.submit(full)
	id := got.json["id"].(string)
	require.Empty(t, checkCodes(got.json))
	stopped := *known
	stopped.Dishes = append(stopped.Dishes[:0:0], known.Dishes...)
	stopped.Dishes[0].Available, stopped.Dishes[0].StopReason = false, "None is left."
	h.menus["arbat-1"] = &stopped

	amended := h.act(id, "amend", operatorKey, `{"items":[{"plu":"101","quantity":"1"},{"plu":"136","quantity":"0.5"}]}`)
	require.Equal(t, http.StatusOK, amended.status, amended.body)
	require.Equal(t, []string{"dish_unavailable"}, checkCodes(amended.json))
	amended = h.act(id, "amend", operatorKey, `{"items":[{"plu":"136","quantity":"0.5"}]}`)
	require.Empty(t, checkCodes(amended.json), "the dish that was off is not in it any more")
	require.NotContains(t, amended.body, "totals_differ", "the source added up other dishes")
	accepted := h.act(id, "accept", operatorKey, `{"items":[{"plu":"101","quantity":"1"}]}`)
	require.Equal(t, http.StatusOK, accepted.status, accepted.body)
	require.Equal(t, []string{"dish_unavailable"}, checkCodes(accepted.json))
	require.NotContains(t, accepted.body, "possible_duplicate", "an order is no duplicate of itself")
}
