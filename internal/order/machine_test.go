package order

import (
	"encoding/json"
	"flag"
	"sync"
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
	telling Status // of WorkTell
	proved  bool   // the station had what an unproven order should have
	asked   int    // how often it had not

	// What the station really has.
	there  bool   // our order exists
	dishes []Item // nil while it is empty
	put    int    // how often dishes were put in
	amends int
	voided bool
	// extra are the dishes that cashiers added, taken those they took off, and
	// read what the life was told of all dishes last.
	extra []StationLine
	taken []string
	read  []StationLine

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
	if rapid.Bool().Draw(t, "tells the station") {
		rules.Tell = []Status{Ready, OnTheWay, Completed}
	}
	rules.Auto.OnlyGreen = rapid.Bool().Draw(t, "only green")
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

// actions are all that can happen to an order; check follows each of them.
func (m *machine) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"accept": m.accept, "cancel": m.cancel, "refuse cancel": m.refuseCancel, "take": m.take, "release": m.release, "postpone": m.postpone,
		"amend": m.amend, "save": m.save, "advance": m.advance, "resolve": m.resolve,
		"clock": m.clock, "clock to the deadline": m.clockToDeadline, "publish": m.publish, "go on in a new run": m.goOn,
		"begin work": m.begin, "begin work soon": m.begin, "end work": m.end, "end work soon": m.end, "worker dies": m.die,
		"at the till": m.till, "again at the till": m.till,
		"": m.check,
	}
}

func (m *machine) clock(t *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.IntRange(0, 3600).Draw(t, "seconds")) * time.Second)
	m.life.Tick(m.now)
}

func (m *machine) clockToDeadline(t *rapid.T) {
	if at, ok := m.life.NextDeadline(); ok && m.working == WorkNone {
		m.now = later(m.now, at)
		m.life.Tick(m.now)
		if next, again := m.life.NextDeadline(); again && m.life.Next(m.now) == WorkNone {
			require.True(t, next.After(m.now), "the clock stands still at %s", next)
		}
	}
}

// publish confirms some of the events.
func (m *machine) publish(t *rapid.T) {
	if events := m.life.Unpublished(); len(events) > 0 {
		m.life.Published(events[rapid.IntRange(0, len(events)-1).Draw(t, "up to")].Sequence)
	}
}

// goOn carries the life on as a workflow does whose history grew too long.
func (m *machine) goOn(t *rapid.T) {
	if m.working != WorkNone {
		return
	}
	m.life.Published(m.life.Sequence)
	text := m.text(t)
	var life Life
	require.NoError(t, json.Unmarshal([]byte(text), &life))
	m.life = &life
	require.Equal(t, text, m.text(t), "nothing is left behind")
}

func (m *machine) text(t require.TestingT) string {
	text, err := json.Marshal(m.life)
	require.NoError(t, err)
	return string(text)
}

// seldom keeps lives from ending before they have seen much.
func seldom(t *rapid.T) bool { return rapid.IntRange(0, 9).Draw(t, "seldom") == 9 }

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// lives and shortLives are how many lives are lived in a full run and in a short
// one; -rapid.checks asks for others.
const (
	lives      = "2000"
	shortLives = "100"
)

// Long lives: most of the ways in which a life can go wrong take many steps.
func init() {
	if err := flag.Set("rapid.steps", "120"); err != nil {
		panic(err)
	}
}

// wished says whether the command line asks for a number of lives.
var wished = sync.OnceValue(func() (given bool) {
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	return given
})

// live holds many lives to a property.
func live(t *testing.T, property func(*rapid.T)) {
	if !wished() {
		usual, number := flag.Lookup("rapid.checks").Value.String(), lives
		if testing.Short() {
			number = shortLives
		}
		require.NoError(t, flag.Set("rapid.checks", number))
		t.Cleanup(func() { require.NoError(t, flag.Set("rapid.checks", usual)) })
	}
	rapid.Check(t, property)
}

func TestALifeKeepsItsPromises(t *testing.T) {
	live(t, func(t *rapid.T) { t.Repeat(newMachine(t).actions()) })
}

// The transitions a life makes are those of the two tables, and no other; an order
// that is made with its dishes runs through three of them at once.
func TestALifeMovesByItsTables(t *testing.T) {
	live(t, func(t *rapid.T) {
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
