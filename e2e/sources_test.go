package e2e

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/callback"
	"github.com/orderhatch/orderhatch/internal/order"
)

const soon = 30 * time.Second

// shop is an order source's own server, called back.
type shop struct {
	mu     sync.Mutex
	notes  []order.NoticeBody
	broken []string // signatures that did not fit
	secret string
	fail   int // how often it fails first
}

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail > 0 {
		s.fail--
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if callback.Verify(r.Header.Get(callback.SignatureHeader), body, time.Now(), s.secret) != nil {
		s.broken = append(s.broken, r.Header.Get(callback.SignatureHeader))
	}
	var note order.NoticeBody
	if json.Unmarshal(body, &note) == nil {
		s.notes = append(s.notes, note)
	}
}

func (s *shop) heard() []order.NoticeBody {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]order.NoticeBody{}, s.notes...)
}

// callbackList is the delivery log.
type callbackList struct {
	Items []struct {
		ID       string `json:"id"`
		State    string `json:"state"`
		Attempts int    `json:"attempts"`
		Error    string `json:"last_error"`
	} `json:"items"`
}

// A source hears of every event of its order, in order and signed, also after
// its server failed; what leads inside the house is never asked.
func TestSourcesAreCalledBack(t *testing.T) {
	_, at := startStandalone(t, t.TempDir(), "--callback-http", "--callback-networks", "127.0.0.0/8")
	var secret struct {
		Secret string `json:"secret"`
	}
	send(t, http.MethodPost, at.API+"/v1/sources/me/signing-secret", sourceKey, nil).decode(t, &secret)
	receiver := &shop{secret: secret.Secret, fail: 1}
	server := httptest.NewServer(receiver)
	defer server.Close()

	sent := submission("CALLED-1")
	sent.Callback = &order.Callback{URL: server.URL + "/Status"}
	record := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, sent).order(t)
	filled := send(t, http.MethodPost, at.API+"/v1/orders/"+record.ID+"/accept?wait=filled", operatorKey, map[string]any{}).order(t)
	require.Equal(t, order.Filled, filled.Injection.State)
	awaitUntil(t, soon, "all callbacks", func() bool {
		notes := receiver.heard()
		return len(notes) > 0 && notes[len(notes)-1].Event == order.EventFilled
	})
	for i, note := range receiver.heard() {
		require.EqualValues(t, i+1, note.Sequence, "each event once and in its order")
		require.Equal(t, record.ID, note.OrderID)
		require.Equal(t, "CALLED-1", note.ExternalID)
	}
	require.Empty(t, receiver.broken, "signatures")

	inside := submission("CALLED-2")
	inside.Callback = &order.Callback{URL: "http://10.1.2.3/status", Events: []string{"order.submitted"}}
	record = send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, inside).order(t)
	dead := at.API + "/v1/callbacks?state=dead&order=" + record.ID
	var list callbackList
	awaitUntil(t, soon, "the dead letter", func() bool {
		send(t, http.MethodGet, dead, operatorKey, nil).decode(t, &list)
		return len(list.Items) == 1
	})
	require.Contains(t, list.Items[0].Error, "not allowed")
	again := send(t, http.MethodPost, at.API+"/v1/callbacks/"+list.Items[0].ID+"/replay", operatorKey, nil)
	require.Equal(t, http.StatusAccepted, again.Status, "%s", again.Body)
	awaitUntil(t, soon, "the replay to fail as well", func() bool {
		send(t, http.MethodGet, dead, operatorKey, nil).decode(t, &list)
		return len(list.Items) == 1 && list.Items[0].Attempts == 1
	})
}

// A WooCommerce order ends as dishes on the station.
func TestAnOrderOfAWebShopEndsOnTheStation(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	var secret struct {
		Secret string `json:"secret"`
	}
	send(t, http.MethodPost, at.API+"/v1/sources/me/signing-secret", sourceKey, nil).decode(t, &secret)
	payload, err := os.ReadFile("../internal/adapters/woocommerce/testdata/order_created.json")
	require.NoError(t, err)
	hash := hmac.New(sha256.New, []byte(secret.Secret))
	hash.Write(payload)

	request, err := http.NewRequest(http.MethodPost, at.API+"/in/woocommerce/demo?restaurant=arbat-1", strings.NewReader(string(payload)))
	require.NoError(t, err)
	request.Header.Set("X-WC-Webhook-Topic", "order.created")
	request.Header.Set("X-WC-Webhook-Signature", base64.StdEncoding.EncodeToString(hash.Sum(nil)))
	response, err := httpClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	var said struct {
		ID string `json:"id"`
	}
	require.NoError(t, json.NewDecoder(response.Body).Decode(&said))
	require.NotEmpty(t, said.ID)

	filled := send(t, http.MethodPost, at.API+"/v1/orders/"+said.ID+"/accept?wait=filled", operatorKey, map[string]any{}).order(t)
	require.Equal(t, order.Filled, filled.Injection.State)
	station := readStation(t, at)
	require.Len(t, station.carrying("727"), 1, "the shop's number is on the station")
	require.Equal(t, portions(filled.ItemsAgreed), portionsOn(station.live(filled.POS.OrderGUID)[0]))
}

