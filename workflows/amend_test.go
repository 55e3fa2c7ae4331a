package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

func TestAFilledOrderIsAmended(t *testing.T) {
	s := newStory(t)
	more := plus(s.intake.Submission.Items, "102")
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() {
		s.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: more}, func(record order.Order) {
			require.Equal(t, more, record.ItemsAgreed)
			require.Len(t, record.Items, 1, "what was ordered stays as it was")
			require.Len(t, record.ItemsOnPOS, 1, "and the station has not got it yet")
		})
	})
	s.after(3*time.Minute, func() {
		now := s.view()
		require.Equal(t, order.Filled, now.Injection.State)
		require.Len(t, now.ItemsOnPOS, 2)
		require.Len(t, now.Items, 1)
		s.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: more, Note: new(string)})
	})
	s.after(4*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
	require.Equal(t, order.Completed, s.run().Status)
	require.Equal(t, []string{"create", "fill", "amend"}, s.station.calls, "a note alone is none of the station's business")
	job := s.station.jobs[2]
	require.Equal(t, 1, job.Amendment)
	require.False(t, job.LookFirst)
	require.Equal(t, s.intake.Submission.Items, job.Before)
	require.Equal(t, more, job.Order.ItemsAgreed)
}

func TestARepeatedAmendmentSendsTheSame(t *testing.T) {
	s := newStory(t)
	first, second := plus(s.intake.Submission.Items, "102"), plus(s.intake.Submission.Items, "103")
	s.station.script = []func(string, activities.Job) error{nil, nil, lost, lost}
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() { s.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: first}) })
	s.after(2*time.Minute+500*time.Millisecond, func() {
		require.Equal(t, order.Retrying, s.view().Injection.State)
		s.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: second})
		s.refused(order.CodeNotAllowedInStatus, workflows.UpdateStatus, advance(order.Completed))
	})
	s.after(time.Hour, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
	require.Equal(t, order.Completed, s.run().Status)
	require.Equal(t, []string{"create", "fill", "amend", "amend", "amend", "amend"}, s.station.calls)
	for i, job := range s.station.jobs[2:5] {
		require.Equal(t, 1, job.Amendment)
		require.Equal(t, i > 0, job.LookFirst)
		require.Equal(t, first, job.Order.ItemsAgreed, "while its outcome is unknown an amendment does not change")
	}
	last := s.station.jobs[5]
	require.Equal(t, 2, last.Amendment)
	require.Equal(t, first, last.Before)
	require.Equal(t, second, last.Order.ItemsAgreed)
	require.False(t, last.LookFirst)
}

func TestARefusedAmendmentIsChanged(t *testing.T) {
	s := newStory(t)
	s.station.script = []func(string, activities.Job) error{nil, nil, refusal(order.CodeDishUnknown)}
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() {
		s.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: plus(s.intake.Submission.Items, "999")})
	})
	s.after(3*time.Minute, func() {
		require.Equal(t, order.NeedsOperator, s.view().Injection.State)
		s.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: plus(s.intake.Submission.Items, "102")})
		s.tell(workflows.UpdateResolve, resolve(order.ResolveRetry))
	})
	s.after(4*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
	require.Equal(t, order.Completed, s.run().Status)
	require.Equal(t, 2, s.station.jobs[3].Amendment)
	require.Equal(t, "102", s.station.jobs[3].Order.ItemsAgreed[1].PLU)
}

func TestASourceAsksAndAnOperatorAnswers(t *testing.T) {
	asks := order.CancelCommand{Caller: byShop(), Reason: order.Reason{Code: order.GuestCancelled}}
	for _, confirmed := range []bool{true, false} {
		s := newStory(t)
		s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
		s.after(2*time.Minute, func() {
			s.tell(workflows.UpdateCancel, asks, func(record order.Order) {
				require.Equal(t, order.Accepted, record.Status)
				require.Equal(t, order.GuestCancelled, record.CancelRequest.Reason.Code)
				require.Nil(t, record.CancelRequest.Answer)
			})
			s.tell(workflows.UpdateCancel, asks)
		})
		s.after(3*time.Minute, func() {
			if confirmed {
				s.tell(workflows.UpdateCancel, cancel(order.GuestCancelled), func(record order.Order) {
					require.True(t, record.CancelRequest.Answer.Confirmed)
				})
				return
			}
			s.refused(order.CodeInvalid, workflows.UpdateRefuseCancel, order.RefuseCancelCommand{Caller: by("olga")})
			s.tell(workflows.UpdateRefuseCancel, order.RefuseCancelCommand{Caller: by("olga"), Reason: order.Reason{Code: order.OtherReason, Text: "it is on its way"}}, func(record order.Order) {
				require.Equal(t, order.CancelAnswer{At: s.env.Now().UTC(), By: "olga", Reason: &order.Reason{Code: order.OtherReason, Text: "it is on its way", Party: "restaurant"}}, utc(*record.CancelRequest.Answer))
			})
			s.refused(order.CodeNotAllowedInStatus, workflows.UpdateRefuseCancel, order.RefuseCancelCommand{Caller: by("olga"), Reason: order.Reason{Code: order.TooBusy}})
			s.tell(workflows.UpdateCancel, asks) // it may ask again
			s.tell(workflows.UpdateStatus, advance(order.Completed))
		})
		ending := s.run()
		want := []order.EventName{order.EventSubmitted, order.EventAccepted, order.EventCreated, order.EventFilled, order.EventCancelRequested}
		if confirmed {
			require.Equal(t, order.Cancelled, ending.Status)
			want = append(want, order.EventCancelled, order.EventVoided)
		} else {
			require.Equal(t, order.Completed, ending.Status)
			want = append(want, order.EventCancelRefused, order.EventCancelRequested, order.EventCompleted)
		}
		require.Equal(t, want, s.book.events(t))
	}
}

