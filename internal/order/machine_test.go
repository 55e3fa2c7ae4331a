package order

import (
	"encoding/json"
	"flag"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// machine drives one life with random commands, a random clock and a station
// that does or does not do what it is asked, and tells or hides it.
type machine struct {
	life *Life
	now  time.Time
	// working is the step that a worker is at just now.
	working Work
	earlier Trace
	target  []Item

	// What the station really has.
	there  bool   // our order exists
	dishes []Item // nil while it is empty
	put    int    // how often dishes were put in
	amends int
	voided bool

	agreed   [][]Item // everything that was ever agreed
	steps    int
	revision int64
}

func newMachine(t *rapid.T) *machine {
	submission := sound()
	rules := DefaultRules()
	rules.Fill = rapid.SampledFrom([]FillMode{FillOnAccept, FillOnSave, FillOnOpen}).Draw(t, "fill")
	rules.Unanswered = rapid.SampledFrom([]Outcome{KeepWaiting, AutoAccept, Expire}).Draw(t, "unanswered")
	rules.ExpireAfter = 10 * time.Minute
	rules.Auto.DryRun = rapid.Bool().Draw(t, "dry run")
	if rapid.Bool().Draw(t, "scheduled") {
		at := noon.Add(3 * time.Hour)
		submission.Timing = Timing{Mode: AtSetTime, ExpectedAt: &at}
	}
	if seldom(t) {
		at := noon.Add(20 * time.Minute)
		submission.Timing.RespondBy = &at
	}
	m := &machine{now: noon}
	m.life = Open(Intake{Source: "demo", Submission: submission, Rules: rules}, noon)
	m.agreed = append(m.agreed, submission.Items)
	return m
}

// command tries a command on a copy first, as the workflow does, and requires
// that the copy and the life agree about it.
func (m *machine) command(t *rapid.T, give func(*Life) *Error) {
	before, unpublished := m.text(t), len(m.life.unpublished)
	trial := give(m.life.Trial())
	require.Equal(t, before, m.text(t), "trying a command changed the life")
	require.Len(t, m.life.unpublished, unpublished)
	status := m.life.Status
	err := give(m.life)
	require.Equal(t, CodeOf(errOrNil(trial)), CodeOf(errOrNil(err)))
	if err != nil {
		require.Equal(t, before, m.text(t), "a refused command changed the life")
		return
	}
	if status.Final() {
		require.Equal(t, status, m.life.Status, "what is final stays so")
	}
	m.agreed = append(m.agreed, m.life.ItemsAgreed)
}

func errOrNil(err *Error) error {
	if err == nil {
		return nil
	}
	return err
}

func (m *machine) text(t require.TestingT) string {
	text, err := json.Marshal(m.life)
	require.NoError(t, err)
	return string(text)
}

func drawCaller(t *rapid.T, m *machine) Caller {
	return Caller{
		Actor:    Actor{Kind: rapid.SampledFrom([]ActorKind{Person, Person, Person, Shop, System}).Draw(t, "kind"), Name: rapid.SampledFrom([]string{"olga", "ivan"}).Draw(t, "name")},
		Revision: rapid.SampledFrom([]int64{0, 0, 0, m.life.Revision, m.life.Revision - 1}).Draw(t, "revision"),
	}
}

func drawItems(t *rapid.T) []Item {
	items := make([]Item, rapid.IntRange(1, 4).Draw(t, "lines"))
	for i := range items {
		items[i] = Item{PLU: rapid.SampledFrom([]string{"101", "102", "103"}).Draw(t, "plu"), Quantity: Pieces(rapid.Int64Range(1, 3).Draw(t, "quantity"))}
	}
	NormaliseItems(items)
	return items
}

func (m *machine) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"accept": func(t *rapid.T) {
			command := AcceptCommand{Caller: drawCaller(t, m), Fill: rapid.SampledFrom([]FillMode{"", "", FillOnAccept, "odd"}).Draw(t, "fill")}
			if rapid.Bool().Draw(t, "other items") {
				command.Items = drawItems(t)
			}
			m.command(t, func(l *Life) *Error { return l.Accept(command, m.now) })
		},
		"cancel": func(t *rapid.T) {
			if !seldom(t) {
				return
			}
			command := CancelCommand{Caller: drawCaller(t, m), Reason: Reason{Code: rapid.SampledFrom([]ReasonCode{TooBusy, GuestCancelled, "odd"}).Draw(t, "reason")}}
			m.command(t, func(l *Life) *Error { return l.Cancel(command, m.now) })
		},
		"refuse cancel": func(t *rapid.T) {
			command := RefuseCancelCommand{Caller: drawCaller(t, m), Reason: Reason{Code: TooBusy}}
			m.command(t, func(l *Life) *Error { return l.RefuseCancel(command, m.now) })
		},
		"take": func(t *rapid.T) {
			command := TakeCommand{Caller: drawCaller(t, m), Force: rapid.Bool().Draw(t, "force")}
			m.command(t, func(l *Life) *Error { return l.Take(command, m.now) })
		},
		"release": func(t *rapid.T) {
			command := ReleaseCommand{Caller: drawCaller(t, m)}
			m.command(t, func(l *Life) *Error { return l.Release(command, m.now) })
		},
		"postpone": func(t *rapid.T) {
			command := PostponeCommand{Caller: drawCaller(t, m), Minutes: rapid.IntRange(0, 20).Draw(t, "minutes")}
			m.command(t, func(l *Life) *Error { return l.Postpone(command, m.now) })
		},
		"amend": func(t *rapid.T) {
			command := AmendCommand{Caller: drawCaller(t, m)}
			if rapid.Bool().Draw(t, "items") {
				command.Items = drawItems(t)
			}
			if rapid.IntRange(0, 4).Draw(t, "retime") == 0 {
				at := m.now.Add(time.Duration(rapid.IntRange(1, 300).Draw(t, "at")) * time.Minute)
				command.Timing = &Timing{Mode: AtSetTime, ExpectedAt: &at}
			}
			m.command(t, func(l *Life) *Error { return l.Amend(command, m.now) })
		},
		"save": func(t *rapid.T) {
			command := SaveCommand{Caller: drawCaller(t, m)}
			m.command(t, func(l *Life) *Error { return l.Save(command, m.now) })
		},
		"advance": func(t *rapid.T) {
			if m.life.Status == Waiting || !seldom(t) {
				return
			}
			command := AdvanceCommand{Caller: drawCaller(t, m), Status: rapid.SampledFrom(Statuses()).Draw(t, "status")}
			m.command(t, func(l *Life) *Error { return l.Advance(command, m.now) })
		},
		"resolve": func(t *rapid.T) {
			command := ResolveCommand{Caller: drawCaller(t, m), Action: rapid.SampledFrom([]ResolveAction{ResolveRetry, ResolveRetry, ResolveRetry, ResolveRetry, ResolveRetry, ResolveRetry, ResolveByHand, ResolveCancel, "odd"}).Draw(t, "action")}
			m.command(t, func(l *Life) *Error { return l.Resolve(command, m.now) })
		},
		"clock": func(t *rapid.T) {
			m.now = m.now.Add(time.Duration(rapid.IntRange(0, 3600).Draw(t, "seconds")) * time.Second)
			m.life.Tick(m.now)
		},
		"clock to the deadline": func(t *rapid.T) {
			if at, ok := m.life.NextDeadline(); ok && m.working == WorkNone {
				m.now = later(m.now, at)
				m.life.Tick(m.now)
				if next, again := m.life.NextDeadline(); again && m.life.Next(m.now) == WorkNone {
					require.True(t, next.After(m.now), "the clock stands still at %s", next)
				}
			}
		},
		"begin work":      m.begin,
		"begin work soon": m.begin,
		"end work":        m.end,
		"end work soon":   m.end,
		"worker dies":     m.die,
		"at the till":     m.till,
		"publish": func(t *rapid.T) {
			if events := m.life.Unpublished(); len(events) > 0 {
				m.life.Published(events[rapid.IntRange(0, len(events)-1).Draw(t, "up to")].Sequence)
			}
		},
		"go on in a new run": func(t *rapid.T) {
			if m.working != WorkNone {
				return
			}
			m.life.Published(m.life.Sequence)
			text := m.text(t)
			var life Life
			require.NoError(t, json.Unmarshal([]byte(text), &life))
			m.life = &life
			require.Equal(t, text, m.text(t), "nothing is left behind")
		},
		"": m.check,
	}
}

