package pos

import (
	"maps"

	"pgregory.net/rapid"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// cashier works on the order at the till: adds dishes that nobody ordered and
// more of those somebody did, takes some off, sends them to the kitchen, has the
// order open for a while.
func (m *machine) cashier(rt *rapid.T) {
	live, _ := m.b.orders(m.record)
	if len(live) == 0 {
		return
	}
	till, err := m.b.sim.Till(m.id)
	if err != nil {
		rt.Fatal(err)
	}
	// While it is not known what an attempt to fill has left, what a cashier does
	// to the very same dishes cannot be told from it, and a person has to look.
	actions := []string{"add a drink", "print", "lock", "unlock", "forget"}
	if m.phase == "filled" {
		m.observe()
		actions = append(actions, "add ours", "less", "take off")
	}
	one := live[0]
	from, to := map[string]int64{}, map[string]int64{}      // of what he changes
	switch rapid.SampledFrom(actions).Draw(rt, "cashier") { // refused while the order is locked
	case "add a drink":
		if _, err := till.Add(one.GUID, rk7sim.TillLine{PLU: "160", Quantity: 1000}); err == nil {
			to["160"] = 1000
		}
	case "add ours":
		plu := rapid.SampledFrom([]string{"101", "102"}).Draw(rt, "plu")
		if _, err := till.Add(one.GUID, rk7sim.TillLine{PLU: plu, Quantity: 1000}); err == nil {
			to[plu] = 1000
		}
	case "less":
		if line, ok := anyLine(rt, one); ok {
			less := line
			less.Quantity = max(line.Quantity-1000, 0)
			if till.Change(one.GUID, line.Uni, less.Quantity) == nil {
				from, to = contentsOf(line), contentsOf(less)
			}
		}
	case "take off":
		if line, ok := anyLine(rt, one); ok && till.Remove(one.GUID, line.Uni) == nil {
			from = contentsOf(line)
		}
	case "print":
		_ = till.Print(one.GUID)
	case "lock":
		_ = till.Lock(one.GUID)
	case "unlock":
		_ = till.Unlock(one.GUID)
	case "forget": // the station's licence server lost what it counted
		_ = till.ForgetLicences()
	}
	m.there = moved(m.there, from, to)
	if m.trace["amend"] {
		if !m.overlap.till {
			m.overlaps++
		}
		m.overlap.till, m.overlap.took = true, m.overlap.took || len(from) > 0
	}
}

func contentsOf(line rk7sim.LineState) map[string]int64 {
	return contents(rk7sim.OrderState{Lines: []rk7sim.LineState{line}})
}

// overlapping is what happened while an amendment was under way.
type overlapping struct {
	came bool // it was carried out
	till bool // a cashier worked on the order, too
	took bool // and took something off
}

// observe looks at the filled order. By itself it changes once in the course of
// an amendment, and by exactly that.
func (m *machine) observe() {
	live, _ := m.b.orders(m.record)
	if len(live) != 1 {
		m.rt.Fatalf("%d live orders", len(live))
	}
	now := contents(live[0])
	if maps.Equal(now, m.there) {
		return
	}
	if after := m.after(); m.overlap.came || !m.trace["amend"] || !maps.Equal(now, after) {
		m.rt.Fatalf("the station has %v; it should have %v, or %v by the amendment (carried out: %v)", now, m.there, after, m.overlap.came)
	}
	m.there, m.overlap.came = now, true
}

// amended ends an amendment of which it was said that it is done. That it was
// not carried out is only believed where a cashier took the dishes off first.
func (m *machine) amended() {
	m.trace["amend"] = true
	m.observe()
	less := moved(agreed(m.record), agreed(order.Order{ItemsAgreed: m.sent}), nil)
	if !m.overlap.came && !maps.Equal(m.there, m.after()) && (len(less) > 0 || !m.overlap.took) {
		m.rt.Fatalf("the amendment to %v is said to be done, and the station has %v", agreed(m.record), m.there)
	}
	m.sent, m.trace["amend"] = m.record.ItemsAgreed, false
}

// byHand is a person who compares what cannot be told, and goes on with that.
func (m *machine) byHand(fault *activities.StationError) {
	if !m.overlap.till {
		m.rt.Fatalf("a person has to look although no cashier did anything: %s", fault.Fault.Message)
	}
	m.observe()
	m.parked++
	m.sent, m.trace["amend"] = m.record.ItemsAgreed, false
}

func anyLine(rt *rapid.T, one rk7sim.OrderState) (line rk7sim.LineState, ok bool) {
	if len(one.Lines) == 0 {
		return line, false
	}
	return rapid.SampledFrom(one.Lines).Draw(rt, "line"), true
}

// moved are counts after a change from one state to another; there is never
// less than nothing.
func moved(counts, from, to map[string]int64) map[string]int64 {
	after := maps.Clone(counts)
	for kind := range to {
		after[kind] += to[kind]
	}
	for kind := range from {
		after[kind] -= from[kind]
	}
	maps.DeleteFunc(after, func(_ string, count int64) bool { return count <= 0 })
	return after
}

// after is what the station should have once the work that is due is done: the
// difference between two agreements, and nothing else, changes there.
func (m *machine) after() map[string]int64 {
	return moved(m.there, agreed(order.Order{ItemsAgreed: m.sent}), agreed(m.record))
}

// check is what holds at all times: once filled, the order has exactly what it
// should; before, and while it is taken off, no dish too many.
func (m *machine) check(*rapid.T) {
	if m.phase == "filled" && !m.calledOff {
		m.observe()
		return
	}
	live, _ := m.b.orders(m.record)
	total := map[string]int64{}
	for _, o := range live {
		total = moved(total, nil, contents(o))
	}
	before, after := m.there, m.after()
	for kind, count := range total {
		if most := max(before[kind], after[kind]); count > most {
			m.rt.Fatalf("%d of dish %s on the station, at most %d should be", count, kind, most)
		}
	}
}
