package api

import (
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/orderhatch/orderhatch/console"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/checks"
)

// Options are what a Server is made of.
type Options struct {
	Dispatcher  Dispatcher  // required
	Orders      Orders      // required
	Restaurants Restaurants // required
	Accounts    Accounts    // required
	Callbacks   Callbacks   // nil: no source is called back
	Sweeps      Sweeps      // nil: nobody looks for what does not belong together
	Stations    Stations    // nil: every restaurant is always ready
	Menus       Menus       // nil: no menu is known
	Probes      []Probe     // asked by /readyz, beside the database and Temporal

	// Availability keeps pauses, snoozed dishes and aliases; nil: every restaurant is always online.
	Availability Availabilities

	Admin    *admin.Service // nil: without the routes of administration
	Examiner Examiner       // nil: connections cannot be tested
	Alarms   Alarms         // nil: alarms cannot be tested

	Logger  *slog.Logger         // nil: slog.Default()
	Metrics *prometheus.Registry // nil: one of its own
	Now     func() time.Time     // nil: time.Now
	Version string               // of the program, shown by /healthz

	// TemporalUI is the base URL of the Temporal Web UI; empty leaves links.temporal out.
	TemporalUI        string
	TemporalNamespace string // empty means "default"

	// Codec decodes workflow payloads for the Temporal UI; nil: nobody does.
	Codec Codec

	// SetupToken lets whoever knows it make the first manager; empty lets nobody.
	SetupToken string

	// TrustedProxies are the addresses or CIDR ranges whose X-Forwarded-* headers are believed.
	TrustedProxies []string
	Limits         Limits // zero fields mean the defaults
}

// Server answers HTTP. It is ready as soon as New returns.
type Server struct {
	dispatcher  Dispatcher
	orders      Orders
	restaurants Restaurants
	stations    Stations
	callbacks   Callbacks
	sweeps      Sweeps
	menus       Menus
	menuPages   *menuPages
	switches    Availabilities
	checker     *checks.Checker
	admin       *admin.Service
	examiner    Examiner
	alarms      Alarms
	setup       *setup
	probes      *probes
	log         *slog.Logger
	now         func() time.Time
	version     string
	temporal    temporalLinks
	limits      Limits
	metrics     *prometheus.Registry

	proxies []netip.Prefix
	callers *callers
	signIns *signIns
	rates   *rates
	trials  *rates // of test callbacks
	feed    *feed
	streams *streams
	examine *examinations
	waiters chan struct{} // one place for each caller of ?wait=filled
	meters  *meters
	console *consolePages

	engine   *gin.Engine
	huma     huma.API
	document []byte // the OpenAPI document
	docs     []byte // the page made of it
	draining atomic.Bool
}

// New builds the server and starts reading the event feed. Call Close at the end.
func New(options Options) (*Server, error) {
	if options.Dispatcher == nil || options.Orders == nil || options.Restaurants == nil || options.Accounts == nil {
		return nil, errors.New("api: Dispatcher, Orders, Restaurants and Accounts must be given")
	}
	options.setDefaults()
	proxies, err := parsePrefixes(options.TrustedProxies)
	if err != nil {
		return nil, err
	}
	meters, err := newMeters(options.Metrics)
	if err != nil {
		return nil, err
	}
	pages, err := newConsolePages(console.Files())
	if err != nil {
		return nil, err
	}
	s := &Server{
		dispatcher:  options.Dispatcher,
		orders:      options.Orders,
		restaurants: options.Restaurants,
		stations:    options.Stations,
		callbacks:   options.Callbacks,
		sweeps:      options.Sweeps,
		menus:       options.Menus,
		menuPages:   newMenuPages(),
		switches:    options.Availability,
		checker:     options.checker(),
		admin:       options.Admin,
		examiner:    options.Examiner,
		alarms:      options.Alarms,
		setup:       newSetup(options.SetupToken),
		probes:      newProbes(options),
		log:         options.Logger,
		now:         options.Now,
		version:     options.Version,
		temporal:    temporalLinks{base: options.TemporalUI, namespace: options.TemporalNamespace},
		limits:      options.Limits,
		metrics:     options.Metrics,
		proxies:     proxies,
		callers:     newCallers(options.Accounts, options.Now, options.Logger),
		signIns:     newSignIns(options.Now),
		rates:       newRates(options.Limits, options.Now),
		trials:      newRates(trialLimits, options.Now),
		feed:        newFeed(options.Orders, options.Logger),
		streams:     newStreams(options.Limits),
		examine:     newExaminations(),
		waiters:     make(chan struct{}, options.Limits.Waiters),
		meters:      meters,
		console:     pages,
	}
	if err := errors.Join(s.build(), s.serveCodec(options.Codec)); err != nil {
		return nil, err
	}
	go s.feed.run()
	return s, nil
}

func (o *Options) setDefaults() {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Metrics == nil {
		o.Metrics = prometheus.NewRegistry()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Stations == nil {
		o.Stations = alwaysReady{}
	}
	if o.Callbacks == nil {
		o.Callbacks = noCallbacks{}
	}
	if o.Sweeps == nil {
		o.Sweeps = noSweeps{}
	}
	if o.Menus == nil {
		o.Menus = noMenus{}
	}
	if o.Availability == nil {
		o.Availability = alwaysOnline{}
	}
	if o.TemporalNamespace == "" {
		o.TemporalNamespace = "default"
	}
	o.Limits.setDefaults()
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.engine.ServeHTTP(w, r) }

// Drain ends the event streams and lets /readyz say that no more requests are
// wanted. Requests under way go on.
func (s *Server) Drain() {
	s.draining.Store(true)
	s.feed.stop()
}

// Close ends what New started. It may be called more than once.
func (s *Server) Close() { s.Drain() }
