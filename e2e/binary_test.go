package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// binaryVariable names a built program, so that it is not built again.
const binaryVariable = "ORDERHATCH_BIN"

var buildOnce = sync.OnceValues(func() (string, error) {
	if path := os.Getenv(binaryVariable); path != "" {
		return path, nil
	}
	folder, err := os.MkdirTemp("", "orderhatch-e2e-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "orderhatch")
	build := exec.Command("go", "build", "-o", path, "./cmd/orderhatch")
	build.Dir = filepath.Join("..", "standalone")
	if output, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, output)
	}
	builtIn = folder
	return path, nil
})

// builtIn is the folder to remove when we built the program ourselves.
var builtIn string

// binary is the path of the full program.
func binary(t testing.TB) string {
	t.Helper()
	path, err := buildOnce()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMain(m *testing.M) {
	code := m.Run()
	if builtIn != "" {
		_ = os.RemoveAll(builtIn)
	}
	os.Exit(code)
}
