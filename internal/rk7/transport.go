package rk7

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync"
)

// progress records how far a request got before it failed. The transport's
// goroutines report into it even after the call has returned.
type progress struct {
	mu        sync.Mutex
	connected bool
	writeErr  error
}

func (p *progress) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.connected = true
		},
		WroteRequest: func(info httptrace.WroteRequestInfo) {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.writeErr = info.Err
		},
	}
}

// outcome of a call that got no answer. Without a connection nothing was sent.
// A write that failed left a cut document, which no station can execute. In
// every other case the station may have read the whole command.
func (p *progress) outcome() Outcome {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.connected || p.writeErr != nil {
		return NotSent
	}
	return Unknown
}

// post sends the body once and reads the whole answer.
func (c *Client) post(ctx context.Context, k kind, command string, body []byte) ([]byte, int, *Error) {
	fail := func(outcome Outcome, status int, err error) ([]byte, int, *Error) {
		return nil, status, &Error{Command: command, Outcome: outcome, HTTPStatus: status, Err: err}
	}
	if err := ctx.Err(); err != nil {
		return fail(NotSent, 0, err)
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout(k))
	defer cancel()
	var sent progress
	request, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, sent.trace()), http.MethodPost, c.endpoint, bytes.NewReader(body))
	if err != nil {
		return fail(NotSent, 0, err)
	}
	// Without GetBody the transport cannot send a request a second time by itself.
	request.GetBody = nil
	request.SetBasicAuth(c.config.User, c.config.Password)
	// A form content type would make the station see an empty request.
	request.Header.Set("Content-Type", "application/xml; charset=utf-8")
	request.Header.Set("User-Agent", c.config.UserAgent)
	client := c.reads
	if k == writing {
		client = c.writes
	}
	response, err := client.Do(request)
	if err != nil {
		return fail(sent.outcome(), 0, bare(ctx, err))
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusUnauthorized {
		return fail(NotSent, response.StatusCode, ErrUnauthorized)
	}
	answer, err := io.ReadAll(io.LimitReader(response.Body, c.config.MaxReplyBytes+1))
	if err != nil {
		return fail(Unknown, response.StatusCode, bare(ctx, err))
	}
	if int64(len(answer)) > c.config.MaxReplyBytes {
		return fail(Unknown, response.StatusCode, fmt.Errorf("%w (%d bytes)", ErrReplyTooLarge, c.config.MaxReplyBytes))
	}
	return answer, response.StatusCode, nil
}

// bare drops the URL net/http puts in front of every error and names a timeout as one.
func bare(ctx context.Context, err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	if cause := ctx.Err(); cause != nil && !errors.Is(err, cause) {
		return fmt.Errorf("%w (%w)", cause, err)
	}
	return err
}
