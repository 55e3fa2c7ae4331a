package rk7sim_test

import (
	"bytes"
	"crypto/tls"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// plain is an HTTP client that trusts anybody and keeps no connections.
func plain() *http.Client {
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true}} //nolint:gosec // a test
}

func ask(t *testing.T, url, contentType, password, body string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, bytes.NewReader([]byte(body)))
	require.NoError(t, err)
	request.SetBasicAuth("demo", password)
	request.Header.Set("Content-Type", contentType)
	response, err := plain().Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(answer)
}

// post sends a raw query to the first restaurant.
func post(t *testing.T, s *rk7sim.Server, body string) string {
	t.Helper()
	response, answer := ask(t, s.URL()+rk7.DefaultPath, "application/xml", "demo", body)
	require.Equal(t, http.StatusOK, response.StatusCode)
	return answer
}

func TestTheTransportIsAsUnfriendlyAsTheRealOne(t *testing.T) {
	s := start(t, rk7sim.Options{})
	const info = `<RK7Query><RK7CMD CMD="GetSystemInfo2"/></RK7Query>`

	response, answer := ask(t, s.URL()+rk7.DefaultPath, "application/xml", "wrong", info)
	require.Equal(t, http.StatusUnauthorized, response.StatusCode)
	require.NotContains(t, answer, "RK7QueryResult")

	_, answer = ask(t, s.URL()+rk7.DefaultPath, "application/x-www-form-urlencoded", "demo", info)
	require.Contains(t, answer, `Status="Query Parse Error"`)
	require.Contains(t, answer, `ErrorText="Empty input XML"`)

	for body, want := range map[string]string{
		"<RK7Query><RK7CMD":                                                     `Status="Query Parse Error"`,
		`<RK7Query><RK7CMD CMD="Nonsense"/></RK7Query>`:                         `ErrorText="Unknown command Nonsense"`,
		`<RK7Query><RK7CMD CMD="getorder"/></RK7Query>`:                         `ErrorText="Unknown command getorder"`,
		`<!-- a comment --><RK7Query><RK7CMD CMD="GetSystemInfo2"/></RK7Query>`: `Status="Ok"`,
	} {
		require.Contains(t, post(t, s, body), want, body)
	}
}
