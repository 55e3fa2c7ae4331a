package order

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestWorkflowIDsAreReadableWherePossible(t *testing.T) {
	require.Equal(t, "order:demo:WEB-1", WorkflowID("demo", "WEB-1"))
	require.Equal(t, "order:demo:a b/c?:~", WorkflowID("demo", "a b/c?:~"))
	require.Equal(t, "order:demo:%D0%97-1", WorkflowID("demo", "З-1"))
	require.Equal(t, "order:demo:%25D0%2597-1", WorkflowID("demo", "%D0%97-1"), "which is another one")
}

// Temporal's client refuses names that are not in printable ASCII, and its server
// those above a thousand bytes.
func TestWorkflowIDsCanBeSent(t *testing.T) {
	seen := map[string]string{}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(1, 128, -1).Draw(t, "external_id")
		if rapid.Bool().Draw(t, "long") {
			text = strings.Repeat("☃", 120) + text
		}
		id := WorkflowID("demo", text)
		if len(id) > 900 || strings.ContainsFunc(id, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Fatalf("%q cannot be sent", id)
		}
		if before, known := seen[id]; known && before != text {
			t.Fatalf("%q and %q have the same name", before, text)
		}
		seen[id] = text
	})
}
