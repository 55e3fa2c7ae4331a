package reconcile

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Findings are what the last sweep found.
type Findings interface {
	Swept(ctx context.Context, restaurants []string) (at time.Time, found []order.Discrepancy, err error)
}

// collectTime bounds the question to the database for a scrape.
const collectTime = 2 * time.Second

type collector struct {
	findings     Findings
	found, sweep *prometheus.Desc
}

// NewCollector counts what the last sweep found. It is asked of the database, so
// that every process says the same.
func NewCollector(findings Findings) prometheus.Collector {
	return &collector{
		findings: findings,
		found: prometheus.NewDesc("orderhatch_discrepancies", "What the last sweep found at restaurants, by kind and outcome.",
			[]string{"restaurant", "kind", "outcome"}, nil),
		sweep: prometheus.NewDesc("orderhatch_last_sweep_timestamp_seconds", "When the last sweep began.", nil, nil),
	}
}

// Describe implements prometheus.Collector.
func (c *collector) Describe(to chan<- *prometheus.Desc) {
	to <- c.found
	to <- c.sweep
}

// Collect implements prometheus.Collector.
func (c *collector) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), collectTime)
	defer cancel()
	at, found, err := c.findings.Swept(ctx, nil)
	if err != nil || at.IsZero() {
		return
	}
	to <- prometheus.MustNewConstMetric(c.sweep, prometheus.GaugeValue, float64(at.Unix()))
	counts := map[[3]string]int{}
	for _, one := range found {
		counts[[3]string{one.Restaurant, string(one.Kind), string(one.Outcome)}]++
	}
	for labels, count := range counts {
		to <- prometheus.MustNewConstMetric(c.found, prometheus.GaugeValue, float64(count), labels[:]...)
	}
}
