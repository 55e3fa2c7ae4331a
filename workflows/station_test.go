package workflows_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

func resolve(action order.ResolveAction) order.ResolveCommand {
	return order.ResolveCommand{Caller: by("olga"), Action: action}
}

func TestAStationThatIsDownIsAskedPatiently(t *testing.T) {
	s := newStory(t)
	s.station.script = times(20, down)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(5*time.Minute, func() {
		now := s.view().Injection
		require.Equal(t, order.Retrying, now.State)
		require.Equal(t, order.CodeStationUnreachable, now.LastError.Code)
		require.NotEmpty(t, now.LastError.Remedy)
		require.NotNil(t, now.NextAttemptAt)
	})
	s.after(2*time.Hour, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
	require.Equal(t, workflows.Ending{Status: order.Completed, Injection: order.Filled}, s.run())
	require.Len(t, s.station.calls, 22)
	for _, job := range s.station.jobs[:21] {
		require.False(t, job.LookFirst, "what was never sent needs no looking")
	}
	retrying := 0
	for _, event := range s.book.events(t) {
		if event == order.EventRetrying {
			retrying++
		}
	}
	require.Equal(t, 1, retrying, "the feed hears of a cause once")
}

func TestAnUnknownOutcomeIsLookedAtAndThenAskedAbout(t *testing.T) {
	s := newStory(t)
	s.station.script = append(times(1, nil), times(6, lost)...)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(time.Hour, func() {
		now := s.view().Injection
		require.Equal(t, order.NeedsOperator, now.State)
		require.Equal(t, order.CodeStationOutcome, now.LastError.Code)
		require.Equal(t, 6, now.Attempts)
		require.Len(t, s.station.calls, 7, "one creation and six attempts to fill")
		s.tell(workflows.UpdateResolve, resolve(order.ResolveRetry))
	})
	s.after(2*time.Hour, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
	require.Equal(t, order.Filled, s.run().Injection)
	for i, job := range s.station.jobs {
		require.Equal(t, i >= 2, job.LookFirst, "call %d", i)
	}
	require.Len(t, s.pager.alarms, 1)
	require.Equal(t, order.EventNeedsOperator, s.pager.alarms[0].Event)
}

func TestWorkThatDiesWithoutAnAccountIsUnknown(t *testing.T) {
	s := newStory(t)
	crash := func(string, activities.Job) error { return errors.New("nil pointer") }
	s.station.script = times(5*6, crash) // Temporal repeats each attempt five times
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(3*time.Hour, func() {
		require.Equal(t, order.NeedsOperator, s.view().Injection.State)
		s.tell(workflows.UpdateResolve, resolve(order.ResolveRetry))
	})
	s.after(4*time.Hour, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
	require.Equal(t, order.Filled, s.run().Injection)
	require.False(t, s.station.jobs[0].LookFirst)
	require.True(t, s.station.jobs[1].LookFirst, "the worker before may have died in the middle of a call")
}

func TestAPersonSaysItWasDoneByHand(t *testing.T) {
	s := newStory(t)
	s.station.script = times(1, refusal(order.CodeDishUnknown))
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() {
		s.refused(order.CodeNotAllowedInStatus, workflows.UpdateStatus, advance(order.Completed))
		s.tell(workflows.UpdateResolve, resolve(order.ResolveByHand), func(record order.Order) {
			require.Equal(t, order.InjectedByHand, record.Injection.State)
		})
	})
	s.after(3*time.Minute, func() {
		s.refused(order.CodeNotAllowedInStatus, workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: plus(s.intake.Submission.Items, "102")})
		s.refused(order.CodeNotAllowedInStatus, workflows.UpdateResolve, resolve(order.ResolveRetry))
		s.tell(workflows.UpdateStatus, advance(order.Completed))
	})
	require.Equal(t, workflows.Ending{Status: order.Completed, Injection: order.InjectedByHand}, s.run())
}

func TestAPersonGivesARefusedOrderUp(t *testing.T) {
	s := newStory(t)
	s.station.script = []func(string, activities.Job) error{nil, refusal(order.CodeDishUnknown)}
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() { s.tell(workflows.UpdateResolve, resolve(order.ResolveCancel)) })
	ending := s.run()
	require.Equal(t, order.Failed, ending.Status)
	require.Equal(t, order.Voided, ending.Injection, "the empty order does not stay behind")
	require.Equal(t, order.IntegrationFailed, ending.Reason.Code)
	require.Equal(t, []string{"create", "fill", "void"}, s.station.calls)
}

