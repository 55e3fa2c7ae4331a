package standalone

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"go.temporal.io/server/common/dynamicconfig"

	"github.com/orderhatch/orderhatch/internal/engine"
)

// setting is one way to run the thinnest order there can be: a start, a yes by
// update, two steps of work that do nothing.
type setting struct {
	name    string
	knobs   map[dynamicconfig.Key]any // on top of the product's
	pollers int
	local   bool
	eager   bool
	idle    bool // one order at a time instead of 32
}

// settings vary one thing at a time from what the product uses.
func settings() []setting {
	product := setting{name: "product", pollers: 8, eager: true}
	with := func(name string, change func(*setting)) setting {
		changed := product
		changed.name = name
		change(&changed)
		return changed
	}
	knob := func(key dynamicconfig.Key, value any) func(*setting) {
		return func(s *setting) { s.knobs = map[dynamicconfig.Key]any{key: value} }
	}
	both := []setting{
		product,
		with("transfer=20", knob(dynamicconfig.TransferProcessorMaxPollRPS.Key(), 20)),
		with("transfer=1000", knob(dynamicconfig.TransferProcessorMaxPollRPS.Key(), 1000)),
		with("partitions=4", func(s *setting) {
			s.knobs = map[dynamicconfig.Key]any{
				dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  4,
				dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 4,
			}
		}),
		with("pollers=2", func(s *setting) { s.pollers = 2 }),
		with("pollers=4", func(s *setting) { s.pollers = 4 }),
		with("pollers=16", func(s *setting) { s.pollers = 16 }),
		with("eager=off", func(s *setting) { s.eager = false }),
		with("localactivities", func(s *setting) { s.local = true }),
	}
	all := slices.Clone(both)
	for _, each := range both {
		each.name, each.idle = "idle/"+each.name, true
		all = append(all, each)
	}
	return all
}

// BenchmarkThinOrder is how the knobs were chosen:
// go test -run '^$' -bench ThinOrder -benchtime 1000x ./standalone
func BenchmarkThinOrder(b *testing.B) {
	for _, each := range settings() {
		b.Run(each.name, func(b *testing.B) { each.run(b) })
	}
}

func (s setting) run(b *testing.B) {
	saved := maps.Clone(knobs)
	defer func() { knobs = saved }()
	knobs = maps.Clone(knobs)
	maps.Copy(knobs, s.knobs)

	quiet := slog.New(slog.DiscardHandler)
	running, err := Start(b.Context(), engine.Options{DataDir: b.TempDir(), Namespace: "default", Retention: time.Hour * 24, Logger: quiet})
	if err != nil {
		b.Fatal(err)
	}
	defer running.Stop()
	connected, err := client.Dial(client.Options{HostPort: running.Address(), Logger: sdklog.NewStructuredLogger(quiet),
		ConnectionOptions: client.ConnectionOptions{GrpcCompression: &client.GrpcCompressionNone{}}})
	if err != nil {
		b.Fatal(err)
	}
	defer connected.Close()

	load := &thinLoad{setting: s, client: connected}
	working := load.worker()
	if err := working.Start(); err != nil {
		b.Fatal(err)
	}
	defer working.Stop()
	for range 20 {
		load.one(b) // pools, caches and prepared statements are filled by now
	}
	load.reset()

	startCPU := cpuTime()
	b.ResetTimer()
	if s.idle {
		for range b.N {
			load.one(b)
		}
	} else {
		b.SetParallelism(16)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				load.one(b)
			}
		})
	}
	b.StopTimer()
	load.report(b, cpuTime()-startCPU)
}

type thinLoad struct {
	setting
	client  client.Client
	next    atomic.Int64
	waiting sync.Map // workflow id -> chan struct{}

	mu       sync.Mutex
	accepted []time.Duration
	done     []time.Duration
}

