package callback

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	// sendTime is all the time a receiver has, from looking up its name to the
	// end of its answer's head.
	sendTime = 10 * time.Second
	// readAtMost is how much of an answer is read before the connection is used
	// again; one that says more is closed.
	readAtMost = 16 << 10
	userAgent  = "Orderhatch-Callback/1"
)

// Options are what a Sender is made of.
type Options struct {
	Guard Guard
	// Timeout of one sending; 0 means 10 seconds.
	Timeout time.Duration
	// Now is the clock of signatures; nil means time.Now.
	Now func() time.Time
	// Transport replaces the connection to the network, in tests of what is above it.
	Transport http.RoundTripper
}

// Sender posts bodies to addresses that sources gave. It is safe for concurrent use.
type Sender struct {
	guard   Guard
	timeout time.Duration
	now     func() time.Time
	client  *http.Client
}

// NewSender makes a Sender.
func NewSender(options Options) *Sender {
	s := &Sender{guard: options.Guard, timeout: options.Timeout, now: options.Now}
	if s.timeout <= 0 {
		s.timeout = sendTime
	}
	if s.now == nil {
		s.now = time.Now
	}
	transport := options.Transport
	if transport == nil {
		transport = options.Guard.transport(s.timeout)
	}
	s.client = &http.Client{
		Transport: transport,
		// The receiver was named by the source; whom it names in turn was not.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return s
}

// Close lets go of idle connections.
func (s *Sender) Close() { s.client.CloseIdleConnections() }

// Post sends a body once, signed under the secrets when there are any. Whatever
// goes wrong is told in words that hold nothing of the receiver's answer.
func (s *Sender) Post(ctx context.Context, address string, body []byte, secrets ...string) order.NoticeAttempt {
	started := time.Now()
	attempt := s.post(ctx, address, body, secrets)
	attempt.Duration = time.Since(started)
	return attempt
}

func (s *Sender) post(ctx context.Context, address string, body []byte, secrets []string) order.NoticeAttempt {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	if err := s.checkAddress(address); err != nil {
		return order.NoticeAttempt{Error: err.Error(), Final: true}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return order.NoticeAttempt{Error: "the address cannot be read", Final: true}
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", userAgent)
	if len(secrets) > 0 {
		request.Header.Set(SignatureHeader, Sign(body, s.now(), secrets...))
	}
	response, err := s.client.Do(request)
	if err != nil {
		return failed(err, s.timeout)
	}
	defer response.Body.Close()
	_, _ = io.CopyN(io.Discard, response.Body, readAtMost) // what counts is the status, and that has come
	return judged(response.StatusCode)
}

// checkAddress refuses what cannot be a callback, before any name is looked up.
func (s *Sender) checkAddress(address string) error {
	parsed, err := url.Parse(address)
	switch {
	case err != nil, parsed.Hostname() == "", parsed.Opaque != "":
		return errors.New("the address is not a whole URL")
	case parsed.Scheme != "https" && (parsed.Scheme != "http" || !s.guard.AllowHTTP):
		return fmt.Errorf("%w: it must begin with https://", ErrForbidden)
	case parsed.User != nil:
		return fmt.Errorf("%w: it must not hold a user or password", ErrForbidden)
	}
	return nil
}

// judged reads a status: 2xx is delivered, everything else is not.
func judged(status int) order.NoticeAttempt {
	attempt := order.NoticeAttempt{Status: status, OK: status >= 200 && status < 300}
	switch {
	case attempt.OK:
	case status >= 300 && status < 400:
		attempt.Error = fmt.Sprintf("the receiver answered %d: redirects are not followed", status)
	default:
		attempt.Error = fmt.Sprintf("the receiver answered %d", status)
	}
	return attempt
}

// failed words why there was no answer.
func failed(err error, limit time.Duration) order.NoticeAttempt {
	var name *net.DNSError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, ErrForbidden):
		return order.NoticeAttempt{Error: ErrForbidden.Error() + ": it leads to a private or special network", Final: true}
	case errors.As(err, &name) && name.IsNotFound:
		return order.NoticeAttempt{Error: "the receiver's name is not known"}
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return order.NoticeAttempt{Error: fmt.Sprintf("the receiver did not answer within %s", limit)}
	case strings.Contains(err.Error(), "tls:") || strings.Contains(err.Error(), "x509:"):
		return order.NoticeAttempt{Error: "the receiver's certificate cannot be trusted"}
	case errors.Is(err, context.Canceled):
		return order.NoticeAttempt{Error: "sending was cut short by a stop of the service"}
	}
	return order.NoticeAttempt{Error: "no connection to the receiver, or it broke off"}
}