func TestADishTheStationDoesNotKnowIsReplaced(t *testing.T) {
	s := newStory(t)
	s.station.script = []func(string, activities.Job) error{nil, refusal(order.CodeDishUnknown)}
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() {
		s.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: []order.Item{{LineID: "1", PLU: "102", Quantity: order.Pieces(2)}}})
		s.tell(workflows.UpdateResolve, resolve(order.ResolveRetry))
	})
	s.after(3*time.Minute, func() {
		require.Equal(t, "102", s.view().ItemsOnPOS[0].PLU)
		s.tell(workflows.UpdateStatus, advance(order.Completed))
	})
	require.Equal(t, order.Filled, s.run().Injection)
	require.Equal(t, []string{"create", "fill", "fill"}, s.station.calls)
}

func TestAnOrderTheStationLostIsCreatedAgain(t *testing.T) {
	s := newStory(t)
	s.station.script = []func(string, activities.Job) error{nil, refusal(order.CodeStationOrderMissing)}
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() { s.tell(workflows.UpdateResolve, resolve(order.ResolveRetry)) })
	s.after(3*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
	require.Equal(t, order.Filled, s.run().Injection)
	require.Equal(t, []string{"create", "fill", "create", "fill"}, s.station.calls)
	require.Equal(t, []int{0, 0, 1, 1}, []int{s.station.jobs[0].Round, s.station.jobs[1].Round, s.station.jobs[2].Round, s.station.jobs[3].Round})
}

func TestAVoidIsTriedAgainAndParked(t *testing.T) {
	s := newStory(t)
	s.station.script = []func(string, activities.Job) error{nil, nil, down, down, refusal(order.CodeVoidRefused)}
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() { s.tell(workflows.UpdateCancel, cancel(order.GuestCancelled)) })
	s.after(time.Hour, func() {
		now := s.view()
		require.Equal(t, order.Cancelled, now.Status)
		require.Equal(t, order.NeedsOperator, now.Injection.State)
		s.refused(order.CodeNotAllowedInStatus, workflows.UpdateResolve, resolve(order.ResolveCancel))
		s.tell(workflows.UpdateResolve, resolve(order.ResolveByHand))
	})
	require.Equal(t, order.Voided, s.run().Injection)
	require.Equal(t, []string{"create", "fill", "void", "void", "void"}, s.station.calls)
}

func TestACancelDuringTheFillTakesTheOrderOff(t *testing.T) {
	s := newStory(t)
	s.station.script = []func(string, activities.Job) error{nil, func(string, activities.Job) error {
		s.whileTheStationWorks(func() { s.tell(workflows.UpdateCancel, cancel(order.GuestCancelled)) })
		return nil
	}}
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	require.Equal(t, order.Voided, s.run().Injection)
	require.Equal(t, []string{"create", "fill", "void"}, s.station.calls)
}

func TestACancelOfWhatNeverReachedTheStationLeavesNothingToDo(t *testing.T) {
	s := newStory(t)
	s.station.script = times(1000, down)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(10*time.Minute, func() { s.tell(workflows.UpdateCancel, cancel(order.GuestCancelled)) })
	require.Equal(t, order.InjectionNone, s.run().Injection)
	require.NotContains(t, s.station.calls, "void")
}

func TestTheDishesWaitForTheSave(t *testing.T) {
	for _, mode := range []order.FillMode{order.FillOnSave, order.FillOnOpen} {
		t.Run(string(mode), func(t *testing.T) {
			s := newStory(t, func(i *order.Intake) { i.Rules.Fill = mode })
			s.after(time.Minute, func() {
				s.refused(order.CodeNotAllowedInStatus, workflows.UpdateSave, order.SaveCommand{Caller: by("olga")})
				s.tell(workflows.UpdateAccept, accept())
			})
			s.after(time.Hour, func() {
				require.Equal(t, order.Created, s.view().Injection.State, "empty on the station")
				s.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: plus(s.intake.Submission.Items, "102")})
				s.tell(workflows.UpdateSave, order.SaveCommand{Caller: by("olga")})
			})
			s.after(2*time.Hour, func() {
				require.Len(t, s.view().ItemsOnPOS, 2)
				s.tell(workflows.UpdateSave, order.SaveCommand{Caller: by("olga")}) // again, which changes nothing
				s.tell(workflows.UpdateStatus, advance(order.Completed))
			})
			require.Equal(t, order.Filled, s.run().Injection)
			require.Equal(t, []string{"create", "fill"}, s.station.calls)
		})
	}
}
