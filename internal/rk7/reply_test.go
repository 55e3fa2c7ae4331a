package rk7

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"
)

// answering is a client whose station gives one answer.
func answering(t testing.TB, handler http.HandlerFunc, change ...func(*Config)) *Client {
	t.Helper()
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	config := Config{URL: server.URL, User: "http", Password: "s3cret", CertSHA256: Fingerprint(server.Certificate().Raw), ReadTimeout: time.Minute, WriteTimeout: time.Minute}
	for _, c := range change {
		c(&config)
	}
	client, err := New(config)
	require.NoError(t, err)
	t.Cleanup(client.Close)
	return client
}

func saying(t testing.TB, body string) *Client {
	return answering(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
}

const orderBody = `<Order visit="900000001" orderIdent="256" guid="{7D0C1A52-0000-4000-8000-000000000001}" orderName="10.1" orderSum="75000" paid="false" finished="0" deleted="true">
  <Session uni="1" state="3"><Dish id="1000101" quantity="2000" price="9223372036854775807" amount="70000" state="3"><Modi id="1000501" count="1" price="5000"/></Dish></Session></Order>`

// Both forms of a reply, in both encodings, with everything or with hardly
// anything around, say the same.
func TestReplyForms(t *testing.T) {
	cyrillic, err := charmap.Windows1251.NewEncoder().String(`<?xml version="1.0" encoding="windows-1251"?><RK7QueryResult Status="Ok" CMD="GetOrder"><Order visit="1" orderName="Зал"/></RK7QueryResult>`)
	require.NoError(t, err)
	order := OrderByGUID("{7D0C1A52-0000-4000-8000-000000000001}")
	got, err := saying(t, cyrillic).GetOrder(t.Context(), order)
	require.NoError(t, err)
	require.Equal(t, "Зал", got.Name)
	for name, body := range map[string]string{
		"flat":         `<RK7QueryResult ServerVersion="7.25.11.2001" XmlVersion="248" NetName="MID" Status="Ok" CMD="GetOrder" ErrorText="" Processed="1">` + orderBody + `</RK7QueryResult>`,
		"batch":        `<RK7QueryResult ServerVersion="7.25.11.2001" Status="Ok" Processed="1"><CommandResult CMD="GetOrder" Status="Ok" ErrorText="">` + orderBody + `</CommandResult></RK7QueryResult>`,
		"old and bare": `<RK7QueryResult Status="Ok">` + orderBody + `</RK7QueryResult>`,
	} {
		t.Run(name, func(t *testing.T) {
			got, err := saying(t, `<?xml version="1.0" encoding="utf-8"?>`+body).GetOrder(t.Context(), order)
			require.NoError(t, err)
			require.EqualValues(t, 256, got.OrderIdent)
			require.True(t, got.Deleted, "the word true")
			require.False(t, got.Paid || got.Finished)
			require.Equal(t, NoPrice, got.Sessions[0].Dishes[0].Price)
			require.Equal(t, []Modifier{{Named: Named{ID: 1000501}, Count: 1, Price: 5000}}, got.Sessions[0].Dishes[0].Modifiers)
		})
	}
}

func TestOldCreateReply(t *testing.T) {
	created, err := saying(t, `<RK7QueryResult ServerVersion="7.5.3.200" XmlVersion="166" Status="Ok" CMD="CreateOrder" VisitID="900000001" OrderID="257" guid="{7D0C1A52-0000-4000-8000-000000000001}"/>`).
		CreateOrder(t.Context(), CreateOrder{Table: ByCode("10")})
	require.NoError(t, err)
	require.EqualValues(t, 900000001, created.Visit)
	require.EqualValues(t, 257, created.OrderIdent)
	require.Equal(t, "{7D0C1A52-0000-4000-8000-000000000001}", created.GUID)
}

func TestSeveralOrdersInAVisit(t *testing.T) {
	list, err := saying(t, `<RK7QueryResult Status="Ok" CMD="GetOrderList2" lastversion="9"><Visit VisitID="7" PersistentComment="№1"><Orders>
		<Order orderIdent="256" guid="{A}"/><Order orderIdent="257" guid="{B}" persistentComment="№2"/></Orders></Visit></RK7QueryResult>`).
		GetOrderList2(t.Context(), GetOrderList2{})
	require.NoError(t, err)
	require.Len(t, list.Orders, 2)
	require.EqualValues(t, 7, list.Orders[1].Visit)
	require.Equal(t, "№1", list.Orders[0].PersistentComment)
	require.Equal(t, "№2", list.Orders[1].PersistentComment)
	same, err := saying(t, `<RK7QueryResult Status="No changes" CMD="GetOrderList2"/>`).GetOrderList2(t.Context(), GetOrderList2{LastVersion: 9})
	require.NoError(t, err)
	require.True(t, same.NoChanges)
}

// What a write came to is decided by what was read, never by the HTTP status
// or by words.
func TestOutcomes(t *testing.T) {
	refused := func(inner string) string { return `<RK7QueryResult ` + inner + `/>` }
	for name, c := range map[string]struct {
		status  int
		body    string
		outcome Outcome
		code    int
		busy    bool
	}{
		"done":                 {200, refused(`Status="Ok" CMD="VoidOrder"`), Done, 0, false},
		"done with HTTP 500":   {500, refused(`Status="Ok" CMD="VoidOrder"`), Done, 0, false},
		"closed":               {200, refused(`Status="Query Executing Error" CMD="VoidOrder" ErrorText="Визит закрыт" RK7ErrorN="2128"`), Refused, 2128, false},
		"locked":               {200, refused(`Status="Query Executing Error" CMD="VoidOrder" RK7ErrorN="2219"`), Refused, 2219, true},
		"shift closing":        {200, refused(`Status="Query Parse Error" ErrorText="UCSERR(2172) закрывается смена"`), Refused, 2172, true},
		"a word like success":  {200, refused(`Status="Query Executing Error" ErrorText="Ok"`), Refused, 0, false},
		"written badly":        {200, refused(`Status="Result Writing Error" CMD="VoidOrder"`), Unknown, 0, false},
		"started":              {200, refused(`Status="Execution Started" CMD="VoidOrder"`), Unknown, 0, false},
		"another command's":    {200, refused(`Status="Ok" CMD="GetOrder"`), Unknown, 0, false},
		"no status":            {200, `<RK7QueryResult/>`, Unknown, 0, false},
		"cut":                  {200, `<RK7QueryResult Status="Ok" CMD="VoidOrder"`, Unknown, 0, false},
		"a page":               {502, `<html>Bad Gateway</html>`, Unknown, 0, false},
		"nothing":              {200, ``, Unknown, 0, false},
		"contradiction":        {200, `<RK7QueryResult Status="Query Executing Error"><CommandResult CMD="VoidOrder" Status="Ok"/></RK7QueryResult>`, Unknown, 0, false},
		"an error inside":      {200, `<RK7QueryResult Status="Query Executing Error"><Errors><Error RK7ErrorN="3383" Component="Rights">нет</Error></Errors></RK7QueryResult>`, Refused, 3383, false},
		"wrong password":       {401, ``, NotSent, 0, false},
		"unknown status words": {200, refused(`Status="Выполнено" CMD="VoidOrder"`), Unknown, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			client := answering(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(c.status); _, _ = w.Write([]byte(c.body)) })
			err := client.VoidOrder(t.Context(), VoidOrder{Order: OrderByGUID("{A}")})
			require.Equal(t, c.outcome, OutcomeOf(err), "%v", err)
			if e := AsError(err); e != nil {
				require.Equal(t, c.code, e.Code)
				require.Equal(t, c.busy, e.Busy())
				require.NotContains(t, e.Error(), "s3cret")
			}
		})
	}
}

