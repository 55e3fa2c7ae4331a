package workflows_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

func TestSignalsDecideLikeCalls(t *testing.T) {
	note := order.AcceptCommand{Caller: by("ops"), Note: "by phone"}
	for _, c := range []struct {
		name    string
		signal  string
		payload any
		want    order.Status
		by      string
	}{
		{"accept, as Temporal's UI sends it", workflows.SignalAccept, nil, order.Accepted, "temporal"},
		{"accept with an empty object", workflows.SignalAccept, map[string]any{}, order.Accepted, "temporal"},
		{"accept in full", workflows.SignalAccept, note, order.Accepted, "ops"},
		{"cancel, as Temporal's UI sends it", workflows.SignalCancel, nil, order.Rejected, "temporal"},
		{"cancel with a reason", workflows.SignalCancel, map[string]any{"reason": map[string]any{"code": "too_busy"}}, order.Rejected, "temporal"},
		{"cancel in full", workflows.SignalCancel, cancel(order.GuestCancelled), order.Rejected, "olga"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStory(t)
			s.after(time.Minute, func() { s.env.SignalWorkflow(c.signal, c.payload) })
			s.after(2*time.Minute, func() {
				now := s.view()
				require.Equal(t, c.want, now.Status)
				require.Equal(t, c.by, now.DecidedBy)
				if c.want == order.Accepted {
					require.Equal(t, order.Filled, now.Injection.State)
					s.env.SignalWorkflow(workflows.SignalCancel, nil)
				}
			})
			ending := s.run()
			require.Equal(t, c.want == order.Accepted, ending.Injection == order.Voided, "a signal cancels after acceptance, too")
		})
	}
}

func TestASignalThatCannotBeObeyedChangesNothing(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() {
		s.env.SignalWorkflow(workflows.SignalAccept, order.AcceptCommand{Caller: order.Caller{Revision: 99}})
		s.env.SignalWorkflow(workflows.SignalCancel, map[string]any{"reason": map[string]any{"code": "odd"}})
		s.env.SignalWorkflow(workflows.SignalAccept, "not an object")
	})
	s.after(2*time.Minute, func() {
		require.Equal(t, order.Waiting, s.view().Status)
		s.env.SignalWorkflow(workflows.SignalAccept, nil)
	})
	s.after(3*time.Minute, func() {
		require.Equal(t, order.Accepted, s.view().Status)
		s.tell(workflows.UpdateStatus, advance(order.Completed))
	})
	require.Equal(t, order.Completed, s.run().Status)
}

func TestTemporalsOwnCancelIsACancelledOrder(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, s.env.CancelWorkflow)
	ending := s.run()
	require.Equal(t, order.Cancelled, ending.Status)
	require.Equal(t, order.Voided, ending.Injection)
	require.Equal(t, "system", ending.Reason.Party)
}

func TestTwoOperatorsDecide(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() {
		s.tell(workflows.UpdateAccept, accept())
		s.refused(order.CodeAlreadyDecided, workflows.UpdateAccept, order.AcceptCommand{Caller: by("ivan")})
		s.ask(workflows.UpdateAccept, order.AcceptCommand{Caller: by("ivan")}, func(_ order.Order, err error) {
			require.ErrorContains(t, err, "decided by olga at 2026-11-24T12:01:00Z")
		})
	})
	s.after(2*time.Minute, func() { s.tell(workflows.UpdateCancel, cancel(order.TooBusy)) })
	require.Equal(t, order.Cancelled, s.run().Status)
}

func TestADecisionAboutAnOlderOrderIsRefused(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() {
		seen := s.view().Revision
		s.tell(workflows.UpdateTake, order.TakeCommand{Caller: by("ivan")})
		stale := by("olga")
		stale.Revision = seen
		s.refused(order.CodeStaleRevision, workflows.UpdateAccept, order.AcceptCommand{Caller: stale})
		stale.Revision = seen + 1
		s.tell(workflows.UpdateCancel, order.CancelCommand{Caller: stale, Reason: order.Reason{Code: order.TooBusy}})
	})
	require.Equal(t, order.Rejected, s.run().Status)
}

func TestAnInvalidDecisionLeavesNoTrace(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() {
		before := s.view()
		s.refused(order.CodeInvalid, workflows.UpdateAccept, order.AcceptCommand{Caller: by("olga"), Fill: "odd", Items: []order.Item{{PLU: ""}}})
		s.refused(order.CodeInvalid, workflows.UpdateCancel, order.CancelCommand{Caller: by("olga")})
		s.refused(order.CodeInvalid, workflows.UpdateStatus, advance(order.Rejected))
		s.refused(order.CodeNotAllowedInStatus, workflows.UpdateStatus, advance(order.InWork))
		s.refused(order.CodeNotAllowedInStatus, workflows.UpdateResolve, resolve(order.ResolveRetry))
		s.refused(order.CodeNotAllowedInStatus, workflows.UpdateRefuseCancel, order.RefuseCancelCommand{Caller: by("olga"), Reason: order.Reason{Code: order.TooBusy}})
		require.Equal(t, before, s.view())
		s.tell(workflows.UpdateCancel, cancel(order.TooBusy))
	})
	s.run()
}

