package rk7sim_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// call is one request to the web port.
func call(t *testing.T, s *rk7sim.Server, method, path, body string, headers ...string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, s.WebURL()+path, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(answer)
}

func TestTheStateIsWhatTestsCompareWith(t *testing.T) {
	s, _, _, ref := filled(t, rk7sim.Behaviour{}, dish("101", 2000, modifier("501", 1)), dish("136", 350))
	status, body := call(t, s, http.MethodGet, "/_sim/state", "")
	require.Equal(t, http.StatusOK, status)
	var state struct {
		Orders []map[string]any `json:"orders"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &state))
	o := state.Orders[0]
	require.Equal(t, ref.GUID, o["guid"])
	require.EqualValues(t, 900000001, o["visit"])
	require.EqualValues(t, 256, o["order_ident"])
	require.Equal(t, "R-1 Анна", o["persistent_comment"])
	require.Equal(t, false, o["voided"])
	require.EqualValues(t, 151000, o["sum"])
	lines, err := json.Marshal(o["lines"])
	require.NoError(t, err)
	var dishes []struct {
		PLU, Name string
		Quantity  float64
		Price     int64
		Modifiers []struct {
			PLU   string
			Count int64
		}
	}
	require.NoError(t, json.Unmarshal(lines, &dishes))
	require.Equal(t, "101", dishes[0].PLU)
	require.InDelta(t, 2, dishes[0].Quantity, 0)
	require.Equal(t, "501", dishes[0].Modifiers[0].PLU)
	require.InDelta(t, 0.35, dishes[1].Quantity, 0)

	_, body = call(t, s, http.MethodGet, "/_sim/restaurants", "")
	require.Contains(t, body, `"url":"`+s.URL()+`"`)
	status, _ = call(t, s, http.MethodGet, "/_sim/state?restaurant=nowhere", "")
	require.Equal(t, http.StatusNotFound, status)
	status, _ = call(t, s, http.MethodPost, "/_sim/reset", "")
	require.Equal(t, http.StatusNoContent, status)
	require.Empty(t, s.State("").Orders)
}

func TestFaultsComeInThreeForms(t *testing.T) {
	s := start(t, rk7sim.Options{})
	for body, count := range map[string]int{
		`[{"command":"SaveOrder","kind":"drop_after","times":1},{"kind":"slow","delay_ms":5}]`: 2,
		`{"faults":[{"command":"SaveOrder","kind":"refuse","code":2219}]}`:                     1,
		`{"command":"SaveOrder","kind":"late","times":1,"delay_ms":10}`:                        1,
		`[]`: 0,
	} {
		status, answer := call(t, s, http.MethodPost, "/_sim/faults", body)
		require.Equal(t, http.StatusOK, status, answer)
		require.Len(t, s.State("").Faults, count, body)
	}
	for _, body := range []string{`{"kind":"explode"}`, `{"kynd":"slow"}`, `slow`, ``} {
		status, answer := call(t, s, http.MethodPost, "/_sim/faults", body)
		require.Equal(t, http.StatusBadRequest, status, body)
		require.Contains(t, answer, `"error"`)
	}
	call(t, s, http.MethodPost, "/_sim/faults", `[{"kind":"slow"}]`)
	status, _ := call(t, s, http.MethodPost, "/_sim/faults?restaurant=demo", `[{"kind":"offline"}]`)
	require.Equal(t, http.StatusOK, status)
	require.Len(t, s.State("").Faults, 2, "the part of the others stays")
	require.Equal(t, "demo", s.State("").Faults[1].Restaurant)
	call(t, s, http.MethodPost, "/_sim/faults?restaurant=demo", `[]`)
	_, plan := call(t, s, http.MethodGet, "/_sim/faults", "")
	require.JSONEq(t, `[{"kind":"slow","hits":0}]`, plan)
	status, _ = call(t, s, http.MethodPost, "/_sim/faults?restaurant=nowhere", `[]`)
	require.Equal(t, http.StatusNotFound, status)
}

func TestACashierByAddress(t *testing.T) {
	s, c, _, ref := filled(t, rk7sim.Behaviour{}, dish("101", 1000))
	order := "/_sim/orders/" + strings.ToLower(strings.Trim(ref.GUID, "{}"))
	do := func(want int, method, path, body string) string {
		t.Helper()
		status, answer := call(t, s, method, path, body)
		require.Equal(t, want, status, answer)
		return answer
	}
	require.JSONEq(t, `{"uni":4}`, do(200, http.MethodPost, order+"/lines", `{"plu":"102","quantity":2}`))
	do(204, http.MethodPatch, order+"/lines/4", `{"quantity":1}`)
	do(404, http.MethodDelete, order+"/lines/99", "")
	do(204, http.MethodDelete, order+"/lines/2", "")
	do(409, http.MethodPost, order+"/lines", `{"plu":"117"}`)
	do(400, http.MethodPost, order+"/lines", `{"plu":"101","size":"big"}`)
	do(204, http.MethodPost, order+"/lock", "")
	require.Contains(t, do(200, http.MethodGet, order, ""), `"locked":true`)
	do(204, http.MethodPost, order+"/unlock", "")
	do(204, http.MethodPut, order+"/form", `{"quantities":{"4":2},"add":[{"plu":"160","quantity":1}]}`)
	require.JSONEq(t, `{"message":""}`, do(200, http.MethodPost, order+"/form", ""))
	do(204, http.MethodPost, order+"/print", "")
	do(204, http.MethodPost, order+"/pay", "")
	do(409, http.MethodPost, order+"/delete", "")
	do(404, http.MethodPost, "/_sim/orders/nonsense/pay", "")
	o, _ := s.State("").Order(ref.GUID)
	require.True(t, o.Paid)
	require.EqualValues(t, 2*35000+15000, o.Sum)

	do(204, http.MethodPut, "/_sim/stop-list/101", "")
	do(204, http.MethodPut, "/_sim/stop-list/102", `{"remainder":2.5}`)
	do(204, http.MethodDelete, "/_sim/stop-list/101", "")
	do(404, http.MethodPut, "/_sim/stop-list/nothing", "")
	do(204, http.MethodPost, "/_sim/shift", `{"action":"too_long"}`)
	do(409, http.MethodPost, "/_sim/shift", `{"action":"lunch"}`)
	_, err := c.CreateOrder(t.Context(), newOrder())
	refused(t, err, rk7.CodeShiftTooLong)
	require.Contains(t, do(200, http.MethodPatch, "/_sim/behaviour", `{"duplicate_order":"same"}`), `"duplicate_order":"same"`)
	require.Contains(t, do(200, http.MethodPatch, "/_sim/behaviour", `{"auto_print":true}`), `"duplicate_order":"same"`, "the others stay")
	do(409, http.MethodPatch, "/_sim/behaviour", `{"duplicate_order":"maybe"}`)
	do(400, http.MethodPatch, "/_sim/behaviour", `{"unheard_of":true}`)
	do(204, http.MethodPut, "/_sim/delay", `{"delay_ms":5}`)
	do(409, http.MethodPut, "/_sim/delay", `{"delay_ms":9000000000000000}`)
	require.Contains(t, do(200, http.MethodPatch, "/_sim/licence", `{"mode":"subscription","until":"2027-01-01T00:00:00Z"}`), `"mode":"subscription"`)
	do(204, http.MethodDelete, "/_sim/licence/instances", "")
	do(409, http.MethodPut, "/_sim/form-script", `{"address":"nowhere"}`)
	state := s.State("")
	require.Equal(t, rk7sim.LicenceSubscription, state.Licence.Mode)
	require.EqualValues(t, 5, state.DelayMS)
	require.True(t, state.Behaviour.AutoPrint)
	require.Len(t, state.StopList, 3)
}

func TestTheCashiersPages(t *testing.T) {
	s, c, _, ref := filled(t, rk7sim.Behaviour{}, dish("101", 2000, modifier("501", 1)))
	hostile := newOrder()
	hostile.PersistentComment = `<script>alert(1)</script>`
	_, err := c.CreateOrder(t.Context(), hostile)
	require.NoError(t, err)

	_, page := call(t, s, http.MethodGet, "/", "")
	for _, text := range []string{"Салат Цезарь", "Соус BBQ", "Заполнен", "Пустой", "950\u00a0₽", "R-1 Анна", "&lt;script&gt;"} {
		require.Contains(t, page, text)
	}
	require.NotContains(t, page, "<script>alert")
	for _, path := range []string{"/stop-list", "/station", "/orders/" + url.PathEscape(ref.GUID), "/static/station.css", "/static/station.js"} {
		status, page := call(t, s, http.MethodGet, path, "")
		require.Equal(t, http.StatusOK, status, path)
		require.NotContains(t, page, "<no value>")
	}
	for _, path := range []string{"/orders/nonsense", "/?restaurant=nowhere", "/static/none.js", "/nothing"} {
		status, _ := call(t, s, http.MethodGet, path, "")
		require.Equal(t, http.StatusNotFound, status, path)
	}

	press := func(path string, form url.Values) string {
		_, page := call(t, s, http.MethodPost, path, form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
		return page
	}
	order := "/orders/" + url.PathEscape(ref.GUID)
	o, _ := s.State("").Order(ref.GUID)
	require.EqualValues(t, 2, o.Lines[0].Uni)
	require.Contains(t, press(order, url.Values{"do": {"add"}, "plu": {"120"}, "quantity": {"1"}, "modifiers": {"512, 521"}}), "Пицца Маргарита")
	require.Contains(t, press(order, url.Values{"do": {"add"}, "plu": {"120"}, "quantity": {"1"}}), "Нарушена схема модификаторов")
	require.Contains(t, press(order, url.Values{"do": {"add"}, "plu": {"102"}, "quantity": {"1"}, "q2": {"3"}}), `value="3"`, "adding keeps what was typed")
	press(order, url.Values{"do": {"save"}, "q2": {"1,5"}})
	o, _ = s.State("").Order(ref.GUID)
	require.EqualValues(t, 1500, o.Lines[0].Quantity)
	require.Contains(t, press(order, url.Values{"do": {"save"}, "q2": {"много"}}), "количество не читается")
	for _, button := range []string{"lock", "unlock", "print", "pay"} {
		press(order, url.Values{"do": {button}})
	}
	o, _ = s.State("").Order(ref.GUID)
	require.True(t, o.Paid && !o.Locked && o.Lines[0].Printed)
	press("/stop-list", url.Values{"do": {"stop"}, "plu": {"103"}})
	press("/stop-list", url.Values{"do": {"remainder"}, "plu": {"104"}, "remainder": {"2"}})
	require.Len(t, s.State("").StopList, 4)
	press("/station", url.Values{"do": {"shift"}, "action": {"close"}})
	press("/station", url.Values{"do": {"delay"}, "delay_ms": {"7"}})
	press("/station", url.Values{"do": {"script"}, "address": {"127.0.0.1:11011"}})
	press("/station", url.Values{"do": {"licence"}, "mode": {"expired"}, "service": {"failing"}})
	require.Contains(t, press("/station", url.Values{"do": {"delay"}, "delay_ms": {"soon"}}), "задержка не читается")
	require.Contains(t, press("/station", url.Values{"do": {"dance"}}), "неизвестная кнопка")
	state := s.State("")
	require.EqualValues(t, 7, state.DelayMS)
	require.Equal(t, "127.0.0.1:11011", state.FormScript)
	require.Equal(t, rk7sim.LicenceExpired, state.Licence.Mode)
	press("/station", url.Values{"do": {"offline"}})
	require.EqualValues(t, 2, s.State("").Shift.Number)
	require.Len(t, s.State("").Faults, 1)
	press("/station", url.Values{"do": {"online"}})
	require.Empty(t, s.State("").Faults)

	status, _ := call(t, s, http.MethodPost, "/station", "do=offline", "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "cross-site")
	require.Equal(t, http.StatusForbidden, status, "another site's page presses no buttons")
}

func TestAPageThatDidNotChangeIsNotSentAgain(t *testing.T) {
	s := start(t, rk7sim.Options{})
	response, err := http.Get(s.WebURL() + "/")
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	status, _ := call(t, s, http.MethodGet, "/", "", "If-None-Match", response.Header.Get("ETag"))
	require.Equal(t, http.StatusNotModified, status)
	created(t, connect(t, s, "demo"))
	status, _ = call(t, s, http.MethodGet, "/", "", "If-None-Match", response.Header.Get("ETag"))
	require.Equal(t, http.StatusOK, status)
}

func TestTheEditFormAsksForItsDishes(t *testing.T) {
	asked := make(chan string, 10)
	var s *rk7sim.Server
	var c *rk7.Client
	status := http.StatusOK
	// The asked service writes the dishes into the order before it answers.
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.RequestURI
		ref := rk7.OrderByGUID(r.URL.Query().Get("guid"))
		if _, err := c.SaveOrder(r.Context(), rk7.SaveOrder{Order: ref, Sessions: []rk7.SaveSession{session(dish("102", 1000))}}); err != nil {
			w.WriteHeader(http.StatusConflict)
			return
		}
		w.WriteHeader(status)
	}))
	address := strings.TrimPrefix(service.URL, "http://")
	s = start(t, one(rk7sim.RestaurantOptions{FormScriptAddress: address}))
	c = connect(t, s, "demo")
	till, err := s.Till("")
	require.NoError(t, err)
	ref := created(t, c)

	_, page := call(t, s, http.MethodGet, "/orders/"+url.PathEscape(ref.GUID), "")
	require.Equal(t, "/api/int/orderitems?guid="+ref.GUID, <-asked, "braces and all")
	require.Contains(t, page, "Борщ")
	require.NotContains(t, page, "Не доступен")
	call(t, s, http.MethodGet, "/orders/"+url.PathEscape(ref.GUID)+"?looking=1", "")
	require.Empty(t, asked, "looking at an open form does not open the order again")
	second := created(t, c)
	_, page = call(t, s, http.MethodGet, "/orders/"+url.PathEscape(second.GUID)+"?looking=1", "")
	require.Contains(t, page, `data-refresh="looking"`, "an empty form waits for its dishes")

	status = http.StatusBadGateway
	message, err := till.OpenForm(t.Context(), ref.GUID)
	require.NoError(t, err)
	want := "Minidlv/orderitems. " + address + " Не доступен."
	require.Equal(t, want, message)
	require.NoError(t, till.Behave(rk7sim.Behaviour{FormIgnoresHTTPErrors: true}))
	message, err = till.OpenForm(t.Context(), ref.GUID)
	require.NoError(t, err)
	require.Empty(t, message)

	status = http.StatusOK
	require.NoError(t, till.Behave(rk7sim.Behaviour{FormLocks: true}))
	before, _ := s.State("").Order(ref.GUID)
	message, err = till.OpenForm(t.Context(), ref.GUID)
	require.NoError(t, err)
	require.Equal(t, want, message, "the service met the lock of the open form")
	after, _ := s.State("").Order(ref.GUID)
	require.Equal(t, len(before.Lines), len(after.Lines))
	require.True(t, after.Locked)
	require.NoError(t, till.SaveForm(ref.GUID, rk7sim.FormChanges{}))
	after, _ = s.State("").Order(ref.GUID)
	require.False(t, after.Locked)

	service.Close()
	_, page = call(t, s, http.MethodGet, "/orders/"+url.PathEscape(ref.GUID), "")
	require.Contains(t, page, want)
	_, err = till.OpenForm(t.Context(), guid())
	require.ErrorIs(t, err, rk7sim.ErrNotThere)
}

func TestAStationCanBeSlow(t *testing.T) {
	s := start(t, rk7sim.Options{})
	till, err := s.Till("")
	require.NoError(t, err)
	require.NoError(t, till.Delay(30*time.Millisecond))
	began := time.Now()
	_, err = connect(t, s, "demo").GetSystemInfo2(t.Context())
	require.NoError(t, err)
	require.GreaterOrEqual(t, time.Since(began), 30*time.Millisecond)
	require.Error(t, till.Delay(-1))
}