func TestFaultyTagIsNotTold(t *testing.T) {
	err := saying(t, `<RK7QueryResult Status="Query Executing Error" CMD="SaveOrder" ErrorText="нельзя">
		<Error RK7ErrorN="0" ErrorText="продано"><FaultyTag><Dish id="1000101" openName="guest's words"/></FaultyTag></Error></RK7QueryResult>`).
		VoidOrder(t.Context(), VoidOrder{Order: OrderByGUID("{A}")})
	require.Equal(t, Unknown, OutcomeOf(err), "it answers another command")
	_, err = saying(t, `<RK7QueryResult Status="Query Executing Error" CMD="SaveOrder" ErrorText="нельзя">
		<Error ErrorText="продано"><FaultyTag><Dish id="1000101" openName="guest's words"/></FaultyTag></Error></RK7QueryResult>`).
		SaveOrder(t.Context(), SaveOrder{Order: OrderByGUID("{A}"), Sessions: []SaveSession{{Dishes: []SaveDish{{Dish: ByID(1), Quantity: 1000}}}}})
	e := AsError(err)
	require.Contains(t, e.Faults[0].FaultyTag, `id="1000101"`)
	require.Contains(t, e.Error(), "продано")
	require.NotContains(t, e.Error(), "guest's words")
}

func TestReplyTooLarge(t *testing.T) {
	client := answering(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 2048)) }, func(c *Config) { c.MaxReplyBytes = 1024 })
	err := client.VoidOrder(t.Context(), VoidOrder{Order: OrderByGUID("{A}")})
	require.ErrorIs(t, err, ErrReplyTooLarge)
	require.Equal(t, Unknown, OutcomeOf(err))
}

