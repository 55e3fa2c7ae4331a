package workflows_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

// broom is a sweeper that finds what it is told to.
type broom struct {
	restaurants []string
	lost        []order.Discrepancy
	stations    map[string]func() ([]order.Discrepancy, error)
	kept        []order.Sweep

	mu    sync.Mutex // stations are looked at side by side
	asked []activities.SweepRequest
}

func (b *broom) ask(request activities.SweepRequest) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = append(b.asked, request)
}

func (b *broom) Orders(_ context.Context, request activities.SweepRequest) (activities.OrdersSwept, error) {
	b.ask(request)
	return activities.OrdersSwept{Orders: 7, Restaurants: b.restaurants, Found: b.lost}, nil
}

func (b *broom) Station(_ context.Context, request activities.SweepRequest) ([]order.Discrepancy, error) {
	b.ask(request)
	if find := b.stations[request.Restaurant]; find != nil {
		return find()
	}
	return nil, nil
}

func (b *broom) Keep(_ context.Context, sweep order.Sweep) error {
	b.kept = append(b.kept, sweep)
	return nil
}

func runSweep(t *testing.T, b *broom, request activities.SweepRequest) order.Sweep {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	env.RegisterWorkflowWithOptions(workflows.Sweep, workflow.RegisterOptions{Name: workflows.SweepType})
	sweeps := &activities.Sweeps{Sweeper: b}
	env.RegisterActivityWithOptions(sweeps.Orders, activity.RegisterOptions{Name: activities.SweepOrders})
	env.RegisterActivityWithOptions(sweeps.Station, activity.RegisterOptions{Name: activities.SweepStation})
	env.RegisterActivityWithOptions(sweeps.Keep, activity.RegisterOptions{Name: activities.KeepSweep})
	queues := map[string]string{}
	env.SetOnActivityStartedListener(func(info *activity.Info, _ context.Context, _ converter.EncodedValues) {
		queues[info.ActivityType.Name] = info.TaskQueue
	})
	env.ExecuteWorkflow(workflows.SweepType, request)
	require.NoError(t, env.GetWorkflowError())
	var sweep order.Sweep
	require.NoError(t, env.GetWorkflowResult(&sweep))
	if len(b.restaurants) > 0 {
		require.Equal(t, workflows.StationQueue(b.restaurants[len(b.restaurants)-1])[:8], queues[activities.SweepStation][:8], "stations are looked at on their own queues")
	}
	return sweep
}

func TestASweepLooksEverywhereAndTellsWhatItFound(t *testing.T) {
	orphan := order.Discrepancy{Kind: order.StationOrphan, Outcome: order.Left, Restaurant: "b-2"}
	lost := order.Discrepancy{Kind: order.WorkflowMissing, Outcome: order.Repaired, Restaurant: "a-1"}
	b := &broom{restaurants: []string{"b-2", "a-1", "dead-3", "odd-4"}, lost: []order.Discrepancy{lost}, stations: map[string]func() ([]order.Discrepancy, error){
		"b-2": func() ([]order.Discrepancy, error) { return []order.Discrepancy{orphan}, nil },
		"dead-3": func() ([]order.Discrepancy, error) {
			return nil, &activities.StationError{Fault: order.CodeStationUnreachable.Fault("It is off."), Retry: true}
		},
		"odd-4": func() ([]order.Discrepancy, error) { return nil, errors.New("a fault of ours") },
	}}
	sweep := runSweep(t, b, activities.SweepRequest{})
	require.Equal(t, []string{"a-1", "b-2"}, sweep.Stations)
	require.Equal(t, []order.Discrepancy{lost, orphan}, sweep.Found)
	require.Equal(t, []order.Unseen{{Restaurant: "dead-3", Message: "It is off."}, {Restaurant: "odd-4", Message: "The cash station does not answer"}}, sweep.Unseen)
	require.Equal(t, 7, sweep.Orders)
	require.Len(t, b.kept, 1)
	require.Equal(t, []order.Discrepancy{orphan}, b.kept[0].Left())
	require.Len(t, b.asked, 5, "each station is asked once, also one that fails")
}

func TestASweepOfOneRestaurantIsADryRunToTheEnd(t *testing.T) {
	b := &broom{restaurants: []string{"a-1"}}
	sweep := runSweep(t, b, activities.SweepRequest{Restaurant: "a-1", DryRun: true})
	require.True(t, sweep.DryRun)
	require.Equal(t, []activities.SweepRequest{{Restaurant: "a-1", DryRun: true}, {Restaurant: "a-1", DryRun: true}}, b.asked)
	require.True(t, b.kept[0].DryRun)
}

func TestASweepsResultIsBounded(t *testing.T) {
	b := &broom{lost: make([]order.Discrepancy, 600)}
	sweep := runSweep(t, b, activities.SweepRequest{})
	require.Len(t, sweep.Found, 500)
	require.True(t, sweep.Truncated)
}

// An order whose workflow was lost goes on in another one.
func TestAnOrderGoesOnFromItsRemains(t *testing.T) {
	s := newStory(t)
	life := order.Open(s.intake, noon)
	require.Nil(t, life.Accept(accept(), noon))
	life.Published(2)
	life.Revived(noon)
	remains := life.Remains()
	s.start.Life, s.start.Unpublished = &remains.Life, remains.Unpublished
	s.after(time.Second, func() { s.tell(workflows.UpdateStatus, advance(order.InWork)) })
	s.finishLater()
	require.Equal(t, order.Filled, s.run().Injection)
	require.Equal(t, order.EventRevived, s.book.written[0].Events[0].Name)
	require.EqualValues(t, 3, s.book.written[0].Events[0].Sequence)

	again := newStory(t)
	again.after(time.Second, func() {
		answer, err := again.env.QueryWorkflow(workflows.QueryRemains)
		require.NoError(t, err)
		var told order.Remains
		require.NoError(t, answer.Get(&told))
		require.Equal(t, order.Waiting, told.Life.Status)
		again.tell(workflows.UpdateCancel, cancel(order.TooBusy))
	})
	again.run()
}
