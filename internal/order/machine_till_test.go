package order

import (
	"slices"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// till is a cashier who does something to the order, of which the monitor tells
// at once.
func (m *machine) till(t *rapid.T) {
	if !m.there || m.voided {
		return
	}
	m.now = m.now.Add(time.Second)
	news := StationNews{SeenAt: m.now}
	switch rapid.SampledFrom([]string{"print", "reach", "add", "take off", "close", "delete"}).Draw(t, "what") {
	case "print":
		news.Printed = true
	case "reach":
		if !seldom(t) {
			return
		}
		news.Reached = rapid.SampledFrom([]Status{InWork, Ready, OnTheWay, Completed, Waiting, Cancelled, "odd"}).Draw(t, "reached")
	case "add":
		m.extra = append(m.extra, StationLine{PLU: rapid.SampledFrom([]string{"101", "777"}).Draw(t, "added"), Quantity: Pieces(1)})
		news.Lines = m.shown()
	case "take off":
		if len(m.shown()) > 0 {
			m.taken = append(m.taken, rapid.SampledFrom(m.shown()).Draw(t, "taken").PLU)
		}
		news.Lines = m.shown()
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
	agreed, sent, heard := m.life.ItemsAgreed, m.life.Sent, m.hears(news)
	m.life.Hear(news, m.now)
	require.Equal(t, agreed, m.life.ItemsAgreed, "the till does not change what is agreed")
	require.Equal(t, sent, m.life.Sent, "nor what we put there")
	if heard {
		m.read = news.Lines
	}
}

// hears says whether the life follows news: it does unless it works on the
// dishes itself, or has nothing there to follow.
func (m *machine) hears(news StationNews) bool {
	return news.Lines != nil && (m.working == WorkNone || m.working == WorkTell) && !m.life.underWay() && m.life.MaybeOnStation && m.life.Status.CanBecome(Completed)
}

// shown are all dishes that the station has: ours, less what cashiers took off,
// and their own.
func (m *machine) shown() []StationLine {
	lines := append(linesOf(m.dishes), m.extra...)
	for _, plu := range m.taken {
		if i := slices.IndexFunc(lines, func(l StationLine) bool { return l.PLU == plu }); i >= 0 {
			lines = slices.Delete(lines, i, i+1)
		}
	}
	if lines == nil {
		return []StationLine{} // nil would say that nobody read them
	}
	return lines
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
