package hubrise

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/adapters/adapterstest"
	"github.com/orderhatch/orderhatch/internal/order"
)

func ask(desk *adapterstest.Desk, method, path, key string, body []byte) adapters.Response {
	return desk.Ask(Adapter{}, method, path, http.Header{"X-Access-Token": {key}}, body)
}

func TestAnOrderInTheirShape(t *testing.T) {
	desk := adapterstest.New(t)
	response := ask(desk, "POST", "locations/arbat-1/orders", adapterstest.Key, adapterstest.Read(t, "order.json"))
	require.Equal(t, http.StatusOK, response.Status, response.Body)
	record := desk.Only().Record()
	said := response.Body.(shown)
	require.Equal(t, record.ID, said.ID)
	require.Equal(t, "received", said.Status)
	require.Equal(t, "3345", said.PrivateRef)
	require.Equal(t, "arbat-1", said.LocationID)

	require.Equal(t, "482", record.DisplayID)
	require.Equal(t, order.Delivery, record.ServiceType)
	require.Equal(t, "RUB", record.Currency)
	require.Equal(t, "2026-11-24T10:30:00Z", record.Timing.ExpectedAt.UTC().Format(time.RFC3339))
	require.Equal(t, order.Guest{Name: "Anna Koroleva", Phone: "+79991234567", Email: "anna@example.com"}, record.Guest)
	require.Equal(t, &order.Address{Text: "12 Arbat St, apt 5", City: "Moscow", Note: "Call from the gate", Lat: "55.7500", Lon: "37.5900"}, record.Address)
	price := func(m order.Money) *order.Money { return &m }
	require.Equal(t, []order.Item{
		{LineID: "1", PLU: "101", Name: "Caesar salad Large", Quantity: order.Pieces(2), UnitPrice: price(45000), Note: "без: Onion",
			Modifiers: []order.Modifier{{PLU: "501", Name: "Sauce: Barbecue", Quantity: order.Pieces(1), UnitPrice: price(5000)}}},
		{LineID: "2", PLU: "102", Name: "Greek salad", Quantity: order.Pieces(1), UnitPrice: price(39050), Note: "Extra olives"},
	}, record.Items)
	require.Equal(t, []order.Charge{{Type: "delivery", Name: "Delivery", Amount: 15000}}, record.Charges)
	require.Equal(t, []order.Discount{{Code: "5OFF", Name: "Five off", Amount: 500}}, record.Discounts)
	require.Equal(t, []order.Payment{{Type: "online Card", State: "paid", Amount: 153550, ExternalID: "tx-1"}}, record.Payments)
	require.Equal(t, map[string]any{"table": 4.0}, record.Attributes)

	again := ask(desk, "POST", "locations/arbat-1/orders", adapterstest.Key, adapterstest.Read(t, "order.json"))
	require.Equal(t, said.ID, again.Body.(shown).ID)
	other := ask(desk, "POST", "locations/arbat-1/orders", adapterstest.Key, []byte(strings.Replace(string(adapterstest.Read(t, "order.json")), `"2"`, `"3"`, 1)))
	require.Equal(t, http.StatusConflict, other.Status)
}

func TestWhoMayAsk(t *testing.T) {
	desk := adapterstest.New(t)
	for _, key := range []string{"", "guess", adapterstest.OtherKey} {
		require.Equal(t, http.StatusUnauthorized, ask(desk, "POST", "location/orders", key, adapterstest.Read(t, "order.json")).Status, key)
	}
	require.Empty(t, desk.Lives)
}

func TestReadingAndCallingOff(t *testing.T) {
	desk := adapterstest.New(t)
	id := ask(desk, "POST", "location/orders", adapterstest.Key, adapterstest.Read(t, "order.json")).Body.(shown).ID
	desk.Accept(id)
	require.Equal(t, "accepted", ask(desk, "GET", "location/orders/"+id, adapterstest.Key, nil).Body.(shown).Status)
	require.Equal(t, http.StatusNotFound, ask(desk, "GET", "location/orders/none", adapterstest.Key, nil).Status)
	require.Equal(t, http.StatusUnprocessableEntity, ask(desk, "PATCH", "location/orders/"+id, adapterstest.Key, []byte(`{"status":"completed"}`)).Status)

	second := []byte(strings.Replace(string(adapterstest.Read(t, "order.json")), `"3345"`, `"3346"`, 1))
	id = ask(desk, "POST", "location/orders", adapterstest.Key, second).Body.(shown).ID
	for range 2 {
		response := ask(desk, "PATCH", "location/orders/"+id, adapterstest.Key, []byte(`{"status":"cancelled"}`))
		require.Equal(t, http.StatusOK, response.Status)
		require.Equal(t, "cancelled", response.Body.(shown).Status)
	}
}

func TestRefusals(t *testing.T) {
	desk := adapterstest.New(t)
	response := ask(desk, "POST", "location/orders", adapterstest.Key, []byte(`{"status":"new"}`))
	require.Equal(t, http.StatusUnprocessableEntity, response.Status)
	require.Contains(t, response.Body.(problem).Errors, "items")
	require.Equal(t, http.StatusBadRequest, ask(desk, "POST", "location/orders", adapterstest.Key, []byte(`[]`)).Status)
	for _, path := range []string{"", "orders", "locations", "locations/x", "location/customers"} {
		require.Equal(t, http.StatusNotFound, ask(desk, "GET", path, adapterstest.Key, nil).Status, path)
	}
}

func TestEveryStatusHasAWord(t *testing.T) {
	for _, status := range order.Statuses() {
		for _, service := range []order.ServiceType{order.Delivery, order.Pickup} {
			require.NotEmpty(t, word(order.Order{Status: status, Submission: order.Submission{ServiceType: service}}).Status, status)
		}
	}
}
