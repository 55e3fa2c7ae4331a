package temporal

import (
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.temporal.io/sdk/client"
)

// metricLabels are all labels of the SDK's metrics that tell something apart.
// Prometheus wants the same labels on every series of a name and takes an empty
// one as absent; tags that are not listed are dropped, which bounds the series.
var metricLabels = []string{
	"namespace", "task_queue", "worker_type", "workflow_type", "activity_type",
	"operation", "poller_type", "status_code", "failure_reason", "cause",
}

// timerBuckets reach from an idle server's answer to a station's timeout.
var timerBuckets = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 180}

// NewMetrics lets the SDK count into a Prometheus registry. Several clients may
// share one.
func NewMetrics(registry prometheus.Registerer) (client.MetricsHandler, error) {
	if registry == nil {
		return nil, errors.New("temporal: metrics need a registry")
	}
	return &metrics{
		known: &metricFamilies{registry: registry, counters: map[string]*prometheus.CounterVec{},
			gauges: map[string]*prometheus.GaugeVec{}, timers: map[string]*prometheus.HistogramVec{}},
		values: make([]string, len(metricLabels)),
	}, nil
}

// metrics is a handler with the values of its labels.
type metrics struct {
	known  *metricFamilies
	values []string
}

// WithTags implements client.MetricsHandler.
func (m *metrics) WithTags(tags map[string]string) client.MetricsHandler {
	values := append([]string(nil), m.values...)
	for i, label := range metricLabels {
		if value, given := tags[label]; given {
			values[i] = strings.TrimPrefix(value, "none")
		}
	}
	return &metrics{known: m.known, values: values}
}

// Counter implements client.MetricsHandler.
func (m *metrics) Counter(name string) client.MetricsCounter {
	return counter{family(m.known, m.known.counters, name+"_total", func(name string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: metricHelp}, metricLabels)
	}).WithLabelValues(m.values...)}
}

// Gauge implements client.MetricsHandler.
func (m *metrics) Gauge(name string) client.MetricsGauge {
	return gauge{family(m.known, m.known.gauges, name, func(name string) *prometheus.GaugeVec {
		return prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: metricHelp}, metricLabels)
	}).WithLabelValues(m.values...)}
}

// Timer implements client.MetricsHandler.
func (m *metrics) Timer(name string) client.MetricsTimer {
	return timer{family(m.known, m.known.timers, name+"_seconds", func(name string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: metricHelp, Buckets: timerBuckets}, metricLabels)
	}).WithLabelValues(m.values...)}
}

const metricHelp = "As the Temporal SDK's documentation describes it."

// metricFamilies are made when the SDK first uses a name.
type metricFamilies struct {
	registry prometheus.Registerer
	mu       sync.Mutex
	counters map[string]*prometheus.CounterVec
	gauges   map[string]*prometheus.GaugeVec
	timers   map[string]*prometheus.HistogramVec
}

func family[V prometheus.Collector](m *metricFamilies, known map[string]V, name string, build func(string) V) V {
	m.mu.Lock()
	defer m.mu.Unlock()
	if vector, ok := known[name]; ok {
		return vector
	}
	vector := build(name)
	var twice prometheus.AlreadyRegisteredError
	if err := m.registry.Register(vector); errors.As(err, &twice) {
		if shared, same := twice.ExistingCollector.(V); same {
			vector = shared // another client counts there as well
		}
	}
	known[name] = vector
	return vector
}

type counter struct{ to prometheus.Counter }

// Inc implements client.MetricsCounter. A counter never goes down.
func (c counter) Inc(by int64) { c.to.Add(float64(max(by, 0))) }

type gauge struct{ to prometheus.Gauge }

// Update implements client.MetricsGauge.
func (g gauge) Update(value float64) { g.to.Set(value) }

type timer struct{ to prometheus.Observer }

// Record implements client.MetricsTimer.
func (t timer) Record(took time.Duration) { t.to.Observe(took.Seconds()) }
