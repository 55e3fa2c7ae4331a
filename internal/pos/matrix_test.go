package pos

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// scenario is one way in which a station misbehaves while one order is put on it.
type scenario struct {
	licence   rk7sim.LicenceMode
	behaviour string
	command   string
	kind      rk7sim.FaultKind
	when      string
	code      int
}

func (s scenario) String() string {
	return fmt.Sprintf("%s/%s/%s/%s/%s/%d", s.licence, s.behaviour, s.command, s.kind, s.when, s.code)
}

// behaviours turn round each thing that is not documented, one at a time.
var behaviours = map[string]rk7sim.Behaviour{
	"default":        {},
	"same":           {DuplicateOrder: "same"},
	"new":            {DuplicateOrder: "new"},
	"bad_parameters": {MissingOrder: "bad_parameters"},
	"empty":          {MissingOrder: "empty"},
	"own_guids":      {ReplaceLineGUIDs: true},
	"consumes":       {FailureConsumesSeq: true},
	"no_replay":      {NoReplay: true},
	"void_twice":     {VoidTwiceOK: true},
	"auto_print":     {AutoPrint: true},
	"windows_1251":   {Windows1251: true},
}

var (
	matrixKinds = []rk7sim.FaultKind{
		rk7sim.FaultDropBefore, rk7sim.FaultDropAfter, rk7sim.FaultLate, rk7sim.FaultSlow, rk7sim.FaultHTTP500,
		rk7sim.FaultGarbage, rk7sim.FaultCut, rk7sim.FaultWritingError, rk7sim.FaultRefuse, rk7sim.FaultOffline,
	}
	matrixCommands = []string{"GetSystemInfo2", "CreateOrder", "GetOrder", "GetOrderList2", "SaveOrder", "GetXMLLicenseInstanceSeqNumber", "VoidOrder", "*"}
	refusalCodes   = []int{0, 2128, 2129, 2133, 2172, 2219, 5304, 5305, 5310}
)

// scenarios are every command with every fault at every time for the usual
// station under both licences, and the writes with every fault for each of the
// stations that are different.
func scenarios() (all []scenario) {
	for _, licence := range []rk7sim.LicenceMode{rk7sim.LicenceLifetime, rk7sim.LicenceSubscription} {
		for behaviour := range behaviours {
			for _, command := range matrixCommands {
				for _, kind := range matrixKinds {
					for _, when := range []string{"first", "second", "all"} {
						s := scenario{licence: licence, behaviour: behaviour, command: command, kind: kind, when: when}
						all = append(all, s.variants()...)
					}
				}
			}
		}
	}
	return all
}

func (s scenario) variants() (all []scenario) {
	write := s.command == "CreateOrder" || s.command == "SaveOrder" || s.command == "VoidOrder"
	switch {
	case s.kind == rk7sim.FaultOffline && s.command != "*":
		return nil // it is the whole station that is off
	case s.behaviour != "default" && (!write || s.when == "all" || s.kind == rk7sim.FaultSlow || s.kind == rk7sim.FaultOffline):
		return nil
	case s.kind != rk7sim.FaultRefuse || s.behaviour != "default" || !write:
		return []scenario{s}
	}
	for _, code := range refusalCodes {
		s.code = code
		all = append(all, s)
	}
	return all
}

func (s scenario) faults(restaurantID string) []rk7sim.Fault {
	f := rk7sim.Fault{Restaurant: restaurantID, Command: s.command, Kind: s.kind, Code: s.code, DelayMS: 20}
	if s.kind == rk7sim.FaultOffline {
		f.Command = ""
	}
	switch s.when {
	case "first":
		f.Times = 1
	case "second":
		f.Skip, f.Times = 1, 1
	}
	return []rk7sim.Fault{f}
}

// TestFaultMatrix puts an order on a station for every scenario, lets a person
// try again when the station has recovered, and compares with the ground truth:
// one live order with exactly the agreed dishes, or a parked one with a cause.
// After that the order is called off, and nothing may be left of it.
func TestFaultMatrix(t *testing.T) {
	t.Parallel()
	all := scenarios()
	if testing.Short() {
		for i := range all {
			if i%7 == 0 {
				all[i/7] = all[i]
			}
		}
		all = all[:len(all)/7]
	}
	const perBench = 400
	var filled, parked atomic.Int64
	for from := 0; from < len(all); from += perBench {
		part := all[from:min(from+perBench, len(all))]
		m := newMatrix(t, part)
		var work sync.WaitGroup
		next := make(chan int)
		for range 24 {
			work.Go(func() {
				for i := range next {
					m.run(i, part[i], &filled, &parked)
				}
			})
		}
		for i := range part {
			next <- i
		}
		close(next)
		work.Wait()
	}
	t.Logf("%d scenarios: %d orders filled at once, %d parked first", len(all), filled.Load(), parked.Load())
	require.Positive(t, filled.Load())
	require.Positive(t, parked.Load())
}

// matrix is a simulator with a restaurant for every scenario.
type matrix struct {
	*bench
	worker *Stations
}

func newMatrix(t *testing.T, part []scenario) *matrix {
	var restaurants []rk7sim.RestaurantOptions
	for i, s := range part {
		restaurants = append(restaurants, rk7sim.RestaurantOptions{ID: fmt.Sprintf("r-%d", i), Licence: s.licence, Behaviour: behaviours[s.behaviour]})
	}
	b := newBench(t, restaurants...)
	return &matrix{bench: b,
		worker: b.worker(func(o *Options) { o.Patience = 150 * time.Millisecond; o.Pause = 25 * time.Millisecond })}
}

