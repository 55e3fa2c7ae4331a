package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestFaultsOfOneField(t *testing.T) {
	cases := map[string]struct {
		body   string
		faults map[string]string
	}{
		"no external_id":        {with(full, "external_id", absent), map[string]string{"external_id": "required"}},
		"null external_id":      {with(full, "external_id", nil), map[string]string{"external_id": "required"}},
		"empty external_id":     {with(full, "external_id", " "), map[string]string{"external_id": "required"}},
		"long external_id":      {with(full, "external_id", strings.Repeat("ы", 129)), map[string]string{"external_id": "too_long"}},
		"control character":     {with(full, "external_id", "a\nb"), map[string]string{"external_id": "malformed"}},
		"NUL":                   {with(full, "note", "a\x00b"), map[string]string{"note": "malformed"}},
		"no service_type":       {with(full, "service_type", absent), map[string]string{"service_type": "required"}},
		"unknown service_type":  {with(full, "service_type", "dine_in"), map[string]string{"service_type": "unknown_value"}},
		"no guest":              {with(full, "guest", absent), map[string]string{"guest": "required", "guest.phone": "required"}},
		"guest is text":         {with(full, "guest", "Anna"), map[string]string{"guest": "wrong_type"}},
		"no phone":              {with(full, "guest", map[string]any{"name": "Anna"}), map[string]string{"guest.phone": "required"}},
		"phone is a number":     {with(full, "guest", map[string]any{"phone": 79991234567}), map[string]string{"guest.phone": "wrong_type"}},
		"phone is no phone":     {with(full, "guest", map[string]any{"phone": "call me"}), map[string]string{"guest.phone": "malformed"}},
		"delivery to nowhere":   {with(full, "address", absent), map[string]string{"address": "required"}},
		"no items":              {with(full, "items", absent), map[string]string{"items": "required"}},
		"empty items":           {with(full, "items", []any{}), map[string]string{"items": "required"}},
		"items is an object":    {with(full, "items", map[string]any{}), map[string]string{"items": "wrong_type"}},
		"an item is null":       {with(full, "items", []any{nil}), map[string]string{"items[0]": "wrong_type"}},
		"no plu":                {items(`{"quantity":"1"}`), map[string]string{"items[0].plu": "required"}},
		"no quantity":           {items(`{"plu":"101"}`), map[string]string{"items[0].quantity": "required"}},
		"quantity is a number":  {items(`{"plu":"101","quantity":1}`), map[string]string{"items[0].quantity": "wrong_type"}},
		"quantity with comma":   {items(`{"plu":"101","quantity":"1,5"}`), map[string]string{"items[0].quantity": "malformed"}},
		"quantity is negative":  {items(`{"plu":"101","quantity":"-1"}`), map[string]string{"items[0].quantity": "malformed"}},
		"quantity is zero":      {items(`{"plu":"101","quantity":"0"}`), map[string]string{"items[0].quantity": "too_small"}},
		"quantity is huge":      {items(`{"plu":"101","quantity":"1001"}`), map[string]string{"items[0].quantity": "too_large"}},
		"price with kopecks":    {items(`{"plu":"101","quantity":"1","unit_price":450.5}`), map[string]string{"items[0].unit_price": "wrong_type"}},
		"price is text":         {items(`{"plu":"101","quantity":"1","unit_price":"450"}`), map[string]string{"items[0].unit_price": "wrong_type"}},
		"price is negative":     {items(`{"plu":"101","quantity":"1","unit_price":-1}`), map[string]string{"items[0].unit_price": "out_of_range"}},
		"price is astronomical": {items(`{"plu":"101","quantity":"1","unit_price":1e30}`), map[string]string{"items[0].unit_price": "out_of_range"}},
		"number beyond float":   {with(full, "attributes", rawJSON(`{"x":1e400}`)), map[string]string{"attributes.x": "out_of_range"}},
		"half a modifier":       {items(`{"plu":"101","quantity":"1","modifiers":[{"plu":"501","quantity":"0.5"}]}`), map[string]string{"items[0].modifiers[0].quantity": "malformed"}},
		"two lines with one id": {items(`{"line_id":"1","plu":"101","quantity":"1"},{"line_id":"1","plu":"102","quantity":"1"}`), map[string]string{"items[1].line_id": "duplicate"}},
		"when, without a time":  {with(full, "timing", map[string]any{"mode": "scheduled"}), map[string]string{"timing.expected_at": "required"}},
		"time without a zone":   {with(full, "timing", map[string]any{"mode": "scheduled", "expected_at": "2026-11-23T12:00:00"}), map[string]string{"timing.expected_at": "malformed"}},
		"time in two months":    {with(full, "timing", map[string]any{"mode": "scheduled", "expected_at": "2027-01-23T12:00:00Z"}), map[string]string{"timing.expected_at": "too_late"}},
		"unknown timing":        {with(full, "timing", map[string]any{"mode": "soon"}), map[string]string{"timing.mode": "unknown_value"}},
		"currency":              {with(full, "currency", "rub"), map[string]string{"currency": "malformed"}},
		"long note":             {with(full, "note", strings.Repeat("x", 1001)), map[string]string{"note": "too_long"}},
		"total is text":         {with(full, "totals", map[string]any{"total": "1"}), map[string]string{"totals.total": "wrong_type"}},
		"is_test is text":       {with(full, "is_test", "no"), map[string]string{"is_test": "wrong_type"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := start(t).submit(c.body)
			require.Equal(t, http.StatusUnprocessableEntity, got.status, got.body)
			require.Equal(t, "invalid", got.code())
			require.Empty(t, cmp.Diff(c.faults, got.faults()))
		})
	}
}