// submit sends a submit, as the dispatcher does.
func (s *story) submit(hash string, answer func(workflows.Receipt, error)) {
	s.env.UpdateWorkflow(workflows.UpdateSubmit, "", &testsuite.TestUpdateCallback{
		OnReject: func(err error) { answer(workflows.Receipt{}, err) },
		OnAccept: func() {},
		OnComplete: func(result any, err error) {
			receipt, _ := result.(workflows.Receipt)
			answer(receipt, err)
		},
	}, hash)
}

func TestASubmitGetsTheFirstAnswerHoweverLateItIsRepeated(t *testing.T) {
	s := newStory(t)
	answers := 0
	first := func(receipt workflows.Receipt, err error) {
		answers++
		require.NoError(t, err)
		require.Equal(t, "first", receipt.Nonce)
		require.Equal(t, order.Waiting, receipt.Order.Status)
		require.EqualValues(t, 1, receipt.Order.Revision)
		require.Len(t, receipt.Order.History, 1)
	}
	s.after(0, func() { s.submit(s.intake.ContentHash, first) })
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() {
		s.submit(s.intake.ContentHash, first)
		s.submit("another", func(_ workflows.Receipt, err error) {
			answers++
			require.Equal(t, order.CodeDuplicateExternalID, codeOf(err))
		})
		s.tell(workflows.UpdateStatus, advance(order.Completed))
	})
	s.run()
	require.Equal(t, 3, answers)
}

func TestAnOrderThatIsInTheWayEndsTheWorkflow(t *testing.T) {
	s := newStory(t)
	s.book.refuse = &order.Error{Code: order.CodeDuplicateExternalID, OrderID: "other"}
	answered := false
	s.after(0, func() {
		s.submit(s.intake.ContentHash, func(_ workflows.Receipt, err error) {
			answered = true
			require.Equal(t, order.CodeDuplicateExternalID, codeOf(err))
		})
	})
	s.env.ExecuteWorkflow(workflows.OrderType, s.start)
	require.True(t, s.env.IsWorkflowCompleted())
	require.Equal(t, order.CodeDuplicateExternalID, codeOf(s.env.GetWorkflowError()))
	require.True(t, answered)
}

func TestADatabaseThatIsAwayLosesNothing(t *testing.T) {
	s := newStory(t)
	s.book.fail = 30
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(time.Hour, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
	require.Equal(t, order.Completed, s.run().Status)
	require.Equal(t, []order.EventName{order.EventSubmitted, order.EventAccepted, order.EventCreated, order.EventFilled, order.EventCompleted},
		slices.DeleteFunc(s.book.events(t), func(name order.EventName) bool { return name == order.EventReminded }))
}

func TestALongLifeGoesOnInANewRun(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() {
		// In one and the same task: the run must not end before the signal is obeyed.
		s.env.SignalWorkflowSkippingWorkflowTask(workflows.SignalStation, order.StationNews{SeenAt: s.env.Now(), Printed: true})
	})
	s.after(2*time.Minute+time.Second, func() {
		s.env.SetContinueAsNewSuggested(true)
	})
	s.env.ExecuteWorkflow(workflows.OrderType, s.start)
	require.True(t, s.env.IsWorkflowCompleted())
	var next *workflow.ContinueAsNewError
	require.ErrorAs(t, s.env.GetWorkflowError(), &next)
	require.Equal(t, workflows.OrderType, next.WorkflowType.Name)

	carried := newStory(t)
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(next.Input, &carried.start))
	require.Equal(t, order.InWork, carried.start.Life.Status, "the last signal is not lost")
	require.Equal(t, order.Filled, carried.start.Life.Injection.State)
	carried.env.SetStartTime(noon.Add(3 * time.Minute))
	carried.book.written = s.book.written
	carried.after(0, func() {
		carried.submit(s.intake.ContentHash, func(receipt workflows.Receipt, err error) {
			require.NoError(t, err)
			require.Equal(t, order.Waiting, receipt.Order.Status, "the first answer stays the first answer")
			require.EqualValues(t, 1, receipt.Order.Revision)
		})
	})
	carried.after(time.Minute, func() {
		require.Equal(t, order.InWork, carried.view().Status)
		carried.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: plus(s.intake.Submission.Items, "102")})
	})
	carried.after(2*time.Minute, func() { carried.tell(workflows.UpdateStatus, advance(order.Completed)) })
	require.Equal(t, order.Completed, carried.run().Status)
	require.Equal(t, []string{"amend"}, carried.station.calls, "what was done in the run before is not done again")
	require.Equal(t, []order.EventName{order.EventSubmitted, order.EventAccepted, order.EventCreated, order.EventFilled, order.EventStatus,
		order.EventAmended, order.EventAmendedOnStation, order.EventCompleted}, carried.book.events(t))
}
