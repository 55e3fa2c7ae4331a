package rk7sim

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/internal/rk7"
)

// Server is a running simulator.
type Server struct {
	options     Options
	restaurants []*restaurant
	byID        map[string]*restaurant
	faults      *faultPlan
	certificate tls.Certificate
	journal     *journal
	recorder    recorder

	// mu guards every restaurant's state and the journal.
	mu sync.Mutex
	// epoch changes with every reset, so that work put off before it is dropped.
	epoch int
	// waiting counts the commands put off by the late fault.
	waiting int

	notifications chan notification

	ctx     context.Context
	stop    context.CancelFunc
	pending sync.WaitGroup
	https   []*http.Server
	web     *http.Server
	webURL  string
}

// Start opens the ports and answers until Close.
func Start(options Options) (*Server, error) {
	options, err := options.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Server{options: options, byID: map[string]*restaurant{}, faults: &faultPlan{}, recorder: recorder{to: options.Record},
		notifications: make(chan notification, orderNotifyQueue)}
	for _, one := range options.Restaurants {
		r, err := newRestaurant(s, one)
		if err != nil {
			return nil, err
		}
		s.restaurants = append(s.restaurants, r)
		s.byID[one.ID] = r
	}
	if options.Dir != "" {
		if err := os.MkdirAll(options.Dir, 0o700); err != nil {
			return nil, err
		}
	}
	if s.certificate, err = stationCertificate(options.Dir, options.WeakTLS); err != nil {
		return nil, fmt.Errorf("the station's certificate: %w", err)
	}
	if s.journal, err = openJournal(options.Dir, s.recall); err != nil {
		return nil, fmt.Errorf("what the station knew: %w", err)
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.pending.Go(func() { s.callOut(s.ctx) })
	if err := s.listen(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// listen opens the shared port, a port of its own for each restaurant that
// wants one, and the web port.
func (s *Server) listen() error {
	shared, err := s.serveStations(s.options.Listen, s.restaurants...)
	if err != nil {
		return err
	}
	for i, r := range s.restaurants {
		r.url = shared
		if i > 0 {
			r.url = shared + "/r/" + r.options.ID + rk7.DefaultPath
		}
		if r.options.Listen == "" {
			continue
		}
		if r.url, err = s.serveStations(r.options.Listen, r); err != nil {
			return err
		}
	}
	listener, err := net.Listen("tcp", s.options.WebListen)
	if err != nil {
		return err
	}
	s.webURL = "http://" + s.dialable(listener.Addr())
	s.web = s.newHTTPServer(s.webRoutes())
	go func() { _ = s.web.Serve(listener) }() // ends with Close
	return nil
}

// serveStations answers for the given restaurants on one HTTPS port: the first
// at the standard path, each also under /r/<id>.
func (s *Server) serveStations(address string, restaurants ...*restaurant) (string, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return "", err
	}
	mux := http.NewServeMux()
	mux.Handle(rk7.DefaultPath, restaurants[0])
	for _, r := range restaurants {
		mux.Handle("/r/"+r.options.ID+rk7.DefaultPath, r)
	}
	server := s.newHTTPServer(mux)
	// A real station speaks HTTP/1.1 alone.
	server.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){}
	s.https = append(s.https, server)
	gate := &gate{Listener: listener, open: func() bool { return !s.faults.allOffline(restaurants) }}
	go func() { _ = server.Serve(tls.NewListener(gate, s.tlsConfig())) }() // ends with Close
	return "https://" + s.dialable(listener.Addr()), nil
}

func (s *Server) newHTTPServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: time.Minute,
		ErrorLog:    slog.NewLogLogger(s.options.Logger.Handler(), slog.LevelDebug),
		BaseContext: func(net.Listener) context.Context { return s.ctx },
	}
}

