package callback

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// loopback is a guard for receivers of tests.
var loopback = Guard{AllowHTTP: true, AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}}

func receiver(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

func sender(t *testing.T, options Options) *Sender {
	t.Helper()
	s := NewSender(options)
	t.Cleanup(s.Close)
	return s
}

func TestAReceiverGetsWhatWasSigned(t *testing.T) {
	var got *http.Request
	var body []byte
	address := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
		w.WriteHeader(http.StatusNoContent)
	})
	// Used exactly as given: letter case, escapes and the order of the query stay.
	attempt := sender(t, Options{Guard: loopback, Now: func() time.Time { return noon }}).Post(t.Context(), address+"/Status/%7Eme?B=1&a=%2F", []byte(`{"id":"1"}`), "new", "old")
	require.True(t, attempt.OK, attempt.Error)
	require.Equal(t, 204, attempt.Status)
	require.Equal(t, "/Status/%7Eme?B=1&a=%2F", got.RequestURI)
	require.Equal(t, "application/json", got.Header.Get("Content-Type"))
	require.Equal(t, http.MethodPost, got.Method)
	require.Equal(t, `{"id":"1"}`, string(body))
	for _, secret := range []string{"new", "old"} {
		require.NoError(t, Verify(got.Header.Get(SignatureHeader), body, noon, secret))
	}
}

func TestOnlyTwoHundredsAreDelivered(t *testing.T) {
	var status atomic.Int32
	address := receiver(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(int(status.Load()))
		_, _ = w.Write([]byte("phone +79991234567"))
	})
	for code, ok := range map[int]bool{200: true, 202: true, 299: true, 304: false, 400: false, 404: false, 410: false, 500: false, 503: false} {
		status.Store(int32(code))
		attempt := sender(t, Options{Guard: loopback}).Post(t.Context(), address, nil)
		require.Equal(t, ok, attempt.OK, code)
		require.Equal(t, code, attempt.Status)
		require.Equal(t, ok, attempt.Error == "")
		require.NotContains(t, attempt.Error, "7999", "what the receiver says stays there")
		require.False(t, attempt.Final)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	var followed atomic.Bool
	inside := receiver(t, func(http.ResponseWriter, *http.Request) { followed.Store(true) })
	for _, code := range []int{301, 302, 303, 307, 308} {
		address := receiver(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inside, code) })
		attempt := sender(t, Options{Guard: loopback}).Post(t.Context(), address, nil)
		require.False(t, attempt.OK)
		require.Contains(t, attempt.Error, "redirects are not followed")
	}
	require.False(t, followed.Load())
}

func TestForbiddenAddressesAreNeverAsked(t *testing.T) {
	var asked atomic.Bool
	address := receiver(t, func(http.ResponseWriter, *http.Request) { asked.Store(true) })
	port := address[strings.LastIndex(address, ":"):]
	public := Guard{AllowHTTP: true}
	for _, target := range []string{address, "http://localhost" + port, "http://127.1.2.3" + port, "http://[::ffff:127.0.0.1]" + port, "http://0.0.0.0" + port, "http://[::]" + port} {
		attempt := sender(t, Options{Guard: public}).Post(t.Context(), target, nil)
		require.False(t, attempt.OK, target)
		require.True(t, attempt.Final, "%s: %s", target, attempt.Error)
		require.Contains(t, attempt.Error, "not allowed", target)
	}
	for _, target := range []string{"ftp://shop.example/", "http://", "/status", "", "https:shop.example", "http://user:secret@127.0.0.1" + port, "https://[::1", "gopher://127.0.0.1"} {
		attempt := sender(t, Options{Guard: loopback}).Post(t.Context(), target, nil)
		require.True(t, attempt.Final, target)
		require.NotContains(t, attempt.Error, "secret")
	}
	plain := sender(t, Options{Guard: Guard{AllowNetworks: loopback.AllowNetworks}}).Post(t.Context(), address, nil)
	require.Contains(t, plain.Error, "https://")
	require.False(t, asked.Load())
}

// A name may lead to a public address when it is looked at and to a private one
// when it is connected to. Only what is connected to counts.
func TestANameIsJudgedByWhereItLeadsAtConnectTime(t *testing.T) {
	var asked atomic.Bool
	address := receiver(t, func(http.ResponseWriter, *http.Request) { asked.Store(true) })
	parsed, err := url.Parse(address)
	require.NoError(t, err)
	transport := Guard{AllowHTTP: true}.transport(time.Second)
	guarded := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return guarded(ctx, network, parsed.Host) // what the name has become
	}
	attempt := sender(t, Options{Guard: Guard{AllowHTTP: true}, Transport: transport}).Post(t.Context(), "http://shop.example/status", nil)
	require.True(t, attempt.Final, attempt.Error)
	require.False(t, asked.Load())
}

func TestASlowReceiverIsLeft(t *testing.T) {
	release := make(chan struct{})
	address := receiver(t, func(http.ResponseWriter, *http.Request) { <-release })
	defer close(release)
	attempt := sender(t, Options{Guard: loopback, Timeout: 50 * time.Millisecond}).Post(t.Context(), address, []byte("{}"))
	require.False(t, attempt.OK)
	require.False(t, attempt.Final)
	require.Contains(t, attempt.Error, "did not answer within 50ms")
}

// A receiver that accepts and then talks for ever costs no more than its time.
func TestAnEndlessAnswerIsCut(t *testing.T) {
	address := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 32<<10)); err != nil {
				return
			}
		}
	})
	attempt := sender(t, Options{Guard: loopback, Timeout: 5 * time.Second}).Post(t.Context(), address, nil)
	require.True(t, attempt.OK)
	require.Less(t, attempt.Duration, 5*time.Second)
}

func TestAForeignCertificateIsNotTrusted(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	server.Config.ErrorLog = nil
	attempt := sender(t, Options{Guard: loopback}).Post(t.Context(), server.URL, nil)
	require.Contains(t, attempt.Error, "certificate cannot be trusted")
}

func TestNobodyThere(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := "http://" + listener.Addr().String()
	require.NoError(t, listener.Close())
	attempt := sender(t, Options{Guard: loopback}).Post(t.Context(), address, nil)
	require.Contains(t, attempt.Error, "no connection")
	require.False(t, attempt.Final)
}
