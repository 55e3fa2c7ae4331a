package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

func (h *harness) cart(body string) reply {
	h.Helper()
	return h.ask("POST", "/v1/carts/check", demoKey, body)
}

// checkCodes are the codes of a list of checks.
func checkCodes(tree map[string]any) (codes []string) {
	list, _ := tree["checks"].([]any)
	for _, one := range list {
		codes = append(codes, one.(map[string]any)["code"].(string))
	}
	return codes
}

func TestACartIsPriced(t *testing.T) {
	h := start(t)
	h.serveMenu()
	got := h.cart(`{"restaurant":"arbat-1","items":[
		{"plu":"CAESAR","quantity":"2","modifiers":[{"plu":"501","quantity":"2"}]},
		{"line_id":"meat","plu":"136","quantity":"0.350","unit_price":160000}],
		"charges":[{"type":"delivery","amount":15000}],"discounts":[{"amount":500}]}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.JSONEq(t, `{"restaurant":"arbat-1","currency":"RUB","ok":true,"accepting":true,"availability":{"mode":"online","open":true},"menu_version":"v1",
		"items":[
			{"line_id":"1","plu":"101","name":"Салат Цезарь","quantity":"2","unit_price":45000,"modifiers":[{"plu":"501","name":"BBQ","quantity":"2","unit_price":5000}],"amount":110000,"checks":[]},
			{"line_id":"meat","plu":"136","name":"Шашлык, кг","quantity":"0.35","unit_price":160000,"amount":56000,"checks":[]}],
		"checks":[],"totals":{"items":166000,"charges":15000,"discounts":500,"total":180500,"complete":true}}`, got.body)
	require.Empty(t, h.lives, "nothing is stored")
	require.Equal(t, got.json, h.cart(`{"items":[
		{"plu":"CAESAR","quantity":"2","modifiers":[{"plu":"501","quantity":"2"}]},
		{"line_id":"meat","plu":"136","quantity":"0.350"}],
		"charges":[{"type":"delivery","amount":15000}],"discounts":[{"amount":500}]}`).json, "the key's only restaurant; a price that is not sent is not compared")
}

func TestACartIsChecked(t *testing.T) {
	h := start(t)
	h.serveMenu()
	for name, c := range map[string]struct {
		items string
		want  []string
	}{
		"unknown":              {`{"plu":"999","quantity":"1"}`, []string{"dish_unknown"}},
		"another's alias":      {`{"plu":"caesar","quantity":"1"}`, []string{"dish_unknown"}},
		"stopped":              {`{"plu":"117","quantity":"1"}`, []string{"dish_unavailable"}},
		"not online":           {`{"plu":"198","quantity":"1"}`, []string{"dish_not_online"}},
		"piece":                {`{"plu":"101","quantity":"0.5"}`, []string{"quantity_fraction"}},
		"price":                {`{"plu":"101","quantity":"1","unit_price":44000}`, []string{"price_differs"}},
		"remainder":            {`{"plu":"120","quantity":"4","modifiers":[{"plu":"511"}]}`, []string{"remainder_short"}},
		"size is missing":      {`{"plu":"120","quantity":"1"}`, []string{"modifiers_too_few"}},
		"two sizes":            {`{"plu":"120","quantity":"1","modifiers":[{"plu":"511"},{"plu":"512"}]}`, []string{"modifiers_too_many"}},
		"two of one size":      {`{"plu":"120","quantity":"1","modifiers":[{"plu":"511","quantity":"2"}]}`, []string{"modifiers_too_many"}},
		"unknown sauce":        {`{"plu":"101","quantity":"1","modifiers":[{"plu":"599"}]}`, []string{"modifier_unknown"}},
		"size for a salad":     {`{"plu":"101","quantity":"1","modifiers":[{"plu":"511"}]}`, []string{"modifier_not_allowed"}},
		"sauce that is off":    {`{"plu":"101","quantity":"1","modifiers":[{"plu":"502"}]}`, []string{"modifier_unavailable"}},
		"price of a sauce":     {`{"plu":"101","quantity":"1","unit_price":45000,"modifiers":[{"plu":"501","unit_price":1}]}`, []string{"price_differs"}},
		"combo":                {`{"plu":"180","quantity":"1","modifiers":[{"plu":"101"},{"plu":"120"}]}`, nil},
		"combo without a dish": {`{"plu":"180","quantity":"1","modifiers":[{"plu":"117"}]}`, []string{"dish_unavailable"}},
		"everything": {`{"plu":"120","quantity":"4.5","unit_price":1,"modifiers":[{"plu":"502","quantity":"3"}]}`,
			[]string{"quantity_fraction", "remainder_short", "price_differs", "modifier_unavailable", "modifiers_too_few", "modifiers_too_many"}},
	} {
		got := h.cart(`{"items":[` + c.items + `]}`)
		require.Equal(t, http.StatusOK, got.status, got.body)
		item := got.json["items"].([]any)[0].(map[string]any)
		require.Equal(t, c.want, checkCodes(item), name)
		require.Empty(t, got.json["checks"], name)
		require.Equal(t, len(c.want) == 0, got.json["ok"], name)
		require.True(t, got.json["accepting"].(bool), name)
	}
	got := h.cart(`{"items":[{"plu":"120","quantity":"2","modifiers":[{"plu":"512"}]},{"plu":"120","quantity":"2","modifiers":[{"plu":"511"}]}]}`)
	items := got.json["items"].([]any)
	require.Empty(t, checkCodes(items[0].(map[string]any)))
	require.Equal(t, []string{"remainder_short"}, checkCodes(items[1].(map[string]any)), "three are left for both lines together")
	got = h.cart(`{"currency":"EUR","items":[{"plu":"999","quantity":"1"}]}`)
	require.Equal(t, []string{"currency_differs"}, checkCodes(got.json))
	require.Equal(t, map[string]any{"items": 0.0, "charges": 0.0, "discounts": 0.0, "total": 0.0, "complete": false}, got.json["totals"])
}

func TestACartAtARestaurantThatTakesNoOrders(t *testing.T) {
	h := start(t)
	h.serveMenu()
	const cart = `{"items":[{"plu":"101","quantity":"1"}]}`
	h.availability["arbat-1"] = restaurant.Availability{Mode: restaurant.Paused}
	got := h.cart(cart)
	require.Equal(t, http.StatusOK, got.status)
	require.Equal(t, []any{false, false}, []any{got.json["ok"], got.json["accepting"]})
	require.Contains(t, got.json["reason"], "takes no orders")
	require.Equal(t, "paused", got.json["availability"].(map[string]any)["mode"])
	require.EqualValues(t, 45000, got.json["totals"].(map[string]any)["total"], "it is priced all the same")

	h.availability = map[string]restaurant.Availability{}
	h.readiness["arbat-1"] = Readiness{Reason: "The licence ended."}
	require.Contains(t, h.cart(cart).json["reason"], "licence")
	require.Equal(t, http.StatusForbidden, h.cart(`{"restaurant":"tverskaya-2","items":[{"plu":"1","quantity":"1"}]}`).status)
}

func TestACartWithoutAMenu(t *testing.T) {
	h := start(t)
	got := h.cart(`{"items":[{"plu":"101","quantity":"1","unit_price":45000}]}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, []string{"menu_unknown"}, checkCodes(got.json))
	require.True(t, got.json["ok"].(bool), "nothing speaks against it")
	require.False(t, got.json["totals"].(map[string]any)["complete"].(bool))
}

func TestFaultsOfACart(t *testing.T) {
	h := start(t)
	require.Equal(t, map[string]string{"items": "required"}, h.cart(`{}`).faults())
	require.Equal(t, map[string]string{"items[0].plu": "required", "items[0].quantity": "too_small"}, h.cart(`{"items":[{"quantity":"0"}]}`).faults())
	got := h.ask("POST", "/v1/carts/check", otherKey, `{"items":[{"plu":"1","quantity":"1"}]}`)
	require.Equal(t, map[string]string{"restaurant": "required"}, got.faults())
	require.False(t, strings.Contains(got.body, "arbat"))
	require.Equal(t, http.StatusOK, h.ask("POST", "/v1/carts/check", operatorKey, `{"items":[{"plu":"1","quantity":"1"}]}`).status)
}
