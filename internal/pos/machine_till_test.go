package pos

import (
	"maps"

	"pgregory.net/rapid"

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
	// While it is not known what an attempt of ours has left, what a cashier does
	// to the very same dishes cannot be told from it, and a person has to look.
	actions := []string{"add a drink", "print", "lock", "unlock", "forget"}
	if m.phase == "filled" && !m.trace["amend"] {
		actions = append(actions, "add ours", "less", "take off")
	}
	one := live[0]
	before := contents(one)
	switch rapid.SampledFrom(actions).Draw(rt, "cashier") { // refused while the order is locked
	case "add a drink":
		_, _ = till.Add(one.GUID, rk7sim.TillLine{PLU: "160", Quantity: 1000})
	case "add ours":
		_, _ = till.Add(one.GUID, rk7sim.TillLine{PLU: rapid.SampledFrom([]string{"101", "102"}).Draw(rt, "plu"), Quantity: 1000})
	case "less":
		if line, ok := anyLine(rt, one); ok {
			_ = till.Change(one.GUID, line.Uni, max(line.Quantity-1000, 0))
		}
	case "take off":
		if line, ok := anyLine(rt, one); ok {
			_ = till.Remove(one.GUID, line.Uni)
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
	live, _ = m.b.orders(m.record)
	m.there = moved(m.there, before, contents(live[0]))
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

// check is what holds at all times: of each dish the station has no more and no
// less than before or after the work that is due.
func (m *machine) check(*rapid.T) {
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
	if m.phase != "filled" || m.calledOff {
		return
	}
	for kind := range before {
		if least := min(before[kind], after[kind]); total[kind] < least {
			m.rt.Fatalf("%d of dish %s on the station, at least %d should be", total[kind], kind, least)
		}
	}
}
