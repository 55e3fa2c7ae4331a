package rk7sim_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

const product = "655cee55-7bcd-4826-b6e0-a8ccf2017ef3"

// counted is a licensed save of one dish under a number.
func counted(t *testing.T, ref rk7.OrderRef, instance string, number int64, dishes ...rk7.SaveDish) []byte {
	t.Helper()
	body, err := rk7.SaveOrder{
		Licence: &rk7.LicenseInfo{Anchor: rk7.Anchor(product, "100000001"), Token: "demo-token", InstanceGUID: instance, SeqNumber: number},
		Order:   ref, Sessions: []rk7.SaveSession{session(dishes...)},
	}.Encode()
	require.NoError(t, err)
	return body
}

func subscribed(b rk7sim.Behaviour) rk7sim.Options {
	return one(rk7sim.RestaurantOptions{Licence: rk7sim.LicenceSubscription, Behaviour: b})
}

func TestLicenceMachine(t *testing.T) {
	// Each step sends a number with the body of an earlier step (same) or a
	// new one, and names the code it must get and how many dishes lie there then.
	type step struct {
		number int64
		same   int // 1-based index of the step whose bytes are sent again
		fails  bool
		code   int
		lines  int
	}
	tests := map[string]struct {
		behaviour rk7sim.Behaviour
		steps     []step
	}{
		"a fresh instance starts at 0":         {steps: []step{{number: 1, code: 5304}, {number: 0, lines: 1}, {number: 1, lines: 2}}},
		"identical bytes are answered again":   {steps: []step{{number: 0, lines: 1}, {same: 1, lines: 1}, {number: 1, lines: 2}, {same: 3, lines: 2}, {number: 2, lines: 3}}},
		"only the last one is kept":            {steps: []step{{number: 0, lines: 1}, {number: 1, lines: 2}, {same: 1, code: 5305, lines: 2}}},
		"a used number with another request":   {steps: []step{{number: 0, lines: 1}, {number: 0, code: 5310, lines: 1}, {number: 1, lines: 2}}},
		"a gap and the past":                   {steps: []step{{number: 0, lines: 1}, {number: 2, code: 5305, lines: 1}, {number: 1, lines: 2}, {number: 0, code: 5305, lines: 2}}},
		"a refusal leaves the number free":     {steps: []step{{number: 0, lines: 1}, {number: 1, fails: true, lines: 1}, {number: 1, lines: 2}}},
		"a refusal may use the number up":      {rk7sim.Behaviour{FailureConsumesSeq: true}, []step{{number: 0, lines: 1}, {number: 1, fails: true, lines: 1}, {number: 1, code: 5310, lines: 1}, {number: 2, lines: 2}}},
		"a station may answer nothing again":   {rk7sim.Behaviour{NoReplay: true}, []step{{number: 0, lines: 1}, {same: 1, code: 5310, lines: 1}, {number: 1, lines: 2}}},
		"a refused first one makes no counter": {steps: []step{{number: 0, fails: true}, {number: 1, code: 5304}, {number: 0, lines: 1}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := start(t, subscribed(test.behaviour))
			c := connect(t, s, "demo")
			ref, instance := created(t, c), guid()
			var sent [][]byte
			for i, step := range test.steps {
				what := dish("101", 1000)
				if step.fails {
					what = dish("117", 1000) // stop-listed
				}
				body := counted(t, ref, instance, step.number, what)
				if step.same > 0 {
					body = sent[step.same-1]
				}
				sent = append(sent, body)
				_, err := c.SaveOrderBytes(t.Context(), body)
				switch {
				case step.fails:
					refused(t, err, 0)
				case step.code != 0:
					refused(t, err, step.code)
				default:
					require.NoError(t, err, "step %d", i+1)
				}
				o, _ := s.State("demo").Order(ref.GUID)
				require.Len(t, o.Lines, step.lines, "step %d", i+1)
			}
		})
	}
}

func TestAKeptReplyMayBeForgotten(t *testing.T) {
	at := newClock()
	options := subscribed(rk7sim.Behaviour{ReplaySeconds: 60})
	options.Now = at.Now
	s := start(t, options)
	c := connect(t, s, "demo")
	ref := created(t, c)
	body := counted(t, ref, guid(), 0, dish("101", 1000))
	for range 2 {
		_, err := c.SaveOrderBytes(t.Context(), body)
		require.NoError(t, err)
	}
	at.advance(61 * time.Second)
	_, err := c.SaveOrderBytes(t.Context(), body)
	refused(t, err, rk7.CodeLicenceSeqNumberUsed)
	o, _ := s.State("").Order(ref.GUID)
	require.Len(t, o.Lines, 1)
}

func TestTheCounterCanBeRead(t *testing.T) {
	s := start(t, subscribed(rk7sim.Behaviour{}))
	c := connect(t, s, "demo")
	ref, instance := created(t, c), guid()
	info := rk7.LicenseInfo{Anchor: rk7.Anchor(product, "100000001"), Token: "demo-token", InstanceGUID: instance}
	_, err := c.GetXMLLicenseInstanceSeqNumber(t.Context(), info)
	refused(t, err, rk7.CodeLicenceInstance)
	for n := range int64(3) {
		_, err := c.SaveOrderBytes(t.Context(), counted(t, ref, instance, n, dish("101", 1000)))
		require.NoError(t, err)
		last, err := c.GetXMLLicenseInstanceSeqNumber(t.Context(), info)
		require.NoError(t, err)
		require.Equal(t, n, last)
	}
	require.Equal(t, map[string]int64{instance: 2}, s.State("demo").Licence.Instances)

	till, err := s.Till("demo")
	require.NoError(t, err)
	require.NoError(t, till.ForgetLicences())
	_, err = c.SaveOrderBytes(t.Context(), counted(t, ref, instance, 3, dish("101", 1000)))
	refused(t, err, rk7.CodeLicenceInstance)
}

