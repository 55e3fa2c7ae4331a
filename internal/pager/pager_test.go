package pager

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// outside is a webhook and Telegram in one.
type outside struct {
	mu    sync.Mutex
	calls []string
	body  map[string]map[string]any
	fail  map[string]int
}

func (o *outside) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	text, _ := io.ReadAll(r.Body)
	var body map[string]any
	_ = json.Unmarshal(text, &body)
	o.calls = append(o.calls, r.URL.Path)
	o.body[r.URL.Path] = body
	if o.fail[r.URL.Path] > 0 {
		o.fail[r.URL.Path]--
		w.WriteHeader(http.StatusBadGateway)
	}
}

const token = "12345:secret-token"

func open(t *testing.T) (*outside, *Pager) {
	t.Helper()
	o := &outside{body: map[string]map[string]any{}, fail: map[string]int{}}
	server := httptest.NewServer(o)
	t.Cleanup(server.Close)
	p, err := New(Options{Webhook: server.URL + "/alarm", TelegramToken: token, TelegramChat: "-100", TelegramURL: server.URL, Console: "https://orders.example/"})
	require.NoError(t, err)
	return o, p
}

func alarm() activities.Alarm {
	return activities.Alarm{OrderID: "id-1", Number: "482", Source: "demo", Restaurant: "arbat-1", Event: order.EventEscalated,
		WaitingSince: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), Sequence: 3}
}

func TestPeopleAreCalledByEveryWay(t *testing.T) {
	o, p := open(t)
	require.NoError(t, p.Page(t.Context(), alarm()))
	require.ElementsMatch(t, []string{"/alarm", "/bot" + token + "/sendMessage"}, o.calls)
	require.Equal(t, "id-1", o.body["/alarm"]["order_id"])
	require.Equal(t, "order.escalated", o.body["/alarm"]["event"])
	message := o.body["/bot"+token+"/sendMessage"]
	require.Equal(t, "-100", message["chat_id"])
	require.Equal(t, "Заказ №482 (arbat-1, demo) ждёт ответа с 12:00 UTC.\nhttps://orders.example/", message["text"])

	parked := alarm()
	parked.Event, parked.Detail, parked.Sequence = order.EventNeedsOperator, string(order.CodeDishUnknown), 4
	require.NoError(t, p.Page(t.Context(), parked))
	require.Contains(t, o.body["/alarm"]["text"], "The station does not know a dish of this order")
}

func TestAWayThatFailedIsTriedAgainAndTheOtherIsNot(t *testing.T) {
	o, p := open(t)
	o.fail["/bot"+token+"/sendMessage"] = 1
	err := p.Page(t.Context(), alarm())
	require.ErrorContains(t, err, "telegram: answered with status 502")
	require.NotContains(t, err.Error(), "secret-token")
	require.NoError(t, p.Page(t.Context(), alarm()))
	require.Len(t, o.calls, 3, "the webhook was called once")
}

func TestNoTokenGoesIntoAnError(t *testing.T) {
	p, err := New(Options{TelegramToken: token, TelegramChat: "-100", TelegramURL: "http://127.0.0.1:1"})
	require.NoError(t, err)
	err = p.Page(t.Context(), alarm())
	require.Error(t, err)
	require.NotContains(t, err.Error(), "secret-token")
}

func TestWhatIsNotSetUpIsNotUsed(t *testing.T) {
	p, err := New(Options{})
	require.NoError(t, err)
	require.Nil(t, p)
	_, err = New(Options{TelegramToken: token})
	require.Error(t, err)
	require.NotContains(t, err.Error(), token)
	_, err = New(Options{Webhook: "ftp://somewhere"})
	require.Error(t, err)
}
