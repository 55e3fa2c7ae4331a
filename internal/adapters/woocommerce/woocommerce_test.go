package woocommerce

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/adapters/adapterstest"
	"github.com/orderhatch/orderhatch/internal/order"
)

// hook sends a webhook, signed as the shop does.
func hook(desk *adapterstest.Desk, topic string, body []byte) (int, outcome) {
	hash := hmac.New(sha256.New, []byte(adapterstest.Secret))
	hash.Write(body)
	return send(desk, topic, base64.StdEncoding.EncodeToString(hash.Sum(nil)), body)
}

func send(desk *adapterstest.Desk, topic, signature string, body []byte) (int, outcome) {
	header := http.Header{}
	header.Set("X-WC-Webhook-Topic", topic)
	header.Set("X-WC-Webhook-Signature", signature)
	response := desk.Ask(Adapter{}, "POST", "", header, body)
	said, _ := response.Body.(outcome)
	return response.Status, said
}

func status(payload []byte, to string) []byte {
	return []byte(strings.Replace(string(payload), `"status": "processing"`, `"status": "`+to+`"`, 1))
}

func TestAnOrderOfTheShop(t *testing.T) {
	desk := adapterstest.New(t)
	code, said := hook(desk, "order.created", adapterstest.Read(t, "order_created.json"))
	require.Equal(t, http.StatusOK, code)
	require.True(t, said.Accepted, said.Message)
	record := desk.Only().Record()
	require.Equal(t, said.ID, record.ID)
	require.Equal(t, order.Waiting, record.Status)
	require.Equal(t, "wc-727", record.ExternalID)
	require.Equal(t, "727", record.DisplayID)
	require.Equal(t, order.Delivery, record.ServiceType)
	require.Equal(t, "2026-11-24T09:04:31Z", record.PlacedAt.Format("2006-01-02T15:04:05Z07:00"))
	require.Equal(t, order.Guest{Name: "Анна Королёва", Phone: "+7 999 123-45-67", Email: "anna@example.com"}, record.Guest)
	require.Equal(t, &order.Address{Text: "ул. Арбат, 12, кв. 5", City: "Москва"}, record.Address)
	price := func(m order.Money) *order.Money { return &m }
	require.Equal(t, []order.Item{
		{LineID: "315", PLU: "101", Name: "Салат «Цезарь»", Quantity: order.Pieces(2), UnitPrice: price(45000), Note: "Соус: Барбекю"},
		{LineID: "316", PLU: "102", Name: "Греческий салат", Quantity: order.Pieces(1), UnitPrice: price(39000)},
	}, record.Items, "without an SKU the product's id has to do")
	require.Equal(t, []order.Charge{{Type: "delivery", Name: "Доставка курьером", Amount: 15000}}, record.Charges)
	require.Equal(t, []order.Discount{{Code: "5off", Amount: 5000}}, record.Discounts)
	require.Equal(t, []order.Payment{{Type: "yookassa", State: "paid", Amount: 139000, ExternalID: "2c8d5f3a"}}, record.Payments)
	require.Empty(t, record.Checks, "the sums add up")
}

func TestSignatures(t *testing.T) {
	desk := adapterstest.New(t)
	payload := adapterstest.Read(t, "order_created.json")
	for _, signature := range []string{"", "nonsense", base64.StdEncoding.EncodeToString(make([]byte, 32))} {
		code, _ := send(desk, "order.created", signature, payload)
		require.Equal(t, http.StatusUnauthorized, code)
	}
	require.Empty(t, desk.Lives)
	code, _ := send(desk, "", "", []byte("webhook_id=5"))
	require.Equal(t, http.StatusOK, code, "the shop tries the address when it is saved")
	require.Equal(t, http.StatusMethodNotAllowed, desk.Ask(Adapter{}, "GET", "", nil, nil).Status)
}

