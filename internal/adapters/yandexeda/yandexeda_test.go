package yandexeda

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/adapters/adapterstest"
	"github.com/orderhatch/orderhatch/internal/order"
)

// eda is their side: it has a token and calls us.
type eda struct {
	*testing.T
	desk  *adapterstest.Desk
	token string
}

func start(t *testing.T) *eda {
	t.Helper()
	e := &eda{T: t, desk: adapterstest.New(t)}
	status, body := e.getToken(adapterstest.Shop, adapterstest.Key)
	require.Equal(t, http.StatusOK, status)
	e.token = body["access_token"].(string)
	return e
}

func (e *eda) getToken(id, secret string) (int, map[string]any) {
	response := e.desk.Ask(Adapter{}, "POST", "security/oauth/token", nil,
		[]byte("client_id="+id+"&client_secret="+secret+"&grant_type=client_credentials&scope=read+write"))
	return response.Status, object(e, response)
}

func object(t testing.TB, response adapters.Response) map[string]any {
	t.Helper()
	text, err := json.Marshal(response.Body)
	require.NoError(t, err)
	var body map[string]any
	_ = json.Unmarshal(text, &body) // an error answer is a list
	return body
}

func (e *eda) ask(method, path string, body []byte) adapters.Response {
	return e.desk.Ask(Adapter{}, method, path, http.Header{"Authorization": {"Bearer " + e.token}}, body)
}

func (e *eda) order(file string) string {
	e.Helper()
	response := e.ask("POST", "order", adapterstest.Read(e, file))
	require.Equal(e, http.StatusOK, response.Status, response.Body)
	require.Equal(e, "OK", object(e, response)["result"])
	return object(e, response)["orderId"].(string)
}

func (e *eda) status(id string) map[string]any {
	e.Helper()
	response := e.ask("GET", "order/"+id+"/status", nil)
	require.Equal(e, http.StatusOK, response.Status)
	return object(e, response)
}

func TestTokens(t *testing.T) {
	e := start(t)
	for _, wrong := range [][2]string{{adapterstest.Shop, "guess"}, {"other", adapterstest.Key}, {adapterstest.Shop, adapterstest.OtherKey}, {"", ""}} {
		status, body := e.getToken(wrong[0], wrong[1])
		require.Equal(t, http.StatusUnauthorized, status)
		require.NotContains(t, body, "access_token")
	}
	require.Equal(t, http.StatusOK, e.ask("GET", "restaurants", nil).Status)
	good := e.token
	for _, token := range []string{"", "x", good + "0", "9999999999" + good[10:], strings.Replace(good, ".", "", 1)} {
		e.token = token
		response := e.ask("GET", "restaurants", nil)
		require.Equal(t, http.StatusUnauthorized, response.Status, token)
		require.Contains(t, object(t, response)["reason"], "expired")
	}
	e.token = good
	e.desk.Now = e.desk.Now.Add(tokenLife)
	require.Equal(t, http.StatusUnauthorized, e.ask("GET", "restaurants", nil).Status, "it has run out")
	require.Equal(t, http.StatusBadRequest, e.desk.Ask(Adapter{}, "POST", "security/oauth/token", nil, []byte("grant_type=password")).Status)
}

