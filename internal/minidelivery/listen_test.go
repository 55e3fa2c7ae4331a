package minidelivery

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// freePort is an address nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	port, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = port.Close() }()
	return port.Addr().String()
}

func selfTest(address string) (string, error) {
	response, err := http.Get("http://" + address + "/api/v2/ext/")
	if err != nil {
		return "", err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return string(body), err
}

func TestARestaurantHasAPortOfItsOwn(t *testing.T) {
	h := start(t)
	first, second := freePort(t), freePort(t)
	place := func(listen string) []restaurant.Restaurant {
		return []restaurant.Restaurant{{ID: "arbat-1", MiniDelivery: restaurant.MiniDelivery{Source: "site", Listen: listen}}, {ID: "off", MiniDelivery: restaurant.MiniDelivery{Listen: first}}}
	}
	l := &listeners{options: h.handler.Options, open: map[string]*listener{}}
	defer l.closeAll()
	l.follow(place(first))
	body, err := selfTest(first)
	require.NoError(t, err)
	require.Contains(t, body, `\"Token\" header expected.`)

	taken, err := net.Listen("tcp", second)
	require.NoError(t, err)
	l.follow(place(second))
	require.Empty(t, l.open, "the old port is closed, the new one taken by somebody")
	_, err = selfTest(first)
	require.Error(t, err)
	require.NoError(t, taken.Close())
	l.follow(place(second))
	_, err = selfTest(second)
	require.NoError(t, err, "it is tried again")
	l.follow(nil)
	_, err = selfTest(second)
	require.Error(t, err)
}

type everywhere []restaurant.Restaurant

func (e everywhere) Restaurants(context.Context) ([]restaurant.Restaurant, error) { return e, nil }

func TestListenEndsWithItsContext(t *testing.T) {
	h := start(t)
	address := freePort(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		Listen(ctx, everywhere{{ID: "arbat-1", MiniDelivery: restaurant.MiniDelivery{Source: "site", Listen: address}}}, h.handler.Options)
	}()
	require.Eventually(t, func() bool { _, err := selfTest(address); return err == nil }, waitTime, waitStep)
	cancel()
	<-ended
	_, err := selfTest(address)
	require.Error(t, err)
}
