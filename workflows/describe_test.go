package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

func moved(text string) order.AmendCommand {
	return order.AmendCommand{Caller: by("olga"), Address: &order.Address{Text: text}}
}

func undescribed(record order.Order) (messages []string) {
	for _, check := range record.Checks {
		if check.Code == "details_not_on_station" {
			messages = append(messages, check.Message)
		}
	}
	return messages
}

func TestAnAddressThatIsChangedAfterFillingGoesToTheStation(t *testing.T) {
	s := newStory(t)
	s.after(time.Second, func() { s.tell(workflows.UpdateAmend, moved("Арбат, 13")) }) // it goes with the creation
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() { s.tell(workflows.UpdateAmend, moved("Тверская, 7")) })
	s.after(3*time.Minute, func() { s.tell(workflows.UpdateAmend, moved("Тверская, 7")) }) // the same
	s.finishLater()
	s.run()
	require.Equal(t, []string{"create", "fill", "describe"}, s.station.calls)
	job := s.station.jobs[2]
	require.Equal(t, "Арбат, 13", job.Was.Address.Text)
	require.Equal(t, "Тверская, 7", job.Order.Address.Text)
	require.Contains(t, s.book.events(t), order.EventDescribed)
}

// A wish for one dish is amended with the dishes, and described with the rest.
func TestAWishThatIsChangedAfterFillingGoesToTheStation(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() {
		items := append([]order.Item{}, s.view().ItemsAgreed...)
		items[0].Note = "без лука"
		s.tell(workflows.UpdateAmend, order.AmendCommand{Caller: by("olga"), Items: items})
	})
	s.finishLater()
	s.run()
	require.Equal(t, []string{"create", "fill", "amend", "describe"}, s.station.calls)
	for _, job := range s.station.jobs[2:] {
		require.Empty(t, job.Was.Items[0].Note)
		require.Equal(t, "без лука", job.Order.ItemsAgreed[0].Note)
	}
}

func TestAnAddressThatTheStationDoesNotTakeIsShown(t *testing.T) {
	s := newStory(t)
	busy := func(string, activities.Job) error {
		return &activities.StationError{Fault: order.CodeStationBusy.Fault(""), Retry: true}
	}
	s.station.script = []func(string, activities.Job) error{nil, nil, busy, nil, refusal(order.CodeStationContents), nil}
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() { s.tell(workflows.UpdateAmend, moved("Тверская, 7")) })
	s.after(2*time.Minute+500*time.Millisecond, func() { require.Len(t, undescribed(s.view()), 1) })
	s.after(10*time.Minute, func() {
		require.Empty(t, undescribed(s.view()), "it was tried again by itself")
		s.tell(workflows.UpdateAmend, moved("Тверская, 8"))
	})
	s.after(20*time.Minute, func() {
		require.Contains(t, undescribed(s.view())[0], "Tell the staff")
		require.Len(t, s.station.calls, 5, "nothing is tried that cannot help")
		s.tell(workflows.UpdateAmend, moved("Тверская, 9"))
	})
	s.after(30*time.Minute, func() { require.Empty(t, undescribed(s.view())) })
	s.finishLater()
	s.run()
	require.Equal(t, []string{"create", "fill", "describe", "describe", "describe", "describe"}, s.station.calls)
	require.Equal(t, "Тверская, 7", s.station.jobs[5].Was.Address.Text, "what the station took last")
	require.Contains(t, s.book.events(t), order.EventNotDescribed)
}
