package rk7sim

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"
)

// What a real station promises of its notifications of changed orders: a queue
// of 256, and nothing about what becomes of those that do not fit. Their body is
// not documented, so the simulator's is its own.
const (
	orderNotifyQueue   = 256
	orderNotifyTimeout = 5 * time.Second
)

// notification is one call that is due.
type notification struct {
	url  string
	body []byte
}

func checkOrderNotify(address string) error {
	if address == "" {
		return nil
	}
	if u, err := url.Parse(address); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return errors.New("orders are notified to an http or https address")
	}
	return nil
}

// OrderNotify changes where changed orders are notified; empty for nowhere.
func (t *Till) OrderNotify(address string) error {
	if err := checkOrderNotify(address); err != nil {
		return err
	}
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	t.r.orderNotify = address
	return nil
}

// notify queues a call for the orders that have just changed. A full queue
// loses it.
func (s *Server) notify(r *restaurant, c *changes) {
	if r.orderNotify == "" || len(c.orders) == 0 {
		return
	}
	group := el("OrderChanges").set("RestCode", r.options.RestCode)
	for _, o := range c.orders {
		group.add(el("Order").set("visit", o.Visit).set("orderIdent", o.Ident).set("guid", o.GUID).set("version", o.Version))
	}
	select {
	case s.notifications <- notification{url: r.orderNotify, body: group.document(false)}:
	default:
	}
}

// callOut makes the calls one after the other, each once.
func (s *Server) callOut(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case one := <-s.notifications:
			if err := one.send(ctx); err != nil && ctx.Err() == nil {
				s.options.Logger.Debug("Nobody heard of a changed order", "error", err)
			}
		}
	}
}

func (n notification) send(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, orderNotifyTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, n.url, bytes.NewReader(n.body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/xml")
	response, err := scripts.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }() // only read
	_, err = io.Copy(io.Discard, io.LimitReader(response.Body, maxControlBytes))
	return err
}
