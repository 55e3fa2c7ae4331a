package pager

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/callback"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// outside is a webhook and Telegram in one.
type outside struct {
	mu    sync.Mutex
	url   string
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

// town keeps the restaurants' settings.
type town map[string]restaurant.Restaurant

var errDown = errors.New("the database is away")

func (t town) Restaurant(_ context.Context, id string) (restaurant.Restaurant, error) {
	if id == "down" {
		return restaurant.Restaurant{}, errDown
	}
	place, there := t[id]
	if !there {
		return place, order.Errorf(order.CodeNotFound, "none")
	}
	return place, nil
}

// wall is where failed alarms are written.
type wall struct {
	mu     sync.Mutex
	faults map[string]restaurant.AlarmFault
}

func (w *wall) PutAlarmFault(_ context.Context, fault restaurant.AlarmFault) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults[fault.Restaurant+" "+fault.Way] = fault
	return nil
}

func (w *wall) DeleteAlarmFault(_ context.Context, id, way string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.faults, id+" "+way)
	return nil
}

func (w *wall) AlarmFaults(context.Context) (map[string][]restaurant.AlarmFault, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := map[string][]restaurant.AlarmFault{}
	for _, fault := range w.faults {
		all[fault.Restaurant] = append(all[fault.Restaurant], fault)
	}
	return all, nil
}

const token = "12345:secret-token"

// open is a pager whose process has a webhook and a Telegram chat. Restaurants'
// own webhooks may go to this machine.
func open(t *testing.T, change ...func(*Options, *outside)) (*outside, *Pager, town) {
	t.Helper()
	o := &outside{body: map[string]map[string]any{}, fail: map[string]int{}}
	server := httptest.NewServer(o)
	t.Cleanup(server.Close)
	o.url = server.URL
	places := town{"arbat-1": {ID: "arbat-1", Name: "Арбат", TimeZone: "Europe/Moscow"}}
	options := Options{
		Restaurants: places, Faults: &wall{faults: map[string]restaurant.AlarmFault{}},
		Guarded: callback.NewSender(callback.Options{Guard: callback.Guard{AllowHTTP: true, AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}}),
		Webhook: server.URL + "/alarm", TelegramToken: token, TelegramChat: "-100", TelegramURL: server.URL, Console: "https://orders.example/",
		Now: func() time.Time { return noon },
	}
	for _, c := range change {
		c(&options, o)
	}
	p, err := New(options)
	require.NoError(t, err)
	return o, p, places
}

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func alarm() activities.Alarm {
	return activities.Alarm{OrderID: "id-1", Number: "482", Source: "demo", Restaurant: "arbat-1", Event: order.EventEscalated, WaitingSince: noon, Sequence: 3}
}

func TestPeopleAreCalledByEveryWay(t *testing.T) {
	o, p, _ := open(t)
	require.NoError(t, p.Page(t.Context(), alarm()))
	require.ElementsMatch(t, []string{"/alarm", "/bot" + token + "/sendMessage"}, o.calls)
	require.Equal(t, "id-1", o.body["/alarm"]["order_id"])
	require.Equal(t, "order.escalated", o.body["/alarm"]["event"])
	message := o.body["/bot"+token+"/sendMessage"]
	require.Equal(t, "-100", message["chat_id"])
	require.Equal(t, "Заказ №482 (Арбат, demo) ждёт ответа с 15:00.\nhttps://orders.example/", message["text"], "in the restaurant's own time")

	parked := alarm()
	parked.Event, parked.Detail, parked.Sequence = order.EventNeedsOperator, string(order.CodeDishUnknown), 4
	require.NoError(t, p.Page(t.Context(), parked))
	require.Contains(t, o.body["/alarm"]["text"], "The station does not know a dish of this order")
}

