package order

import (
	"time"

	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

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
	if l.Injection.State == Filled && l.Status != Completed && m.working == WorkNone {
		require.True(t, SameDishes(l.Sent, m.dishes), "we put %v on the station, the life thinks %v", m.dishes, l.Sent)
		require.True(t, SameLines(l.ItemsOnPOS, m.read), "the station was read with %v, the life shows %v", m.read, l.ItemsOnPOS)
	}
	if l.Status.CalledOff() && l.Injection.State == Retrying {
		require.Equal(t, WorkVoid, l.Step, "an order that was called off is only ever taken off")
	}
	if l.Status != Waiting {
		require.Nil(t, l.Deadlines.RemindAt)
		require.Nil(t, l.Deadlines.ExpireAt)
	}
	flagged := len(flags(l.Checks))
	require.LessOrEqual(t, flagged, 2)
	require.LessOrEqual(t, l.StationChecks, len(l.Checks))
	require.Len(t, flags(l.Checks[len(l.Checks)-l.StationChecks:]), flagged, "where a new reading of the dishes keeps it")
	if l.Telling != nil {
		require.False(t, l.Status.CalledOff(), "nothing is told of what is called off")
		require.LessOrEqual(t, l.Telling.Attempts, maxTellings)
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
	for range 8 + 2*maxTellings {
		switch work := life.Next(now); work {
		case WorkFinish:
			if m.there && !m.voided && life.Status.CalledOff() {
				require.Contains(t, []InjectionState{Voided}, life.Injection.State, "left behind on the station")
			}
			return
		case WorkNone:
			if life.tellable() {
				now = *life.Telling.NextAt
				continue
			}
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
		case WorkTell:
			life.NotTold(life.Telling.Status, CodeStationUnreachable.Fault(""), true, now.Add(time.Minute), now)
		default:
			require.Fail(t, "work for an order that is over", "%s", work)
		}
	}
	require.Fail(t, "an order that is over never ends", "%s %s", life.Status, life.Injection.State)
}