func TestWhatALicensedCommandMustCarry(t *testing.T) {
	at := newClock()
	options := subscribed(rk7sim.Behaviour{})
	options.Now = at.Now
	options.Restaurants[0].LicenceUntil = at.Now().Add(time.Hour)
	s := start(t, options)
	c := connect(t, s, "demo")
	ref := created(t, c)
	good := rk7.LicenseInfo{Anchor: rk7.Anchor(product, "100000001"), Token: "demo-token", InstanceGUID: guid()}
	save := func(info *rk7.LicenseInfo, change func(*rk7.SaveOrder)) error {
		request := rk7.SaveOrder{Licence: info, Order: ref, Sessions: []rk7.SaveSession{session(dish("101", 1000))}}
		if change != nil {
			change(&request)
		}
		_, err := c.SaveOrder(t.Context(), request)
		return err
	}
	refused(t, save(nil, nil), 0)
	for _, spoil := range []func(*rk7.LicenseInfo){
		func(l *rk7.LicenseInfo) { l.Anchor = rk7.Anchor(product, "100000002") },
		func(l *rk7.LicenseInfo) { l.Anchor = "6:" + product + ":100000001/17" },
		func(l *rk7.LicenseInfo) { l.Token = "another" },
	} {
		info := good
		spoil(&info)
		refused(t, save(&info, nil), 0)
	}
	require.NoError(t, save(&good, nil))
	require.NoError(t, c.CheckLicense(t.Context()))
	at.advance(time.Hour)
	good.SeqNumber = 1
	refused(t, save(&good, nil), 0)
	refused(t, c.CheckLicense(t.Context()), 0)
	require.NoError(t, save(nil, func(r *rk7.SaveOrder) { r.SkipLicenceCheck = true }))
	o, _ := s.State("demo").Order(ref.GUID)
	require.True(t, o.Hidden, "without the till's licence the till does not show the order")
}

func TestCheckLicenseMayNotSeeASubscription(t *testing.T) {
	s := start(t, subscribed(rk7sim.Behaviour{CheckLicenseBlind: true}))
	refused(t, connect(t, s, "demo").CheckLicense(t.Context()), 0)
}

func TestABuildBeforeTheSubscriptionKnowsNone(t *testing.T) {
	options := subscribed(rk7sim.Behaviour{})
	options.Restaurants[0].Version = "7.6.4.346"
	c := connect(t, start(t, options), "demo")
	_, err := c.SaveOrderBytes(t.Context(), counted(t, created(t, c), guid(), 0, dish("101", 1000)))
	refused(t, err, 0)
}

func TestLicenceService(t *testing.T) {
	at := newClock()
	options := subscribed(rk7sim.Behaviour{})
	options.Now = at.Now
	options.Restaurants[0].LicenceUntil = at.Now().Add(24 * time.Hour)
	s := start(t, options)
	till, err := s.Till("")
	require.NoError(t, err)

	// md5("demodemo") and md5("demo") as the vendor's page tells to make them.
	const usr = "ZGVtbztjNTE0YzkxZTRlZDM0MWYyNjNlNDU4ZDQ0YjNiYjBhNztmZTAxY2UyYTdmYmFjOGZhZmFlZDdjOTgyYTA0ZTIyOQ=="
	get := func(usr, anchor string) (int, map[string]any) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.WebURL()+rk7sim.LicenceServicePath+"?anchor="+url.QueryEscape(anchor), nil)
		require.NoError(t, err)
		request.Header.Set("usr", usr)
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		defer response.Body.Close()
		var body map[string]any
		if response.StatusCode == http.StatusOK {
			require.NoError(t, json.NewDecoder(response.Body).Decode(&body))
		}
		return response.StatusCode, body
	}
	anchor := rk7.Anchor(product, "100000001")

	status, _ := get("wrong", anchor)
	require.Equal(t, http.StatusUnauthorized, status)
	_, body := get(usr, anchor)
	require.Equal(t, map[string]any{"id": "demo-token", "expirationDate": "2026-03-03T12:00:00", "qty": 1.0}, body)
	_, body = get(usr, rk7.Anchor(product, "999999999"))
	require.Contains(t, body, "ErrorCode")
	_, body = get(usr, "6:"+product+":100000001/17")
	require.Contains(t, body, "ErrorMessage")

	at.advance(25 * time.Hour)
	_, body = get(usr, anchor)
	require.Equal(t, "", body["id"], "an empty id means expired")
	require.NoError(t, till.License("", "", nil, rk7sim.LicenceServiceRefusing))
	_, body = get(usr, anchor)
	require.Contains(t, body, "ErrorCode")
	require.NoError(t, till.License("", "", nil, rk7sim.LicenceServiceFailing))
	status, _ = get(usr, anchor)
	require.Equal(t, http.StatusInternalServerError, status)
	require.Error(t, till.License("forever", "", nil, ""))
}