func TestTheMenu(t *testing.T) {
	e := start(t)
	composed := e.ask("GET", "menu/arbat-1/composition", nil)
	require.Equal(t, "application/vnd.eats.menu.composition.v2+json", composed.ContentType)
	text, err := json.Marshal(composed.Body)
	require.NoError(t, err)
	require.JSONEq(t, `{"categories":[{"id":"1","name":"Кухня","sortOrder":0},{"id":"2","parentId":"1","name":"Салаты","sortOrder":1}],
		"items":[
			{"id":"101","categoryId":"2","name":"Цезарь","description":"","price":450.00,"isCatchweight":false,"measure":1,"measureUnit":"pcs","sortOrder":0,"images":[],
			 "modifierGroups":[{"id":"g","name":"Соусы","minSelectedModifiers":0,"maxSelectedModifiers":2,"sortOrder":0,
				"modifiers":[{"id":"501","name":"Барбекю","price":50.00,"minAmount":0,"maxAmount":2},{"id":"502","name":"Острый","price":0.00,"minAmount":0,"maxAmount":2}]}]},
			{"id":"102","categoryId":"2","name":"Греческий","description":"","price":390.50,"isCatchweight":false,"measure":1,"measureUnit":"pcs","sortOrder":1,"images":[],"modifierGroups":[]}],
		"lastChange":"2026-11-24T09:00:00.000000Z"}`, string(text))
	text, err = json.Marshal(e.ask("GET", "menu/arbat-1/availability", nil).Body)
	require.NoError(t, err)
	require.JSONEq(t, `{"items":[{"itemId":"101","stock":3},{"itemId":"102","stock":0}],"modifiers":[{"modifierId":"502","stock":0}]}`, string(text))
	require.Equal(t, http.StatusOK, e.ask("GET", "menu/arbat-1/promos", nil).Status)
	for _, path := range []string{"menu/elsewhere/composition", "menu/arbat-1/nothing", "nothing", "menu"} {
		require.Equal(t, http.StatusNotFound, e.ask("GET", path, nil).Status, path)
	}
	require.Equal(t, []any{map[string]any{"id": "arbat-1", "title": "Арбат", "address": "Арбат"}}, object(t, e.ask("GET", "restaurants", nil))["places"])
}

func TestAnOrderTheirCourierFetches(t *testing.T) {
	e := start(t)
	id := e.order("order_yandex.json")
	require.Equal(t, id, e.order("order_yandex.json"), "sent again it is the same")
	record := e.desk.Only().Record()
	require.Equal(t, "261124-1234567", record.ExternalID)
	require.Equal(t, "4567", record.DisplayID)
	require.Equal(t, order.Pickup, record.ServiceType)
	require.Equal(t, order.Phone("+79031111111 доб. 4432"), record.Guest.Phone)
	require.Equal(t, 2, record.Guest.Persons)
	require.Equal(t, "Не звоните в дверь. Забирает курьер Яндекс Еды", record.Note)
	require.Equal(t, "2026-11-24T09:40:00Z", record.Timing.ExpectedAt.UTC().Format(time.RFC3339))
	price := func(m order.Money) *order.Money { return &m }
	require.Equal(t, []order.Item{{LineID: "1", PLU: "101", Name: "Цезарь", Quantity: order.Pieces(2), UnitPrice: price(45000),
		Modifiers: []order.Modifier{{PLU: "501", Name: "Барбекю", Quantity: order.Pieces(1), UnitPrice: price(2500)}}}}, record.Items)
	require.Equal(t, []order.Payment{{Type: "CARD", State: "paid", Amount: 95000}}, record.Payments)
	require.Empty(t, record.Checks)
}

func TestAnOrderTheRestaurantDelivers(t *testing.T) {
	e := start(t)
	e.order("order_marketplace.json")
	record := e.desk.Only().Record()
	require.Equal(t, order.Delivery, record.ServiceType)
	require.Equal(t, &order.Address{Text: "Москва, улица Тверская, дом 1 строение 4, подъезд 2, 4-й этаж", Lat: "55.756994", Lon: "37.614006"}, record.Address)
	require.Equal(t, []order.Charge{{Type: "delivery", Name: "Доставка", Amount: 10000}}, record.Charges)
	require.Equal(t, []order.Payment{{Type: "CASH", State: "due", Amount: 49050}}, record.Payments)
	require.EqualValues(t, 100000, *record.ChangeFrom)
	require.Empty(t, record.Checks)
}

func TestReadingAnOrderBack(t *testing.T) {
	e := start(t)
	for _, file := range []string{"order_yandex.json", "order_marketplace.json"} {
		id := e.order(file)
		response := e.ask("GET", "order/"+id, nil)
		require.Equal(t, http.StatusOK, response.Status)
		text, err := json.Marshal(response.Body)
		require.NoError(t, err)
		var said foodOrder
		require.NoError(t, json.Unmarshal(text, &said))
		var sent foodOrder
		require.NoError(t, json.Unmarshal(adapterstest.Read(t, file), &sent))
		require.Equal(t, sent.EatsID, said.EatsID)
		require.Equal(t, sent.Discriminator, said.Discriminator)
		require.Equal(t, sent.Delivery.ClientName, said.Delivery.ClientName)
		require.Equal(t, itemsOf(sent.Items), itemsOf(said.Items))
	}
	require.Equal(t, http.StatusNotFound, e.ask("GET", "order/"+order.ID("other", "261124-1234567"), nil).Status)
}

