package rk7sim_test

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

const childDir = "RK7SIM_TEST_DIR"

// TestMain turns the test binary into a simulator process when asked to, so
// that a test can kill it.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		options := subscribed(rk7sim.Behaviour{})
		options.Dir = dir
		s, err := rk7sim.Start(options)
		if err != nil {
			panic(err)
		}
		_ = json.NewEncoder(os.Stdout).Encode(map[string]string{"url": s.URL(), "cert": s.CertSHA256()})
		_, _ = bufio.NewReader(os.Stdin).ReadByte() // until the parent is gone
		return
	}
	os.Exit(m.Run())
}

// process is a simulator of its own.
func process(t *testing.T, dir string) (c *rk7.Client, kill func()) {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = append(os.Environ(), childDir+"="+dir)
	in, err := command.StdinPipe()
	require.NoError(t, err)
	t.Cleanup(func() { _ = in.Close() })
	out, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	var address struct{ URL, Cert string }
	require.NoError(t, json.NewDecoder(out).Decode(&address))
	c, err = rk7.New(rk7.Config{URL: address.URL, User: "demo", Password: "demo", CertSHA256: address.Cert})
	require.NoError(t, err)
	return c, func() {
		require.NoError(t, command.Process.Kill())
		_ = command.Wait() // it was killed
	}
}

func TestNothingAnsweredIsLostWhenTheProcessIsKilled(t *testing.T) {
	dir := t.TempDir()
	instance := guid()
	var last []byte
	var refs []rk7.OrderRef
	for round := range int64(3) {
		c, kill := process(t, dir)
		if last != nil {
			_, err := c.SaveOrderBytes(t.Context(), last)
			require.NoError(t, err, "the kept reply is kept too")
		}
		refs = append(refs, created(t, c))
		last = counted(t, refs[round], instance, round, dish("158", 1000))
		_, err := c.SaveOrderBytes(t.Context(), last)
		require.NoError(t, err)
		kill()
	}
	options := subscribed(rk7sim.Behaviour{})
	options.Dir = dir
	s := start(t, options)
	state := s.State("demo")
	require.Len(t, state.Orders, 3)
	for i, o := range state.Orders {
		require.Equal(t, refs[i].GUID, o.GUID)
		require.Len(t, o.Lines, 1)
	}
	require.Equal(t, map[string]int64{instance: 2}, state.Licence.Instances)
	require.EqualValues(t, 3, state.Counters["CreateOrder"])
	require.EqualValues(t, 2000, *state.StopList[1].Remainder, "5 were left, 3 were sold")
}

func TestTheCertificateStays(t *testing.T) {
	dir := t.TempDir()
	s, err := rk7sim.Start(rk7sim.Options{Dir: dir})
	require.NoError(t, err)
	first := s.CertSHA256()
	require.NoError(t, s.Close())
	require.Equal(t, first, start(t, rk7sim.Options{Dir: dir}).CertSHA256())
	info, err := os.Stat(filepath.Join(dir, "station.pem"))
	require.NoError(t, err)
	require.EqualValues(t, 0o600, info.Mode().Perm())
}

func TestHalfALastLineIsCutOff(t *testing.T) {
	dir := t.TempDir()
	s, err := rk7sim.Start(rk7sim.Options{Dir: dir})
	require.NoError(t, err)
	c := connect(t, s, "demo")
	kept := created(t, c)
	created(t, c)
	require.NoError(t, s.Close())
	path := filepath.Join(dir, "journal.jsonl")
	body, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, body[:len(body)-20], 0o600))

	s, err = rk7sim.Start(rk7sim.Options{Dir: dir})
	require.NoError(t, err)
	require.Len(t, s.State("").Orders, 1)
	again := created(t, connect(t, s, "demo"))
	require.NoError(t, s.Close())
	s = start(t, rk7sim.Options{Dir: dir})
	for _, ref := range []rk7.OrderRef{kept, again} {
		_, found := s.State("").Order(ref.GUID)
		require.True(t, found)
	}
}

func TestADamagedJournalIsNotTakenForAnEmptyOne(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "journal.jsonl"), []byte("not json\n"), 0o600))
	_, err := rk7sim.Start(rk7sim.Options{Dir: dir})
	require.ErrorContains(t, err, "cannot be read")
}

func TestResetEmptiesTheJournal(t *testing.T) {
	dir := t.TempDir()
	s, err := rk7sim.Start(rk7sim.Options{Dir: dir})
	require.NoError(t, err)
	created(t, connect(t, s, "demo"))
	require.NoError(t, s.Reset())
	require.Empty(t, s.State("").Orders)
	require.Empty(t, s.State("").Counters)
	require.NoError(t, s.Close())
	require.Empty(t, start(t, rk7sim.Options{Dir: dir}).State("").Orders)
}
