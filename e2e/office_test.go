package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/order"
)

// run is one command of the program, which must succeed; its output.
func run(t *testing.T, arguments ...string) string {
	t.Helper()
	said, err := exec.Command(binary(t), arguments...).CombinedOutput()
	require.NoError(t, err, "orderhatch %v:\n%s", arguments, said)
	return string(said)
}

// fillOne takes an order from its shop to the station.
func fillOne(t *testing.T, at addresses, sent order.Submission) order.Order {
	t.Helper()
	record := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, sent).order(t)
	filled := send(t, http.MethodPost, at.API+"/v1/orders/"+record.ID+"/accept?wait=filled", operatorKey, map[string]any{}).order(t)
	require.Equal(t, order.Filled, filled.Injection.State)
	return filled
}

// The key that encrypts is changed by the steps of docs/security.md: a new key,
// everything anew under it, the old one away.
func TestTheEncryptionKeyIsChanged(t *testing.T) {
	folder := t.TempDir()
	flags := []string{"--callback-http", "--callback-networks", "127.0.0.0/8"}
	program, at := startStandalone(t, folder, flags...)
	var secret struct {
		Secret string `json:"secret"`
	}
	send(t, http.MethodPost, at.API+"/v1/sources/me/signing-secret", sourceKey, nil).decode(t, &secret)
	fillOne(t, at, submission("BEFORE-1"))
	waiting := send(t, http.MethodPost, at.API+"/v1/orders", sourceKey, submission("BEFORE-2")).order(t)
	program.stop()

	keys := filepath.Join(folder, "keys")
	old, err := os.ReadFile(keys)
	require.NoError(t, err)
	fresh := keyring.NewLine() + "\n"
	require.NoError(t, os.WriteFile(keys, []byte(fresh+string(old)), 0o600))
	program, at = startStandalone(t, folder, flags...)
	said := run(t, "reseal", "--data", folder)
	require.False(t, strings.HasPrefix(said, "0 secrets"), said)
	require.True(t, strings.HasPrefix(run(t, "reseal", "--data", folder), "0 secrets"), "the second time there is nothing to do")
	accepted := send(t, http.MethodPost, at.API+"/v1/orders/"+waiting.ID+"/accept?wait=filled", operatorKey, map[string]any{}).order(t)
	require.Equal(t, order.Filled, accepted.Injection.State, "orders of before go on under the old key")
	program.stop()

	require.NoError(t, os.WriteFile(keys, []byte(fresh), 0o600))
	_, at = startStandalone(t, folder, flags...)
	receiver := &shop{secret: secret.Secret}
	server := httptest.NewServer(receiver)
	defer server.Close()
	sent := submission("AFTER-1")
	sent.Callback = &order.Callback{URL: server.URL}
	fillOne(t, at, sent) // the station's password could be read
	awaitUntil(t, soon, "the callbacks", func() bool { return len(receiver.heard()) > 0 })
	require.Empty(t, receiver.broken, "and so could the signing secret")
	before := send(t, http.MethodGet, at.API+"/v1/orders/"+waiting.ID, operatorKey, nil)
	require.Equal(t, http.StatusOK, before.Status, "what was written is still read")
}

// The log of callbacks on the command line: what is dead is seen, and sent again
// when the receiver can be called, one or all.
func TestDeadLettersAreReplayedFromTheCommandLine(t *testing.T) {
	folder := t.TempDir()
	receiver := &shop{}
	server := httptest.NewServer(receiver)
	defer server.Close()
	program, at := startStandalone(t, folder) // which calls nobody inside the house
	for _, id := range []string{"DEAD-1", "DEAD-2"} {
		sent := submission(id)
		sent.Callback = &order.Callback{URL: server.URL, Events: []string{"order.submitted", "order.accepted"}}
		fillOne(t, at, sent)
	}
	var list callbackList
	awaitUntil(t, soon, "four dead letters", func() bool {
		send(t, http.MethodGet, at.API+"/v1/callbacks?state=dead", sourceKey, nil).decode(t, &list)
		return len(list.Items) == 4
	})
	table := run(t, "callbacks", "list", "--data", folder, "--dead", "--source", "demo")
	require.Equal(t, 5, strings.Count(table, "\n"), table)
	require.Contains(t, table, "this address is not allowed")
	require.NotContains(t, run(t, "callbacks", "list", "--data", folder, "--source", "other"), "DEAD-1")
	newest := list.Items[0].ID
	shown := run(t, "callbacks", "show", "--data", folder, newest)
	require.Contains(t, shown, `"event": "order.accepted"`)
	require.Contains(t, shown, "this address is not allowed")
	require.Empty(t, receiver.heard())
	program.stop()

	startStandalone(t, folder, "--callback-http", "--callback-networks", "127.0.0.0/8")
	require.Contains(t, run(t, "callbacks", "replay", "--data", folder, newest), "on its way")
	awaitUntil(t, soon, "the one", func() bool { return len(receiver.heard()) == 1 })
	require.Equal(t, newest, receiver.heard()[0].ID)
	require.Contains(t, run(t, "callbacks", "replay", "--data", folder, "--dead", "--source", "demo"), "3 dead letters")
	awaitUntil(t, soon, "the others", func() bool { return len(receiver.heard()) == 4 })
	var first []int64
	for _, note := range receiver.heard() {
		if note.ExternalID == "DEAD-1" {
			first = append(first, note.Sequence)
		}
	}
	require.IsIncreasing(t, first, "those of one order in their order")
	awaitUntil(t, soon, "the log to say so", func() bool {
		return strings.Count(run(t, "callbacks", "list", "--data", folder), "delivered") == 4
	})
}