func TestAnOrderComesWhenItIsPaid(t *testing.T) {
	desk := adapterstest.New(t)
	payload := adapterstest.Read(t, "order_created.json")
	for _, early := range []string{"pending", "checkout-draft"} {
		code, said := hook(desk, "order.created", status(payload, early))
		require.Equal(t, http.StatusOK, code)
		require.Empty(t, said.ID)
	}
	require.Empty(t, desk.Lives)
	_, said := hook(desk, "order.updated", payload)
	require.NotEmpty(t, said.ID)
	desk.Only()
}

func TestChangesInTheShopDoNotDoubleAnOrder(t *testing.T) {
	desk := adapterstest.New(t)
	payload := adapterstest.Read(t, "order_created.json")
	_, first := hook(desk, "order.created", payload)
	changed := []byte(strings.Replace(string(payload), "Без лука", "С луком", 1))
	for _, again := range [][]byte{payload, changed, status(payload, "completed")} {
		code, said := hook(desk, "order.updated", again)
		require.Equal(t, http.StatusOK, code)
		require.Equal(t, first.ID, said.ID)
	}
	require.Equal(t, "Без лука, пожалуйста", desk.Only().Note)
}

func TestCallingOff(t *testing.T) {
	payload := adapterstest.Read(t, "order_created.json")
	for topic, body := range map[string][]byte{"order.updated": status(payload, "cancelled"), "order.deleted": adapterstest.Read(t, "order_deleted.json")} {
		desk := adapterstest.New(t)
		code, _ := hook(desk, topic, body)
		require.Equal(t, http.StatusOK, code, "one that never came")
		hook(desk, "order.created", payload)
		for range 2 {
			code, said := hook(desk, topic, body)
			require.Equal(t, http.StatusOK, code)
			require.True(t, said.Accepted)
			require.Equal(t, order.Cancelled, desk.Only().Status, topic)
		}

		late := adapterstest.New(t)
		hook(late, "order.created", payload)
		late.Accept(late.Only().ID)
		hook(late, topic, body)
		require.Equal(t, order.Accepted, late.Only().Status, "after acceptance an operator answers")
		require.NotNil(t, late.Only().CancelRequest)
	}
}

// Five refusals in a row switch a webhook off, and with it all later orders.
func TestAnOddOrderDoesNotSwitchTheWebhookOff(t *testing.T) {
	desk := adapterstest.New(t)
	payload := strings.ReplaceAll(string(adapterstest.Read(t, "order_created.json")), `"phone": "+7 999 123-45-67"`, `"phone": ""`)
	code, said := hook(desk, "order.created", []byte(payload))
	require.Equal(t, http.StatusOK, code)
	require.False(t, said.Accepted)
	require.Contains(t, said.Message, "guest.phone")
	for _, body := range []string{"[]", "{}", "nonsense"} {
		code, _ := hook(desk, "order.created", []byte(body))
		require.Equal(t, http.StatusBadRequest, code, body)
	}
	code, _ = hook(desk, "coupon.created", []byte(`{"id":1}`))
	require.Equal(t, http.StatusOK, code)
}

func TestFaultsOnOurSide(t *testing.T) {
	payload := adapterstest.Read(t, "order_created.json")
	for fault, want := range map[order.Code]int{order.CodeUnavailable: 503, order.CodeRestaurantNotReady: 403} {
		desk := adapterstest.New(t)
		desk.Fault = order.Errorf(fault, "The phone +79991234567 is secret.")
		code, said := hook(desk, "order.created", payload)
		require.Equal(t, want, code)
		require.NotContains(t, said.Message, "7999")
	}
}

func TestPickupNeedsNoAddress(t *testing.T) {
	for _, replacement := range []string{`"method_id": "local_pickup"`, `"method_id": "pickup_location"`} {
		desk := adapterstest.New(t)
		hook(desk, "order.created", []byte(strings.Replace(string(adapterstest.Read(t, "order_created.json")), `"method_id": "flat_rate"`, replacement, 1)))
		require.Equal(t, order.Pickup, desk.Only().ServiceType)
		require.Nil(t, desk.Only().Address)
	}
}

var _ adapters.Adapter = Adapter{}
