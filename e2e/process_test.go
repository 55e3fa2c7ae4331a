package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	startTime = 60 * time.Second // on a machine busy with other tests
	stopTime  = 40 * time.Second
)

// process is one running orderhatch.
type process struct {
	t       testing.TB
	command *exec.Cmd
	output  *tail
	ended   chan struct{}
}

// launch starts the program with arguments; it is killed at the test's end.
func launch(t testing.TB, arguments ...string) *process {
	t.Helper()
	command := exec.Command(binary(t), arguments...)
	p := &process{t: t, command: command, output: &tail{}, ended: make(chan struct{})}
	command.Stdout, command.Stderr = p.output, p.output
	require.NoError(t, command.Start())
	go func() {
		_ = command.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("output of orderhatch %v:\n%s", arguments, p.output)
		}
	})
	return p
}

// kill ends the process as a power cut does.
func (p *process) kill() {
	_ = p.command.Process.Signal(syscall.SIGKILL)
	<-p.ended
}

// stop asks the process to end and insists that it does so cleanly.
func (p *process) stop() {
	p.t.Helper()
	_ = p.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(stopTime):
		p.kill()
		p.t.Fatal("the process did not end when asked to")
	}
	require.Equal(p.t, 0, p.command.ProcessState.ExitCode(), "exit code after SIGTERM; output:\n%s", p.output)
}

func (p *process) running() bool {
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// addresses are what a process wrote about where it answers.
type addresses struct {
	API        string `json:"api"`
	Temporal   string `json:"temporal"`
	TemporalUI string `json:"temporal_ui"`
	Sim        string `json:"sim"`
	SimWeb     string `json:"sim_web"`
	PID        int    `json:"pid"`
}

// awaitAddresses waits until this very process has said where it answers.
func (p *process) awaitAddresses(folder string) addresses {
	p.t.Helper()
	var found addresses
	p.await("the process to be ready", func() bool {
		text, err := os.ReadFile(filepath.Join(folder, "addresses.json"))
		return err == nil && json.Unmarshal(text, &found) == nil && found.PID == p.command.Process.Pid
	})
	return found
}

// await polls a condition; the process must stay alive meanwhile.
func (p *process) await(what string, condition func() bool) {
	p.t.Helper()
	awaitUntil(p.t, startTime, what, func() bool {
		if !p.running() {
			p.t.Fatalf("orderhatch ended while waiting for %s:\n%s", what, p.output)
		}
		return condition()
	})
}

// awaitUntil polls a condition until it holds or the time is over.
func awaitUntil(t testing.TB, limit time.Duration, what string, condition func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	poll := time.NewTicker(25 * time.Millisecond)
	defer poll.Stop()
	for !condition() {
		select {
		case <-ctx.Done():
			t.Fatalf("waited %s for %s", limit, what)
		case <-poll.C:
		}
	}
}

// tail keeps the end of what a process printed.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const tailBytes = 64 << 10

func (l *tail) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, p...)
	if extra := len(l.text) - tailBytes; extra > 0 {
		l.text = bytes.Clone(l.text[extra:])
	}
	return len(p), nil
}

func (l *tail) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.text)
}
