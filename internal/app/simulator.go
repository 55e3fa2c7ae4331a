package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// RunSimulator runs the simulated cash server by itself until ctx ends.
func RunSimulator(ctx context.Context, options rk7sim.Options, out io.Writer) error {
	c := &core{log: options.Logger, closers: closers{log: options.Logger}}
	defer c.close()
	station, err := rk7sim.Start(options)
	if err != nil {
		return err
	}
	c.add("simulator", station.Close)
	if err := c.publish(Addresses{Sim: station.URL(), SimWeb: station.WebURL()}, options.Dir); err != nil {
		return err
	}
	fmt.Fprintf(out, "Simulated cash server\n  XML interface  %s\n  certificate    SHA-256 %s\n  page           %s\n", station.URL(), station.CertSHA256(), station.WebURL())
	for _, id := range station.IDs() {
		fmt.Fprintf(out, "  restaurant     %s at %s\n", id, station.URLOf(id))
	}
	<-ctx.Done()
	return nil
}

// Demo sets the demo up in a split installation, around a simulator that runs.
type Demo struct {
	Common
	SimWeb string `required:"" placeholder:"URL" help:"Base URL of the simulated station's page."`
}

// RunDemo makes the demo's restaurant, source and people.
func RunDemo(ctx context.Context, config Demo, log *slog.Logger, out io.Writer) error {
	station, err := simulatorState(ctx, config.SimWeb)
	if err != nil {
		return err
	}
	c, err := openCore(ctx, config.Common, log)
	if err != nil {
		return err
	}
	defer c.close()
	if err := seedDemo(ctx, c.store, station.URL, station.CertSHA256); err != nil {
		return err
	}
	fmt.Fprintln(out, "The demo's restaurant, source and people are set up. Their keys are known to everybody.")
	return nil
}

// maxState bounds the answer of a simulator that has seen many orders.
const maxState = 256 << 20

// simulatorState asks a simulator where it answers and with which certificate.
func simulatorState(ctx context.Context, web string) (state rk7sim.State, err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, web+"/_sim/state", nil)
	if err != nil {
		return state, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return state, fmt.Errorf("the simulator does not answer: %w", err)
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(io.LimitReader(answer.Body, maxState)).Decode(&state); err != nil {
		return state, fmt.Errorf("the simulator's state cannot be read: %w", err)
	}
	return state, nil
}
