package minidelivery

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

func TestTheSelfTestOfOld(t *testing.T) {
	h := start(t)
	for _, path := range []string{"/api/v2/ext/", "/api/v2/ext", "/API/v2/Ext/", "/api/v2/ext/ping", "/api/v2/ext/getmenu"} {
		got := h.ask("GET", path, "", "")
		require.Equal(t, http.StatusOK, got.http)
		require.JSONEq(t, `{"result":false,"msg":"\"Token\" header expected."}`, got.body)
	}
	require.True(t, h.ask("GET", "/api/v2/ext/", oldToken, "").result)
	require.Contains(t, h.ask("GET", "/api/ext/getmenu", oldToken, "").message, "not supported any more")
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/elsewhere", oldToken, "").http)

	refusing := start(t, func(m *restaurant.MiniDelivery) { m.RefusalStatus = http.StatusUnauthorized })
	require.Equal(t, http.StatusUnauthorized, refusing.ask("GET", "/api/v2/ext/", "", "").http)
}

func TestWhoIsLetIn(t *testing.T) {
	h := start(t)
	require.True(t, h.ask("GET", "/api/v2/ext/ping", oldToken, "").result)
	require.True(t, h.ask("GET", "/api/v2/ext/ping", apiKey, "").result, "a key of a source is a token as well")
	got := h.ask("GET", "/api/v2/ext/ping", "wrong", "")
	require.False(t, got.result)
	require.Equal(t, "This token is not known.", got.message)
	off := start(t, func(m *restaurant.MiniDelivery) { *m = restaurant.MiniDelivery{} })
	require.False(t, off.ask("GET", "/api/v2/ext/ping", oldToken, "").result)
}

func TestThereIsNothingElse(t *testing.T) {
	h := start(t)
	require.Contains(t, h.ask("GET", "/api/v2/ext/cancelorder", oldToken, "").message, "no such function")
	require.False(t, h.ask("GET", "/api/v2/ext/postorder", oldToken, "").result)
	require.True(t, h.ask("POST", "/api/v2/ext/ping", oldToken, "").result, "POST is good for all")
}

func TestTheMenu(t *testing.T) {
	h := start(t)
	got := h.ask("GET", "/api/v2/ext/getmenu", oldToken, "")
	require.JSONEq(t, `{"result":true,"msg":"","data":[
		{"code":410,"name":"Борщ","price":32000,"categname":"Супы","categpath":"Кухня\\Супы","rests":12,"modifiers":[{"groupname":"Добавки","items":[{"code":77,"name":"Сметана","price":4000}]}]},
		{"code":411,"name":"Уха","price":41000,"categname":"Супы","categpath":"Кухня\\Супы","rests":0},
		{"code":412,"name":"Квас","price":9000}]}`, got.body)
	h.menu = nil
	require.False(t, h.ask("GET", "/api/v2/ext/getmenu", oldToken, "").result)

	omitting := start(t, func(m *restaurant.MiniDelivery) { m.OmitStopped = true })
	require.NotContains(t, omitting.ask("GET", "/api/v2/ext/getmenu", oldToken, "").body, "Уха")
}

func TestACartIsLookedOver(t *testing.T) {
	h := start(t)
	validate := func(body string) reply { return h.ask("POST", "/api/v2/ext/validate", oldToken, body) }
	good := validate(`{"type":1,"content":[{"code":410,"quantity":2,"modifiers":[{"code":77,"count":1}]}]}`)
	require.True(t, good.result, good.message)
	require.JSONEq(t, `{"amount":72000,"discountsum":0,"discounts":[],"items":[{"code":410,"name":"Борщ","price":32000,"quantity":2,"total":72000}]}`, mustJSON(good.json["order"]))
	for body, says := range map[string]string{
		`{"content":[{"code":"999","quantity":1}]}`: "no dish with this code",
		`{"content":[{"code":411,"quantity":1}]}`:   "stop list",
		`{"content":[{"code":410,"quantity":13}]}`:  "Only 12",
		`{"content":[]}`: "at least one item",
		`{"content":[{"code":410,"quantity":"many"}]}`:            "quantity",
		`{"content":[{"code":{},"quantity":1}]}`:                  "cannot be read",
		`{"content":[{"code":410,"modifiers":[{"code":"888"}]}]}`: "no modifier",
		`nonsense`: "not JSON",
		``:         "empty",
	} {
		got := validate(body)
		require.False(t, got.result, body)
		require.Contains(t, got.message, says, body)
	}
}

