package pos

import (
	"context"
	"fmt"
	"sync"
	"time"

	"pgregory.net/rapid"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// machine is one order and what its workflow would know of it.
type machine struct {
	b      *bench
	id     string
	rt     *rapid.T
	worker *Stations
	record order.Order
	// agreedNow is the last word; the record's dishes are those being sent.
	agreedNow []order.Item
	sent      []order.Item // that the station got last
	// there is what the station should have by all steps that went well and by
	// all that cashiers did.
	there     map[string]int64
	phase     string
	trace     map[string]bool
	amendment int
	calledOff bool
	overlap   overlapping
	overlaps  int
	parked    int
}

func newMachine(b *bench, id string, rt *rapid.T) *machine {
	m := &machine{b: b, id: id, rt: rt, worker: b.worker(hasty)}
	m.open()
	m.calm(rt)
	return m
}

// open begins with a new order.
func (m *machine) open() {
	m.record, m.phase, m.trace = newOrder(m.id), "create", map[string]bool{}
	m.agreedNow, m.sent, m.amendment, m.calledOff = m.record.ItemsAgreed, nil, 0, false
	m.there, m.overlap = map[string]int64{}, overlapping{}
}

// hasty keeps the machine's clock short.
func hasty(o *Options) {
	quick(o)
	o.Patience, o.Pause, o.OwnerPatience = 40*time.Millisecond, 10*time.Millisecond, 20*time.Millisecond
}

// next is the work that is due; empty when there is none.
func (m *machine) next() string {
	switch {
	case m.phase == "gone":
		return ""
	case m.calledOff:
		return "void"
	case m.phase == "filled" && !order.SameDishes(m.agreedNow, m.sent):
		return "amend"
	case m.phase == "filled":
		return ""
	}
	return m.phase
}

// do is one attempt at the work that is due.
func (m *machine) do(ctx context.Context, s *Stations, what string, again bool) error {
	job := activities.Job{Order: m.record, Attempt: 1, LookFirst: m.trace[what] || again, Amendment: m.amendment, Before: m.sent}
	var err error
	switch what {
	case "create":
		var created order.StationOrder
		if created, err = s.Create(ctx, job); err == nil {
			m.record.POS = created
		}
	case "fill":
		_, err = s.Fill(ctx, job)
	case "amend":
		_, err = s.Amend(ctx, job)
	case "void":
		err = s.Void(ctx, job)
	}
	return err
}

// begin fixes what a step sends, as the workflow does.
func (m *machine) begin(what string) {
	m.record.Injection.State = order.Filling
	if m.trace[what] {
		return
	}
	switch what {
	case "fill":
		m.record.ItemsAgreed = m.agreedNow
	case "amend":
		m.record.ItemsAgreed = m.agreedNow
		m.amendment++
		m.overlap = overlapping{}
	}
}

// done moves on after a step that went well.
func (m *machine) done(what string) {
	m.trace[what] = true
	switch what {
	case "create":
		m.phase = "fill"
	case "fill":
		m.there = m.after()
		m.phase, m.sent = "filled", m.record.ItemsAgreed
	case "amend":
		m.amended()
	case "void":
		m.phase = "gone"
	}
}

func (m *machine) attempted(what string, err error) {
	if err == nil {
		m.done(what)
		return
	}
	m.trace[what] = true
	if fault, ok := err.(*activities.StationError); ok { //nolint:errorlint // exactly this is handed on
		if fault.Cleared {
			m.trace[what] = false
		}
		if fault.Fault.Code == "" || fault.Fault.Owner == "" {
			m.rt.Fatalf("a failure without cause or owner: %+v", fault.Fault)
		}
		if what == "amend" && fault.Fault.Code == order.CodeStationContents {
			m.byHand(fault)
		}
	}
}

func (m *machine) work(*rapid.T) {
	what := m.next()
	if what == "" {
		return
	}
	m.begin(what)
	m.attempted(what, m.do(context.Background(), m.worker, what, false))
}

// die lets a worker be killed in the middle; another one goes on.
func (m *machine) die(rt *rapid.T) {
	what := m.next()
	if what == "" {
		return
	}
	m.begin(what)
	doomed, ctx, _ := m.b.mortalWorker(context.Background(), rapid.IntRange(0, 9).Draw(rt, "uses"))
	doomed.Options = hastened(doomed.Options)
	err := m.do(ctx, doomed, what, false)
	doomed.Close()
	m.attempted(what, err)
	if err != nil {
		m.trace[what] = true // nobody heard what the worker had to say
	}
}

func hastened(o Options) Options { hasty(&o); return o }

// together lets two workers do the same work at the same time.
func (m *machine) together(*rapid.T) {
	what := m.next()
	if what == "" {
		return
	}
	m.begin(what)
	workers := []*Stations{m.worker, m.b.worker(hasty)}
	copies := []machine{*m, *m}
	errs := make([]error, len(workers))
	var work sync.WaitGroup
	for i, s := range workers {
		work.Go(func() { errs[i] = copies[i].do(context.Background(), s, what, i > 0) })
	}
	work.Wait()
	workers[1].Close()
	m.trace[what] = true
	for i, err := range errs {
		if err == nil {
			m.record.POS = copies[i].record.POS
			m.done(what)
			return
		}
	}
}

func (m *machine) fault(rt *rapid.T) {
	commands := []string{"GetOrder", "GetOrderList2", "LockOrder", "GetXMLLicenseInstanceSeqNumber", "*"}
	if write := map[string]string{"create": "CreateOrder", "fill": "SaveOrder", "amend": "SaveOrder", "void": "VoidOrder"}[m.next()]; write != "" {
		commands = append(commands, write, write, write, write, write) // where it hurts
	}
	f := rk7sim.Fault{
		Command: rapid.SampledFrom(commands).Draw(rt, "command"),
		Kind:    rapid.SampledFrom(matrixKinds).Draw(rt, "kind"),
		Skip:    rapid.IntRange(0, 2).Draw(rt, "skip"), Times: rapid.IntRange(1, 3).Draw(rt, "times"), DelayMS: 15,
	}
	switch f.Kind {
	case rk7sim.FaultOffline:
		f.Command = ""
	case rk7sim.FaultRefuse:
		f.Code = rapid.SampledFrom(refusalCodes).Draw(rt, "code")
	}
	if err := m.b.sim.SetFaultsOf(m.id, []rk7sim.Fault{f}); err != nil {
		rt.Fatal(err)
	}
	m.work(rt)
}

func (m *machine) calm(*rapid.T) {
	if err := m.b.sim.SetFaultsOf(m.id, nil); err != nil {
		m.rt.Fatal(err)
	}
	if c, err := m.worker.connect(context.Background(), m.id); err == nil {
		c.site.circuit.reset()
	}
}

// agree is an operator who changes the dishes.
func (m *machine) agree(rt *rapid.T) {
	var items []order.Item
	for _, plu := range []string{"101", "102", "103"} {
		if n := rapid.Int64Range(0, 3).Draw(rt, plu); n > 0 {
			items = append(items, item(plu, n, 1000))
		}
	}
	for _, size := range []string{"512", "513"} {
		if n := rapid.Int64Range(0, 2).Draw(rt, size); n > 0 {
			items = append(items, item("120", n, 52000, size))
		}
	}
	if len(items) == 0 {
		return
	}
	order.NormaliseItems(items)
	m.agreedNow = items
}

func (m *machine) callOff(rt *rapid.T) {
	switch {
	case m.phase == "gone":
		m.open()
	case rapid.IntRange(0, 4).Draw(rt, "really") == 0:
		m.calledOff = true
	}
}

// end calms the station and drives the order to what was last decided.
func (m *machine) end() {
	m.calm(m.rt)
	if live, _ := m.b.orders(m.record); len(live) > 0 {
		if till, err := m.b.sim.Till(m.id); err == nil {
			for _, o := range live {
				_ = till.Unlock(o.GUID)
			}
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for what := m.next(); what != ""; what = m.next() {
		m.begin(what)
		trace := m.trace[what]
		_, fault, err := run(ctx, m.record, &trace, func(ctx context.Context, job activities.Job) (struct{}, error) {
			m.trace[what] = job.LookFirst
			return struct{}{}, m.do(ctx, m.worker, what, false)
		})
		if fault != nil && what == "amend" && fault.Fault.Code == order.CodeStationContents {
			m.byHand(fault)
			continue
		}
		if err != nil || fault != nil {
			m.rt.Fatalf("%s does not succeed on a station that recovered: %v %v", what, fault, err)
		}
		m.done(what)
	}
	m.check(m.rt)
	live, _ := m.b.orders(m.record)
	if m.phase == "gone" {
		if len(live) > 0 {
			m.rt.Fatalf("%d live orders after the order was called off", len(live))
		}
		return
	}
	if len(live) != 1 {
		m.rt.Fatalf("%d live orders", len(live))
	}
	if got := contents(live[0]); fmt.Sprint(got) != fmt.Sprint(m.there) {
		m.rt.Fatalf("the station has %v; with what the cashier did it should have %v", got, m.there)
	}
}
