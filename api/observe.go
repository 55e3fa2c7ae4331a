package api

import (
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
)

// meters are the API's own figures.
type meters struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	streams  prometheus.Gauge
}

func newMeters(registry *prometheus.Registry) (*meters, error) {
	m := &meters{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "orderhatch_http_requests_total", Help: "Answered HTTP requests."}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "orderhatch_http_request_duration_seconds", Help: "Time from the request's headers to the end of the answer; event streams are left out.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}}, []string{"route", "method"}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{Name: "orderhatch_http_event_streams", Help: "Open event streams."}),
	}
	for _, collector := range []prometheus.Collector{m.requests, m.seconds, m.streams} {
		if err := registry.Register(collector); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// observe counts and logs each request. It names routes, not paths, because a
// path may hold anything, and never the query.
func (s *Server) observe(c *gin.Context) {
	started := time.Now()
	c.Next()
	route, took := c.FullPath(), time.Since(started)
	if route == "" {
		route = "none"
	}
	method := knownMethod(c.Request.Method)
	s.meters.requests.WithLabelValues(route, method, strconv.Itoa(c.Writer.Status())).Inc()
	if route != streamPath {
		s.meters.seconds.WithLabelValues(route, method).Observe(took.Seconds())
	}
	level := slog.LevelInfo
	if quiet[route] {
		level = slog.LevelDebug
	}
	s.log.LogAttrs(c.Request.Context(), level, "Request",
		slog.String("method", method), slog.String("route", route), slog.Int("status", c.Writer.Status()),
		slog.Duration("took", took), slog.Int("bytes", max(0, c.Writer.Size())),
		slog.String("caller", c.GetString(loggedCaller)), slog.String("request_id", requestID(c.Request.Context())))
}

// quiet routes are asked by machines all day long.
var quiet = map[string]bool{"/healthz": true, "/readyz": true, "/metrics": true, "/assets/*path": true, "/hooks/rk7/*rest": true}

// knownMethod keeps invented methods out of labels.
func knownMethod(method string) string {
	if slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}, method) {
		return method
	}
	return "other"
}
