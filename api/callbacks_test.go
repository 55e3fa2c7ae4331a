package api

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/callback"
	"github.com/orderhatch/orderhatch/internal/order"
)

// withCallbacks is a server that calls sources back.
func withCallbacks(t *testing.T) (*harness, *callbackWorld) {
	t.Helper()
	log := &callbackWorld{secrets: map[string][]string{"demo": {"ohs_demo"}}}
	h := start(t, func(o *Options) { o.Callbacks = log })
	log.w = h.world
	return h, log
}

func noticeOf(source, restaurant string, state order.NoticeState) order.Notice {
	return order.Notice{
		ID: order.DeriveID(source, restaurant, string(state)), OrderID: order.ID(source, "WEB-1"), ExternalID: "WEB-1", Source: source, Restaurant: restaurant,
		URL: "https://shop.example/status", Form: order.FormOrderhatch, State: state, Attempts: 4, LastStatus: 500, LastError: "the receiver answered 500",
		Event: order.Event{Sequence: 2, Name: order.EventAccepted, Status: order.Accepted, Injection: order.InjectionNone},
	}
}

func TestTheDeliveryLog(t *testing.T) {
	h, log := withCallbacks(t)
	log.notices = []order.Notice{noticeOf("demo", "arbat-1", order.NoticeDead), noticeOf("demo", "arbat-1", order.NoticeDelivered), noticeOf("other", "tverskaya-2", order.NoticeDead)}
	count := func(path, key string) int {
		got := h.ask("GET", path, key, "")
		require.Equal(t, http.StatusOK, got.status, got.body)
		return len(got.json["items"].([]any))
	}
	require.Equal(t, 2, count("/v1/callbacks", demoKey), "a source sees its own")
	require.Equal(t, 1, count("/v1/callbacks?state=dead", demoKey))
	require.Equal(t, 1, count("/v1/callbacks", otherKey))
	require.Equal(t, 2, count("/v1/callbacks", operatorKey), "a person sees those of their restaurants")
	require.Equal(t, 3, count("/v1/callbacks", managerKey))
	require.Equal(t, 1, count("/v1/callbacks?order="+order.ID("other", "WEB-1"), managerKey))
	require.Equal(t, 422, h.ask("GET", "/v1/callbacks?state=lost", demoKey, "").status)

	item := h.ask("GET", "/v1/callbacks?state=dead", demoKey, "").json["items"].([]any)[0].(map[string]any)
	require.Equal(t, "order.accepted", item["event"])
	require.Equal(t, "dead", item["state"])
	require.Equal(t, "the receiver answered 500", item["last_error"])
	require.EqualValues(t, 2, item["sequence"])
	h.breakDatabase(errors.New("down"))
	requireUnavailable(t, h.ask("GET", "/v1/callbacks", demoKey, ""))
}

func TestReplayingACallback(t *testing.T) {
	h, log := withCallbacks(t)
	mine, others := noticeOf("demo", "arbat-1", order.NoticeDead), noticeOf("other", "tverskaya-2", order.NoticeDead)
	log.notices = []order.Notice{mine, others}
	for _, key := range []string{demoKey, operatorKey} {
		got := h.ask("POST", "/v1/callbacks/"+mine.ID+"/replay", key, "")
		require.Equal(t, http.StatusAccepted, got.status, got.body)
		require.Equal(t, "pending", got.json["state"])
		require.Equal(t, http.StatusNotFound, h.ask("POST", "/v1/callbacks/"+others.ID+"/replay", key, "").status)
	}
	require.Equal(t, http.StatusNotFound, h.ask("POST", "/v1/callbacks/none/replay", managerKey, "{}").status)
	require.Equal(t, []string{mine.ID, mine.ID}, log.replayed)
}

