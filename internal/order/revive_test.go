package order

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// loss is a machine whose workflow is lost now and then, with everything that
// was not written. The database keeps the last record, the ledger what was sent.
type loss struct {
	*machine
	written Order
	number  int64
	ledger  Traces
	losses  int
	parked  int
	proving int
}

func newLoss(t *rapid.T) *loss {
	l := &loss{machine: newMachine(t)}
	l.write()
	return l
}

func (l *loss) write() {
	l.written, l.number = l.life.Record(), l.life.Sequence
	l.life.Published(l.life.Sequence)
}

func (l *loss) begin(t *rapid.T) {
	before := l.working
	l.machine.begin(t)
	if before == l.working {
		return
	}
	l.note()
}

// note is what a worker writes before it sends anything.
func (l *loss) note() {
	if l.life.Round > l.ledger.Round {
		l.ledger = Traces{Round: l.life.Round}
	}
	l.ledger.Any = true
	if l.ledger.Creating.IsZero() {
		l.ledger.Creating = l.now
	}
	switch l.working {
	case WorkFill, WorkInject:
		if l.ledger.Filling.IsZero() {
			l.ledger.Filling = l.now
		}
	case WorkAmend:
		if l.life.Amendment > l.ledger.Amendment {
			l.ledger.Amendment, l.ledger.Amending = l.life.Amendment, l.now
		}
	}
}

// lose ends the workflow at any moment, also in the middle of work that then is
// done or not, and begins it anew from what was kept.
func (l *loss) lose(t *rapid.T) {
	if rapid.IntRange(0, 2).Draw(t, "lost") != 0 {
		return
	}
	if l.working != WorkNone && rapid.Bool().Draw(t, "done all the same") {
		l.station()
	}
	l.working = WorkNone
	if l.written.Over() {
		return
	}
	l.losses++
	text := l.text(t)
	life := Revive(Kept{Record: l.written, Sequence: l.number, Rules: l.life.Rules, Traces: l.ledger}, l.now)
	require.Equal(t, text, l.text(t))
	l.put -= l.life.Round - life.Round // a round that left no trace was not begun
	l.revision, l.life = life.Revision, life
	require.Equal(t, l.number+1, life.unpublished[0].Sequence, "the feed goes on where it stopped")
	if life.Injection.State == NeedsOperator && life.Injection.LastError.Code == CodeStationUnproven {
		l.parked++
	}
	if life.Unproven {
		l.proving++
		require.Equal(t, WorkAmend, life.Next(l.now), "the station is asked")
	}
	if life.Unproven || life.Injection.State == NeedsOperator && life.Injection.LastError.Code == CodeStationUnproven {
		require.True(t, SameDishes(life.Sent, life.ItemsAgreed), "trying it again would change dishes that nobody knows")
	}
	if life.Status.CalledOff() {
		life.Sent = l.dishes // it is taken off, whatever is in it
	}
	l.write()
	l.target, l.read = life.Sending, life.ItemsOnPOS // what was read since is read again
}

func TestAnOrderWhoseWorkflowIsLostGoesOn(t *testing.T) {
	losses, parked, proving, disproved := 0, 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		l := newLoss(t)
		actions := l.actions()
		actions["begin work"], actions["begin work soon"] = l.begin, l.begin
		actions["write"] = func(*rapid.T) { l.write() }
		actions["write soon"] = actions["write"]
		actions["lose the workflow"] = l.lose
		delete(actions, "publish")
		delete(actions, "go on in a new run")
		t.Repeat(actions)
		losses, parked, proving, disproved = losses+l.losses, parked+l.parked, proving+l.proving, disproved+l.asked
	})
	t.Logf("%d workflows lost, %d orders parked, %d proven by the station, or not: %d", losses, parked, proving, disproved)
	require.Positive(t, losses)
	if losses >= 500 { // fewer say nothing about how many are parked: a quarter
		require.Less(t, parked+disproved, losses/2, "most go on by themselves")
	}
}

func TestRemainsAreAllThereIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		actions := m.actions()
		actions["go on in a new run"] = func(t *rapid.T) {
			events := append([]Event{}, m.life.Unpublished()...)
			before := m.text(t)
			m.life = m.life.Remains().Resume()
			require.Equal(t, before, m.text(t))
			require.Equal(t, events, m.life.Unpublished())
		}
		t.Repeat(actions)
	})
}