// dialable replaces the host by the advertised one, and "any address" by the
// loopback one.
func (s *Server) dialable(address net.Addr) string {
	host, port, err := net.SplitHostPort(address.String())
	if err != nil {
		return address.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	if s.options.Advertise != "" {
		host = s.options.Advertise
	}
	return net.JoinHostPort(host, port)
}

// gate shuts the door in the face of whoever calls while every restaurant
// behind it is offline.
type gate struct {
	net.Listener
	open func() bool
}

func (g *gate) Accept() (net.Conn, error) {
	for {
		conn, err := g.Listener.Accept()
		if err != nil || g.open() {
			return conn, err
		}
		_ = conn.Close() // nobody is told anything
	}
}

// URL is the address of the first restaurant's XML interface.
func (s *Server) URL() string { return s.restaurants[0].url }

// URLOf is the address of one restaurant's XML interface; empty for an unknown one.
func (s *Server) URLOf(id string) string {
	if r := s.byID[id]; r != nil {
		return r.url
	}
	return ""
}

// IDs are the restaurants, in the order of the options.
func (s *Server) IDs() []string {
	var out []string
	for _, r := range s.restaurants {
		out = append(out, r.options.ID)
	}
	return out
}

// WebURL is the address of the cashier's page, and of /_sim/ under it.
func (s *Server) WebURL() string { return s.webURL }

// CertSHA256 is the fingerprint of the certificate, as a client pins it.
func (s *Server) CertSHA256() string { return rk7.Fingerprint(s.certificate.Certificate[0]) }

// SetFaults replaces the fault plan; none ends all misbehaviour.
func (s *Server) SetFaults(faults []Fault) error { return s.faults.replace(faults) }

// SetFaultsOf replaces the faults of one restaurant and leaves the rest of the
// plan as it is.
func (s *Server) SetFaultsOf(id string, faults []Fault) error { return s.faults.replaceOf(id, faults) }

// Reset makes all restaurants forget their orders, licences, shifts, stop
// lists, counters and switches, and ends all faults.
func (s *Server) Reset() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.epoch++
	s.faults.clear()
	for _, r := range s.restaurants {
		r.clear()
	}
	return s.journal.rewrite(s.records())
}

// Close stops answering. Requests in work are finished, waiting ones are dropped.
func (s *Server) Close() error {
	s.mu.Lock()
	s.stop() // under the mutex nothing more is put off
	s.mu.Unlock()
	s.pending.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	servers := s.https
	if s.web != nil {
		servers = append(servers, s.web)
	}
	var all sync.WaitGroup
	for _, server := range servers {
		all.Go(func() {
			if server.Shutdown(ctx) != nil {
				_ = server.Close() // whoever still holds a connection is cut off
			}
		})
	}
	all.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.journal.close()
}

// named is the restaurant with this id, the first one for an empty id.
func (s *Server) named(id string) (*restaurant, error) {
	if id == "" {
		return s.restaurants[0], nil
	}
	if r := s.byID[id]; r != nil {
		return r, nil
	}
	return nil, errors.New("there is no such restaurant here; there are: " + strings.Join(s.IDs(), ", "))
}

// commit writes changes to the journal and then makes them visible. The
// caller holds the mutex.
func (s *Server) commit(r *restaurant, c *changes) error {
	if err := s.journal.add(r.record(c)); err != nil {
		return fmt.Errorf("the journal cannot be written: %w", err)
	}
	r.apply(c)
	s.notify(r, c)
	if s.journal.grown() {
		return s.journal.rewrite(s.records())
	}
	return nil
}

func (s *Server) records() []record {
	var out []record
	for _, r := range s.restaurants {
		out = append(out, r.everything()...)
	}
	return out
}

// recall takes a record of the journal at the start. Records of restaurants
// that are no longer served are dropped.
func (s *Server) recall(one record) {
	r := s.byID[one.Restaurant]
	if r == nil {
		return
	}
	maps.Copy(r.meta.Counters, one.Meta.Counters)
	maps.Copy(r.meta.Unknown, one.Meta.Unknown)
	r.apply(one.changes(r))
}
