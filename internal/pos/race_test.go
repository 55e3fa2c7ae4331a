package pos

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
	"github.com/orderhatch/orderhatch/internal/store"
	"github.com/orderhatch/orderhatch/internal/testpg"
)

// recorder stands before a station and notes what it was asked and answered.
type recorder struct {
	mu     sync.Mutex
	bodies map[string]map[string]bool // by number, the different requests
	errors map[string]int             // by code
}

var (
	numberForm = regexp.MustCompile(`seqNumber="(\d+)"`)
	errorForm  = regexp.MustCompile(`RK7ErrorN="(\d+)"`)
)

// before puts a recorder before a restaurant's station.
func (b *bench) before(t *testing.T, id string) *recorder {
	t.Helper()
	r := &recorder{bodies: map[string]map[string]bool{}, errors: map[string]int{}}
	client := &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // the simulator on this machine
	}}
	url := b.sim.URLOf(id)
	if !strings.Contains(url, rk7.DefaultPath) {
		url += rk7.DefaultPath
	}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		onward, err := http.NewRequestWithContext(request.Context(), http.MethodPost, url, bytes.NewReader(body))
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		onward.Header = request.Header.Clone()
		reply, err := client.Do(onward)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		defer reply.Body.Close()
		answer, _ := io.ReadAll(reply.Body)
		r.note(string(body), string(answer))
		_, _ = w.Write(answer)
	}))
	t.Cleanup(server.Close)
	settings, err := b.store.Restaurant(t.Context(), id)
	require.NoError(t, err)
	settings.Station.URL, settings.Station.CertSHA256 = server.URL, rk7.Fingerprint(server.Certificate().Raw)
	require.NoError(t, b.store.PutRestaurant(t.Context(), settings))
	return r
}

func (r *recorder) note(body, answer string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if code := errorForm.FindStringSubmatch(answer); code != nil {
		r.errors[code[1]]++
	}
	if number := numberForm.FindStringSubmatch(body); number != nil && strings.Contains(body, `CMD="SaveOrder"`) {
		if r.bodies[number[1]] == nil {
			r.bodies[number[1]] = map[string]bool{}
		}
		r.bodies[number[1]][body] = true
	}
}

// Two processes put a hundred orders on one station under one licence instance,
// all at once. No number stands for two different requests, and the station
// sees no gap.
func TestTwoWorkersShareALicence(t *testing.T) {
	for name, dsn := range map[string]string{"SQLite": "sqlite:" + filepath.Join(t.TempDir(), "orders.db"), "PostgreSQL": testpg.NewDatabase(t)} {
		t.Run(name, func(t *testing.T) { shareALicence(t, dsn) })
	}
}

func shareALicence(t *testing.T, dsn string) {
	const orders = 100
	ring, err := keyring.FromEnv(keyring.NewLine())
	require.NoError(t, err)
	open := func() *store.Store {
		s, err := store.Open(t.Context(), dsn, ring, slog.New(slog.DiscardHandler))
		require.NoError(t, err)
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	first := open()
	require.NoError(t, first.Migrate(t.Context()))
	b := newBenchOn(t, first, rk7sim.RestaurantOptions{ID: "arbat-1", Licence: rk7sim.LicenceSubscription})
	recorded := b.before(t, "arbat-1")
	patient := func(o *Options) {
		o.ConnectTimeout, o.ReadTimeout, o.WriteTimeout = 30*time.Second, 30*time.Second, 30*time.Second
		o.OwnerPatience = 2 * o.WriteTimeout
	}
	workers := []*Stations{b.worker(patient), b.worker(patient, func(o *Options) { o.Store = open() })}

	var work sync.WaitGroup
	errs := make(chan error, orders)
	records := make([]order.Order, orders)
	for i := range orders {
		records[i] = newOrder("arbat-1")
		work.Go(func() {
			filling, parked, err := journey(t.Context(), workers[i%len(workers)], &records[i])
			if err != nil || parked != nil {
				errs <- fmt.Errorf("order %d: %v %v", i, parked, err) //nolint:errorlint // for people
			} else if len(filling.Lines) == 0 {
				errs <- fmt.Errorf("order %d: nothing was read back", i)
			}
		})
	}
	work.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	for _, record := range records {
		b.requireFilled(t, record)
	}
	require.Len(t, recorded.bodies, orders)
	for number, bodies := range recorded.bodies {
		require.Len(t, bodies, 1, "number %s stood for several requests", number)
	}
	require.Empty(t, recorded.errors, "the station refused nothing")
}

// Two processes that both believe to have an order in hand put it on the
// station once.
func TestTwoWorkersOnOneOrder(t *testing.T) {
	for name, behaviour := range map[string]rk7sim.Behaviour{"reject": {}, "same": {DuplicateOrder: "same"}, "new": {DuplicateOrder: "new"}, "own GUIDs": {ReplaceLineGUIDs: true}} {
		for _, licence := range []rk7sim.LicenceMode{rk7sim.LicenceLifetime, rk7sim.LicenceSubscription} {
			t.Run(name+" "+string(licence), func(t *testing.T) {
				b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Licence: licence, Behaviour: behaviour})
				till, err := b.sim.Till("arbat-1")
				require.NoError(t, err)
				require.NoError(t, till.Delay(20_000_000)) // every call takes a while, so that they overlap
				workers := []*Stations{b.worker(), b.worker()}
				record := newOrder("arbat-1")
				both := func(step func(s *Stations, lookFirst bool) error) {
					var work sync.WaitGroup
					for i, s := range workers {
						work.Go(func() {
							if err := step(s, i > 0); err != nil {
								t.Error(err)
							}
						})
					}
					work.Wait()
				}
				created := make(chan order.StationOrder, len(workers))
				both(func(s *Stations, lookFirst bool) error {
					got, err := s.Create(t.Context(), activities.Job{Order: record, Attempt: 1, LookFirst: lookFirst})
					created <- got
					return err
				})
				record.POS = <-created
				both(func(s *Stations, lookFirst bool) error {
					_, err := s.Fill(t.Context(), activities.Job{Order: record, Attempt: 1, LookFirst: lookFirst})
					return err
				})
				b.requireFilled(t, record)
				both(func(s *Stations, lookFirst bool) error {
					return s.Void(t.Context(), activities.Job{Order: record, Attempt: 1, LookFirst: lookFirst})
				})
				live, _ := b.orders(record)
				require.Empty(t, live)
			})
		}
	}
}
