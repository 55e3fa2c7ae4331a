package rk7

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// Client talks to one cash server. It is safe for concurrent use.
type Client struct {
	config   Config
	endpoint string
	reads    *http.Client
	writes   *http.Client
}

// New checks the configuration; it does not connect.
func New(config Config) (*Client, error) {
	config = config.withDefaults()
	endpoint, err := config.endpoint()
	if err != nil {
		return nil, err
	}
	if config.User == "" {
		return nil, errors.New("the station's user name is missing")
	}
	tlsConfig, err := config.tlsConfig()
	if err != nil {
		return nil, err
	}
	transport := func() *http.Transport {
		return &http.Transport{
			DialContext:            (&net.Dialer{Timeout: config.ConnectTimeout}).DialContext,
			TLSClientConfig:        tlsConfig.Clone(),
			TLSHandshakeTimeout:    config.ConnectTimeout,
			MaxIdleConnsPerHost:    2,
			IdleConnTimeout:        15 * time.Second,
			MaxResponseHeaderBytes: 64 << 10,
		}
	}
	reads, writes := transport(), transport()
	// A kept connection may have died unnoticed, and then nobody can say
	// whether the station read what was written into it. Writes pay one
	// handshake for not having that doubt.
	writes.DisableKeepAlives = true
	return &Client{config: config, endpoint: endpoint, reads: httpClient(reads), writes: httpClient(writes)}, nil
}

// httpClient follows no redirects: they would carry the password elsewhere.
func httpClient(transport *http.Transport) *http.Client {
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Close drops idle connections.
func (c *Client) Close() {
	c.reads.CloseIdleConnections()
	c.writes.CloseIdleConnections()
}

// String never shows the password.
func (c *Client) String() string { return c.config.String() }

// GoString never shows the password.
func (c *Client) GoString() string { return c.config.String() }

// kind is what decides about a call's time limit and connection.
type kind int

const (
	reading kind = iota
	writing
	reference
)

func (c *Client) timeout(k kind) time.Duration {
	switch k {
	case writing:
		return c.config.WriteTimeout
	case reference:
		return c.config.ReferenceTimeout
	default:
		return c.config.ReadTimeout
	}
}

// call encodes and sends one command.
func (c *Client) call(ctx context.Context, k kind, command Command) (reply, error) {
	body, err := command.Encode()
	if err != nil {
		return reply{}, &Error{Command: command.CommandName(), Outcome: NotSent, Err: err}
	}
	return c.callBytes(ctx, k, command.CommandName(), body)
}

// callStored sends bytes that were encoded and stored earlier.
func (c *Client) callStored(ctx context.Context, command string, body []byte) (reply, error) {
	name, err := commandOf(body)
	if err == nil && name != command {
		err = errors.Join(ErrInvalidRequest, errors.New("the stored bytes are of another command"))
	}
	if err != nil {
		return reply{}, &Error{Command: command, Outcome: NotSent, Err: err}
	}
	return c.callBytes(ctx, writing, command, body)
}

func (c *Client) callBytes(ctx context.Context, k kind, command string, body []byte) (reply, error) {
	answer, status, callErr := c.post(ctx, k, command, body)
	if callErr != nil {
		return reply{}, callErr
	}
	r, replyErr := readReply(command, answer, c.config.Location)
	if replyErr != nil {
		replyErr.HTTPStatus = status
		return r, replyErr
	}
	return r, nil
}

// finish turns a reply that says Ok but cannot be read into Unknown: what the
// station did is not what the caller would believe.
func (c *Client) finish(command string, s *scan) error {
	if s.err != nil {
		return unreadable(command, s.err)
	}
	return nil
}

func (c *Client) scan() *scan { return &scan{loc: c.config.Location} }
