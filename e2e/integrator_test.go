package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/callback"
	"github.com/orderhatch/orderhatch/internal/order"
)

// asks makes one request with headers of its own.
func asks(t *testing.T, method, address string, header http.Header, body []byte) answer {
	t.Helper()
	request, err := http.NewRequest(method, address, bytes.NewReader(body))
	require.NoError(t, err)
	for name, values := range header {
		request.Header[name] = values
	}
	response, err := httpClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answer{response.StatusCode, response.Header, text}
}

// key is an API key as it is made and listed.
type key struct {
	ID       string `json:"id"`
	Key      string `json:"key"`
	LastUsed string `json:"last_used_at"`
}

// A source from its first key to its end: keys with fewer rights, one that is
// exchanged while both work, signed submits, and the source disabled.
func TestASourcesKeys(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	manage := func(method, path string, body any) answer {
		t.Helper()
		got := send(t, method, at.API+path, managerKey, body)
		require.Less(t, got.Status, 300, "%s %s: %s", method, path, got.Body)
		return got
	}
	status := func(key, method, path string, body any) int { return send(t, method, at.API+path, key, body).Status }
	manage("POST", "/v1/sources", map[string]any{"id": "website", "restaurants": []string{"arbat-1"}})
	var full, reader, next key
	manage("POST", "/v1/sources/website/keys", map[string]any{"name": "shop"}).decode(t, &full)
	manage("POST", "/v1/sources/website/keys", map[string]any{"name": "statistics", "scopes": []string{"read"}}).decode(t, &reader)
	first := send(t, "POST", at.API+"/v1/orders", full.Key, submission("KEY-1"))
	require.Equal(t, http.StatusCreated, first.Status, "%s", first.Body)
	for _, name := range []string{"Ratelimit-Limit", "Ratelimit-Remaining", "Ratelimit-Reset"} {
		_, err := strconv.Atoi(first.Header.Get(name))
		require.NoError(t, err, name)
	}
	require.Equal(t, http.StatusForbidden, status(reader.Key, "POST", "/v1/orders", submission("KEY-2")))
	require.Equal(t, http.StatusOK, status(reader.Key, "GET", "/v1/orders/"+first.order(t).ID, nil))
	require.Equal(t, http.StatusNotFound, status(sourceKey, "GET", "/v1/orders/"+first.order(t).ID, nil), "another source's")

	manage("POST", "/v1/keys/"+full.ID+"/rotate", map[string]any{"overlap_seconds": 3600}).decode(t, &next)
	for _, one := range []string{full.Key, next.Key} {
		require.Equal(t, http.StatusOK, status(one, "GET", "/v1/sources/me", nil), "both work")
	}
	var list struct{ Items []key }
	awaitUntil(t, soon, "the uses to be noted", func() bool {
		manage("GET", "/v1/sources/website/keys", nil).decode(t, &list)
		used := 0
		for _, one := range list.Items {
			require.Empty(t, one.Key, "shown once, and never again")
			if one.LastUsed != "" {
				used++
			}
		}
		return len(list.Items) == 3 && used == 3
	})
	var last key
	manage("POST", "/v1/keys/"+next.ID+"/rotate", map[string]any{"overlap_seconds": 2}).decode(t, &last)
	require.Equal(t, http.StatusOK, status(next.Key, "GET", "/v1/sources/me", nil), "until its overlap ends")
	awaitUntil(t, soon, "the overlap to end", func() bool {
		return status(next.Key, "GET", "/v1/sources/me", nil) == http.StatusUnauthorized
	})
	next = last
	require.Equal(t, http.StatusOK, status(next.Key, "GET", "/v1/sources/me", nil), "its successor goes on")
	manage("DELETE", "/v1/keys/"+full.ID, nil)
	require.Equal(t, http.StatusUnauthorized, status(full.Key, "GET", "/v1/sources/me", nil))
	require.Equal(t, http.StatusOK, status(next.Key, "GET", "/v1/sources/me", nil))

	signedSubmits(t, at, next.Key, manage)

	manage("PATCH", "/v1/sources/website", map[string]any{"disabled": true})
	require.Equal(t, http.StatusUnauthorized, status(next.Key, "GET", "/v1/sources/me", nil))
	require.Equal(t, http.StatusOK, status(operatorKey, "POST", "/v1/orders/"+first.order(t).ID+"/accept", map[string]any{}), "its orders go on")
}

// signedSubmits has the source promise to sign, so that its key alone is worth nothing.
func signedSubmits(t *testing.T, at addresses, sourceKey string, manage func(method, path string, body any) answer) {
	t.Helper()
	var secret struct{ Secret string }
	send(t, "POST", at.API+"/v1/sources/me/signing-secret", sourceKey, nil).decode(t, &secret)
	manage("PATCH", "/v1/sources/website", map[string]any{"signed_submits": true})
	body, err := json.Marshal(submission("SIGNED-1"))
	require.NoError(t, err)
	submit := func(signature string) int {
		header := http.Header{"Authorization": {"Bearer " + sourceKey}, "Content-Type": {"application/json"}}
		if signature != "" {
			header.Set(callback.SignatureHeader, signature)
		}
		return asks(t, "POST", at.API+"/v1/orders", header, body).Status
	}
	require.Equal(t, http.StatusUnauthorized, submit(""))
	require.Equal(t, http.StatusUnauthorized, submit(callback.Sign([]byte("{}"), time.Now(), secret.Secret)))
	require.Equal(t, http.StatusUnauthorized, submit(callback.Sign(body, time.Now().Add(-time.Hour), secret.Secret)), "an old one sent again")
	require.Equal(t, http.StatusCreated, submit(callback.Sign(body, time.Now(), secret.Secret)))
}

