package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Addresses are where a running process really answers, also when it was asked
// to choose the ports itself. They are kept in DIR/addresses.json.
type Addresses struct {
	API        string `json:"api,omitempty"`         // base URL of API and console
	Health     string `json:"health,omitempty"`      // base URL of /healthz and /metrics, where there is no API
	Temporal   string `json:"temporal,omitempty"`    // host:port of the Temporal frontend
	TemporalUI string `json:"temporal_ui,omitempty"` // base URL of the Temporal Web UI
	Sim        string `json:"sim,omitempty"`         // base URL of the simulated cash server
	SimWeb     string `json:"sim_web,omitempty"`     // base URL of the simulated station's page
	PID        int    `json:"pid"`
}

const addressesFile = "addresses.json"

// write replaces the file in one step, so that a reader never sees half of it.
func (a Addresses) write(folder string) error {
	a.PID = os.Getpid()
	text, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return err
	}
	path := filepath.Join(folder, addressesFile)
	if err := os.WriteFile(path+".new", append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("write where the service answers: %w", err)
	}
	return os.Rename(path+".new", path)
}

// healthPage is what answers as long as the process lives.
func (a Addresses) healthPage() (string, error) {
	switch {
	case a.API != "" || a.Health != "":
		return orElse(a.API, a.Health) + "/healthz", nil
	case a.SimWeb != "":
		return a.SimWeb + "/_sim/restaurants", nil
	}
	return "", errors.New("the process that runs on this data folder has no page that could be asked")
}

// remove says that nobody answers any more.
func (a Addresses) remove(folder string) error {
	return os.Remove(filepath.Join(folder, addressesFile))
}