func TestARestaurantHasWaysOfItsOwn(t *testing.T) {
	o, p, places := open(t)
	place := places["arbat-1"]
	place.Alarms = restaurant.Alarms{Webhook: o.url + "/own", TelegramChat: "-200", TelegramToken: "777:own"}
	places["arbat-1"] = place
	require.NoError(t, p.Page(t.Context(), alarm()))
	require.ElementsMatch(t, []string{"/own", "/bot777:own/sendMessage"}, o.calls, "and those of the process are not used")
	require.Equal(t, "-200", o.body["/bot777:own/sendMessage"]["chat_id"])

	place.Alarms = restaurant.Alarms{TelegramChat: "-200"}
	places["arbat-1"] = place
	next := alarm()
	next.Sequence = 4
	require.NoError(t, p.Page(t.Context(), next))
	require.ElementsMatch(t, []string{"/alarm", "/bot" + token + "/sendMessage"}, o.calls[2:], "its chat, the process's bot and webhook")
	require.Equal(t, "-200", o.body["/bot"+token+"/sendMessage"]["chat_id"])

	removed := alarm()
	removed.Restaurant, removed.OrderID = "gone", "id-2"
	require.NoError(t, p.Page(t.Context(), removed), "a restaurant that is no more has those of the process")
	removed.Restaurant = "down"
	require.ErrorIs(t, p.Page(t.Context(), removed), errDown, "tried again later, not sent to somebody else")
}

func TestARestaurantsWebhookGoesToNoInsideNetwork(t *testing.T) {
	o, p, places := open(t, func(options *Options, _ *outside) {
		options.Guarded, options.Webhook, options.TelegramToken, options.TelegramChat = callback.NewSender(callback.Options{}), "", "", ""
	})
	for _, address := range []string{o.url + "/own", "https" + o.url[len("http"):] + "/own", "https://169.254.169.254/latest", "https://u:secret@hooks.example"} {
		place := places["arbat-1"]
		place.Alarms.Webhook = address
		places["arbat-1"] = place
		next := alarm()
		next.OrderID = address
		err := p.Page(t.Context(), next)
		require.ErrorContains(t, err, "webhook: ")
		require.NotContains(t, err.Error(), "secret")
		require.ErrorAs(t, err, new(activities.HopelessError), "trying it again is no use")
		require.NoError(t, p.Page(t.Context(), next), "nor is it tried")
		warned := p.Warnings(t.Context(), []restaurant.Restaurant{place})
		require.Len(t, warned["arbat-1"], 1)
		require.Regexp(t, `^The last alarm did not get through \(The restaurant's webhook\): this address is not allowed: .*\. Correct alarms.webhook`, warned["arbat-1"][0])
		require.NotContains(t, warned["arbat-1"][0], "secret")
	}
	require.Empty(t, o.calls)
	put := places["arbat-1"]
	put.UpdatedAt = noon.Add(time.Minute)
	require.Empty(t, p.Warnings(t.Context(), []restaurant.Restaurant{put}), "what was said of older settings is not said of these")
}

// A way that will never work does not keep the other from being tried again.
func TestAForbiddenWayDoesNotSilenceTheOther(t *testing.T) {
	o, p, places := open(t, func(options *Options, _ *outside) { options.Guarded = callback.NewSender(callback.Options{}) })
	place := places["arbat-1"]
	place.Alarms.Webhook = o.url + "/own"
	places["arbat-1"] = place
	chat := "/bot" + token + "/sendMessage"
	o.fail[chat] = 1
	err := p.Page(t.Context(), alarm())
	require.ErrorContains(t, err, "telegram: ")
	require.False(t, errors.As(err, new(activities.HopelessError)), "it is tried again")
	require.Len(t, p.Warnings(t.Context(), []restaurant.Restaurant{place})["arbat-1"], 2)
	require.NoError(t, p.Page(t.Context(), alarm()))
	require.Equal(t, []string{chat, chat}, o.calls)
	require.Len(t, p.Warnings(t.Context(), []restaurant.Restaurant{place})["arbat-1"], 1, "Telegram works again")
}

func TestARestaurantKeepsTheProcessOut(t *testing.T) {
	o, p, places := open(t)
	place := places["arbat-1"]
	place.Alarms.OwnOnly = true
	places["arbat-1"] = place
	require.NoError(t, p.Page(t.Context(), alarm()))
	require.Empty(t, o.calls, "it has none of its own")
	require.Contains(t, p.Try(t.Context(), place)[0].Message, "keeps those of the process out")

	place.Alarms.TelegramChat = "-200"
	places["arbat-1"] = place
	next := alarm()
	next.Sequence = 4
	require.NoError(t, p.Page(t.Context(), next))
	require.Equal(t, []string{"/bot" + token + "/sendMessage"}, o.calls, "the process's bot may write to the restaurant's chat")
	require.Equal(t, "-200", o.body[o.calls[0]]["chat_id"])
}

