package api

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNothingIsEchoed sends recognisable values wherever something can be
// refused and looks for them in every refusal and in the log.
func TestNothingIsEchoed(t *testing.T) {
	const secret, phone = "Зинаида-zq4711zq", "+79995554433"
	h := withPassword(t)
	id := h.waiting("WEB-1")
	h.log.buffer.Reset()
	s := `"` + secret + `"`
	bodies := []string{
		`{"external_id":` + s + `,"service_type":` + s + `,"guest":` + s + `,"items":` + s + `}`,
		`{"guest":{"phone":"` + secret + phone + secret + `","name":5,"persons":` + s + `,"email":["` + phone + `"]},"timing":{"mode":` + s + `,"expected_at":` + s + `}}`,
		`{"items":[{"plu":{"x":` + s + `},"quantity":"` + phone + `","unit_price":` + s + `,"modifiers":[` + s + `]}]}`,
		`{"currency":` + s + `,"restaurant":` + s + `,"placed_at":"` + phone + `","totals":{"total":` + s + `},"attributes":` + s + `}`,
		`{"attributes":{` + s + `:"\u0000","` + phone + `":1e999},"external_id":"a\u0000` + secret + `"}`,
		`{"guest":{"phone":"` + phone + `"`, // broken off
		phone, `"` + phone + `"`, secret,
	}
	var refusals []reply
	for _, body := range bodies {
		refusals = append(refusals, h.submit(body), h.submit(with(full, "note", strings.Repeat(secret, 100))))
		for _, action := range []string{"take", "accept", "cancel", "amend", "resolve", "status"} {
			if got := h.act(id, action, operatorKey, body); got.status >= 400 { // unknown fields are no fault
				refusals = append(refusals, got)
			}
		}
		refusals = append(refusals, h.ask("POST", "/v1/session", "", body))
	}
	refusals = append(refusals,
		h.act(id, "cancel", operatorKey, `{"reason":{"code":`+s+`}}`),
		h.act(id, "resolve", operatorKey, `{"action":`+s+`}`),
		h.act(id, "status", operatorKey, `{"status":`+s+`}`),
		h.act(id, "accept", operatorKey, `{"fill":`+s+`,"confirmed_at":"`+phone+`"}`),
		h.act(id, "accept", operatorKey, `{}`, "If-Match: "+phone),
		h.act(phone, "accept", operatorKey, `{}`),
		h.ask("GET", "/v1/orders/"+phone, operatorKey, ""),
		h.ask("GET", "/nowhere/"+phone+"?q="+phone, operatorKey, ""),
		h.ask("GET", "/v1/orders?limit="+phone+"&status="+phone+"&injection="+phone+"&fresh="+phone, operatorKey, ""),
		h.ask("GET", "/v1/orders?q="+strings.Repeat(phone, 50), operatorKey, ""),
		h.ask("GET", "/v1/events?after="+phone+"x", operatorKey, ""),
		h.ask("GET", "/v1/restaurants/"+phone, operatorKey, ""),
		h.ask("GET", "/v1/orders", phone, ""),
		h.ask("GET", "/v1/orders", operatorKey, "", "Accept: "+phone),
		h.ask("POST", "/v1/orders", demoKey, full, "Content-Type: "+phone),
		h.signIn(phone, secret),
	)
	h.ask("GET", "/v1/orders?q="+phone, operatorKey, "") // succeeds, and is logged
	h.submit(with(full, "guest", map[string]any{"phone": phone, "name": secret}))
	for _, got := range refusals {
		require.GreaterOrEqual(t, got.status, 400, got.body)
		for _, value := range []string{secret, "zq4711zq", "79995554433", "Зинаида"} {
			require.NotContains(t, got.body, value)
		}
	}
	for _, value := range []string{secret, "zq4711zq", "79995554433", "Зинаида", demoKey, operatorKey} {
		require.NotContains(t, h.log.String(), value)
	}
}
