package reconcile

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

func TestWhatAgreesIsLeftAlone(t *testing.T) {
	p := newPlace(t)
	p.order("WAITING")
	p.order("FILLED", filled)
	late := p.order("THE-LIST-IS-LATE")
	p.unlisted[late] = true
	p.orders(0)
	require.Empty(t, p.revived)
}

func TestATerminatedOrderIsBegunAnewFromWhatItsWorkflowKnew(t *testing.T) {
	p := newPlace(t)
	id := p.order("LOST", filled)
	p.end(id, "terminated")
	found := p.orders(1)
	require.Equal(t, order.WorkflowMissing, found[0].Kind)
	require.Equal(t, order.Repaired, found[0].Outcome)
	life := p.revived[id].Life
	require.Equal(t, p.remains[id].Life.Sent, life.Sent, "exactly what it knew")
	require.Equal(t, p.kept[id].Record.Revision+1, life.Revision)
}

func TestAnOrderThatTemporalForgotIsBegunAnewFromItsRecord(t *testing.T) {
	p := newPlace(t)
	id := p.order("FORGOTTEN", filled)
	p.gone[id] = true
	p.end(id, "terminated")
	p.traces[id] = order.Traces{Any: true, Creations: 1, Creating: noon, Filling: noon}
	require.Equal(t, order.Repaired, p.orders(1)[0].Outcome)
	life := p.revived[id].Life
	require.True(t, life.MaybeOnStation && life.MaybeFilled)
	require.Equal(t, life.ItemsAgreed, life.Sent)
	require.Equal(t, order.WorkNone, life.Next(noon.Add(time.Hour)), "nothing is sent again")
}

// amendedSince changes the dishes of an order after the station got them.
func amendedSince(t *testing.T) func(l *order.Life) {
	return func(l *order.Life) {
		require.Nil(t, l.Amend(order.AmendCommand{Items: []order.Item{{PLU: "102", Quantity: order.Pieces(3)}}}, noon))
	}
}

func TestAnOrderOfWhichNobodyKnowsWhatWasSentIsProvenByTheStation(t *testing.T) {
	p := newPlace(t)
	id := p.order("AMENDED", filled, amendedSince(t))
	p.gone[id] = true
	p.end(id, "")
	p.unlisted[id] = true
	found := p.orders(1)
	require.Equal(t, order.Repaired, found[0].Outcome)
	require.Contains(t, found[0].Message, "the station is asked")
	life := p.revived[id].Life
	require.True(t, life.Unproven)
	require.Equal(t, life.ItemsAgreed, life.Sent)
	require.Equal(t, order.WorkAmend, life.Next(noon.Add(time.Hour)))
}

func TestAnOrderThatNobodyCanProveIsParked(t *testing.T) {
	p := newPlace(t)
	id := p.order("PARKED", filled, amendedSince(t), func(l *order.Life) { l.Park(order.CodeStationRefused.Fault(""), false, noon) })
	p.gone[id] = true
	p.end(id, "")
	p.unlisted[id] = true
	found := p.orders(1)
	require.Equal(t, order.Parked, found[0].Outcome)
	require.Equal(t, order.OwnerStation, found[0].Owner)
	require.NotEmpty(t, found[0].Remedy)
	life := p.revived[id].Life
	require.Equal(t, order.NeedsOperator, life.Injection.State)
	require.Equal(t, order.CodeStationUnproven, life.Injection.LastError.Code)
}

func TestAnOrderThatNoWorkflowConfirmedIsSubmittedAnew(t *testing.T) {
	p := newPlace(t)
	id := p.order("PENDING")
	k := p.kept[id]
	k.Pending = true
	p.kept[id] = k
	delete(p.runs, id)
	require.Equal(t, order.Repaired, p.orders(1)[0].Outcome)
	require.Contains(t, p.revived, id)
	require.Nil(t, p.revived[id], "it begins from the start")
}

func TestAWorkflowThatEndedAheadOfItsRecordOnlyHasToBeWritten(t *testing.T) {
	p := newPlace(t)
	id := p.order("AHEAD", filled)
	remains := p.remains[id]
	life := remains.Resume()
	require.Nil(t, life.Advance(order.AdvanceCommand{Status: order.Completed}, noon))
	p.remains[id] = life.Remains()
	p.end(id, "completed")
	require.Equal(t, order.RecordBehind, p.orders(1)[0].Kind)
	require.Equal(t, order.Completed, p.projected[0].Record.Status)
	require.NotEmpty(t, p.projected[0].Events)
	require.Empty(t, p.revived)
}

func TestAWorkflowThatWasSetBackIsReplaced(t *testing.T) {
	p := newPlace(t)
	id := p.order("BEHIND", filled)
	older := p.order("BEHIND") // the same order, as it was before
	require.Equal(t, id, older)
	record := p.kept[id]
	life := order.Open(order.Intake{Source: "demo", Submission: record.First.Submission, Rules: order.DefaultRules()}, noon)
	filled(life)
	record.Record = life.Record()
	p.kept[id] = record
	require.Equal(t, order.WorkflowBehind, p.orders(1)[0].Kind)
	require.Equal(t, []string{"run-BEHIND"}, p.ended, "this run and no other")
	require.Equal(t, order.Filled, p.revived[id].Life.Injection.State)
}

