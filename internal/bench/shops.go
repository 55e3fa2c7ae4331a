package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// shops are the servers of order sources, each on a port of its own.
type shops struct {
	all []*shop
}

// shop is one receiver of callbacks.
type shop struct {
	url    string
	server *http.Server
	hangs  atomic.Bool
	closed chan struct{}

	mu    sync.Mutex
	came  map[string][]time.Time // by order
	news  map[string]chan struct{}
	wrong error
}

func openShops(count int) (*shops, error) {
	opened := &shops{}
	for range count {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			opened.close()
			return nil, fmt.Errorf("a receiver of callbacks: %w", err)
		}
		s := &shop{url: "http://" + listener.Addr().String() + "/status", closed: make(chan struct{}), came: map[string][]time.Time{}, news: map[string]chan struct{}{}}
		s.server = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
		go func() { _ = s.server.Serve(listener) }()
		opened.all = append(opened.all, s)
	}
	return opened, nil
}

func (s *shops) close() {
	for _, each := range s.all {
		close(each.closed)
		_ = each.server.Close()
	}
}

// hang lets the first few accept callbacks and never answer.
func (s *shops) hang(count int) {
	for i, each := range s.all {
		each.hangs.Store(i < count)
	}
}

// wrong is what came twice or out of its order, at any of them.
func (s *shops) wrong() error {
	var faults []error
	for _, each := range s.all {
		each.mu.Lock()
		faults = append(faults, each.wrong)
		each.mu.Unlock()
	}
	return errors.Join(faults...)
}

// ServeHTTP implements http.Handler.
func (s *shop) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	if s.hangs.Load() {
		select {
		case <-r.Context().Done():
		case <-s.closed:
		}
		return
	}
	at := time.Now()
	var said order.NoticeBody
	err := json.NewDecoder(r.Body).Decode(&said)
	s.mu.Lock()
	defer s.mu.Unlock()
	if next := int64(len(s.came[said.OrderID]) + 1); err != nil || said.Sequence != next {
		s.wrong = errors.Join(s.wrong, err, fmt.Errorf("order %s: callback %d came where %d was due", said.ExternalID, said.Sequence, next))
		return
	}
	s.came[said.OrderID] = append(s.came[said.OrderID], at)
	if news := s.news[said.OrderID]; news != nil {
		close(news)
		delete(s.news, said.OrderID)
	}
}

// await waits until so many callbacks of an order have come, and gives their times.
func (s *shop) await(ctx context.Context, id string, count int64) ([]time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		s.mu.Lock()
		came, fault := s.came[id], s.wrong
		news := s.news[id]
		if news == nil {
			news = make(chan struct{})
			s.news[id] = news
		}
		s.mu.Unlock()
		if fault != nil || int64(len(came)) >= count {
			return came, fault
		}
		select {
		case <-news:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}