func TestStatuses(t *testing.T) {
	e := start(t)
	id := e.order("order_yandex.json")
	require.Equal(t, "NEW", e.status(id)["status"])
	e.desk.Accept(id)
	require.Equal(t, "ACCEPTED_BY_RESTAURANT", e.status(id)["status"])
	require.Equal(t, http.StatusNoContent, e.ask("PUT", "order/"+id+"/status", []byte(`{"status":"TAKEN_BY_COURIER"}`)).Status)
	require.Equal(t, "TAKEN_BY_COURIER", e.status(id)["status"])
	for range 2 { // the station has no dishes, so it is not done for us; that is nothing to them
		require.Equal(t, http.StatusNoContent, e.ask("PUT", "order/"+id+"/status", []byte(`{"status":"DELIVERED"}`)).Status)
	}
	require.Equal(t, order.OnTheWay, e.desk.Only().Status)
	for _, body := range []string{`{"status":"COOKING"}`, `{`, ``} {
		require.Equal(t, http.StatusBadRequest, e.ask("PUT", "order/"+id+"/status", []byte(body)).Status, body)
	}
	for _, status := range order.Statuses() {
		require.NotEmpty(t, statuses[status], status)
	}
}

func TestRejectionIsTold(t *testing.T) {
	e := start(t)
	id := e.order("order_yandex.json")
	life := e.desk.Only()
	require.Nil(t, life.Cancel(order.CancelCommand{Caller: order.Caller{Actor: order.Actor{Kind: order.Person, Name: "olga"}}, Reason: order.Reason{Code: order.TooBusy, Text: "the guest is rude"}}, e.desk.Now))
	require.Equal(t, "CANCELLED", e.status(id)["status"])
	require.Equal(t, "place.busy_period", e.status(id)["reason"])
	require.Equal(t, "Слишком много заказов", e.status(id)["comment"], "free text stays here")
}

func TestCancelling(t *testing.T) {
	e := start(t)
	id := e.order("order_yandex.json")
	require.Equal(t, http.StatusBadRequest, e.ask("DELETE", "order/"+id, []byte(`{"eatsId":"another"}`)).Status)
	for range 2 {
		require.Equal(t, http.StatusOK, e.ask("DELETE", "order/"+id, []byte(`{"eatsId":"261124-1234567","comment":"Отказ клиента"}`)).Status)
	}
	require.Equal(t, order.Cancelled, e.desk.Only().Status)
	require.Equal(t, "CANCELLED", e.status(id)["status"])
}

func TestUpdating(t *testing.T) {
	e := start(t)
	id := e.order("order_yandex.json")
	changed := []byte(strings.Replace(string(adapterstest.Read(t, "order_yandex.json")), `"quantity": 2`, `"quantity": 3`, 1))
	require.Equal(t, http.StatusOK, e.ask("PUT", "order/"+id, changed).Status)
	require.Equal(t, order.Pieces(3), e.desk.Only().ItemsAgreed[0].Quantity)
	require.Equal(t, http.StatusBadRequest, e.ask("PUT", "order/"+id, []byte(`{"items":[]}`)).Status)
	e.desk.Accept(id)
	require.Equal(t, http.StatusBadRequest, e.ask("PUT", "order/"+id, changed).Status, "the dishes may be on the fire")
}

func TestRefusalsAreLists(t *testing.T) {
	e := start(t)
	for _, body := range []string{`{}`, `[]`, `{`, strings.Replace(string(adapterstest.Read(t, "order_yandex.json")), `"101"`, `""`, 1)} {
		response := e.ask("POST", "order", []byte(body))
		require.Equal(t, http.StatusBadRequest, response.Status, body)
		require.IsType(t, []fault{}, response.Body)
		require.NotEmpty(t, response.Body.([]fault)[0].Description)
	}
	e.desk.Fault = order.Errorf(order.CodeUnavailable, "Try again.")
	require.Equal(t, http.StatusServiceUnavailable, e.ask("POST", "order", adapterstest.Read(t, "order_yandex.json")).Status)
	e.desk.Fault = http.ErrAbortHandler
	response := e.ask("GET", "order/x", nil)
	require.Equal(t, http.StatusInternalServerError, response.Status)
	require.NotContains(t, response.Body.([]fault)[0].Description, "abort")
}