func TestAnOrderOfTheOldForm(t *testing.T) {
	h := start(t)
	record, number := h.ordered(`{"guest":{"sname":"Анна","phone":"8 999 123-45-67","address":"ул. Примерная, 1, кв. 2","addressinfo":{"floor":3,"comment":"домофон 5"},"guestmeta":{"ref":"a17"}},
		"order":{"type":1,"Comment":"Без лука","deliverat":"2026-11-24 13:30:00","persons":2,"paid":64000,"paytype":"online",
		"content":[{"code":410,"quantity":2.0,"modifiers":[{"code":77,"count":1},{"code":78,"count":0}]},{"code":"412","name":"Квасок","quantity":"1"}],"status_callback":"https://Shop.example/MiniDlv/Status"}}`)
	require.Positive(t, number)
	require.Equal(t, "site", record.Source)
	require.Equal(t, "arbat-1", record.Restaurant)
	require.Equal(t, order.Delivery, record.ServiceType)
	require.Equal(t, order.Waiting, record.Status, "it waits for a person")
	require.Equal(t, order.Guest{Name: "Анна", Phone: "8 999 123-45-67", Persons: 2, Meta: map[string]any{"ref": "a17"}}, record.Guest)
	require.Equal(t, &order.Address{Text: "ул. Примерная, 1, кв. 2", Floor: "3", Note: "домофон 5"}, record.Address)
	require.Equal(t, "Без лука", record.Note)
	require.Equal(t, "2026-11-24T10:30:00Z", record.Timing.ExpectedAt.UTC().Format(time.RFC3339), "the restaurant's own time")
	require.Equal(t, []order.Item{
		{LineID: "1", PLU: "410", Name: "Борщ", Quantity: order.Pieces(2), Modifiers: []order.Modifier{{PLU: "77", Name: "Сметана", Quantity: order.Pieces(1)}}},
		{LineID: "2", PLU: "412", Name: "Квасок", Quantity: order.Pieces(1)},
	}, record.Items)
	require.Equal(t, []order.Payment{{Type: "online", State: "paid", Amount: 64000}}, record.Payments)
	require.Equal(t, "https://Shop.example/MiniDlv/Status", record.Callback.URL, "letter case stays")
	require.Equal(t, order.FormMiniDelivery, record.Callback.Form)
	require.NotContains(t, h.log.String(), "9991234567", "a phone is nothing for a log")
}

// Whatever a site writes for "paid", it is not lost.
func TestPaidOrders(t *testing.T) {
	h := start(t)
	for written, want := range map[string]struct {
		amount order.Money
		note   string
	}{
		`64000`: {64000, "Без лука"}, `"64000"`: {64000, "Без лука"}, `64000.0`: {64000, "Без лука"},
		`true`: {0, "ОПЛАЧЕН. Без лука"}, `"yes"`: {0, "ОПЛАЧЕН. Без лука"}, `640.5`: {0, "ОПЛАЧЕН. Без лука"},
		`false`: {0, "Без лука"}, `0`: {0, "Без лука"}, `null`: {0, "Без лука"}, `""`: {0, "Без лука"},
	} {
		record, _ := h.ordered(strings.Replace(borsch, `"order":{`, `"order":{"comment":"Без лука","paid":`+written+`,`, 1))
		require.Equal(t, want.note, record.Note, written)
		if want.amount == 0 {
			require.Empty(t, record.Payments, written)
		} else {
			require.Equal(t, want.amount, record.Payments[0].Amount, written)
		}
	}
}

