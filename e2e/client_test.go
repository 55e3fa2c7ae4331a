package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	sourceKey   = "demo-source-key"
	operatorKey = "demo-operator-key"
)

// httpClient outlives the longest answer, ?wait=filled.
var httpClient = &http.Client{Timeout: 40 * time.Second}

// answer is one HTTP answer, its body read.
type answer struct {
	Status int
	Header http.Header
	Body   []byte
}

func (a answer) decode(t testing.TB, into any) {
	t.Helper()
	require.NoError(t, json.Unmarshal(a.Body, into), "%s", a.Body)
}

func (a answer) order(t testing.TB) (record order.Order) {
	t.Helper()
	a.decode(t, &record)
	return record
}

// send makes one request. A service that is not there gives status 0.
func send(t testing.TB, method, url, key string, body any) answer {
	t.Helper()
	var reader io.Reader
	if raw, ok := body.([]byte); ok {
		reader = bytes.NewReader(raw)
	} else if body != nil {
		text, err := json.Marshal(body)
		require.NoError(t, err)
		reader = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, url, reader)
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	if key != "" {
		request.Header.Set("Authorization", "Bearer "+key)
	}
	response, err := httpClient.Do(request)
	if err != nil {
		return answer{}
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}
	}
	return answer{response.StatusCode, response.Header, text}
}

// submission is an order of two plain dishes.
func submission(externalID string) order.Submission {
	return order.Submission{
		ExternalID: externalID, Restaurant: "arbat-1", ServiceType: order.Delivery,
		Guest:   order.Guest{Name: "Анна", Phone: "+79991234567"},
		Address: &order.Address{Text: "ул. Арбат, 12, кв. 5"},
		Items:   []order.Item{{PLU: "101", Quantity: order.Pieces(2)}, {PLU: "102", Quantity: order.Pieces(1)}},
	}
}

// portions are the dishes of an order by PLU, added up.
func portions(items []order.Item) map[string]order.Quantity {
	found := map[string]order.Quantity{}
	for _, item := range items {
		found[item.PLU] += item.Quantity
	}
	return found
}
