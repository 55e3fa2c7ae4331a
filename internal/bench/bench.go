// Package bench measures how fast the product does what it exists for: an order
// comes in over HTTP, a person accepts it, its dishes are on the cash station
// and read back. Every order is checked on the station afterwards, and beside
// it runs the thinnest workflow that could make the same calls, which is the limit.
package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

// Options say what to measure and how long.
type Options struct {
	// Program is the orderhatch binary to start; this program itself when empty.
	Program string `placeholder:"FILE" help:"The orderhatch to measure; this program itself when left out."`
	// Postgres measures api and worker as separate processes on that server
	// instead of standalone.
	Postgres string `placeholder:"DSN" help:"Measure api and worker processes on this PostgreSQL instead of standalone: postgres://user:password@host/database. The database must be empty."`

	Restaurants      int           `default:"20" help:"Simulated restaurants; each is an order source of its own."`
	InFlight         int           `default:"32" help:"Orders under way at once in the closed loop."`
	Length           time.Duration `default:"20s" help:"How long each load is kept up."`
	Rates            []float64     `default:"2,5,10,15,20,30,40,60" help:"Offered loads of the open loop, in orders a second."`
	Waiting          int           `default:"10000" help:"Waiting orders to hold at once; 0 leaves this out."`
	Stored           []int         `default:"1000,10000,100000" help:"Finished orders in the database to compare costs at; 0 leaves this out."`
	Callbacks        int           `default:"10000" help:"Callbacks to deliver to 200 receivers, first all healthy, then five of them dead; 0 leaves this out."`
	Hang             time.Duration `default:"30s" help:"How long each call to one of the restaurants hangs while the others are measured; 0 leaves this out."`
	HangRate         float64       `default:"5" help:"Orders a second while a station hangs, of all restaurants together."`
	Followed         int           `default:"1000" help:"Open orders on the station to follow; 0 leaves this out."`
	FollowedStations int           `default:"50" help:"Simulated stations that these orders are on."`
	Only             []string      `help:"Only these parts: closed, limit, open, delays, isolation, callbacks, waiting, followed, stored."`

	Report string `default:"bench" type:"path" help:"Folder for report.md and report.json."`
	Images string `type:"path" placeholder:"DIR" help:"Folder for the charts; the report's when left out."`
	Keep   bool   `help:"Keep the data folder that was measured."`

	Out io.Writer `kong:"-"`
}

// Run measures, writes the report and fails when an order or a dish was lost or
// doubled, whatever the figures say.
func Run(ctx context.Context, options Options) error {
	if err := options.complete(); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "orderhatch-bench-")
	if err != nil {
		return fmt.Errorf("a folder for the measured data: %w", err)
	}
	if options.Keep {
		fmt.Fprintln(options.Out, "The measured data is kept in", folder)
	} else {
		defer func() { _ = os.RemoveAll(folder) }()
	}
	report := newReport(options)
	err = measure(ctx, options, folder, report)
	report.Finished = time.Now().UTC()
	return errors.Join(err, report.write(options))
}

func (o *Options) complete() error {
	if o.Out == nil {
		o.Out = io.Discard
	}
	if o.Program == "" {
		program, err := os.Executable()
		if err != nil {
			return fmt.Errorf("find this program: %w", err)
		}
		o.Program = program
	}
	if o.Images == "" {
		o.Images = o.Report
	}
	if o.wants("isolation") && o.Hang > 0 && (o.Restaurants < 2 || o.HangRate <= 0) {
		return errors.New("isolation needs two restaurants and a rate; --hang 0 leaves it out")
	}
	if o.FollowedStations < 1 || o.Restaurants < 1 || o.InFlight < 1 || o.Length < time.Second {
		return errors.New("a bench needs at least one restaurant, one order in flight and a second's length")
	}
	return nil
}

// wants says whether a part was asked for.
func (o *Options) wants(part string) bool {
	if len(o.Only) == 0 {
		return true
	}
	for _, each := range o.Only {
		if each == part {
			return true
		}
	}
	return false
}

// measure runs the parts one after the other on one installation, except for
// the last, which needs databases of its own.
func measure(ctx context.Context, options Options, folder string, report *Report) error {
	station, err := startStation(options.Restaurants)
	if err != nil {
		return err
	}
	defer station.close()
	if err := measureJourneys(ctx, options, filepath.Join(folder, "journeys"), station, report); err != nil {
		return err
	}
	if options.wants("callbacks") && options.Callbacks > 0 {
		if err := measureCallbacks(ctx, options, filepath.Join(folder, "callbacks"), station, report); err != nil {
			return err
		}
	}
	if options.wants("waiting") && options.Waiting > 0 {
		if err := measureWaiting(ctx, options, filepath.Join(folder, "waiting"), station, report); err != nil {
			return err
		}
	}
	if options.wants("followed") && options.Followed > 0 {
		if err := measureFollowed(ctx, options, folder, report); err != nil {
			return err
		}
	}
	if options.wants("stored") {
		return measureStored(ctx, options, filepath.Join(folder, "stored"), station, report)
	}
	return nil
}

// measureJourneys finds the throughput, its limit, and the latencies at loads
// below it and with slow stations.
func measureJourneys(ctx context.Context, options Options, folder string, station *station, report *Report) error {
	if !slices.ContainsFunc([]string{"closed", "limit", "open", "delays", "isolation"}, options.wants) {
		return nil
	}
	target, err := startTarget(ctx, options, folder, station)
	if err != nil {
		return err
	}
	defer target.stop()
	run, err := newRunner(ctx, target, station)
	if err != nil {
		return err
	}
	defer run.close()
	say := func(format string, arguments ...any) { fmt.Fprintf(options.Out, format+"\n", arguments...) }

	if _, err := run.closed(ctx, options.InFlight, 5*time.Second); err != nil { // caches, pools, connections
		return fmt.Errorf("warming up: %w", err)
	}
	if options.wants("closed") {
		say("closed loop, %d in flight", options.InFlight)
		before, err := target.stored(ctx)
		if err != nil {
			return err
		}
		if report.Closed, err = run.closed(ctx, options.InFlight, 2*options.Length); err != nil {
			return err
		}
		if report.Anatomy, err = target.dissect(ctx, run.samples(), before); err != nil {
			return err
		}
	}
	if options.wants("limit") {
		say("the limit, %d in flight", options.InFlight)
		if report.Limit, err = measureLimit(ctx, target, station, options); err != nil {
			return err
		}
	}
	if options.wants("open") {
		for _, rate := range options.Rates {
			say("open loop, %g orders/s", rate)
			load, err := run.open(ctx, rate, options.Length)
			if err != nil {
				return err
			}
			report.Open = append(report.Open, load)
		}
	}
	if options.wants("delays") {
		for _, delay := range []time.Duration{0, 50 * time.Millisecond, 200 * time.Millisecond} {
			say("10 orders/s, stations that answer after %s", delay)
			if err := station.answerAfter(delay); err != nil {
				return err
			}
			load, err := run.open(ctx, 10, options.Length)
			if err != nil {
				return err
			}
			load.StationDelay = delay
			report.Delays = append(report.Delays, load)
		}
		if err := station.answerAfter(0); err != nil {
			return err
		}
	}
	if options.wants("isolation") && options.Hang > 0 {
		say("one of %d stations hangs for %s on every call", options.Restaurants, options.Hang)
		report.Isolation, err = run.isolation(ctx, options)
	}
	return err
}

// machine is what the figures depend on.
func machine() string {
	return fmt.Sprintf("%s/%s, %d cores, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
}