func TestTypesAreASetting(t *testing.T) {
	pickup := start(t)
	record, _ := pickup.ordered(borsch)
	require.Equal(t, order.Pickup, record.ServiceType, "0 is pickup")
	require.Equal(t, "Анна", record.Guest.Name, "ASCII-escaped text")
	other := start(t, func(m *restaurant.MiniDelivery) { m.PickupTypes = []int{1} })
	record, _ = other.ordered(strings.Replace(borsch, `"type":0`, `"type":1`, 1))
	require.Equal(t, order.Pickup, record.ServiceType)
	require.Contains(t, other.post(borsch).message, "address", "0 is delivery there, which needs an address")
}

func TestOldCodePages(t *testing.T) {
	h := start(t)
	old, err := charmap.Windows1251.NewEncoder().String(strings.Replace(borsch, `\u0410\u043d\u043d\u0430`, "Ольга", 1))
	require.NoError(t, err)
	record, _ := h.ordered(old)
	require.Equal(t, "Ольга", record.Guest.Name)
	record, _ = h.ordered("\xef\xbb\xbf" + borsch)
	require.Equal(t, "Анна", record.Guest.Name)
}

func TestWhatCannotBeTakenInIsSaid(t *testing.T) {
	h := start(t)
	for body, says := range map[string]string{
		`{"order":{"type":0,"content":[{"code":410}]}}`:                                                                 "guest.phone",
		`{"guest":{"phone":"+79991234567"},"order":{"type":0}}`:                                                         "items",
		`{"guest":{"phone":"+79991234567"},"order":{"type":0,"content":[{"quantity":1}]}}`:                              "plu",
		`{"guest":{"phone":"+79991234567"},"order":{"type":0,"content":[{"code":410}],"deliverat":"tomorrow"}}`:         "deliverat",
		`{"guest":{"phone":"+79991234567"},"order":{"type":"drone","content":[{"code":410}]}}`:                          "service_type",
		`{"guest":{"phone":"+79991234567"},"order":{"type":0,"content":[{"code":410}],"deliverat":"2027-11-24 13:00"}}`: "31 days",
		`[]`: "JSON",
		`{`:  "JSON",
	} {
		got := h.post(body)
		require.False(t, got.result, body)
		require.Contains(t, got.message, says, body)
		require.NotContains(t, got.message, "9991234567")
		require.NotContains(t, got.json, "order_id")
	}
	require.Contains(t, h.post(strings.Repeat(" ", maxBody+1)).message, "at most")
	require.Empty(t, h.lives)
}

// Sources give up after a second or two and send again: that must not make a
// second order. A guest who orders the same next week must get it.
func TestARepetitionIsTheSameOrder(t *testing.T) {
	h := start(t)
	first, number := h.ordered(borsch)
	for _, later := range []time.Duration{0, time.Second, 3 * time.Minute, 55 * time.Second} { // over the border of a window, too
		h.pass(later)
		again, sameNumber := h.ordered(borsch)
		require.Equal(t, first.ID, again.ID)
		require.Equal(t, number, sameNumber)
	}
	other, _ := h.ordered(strings.Replace(borsch, `"quantity":2`, `"quantity":3`, 1))
	require.NotEqual(t, first.ID, other.ID)
	h.pass(usualRepeat)
	later, laterNumber := h.ordered(borsch)
	require.NotEqual(t, first.ID, later.ID)
	require.NotEqual(t, number, laterNumber)
}

func TestWhatWasCalledOffCanBeOrderedAnew(t *testing.T) {
	h := start(t)
	first, _ := h.ordered(borsch)
	cancel := func(id string) {
		h.act(id, func(life *order.Life, now time.Time) {
			require.Nil(t, life.Cancel(order.CancelCommand{Caller: order.Caller{Actor: order.Actor{Kind: order.Person, Name: "olga"}}, Reason: order.Reason{Code: order.GuestCancelled}}, now))
		})
	}
	cancel(first.ID)
	second, _ := h.ordered(borsch)
	require.NotEqual(t, first.ID, second.ID)
	again, _ := h.ordered(borsch)
	require.Equal(t, second.ID, again.ID)
	cancel(second.ID)
	third, _ := h.ordered(borsch)
	require.NotContains(t, []string{first.ID, second.ID}, third.ID)
}

