package workflows

import (
	"errors"
	"slices"
	"strings"
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	// SweepType is the workflow that compares everything with everything.
	SweepType = "Sweep"
	// SweepSchedule starts sweeps by the clock, and names them.
	SweepSchedule = "orderhatch-sweep"
	// SweepNow names the sweep that a person asked for: one at a time.
	SweepNow = "sweep:now"

	// ordersSweepTime bounds the comparison of the database with Temporal. It
	// goes on in the next sweep where it stops.
	ordersSweepTime = 5 * time.Minute
	// stationSweepTime bounds the look at one station, which orders have to wait
	// for: two requests, and a few more when something is found.
	stationSweepTime = 45 * time.Second
	// stationSweepPatience is how long the look waits for its turn. A station
	// that is not looked at in this sweep is looked at in the next.
	stationSweepPatience = 2 * time.Minute
	// stationsAtOnce keeps a sweep of hundreds of restaurants a small matter.
	stationsAtOnce = 10
	// mostFound bounds a sweep's result.
	mostFound = 500
)

// Sweep looks for orders, workflows and orders on cash stations that do not
// belong together, repairs what can be repaired without a doubt and makes the
// rest known. A station is looked at on its restaurant's own queue, so that a
// dead one delays nothing but its own part.
func Sweep(ctx workflow.Context, request activities.SweepRequest) (order.Sweep, error) {
	sweep := order.Sweep{At: workflow.Now(ctx), Restaurant: request.Restaurant, DryRun: request.DryRun, Stations: []string{}, Unseen: []order.Unseen{}, Found: []order.Discrepancy{}}
	var swept activities.OrdersSwept
	common := workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: OrdersQueue, StartToCloseTimeout: ordersSweepTime, HeartbeatTimeout: heartbeatTimeout, RetryPolicy: fewTries(),
	})
	if err := workflow.ExecuteActivity(common, activities.SweepOrders, request).Get(ctx, &swept); err != nil {
		return sweep, err
	}
	sweep.Orders, sweep.Truncated, sweep.Found = swept.Orders, swept.Truncated, append(sweep.Found, swept.Found...)
	sweepStations(ctx, request, swept.Restaurants, &sweep)
	if len(sweep.Found) > mostFound {
		sweep.Found, sweep.Truncated = sweep.Found[:mostFound], true
	}
	return sweep, workflow.ExecuteActivity(common, activities.KeepSweep, sweep).Get(ctx, nil)
}

func fewTries() *temporal.RetryPolicy {
	return &temporal.RetryPolicy{InitialInterval: 2 * time.Second, BackoffCoefficient: 2, MaximumAttempts: 3}
}

// sweepStations looks at the stations, some at a time.
func sweepStations(ctx workflow.Context, request activities.SweepRequest, restaurants []string, sweep *order.Sweep) {
	turn := workflow.NewSemaphore(ctx, stationsAtOnce)
	done := workflow.NewWaitGroup(ctx)
	for _, id := range restaurants {
		done.Add(1)
		workflow.GoNamed(ctx, "station "+id, func(ctx workflow.Context) {
			defer done.Done()
			if turn.Acquire(ctx, 1) != nil {
				return
			}
			defer turn.Release(1)
			sweepStation(ctx, activities.SweepRequest{Restaurant: id, DryRun: request.DryRun}, sweep)
		})
	}
	done.Wait(ctx)
	slices.Sort(sweep.Stations)
	slices.SortFunc(sweep.Unseen, func(a, b order.Unseen) int { return strings.Compare(a.Restaurant, b.Restaurant) })
	slices.SortStableFunc(sweep.Found, func(a, b order.Discrepancy) int { return strings.Compare(a.Restaurant, b.Restaurant) })
}

func sweepStation(ctx workflow.Context, request activities.SweepRequest, sweep *order.Sweep) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: StationQueue(request.Restaurant), ScheduleToStartTimeout: stationSweepPatience, StartToCloseTimeout: stationSweepTime,
		HeartbeatTimeout: heartbeatTimeout, RetryPolicy: &temporal.RetryPolicy{MaximumAttempts: 1},
		Summary: "look for orders that nobody owns",
	})
	var found []order.Discrepancy
	err := workflow.ExecuteActivity(ctx, activities.SweepStation, request).Get(ctx, &found)
	if err != nil {
		sweep.Unseen = append(sweep.Unseen, order.Unseen{Restaurant: request.Restaurant, Message: whyUnseen(err)})
		return
	}
	sweep.Stations = append(sweep.Stations, request.Restaurant)
	sweep.Found = append(sweep.Found, found...)
}

// whyUnseen says in words why a station was not looked at.
func whyUnseen(err error) string {
	if fault, ok := activities.StationErrorOf(err); ok {
		return fault.Fault.Message
	}
	var timeout *temporal.TimeoutError
	if errors.As(err, &timeout) && timeout.TimeoutType() == enums.TIMEOUT_TYPE_SCHEDULE_TO_START {
		return order.Kinds[order.CodeStationUnattended].Title
	}
	return order.Kinds[order.CodeStationUnreachable].Title
}
