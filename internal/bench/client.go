package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// callTime is far above what any answer should take.
const callTime = time.Minute

// client calls the measured API as a source or as the operator.
type client struct {
	base       string
	http       *http.Client
	unanswered atomic.Int64 // submits answered with 202
}

func newClient(base string) *client {
	return &client{base: base, http: &http.Client{Transport: &http.Transport{
		DialContext: (&net.Dialer{Timeout: 5 * time.Second}).DialContext, MaxIdleConnsPerHost: 1000, IdleConnTimeout: time.Minute,
	}}}
}

func (c *client) close() { c.http.CloseIdleConnections() }

// call sends one request and expects one of the wanted statuses.
func (c *client) call(ctx context.Context, method, path, key string, body, into any, wanted ...int) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	var sent io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		sent = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, sent)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+key)
	request.Header.Set("Content-Type", "application/json")
	answer, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 8<<20))
	if err != nil {
		return err
	}
	for _, status := range wanted {
		if answer.StatusCode == status {
			if into == nil {
				return nil
			}
			return json.Unmarshal(text, into)
		}
	}
	return fmt.Errorf("%s %s was answered with %d: %.300s", method, path, answer.StatusCode, text)
}

func (c *client) submit(ctx context.Context, key string, submission order.Submission) (order.Order, error) {
	var view order.Order
	err := c.call(ctx, http.MethodPost, "/v1/orders", key, submission, &view, http.StatusCreated, http.StatusAccepted)
	if err == nil && view.Revision == 0 {
		c.unanswered.Add(1) // the order is safe, and its events will tell the rest
	}
	return view, err
}

func (c *client) decide(ctx context.Context, id, what string, body any) error {
	return c.call(ctx, http.MethodPost, "/v1/orders/"+id+"/"+what, operatorKey, body, nil, http.StatusOK)
}

func (c *client) order(ctx context.Context, id string) (order.Order, error) {
	var view order.Order
	err := c.call(ctx, http.MethodGet, "/v1/orders/"+id, operatorKey, nil, &view, http.StatusOK)
	return view, err
}

// list reads one page.
func (c *client) list(ctx context.Context, query url.Values) (items int, err error) {
	var page struct {
		Items []json.RawMessage `json:"items"`
	}
	err = c.call(ctx, http.MethodGet, "/v1/orders?"+query.Encode(), operatorKey, nil, &page, http.StatusOK)
	return len(page.Items), err
}
