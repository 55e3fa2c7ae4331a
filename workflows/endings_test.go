package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

func startOptions(intake order.Intake) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{ID: order.WorkflowID(intake.Source, intake.Submission.ExternalID), TaskQueue: workflows.OrdersQueue,
		TypedSearchAttributes: workflows.StartAttributes(intake.Source, intake.Submission.Restaurant)}
}

func TestAcceptedOrderIsFilledAndCompleted(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() {
		s.tell(workflows.UpdateAccept, accept(), func(record order.Order) {
			require.Equal(t, order.Accepted, record.Status)
			require.Equal(t, "olga", record.DecidedBy)
		})
	})
	s.after(2*time.Minute, func() {
		now := s.view()
		require.Equal(t, order.Filled, now.Injection.State)
		require.Equal(t, "7.1", now.POS.OrderName)
		require.Equal(t, order.Money(45000), *now.POS.OrderSum)
		require.Equal(t, "101", now.ItemsOnPOS[0].PLU)
		s.tell(workflows.UpdateStatus, advance(order.InWork))
	})
	s.after(3*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.Ready)) })
	s.after(4*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.OnTheWay)) })
	s.after(5*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })

	require.Equal(t, workflows.Ending{Status: order.Completed, Injection: order.Filled}, s.run())
	require.Equal(t, []string{"create", "fill"}, s.station.calls)
	require.False(t, s.station.jobs[0].LookFirst)
	require.Empty(t, s.station.jobs[0].Order.History, "the station needs no timeline")
	require.Equal(t, []order.EventName{
		order.EventSubmitted, order.EventAccepted, order.EventCreated, order.EventFilled,
		order.EventStatus, order.EventStatus, order.EventStatus, order.EventCompleted,
	}, s.book.events(t))
}

func TestAnOrderIsRejected(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() {
		s.tell(workflows.UpdateCancel, cancel(order.TooBusy), func(record order.Order) {
			require.Equal(t, order.Rejected, record.Status)
			require.Equal(t, order.Reason{Code: order.TooBusy, Text: "because", Party: "restaurant"}, *record.Reason)
		})
	})
	ending := s.run()
	require.Equal(t, order.Rejected, ending.Status)
	require.Equal(t, order.InjectionNone, ending.Injection)
	require.Empty(t, s.station.calls)
}

func TestASourceCancelsWhileItWaits(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() {
		s.tell(workflows.UpdateCancel, order.CancelCommand{Caller: byShop(), Reason: order.Reason{Code: order.GuestCancelled}})
	})
	ending := s.run()
	require.Equal(t, order.Cancelled, ending.Status)
	require.Equal(t, "source", ending.Reason.Party)
}

func TestACancelledOrderIsTakenOffTheStation(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() { s.tell(workflows.UpdateCancel, cancel(order.GuestCancelled)) })
	require.Equal(t, workflows.Ending{Status: order.Cancelled, Injection: order.Voided, Reason: &order.Reason{Code: order.GuestCancelled, Text: "because", Party: "restaurant"}}, s.run())
	require.Equal(t, []string{"create", "fill", "void"}, s.station.calls)
	require.True(t, s.station.jobs[2].LookFirst, "what is to be taken off may have been changed")
}

func TestAnOrderExpires(t *testing.T) {
	s := newStory(t, func(i *order.Intake) {
		i.Rules.Unanswered, i.Rules.ExpireAfter = order.Expire, 10*time.Minute
	})
	require.Equal(t, order.Expired, s.run().Status)
	require.Equal(t, []order.EventName{order.EventSubmitted, order.EventReminded, order.EventEscalated, order.EventExpired}, s.book.events(t))
	require.Equal(t, noon.Add(90*time.Second), s.book.last().Record.History[1].At.UTC())
	require.Equal(t, noon.Add(5*time.Minute), s.book.last().Record.History[2].At.UTC())
	require.Equal(t, noon.Add(10*time.Minute), s.book.last().Record.History[3].At.UTC())
	require.Len(t, s.pager.alarms, 1)
	require.Equal(t, order.EventEscalated, s.pager.alarms[0].Event)
}

func TestTheSourcesOwnDeadlineWins(t *testing.T) {
	s := newStory(t, func(i *order.Intake) {
		last := noon.Add(3 * time.Minute)
		i.Submission.Timing.RespondBy = &last // the restaurant would keep the order
	})
	require.Equal(t, order.Expired, s.run().Status)
	require.Equal(t, noon.Add(3*time.Minute), s.env.Now().UTC())
}

func TestAnOrderThatEverybodyForgotIsCompleted(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() {
		s.tell(workflows.UpdateAccept, accept(), func(record order.Order) {
			require.Equal(t, noon.Add(time.Minute+24*time.Hour), record.Deadlines.CloseAt.UTC())
		})
	})
	require.Equal(t, workflows.Ending{Status: order.Completed, Injection: order.Filled}, s.run())
	require.Equal(t, noon.Add(time.Minute+24*time.Hour), s.env.Now().UTC())
}

func TestAForgottenOrderWithoutItsDishesWaitsForAPerson(t *testing.T) {
	s := newStory(t)
	s.station.script = times(1, refusal(order.CodeStationSettings))
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(48*time.Hour, func() {
		require.Equal(t, order.NeedsOperator, s.view().Injection.State)
		s.tell(workflows.UpdateResolve, order.ResolveCommand{Caller: by("olga"), Action: order.ResolveCancel, Note: "gave up"})
	})
	require.Equal(t, order.Failed, s.run().Status)
}
