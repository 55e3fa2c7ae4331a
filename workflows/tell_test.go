package workflows_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

// telling is a restaurant that has codes for three statuses.
func telling(i *order.Intake) {
	i.Rules.Tell = []order.Status{order.Ready, order.OnTheWay, order.Completed}
}

func untold(record order.Order) (messages []string) {
	for _, check := range record.Checks {
		if check.Code == "status_not_on_station" {
			messages = append(messages, check.Message)
		}
	}
	return messages
}

func TestTheStationIsToldWhatPeopleDecide(t *testing.T) {
	s := newStory(t, telling)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	for i, status := range []order.Status{order.InWork, order.Ready, order.OnTheWay, order.Completed} {
		s.after(time.Duration(2+i)*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(status)) })
	}
	require.Equal(t, workflows.Ending{Status: order.Completed, Injection: order.Filled}, s.run())
	require.Equal(t, []string{"create", "fill", "tell ready", "tell on_the_way", "tell completed"}, s.station.calls, "in_work has no code")
	require.Equal(t, order.EventTold, s.book.last().Record.History[len(s.book.last().Record.History)-1].Event)
	require.Empty(t, untold(s.book.last().Record))
}

func TestTheStationIsNotToldWhatItSaid(t *testing.T) {
	s := newStory(t, telling)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	hear := func(news order.StationNews) func() {
		return func() { s.env.SignalWorkflow(workflows.SignalStation, news) }
	}
	s.after(2*time.Minute, hear(order.StationNews{Reached: order.Ready}))
	s.after(3*time.Minute, hear(order.StationNews{Reached: order.InWork, Printed: true}))
	s.after(4*time.Minute, func() { require.Equal(t, order.Ready, s.view().Status, "a station moves nothing back") })
	s.after(5*time.Minute, hear(order.StationNews{Reached: order.OnTheWay}))
	s.after(6*time.Minute, hear(order.StationNews{Closed: true}))
	require.Equal(t, order.Completed, s.run().Status)
	require.Equal(t, []string{"create", "fill"}, s.station.calls)
}

func TestTellingFailsWithoutHoldingTheOrderUp(t *testing.T) {
	s := newStory(t, telling)
	s.station.script = append(times(2, nil), times(1000, lost)...)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.Ready)) })
	s.after(3*time.Minute, func() {
		now := s.view()
		require.Equal(t, order.Injection{State: order.Filled}, now.Injection, "the dishes are where they were")
		require.Len(t, untold(now), 1)
		require.Contains(t, untold(now)[0], "told again by itself")
		s.station.script = nil // the station has recovered, and the order goes on as always
		s.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: plus(s.intake.Submission.Items, "102")})
	})
	s.after(20*time.Minute, func() {
		require.Empty(t, untold(s.view()))
		s.tell(workflows.UpdateStatus, advance(order.Completed))
	})
	s.run()
	require.Contains(t, s.station.calls, "amend")
	require.Equal(t, "tell completed", s.station.calls[len(s.station.calls)-1])
}

func TestTellingIsGivenUp(t *testing.T) {
	for name, one := range map[string]struct {
		fault func(string, activities.Job) error
		calls int
	}{
		"nothing helps":     {refusal(order.CodeStationRefused), 1},
		"it does not end":   {down, 12},
		"nobody knows why":  {lost, 12},
		"without a comment": {func(string, activities.Job) error { return errNobody }, 12},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStory(t, telling)
			s.station.script = append(times(2, nil), times(1000, one.fault)...)
			s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
			s.after(2*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
			ending := s.run()
			require.Equal(t, order.Completed, ending.Status)
			require.Len(t, s.station.calls, 2+one.calls)
			require.Less(t, s.env.Now().Sub(noon), 20*time.Minute, "the order's end does not wait for long")
			record := s.book.last().Record
			require.Len(t, untold(record), 1)
			require.Contains(t, untold(record)[0], "Set it on the till")
			require.Equal(t, order.EventNotTold, record.History[len(record.History)-1].Event)
		})
	}
}

var errNobody = errors.New("nil pointer")

// Only the newest status is told; what is called off is told nothing.
func TestANewerStatusTakesTheOldersPlace(t *testing.T) {
	s := newStory(t, telling)
	s.station.script = append(times(2, nil), times(3, down)...)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() {
		s.tell(workflows.UpdateStatus, advance(order.Ready))
		s.tell(workflows.UpdateStatus, advance(order.OnTheWay))
	})
	s.after(time.Hour, func() { s.tell(workflows.UpdateCancel, cancel(order.GuestCancelled)) })
	require.Equal(t, order.Voided, s.run().Injection)
	require.Equal(t, []string{"create", "fill"}, s.station.calls[:2])
	require.Equal(t, []string{"tell on_the_way", "void"}, s.station.calls[len(s.station.calls)-2:])
	require.NotContains(t, s.station.calls[3:], "tell ready")
}

// Two hundred and fifty changes at the till, and a status that could not be told
// yet: all of it goes on in the next run, with a history that is short again.
func TestALongHistoryIsLeftBehindAndNothingElse(t *testing.T) {
	const changes = 250
	s := newStory(t, telling)
	s.station.script = append(times(2, nil), times(1000, down)...)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	for i := range changes {
		s.after(2*time.Minute+time.Duration(i)*time.Second, func() {
			lines := []order.StationLine{{PLU: "101", Quantity: order.Pieces(int64(i + 2))}}
			s.env.SignalWorkflow(workflows.SignalStation, order.StationNews{SeenAt: s.env.Now(), Lines: lines})
		})
	}
	s.after(7*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.Ready)) })
	s.after(8*time.Minute, func() { s.env.SetContinueAsNewSuggested(true) })
	s.env.ExecuteWorkflow(workflows.OrderType, s.start)
	var next *workflow.ContinueAsNewError
	require.ErrorAs(t, s.env.GetWorkflowError(), &next)

	carried := newStory(t)
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(next.Input, &carried.start))
	life := carried.start.Life
	require.Equal(t, order.Ready, life.Status)
	require.Equal(t, order.Ready, life.Telling.Status)
	require.NotZero(t, life.Telling.Attempts)
	require.Equal(t, order.Pieces(changes+1), life.ItemsOnPOS[0].Quantity)
	require.Len(t, life.History, 200, "the timeline is bounded, the feed has it all")
	require.Len(t, untold(life.Record()), 1)
	require.Empty(t, life.Unpublished())

	carried.env.SetStartTime(noon.Add(9 * time.Minute))
	carried.book.written = s.book.written
	carried.after(time.Hour, func() {
		require.Equal(t, []string{"tell ready"}, carried.station.calls, "nothing else is done again")
		require.Empty(t, untold(carried.view()))
		carried.tell(workflows.UpdateStatus, advance(order.Completed))
	})
	require.Equal(t, order.Completed, carried.run().Status)
	events := carried.book.events(t) // in one unbroken row over both runs
	require.Equal(t, order.EventTold, events[len(events)-1])
}
