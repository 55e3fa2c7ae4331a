package bench

import (
	"encoding/xml"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
	"github.com/orderhatch/orderhatch/internal/store"
)

func TestTimes(t *testing.T) {
	var timer timer
	require.Equal(t, Times{}, timer.times())
	for i := 100; i >= 1; i-- {
		timer.add(time.Duration(i) * time.Millisecond)
	}
	require.Equal(t, Times{Count: 100, P50: 50, P95: 95, P99: 99, Max: 100}, timer.times())
}

func TestLostAndDoubledDishesAreSeen(t *testing.T) {
	ordered := newJourney("T", 7, "bench-1").submission.Items
	right := rk7sim.OrderState{GUID: "{1}"}
	for _, item := range ordered {
		right.Lines = append(right.Lines, rk7sim.LineState{PLU: item.PLU, Quantity: rk7sim.Thousandths(item.Quantity)})
	}
	require.NoError(t, sameDishes(right, ordered))

	for name, spoil := range map[string]func(*rk7sim.OrderState){
		"a dish is missing":  func(o *rk7sim.OrderState) { o.Lines = o.Lines[1:] },
		"a dish twice":       func(o *rk7sim.OrderState) { o.Lines = append(o.Lines, o.Lines[0]) },
		"too many of a dish": func(o *rk7sim.OrderState) { o.Lines[0].Quantity += 1000 },
		"another dish":       func(o *rk7sim.OrderState) { o.Lines[0].PLU = "999" },
		"taken off":          func(o *rk7sim.OrderState) { o.Voided = true },
		"empty":              func(o *rk7sim.OrderState) { o.Empty = true },
	} {
		t.Run(name, func(t *testing.T) {
			spoiled := right
			spoiled.Lines = append([]rk7sim.LineState{}, right.Lines...)
			spoil(&spoiled)
			require.Error(t, sameDishes(spoiled, ordered))
		})
	}
}

// TestStationTruth makes an order as the limit does, and finds it.
func TestStationTruth(t *testing.T) {
	station, err := startStation(2)
	require.NoError(t, err)
	t.Cleanup(station.close)
	made, err := rk7.New(rk7.Config{URL: station.sim.URLOf("bench-2"), User: "demo", Password: "demo", CertSHA256: station.sim.CertSHA256()})
	require.NoError(t, err)
	t.Cleanup(made.Close)
	l := &limit{station: station, clients: map[string]*rk7.Client{"bench-2": made}}
	job, err := l.create(t.Context(), limitJob{ID: "x", Restaurant: "bench-2"})
	require.NoError(t, err)
	require.NoError(t, l.fill(t.Context(), job))

	require.Equal(t, map[string]int{"bench-1": 0, "bench-2": 1}, station.live())
	on, there := station.truth("bench-2").orders[order.PlainGUID(order.DeriveID("x"))]
	require.True(t, there)
	require.Len(t, on.Lines, 3)
}

func TestSlowStations(t *testing.T) {
	station, err := startStation(1)
	require.NoError(t, err)
	t.Cleanup(station.close)
	require.NoError(t, station.answerAfter(50*time.Millisecond))
	require.Len(t, station.sim.State("bench-1").Faults, 1)
	require.NoError(t, station.answerAfter(0))
	require.Empty(t, station.sim.State("bench-1").Faults)
}

func TestSeedAndFinishedOrders(t *testing.T) {
	station, err := startStation(1)
	require.NoError(t, err)
	t.Cleanup(station.close)
	target := &target{folder: t.TempDir()}
	require.NoError(t, seed(t.Context(), target.dsn(), target.keyFile(), station))
	require.NoError(t, keepFinished(t.Context(), target, station, 0, 5))
	require.NoError(t, keepFinished(t.Context(), target, station, 5, 12))
	require.NoError(t, withStore(t.Context(), target.dsn(), target.keyFile(), func(s *store.Store) error {
		counts, err := s.CountByStatus(t.Context(), nil)
		require.NoError(t, err)
		require.Equal(t, 12, counts[order.Completed])
		return nil
	}))
	bytes, err := sqliteBytes(t.Context(), filepath.Join(target.folder, "orderhatch.db"))
	require.NoError(t, err)
	require.Positive(t, bytes)
}