func TestAPauseIsAnnounced(t *testing.T) {
	o, p, _ := open(t)
	pause := restaurant.AutoPause{Restaurant: "arbat-1", Missed: 3, At: noon, Until: noon.Add(30 * time.Minute)}
	require.NoError(t, p.Paused(t.Context(), pause))
	require.NoError(t, p.Paused(t.Context(), pause))
	require.Len(t, o.calls, 2, "once by each way")
	require.Equal(t, map[string]any{"event": "restaurant.paused", "restaurant": "arbat-1", "missed": 3.0, "at": "2026-11-24T12:00:00Z", "until": "2026-11-24T12:30:00Z",
		"text": "Арбат: приём заказов остановлен до 15:30. Подряд осталось без ответа: 3.\nhttps://orders.example/"}, o.body["/alarm"])
}

func TestATestAlarmSaysHowEachWayWent(t *testing.T) {
	o, p, places := open(t)
	findings := p.Try(t.Context(), places["arbat-1"])
	require.Equal(t, []restaurant.Finding{
		{Check: "webhook", OK: true, Severity: order.Info, Message: "The webhook of the process took the test alarm."},
		{Check: "telegram", OK: true, Severity: order.Info, Message: "Telegram took the test alarm."},
	}, findings)
	require.Equal(t, "alarm.test", o.body["/alarm"]["event"])

	o.fail["/bot"+token+"/sendMessage"] = 1
	findings = p.Try(t.Context(), places["arbat-1"])
	require.True(t, findings[0].OK)
	require.False(t, findings[1].OK)
	require.Equal(t, "Telegram did not take the test alarm: answered with status 502.", findings[1].Message)
	require.NotEmpty(t, findings[1].Remedy)

	_, p, places = open(t, func(options *Options, _ *outside) {
		options.Webhook, options.TelegramToken, options.TelegramChat = "", "", ""
	})
	findings = p.Try(t.Context(), places["arbat-1"])
	require.Len(t, findings, 1)
	require.Contains(t, findings[0].Message, "Nobody is called")
	findings = p.Try(t.Context(), restaurant.Restaurant{Alarms: restaurant.Alarms{TelegramChat: "-1"}})
	require.Contains(t, findings[0].Message, "there is no bot")
}

func TestAWayThatFailedIsTriedAgainAndTheOtherIsNot(t *testing.T) {
	o, p, _ := open(t)
	o.fail["/bot"+token+"/sendMessage"] = 1
	err := p.Page(t.Context(), alarm())
	require.ErrorContains(t, err, "telegram: answered with status 502")
	require.NotContains(t, err.Error(), "secret-token")
	require.NoError(t, p.Page(t.Context(), alarm()))
	require.Len(t, o.calls, 3, "the webhook was called once")
}

func TestNoTokenGoesIntoAnError(t *testing.T) {
	_, p, _ := open(t, func(options *Options, _ *outside) { options.Webhook, options.TelegramURL = "", "http://127.0.0.1:1" })
	err := p.Page(t.Context(), alarm())
	require.Error(t, err)
	require.NotContains(t, err.Error(), "secret-token")
}

func TestWhatIsNotSetUpIsNotUsed(t *testing.T) {
	o, p, _ := open(t, func(options *Options, _ *outside) {
		options.Webhook, options.TelegramChat = "", ""
	})
	require.NoError(t, p.Page(t.Context(), alarm()), "a bot without a chat waits for restaurants that have one")
	require.Empty(t, o.calls)
	_, err := New(Options{})
	require.Error(t, err)
	for _, wrong := range []Options{{TelegramChat: "-100"}, {Webhook: "ftp://somewhere"}} {
		wrong.Restaurants, wrong.Guarded, wrong.Faults = town{}, callback.NewSender(callback.Options{}), &wall{}
		_, err := New(wrong)
		require.Error(t, err)
	}
}
