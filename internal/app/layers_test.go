package app

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/orderhatch/orderhatch/"

// allowed says, for every package, which of our own packages it may import.
// Only the wiring (internal/app, internal/cli) may know everything.
var allowed = map[string][]string{
	"internal/order":    {},
	"internal/keyring":  {},
	"internal/engine":   {},
	"internal/rk7":      {},
	"internal/account":  {"internal/order"},
	"activities":        {"internal/order"},
	"workflows":         {"internal/order", "activities"},
	"internal/temporal": {"internal/keyring"},
	"internal/dispatch": {"internal/order", "workflows"},
	"internal/monitor":  {"internal/order", "workflows"},
	"worker":            {"internal/order", "internal/restaurant", "activities", "workflows"},
	"console":           {},
}

// banned names what a package must not even link, and why.
var banned = map[string][]string{
	"workflows":      {"net/http", "database/sql", "github.com/jmoiron/sqlx", "github.com/gin-gonic/gin"},
	"internal/order": {"net/http", "database/sql", "go.temporal.io/sdk/workflow"},
	"internal/rk7":   {"database/sql", "go.temporal.io/sdk/workflow"},
	"cmd/orderhatch": {"go.temporal.io/server/temporal"},
}

type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func TestLayers(t *testing.T) {
	packages := list(t)
	for name, may := range allowed {
		one, there := packages[module+name]
		require.True(t, there, "package %s", name)
		for _, imported := range one.Imports {
			own, ours := strings.CutPrefix(imported, module)
			require.True(t, !ours || slices.Contains(may, own), "%s must not import %s", name, own)
		}
	}
	for name, not := range banned {
		one, there := packages[module+name]
		require.True(t, there, "package %s", name)
		for _, dependency := range not {
			if name == "workflows" && dependency == "net/http" {
				// The SDK itself links it; our own files must not.
				require.NotContains(t, one.Imports, dependency, name)
				continue
			}
			require.NotContains(t, one.Deps, dependency, "%s must not link %s", name, dependency)
		}
	}
}

func list(t *testing.T) map[string]listed {
	t.Helper()
	command := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", module+"...")
	output, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	found := map[string]listed{}
	decoder := json.NewDecoder(output)
	for {
		var one listed
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			break
		} else {
			require.NoError(t, err)
		}
		found[one.ImportPath] = one
	}
	require.NoError(t, command.Wait())
	return found
}