// A test order is marked everywhere, and never cooked.
func TestATestOrderNeverReachesTheKitchen(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	sent := submission("SANDBOX-1")
	sent.IsTest = true
	filled := fillOne(t, at, sent)
	require.True(t, filled.IsTest)
	require.Contains(t, jsonOf(t, filled.Checks), "test_order")
	there := readStation(t, at).live(filled.POS.OrderGUID)
	require.Len(t, there, 1)
	require.Equal(t, "22", there[0].Table, "the table set aside for tests")
	require.True(t, there[0].Deferred, "nothing is printed")
	require.Contains(t, there[0].PersistentComment+there[0].NonPersistentComment, "ПРОВЕРОЧНЫЙ")
	var report struct {
		Submitted int `json:"submitted"`
	}
	send(t, "GET", at.API+"/v1/reports/shift", managerKey, nil).decode(t, &report)
	require.LessOrEqual(t, report.Submitted, 1, "only the order that the demo begins with")
}

// Яндекс Еда calls us with its own OAuth, and its order ends on the station.
func TestAnOrderOfYandexEdaEndsOnTheStation(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	base := at.API + "/in/yandexeda/demo/"
	form := url.Values{"client_id": {"demo"}, "client_secret": {sourceKey}, "grant_type": {"client_credentials"}, "scope": {"read write"}}
	var token struct {
		AccessToken string `json:"access_token"`
	}
	asks(t, "POST", base+"security/oauth/token", http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, []byte(form.Encode())).decode(t, &token)
	require.NotEmpty(t, token.AccessToken)
	header := http.Header{"Authorization": {"Bearer " + token.AccessToken}, "Content-Type": {"application/json"}}
	require.Equal(t, http.StatusUnauthorized, asks(t, "GET", base+"restaurants", nil, nil).Status)
	awaitUntil(t, soon, "the menu", func() bool {
		return asks(t, "GET", base+"menu/arbat-1/composition", header, nil).Status == http.StatusOK
	})

	payload, err := os.ReadFile("../internal/adapters/yandexeda/testdata/order_marketplace.json")
	require.NoError(t, err)
	var made struct {
		OrderID string `json:"orderId"`
	}
	asks(t, "POST", base+"order", header, payload).decode(t, &made)
	require.NotEmpty(t, made.OrderID)
	require.Contains(t, string(asks(t, "GET", base+"order/"+made.OrderID+"/status", header, nil).Body), "NEW")
	requireOnStation(t, at, "261124-7654321")
	require.Contains(t, string(asks(t, "GET", base+"order/"+made.OrderID+"/status", header, nil).Body), "ACCEPTED_BY_RESTAURANT")
}

// An order in HubRise's shape ends on the station, too.
func TestAnOrderInHubRiseShapeEndsOnTheStation(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	payload, err := os.ReadFile("../internal/adapters/hubrise/testdata/order.json")
	require.NoError(t, err)
	got := asks(t, "POST", at.API+"/in/hubrise/demo/locations/arbat-1/orders", http.Header{"X-Access-Token": {sourceKey}, "Content-Type": {"application/json"}}, payload)
	require.Less(t, got.Status, 300, "%s", got.Body)
	var sent struct {
		PrivateRef string `json:"private_ref"`
		Ref        string `json:"ref"`
	}
	require.NoError(t, json.Unmarshal(payload, &sent))
	number := sent.PrivateRef
	if number == "" {
		number = sent.Ref
	}
	requireOnStation(t, at, number)
}

// requireOnStation accepts an order that came by another way, and finds its
// dishes on the station, once.
func requireOnStation(t *testing.T, at addresses, externalID string) {
	t.Helper()
	var list struct{ Items []order.Order }
	send(t, "GET", at.API+"/v1/orders?external_id="+url.QueryEscape(externalID), operatorKey, nil).decode(t, &list)
	require.Len(t, list.Items, 1, externalID)
	filled := send(t, "POST", at.API+"/v1/orders/"+list.Items[0].ID+"/accept?wait=filled", operatorKey, map[string]any{}).order(t)
	require.Equal(t, order.Filled, filled.Injection.State, "%+v", filled.Injection)
	there := readStation(t, at).live(filled.POS.OrderGUID)
	require.Len(t, there, 1)
	found := portionsOn(there[0])
	for plu, quantity := range portions(filled.ItemsAgreed) {
		require.Equal(t, quantity, found[plu], plu)
	}
	require.Contains(t, there[0].PersistentComment, filled.Number(), "the number that people name is on the station")
}
