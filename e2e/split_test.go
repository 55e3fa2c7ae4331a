package e2e

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/testpg"
)

// split is the production shape: PostgreSQL, a Temporal server that keeps its
// histories there, a station, one API and two workers, each its own process.
type split struct {
	t        *testing.T
	common   []string
	at       addresses
	temporal *process
	start    func() *process // the Temporal server, on the address it had
	api      *process
	workers  []*process
}

func startSplit(t *testing.T, restaurants int) *split {
	t.Helper()
	s := &split{t: t}
	database := testpg.NewDatabase(t)

	station := t.TempDir()
	s.at = launch(t, "rk7sim", "--data", station, "--listen", "127.0.0.1:0", "--web-listen", "127.0.0.1:0",
		"--restaurants", strconv.Itoa(restaurants)).awaitAddresses(station)

	engine := t.TempDir()
	server := testpg.NewCluster(t)
	listen := "127.0.0.1:0"
	s.start = func() *process {
		p := launch(t, "temporal", "--data", engine, "--postgres", server, "--temporal-listen", listen, "--temporal-ui-listen", "")
		listen = p.awaitAddresses(engine).Temporal
		return p
	}
	s.temporal = s.start()

	shared := []string{"--database", database, "--key-ring", keyring.NewLine()}
	s.common = append([]string{"--temporal-address", listen}, shared...)
	seed := launch(t, append([]string{"demo", "--data", t.TempDir(), "--sim-web", s.at.SimWeb}, shared...)...)
	<-seed.ended
	require.Equal(t, 0, seed.command.ProcessState.ExitCode(), "%s", seed.output)

	s.startAPI()
	s.startWorkers()
	return s
}

// startAPI starts the API on the address it had, or on any.
func (s *split) startAPI() {
	listen := "127.0.0.1:0"
	if s.at.API != "" {
		listen = strings.TrimPrefix(s.at.API, "http://")
	}
	folder := s.t.TempDir()
	s.api = launch(s.t, append([]string{"api", "--data", folder, "--listen", listen}, s.common...)...)
	s.at.API = s.api.awaitAddresses(folder).API
}

func (s *split) startWorkers() { s.workers = []*process{s.startWorker(), s.startWorker()} }

func (s *split) startWorker() *process {
	folder := s.t.TempDir()
	p := launch(s.t, append([]string{"worker", "--data", folder}, s.common...)...)
	p.awaitAddresses(folder)
	return p
}

func (s *split) stopWorkers() {
	for _, p := range s.workers {
		p.stop()
	}
}

func TestJourneySplit(t *testing.T) {
	s := startSplit(t, 1)
	journey(t, s.at)
	t.Run("no worker", s.noWorker)
	t.Run("no Temporal", s.noTemporal)
}

// noWorker: a submit is answered 202, and the order completes when a worker returns.
func (s *split) noWorker(t *testing.T) {
	s.stopWorkers()
	sent := send(t, http.MethodPost, s.at.API+"/v1/orders", sourceKey, submission("NO-WORKER"))
	require.Equal(t, http.StatusAccepted, sent.Status, "%s", sent.Body)
	require.NotEmpty(t, sent.Header.Get("Location"))
	var processing struct{ ID, Status string }
	sent.decode(t, &processing)
	require.Equal(t, "accepted_for_processing", processing.Status)
	again := send(t, http.MethodPost, s.at.API+"/v1/orders", sourceKey, submission("NO-WORKER"))
	require.Equal(t, http.StatusAccepted, again.Status, "%s", again.Body)

	s.startWorkers()
	awaitStatus(t, s.at, processing.ID, order.Waiting)
	accepted := send(t, http.MethodPost, s.at.API+"/v1/orders/"+processing.ID+"/accept?wait=filled", operatorKey, map[string]any{})
	require.Equal(t, http.StatusOK, accepted.Status, "%s", accepted.Body)
	requireFilledOnce(t, s.at, accepted.order(t))
}

// noTemporal: a submit is answered 503 with Retry-After and leaves nothing behind.
func (s *split) noTemporal(t *testing.T) {
	s.temporal.kill()
	sent := send(t, http.MethodPost, s.at.API+"/v1/orders", sourceKey, submission("NO-TEMPORAL"))
	require.Equal(t, http.StatusServiceUnavailable, sent.Status, "%s", sent.Body)
	require.NotEmpty(t, sent.Header.Get("Retry-After"))
	var found struct{ Items []order.Order }
	send(t, http.MethodGet, s.at.API+"/v1/orders?external_id=NO-TEMPORAL", operatorKey, nil).decode(t, &found)
	require.Empty(t, found.Items)

	s.temporal = s.start()
	var sentAgain answer
	awaitUntil(t, startTime, "the same submit to be taken in once Temporal is back", func() bool {
		sentAgain = send(t, http.MethodPost, s.at.API+"/v1/orders", sourceKey, submission("NO-TEMPORAL"))
		return sentAgain.Status == http.StatusCreated || sentAgain.Status == http.StatusAccepted
	})
	// 201 and not 200 with Idempotent-Replay: nothing of the refused one was kept.
	require.Empty(t, sentAgain.Header.Get("Idempotent-Replay"))
}