func utc(answer order.CancelAnswer) order.CancelAnswer {
	answer.At = answer.At.UTC()
	return answer
}

func TestTheTillHasTheLastWord(t *testing.T) {
	seen := func(s *story, news order.StationNews) {
		news.SeenAt = s.env.Now()
		s.env.SignalWorkflow(workflows.SignalStation, news)
	}
	line := []order.StationLine{{PLU: "101", Quantity: order.Pieces(1)}, {PLU: "777", Quantity: order.Pieces(1)}}
	t.Run("printed, changed and closed", func(t *testing.T) {
		s := newStory(t)
		s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
		s.after(2*time.Minute, func() { seen(s, order.StationNews{Printed: true, Lines: s.station.lines}) })
		s.after(3*time.Minute, func() {
			require.Equal(t, order.InWork, s.view().Status)
			sum := order.Money(50000)
			seen(s, order.StationNews{Printed: true, Lines: line, Sum: &sum, Differences: []order.Check{{Code: "dish_added", Severity: order.Warning}}})
		})
		s.after(4*time.Minute, func() {
			now := s.view()
			require.Len(t, now.ItemsOnPOS, 2)
			require.Len(t, now.ItemsAgreed, 1, "what was agreed stays as it was")
			require.Equal(t, order.Money(50000), *now.POS.OrderSum)
			require.Equal(t, "dish_added", now.Checks[0].Code)
			seen(s, order.StationNews{Printed: true, Closed: true})
		})
		require.Equal(t, workflows.Ending{Status: order.Completed, Injection: order.Filled}, s.run())
		require.Equal(t, []order.EventName{order.EventSubmitted, order.EventAccepted, order.EventCreated, order.EventFilled, order.EventStatus, order.EventChangedOnStation, order.EventCompleted}, s.book.events(t))
		require.Equal(t, []string{"create", "fill"}, s.station.calls, "edits at the till are never overwritten")
	})
	t.Run("deleted", func(t *testing.T) {
		s := newStory(t)
		s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
		s.after(2*time.Minute, func() { seen(s, order.StationNews{Deleted: true}) })
		ending := s.run()
		require.Equal(t, order.Cancelled, ending.Status)
		require.Equal(t, order.Voided, ending.Injection)
		require.Equal(t, order.Reason{Code: order.OtherReason, Text: "Deleted on the till", Party: "restaurant"}, *ending.Reason)
		require.Equal(t, []string{"create", "fill"}, s.station.calls)
	})
	t.Run("closed while an amendment is refused", func(t *testing.T) {
		s := newStory(t)
		s.station.script = []func(string, activities.Job) error{nil, nil, refusal(order.CodeStationOrderClosed)}
		s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
		s.after(2*time.Minute, func() {
			s.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: plus(s.intake.Submission.Items, "102")})
		})
		s.after(3*time.Minute, func() {
			require.Equal(t, order.NeedsOperator, s.view().Injection.State)
			seen(s, order.StationNews{Closed: true})
		})
		require.Equal(t, workflows.Ending{Status: order.Completed, Injection: order.Filled}, s.run())
	})
	t.Run("news that are older than what is known, or none of ours", func(t *testing.T) {
		s := newStory(t)
		s.after(10*time.Second, func() { seen(s, order.StationNews{Deleted: true, Printed: true}) })
		s.after(time.Minute, func() {
			require.Equal(t, order.Waiting, s.view().Status, "it is not on the station yet")
			s.tell(workflows.UpdateAccept, accept())
		})
		s.after(2*time.Minute, func() {
			s.env.SignalWorkflow(workflows.SignalStation, order.StationNews{SeenAt: noon.Add(time.Minute - time.Second), Lines: line})
		})
		s.after(3*time.Minute, func() {
			require.Len(t, s.view().ItemsOnPOS, 1)
			s.tell(workflows.UpdateStatus, advance(order.Completed))
		})
		s.run()
	})
}
