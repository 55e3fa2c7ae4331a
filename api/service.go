package api

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/gin-gonic/gin"
)

// Probe is something /readyz asks about. Check must come back when its context
// ends; what it says goes into the log, not to the caller.
type Probe struct {
	Name  string
	Check func(context.Context) error
	// Advisory is shown but does not make the service unready: without workers,
	// for one, orders are still taken in.
	Advisory bool
}

const (
	probeTime  = 2 * time.Second
	probeEvery = time.Second // asked more often, the last answer is given again
)

// Readyz says how the service's dependencies are.
type Readyz struct {
	Status       string               `json:"status" enum:"ready,not_ready,draining"`
	Dependencies map[string]Dependent `json:"dependencies"`
}

// Dependent is the state of one dependency.
type Dependent struct {
	OK       bool    `json:"ok"`
	Advisory bool    `json:"advisory,omitempty" doc:"The service works without it"`
	Seconds  float64 `json:"seconds" doc:"How long it took to answer"`
}

// Healthz says that the process lives.
type Healthz struct {
	Status  string `json:"status" example:"ok"`
	Version string `json:"version,omitempty"`
}

type healthAnswer struct{ Body Healthz }

type readyAnswer struct {
	Status int
	Body   Readyz
}

func (s *Server) health(context.Context, *struct{}) (*healthAnswer, error) {
	return &healthAnswer{Body: Healthz{Status: "ok", Version: s.version}}, nil
}

func (s *Server) ready(ctx context.Context, _ *struct{}) (*readyAnswer, error) {
	if s.draining.Load() {
		return &readyAnswer{Status: http.StatusServiceUnavailable, Body: Readyz{Status: "draining", Dependencies: map[string]Dependent{}}}, nil
	}
	answer := &readyAnswer{Status: http.StatusOK, Body: Readyz{Status: "ready", Dependencies: s.probes.ask(ctx)}}
	for _, dependency := range answer.Body.Dependencies {
		if !dependency.OK && !dependency.Advisory {
			answer.Status, answer.Body.Status = http.StatusServiceUnavailable, "not_ready"
		}
	}
	return answer, nil
}

// metricsPage is what Prometheus reads.
func (s *Server) metricsPage() gin.HandlerFunc {
	return gin.WrapH(promhttp.HandlerFor(s.metrics, promhttp.HandlerOpts{}))
}

// probes asks the dependencies, all at once and at most once a second.
type probes struct {
	list []Probe
	now  func() time.Time
	tell func(name string, err error)

	mu    sync.Mutex
	asked time.Time
	last  map[string]Dependent
}

func newProbes(options Options) *probes {
	list := []Probe{{Name: "database", Check: options.Orders.Ping}, {Name: "temporal", Check: options.Dispatcher.Ready}}
	tell := func(name string, err error) {
		options.Logger.Warn("A dependency does not answer", "dependency", name, "error", err)
	}
	return &probes{list: append(list, options.Probes...), now: options.Now, tell: tell}
}

func (p *probes) ask(ctx context.Context) map[string]Dependent {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := p.now(); p.last == nil || now.Sub(p.asked) >= probeEvery {
		p.last, p.asked = p.askNow(ctx), now
	}
	return p.last
}

func (p *probes) askNow(ctx context.Context) map[string]Dependent {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeTime) // the answer is also for others
	defer cancel()
	found := make([]Dependent, len(p.list))
	var all sync.WaitGroup
	for i, probe := range p.list {
		all.Go(func() {
			started := time.Now()
			err := probe.Check(ctx)
			if err != nil && (p.last == nil || p.last[probe.Name].OK) {
				p.tell(probe.Name, err)
			}
			found[i] = Dependent{OK: err == nil, Advisory: probe.Advisory, Seconds: time.Since(started).Seconds()}
		})
	}
	all.Wait()
	answer := map[string]Dependent{}
	for i, probe := range p.list {
		answer[probe.Name] = found[i]
	}
	return answer
}
