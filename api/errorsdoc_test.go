package api

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// TestErrorCatalogueDrift keeps docs/errors.md what the error table says.
func TestErrorCatalogueDrift(t *testing.T) {
	const path = "../docs/errors.md"
	want := errorCatalogue()
	if *update {
		require.NoError(t, os.WriteFile(path, want, 0o644))
	}
	checkedIn, err := os.ReadFile(path)
	require.NoError(t, err)
	require.True(t, bytes.Equal(want, checkedIn), "The error table has changed: run go test ./api -update and look at the difference.")
}

// errorCatalogue is the error table for people.
func errorCatalogue() []byte {
	var out bytes.Buffer
	out.WriteString("# Errors\n\n<!-- Generated from internal/order/errors.go; `go test ./api -update` writes it anew. -->\n\n" +
		"Every answer that is not a success is an `application/problem+json`: `code` is for programs and never changes its meaning, `detail` is for people\n" +
		"and may be worded better any day, `request_id` finds the request in the log, and with 422 `errors` lists every fault at once. No error repeats\n" +
		"a value that you sent.\n\n**Try again** says whether the very same request may pass later. A submit can always be repeated: it cannot be doubled.\n\n" +
		"## What callers are answered\n\n| status | code | meaning | try again |\n|---|---|---|---|\n")
	answered, station := map[order.Code]order.Kind{}, map[order.Code]order.Kind{}
	for code, kind := range order.Kinds {
		if kind.Owner == "" {
			answered[code] = kind
		} else {
			station[code] = kind
		}
	}
	maps.Copy(answered, httpKinds)
	for _, code := range sortedCodes(answered) {
		kind := answered[code]
		fmt.Fprintf(&out, "| %d | `%s` | %s | %s |\n", kind.Status, code, kind.Title, map[bool]string{true: "yes", false: "no"}[kind.Retryable])
	}
	out.WriteString("\n## What stops an order on its way to the cash station\n\nThese are in an order's `injection.last_error`, with the words, the remedy and who can apply it.\n\n" +
		"| code | meaning | who | what to do |\n|---|---|---|---|\n")
	for _, code := range sortedCodes(station) {
		kind := station[code]
		fmt.Fprintf(&out, "| `%s` | %s | %s | %s |\n", code, kind.Title, kind.Owner, strings.ReplaceAll(kind.Remedy, "|", "\\|"))
	}
	return out.Bytes()
}

func sortedCodes(kinds map[order.Code]order.Kind) []order.Code {
	return slices.SortedFunc(maps.Keys(kinds), func(a, b order.Code) int {
		if kinds[a].Status != kinds[b].Status {
			return kinds[a].Status - kinds[b].Status
		}
		return strings.Compare(string(a), string(b))
	})
}
