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

// RunDemo makes the demo's restaurants, source and people.
func RunDemo(ctx context.Context, config Demo, log *slog.Logger, out io.Writer) error {
	stations, err := simulated(ctx, config.SimWeb)
	if err != nil {
		return err
	}
	c, err := openCore(ctx, config.Common, log)
	if err != nil {
		return err
	}
	defer c.close()
	if err := seedDemo(ctx, c.store, stations); err != nil {
		return err
	}
	fmt.Fprintf(out, "The demo's restaurants, sources and people are set up; their keys are known to everybody.\n"+
		"Sign in as %q or %q with the password %q. Keys are %s, %s and %s, the token of the old site is %s.\n",
		demoOperator, demoManager, demoPassword, demoSourceKey, demoOperatorKey, demoManagerKey, demoOldToken)
	return nil
}

// maxAnswer bounds what a simulator says of its restaurants.
const maxAnswer = 1 << 20

// simulated asks a simulator where its restaurants answer and with which certificate.
func simulated(ctx context.Context, web string) (stations []rk7sim.Address, err error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, web+"/_sim/restaurants", nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("the simulator does not answer: %w", err)
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(io.LimitReader(answer.Body, maxAnswer)).Decode(&stations); err != nil {
		return nil, fmt.Errorf("what the simulator says of its restaurants cannot be read: %w", err)
	}
	return stations, nil
}
