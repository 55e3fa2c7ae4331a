package app

import (
	"encoding/json"
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

// remove says that nobody answers any more.
func (a Addresses) remove(folder string) error {
	return os.Remove(filepath.Join(folder, addressesFile))
}