func TestACallbackWithItsLog(t *testing.T) {
	h, log := withCallbacks(t)
	mine, others := noticeOf("demo", "arbat-1", order.NoticeDead), noticeOf("other", "tverskaya-2", order.NoticeDead)
	mine.Tries = []order.NoticeTry{{At: h.now, Status: 500, Error: "the receiver answered 500", Seconds: 0.25}}
	log.notices = []order.Notice{mine, others}
	for _, key := range []string{demoKey, operatorKey, managerKey} {
		got := h.ask("GET", "/v1/callbacks/"+mine.ID, key, "")
		require.Equal(t, http.StatusOK, got.status, got.body)
		require.Equal(t, 0.25, got.json["tries"].([]any)[0].(map[string]any)["seconds"])
		require.Equal(t, "order.accepted", got.json["body"].(map[string]any)["event"])
		require.Equal(t, mine.ID, got.json["body"].(map[string]any)["id"])
	}
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/v1/callbacks/"+others.ID, demoKey, "").status)
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/v1/callbacks/"+others.ID, operatorKey, "").status)
}

func TestReplayingAllDeadLetters(t *testing.T) {
	h, log := withCallbacks(t)
	mine, delivered, others := noticeOf("demo", "arbat-1", order.NoticeDead), noticeOf("demo", "arbat-1", order.NoticeDelivered), noticeOf("other", "tverskaya-2", order.NoticeDead)
	log.notices = []order.Notice{mine, delivered, others}
	replay := func(key, body string) any {
		got := h.ask("POST", "/v1/callbacks/replay", key, body)
		require.Equal(t, http.StatusAccepted, got.status, got.body)
		require.Equal(t, false, got.json["more"])
		return got.json["replayed"]
	}
	require.EqualValues(t, 1, replay(demoKey, ""), "a source's own")
	require.EqualValues(t, 0, replay(demoKey, `{"source":"other"}`), "and nobody else's")
	require.EqualValues(t, 1, replay(operatorKey, "{}"), "those of the person's restaurants")
	require.EqualValues(t, 0, replay(operatorKey, `{"restaurant":"tverskaya-2"}`))
	require.EqualValues(t, 1, replay(managerKey, `{"source":"other"}`))
	require.EqualValues(t, 2, replay(managerKey, ""))
	require.Equal(t, []string{mine.ID, mine.ID, others.ID, mine.ID, others.ID}, log.replayed)
	require.Equal(t, http.StatusForbidden, h.ask("POST", "/v1/callbacks/replay", limitedKey, "").status)
}

