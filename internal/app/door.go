package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"
)

// drainTime is how long answers under way may take when the process stops.
const drainTime = 35 * time.Second

// door is a port that is held, and answered on later: what is started in between
// can be told where it will be.
type door struct {
	name     string
	listener net.Listener
	address  string // base URL
}

// listen takes a port until the core is closed.
func (c *core) listen(name, address string) (door, error) {
	listener, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return door{}, fmt.Errorf("%s cannot answer at %s: another program does, perhaps an Orderhatch that runs already. Stop it, or choose another address (see --help)", name, address)
	}
	if err != nil {
		return door{}, fmt.Errorf("the address of %s cannot be used: %w", name, err)
	}
	c.add(name+" port", func() error {
		if err := listener.Close(); !errors.Is(err, net.ErrClosed) {
			return err
		}
		return nil // its server has closed it
	})
	return door{name, listener, baseURL(listener.Addr().String())}, nil
}

// answer serves at a door until the core is closed.
func (c *core) answer(at door, server *http.Server, failed func(error)) {
	go func() {
		if err := server.Serve(at.listener); !errors.Is(err, http.ErrServerClosed) {
			failed(fmt.Errorf("%s does not answer any more: %w", at.name, err))
		}
	}()
	c.add(at.name, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), drainTime)
		defer cancel()
		return server.Shutdown(ctx)
	})
}

// baseURL is where a listener is reached from this machine.
func baseURL(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "http://" + address
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}
