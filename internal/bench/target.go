package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// readyTime is how long a freshly started installation may take.
const readyTime = 2 * time.Minute

// target is a running installation of the product.
type target struct {
	folder    string
	postgres  string   // its DSN; empty for standalone
	api       string   // base URL
	temporal  string   // host:port
	workers   []string // base URLs of the processes that follow stations
	processes []*process
}

// process is one operating system process of the installation.
type process struct {
	name    string
	command *exec.Cmd
	ended   chan struct{}
}

// startTarget sets an installation up in a new folder and starts it.
func startTarget(ctx context.Context, options Options, folder string, station *station) (*target, error) {
	t := &target{folder: folder, postgres: options.Postgres}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	if err := seed(ctx, t.dsn(), t.keyFile(), station); err != nil {
		return nil, fmt.Errorf("set the installation up: %w", err)
	}
	return t, t.start(ctx, options)
}

func (t *target) keyFile() string { return filepath.Join(t.folder, "keys") }

func (t *target) dsn() string {
	if t.postgres != "" {
		return t.postgres
	}
	return "sqlite:" + filepath.Join(t.folder, "orderhatch.db")
}

// start returns when the installation is ready for orders.
func (t *target) start(ctx context.Context, options Options) (err error) {
	defer func() {
		if err != nil {
			t.stop()
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	if t.postgres != "" {
		err = t.startSplit(ctx, options)
	} else {
		err = t.startStandalone(ctx, options)
	}
	if err != nil {
		return err
	}
	return t.await(ctx, t.api+"/readyz")
}

func (t *target) startStandalone(ctx context.Context, options Options) error {
	at, err := t.launch(ctx, options.Program, t.folder, "standalone", "--data", t.folder,
		"--listen", "127.0.0.1:0", "--temporal-listen", "127.0.0.1:0", "--temporal-ui-listen", "", "--log-level", "warn",
		"--callback-http", "--callback-networks", "127.0.0.0/8")
	t.api, t.temporal, t.workers = at.API, at.Temporal, []string{at.API}
	return err
}

// startSplit runs what a chain would run on several machines.
func (t *target) startSplit(ctx context.Context, options Options) error {
	server := filepath.Join(t.folder, "temporal")
	at, err := t.launch(ctx, options.Program, server, "temporal", "--data", server, "--postgres", options.Postgres,
		"--temporal-listen", "127.0.0.1:0", "--temporal-ui-listen", "")
	if err != nil {
		return err
	}
	t.temporal = at.Temporal
	ring, err := os.ReadFile(t.keyFile())
	if err != nil {
		return err
	}
	for _, name := range []string{"worker-1", "worker-2", "api"} {
		folder := filepath.Join(t.folder, name)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, "keys"), ring, 0o600); err != nil {
			return err
		}
		kind, _, _ := strings.Cut(name, "-")
		arguments := []string{kind, "--data", folder, "--database", options.Postgres, "--temporal-address", t.temporal, "--log-level", "warn",
			"--callback-http", "--callback-networks", "127.0.0.0/8"}
		if kind == "api" {
			arguments = append(arguments, "--listen", "127.0.0.1:0")
		} else {
			arguments = append(arguments, "--health-listen", "127.0.0.1:0")
		}
		if at, err = t.launch(ctx, options.Program, folder, arguments...); err != nil {
			return err
		}
		if kind == "worker" {
			t.workers = append(t.workers, at.Health)
		}
	}
	t.api = at.API
	return nil
}

// addresses is what a process writes into its data folder when it answers.
type addresses struct {
	API      string `json:"api"`
	Temporal string `json:"temporal"`
	Health   string `json:"health"`
	PID      int    `json:"pid"`
}

// launch starts a process and waits until it says where it answers.
func (t *target) launch(ctx context.Context, program, folder string, arguments ...string) (at addresses, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return at, err
	}
	log, err := os.Create(filepath.Join(folder, "log"))
	if err != nil {
		return at, err
	}
	defer log.Close()
	command := exec.Command(program, arguments...)
	command.Stdout, command.Stderr = log, log
	if err := command.Start(); err != nil {
		return at, fmt.Errorf("start %s: %w", arguments[0], err)
	}
	started := &process{name: arguments[0], command: command, ended: make(chan struct{})}
	go func() {
		_ = command.Wait()
		close(started.ended)
	}()
	t.processes = append(t.processes, started)
	pause := time.NewTicker(20 * time.Millisecond)
	defer pause.Stop()
	for {
		text, err := os.ReadFile(filepath.Join(folder, "addresses.json"))
		if err == nil && json.Unmarshal(text, &at) == nil && at.PID == command.Process.Pid {
			return at, nil
		}
		select {
		case <-pause.C:
		case <-started.ended:
			return at, fmt.Errorf("%s ended at once: %s", arguments[0], tail(log.Name()))
		case <-ctx.Done():
			return at, fmt.Errorf("%s did not start: %w", arguments[0], ctx.Err())
		}
	}
}

// tail is the end of a log, for the error that quotes it.
func tail(path string) string {
	const most = 2000
	text, err := os.ReadFile(path)
	if err != nil {
		return "it left no log"
	}
	return strings.TrimSpace(string(text[max(0, len(text)-most):]))
}

// await asks an address until it answers 200.
func (t *target) await(ctx context.Context, url string) error {
	pause := time.NewTicker(20 * time.Millisecond)
	defer pause.Stop()
	last := "no answer"
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		if answer, err := http.DefaultClient.Do(request); err == nil {
			body, _ := io.ReadAll(io.LimitReader(answer.Body, 4<<10))
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
			last = string(body)
		}
		select {
		case <-pause.C:
		case <-ctx.Done():
			return fmt.Errorf("the installation did not become ready: %s", last)
		}
	}
}

// stop ends the processes in the reverse order, as a person would.
func (t *target) stop() {
	const patience = 30 * time.Second
	for i := len(t.processes) - 1; i >= 0; i-- {
		each := t.processes[i]
		_ = each.command.Process.Signal(syscall.SIGTERM)
		select {
		case <-each.ended:
		case <-time.After(patience):
			_ = each.command.Process.Kill()
			<-each.ended
		}
	}
	t.processes = nil
}

// alive says which process has ended although it should not.
func (t *target) alive() error {
	var gone []error
	for _, each := range t.processes {
		select {
		case <-each.ended:
			gone = append(gone, fmt.Errorf("%s has ended: %s", each.name, each.command.ProcessState))
		default:
		}
	}
	return errors.Join(gone...)
}
