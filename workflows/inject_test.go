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

func otherDish() order.AmendCommand {
	return order.AmendCommand{Caller: by("olga"), Items: []order.Item{{LineID: "1", PLU: "102", Quantity: order.Pieces(2)}}}
}

func (s *story) finishLater() {
	s.after(2*time.Hour, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
}

func TestAnOrderMadeWithItsDishesTellsOfBoth(t *testing.T) {
	s := newStory(t)
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(time.Hour, func() { require.Equal(t, "7.1", s.view().POS.OrderName) })
	s.finishLater()
	require.Equal(t, order.Filled, s.run().Injection)
	require.Subset(t, s.book.events(t), []order.EventName{order.EventCreated, order.EventFilled})
	require.Equal(t, "7.1", s.station.jobs[1].Order.POS.OrderName, "the dishes go into the order that was just made")
}

// The order could not be made, so no dish can be there: what was agreed since counts.
func TestDishesAgreedAfterARefusedCreationArePutIn(t *testing.T) {
	s := newStory(t)
	s.station.script = times(1, func(string, activities.Job) error {
		return &activities.StationError{Fault: order.CodeStationRefused.Fault("")}
	})
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(2*time.Minute, func() {
		s.tell(workflows.UpdateAmend, otherDish())
		s.tell(workflows.UpdateResolve, resolve(order.ResolveRetry))
	})
	s.finishLater()
	require.Equal(t, order.Filled, s.run().Injection)
	require.Equal(t, []string{"create", "create", "fill"}, s.station.calls)
	require.True(t, s.station.jobs[1].LookFirst, "the order may be there")
	require.False(t, s.station.jobs[2].LookFirst, "its dishes cannot")
	require.Equal(t, "102", s.station.jobs[2].Order.ItemsAgreed[0].PLU)
}

// Nobody knows how far a dead worker came, so the same dishes are sent again, and
// only then are they brought to what was agreed since.
func TestDishesThatMayBeThereAreSentUnchanged(t *testing.T) {
	s := newStory(t)
	crash := func(string, activities.Job) error { return errors.New("the worker died") }
	for range 5 { // every run that Temporal makes of one attempt
		s.station.script = append(s.station.script, nil, crash)
	}
	amended := false
	s.station.script = append(s.station.script, func(string, activities.Job) error {
		require.True(t, amended)
		return nil
	})
	s.after(time.Minute, func() { s.tell(workflows.UpdateAccept, accept()) })
	s.after(time.Minute+time.Second, func() { s.tell(workflows.UpdateAmend, otherDish()); amended = true })
	s.finishLater()
	require.Equal(t, order.Filled, s.run().Injection)
	last := len(s.station.calls) - 3
	require.Equal(t, []string{"create", "fill", "amend"}, s.station.calls[last:])
	require.True(t, s.station.jobs[last+1].LookFirst)
	require.Equal(t, "101", s.station.jobs[last+1].Order.ItemsAgreed[0].PLU)
	require.Equal(t, "102", s.station.jobs[last+2].Order.ItemsAgreed[0].PLU)
	require.Equal(t, "102", s.view().ItemsOnPOS[0].PLU)
}