// oldShop speaks the protocol of the replaced product.
type oldShop struct {
	t    testing.TB
	base string
}

func (s oldShop) ask(method, path, body string) map[string]any {
	s.t.Helper()
	request, err := http.NewRequest(method, s.base+path, strings.NewReader(body))
	require.NoError(s.t, err)
	request.Header.Set("Token", "demo-minidelivery-token")
	response, err := httpClient.Do(request)
	if err != nil {
		return map[string]any{}
	}
	defer response.Body.Close()
	var answered map[string]any
	require.NoError(s.t, json.NewDecoder(response.Body).Decode(&answered))
	return answered
}

// The scenario of the replaced product: an order comes in the old form, waits,
// is accepted, is empty on the station, fills itself when it is opened there,
// and what the cashier takes out stays out.
func TestTheReplacedProductsScenario(t *testing.T) {
	port, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := port.Addr().String()
	require.NoError(t, port.Close())
	_, at := startStandalone(t, t.TempDir(), "--minidelivery-listen", "arbat-1="+address)
	old := oldShop{t, "http://" + address + "/api/v2/ext/"}

	awaitUntil(t, soon, "the menu", func() bool { return old.ask(http.MethodGet, "getmenu", "")["result"] == true })
	posted := old.ask(http.MethodPost, "postorder", `{"guest":{"sname":"Анна","phone":"+79991234567"},"order":{"type":0,"content":[{"code":101,"quantity":2},{"code":102,"quantity":1}]}}`)
	require.Equal(t, true, posted["result"], posted["msg"])
	state := "orderstate?order_id=" + jsonOf(t, posted["order_id"])
	require.EqualValues(t, 0, old.ask(http.MethodGet, state, "")["order"].(map[string]any)["status"], "it waits")

	var waiting struct {
		Items []order.Order `json:"items"`
	}
	send(t, http.MethodGet, at.API+"/v1/orders?status=waiting&q=79991234567", operatorKey, nil).decode(t, &waiting)
	require.Len(t, waiting.Items, 1)
	id := waiting.Items[0].ID
	accepted := send(t, http.MethodPost, at.API+"/v1/orders/"+id+"/accept?wait=filled", operatorKey, map[string]any{"fill": "on_open"}).order(t)
	require.Equal(t, order.Created, accepted.Injection.State)
	guid := accepted.POS.OrderGUID
	require.Len(t, readStation(t, at).live(guid), 1)
	require.Empty(t, readStation(t, at).live(guid)[0].Lines, "on the station, and empty")

	script := send(t, http.MethodPut, at.SimWeb+"/_sim/form-script", "", map[string]any{"address": address})
	require.Less(t, script.Status, 300, "%s", script.Body)
	form := at.SimWeb + "/_sim/orders/" + url.PathEscape(guid) + "/form"
	opened := send(t, http.MethodPost, form, "", nil)
	require.Equal(t, http.StatusOK, opened.Status, "%s", opened.Body)
	require.NotContains(t, string(opened.Body), "Не доступен")
	awaitUntil(t, soon, "the dishes to come", func() bool {
		return len(readStation(t, at).live(guid)[0].Lines) == 2
	})
	awaitUntil(t, soon, "the order to be filled", func() bool {
		return send(t, http.MethodGet, at.API+"/v1/orders/"+id, operatorKey, nil).order(t).Injection.State == order.Filled
	})

	gone := readStation(t, at).live(guid)[0].Lines[0]
	saved := send(t, http.MethodPut, form, "", map[string]any{"quantities": map[string]any{jsonOf(t, gone.Uni): "0"}})
	require.Less(t, saved.Status, 300, "%s", saved.Body)
	for range 3 {
		require.Equal(t, http.StatusOK, send(t, http.MethodPost, form, "", nil).Status)
	}
	require.Len(t, readStation(t, at).live(guid)[0].Lines, 1, "what was taken out stays out")
	require.EqualValues(t, 1, old.ask(http.MethodGet, state, "")["order"].(map[string]any)["status"])
}

func jsonOf(t testing.TB, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}
