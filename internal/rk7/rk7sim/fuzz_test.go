package rk7sim

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// FuzzQuery: whatever is sent, the station answers a document that can be read
// and keeps only what it could keep again.
func FuzzQuery(f *testing.F) {
	golden, err := filepath.Glob("../testdata/*.xml")
	require.NoError(f, err)
	require.NotEmpty(f, golden)
	for _, path := range golden {
		body, err := os.ReadFile(path)
		require.NoError(f, err)
		f.Add(body)
	}
	for _, text := range []string{
		"", "<", "<RK7Query/>", `<RK7Query><RK7Command CMD="GetOrderList"/><RK7Command2 CMD="GetRefList"/></RK7Query>`,
		`<RK7Query><RK7CMD CMD="CreateOrder"><Order><Visit visit="900000001"/><Table code="10"/><Guests count="-1"/></Order></RK7CMD></RK7Query>`,
		`<?xml version="1.0" encoding="windows-1251"?><RK7Query><RK7CMD CMD="GetSystemInfo"/></RK7Query>`,
	} {
		f.Add([]byte(text))
	}
	s, err := Start(Options{Now: func() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }})
	require.NoError(f, err)
	f.Cleanup(func() { _ = s.Close() })
	r := s.restaurants[0]
	f.Fuzz(func(t *testing.T, body []byte) {
		s.mu.Lock()
		r.clear()
		s.mu.Unlock()
		r.ask(t, `<RK7Query><RK7CMD CMD="CreateOrder"><Order guid="{7D0C1A52-0000-4000-8000-000000000001}"><Table code="10"/></Order></RK7CMD></RK7Query>`)
		for range 2 {
			reply := r.ask(t, string(body))
			root, err := parse([]byte(reply))
			require.NoError(t, err, "%s", reply)
			require.Equal(t, "RK7QueryResult", root.name)
			require.NotEmpty(t, root.str("Status"))
		}
		for _, one := range r.everything() {
			for _, o := range one.Orders {
				kept, err := json.Marshal(o)
				require.NoError(t, err)
				again, err := json.Marshal(o.clone())
				require.NoError(t, err)
				require.Equal(t, string(kept), string(again))
			}
		}
		require.NotContains(t, r.ask(t, `<RK7Query><RK7CMD CMD="GetOrderList2"/></RK7Query>`), "\x00")
	})
}