func TestARecordBehindItsWorkflowIsWritten(t *testing.T) {
	p := newPlace(t)
	id := p.order("OLD-COPY")
	old := p.kept[id]
	p.order("OLD-COPY", filled)
	p.kept[id] = old
	require.Equal(t, order.RecordBehind, p.orders(1)[0].Kind)
	require.Equal(t, order.Filled, p.projected[0].Record.Injection.State)
	require.Empty(t, p.ended)
}

func TestAWorkflowWithoutARecordGetsOne(t *testing.T) {
	p := newPlace(t)
	id := p.order("NO-ROW", filled)
	hash := p.kept[id].ContentHash
	delete(p.kept, id)
	found := p.orders(1)
	require.Equal(t, order.RecordMissing, found[0].Kind)
	require.Equal(t, "arbat-1", found[0].Restaurant)
	require.Equal(t, hash, p.projected[0].ContentHash)

	young := newPlace(t)
	id = young.order("JUST-NOW")
	delete(young.kept, id)
	run := young.runs[id]
	run.StartedAt = young.Now().Add(-time.Second)
	young.runs[id] = run
	young.orders(0)
}

func TestAWorkflowThatOutlivesItsOrderIsTold(t *testing.T) {
	over := func(l *order.Life) {
		filled(l)
		_ = l.Advance(order.AdvanceCommand{Status: order.Completed}, noon)
	}
	p := newPlace(t)
	p.order("OVER", over)
	found := p.orders(1)
	require.Equal(t, order.WorkflowUnfinished, found[0].Kind)
	require.Equal(t, order.Left, found[0].Outcome)
	require.Empty(t, p.ended, "nothing is done to it")

	back := newPlace(t)
	id := back.order("OVER", over)
	k := back.kept[id]
	back.order("OVER")
	back.kept[id] = k
	require.Equal(t, order.WorkflowBehind, back.orders(1)[0].Kind)
	require.Equal(t, []string{"run-OVER"}, back.ended)
	require.Empty(t, back.revived)
}

func TestWhatCannotBeRepairedNowIsLeft(t *testing.T) {
	for name, c := range map[string]struct {
		kind    order.Disagreement
		arrange func(p *place, id string)
	}{
		"it cannot be asked":  {order.WorkflowMissing, func(p *place, id string) { p.end(id, "terminated"); p.silent[id] = true }},
		"it cannot be begun":  {order.WorkflowMissing, func(p *place, id string) { p.end(id, "timed_out"); p.refuse = errors.New("busy") }},
		"it failed once more": {order.WorkflowMissing, func(p *place, id string) { p.end(id, "failed"); p.revivedOnce(id) }},
		"it does not answer":  {order.WorkflowSilent, func(p *place, id string) { p.showWaiting(id); p.silent[id] = true }},
		"nobody can write":    {order.RecordMissing, func(p *place, id string) { delete(p.kept, id); p.refuse = errors.New("busy") }},
		"another has its place": {order.RecordMissing, func(p *place, id string) {
			delete(p.kept, id)
			p.refuse = order.Errorf(order.CodeDuplicateExternalID, "x")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			c.arrange(p, p.order("ODD", filled))
			found := p.orders(1)
			require.Equal(t, c.kind, found[0].Kind)
			require.Equal(t, order.Left, found[0].Outcome)
			require.NotEmpty(t, found[0].Remedy)
			require.Empty(t, p.revived)
		})
	}
}

func (p *place) revivedOnce(id string) {
	run := p.runs[id]
	run.Revived = true
	p.runs[id] = run
}

func (p *place) showWaiting(id string) {
	run := p.runs[id]
	run.Status = order.Waiting
	p.runs[id] = run
}

func TestADryRunChangesNothing(t *testing.T) {
	p := newPlace(t)
	p.end(p.order("LOST"), "terminated")
	delete(p.kept, p.order("NO-ROW"))
	for _, one := range p.orders(2, activities.SweepRequest{DryRun: true}) {
		require.Equal(t, order.Left, one.Outcome)
	}
	require.Empty(t, p.revived)
	require.Empty(t, p.projected)
	require.NoError(t, p.Keep(t.Context(), order.Sweep{DryRun: true}))
	require.Empty(t, p.swept)
}

func TestWhatHappenedJustNowIsLeftAlone(t *testing.T) {
	p := newPlace(t)
	id := p.order("BUSY")
	k := p.kept[id]
	k.Record.UpdatedAt = p.Now().Add(-time.Second)
	p.kept[id] = k
	p.end(id, "terminated")
	p.orders(0)
}

func TestASweepRepairsSoManyAndNoMore(t *testing.T) {
	p := newPlace(t)
	p.Options.Repairs = 3
	for _, name := range []string{"1", "2", "3", "4", "5"} {
		p.end(p.order("LOST-"+name), "terminated")
	}
	swept, err := p.Orders(t.Context(), activities.SweepRequest{})
	require.NoError(t, err)
	require.Len(t, swept.Found, 3)
	require.True(t, swept.Truncated)
}

func TestAReconcilerNeedsItsParts(t *testing.T) {
	_, err := New(Options{})
	require.Error(t, err)
}