func (l *thinLoad) worker() worker.Worker {
	made := worker.New(l.client, "thin", worker.Options{
		MaxConcurrentWorkflowTaskPollers: l.pollers, MaxConcurrentActivityTaskPollers: l.pollers,
		DisableEagerActivities: !l.eager,
	})
	made.RegisterWorkflowWithOptions(l.order, workflow.RegisterOptions{Name: "thin"})
	made.RegisterActivityWithOptions(func(context.Context) error { return nil }, activity.RegisterOptions{Name: "create"})
	made.RegisterActivityWithOptions(func(_ context.Context, id string) error {
		if waiting, ok := l.waiting.LoadAndDelete(id); ok {
			close(waiting.(chan struct{}))
		}
		return nil
	}, activity.RegisterOptions{Name: "fill"})
	return made
}

func (l *thinLoad) order(ctx workflow.Context, id string) error {
	accepted := false
	err := workflow.SetUpdateHandler(ctx, "accept", func(workflow.Context) error {
		accepted = true
		return nil
	})
	if err == nil {
		err = workflow.Await(ctx, func() bool { return accepted })
	}
	if err != nil {
		return err
	}
	if l.local {
		ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: time.Minute})
		if err := workflow.ExecuteLocalActivity(ctx, "create").Get(ctx, nil); err != nil {
			return err
		}
		return workflow.ExecuteLocalActivity(ctx, "fill", id).Get(ctx, nil)
	}
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
	if err := workflow.ExecuteActivity(ctx, "create").Get(ctx, nil); err != nil {
		return err
	}
	return workflow.ExecuteActivity(ctx, "fill", id).Get(ctx, nil)
}

// one order from its start to the end of its last step. The workflow's own end
// is not waited for: asking for it can stall for a long poll.
func (l *thinLoad) one(b *testing.B) {
	id := fmt.Sprintf("thin:%d", l.next.Add(1))
	filled := make(chan struct{})
	l.waiting.Store(id, filled)
	_, err := l.client.ExecuteWorkflow(b.Context(), client.StartWorkflowOptions{ID: id, TaskQueue: "thin", EnableEagerStart: l.eager}, "thin", id)
	if err != nil {
		b.Error(err)
		return
	}
	asked := time.Now()
	update, err := l.client.UpdateWorkflow(b.Context(), client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateName: "accept", WaitForStage: client.WorkflowUpdateStageCompleted})
	if err == nil {
		err = update.Get(b.Context(), nil)
	}
	if err != nil {
		b.Error(err)
		return
	}
	accepted := time.Since(asked)
	<-filled
	l.mu.Lock()
	defer l.mu.Unlock()
	l.accepted, l.done = append(l.accepted, accepted), append(l.done, time.Since(asked))
}

func (l *thinLoad) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.accepted, l.done = nil, nil
}

func (l *thinLoad) report(b *testing.B, cpu time.Duration) {
	slices.Sort(l.accepted)
	slices.Sort(l.done)
	orders := float64(len(l.done))
	b.ReportMetric(orders/b.Elapsed().Seconds(), "orders/s")
	b.ReportMetric(float64(cpu.Microseconds())/1000/orders, "cpu-ms/order")
	for _, quantile := range []struct {
		name string
		at   float64
	}{{"p50", .5}, {"p99", .99}} {
		at := int(quantile.at * float64(len(l.done)-1))
		b.ReportMetric(float64(l.accepted[at].Microseconds())/1000, "accept-"+quantile.name+"-ms")
		b.ReportMetric(float64(l.done[at].Microseconds())/1000, "filled-"+quantile.name+"-ms")
	}
	b.ReportMetric(residentMB(b), "resident-MB")
}

func cpuTime() time.Duration {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func residentMB(b *testing.B) float64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0 // another system than Linux
	}
	var size, resident int64
	if _, err := fmt.Sscan(string(text), &size, &resident); err != nil {
		b.Fatal(err)
	}
	return float64(resident*int64(os.Getpagesize())) / (1 << 20)
}
