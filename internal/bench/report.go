package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Report is everything one run found out.
type Report struct {
	Machine  string    `json:"machine"`
	Mode     string    `json:"mode"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"`

	Restaurants int        `json:"restaurants"`
	Closed      *Load      `json:"closed,omitempty"`
	Anatomy     *Anatomy   `json:"anatomy,omitempty"`
	Limit       *Limit     `json:"limit,omitempty"`
	Open        []*Load    `json:"open,omitempty"`
	Delays      []*Load    `json:"delays,omitempty"`
	Callbacks   *Callbacks `json:"callbacks,omitempty"`
	Isolation   *Isolation `json:"isolation,omitempty"`
	Waiting     []*Waiting `json:"waiting,omitempty"`
	Followed    *Followed  `json:"followed,omitempty"`
	Stored      []*Stored  `json:"stored,omitempty"`
}

func newReport(options Options) *Report {
	mode := "standalone, SQLite"
	if options.Postgres != "" {
		mode = "separate processes (temporal, api, 2 workers), PostgreSQL"
	}
	return &Report{Machine: machine(), Mode: mode, Started: time.Now().UTC(), Restaurants: options.Restaurants}
}

// write leaves what is known, also when the run broke off.
func (r *Report) write(options Options) error {
	for _, folder := range []string{options.Report, options.Images} {
		if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // to be read by anybody
			return err
		}
	}
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	files := map[string]string{
		filepath.Join(options.Report, "report.json"): string(data) + "\n",
		filepath.Join(options.Report, "report.md"):   r.markdown(),
	}
	if len(r.Open) > 1 {
		files[filepath.Join(options.Images, "bench-load.svg")] = r.loadChart()
	}
	if len(r.Stored) > 1 {
		files[filepath.Join(options.Images, "bench-stored.svg")] = r.storedChart()
	}
	for path, text := range files {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil { //nolint:gosec // to be read by anybody
			return err
		}
		fmt.Fprintln(options.Out, "wrote", path)
	}
	return nil
}

func (r *Report) markdown() string {
	var text strings.Builder
	fmt.Fprintf(&text, "# Bench, %s\n\n%s. %s. %d restaurants. Took %s.\n", r.Started.Format("2006-01-02 15:04 MST"), r.Mode, r.Machine,
		r.Restaurants, r.Finished.Sub(r.Started).Round(time.Second))
	r.throughput(&text)
	r.anatomy(&text)
	loadTable(&text, "Latency at a load", r.Open)
	loadTable(&text, "Slow stations, 10 orders/s", r.Delays)
	r.callbacks(&text)
	r.isolation(&text)
	r.waiting(&text)
	r.followed(&text)
	r.stored(&text)
	return text.String()
}

func (r *Report) throughput(text *strings.Builder) {
	if r.Closed == nil && r.Limit == nil {
		return
	}
	text.WriteString("\n## Throughput\n\n| | orders/s | orders | accept → answer p50 / p95 / p99 ms | accept → filled p50 / p95 / p99 ms | CPU ms/order |\n|---|---|---|---|---|---|\n")
	if c := r.Closed; c != nil {
		fmt.Fprintf(text, "| whole journey, %d in flight | **%.1f** | %d | %s | %s | %.1f (+ %.1f driver and stations) |\n",
			c.InFlight, c.PerSecond, c.Orders, c.Accepted, c.Filled, c.CPU, c.DriverCPU)
	}
	if l := r.Limit; l != nil {
		fmt.Fprintf(text, "| the limit: thinnest workflow, same two calls | **%.1f** | %d | %s | %s | %.1f with driver and stations |\n", l.PerSecond, l.Orders, l.Accepted, l.Filled, l.CPU)
	}
	if r.Closed != nil && r.Limit != nil {
		fmt.Fprintf(text, "\nA whole journey reaches **%.2f** of the limit in throughput and costs **%.2f** times its CPU. All %d orders were found on their stations, with their dishes, once.\n",
			r.Closed.PerSecond/r.Limit.PerSecond, (r.Closed.CPU+r.Closed.DriverCPU)/r.Limit.CPU, r.Closed.Verified)
	}
}

// String is p50 / p95 / p99.
func (t Times) String() string { return fmt.Sprintf("%.1f / %.1f / %.1f", t.P50, t.P95, t.P99) }

