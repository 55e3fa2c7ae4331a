package standalone_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/standalone"
)

// childFolder makes this test binary run a server in that folder and nothing
// else, until it is killed.
const childFolder = "ORDERHATCH_TEST_ENGINE_FOLDER"

func TestMain(m *testing.M) {
	if folder := os.Getenv(childFolder); folder != "" {
		serveUntilKilled(folder)
	}
	os.Exit(m.Run())
}

func serveUntilKilled(folder string) {
	running, err := standalone.Start(context.Background(), options(folder))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(running.Address())
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // ends with the parent
	os.Exit(0)
}

// startChild answers with the address of a server in a process of its own.
func startChild(t *testing.T, folder string) (address string, kill func()) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+folder)
	child.Stderr = os.Stderr
	_, err := child.StdinPipe()
	require.NoError(t, err)
	output, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	line, err := bufio.NewReader(output).ReadString('\n')
	require.NoError(t, err)
	return strings.TrimSpace(line), func() {
		require.NoError(t, child.Process.Kill())
		_ = child.Wait() // says that it was killed
	}
}

func TestKilledServerKeepsWhatItAnswered(t *testing.T) {
	const rounds = 3
	folder := t.TempDir()
	for round := range rounds {
		id := fmt.Sprintf("order:%d", round)
		address, kill := startChild(t, folder)
		connected := dial(t, address)
		stopWork := work(t, connected)
		begin(t, connected, id)
		require.Equal(t, "approved by Anna", approve(t, connected, id))
		kill() // right after the answer
		stopWork()
		connected.Close()
	}
	running := start(t, options(folder))
	connected := dial(t, running.Address())
	work(t, connected)
	for round := range rounds {
		require.Equal(t, "approved by Anna", end(t, connected, fmt.Sprintf("order:%d", round)))
	}
}