func TestADisabledSourceIsShutOut(t *testing.T) {
	h := start(t)
	got := h.ask("PATCH", "/v1/sources/demo", managerKey, `{"disabled":true}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, http.StatusUnauthorized, h.submit(plain101).status)
	require.Equal(t, http.StatusOK, h.ask("PATCH", "/v1/sources/demo", managerKey, `{"disabled":false}`).status)
	require.Equal(t, http.StatusCreated, h.submit(plain101).status)
}

func TestTryingACallback(t *testing.T) {
	h, log := withCallbacks(t)
	log.attempt = order.NoticeAttempt{Status: 404, Error: "the receiver answered 404", Duration: time.Second / 2}
	got := h.ask("POST", "/v1/sources/me/test-callback", demoKey, `{"url":"https://shop.example/Status"}`)
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, false, got.json["delivered"])
	require.EqualValues(t, 404, got.json["status"])
	require.Equal(t, 0.5, got.json["seconds"])
	sent := got.json["sent"].(map[string]any)
	require.Equal(t, "test", sent["event"])
	require.Equal(t, log.tried[0].ID, sent["id"])
	require.Equal(t, "https://shop.example/Status", log.tried[0].URL)
	require.Equal(t, "demo", log.tried[0].Source)
	asManager := h.ask("POST", "/v1/sources/demo/test-callback", managerKey, `{"url":"https://shop.example/other"}`)
	require.Equal(t, http.StatusOK, asManager.status, asManager.body)
	require.Equal(t, "demo", log.tried[1].Source, "in the source's name")
	require.Equal(t, http.StatusNotFound, h.ask("POST", "/v1/sources/nobody/test-callback", managerKey, `{"url":"https://shop.example"}`).status)
	require.Equal(t, map[string]string{"url": "required"}, h.ask("POST", "/v1/sources/me/test-callback", demoKey, `{}`).faults())
	for range 7 {
		require.Equal(t, http.StatusOK, h.ask("POST", "/v1/sources/me/test-callback", demoKey, `{"url":"https://shop.example"}`).status)
	}
	limited := h.ask("POST", "/v1/sources/me/test-callback", demoKey, `{"url":"https://shop.example"}`)
	for limited.status == http.StatusOK {
		limited = h.ask("POST", "/v1/sources/me/test-callback", demoKey, `{"url":"https://shop.example"}`)
	}
	require.Equal(t, http.StatusTooManyRequests, limited.status)
	require.NotEmpty(t, limited.header.Get("Retry-After"))
	require.LessOrEqual(t, len(log.tried), 10)
}

func TestASourceLearnsWhatItsKeyIsGoodFor(t *testing.T) {
	h, _ := withCallbacks(t)
	got := h.ask("GET", "/v1/sources/me", demoKey, "")
	require.Equal(t, "demo", got.json["id"])
	require.Equal(t, []any{"arbat-1"}, got.json["restaurants"])
	require.Equal(t, []any{"submit", "read", "cancel", "menu"}, got.json["scopes"])
}

func TestRotatingASigningSecret(t *testing.T) {
	h, log := withCallbacks(t)
	got := h.ask("POST", "/v1/sources/me/signing-secret", demoKey, "")
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Equal(t, "ohs_demo_fresh", got.json["secret"])
	require.Equal(t, h.now.Add(24*time.Hour).Format(time.RFC3339), got.json["previous_until"])
	got = h.ask("POST", "/v1/sources/other/signing-secret", managerKey, `{"overlap_hours":0}`)
	require.Equal(t, "ohs_other_fresh", got.json["secret"])
	require.Equal(t, h.now.Format(time.RFC3339), got.json["previous_until"])
	require.Equal(t, http.StatusNotFound, h.ask("POST", "/v1/sources/none/signing-secret", managerKey, "").status)
	require.Equal(t, http.StatusUnprocessableEntity, h.ask("POST", "/v1/sources/other/signing-secret", managerKey, `{"overlap_hours":169}`).status)
	require.Len(t, log.secrets["demo"], 2)
	require.NotContains(t, h.log.String(), "fresh", "a secret is nothing for a log")
}

func TestSignedSubmits(t *testing.T) {
	h, _ := withCallbacks(t)
	h.sources["demo"] = account.Source{ID: "demo", Restaurants: []string{"arbat-1"}, SignedSubmits: true}
	signed := func(body string, at time.Time, secret string) string {
		return callback.SignatureHeader + ": " + callback.Sign([]byte(body), at, secret)
	}
	require.Equal(t, http.StatusUnauthorized, h.submit(plain101).status, "it promised to sign")
	require.Equal(t, http.StatusCreated, h.ask("POST", "/v1/orders", demoKey, plain101, signed(plain101, h.now, "ohs_demo")).status)
	for name, header := range map[string]string{
		"another secret": signed(plain101, h.now, "guess"), "another body": signed(plain101+" ", h.now, "ohs_demo"),
		"too old": signed(plain101, h.now.Add(-6*time.Minute), "ohs_demo"), "nonsense": callback.SignatureHeader + ": nonsense",
	} {
		got := h.ask("POST", "/v1/orders", demoKey, plain101, header)
		require.Equal(t, http.StatusUnauthorized, got.status, name)
		require.NotContains(t, got.body, "ohs_demo")
	}
	other := strings.Replace(plain101, "arbat-1", "tverskaya-2", 1)
	require.Equal(t, http.StatusCreated, h.ask("POST", "/v1/orders", otherKey, other).status, "others need not")
	require.Equal(t, http.StatusUnauthorized, h.ask("POST", "/v1/orders", otherKey, other, signed(other, h.now, "guess")).status, "but what is signed must be right")
}

func TestWithoutCallbacks(t *testing.T) {
	h := start(t)
	require.Equal(t, http.StatusOK, h.ask("GET", "/v1/callbacks", demoKey, "").status)
	require.Equal(t, http.StatusNotFound, h.ask("POST", "/v1/callbacks/x/replay", demoKey, "").status)
	requireUnavailable(t, h.ask("POST", "/v1/sources/me/signing-secret", demoKey, ""))
	requireUnavailable(t, h.ask("POST", "/v1/sources/me/test-callback", demoKey, `{"url":"https://shop.example"}`))
}