func TestRepetitionsAtOnceAreOneOrder(t *testing.T) {
	h := start(t)
	numbers := make([]any, 8)
	var all sync.WaitGroup
	for i := range numbers {
		all.Go(func() { numbers[i] = h.post(borsch).json["order_id"] })
	}
	all.Wait()
	for _, number := range numbers {
		require.Equal(t, numbers[0], number)
		require.NotNil(t, number)
	}
	require.Len(t, h.lives, 1)
}

func TestRepetitionsCanBeTurnedOff(t *testing.T) {
	h := start(t, func(m *restaurant.MiniDelivery) { m.RepeatWithin = -1 })
	first, _ := h.ordered(borsch)
	second, _ := h.ordered(borsch)
	require.NotEqual(t, first.ID, second.ID)
}

func TestTheStateOfAnOrder(t *testing.T) {
	h := start(t)
	record, number := h.ordered(borsch)
	ask := func(token string, id any) reply {
		return h.ask("GET", "/api/v2/ext/orderstate?order_id="+mustJSON(id), token, "")
	}
	state := func() map[string]any { return ask(oldToken, number).json["order"].(map[string]any) }
	require.EqualValues(t, 0, state()["status"])
	require.EqualValues(t, number, state()["id"])
	require.Len(t, state()["items"], 1)
	person := order.Caller{Actor: order.Actor{Kind: order.Person, Name: "olga"}}
	h.act(record.ID, func(life *order.Life, now time.Time) {
		require.Nil(t, life.Accept(order.AcceptCommand{Caller: person}, now))
	})
	require.EqualValues(t, 1, state()["status"])
	h.act(record.ID, func(life *order.Life, now time.Time) {
		life.Begin(order.WorkCreate)
		life.CreatedOnStation(order.StationOrder{OrderGUID: stationGUID}, now)
		life.Begin(order.WorkFill)
		life.FilledOnStation([]order.StationLine{{PLU: "410", Name: "Борщ", Quantity: order.Pieces(1), UnitPrice: 32000, Amount: 32000}}, 32000, nil, now)
		require.Nil(t, life.Advance(order.AdvanceCommand{Caller: person, Status: order.OnTheWay}, now))
	})
	require.EqualValues(t, 2, state()["status"])
	require.EqualValues(t, 32000, state()["amount"], "what the station says")
	require.EqualValues(t, 1, state()["items"].([]any)[0].(map[string]any)["quantity"])

	require.False(t, ask(oldToken, number+1000).result)
	require.False(t, ask(oldToken, "x").result)
	require.False(t, ask(apiKey, number).result, "another source's order does not exist")
}

func TestStatusNumbersAreASetting(t *testing.T) {
	settings := restaurant.MiniDelivery{Statuses: map[order.Status]int{order.Completed: 7}}
	require.Equal(t, 7, statusNumber(settings, order.Completed))
	for _, status := range order.Statuses() {
		_, known := usualStatuses[status]
		require.True(t, known, status)
		require.Equal(t, status.Final(), statusNumber(restaurant.MiniDelivery{}, status) >= 3, "sources take 3 and 4 for the end: %s", status)
	}
}

func TestStatusCallbacks(t *testing.T) {
	h := start(t)
	record, number := h.ordered(strings.Replace(borsch, `"sname"`, `"guestmeta":{"ref":"a17"},"sname"`, 1))
	word := CallbackForm(h.Store, h.Store)
	body, err := word(t.Context(), order.Notice{OrderID: record.ID, Restaurant: "arbat-1", Event: order.Event{Status: order.Accepted}})
	require.NoError(t, err)
	require.JSONEq(t, `{"order_id":`+mustJSON(number)+`,"guestmeta":{"ref":"a17"},"phone_number":"+79991234567","status":1}`, string(body))
	other, _ := h.ordered(strings.Replace(borsch, `"quantity":2`, `"quantity":5`, 1))
	body, err = word(t.Context(), order.Notice{OrderID: other.ID, Restaurant: "gone", Event: order.Event{Status: order.Rejected}})
	require.NoError(t, err)
	require.Contains(t, string(body), `"guestmeta":{},`)
	require.Contains(t, string(body), `"status":4`)
	for _, name := range statusEvents {
		require.NotEqual(t, "order.submitted", name, "the answer to postorder says it")
	}
}

func mustJSON(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}
