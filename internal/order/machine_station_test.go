package order

import (
	"slices"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// begin starts the work that is due, as the main loop does.
func (m *machine) begin(t *rapid.T) {
	if m.working != WorkNone {
		return
	}
	work := m.life.Next(m.now)
	if work == WorkNone || work == WorkFinish {
		return
	}
	switch work {
	case WorkCheck:
		m.lookAt(t)
		return
	case WorkDescribe:
		m.describe(t)
		return
	}
	if work == WorkTell {
		require.Contains(t, m.life.Rules.Tell, m.life.Telling.Status)
		m.working, m.telling = work, m.life.Telling.Status
		return
	}
	m.working, m.earlier = work, m.life.Begin(work)
	if m.earlier.Step && (work == WorkFill || work == WorkAmend) || m.earlier.Dishes && work == WorkInject {
		require.True(t, SameDishes(m.target, m.life.Sending), "a repeated attempt sends other dishes")
	}
	m.target = m.life.Sending
	m.proved = m.proved && m.earlier.Step
	switch {
	case m.earlier.Step:
	case work == WorkCreate || work == WorkInject:
		require.False(t, m.there, "created blindly a second time")
	case work == WorkFill:
		require.Nil(t, m.dishes, "filled blindly a second time")
	}
	if work == WorkInject && !m.earlier.Dishes {
		require.Nil(t, m.dishes, "filled blindly a second time")
	}
	if work == WorkFill || work == WorkInject || work == WorkAmend {
		require.NotEmpty(t, m.target)
		require.False(t, m.life.Status.CalledOff(), "dishes for an order that was called off")
	}
}

// lookAt looks at an order that is being accepted, or cannot; what was seen may
// be old by then.
func (m *machine) lookAt(t *rapid.T) {
	waiting, unseen, revision := m.life.Status == Waiting, m.life.Unseen, m.life.Revision
	switch rapid.SampledFrom([]string{"green", "amber", "not at all", "changed meanwhile"}).Draw(t, "look") {
	case "green":
		m.life.Checked(revision, nil, m.now)
		require.NotEqual(t, WorkCheck, m.life.Next(m.now), "looked at twice")
	case "amber":
		m.life.Checked(revision, []Check{{Code: "dish_unavailable", Severity: Problem}}, m.now)
		require.Equal(t, waiting && (m.life.Rules.Auto.OnlyGreen || m.life.Rules.Auto.DryRun), m.life.Status == Waiting)
	case "not at all":
		m.life.NotChecked(m.now)
		require.False(t, waiting && m.life.Status != Waiting, "accepted without a look")
		require.LessOrEqual(t, unseen, maxUnseen)
	case "changed meanwhile":
		m.life.Checked(revision-1, nil, m.now)
		require.Equal(t, WorkCheck, m.life.Next(m.now), "judged by what is not so any more")
	}
}

// describe brings the station a time that was changed, or does not.
func (m *machine) describe(t *rapid.T) {
	details := m.life.Details()
	require.True(t, m.there || m.life.Written == nil, "an order that is not there cannot be described")
	if rapid.Bool().Draw(t, "described") {
		m.life.Described(details, m.now)
		require.False(t, m.life.describable())
		return
	}
	again := rapid.Bool().Draw(t, "again")
	m.life.NotDescribed(details, CodeStationBusy.Fault(""), again, m.now.Add(time.Minute), m.now)
	require.True(t, slices.ContainsFunc(m.life.Checks, func(c Check) bool { return c.Code == checkDetails }), "what the station does not show is told")
}

// station does the work once, by the rules that activities promise.
func (m *machine) station() {
	switch m.working {
	case WorkCreate:
		m.there = true
	case WorkInject, WorkFill:
		m.there = true
		if m.dishes == nil {
			m.put++
		}
		m.dishes = m.target
	case WorkAmend:
		if m.disproved() {
			return
		}
		m.proved, m.dishes = true, m.target
		m.amends++
	case WorkVoid:
		m.voided = m.there
	}
}

// disproved says that the station does not have exactly what an order should have
// whose workflow was lost; then nothing is changed there.
func (m *machine) disproved() bool {
	return m.life.Unproven && !m.proved && (!SameDishes(m.life.Sent, m.dishes) || len(m.extra)+len(m.taken) > 0)
}

// end lets the work under way end in one of the four ways.
func (m *machine) end(t *rapid.T) {
	if m.working == WorkNone {
		return
	}
	if m.working == WorkTell {
		m.endTelling(t)
		return
	}
	work := m.working
	if work == WorkAmend && m.disproved() {
		m.working = WorkNone
		m.asked++
		m.life.Park(CodeStationUnproven.Fault(""), !m.earlier.Step, m.now)
		return
	}
	fault := CodeStationRefused
	outcome := rapid.SampledFrom([]string{"done", "done", "done", "done", "refused", "not sent", "lost after", "lost before", "missing"}).Draw(t, "outcome")
	switch outcome {
	case "done":
		m.station()
		m.working = WorkNone
		switch work {
		case WorkCreate:
			m.life.CreatedOnStation(StationOrder{OrderGUID: "{1}", OrderName: "1.1"}, m.now)
		case WorkInject:
			m.life.CreatedOnStation(StationOrder{OrderGUID: "{1}", OrderName: "1.1"}, m.now)
			m.life.DishesBegun()
			m.filled()
		case WorkFill, WorkAmend:
			m.filled()
		case WorkVoid:
			m.life.VoidedOnStation(m.now)
		}
		return
	case "lost after":
		m.station()
		fault = CodeStationOutcome
	case "lost before":
		fault = CodeStationOutcome
	case "missing":
		if work == WorkCreate || work == WorkInject || work == WorkVoid {
			return
		}
		m.there, m.dishes, m.voided, m.extra, m.taken = false, nil, false, nil, nil
		fault = CodeStationOrderMissing
	}
	// Cleared is only said by a station that was looked at or not asked.
	cleared := outcome == "refused" || outcome == "not sent"
	switch work { // looking first may find that it was done, which is no failure
	case WorkCreate:
		cleared = cleared && !m.there
	case WorkInject:
		cleared = m.refusedInject(t, cleared)
	case WorkFill:
		cleared = cleared && m.dishes == nil
	case WorkAmend:
		cleared = cleared && !m.earlier.Step
	}
	m.working = WorkNone
	if outcome == "not sent" || (outcome != "refused" && outcome != "missing" && rapid.Bool().Draw(t, "patient")) {
		m.life.TryAgain(fault.Fault(""), cleared, m.now.Add(time.Minute), m.now)
		return
	}
	m.life.Park(fault.Fault(""), cleared, m.now)
}

// filled is the reading that ends putting in and amending.
func (m *machine) filled() {
	m.read = m.shown()
	m.life.FilledOnStation(m.read, 1, nil, m.now)
}

// endTelling changes nothing about what the station has of the order.
func (m *machine) endTelling(t *rapid.T) {
	m.working = WorkNone
	injection := m.life.Injection
	if rapid.Bool().Draw(t, "told") {
		m.life.Told(m.telling, m.now)
	} else {
		m.life.NotTold(m.telling, CodeStationRefused.Fault(""), rapid.Bool().Draw(t, "again"), m.now.Add(time.Minute), m.now)
	}
	require.Equal(t, injection, m.life.Injection)
}

// refusedInject lets an attempt at both end before the order is there, or
// between the order and its dishes.
func (m *machine) refusedInject(t *rapid.T, cleared bool) bool {
	if cleared && !m.there && rapid.Bool().Draw(t, "refused as a whole") {
		m.life.NoDishes(m.earlier)
		return true
	}
	if m.dishes == nil && rapid.Bool().Draw(t, "certainly no dishes") {
		m.life.NoDishes(m.earlier)
		return false
	}
	if rapid.Bool().Draw(t, "made") {
		m.there = true
		m.life.CreatedOnStation(StationOrder{OrderGUID: "{1}", OrderName: "1.1"}, m.now)
		m.life.DishesBegun()
		return cleared && m.dishes == nil
	}
	return false
}

// die is a worker killed in the middle, or one that never came.
func (m *machine) die(t *rapid.T) {
	if m.working == WorkNone || m.working == WorkTell {
		return
	}
	if rapid.Bool().Draw(t, "never began") {
		m.life.NotBegun(m.earlier)
		m.working = WorkNone
		m.life.TryAgain(CodeStationUnattended.Fault(""), false, m.now.Add(time.Minute), m.now)
		return
	}
	if rapid.Bool().Draw(t, "done before") {
		m.station()
	}
	m.working = WorkNone
	m.life.TryAgain(CodeStationOutcome.Fault(""), false, m.now.Add(time.Minute), m.now)
}
