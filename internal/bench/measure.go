package bench

import (
	"slices"
	"sync"
	"time"
)

// Times are percentiles of a duration, in milliseconds.
type Times struct {
	Count int     `json:"count"`
	P50   float64 `json:"p50_ms"`
	P95   float64 `json:"p95_ms"`
	P99   float64 `json:"p99_ms"`
	Max   float64 `json:"max_ms"`
}

// timer collects durations from many goroutines.
type timer struct {
	mu  sync.Mutex
	all []time.Duration
}

func (t *timer) add(took time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all = append(t.all, took)
}

func (t *timer) times() Times {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.all) == 0 {
		return Times{}
	}
	slices.Sort(t.all)
	return Times{
		Count: len(t.all), P50: milliseconds(quantile(t.all, .50)), P95: milliseconds(quantile(t.all, .95)),
		P99: milliseconds(quantile(t.all, .99)), Max: milliseconds(t.all[len(t.all)-1]),
	}
}

// quantile of sorted durations, by the nearest rank.
func quantile(sorted []time.Duration, q float64) time.Duration {
	rank := int(q*float64(len(sorted)) + .999999)
	return sorted[min(max(rank, 1), len(sorted))-1]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
