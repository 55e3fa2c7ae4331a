package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

func scheduledFor(at time.Time) func(*order.Intake) {
	return func(i *order.Intake) {
		i.Submission.Timing = order.Timing{Mode: order.AtSetTime, ExpectedAt: &at}
	}
}

func TestAScheduledOrderIsHeldUntilItsTime(t *testing.T) {
	s := newStory(t, scheduledFor(noon.Add(5*time.Hour)))
	s.after(time.Minute, func() {
		s.tell(workflows.UpdateAccept, accept(), func(record order.Order) {
			require.Equal(t, order.Scheduled, record.Status)
			require.Equal(t, noon.Add(4*time.Hour), record.Deadlines.ReleaseAt.UTC(), "an hour ahead")
		})
	})
	s.after(4*time.Hour-time.Second, func() { require.Empty(t, s.station.calls) })
	s.after(4*time.Hour+time.Second, func() {
		require.Equal(t, []string{"create", "fill"}, s.station.calls)
		require.Equal(t, order.Accepted, s.view().Status)
		s.tell(workflows.UpdateStatus, advance(order.Completed))
	})
	require.Equal(t, order.Completed, s.run().Status)
}

func TestAScheduledOrderIsFiredNow(t *testing.T) {
	s := newStory(t, scheduledFor(noon.Add(5*time.Hour)))
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.Accepted)) })
	s.after(3*time.Minute, func() {
		require.Equal(t, []string{"create", "fill"}, s.station.calls)
		s.tell(workflows.UpdateStatus, advance(order.Completed))
	})
	require.Equal(t, order.Completed, s.run().Status)
}

func TestAChangeOfTimeMovesAScheduledOrder(t *testing.T) {
	s := newStory(t, scheduledFor(noon.Add(5*time.Hour)))
	retime := func(d time.Duration) order.AmendCommand {
		at := noon.Add(d)
		return order.AmendCommand{Caller: by("olga"), Timing: &order.Timing{Mode: order.AtSetTime, ExpectedAt: &at}}
	}
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() {
		s.tell(workflows.UpdateAmend, retime(8*time.Hour), func(record order.Order) {
			require.Equal(t, noon.Add(7*time.Hour), record.Deadlines.ReleaseAt.UTC())
			require.Equal(t, noon.Add(32*time.Hour), record.Deadlines.CloseAt.UTC())
		})
	})
	s.after(4*time.Hour+time.Minute, func() {
		require.Empty(t, s.station.calls, "later than it was first wanted")
		s.tell(workflows.UpdateAmend, retime(4*time.Hour+30*time.Minute))
	})
	s.after(4*time.Hour+2*time.Minute, func() {
		require.Equal(t, []string{"create", "fill"}, s.station.calls, "due at once")
		s.tell(workflows.UpdateStatus, advance(order.Completed))
	})
	require.Equal(t, order.Completed, s.run().Status)
}

func TestAScheduledOrderIsCancelled(t *testing.T) {
	s := newStory(t, scheduledFor(noon.Add(5*time.Hour)))
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() { s.tell(workflows.UpdateCancel, cancel(order.GuestCancelled)) })
	require.Equal(t, workflows.Ending{Status: order.Cancelled, Injection: order.InjectionNone, Reason: &order.Reason{Code: order.GuestCancelled, Text: "because", Party: "restaurant"}}, s.run())
	require.Empty(t, s.station.calls)
}

func TestTheClockStartsWhenTheRestaurantOpens(t *testing.T) {
	s := newStory(t, func(i *order.Intake) {
		opens := noon.Add(8 * time.Hour)
		i.OpensAt = &opens
		i.Rules.Unanswered, i.Rules.ExpireAfter = order.Expire, 10*time.Minute
	})
	require.Equal(t, order.Expired, s.run().Status)
	history := s.book.last().Record.History
	require.Equal(t, noon.Add(8*time.Hour+90*time.Second), history[1].At.UTC())
	require.Equal(t, noon.Add(8*time.Hour+10*time.Minute), history[3].At.UTC())
}

func TestAnUnreachableGuestIsGivenTime(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() { s.tell(workflows.UpdateTake, order.TakeCommand{Caller: by("olga")}) })
	s.after(80*time.Second, func() {
		s.refused(order.CodeInvalid, workflows.UpdatePostpone, order.PostponeCommand{Caller: by("olga")})
		s.tell(workflows.UpdatePostpone, order.PostponeCommand{Caller: by("olga"), Minutes: 10, Note: "no answer"}, func(record order.Order) {
			require.Equal(t, order.Waiting, record.Status)
			require.Empty(t, record.TakenBy)
			require.Equal(t, "no answer", record.OperatorNote)
			require.Equal(t, noon.Add(80*time.Second+10*time.Minute), record.Deadlines.RemindAt.UTC())
		})
	})
	s.after(20*time.Minute, func() { s.tell(workflows.UpdateCancel, cancel(order.GuestUnreachable)) })
	s.after(21*time.Minute, func() {})
	require.Equal(t, order.Rejected, s.run().Status)
	require.Equal(t, []order.EventName{order.EventSubmitted, order.EventTaken, order.EventPostponed, order.EventReminded, order.EventEscalated, order.EventRejected}, s.book.events(t))
}

func TestATakeRunsOut(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() {
		s.tell(workflows.UpdateTake, order.TakeCommand{Caller: by("olga")}, func(record order.Order) {
			require.Equal(t, "olga", record.TakenBy)
			require.Equal(t, noon.Add(6*time.Minute), record.TakenUntil.UTC())
		})
	})
	s.after(2*time.Minute, func() {
		s.refused(order.CodeAlreadyTaken, workflows.UpdateTake, order.TakeCommand{Caller: by("ivan")})
		s.refused(order.CodeAlreadyTaken, workflows.UpdateRelease, order.ReleaseCommand{Caller: by("ivan")})
		s.tell(workflows.UpdateTake, order.TakeCommand{Caller: by("olga")})
	})
	s.after(7*time.Minute+time.Second, func() {
		require.Empty(t, s.view().TakenBy, "it was prolonged at two minutes and ran out five minutes later")
		s.tell(workflows.UpdateTake, order.TakeCommand{Caller: by("ivan")})
	})
	s.after(8*time.Minute, func() {
		s.tell(workflows.UpdateTake, order.TakeCommand{Caller: by("olga"), Force: true})
		s.tell(workflows.UpdateRelease, order.ReleaseCommand{Caller: by("olga")})
		s.tell(workflows.UpdateRelease, order.ReleaseCommand{Caller: by("ivan")})
	})
	s.after(9*time.Minute, func() { s.tell(workflows.UpdateCancel, cancel(order.TooBusy)) })
	s.run()
	require.Equal(t, []order.EventName{order.EventSubmitted, order.EventTaken, order.EventReminded, order.EventTaken, order.EventEscalated,
		order.EventReleased, order.EventTaken, order.EventTaken, order.EventReleased, order.EventRejected}, s.book.events(t))
}

func TestAlarmsAreTriedAgainAndHoldNothingUp(t *testing.T) {
	s := newStory(t)
	s.pager.fail = 3
	s.after(6*time.Minute, func() { s.tell(workflows.UpdateCancel, cancel(order.TooBusy)) })
	s.run()
	require.Len(t, s.pager.alarms, 1)
	alarm := s.pager.alarms[0]
	require.Equal(t, order.EventEscalated, alarm.Event)
	require.Equal(t, noon.Add(5*time.Minute), alarm.At.UTC())
	require.Equal(t, noon, alarm.WaitingSince.UTC())
	require.Equal(t, "WEB-1", alarm.Number)
}
