package pos

import (
	"flag"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// machineSteps is how many steps the machine takes in all, machineStepsShort in a
// short run; the environment variable ORDERHATCH_MACHINE_STEPS asks for others.
const (
	machineSteps      = 10_000
	machineStepsShort = 700
)

// TestMachine lives orders at random: faults of the station, decisions,
// amendments, cashiers, workers that die in the middle of their work and two
// workers at the same work. At no time is there a dish too many, and in the end
// each order is what was last decided.
func TestMachine(t *testing.T) {
	t.Parallel()
	machines(t, func(m *machine) map[string]func(*rapid.T) {
		return map[string]func(*rapid.T){
			"work": m.work, "die": m.die, "together": m.together, "fault": m.fault, "calm": m.calm,
			"agree": m.agree, "call off": m.callOff, "cashier": m.cashier,
		}
	})
}

// TestMachineOfAmendments begins with orders that are filled, so that cashiers
// come between the attempts at an amendment as often as can be.
func TestMachineOfAmendments(t *testing.T) {
	t.Parallel()
	machines(t, func(m *machine) map[string]func(*rapid.T) {
		for m.phase != "filled" {
			m.work(m.rt)
		}
		return map[string]func(*rapid.T){
			"work": m.work, "die": m.die, "fault": m.fault, "fault again": m.fault, "calm": m.calm,
			"agree": m.agree, "cashier": m.cashier, "cashier again": m.cashier, "and again": m.cashier,
		}
	})
}

// wantedSteps is how many steps a machine takes on all stations together.
func wantedSteps(t *testing.T) int {
	if text := os.Getenv("ORDERHATCH_MACHINE_STEPS"); text != "" {
		steps, err := strconv.Atoi(text)
		require.NoError(t, err)
		return steps
	}
	if testing.Short() {
		return machineStepsShort
	}
	return machineSteps
}

// machines take the machine's steps on stations of all kinds.
func machines(t *testing.T, begin func(*machine) map[string]func(*rapid.T)) {
	stations := []rk7sim.RestaurantOptions{
		{ID: "life"}, {ID: "life-new", Behaviour: rk7sim.Behaviour{DuplicateOrder: "new", MissingOrder: "empty"}},
		{ID: "life-own", Behaviour: rk7sim.Behaviour{ReplaceLineGUIDs: true, DuplicateOrder: "same"}},
		{ID: "life-vanish", Behaviour: rk7sim.Behaviour{ReplaceLineGUIDs: true, DropEmptySessions: true}},
		{ID: "subs", Licence: rk7sim.LicenceSubscription, Behaviour: rk7sim.Behaviour{DropEmptySessions: true}},
		{ID: "subs-consumes", Licence: rk7sim.LicenceSubscription, Behaviour: rk7sim.Behaviour{FailureConsumesSeq: true, MissingOrder: "bad_parameters"}},
		{ID: "subs-no-replay", Licence: rk7sim.LicenceSubscription, Behaviour: rk7sim.Behaviour{NoReplay: true}},
		{ID: "subs-own", Licence: rk7sim.LicenceSubscription, Behaviour: rk7sim.Behaviour{ReplaceLineGUIDs: true, AutoPrint: true}},
	}
	const perRun = 25
	setFlags.Do(func() {
		runs := wantedSteps(t)/perRun/len(stations) + 1 // each station gets its share
		if testing.Short() {
			runs *= 5 // of which the library takes a fifth then
		}
		for name, value := range map[string]string{"steps": strconv.Itoa(perRun), "checks": strconv.Itoa(runs), "shrinktime": "1s", "nofailfile": "true"} {
			require.NoError(t, flag.Set("rapid."+name, value))
		}
	})
	var taken, amended, overlapped, parked atomic.Int64
	t.Cleanup(func() {
		t.Logf("%d steps, %d amendments, cashiers came between the attempts at %d, %d were left to people", taken.Load(), amended.Load(), overlapped.Load(), parked.Load())
		require.Positive(t, taken.Load())
	})
	for _, station := range stations {
		t.Run(station.ID, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, station)
			rapid.Check(t, func(rt *rapid.T) {
				m := newMachine(b, station.ID, rt)
				actions := begin(m)
				for name, action := range actions {
					actions[name] = func(rt *rapid.T) { taken.Add(1); action(rt) }
				}
				actions[""] = m.check
				rt.Repeat(actions)
				m.end()
				amended.Add(int64(m.amendment))
				overlapped.Add(int64(m.overlaps))
				parked.Add(int64(m.parked))
			})
		})
	}
}

// setFlags sets the library's flags, which all tests share.
var setFlags sync.Once
