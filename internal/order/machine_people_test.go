package order

import (
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

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

func (m *machine) accept(t *rapid.T) {
	command := AcceptCommand{Caller: drawCaller(t, m), Fill: rapid.SampledFrom([]FillMode{"", "", FillOnAccept, "odd"}).Draw(t, "fill")}
	if rapid.Bool().Draw(t, "other items") {
		command.Items = drawItems(t)
	}
	m.command(t, func(l *Life) *Error { return l.Accept(command, m.now) })
}

func (m *machine) cancel(t *rapid.T) {
	if !seldom(t) {
		return
	}
	command := CancelCommand{Caller: drawCaller(t, m), Reason: Reason{Code: rapid.SampledFrom([]ReasonCode{TooBusy, GuestCancelled, "odd"}).Draw(t, "reason")}}
	m.command(t, func(l *Life) *Error { return l.Cancel(command, m.now) })
}

func (m *machine) refuseCancel(t *rapid.T) {
	command := RefuseCancelCommand{Caller: drawCaller(t, m), Reason: Reason{Code: TooBusy}}
	m.command(t, func(l *Life) *Error { return l.RefuseCancel(command, m.now) })
}

func (m *machine) take(t *rapid.T) {
	command := TakeCommand{Caller: drawCaller(t, m), Force: rapid.Bool().Draw(t, "force")}
	m.command(t, func(l *Life) *Error { return l.Take(command, m.now) })
}

func (m *machine) release(t *rapid.T) {
	command := ReleaseCommand{Caller: drawCaller(t, m)}
	m.command(t, func(l *Life) *Error { return l.Release(command, m.now) })
}

func (m *machine) postpone(t *rapid.T) {
	command := PostponeCommand{Caller: drawCaller(t, m), Minutes: rapid.IntRange(0, 20).Draw(t, "minutes")}
	m.command(t, func(l *Life) *Error { return l.Postpone(command, m.now) })
}

func (m *machine) amend(t *rapid.T) {
	command := AmendCommand{Caller: drawCaller(t, m)}
	if rapid.Bool().Draw(t, "items") {
		command.Items = drawItems(t)
	}
	if rapid.IntRange(0, 4).Draw(t, "retime") == 0 {
		at := m.now.Add(time.Duration(rapid.IntRange(1, 300).Draw(t, "at")) * time.Minute)
		command.Timing = &Timing{Mode: AtSetTime, ExpectedAt: &at}
	}
	m.command(t, func(l *Life) *Error { return l.Amend(command, m.now) })
}

func (m *machine) save(t *rapid.T) {
	command := SaveCommand{Caller: drawCaller(t, m)}
	m.command(t, func(l *Life) *Error { return l.Save(command, m.now) })
}

func (m *machine) advance(t *rapid.T) {
	if m.life.Status == Waiting || !seldom(t) {
		return
	}
	command := AdvanceCommand{Caller: drawCaller(t, m), Status: rapid.SampledFrom(Statuses()).Draw(t, "status")}
	m.command(t, func(l *Life) *Error { return l.Advance(command, m.now) })
}

func (m *machine) resolve(t *rapid.T) {
	command := ResolveCommand{Caller: drawCaller(t, m), Action: rapid.SampledFrom([]ResolveAction{ResolveRetry, ResolveRetry, ResolveRetry, ResolveRetry, ResolveRetry, ResolveRetry, ResolveByHand, ResolveCancel, "odd"}).Draw(t, "action")}
	m.command(t, func(l *Life) *Error { return l.Resolve(command, m.now) })
}