// A lost answer is unknown, a request nobody can have read was not sent.
func TestLostAnswers(t *testing.T) {
	called, hangUp := context.WithCancel(t.Context())
	hanging := answering(t, func(_ http.ResponseWriter, request *http.Request) {
		_, _ = io.Copy(io.Discard, request.Body)
		hangUp()
		<-request.Context().Done()
	})
	require.Equal(t, Unknown, OutcomeOf(hanging.VoidOrder(called, VoidOrder{Order: OrderByGUID("{A}")})))
	cut := answering(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	require.Equal(t, Unknown, OutcomeOf(cut.VoidOrder(t.Context(), VoidOrder{Order: OrderByGUID("{A}")})))
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	require.Equal(t, NotSent, OutcomeOf(cut.VoidOrder(gone, VoidOrder{Order: OrderByGUID("{A}")})))
	nobody := answering(t, nil, func(c *Config) { c.URL = "https://127.0.0.1:1" })
	require.Equal(t, NotSent, OutcomeOf(nobody.VoidOrder(t.Context(), VoidOrder{Order: OrderByGUID("{A}")})))
	other := answering(t, nil, func(c *Config) { c.CertSHA256 = Fingerprint([]byte("another")) })
	err := other.VoidOrder(t.Context(), VoidOrder{Order: OrderByGUID("{A}")})
	require.Equal(t, NotSent, OutcomeOf(err))
	var pinned *CertificateError
	require.ErrorAs(t, err, &pinned)
}

// Time that is over before the station could read anything is not a lost answer; on
// a busy machine connecting alone may take that long.
func TestTimeIsOver(t *testing.T) {
	for limit, outcome := 10*time.Millisecond, NotSent; outcome == NotSent; limit *= 2 {
		var read atomic.Bool
		client := answering(t, func(_ http.ResponseWriter, request *http.Request) {
			_, _ = io.Copy(io.Discard, request.Body)
			read.Store(true)
			<-request.Context().Done()
		}, func(c *Config) { c.WriteTimeout = limit })
		outcome = OutcomeOf(client.VoidOrder(t.Context(), VoidOrder{Order: OrderByGUID("{A}")}))
		require.NotEqual(t, Done, outcome)
		require.False(t, outcome == NotSent && read.Load(), "the station has read what is said not to be sent")
	}
}

func TestWeakTLSNeedsAWord(t *testing.T) {
	_, err := New(Config{URL: "https://station:8443", User: "http", MinTLS: "1.0"})
	require.ErrorContains(t, err, "weak")
	_, err = New(Config{URL: "https://station:8443", User: "http", MinTLS: "1.0", AllowWeakTLS: true})
	require.NoError(t, err)
}

func TestVersions(t *testing.T) {
	for text, want := range map[string]struct{ orders, subscription bool }{
		"7.5.3.200": {}, "7.6.2.285": {}, "7.6.2.286": {true, true}, "7.6.3.1": {}, "7.6.4.0": {true, false}, "7.6.4.347": {true, true},
		"7.6.5.39": {true, false}, "7.6.5.40": {true, true}, "7.25.11.2001": {true, true}, "7.26.8.0": {true, true}, "8.0": {true, true},
	} {
		version, err := ParseVersion(text)
		require.NoError(t, err)
		ok, reason := version.Supported()
		require.Equal(t, want.orders, ok, text)
		require.Equal(t, ok, reason == "")
		ok, _ = version.SupportsSubscription()
		require.Equal(t, want.subscription, ok, text)
	}
	for _, text := range []string{"", "seven", "7", "7.x.1", "7.6.4.1.2", "7.-1.2"} {
		_, err := ParseVersion(text)
		require.Error(t, err, text)
	}
}

// FuzzReply reads anything as a reply: it must end, and only a readable "Ok"
// counts as done.
func FuzzReply(f *testing.F) {
	for _, seed := range []string{
		`<RK7QueryResult Status="Ok" CMD="GetOrder">` + orderBody + `</RK7QueryResult>`,
		`<RK7QueryResult Status="Ok"><CommandResult CMD="GetOrder" Status="Ok">` + orderBody + `</CommandResult></RK7QueryResult>`,
		`<RK7QueryResult Status="Query Executing Error" RK7ErrorN="2219" CMD="GetOrder"><Errors><Error RK7ErrorN="x">t</Error></Errors></RK7QueryResult>`,
		`<?xml version="1.0" encoding="windows-1251"?><RK7QueryResult Status="No changes"/>`, "\xef\xbb\xbf<RK7QueryResult/>", `<a><b></a></b>`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := readReply(cmdGetOrder, body, time.UTC)
		if err != nil {
			if err.Outcome == Done {
				t.Fatal("an error that says done")
			}
			_ = err.Error()
			return
		}
		if r.Status != StatusOK && r.Status != StatusNoChanges {
			t.Fatalf("status %q was taken for success", r.Status)
		}
		s := scan{loc: time.UTC}
		if n := r.result.child("Order"); n != nil {
			order := s.order(n)
			_, _, _ = order.Empty(), order.Cancelled(), order.Completed()
		}
		_ = s.visit(r.result)
		for _, found := range ordersIn(r.result) {
			_ = s.order(found.order)
		}
		_ = readSystemInfo(&s, r)
		_ = readCreated(&s, r)
		_ = s.refItems(r.result)
		_ = functionNames(r.result, map[string]bool{})
	})
}