// seldom keeps lives from ending before they have seen much.
func seldom(t *rapid.T) bool { return rapid.IntRange(0, 9).Draw(t, "seldom") == 9 }

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// begin starts the work that is due, as the main loop does.
func (m *machine) begin(t *rapid.T) {
	if m.working != WorkNone {
		return
	}
	work := m.life.Next(m.now)
	if work == WorkNone || work == WorkFinish {
		return
	}
	m.working, m.earlier = work, m.life.Begin(work)
	if m.earlier.Step && (work == WorkFill || work == WorkAmend) || m.earlier.Dishes && work == WorkInject {
		require.True(t, SameDishes(m.target, m.life.Sending), "a repeated attempt sends other dishes")
	}
	m.target = m.life.Sending
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
		m.dishes = m.target
		m.amends++
	case WorkVoid:
		m.voided = m.there
	}
}

// end lets the work under way end in one of the four ways.
func (m *machine) end(t *rapid.T) {
	if m.working == WorkNone {
		return
	}
	work := m.working
	fault := CodeStationRefused
	outcome := rapid.SampledFrom([]string{"done", "done", "done", "done", "refused", "not sent", "lost after", "lost before", "missing"}).Draw(t, "outcome")
	switch outcome {
	case "done":
		m.station()
		m.working = WorkNone
		switch work {
		case WorkCreate:
			m.life.CreatedOnStation(StationOrder{OrderName: "1.1"}, m.now)
		case WorkInject:
			m.life.CreatedOnStation(StationOrder{OrderName: "1.1"}, m.now)
			m.life.DishesBegun()
			m.life.FilledOnStation(linesOf(m.dishes), 1, nil, m.now)
		case WorkFill, WorkAmend:
			m.life.FilledOnStation(linesOf(m.dishes), 1, nil, m.now)
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
		m.there, m.dishes, m.voided = false, nil, false
		fault = CodeStationOrderMissing
	}
	// Cleared is only said by a station that was looked at or not asked.
	cleared := outcome == "refused" || outcome == "not sent"
	switch work { // looking first may find that it was done, which is no failure
	case WorkCreate:
		cleared = cleared && !m.there
	case WorkInject:
		cleared = m.refusedInject(t, cleared)
		work = m.life.Step
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
		m.life.CreatedOnStation(StationOrder{OrderName: "1.1"}, m.now)
		m.life.DishesBegun()
		return cleared && m.dishes == nil
	}
	return false
}

// die is a worker killed in the middle, or one that never came.
func (m *machine) die(t *rapid.T) {
	if m.working == WorkNone {
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

// till is a cashier who does something to the order.
func (m *machine) till(t *rapid.T) {
	if !m.there || m.voided {
		return
	}
	news := StationNews{SeenAt: m.now}
	switch rapid.SampledFrom([]string{"print", "change", "close", "delete"}).Draw(t, "what") {
	case "print":
		news.Printed = true
	case "change":
		news.Lines = []StationLine{{PLU: "777", Quantity: Pieces(1)}}
	case "close":
		if !seldom(t) {
			return
		}
		news.Closed = true
	case "delete":
		if !seldom(t) {
			return
		}
		news.Deleted, m.voided = true, true
	}
	m.life.Hear(news, m.now)
}

func linesOf(items []Item) (lines []StationLine) {
	for _, item := range items {
		line := StationLine{PLU: item.PLU, Quantity: item.Quantity}
		for _, m := range item.Modifiers {
			line.Modifiers = append(line.Modifiers, StationModifier{PLU: m.PLU, Quantity: m.Quantity})
		}
		lines = append(lines, line)
	}
	return lines
}

// check holds what must be true of every life at every moment.
func (m *machine) check(t *rapid.T) {
	l := m.life
	m.steps++
	require.GreaterOrEqual(t, l.Revision, m.revision, "revisions grow")
	m.revision = l.Revision
	require.True(t, l.Status.Known())
	require.Contains(t, InjectionStates(), l.Injection.State)
	require.NotEmpty(t, l.ItemsAgreed, "what was agreed is never lost")
	require.True(t, slices.ContainsFunc(m.agreed, func(items []Item) bool { return SameDishes(items, l.ItemsAgreed) }), "dishes that nobody agreed to")
	if m.there {
		require.True(t, l.MaybeOnStation, "the station has the order and the life does not know")
	}
	if m.dishes != nil && m.there && l.Injection.State != InjectedByHand {
		require.True(t, l.MaybeFilled, "the station has dishes and the life does not know")
	}
	require.LessOrEqual(t, m.put, 1+l.Round, "dishes were put in twice")
	if l.Injection.State == Filled && l.Status != Completed && m.working == WorkNone && l.ItemsOnPOS[0].PLU != "777" {
		require.True(t, SameDishes(l.Sent, m.dishes), "the station has %v, the life thinks %v", m.dishes, l.Sent)
	}
	if l.Status.CalledOff() && l.Injection.State == Retrying {
		require.Equal(t, WorkVoid, l.Step, "an order that was called off is only ever taken off")
	}
	if l.Status != Waiting {
		require.Nil(t, l.Deadlines.RemindAt)
		require.Nil(t, l.Deadlines.ExpireAt)
	}
	if l.TakenBy != "" {
		require.NotNil(t, l.TakenUntil)
	}
	for i, event := range l.unpublished {
		if i > 0 {
			require.Equal(t, l.unpublished[i-1].Sequence+1, event.Sequence)
		}
	}
	require.LessOrEqual(t, len(l.History), maxHistory)
	m.finishes(t)
}

// finishes says that an order that is over ends once the station does its part.
func (m *machine) finishes(t *rapid.T) {
	if !m.life.Status.Final() || m.working != WorkNone {
		return
	}
	life := *m.life.Trial()
	now := m.now
	for range 8 {
		switch work := life.Next(now); work {
		case WorkFinish:
			if m.there && !m.voided && life.Status.CalledOff() {
				require.Contains(t, []InjectionState{Voided}, life.Injection.State, "left behind on the station")
			}
			return
		case WorkNone:
			switch life.Injection.State {
			case NeedsOperator:
				require.Nil(t, life.Resolve(ResolveCommand{Action: ResolveRetry}, now))
			case Retrying:
				now = *life.Injection.NextAttemptAt
			default:
				require.Fail(t, "an order that is over waits for nothing", "%s %s", life.Status, life.Injection.State)
			}
		case WorkVoid:
			life.Begin(work)
			life.VoidedOnStation(now)
		default:
			require.Fail(t, "work for an order that is over", "%s", work)
		}
	}
	require.Fail(t, "an order that is over never ends", "%s %s", life.Status, life.Injection.State)
}

// Long lives: most of the ways in which a life can go wrong take many steps.
func init() {
	if err := flag.Set("rapid.steps", "120"); err != nil {
		panic(err)
	}
}

func TestALifeKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { t.Repeat(newMachine(t).actions()) })
}

// The transitions a life makes are those of the two tables, and no other; an order
// that is made with its dishes runs through three of them at once.
func TestALifeMovesByItsTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		actions := m.actions()
		for name, action := range actions {
			if name == "" {
				continue
			}
			actions[name] = func(t *rapid.T) {
				status, injection, revision := m.life.Status, m.life.Injection.State, m.life.Revision
				action(t)
				if now := m.life.Status; now != status {
					require.True(t, status.CanBecome(now) || via(status, now), "%s: %s -> %s", name, status, now)
					require.Greater(t, m.life.Revision, revision)
				}
				if now := m.life.Injection.State; now != injection {
					require.True(t, injection.CanBecome(now) || injection == Creating && Filling.CanBecome(now), "%s: %s -> %s", name, injection, now)
				}
			}
		}
		t.Repeat(actions)
	})
}

// via allows what one look of the clock may do at once: release and complete.
func via(from, to Status) bool {
	for _, between := range Statuses() {
		if from.CanBecome(between) && between.CanBecome(to) && from == Scheduled {
			return true
		}
	}
	return false
}
