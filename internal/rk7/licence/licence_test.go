package licence

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func ask(t *testing.T, status int, body string) (Licence, error) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		require.Equal(t, "anchor=6%3A"+ProductYear+"%23100000001/17", r.URL.RawQuery)
		usr, err := base64.StdEncoding.DecodeString(r.Header.Get("usr"))
		require.NoError(t, err)
		require.Equal(t, "shop;f2168be713eb9429b4d9c3a7c574daac;94a08da1fecbb6e8b46990538c7b50b2", string(usr))
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	defer server.Close()
	return Client{URL: server.URL}.GetLicenseIdByAnchor(context.Background(), Credentials{User: "shop", Password: "secret", Token: "token"}, "6:"+ProductYear+"#100000001/17")
}

func TestLicence(t *testing.T) {
	got, err := ask(t, 200, `{"id":"abc","expirationDate":"2026-12-01T00:00:00","qty":2,"ErrorCode":0}`)
	require.NoError(t, err)
	require.Equal(t, Licence{Token: "abc", Expires: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Connections: 2}, got)
}

func TestNoLicence(t *testing.T) {
	_, err := ask(t, 200, `{"id":""}`)
	require.ErrorIs(t, err, ErrExpired)
	_, err = ask(t, 200, `{"ErrorCode":17,"ErrorMessage":"Anchor not found"}`)
	var refusal *Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, 17, refusal.Code)
	_, err = ask(t, 401, ``)
	require.ErrorIs(t, err, ErrCredentials)
	_, err = ask(t, 502, `<html>`)
	require.ErrorIs(t, err, ErrUnavailable)
	_, err = ask(t, 200, `<html>`)
	require.ErrorIs(t, err, ErrServiceReply)
}

func TestUnreachable(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	_, err := Client{URL: server.URL}.GetLicenseIdByAnchor(context.Background(), Credentials{}, "6:x#1/17")
	require.ErrorIs(t, err, ErrUnavailable)
	require.NotContains(t, err.Error(), server.URL)
}

func TestCredentialsAreHidden(t *testing.T) {
	c := Credentials{User: "shop", Password: "secret", Token: "very"}
	for _, text := range []string{fmt.Sprint(c), fmt.Sprintf("%+v", c), fmt.Sprintf("%#v", c)} {
		require.NotContains(t, text, "secret")
		require.NotContains(t, text, "very")
	}
}