// plan changes the faults of one restaurant and leaves the others' as they are.
func (m *matrix) plan(id string, faults []rk7sim.Fault) {
	if err := m.sim.SetFaultsOf(id, faults); err != nil {
		m.t.Error(err)
	}
}

func (m *matrix) run(i int, s scenario, filled, parked *atomic.Int64) {
	id := fmt.Sprintf("r-%d", i)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	record := newOrder(id)
	m.plan(id, s.faults(id))
	m.forgive(id)
	fault := m.put(ctx, s, &record)
	m.never(s, record)
	if fault == nil {
		filled.Add(1)
	} else {
		parked.Add(1)
		if fault.Fault.Code == "" || fault.Fault.Remedy == "" || fault.Fault.Owner == "" {
			m.t.Errorf("%s: parked without a cause, remedy or owner: %+v", s, fault.Fault)
		}
		// The station recovers, and a person presses «повторить».
		m.plan(id, nil)
		m.forgive(id)
		if fault = m.put(ctx, s, &record); fault != nil {
			m.t.Errorf("%s: parked although the station recovered: %v", s, fault)
			return
		}
	}
	m.exactly(s, record)
	m.amend(ctx, id, s, &record)
	m.exactly(s, record)
	m.plan(id, s.faults(id))
	m.forgive(id)
	m.takeOff(ctx, id, s, record)
	if unknown := m.sim.State(id).Unknown; len(unknown) > 0 {
		m.t.Errorf("%s: the station was sent what it does not understand: %v", s, unknown)
	}
}

// amend agrees on other dishes, under the same faults and once more without.
func (m *matrix) amend(ctx context.Context, id string, s scenario, record *order.Order) {
	m.plan(id, s.faults(id))
	m.forgive(id)
	before := record.ItemsAgreed
	record.ItemsAgreed = []order.Item{item("102", 1, 35000), item("120", 2, 52000, "512"), item("103", 1, 42000)}
	trace := false
	step := func(ctx context.Context, job activities.Job) (activities.Filling, error) {
		job.Amendment, job.Before = 1, before
		return m.worker.Amend(ctx, job)
	}
	_, fault, err := run(ctx, *record, &trace, step)
	if fault != nil {
		m.plan(id, nil)
		m.forgive(id)
		_, fault, err = run(ctx, *record, &trace, step)
	}
	if err != nil || fault != nil {
		m.t.Errorf("%s: not amended: %v %v", s, fault, err)
	}
}

// put creates and fills, with doubt about everything that came before.
func (m *matrix) put(ctx context.Context, s scenario, record *order.Order) *activities.StationError {
	again := record.POS.OrderGUID != "" || record.Injection.State == order.NeedsOperator
	onStation, mayBeFilled := again, again
	record.Injection.State = order.Filling
	created, fault, err := run(ctx, *record, &onStation, m.worker.Create)
	if err == nil && fault == nil {
		record.POS = created
		_, fault, err = run(ctx, *record, &mayBeFilled, m.worker.Fill)
	}
	if err != nil {
		m.t.Errorf("%s: %v", s, err)
	}
	if fault != nil {
		record.Injection.State = order.NeedsOperator
	}
	return fault
}

// forgive lets the worker ask a station at once that it believes to be off.
func (m *matrix) forgive(id string) {
	if c, err := m.worker.connect(context.Background(), id); err == nil {
		c.site.circuit.reset()
	}
}

// never is what may be seen at no time: a dish more than was agreed.
func (m *matrix) never(s scenario, record order.Order) {
	live, _ := m.orders(record)
	total := map[string]int64{}
	for _, o := range live {
		for dish, count := range contents(o) {
			total[dish] += count
		}
	}
	for dish, count := range total {
		if count > agreed(record)[dish] {
			m.t.Errorf("%s: %d of dish %s on the station, %d agreed", s, count, dish, agreed(record)[dish])
		}
	}
}

func (m *matrix) exactly(s scenario, record order.Order) {
	live, _ := m.orders(record)
	if len(live) != 1 {
		m.t.Errorf("%s: %d live orders", s, len(live))
		return
	}
	if got, want := fmt.Sprint(contents(live[0])), fmt.Sprint(agreed(record)); got != want {
		m.t.Errorf("%s: the station has %s, agreed was %s", s, got, want)
	}
}

// takeOff calls the order off under the same faults, and once more without.
func (m *matrix) takeOff(ctx context.Context, id string, s scenario, record order.Order) {
	trace := true
	void := func(ctx context.Context, job activities.Job) (struct{}, error) {
		return struct{}{}, m.worker.Void(ctx, job)
	}
	_, fault, err := run(ctx, record, &trace, void)
	if fault != nil {
		m.plan(id, nil)
		m.forgive(id)
		_, fault, err = run(ctx, record, &trace, void)
	}
	if err != nil || fault != nil {
		m.t.Errorf("%s: not taken off: %v %v", s, fault, err)
		return
	}
	if live, _ := m.orders(record); len(live) > 0 {
		m.t.Errorf("%s: %d live orders after the order was called off", s, len(live))
	}
}
