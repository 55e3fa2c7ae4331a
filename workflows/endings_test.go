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