func (r *Report) anatomy(text *strings.Builder) {
	a := r.Anatomy
	if a == nil {
		return
	}
	fmt.Fprintf(text, "\n## What one order is made of\n\n%.1f history events in %.1f KiB, %.1f workflow tasks (mean of %d finished orders).\n\n", a.Events, a.HistoryBytes/1024, a.WorkflowTasks, a.Sampled)
	for _, kind := range sorted(a.EventCounts) {
		fmt.Fprintf(text, "- %s: %.1f\n", kind, a.EventCounts[kind])
	}
	text.WriteString("\nBytes a finished order leaves in each database:")
	for _, name := range sorted(a.Stored) {
		fmt.Fprintf(text, " %s %.1f KiB.", name, a.Stored[name]/1024)
	}
	text.WriteString("\n")
}

func loadTable(text *strings.Builder, title string, loads []*Load) {
	if len(loads) == 0 {
		return
	}
	fmt.Fprintf(text, "\n## %s\n\nMilliseconds, p50 / p95 / p99.\n\n| offered/s | station answers after | reached/s | submit → 201 | submit → seen live | accept → answer | accept → filled | CPU ms/order | resident MiB | answered 202 |\n|---|---|---|---|---|---|---|---|---|---|\n", title)
	for _, l := range loads {
		fmt.Fprintf(text, "| %g | %s | %.1f | %s | %s | %s | %s | %.1f | %.0f | %d |\n",
			l.Offered, l.StationDelay, l.PerSecond, l.Answered, l.Seen, l.Accepted, l.Filled, l.CPU, l.Resident, l.Unanswered)
	}
}

func (r *Report) callbacks(text *strings.Builder) {
	c := r.Callbacks
	if c == nil {
		return
	}
	fmt.Fprintf(text, "\n## Callbacks\n\nTo %d receivers, %d orders of %d events each, %d orders at once. Every callback of a healthy receiver came once and in its order's order.\n\n"+
		"| receivers that hang | callbacks to the others | delivered/s | event → received p50 / p95 / p99 ms | longest ms | CPU ms/callback | left for later |\n|---|---|---|---|---|---|---|\n",
		c.Receivers, c.Orders, callbackEvents, c.InFlight)
	for _, load := range []*CallbackLoad{c.Healthy, c.WithDead} {
		if load != nil {
			fmt.Fprintf(text, "| %d | %d | %.1f | %s | %.0f | %.1f | %d |\n", load.Dead, load.Delivered, load.PerSecond, load.Latency, load.Latency.Max, load.CPU, load.Pending)
		}
	}
}

func (r *Report) waiting(text *strings.Builder) {
	if len(r.Waiting) == 0 {
		return
	}
	text.WriteString("\n## Waiting orders held at once\n\n| orders | submitted/s | resident MiB | accept → answer ms | accept → filled ms |\n|---|---|---|---|---|\n")
	for _, w := range r.Waiting {
		fmt.Fprintf(text, "| %d | %.1f | %.0f | %s | %s |\n", w.Orders, w.PerSecond, w.Resident, w.Accepted, w.Filled)
	}
}

func (r *Report) stored(text *strings.Builder) {
	if len(r.Stored) == 0 {
		return
	}
	names := sorted(lists)
	fmt.Fprintf(text, "\n## Cost against stored orders\n\n| finished orders | journeys/s | CPU ms/order | accept → filled ms | %s |\n|---|---|---|---|%s\n",
		strings.Join(names, " | "), strings.Repeat("---|", len(names)))
	for _, s := range r.Stored {
		fmt.Fprintf(text, "| %d | %.1f | %.1f | %s |", s.Finished, s.Journeys.PerSecond, s.Journeys.CPU, s.Journeys.Filled)
		for _, name := range names {
			fmt.Fprintf(text, " %s |", s.Lists[name])
		}
		text.WriteString("\n")
	}
}

func (r *Report) followed(text *strings.Builder) {
	f := r.Followed
	if f == nil {
		return
	}
	fmt.Fprintf(text, "\n## %d open orders on %d stations\n\nBefore there was any order: %.1f ms of processor time a second.\n\n"+
		"| at the tills | seconds | rounds | list requests | … of the busiest station | orders read | CPU ms/s | a round takes, mean ms |\n|---|---|---|---|---|---|---|---|\n", f.Orders, f.Stations, f.IdleCPU)
	for _, one := range []struct {
		what string
		Rounds
	}{{"nothing", f.Quiet}, {"cashiers print", f.Busy}} {
		fmt.Fprintf(text, "| %s | %.0f | %d | %d | %d | %d | %.1f | %.1f |\n", one.what, one.Seconds, one.Rounds.Rounds, one.Lists, one.MostLists, one.Looks, one.CPU, one.Mean)
	}
	fmt.Fprintf(text, "\nFrom a cashier's button to the status on the stream, ms: %s (%d orders).\n", f.Moved, f.Moved.Count)
}