// rawJSON is put into a document as it is.
type rawJSON string

func (r rawJSON) MarshalJSON() ([]byte, error) { return []byte(r), nil }

func items(list string) string { return with(full, "items", rawJSON("["+list+"]")) }

func TestEveryFaultIsListedAtOnce(t *testing.T) {
	got := start(t).submit(`{"service_type":"delivery","guest":{"phone":"12","persons":-1},"currency":"roubles","restaurant":"nowhere",
		"timing":{"mode":"scheduled","expected_at":"tomorrow"},
		"items":[{"plu":"","quantity":1,"unit_price":-5},{"plu":"102","quantity":"x","modifiers":[{"quantity":"1.5"}]}],
		"totals":{"total":1e99}}`)
	require.Equal(t, http.StatusUnprocessableEntity, got.status, got.body)
	require.Empty(t, cmp.Diff(map[string]string{
		"external_id": "required", "address": "required", "guest.phone": "malformed", "guest.persons": "too_small", "currency": "malformed",
		"restaurant": "unknown_value", "timing.expected_at": "malformed",
		"items[0].plu": "required", "items[0].quantity": "wrong_type", "items[0].unit_price": "out_of_range",
		"items[1].quantity": "malformed", "items[1].modifiers[0].plu": "required", "items[1].modifiers[0].quantity": "malformed",
		"totals.total": "out_of_range",
	}, got.faults()))
	list := got.json["errors"].([]any)
	require.Len(t, list, len(got.faults()), "one fault for each field")
	require.Equal(t, fmt.Sprintf("%d faults; see errors.", len(list)), got.json["detail"])
}

func TestTheDomainsWordsWin(t *testing.T) {
	got := start(t).submit(with(full, "guest", map[string]any{}))
	require.Contains(t, got.body, "the operator has to phone the guest")
}

func TestTenThousandItems(t *testing.T) {
	h := start(t)
	got := h.submit(items(strings.TrimSuffix(strings.Repeat(`{"plu":"101","quantity":"1"},`, 10_000), ",")))
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Equal(t, map[string]string{"items": "too_many"}, got.faults())

	got = h.submit(items(strings.TrimSuffix(strings.Repeat(`{"plu":1},`, 10_000), ",")))
	require.Len(t, got.json["errors"], maxFaults, "an answer is bounded too")
	require.Contains(t, got.json["detail"], "20001 faults")
}

func TestWhatIsNotWrong(t *testing.T) {
	cases := map[string]string{
		"nulls are absent":      with(full, "address", map[string]any{"text": "Arbat", "city": nil}),
		"unknown fields":        with(full, "colour", map[string]any{"deep": []any{1, nil}}),
		"unknown in an item":    items(`{"plu":"101","quantity":"1","calories":5}`),
		"attributes with dots":  with(full, "attributes", map[string]any{"a.b": 1, "c[0]": "x", "": nil}),
		"whole number as float": items(`{"plu":"101","quantity":"0.350","unit_price":4.5e4}`),
		"local phone":           with(full, "guest", map[string]any{"phone": "8 (999) 123-45-67"}),
		"odd phone":             with(full, "guest", map[string]any{"phone": "1234"}),
		"pickup without street": with(with(full, "service_type", "pickup"), "address", absent),
		"a modifier's quantity": items(`{"plu":"101","quantity":"1","modifiers":[{"plu":"501"}]}`),
	}
	for name, body := range cases {
		t.Run(name, func(t *testing.T) {
			got := start(t).submit(body)
			require.Equal(t, http.StatusCreated, got.status, got.body)
		})
	}
}

func TestUnreadableBodies(t *testing.T) {
	cases := map[string]string{
		"no JSON": "hello", "broken off": full[:200], "a list": "[]", "null": "null", "text": `"x"`, "two": full + full,
		"empty": "", "spaces": "  ", "not UTF-8": "{\"external_id\":\"\xff\"}", "a comma too many": `{"a":1,}`,
		"too deep": strings.Repeat("[", 20_000),
	}
	for name, body := range cases {
		t.Run(name, func(t *testing.T) {
			got := start(t).submit(body)
			require.Equal(t, http.StatusBadRequest, got.status, got.body)
			require.Equal(t, "unreadable", got.code())
		})
	}
}

func TestMediaTypes(t *testing.T) {
	h := start(t)
	for contentType, want := range map[string]int{
		"": 201, "application/json": 201, "application/json; charset=UTF-8": 201, "application/vnd.shop+json": 201,
		"text/plain": 415, "application/x-www-form-urlencoded": 415, "application/json; charset=windows-1251": 415, "nonsense/": 415,
	} {
		got := h.ask("POST", "/v1/orders", demoKey, with(full, "external_id", "type "+contentType), "Content-Type: "+contentType)
		require.Equal(t, want, got.status, contentType)
	}
	for accept, want := range map[string]int{
		"*/*": 201, "application/json": 201, "text/html, application/*;q=0.8": 201, "application/problem+json": 201,
		"text/html": 406, "application/json;q=0": 406, "image/png, text/*": 406,
	} {
		got := h.ask("POST", "/v1/orders", demoKey, with(full, "external_id", "accept "+accept), "Accept: "+accept)
		require.Equal(t, want, got.status, accept)
	}
	_, stored := h.taken["order:demo:accept text/html"]
	require.False(t, stored, "nothing is done whose answer cannot be told")
}
