package api

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write openapi.json anew")

// TestOpenAPIDrift keeps the checked-in document what the service publishes.
func TestOpenAPIDrift(t *testing.T) {
	h := start(t)
	if *update {
		require.NoError(t, os.WriteFile("openapi.json", h.server.document, 0o644))
	}
	checkedIn, err := os.ReadFile("openapi.json")
	require.NoError(t, err)
	require.True(t, string(checkedIn) == string(h.server.document), "The API has changed: run go test ./api -update and look at the difference.")
	require.Equal(t, string(checkedIn), h.ask("GET", "/openapi.json", "", "").body)
}

func TestOpenAPIIsWhole(t *testing.T) {
	var document struct {
		OpenAPI    string
		Paths      map[string]map[string]any
		Components struct{ Schemas map[string]any }
	}
	h := start(t)
	require.NoError(t, json.Unmarshal(h.server.document, &document))
	require.True(t, strings.HasPrefix(document.OpenAPI, "3.1."))
	for _, reference := range references(h.server.document) {
		require.Contains(t, document.Components.Schemas, reference)
	}
	for _, route := range h.server.engine.Routes() {
		if path := strings.Replace(route.Path, ":id", "{id}", 1); strings.HasPrefix(path, "/v1/") {
			require.Contains(t, document.Paths[path], strings.ToLower(route.Method))
		}
	}
}

func references(document []byte) (names []string) {
	for _, part := range strings.Split(string(document), `"#/components/schemas/`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		names = append(names, name)
	}
	return names
}
