package adapters

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// echo is an adapter that says what it was asked.
type echo struct{ got Request }

func (*echo) Name() string { return "echo" }

func (e *echo) Serve(_ context.Context, _ Desk, request Request) Response {
	e.got = request
	return Response{Status: http.StatusTeapot, Body: map[string]string{"path": request.Path}}
}

type shops map[string]error

func (s shops) Source(_ context.Context, id string) (account.Source, error) {
	err, known := s[id]
	if !known {
		err = order.Errorf(order.CodeNotFound, "no such source")
	}
	return account.Source{ID: id}, err
}

func TestRequestsFindTheirAdapter(t *testing.T) {
	adapter := &echo{}
	handler := Handler(Options{Adapters: []Adapter{adapter}, Sources: shops{"shop": nil, "broken": errors.New("disk")}, Logger: slog.New(slog.DiscardHandler)})
	ask := func(path string, body io.Reader) *httptest.ResponseRecorder {
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequest("PUT", path, body))
		return recorder
	}
	got := ask("/in/echo/shop/a/b/?x=1", strings.NewReader("body"))
	require.Equal(t, http.StatusTeapot, got.Code)
	require.JSONEq(t, `{"path":"a/b"}`, got.Body.String())
	require.Equal(t, "shop", adapter.got.Source.ID)
	require.Equal(t, "1", adapter.got.Query.Get("x"))
	require.Equal(t, "body", string(adapter.got.Body))
	require.Equal(t, "PUT", adapter.got.Method)
	require.Equal(t, http.StatusTeapot, ask("/in/echo/shop", nil).Code)
	for path, want := range map[string]int{"/in/nobody/shop": 404, "/in/echo/stranger": 404, "/in/echo": 404, "/in/": 404, "/in/echo/broken": 503} {
		require.Equal(t, want, ask(path, nil).Code, path)
	}
	require.Equal(t, http.StatusRequestEntityTooLarge, ask("/in/echo/shop", strings.NewReader(strings.Repeat("x", maxBody+1))).Code)
}