func TestAnOrderThatWaitsGoesOnWaiting(t *testing.T) {
	life := Open(Intake{Source: "demo", Submission: sound(), Rules: DefaultRules()}, noon)
	life.Tick(noon.Add(2 * time.Minute))
	require.True(t, life.Reminded)
	revived := Revive(Kept{Record: life.Record(), Sequence: 2, Rules: DefaultRules()}, noon.Add(time.Hour))
	require.Equal(t, Waiting, revived.Status)
	require.True(t, revived.Reminded)
	require.Equal(t, life.Deadlines, revived.Deadlines)
	require.True(t, revived.MaybeOnStation, "the database may be an old copy")
	require.Equal(t, int64(3), revived.Sequence)
	require.Nil(t, revived.Accept(AcceptCommand{Checks: []Check{}}, noon.Add(time.Hour)))
	require.Equal(t, WorkInject, revived.Next(noon.Add(time.Hour)))
	require.Equal(t, Trace{Step: true}, revived.Begin(WorkInject), "looks for the order, puts the dishes in")
}

func TestOverIsOver(t *testing.T) {
	for _, c := range []struct {
		status    Status
		injection InjectionState
		over      bool
	}{
		{Waiting, InjectionNone, false}, {Accepted, Filled, false}, {Completed, Filled, true}, {Completed, NeedsOperator, true},
		{Rejected, InjectionNone, true}, {Cancelled, Voided, true}, {Cancelled, InjectedByHand, true},
		{Cancelled, Filled, false}, {Cancelled, Voiding, false}, {Failed, NeedsOperator, false}, {Cancelled, Creating, false},
	} {
		require.Equal(t, c.over, Brief{Status: c.status, Injection: c.injection}.Over(), "%s %s", c.status, c.injection)
	}
}

func TestAWorkflowsNameIsRead(t *testing.T) {
	source, externalID, ok := OfWorkflow(WorkflowID("shop", "WEB:1:2"))
	require.True(t, ok)
	require.Equal(t, []string{"shop", "WEB:1:2"}, []string{source, externalID})
	require.Equal(t, ID("shop", "WEB:1:2"), Run{WorkflowID: "order:shop:WEB:1:2"}.OrderID())
	for _, other := range []string{"callback:1", "order:", "order:shop", "order:shop:"} {
		require.Empty(t, Run{WorkflowID: other}.OrderID(), other)
	}
}

func TestTheStationIsAskedForWhatNobodyCanProve(t *testing.T) {
	revived := func() *Life {
		life := Open(Intake{Source: "demo", Submission: sound(), Rules: DefaultRules()}, noon)
		require.Nil(t, life.Accept(AcceptCommand{}, noon))
		life.Begin(WorkInject)
		life.CreatedOnStation(StationOrder{OrderGUID: "{1}"}, noon)
		life.DishesBegun()
		life.FilledOnStation(nil, 1, nil, noon)
		require.Nil(t, life.Amend(AmendCommand{Items: []Item{{LineID: "1", PLU: "102", Quantity: Pieces(3)}}}, noon))
		return Revive(Kept{Record: life.Record(), Rules: DefaultRules(), Traces: Traces{Any: true, Creating: noon, Filling: noon}}, noon.Add(time.Hour))
	}
	life := revived()
	require.True(t, life.Unproven)
	require.Equal(t, WorkAmend, life.Next(noon))
	life.Begin(WorkAmend)
	require.Equal(t, life.Sent, life.Sending, "nothing is to be sent")
	life.FilledOnStation(nil, 1, nil, noon)
	require.False(t, life.Unproven, "the station has it")
	require.Equal(t, WorkNone, life.Next(noon))

	life = revived()
	life.Begin(WorkAmend)
	life.Park(CodeStationUnproven.Fault(""), true, noon)
	require.Nil(t, life.Resolve(ResolveCommand{Caller: Caller{Actor: Actor{Kind: Person}}, Action: ResolveRetry}, noon))
	require.False(t, life.Unproven, "a person has compared")
	require.Equal(t, WorkAmend, life.Next(noon))

	life = revived()
	require.Nil(t, life.Amend(AmendCommand{Items: []Item{{LineID: "1", PLU: "103", Quantity: Pieces(1)}}}, noon))
	life.Begin(WorkAmend)
	require.False(t, SameDishes(life.Sent, life.Sending), "what was agreed meanwhile follows the proof")
	require.True(t, life.Unproven)
}
