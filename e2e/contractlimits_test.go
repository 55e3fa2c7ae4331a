package e2e

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/testpg"
)

// TestTheContractOfLimits has one who asks too often: every operation says so,
// and when to come again.
func TestTheContractOfLimits(t *testing.T) {
	_, at := startStandalone(t, t.TempDir(), "--request-rate", "0.01", "--request-burst", "2")
	c := newContract(t, at)
	first := c.gets("200 GET /v1/sources/me", sourceKey, nil)
	require.Equal(t, []string{"2", "1"}, []string{first.Header.Get("RateLimit-Limit"), first.Header.Get("RateLimit-Remaining")})
	require.Equal(t, "100", first.Header.Get("RateLimit-Reset"), "one request comes back in a hundred seconds")
	second := c.gets("200 GET /v1/sources/me", sourceKey, nil)
	require.Equal(t, "0", second.Header.Get("RateLimit-Remaining"))
	for range 6 {
		c.ask(http.MethodPost, "/v1/session", "", map[string]any{"user": "manager", "password": "something else"})
	}
	for _, op := range c.operations {
		if op.id != "sign-in" && len(op.keys) > 0 {
			got := c.ask(op.method, op.at(nobodys), sourceKey, c.example(op))
			require.Equal(t, http.StatusTooManyRequests, got.Status, "%s: %s", op.id, got.Body)
			require.Contains(t, string(got.Body), `"too_many_requests"`)
		}
	}
	c.requireSeen([]int{http.StatusTooManyRequests}, "set-up 429") // which only an installation without people answers
	c.gets("200 GET /v1/orders", operatorKey, nil)                 // nobody else is held up
}

// TestTheContractOfHalfAnInstallation has an API process from its first manager
// on, without a worker, and then without its database.
func TestTheContractOfHalfAnInstallation(t *testing.T) {
	engine, folder := t.TempDir(), t.TempDir()
	temporal := launch(t, "temporal", "--data", engine, "--temporal-listen", "127.0.0.1:0", "--temporal-ui-listen", "").awaitAddresses(engine).Temporal
	database := newPassage(t, testpg.NewDatabase(t))
	at := launch(t, "api", "--data", folder, "--listen", "127.0.0.1:0", "--temporal-address", temporal, "--database", database.dsn,
		"--key-ring", keyring.NewLine(), "--setup-token", "first-run-token").awaitAddresses(folder)
	c := newContract(t, at)
	c.setUp()
	manager, source := c.firstKeys()

	c.gets("201 POST /v1/restaurants", manager, c.examples["add-restaurant"])
	sent := submission("UNSEEN-1")
	sent.Restaurant = "arbat-2"
	taken := c.gets("202 POST /v1/orders", source, sent)
	c.gets("202 POST /v1/orders", source, sent)
	unconfirmed := c.gets("503 POST "+taken.Header.Get("Location")+"/accept", manager, nil)
	require.Contains(t, string(unconfirmed.Body), `"unconfirmed"`)

	database.close()
	exceptions := []string{"health 503", "needs-setup 503", "set-up 503"} // it lives, and remembers that somebody is there
	for _, op := range c.operations {
		if !slices.Contains(exceptions, op.id+" 503") {
			c.provoke(op, http.StatusServiceUnavailable, []string{"never-seen"}, op.at(nobodys), c.example(op))
		}
	}
	c.requireSeen([]int{http.StatusServiceUnavailable}, exceptions...)
}

// setUp makes the first manager, with all that can go wrong.
func (c *contract) setUp() {
	c.gets("200 GET /v1/setup", "", nil)
	first := map[string]any{"token": "first-run-token", "user": "anna", "password": "seventeen plums"}
	wrong := map[string]any{"token": "a guess", "user": "anna", "password": "seventeen plums"}
	c.gets("401 POST /v1/setup", "", wrong)
	c.gets("422 POST /v1/setup", "", map[string]any{"token": "first-run-token", "user": "anna", "password": "anna"})
	c.gets("200 POST /v1/setup", "", first)
	c.gets("409 POST /v1/setup", "", first)
}

// firstKeys are the new manager's, made in a session, and one of a source.
func (c *contract) firstKeys() (manager, source string) {
	var session struct {
		CSRF string `json:"csrf_token"`
	}
	signedIn := c.gets("200 POST /v1/session", "", map[string]any{"user": "anna", "password": "seventeen plums"})
	signedIn.decode(c.t, &session)
	cookie, _, _ := strings.Cut(signedIn.Header.Get("Set-Cookie"), ";")
	var made key
	c.gets("201 POST /v1/users/anna/keys", "", nil, "Cookie: "+cookie, "X-CSRF-Token: "+session.CSRF).decode(c.t, &made)
	manager = made.Key
	c.gets("201 POST /v1/sources", manager, map[string]any{"id": "app"})
	c.gets("201 POST /v1/sources/app/keys", manager, nil).decode(c.t, &made)
	return manager, made.Key
}

// passage leads to a database, until it is closed.
type passage struct {
	dsn string
	net.Listener
	mu    sync.Mutex
	ends  []net.Conn
	ended bool
}

func newPassage(t *testing.T, dsn string) *passage {
	t.Helper()
	real, err := url.Parse(dsn)
	require.NoError(t, err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	target := real.Host
	real.Host = listener.Addr().String()
	p := &passage{dsn: real.String(), Listener: listener}
	t.Cleanup(p.close)
	go func() {
		for {
			from, err := listener.Accept()
			if err != nil {
				return
			}
			to, err := net.Dial("tcp", target)
			if err != nil || !p.keep(from, to) {
				_ = from.Close()
				continue
			}
			go func() { _, _ = io.Copy(to, from) }()
			go func() { _, _ = io.Copy(from, to) }()
		}
	}()
	return p
}

func (p *passage) keep(ends ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ends = append(p.ends, ends...)
	return !p.ended
}

// close cuts everybody off, and lets nobody through any more.
func (p *passage) close() {
	_ = p.Listener.Close()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	for _, end := range p.ends {
		_ = end.Close()
	}
}