func TestReport(t *testing.T) {
	load := func(rate float64) *Load {
		return &Load{Offered: rate, PerSecond: rate * .9, Orders: 10, CPU: 12, Answered: Times{P95: rate}, Filled: Times{P50: 3, P95: rate * 10}}
	}
	report := &Report{
		Closed: &Load{PerSecond: 30, Orders: 600, Verified: 600, InFlight: 32}, Limit: &Limit{PerSecond: 50, CPU: 10},
		Anatomy:  &Anatomy{Sampled: 2, Events: 30, EventCounts: map[string]float64{"WorkflowTaskCompleted": 5}, Stored: map[string]float64{"temporal": 2048}},
		Open:     []*Load{load(1), load(10), load(40)},
		Waiting:  []*Waiting{{Orders: 1000, Resident: 300}},
		Followed: &Followed{Orders: 1000, Stations: 50, Quiet: Rounds{Rounds: 600, Lists: 599}},
		Stored:   []*Stored{{Finished: 1000, Journeys: load(0)}, {Finished: 100_000, Journeys: load(0)}},
	}
	folder := t.TempDir()
	require.NoError(t, report.write(Options{Report: folder, Images: filepath.Join(folder, "images"), Out: t.Output()}))
	require.Contains(t, report.markdown(), "reaches **0.60** of the limit")
	for _, chart := range []string{report.loadChart(), report.storedChart()} {
		require.NoError(t, xml.Unmarshal([]byte(chart), new(struct{})))
		require.NotContains(t, chart, "NaN")
		require.NotContains(t, chart, "Inf")
	}
	require.FileExists(t, filepath.Join(folder, "images", "bench-load.svg"))
	require.FileExists(t, filepath.Join(folder, "report.json"))
}

func TestUsageOfThisProcess(t *testing.T) {
	used, err := usageOf(ownPID)
	require.NoError(t, err)
	require.Positive(t, used.resident)
}

// TestOpenLoopKeepsItsTimes runs no installation: an order's time counts from
// the moment it was due, not from that of a later one.
func TestOpenLoopKeepsItsTimes(t *testing.T) {
	started := time.Now()
	seen := make(chan time.Time, 1000)
	arrivals(t.Context(), 200, 200*time.Millisecond, func(due time.Time) { seen <- due })
	close(seen)
	moments := map[time.Time]bool{}
	for due := range seen {
		require.False(t, moments[due], "two orders were due at one moment")
		require.False(t, due.Before(started))
		moments[due] = true
	}
	require.Greater(t, len(moments), 10)
}

func TestRoundsAreReadFromMetrics(t *testing.T) {
	count, seconds, err := readRounds(strings.NewReader(`# TYPE orderhatch_monitor_round_seconds histogram
orderhatch_monitor_round_seconds_bucket{result="listed",le="0.1"} 7
orderhatch_monitor_round_seconds_sum{result="listed"} 1.5
orderhatch_monitor_round_seconds_count{result="listed"} 12
orderhatch_monitor_round_seconds_sum{result="failed"} 0.25
orderhatch_monitor_round_seconds_count{result="failed"} 2
orderhatch_monitor_round_seconds_sum{result="idle"} 9
orderhatch_monitor_round_seconds_count{result="idle"} 900
go_goroutines 7
`))
	require.NoError(t, err)
	require.Equal(t, []float64{14, 1.75}, []float64{count, seconds})
}

func TestMoreThanOneListARoundFailsTheRun(t *testing.T) {
	require.NoError(t, Rounds{Seconds: 60, Rounds: 600, Lists: 600, MostLists: 12}.verify())
	require.Error(t, Rounds{Seconds: 60, Rounds: 600, Lists: 601, MostLists: 12}.verify())
	require.Error(t, Rounds{Seconds: 60, Rounds: 600, Lists: 600, MostLists: 20}.verify())
}
