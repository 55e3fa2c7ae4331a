package pos

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/orderhatch/orderhatch/internal/rk7"
)

// mark is what an order held when a change was sent, stored before it was sent. A
// later attempt knows by it what became of the change: cashiers go on working
// while an answer is lost, so numbers alone prove nothing.
type mark struct {
	// From and To are the counts of the changed kinds, before and after.
	From tally `json:"from"`
	To   tally `json:"to"`
	// Version and Checksum change with every change of the order.
	Version  int64 `json:"version,omitempty"`
	Checksum int64 `json:"checksum,omitempty"`
	// Lines and Sessions are the names of all that were there.
	Lines    []string `json:"lines,omitempty"`
	Sessions []string `json:"sessions,omitempty"`
	// Left is what each line that loses something keeps, by its name.
	Left map[string]int64 `json:"left,omitempty"`
	// Reworded are the lines that get another wish. What is wished is the guest's
	// own affair, and not kept.
	Reworded []string `json:"reworded,omitempty"`

	wishes map[string]string // of those lines
	// direct says that the station confirmed the change in this attempt.
	direct bool
}

func markOf(o rk7.Order) mark {
	m := mark{From: tally{}, To: tally{}, Version: o.Version, Checksum: o.CRC32, Left: map[string]int64{}, wishes: map[string]string{}}
	for _, session := range o.Sessions {
		m.Sessions = append(m.Sessions, sessionName(session))
	}
	for _, l := range linesOf(o) {
		m.Lines = append(m.Lines, l.name())
	}
	return m
}

func (m mark) String() string {
	text, err := json.Marshal(m)
	if err != nil {
		panic("pos: what an order holds cannot be written: " + err.Error()) // plain numbers and strings
	}
	return string(text)
}

// unchanged says that the order is as it was: nothing was carried out since. A
// station that tells no version never says so.
func (m mark) unchanged(o rk7.Order) bool {
	return m.Version != 0 && m.Version == o.Version && m.Checksum == o.CRC32
}

// adds says whether anything was to be added.
func (m mark) adds() bool {
	for kind, to := range m.To {
		if to > m.From[kind] {
			return true
		}
	}
	return false
}

// broken says that the station does not have what the change should have
// brought. Long after it was sent, more of a dish is what a cashier added.
func (m mark) broken(kind string, now int64) bool {
	to, changed := m.To[kind]
	return changed && (now < to || m.direct && now != to)
}

// amended says whether an earlier attempt brought the change. All of it came in
// one request, so one part of it tells of the whole. It is believed absent only
// when that is certain: unclear is everything that a cashier who took it off
// again would have left behind, too.
func (t *task) amended(c change, seen rk7.Order) (verdict, mark) {
	var m mark
	switch {
	case t.noted.Sends+t.sends == 0:
		return absent, m
	case t.noted.Before == "" || json.Unmarshal([]byte(t.noted.Before), &m) != nil:
		return unsure, m
	case t.done():
		return applied, m
	case t.names(c, m).in(seen):
		return applied, m
	case m.unchanged(seen):
		return absent, m
	}
	// What was taken off is bound to its lines: they were written anew, or lost
	// portions that no cashier can give back to them.
	for _, l := range live(linesOf(seen)) {
		keeps, loses := m.Left[l.name()]
		if slices.Contains(m.Reworded, l.name()) || loses && l.Quantity > keeps {
			return absent, m
		}
	}
	if !m.adds() {
		return applied, m // the lines are gone, whoever did it
	}
	return t.added(c, m, seen), m
}

// givenNames are names on the station that only one change gives.
type givenNames map[string]bool

func (g givenNames) give(guid string) { g[strings.ToUpper(guid)] = true }

func (g givenNames) in(o rk7.Order) bool {
	return slices.ContainsFunc(o.Sessions, func(s rk7.Session) bool { return g[strings.ToUpper(s.LineGUID)] }) ||
		slices.ContainsFunc(linesOf(o), func(l there) bool { return g[strings.ToUpper(l.LineGUID)] })
}

// names are those of what the change adds, and of the lines that it wrote anew.
func (t *task) names(c change, m mark) givenNames {
	given := givenNames{}
	given.give(sessionGUID(t.job, t.step))
	for kind, to := range m.To {
		if c.kinds.lines[kind] != nil && to > m.From[kind] {
			for _, made := range t.grown(c, kind, to-m.From[kind]) {
				given.give(made.guid)
			}
		}
	}
	for _, name := range m.Lines {
		given.give(t.rewritten(name))
	}
	return given
}

// rewritten is the new name of a line that is written anew: the old one is never
// seen again once the change is carried out.
func (t *task) rewritten(name string) string { return lineGUID(t.job, t.step, "rewritten", name) }

// added looks for what was added on a station that gives names of its own: in
// sessions that nobody else made.
func (t *task) added(c change, m mark, seen rk7.Order) verdict {
	come := tally{}
	for _, session := range seen.Sessions {
		switch {
		case t.foreign(session):
			continue
		case t.ours(session) && !slices.Contains(m.Sessions, sessionName(session)):
			return applied
		}
		for _, l := range live(linesOf(rk7.Order{Sessions: []rk7.Session{session}})) {
			if !slices.Contains(m.Lines, l.name()) {
				come[c.kinds.kindOf(l)] += l.Quantity
			}
		}
	}
	found, all := false, true
	for kind, to := range m.To {
		if wanted := to - m.From[kind]; wanted > 0 {
			found = found || come[kind] > 0
			all = all && come[kind] >= wanted
		}
	}
	switch {
	case all:
		return applied
	case found:
		return unsure
	}
	return unclear
}

// ours and foreign say who made a session; neither does when the station does
// not tell.
func (t *task) ours(s rk7.Session) bool {
	return s.Author.Code != "" && s.Author.Code == t.Station.WaiterCode
}

func (t *task) foreign(s rk7.Session) bool { return s.Author.Code != "" && !t.ours(s) }
