package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Names that clients, workers and recorded histories share.
const (
	OrderType = "Order" // workflow type

	UpdateSubmit       = "submit"
	UpdateAccept       = "accept"
	UpdateCancel       = "cancel"
	UpdateRefuseCancel = "refuse_cancel"
	UpdatePostpone     = "postpone"
	UpdateTake         = "take"
	UpdateRelease      = "release"
	UpdateAmend        = "amend"
	UpdateSave         = "save"
	UpdateResolve      = "resolve"
	UpdateStatus       = "status"

	SignalAccept = "accept"
	SignalCancel = "cancel"
	// SignalStation brings what happened to the order at the till.
	SignalStation = "station"

	QueryView = "view"
	// QueryRemains is all that another run would need to go on.
	QueryRemains = "remains"

	// MemoContentHash is the memo that tells two orders with one external id apart.
	MemoContentHash = "content_hash"
	// MemoRevived is the memo of orders whose workflow was lost and begun anew.
	MemoRevived = "revived"

	// OrdersQueue runs workflows and projections.
	OrdersQueue = "orderhatch"
)

// CachedOrders is how many orders a process keeps in memory, at about 130 kB each,
// half of which are the stacks of seven goroutines. The others are read from their
// history when something happens to them, which takes a millisecond or two: a
// waiting order's history is short.
const CachedOrders = 120

// StationQueue is the activity queue of one restaurant. It has one poller at a
// time, which keeps licensed writes in order and a dead station's work out of
// the others' way.
func StationQueue(restaurant string) string { return "station:" + restaurant }

// Search attributes for ops. They are plain text in Temporal: no guest data.
var (
	AttributeRestaurant = temporal.NewSearchAttributeKeyKeyword("Restaurant")
	AttributeSource     = temporal.NewSearchAttributeKeyKeyword("Source")
	AttributeStatus     = temporal.NewSearchAttributeKeyKeyword("OrderStatus")
	AttributeInjection  = temporal.NewSearchAttributeKeyKeyword("Injection")
)

// Attributes are the names of the search attributes that a namespace needs.
func Attributes() []string {
	return []string{AttributeRestaurant.GetName(), AttributeSource.GetName(), AttributeStatus.GetName(), AttributeInjection.GetName()}
}

const (
	// stationTimeout covers looking, sending, waiting out a lost reply and
	// reading back; each call inside has its own, shorter limit.
	stationTimeout = 3 * time.Minute
	// tellingTimeout covers a look, one write and a look whether it was heeded.
	tellingTimeout = time.Minute
	// unattendedTimeout is how long work may wait for a worker before people are
	// told: a restaurant changes hands in seconds, and a healthy queue is short.
	unattendedTimeout = 2 * time.Minute
	// maxRuns is how often Temporal repeats work that ended without an account:
	// a worker that died, or a fault of ours. Then the order itself decides.
	maxRuns = 5
	// alarmTimeout covers two calls to the outside, and alarmPatience is how long
	// an alarm is still news.
	alarmTimeout  = 30 * time.Second
	alarmPatience = 10 * time.Minute
	// heartbeatTimeout is how soon a killed worker is noticed.
	heartbeatTimeout = 10 * time.Second
	// projectionTimeout is far above a healthy write and below a workflow task.
	// projectionPatience is how long one series of writes is tried; then a timer
	// lets the workflow rest, for a longer time after each series: an outage of
	// hours must not fill the history.
	projectionTimeout    = 5 * time.Second
	projectionPatience   = 15 * time.Second
	firstProjectionPause = 2 * time.Second
	lastProjectionPause  = time.Minute
	// checkTimeout is a little more than the checks give themselves, and
	// checkPatience well below the ten seconds that an order is accepted by itself
	// before its source gives up: the main loop waits for it.
	checkTimeout  = 4 * time.Second
	checkPatience = 6 * time.Second
	// firstRetry and lastRetry bound the patience with a station: quick after
	// a hiccup, and at most two minutes late after a night.
	firstRetry = time.Second
	lastRetry  = 2 * time.Minute
	// maxUnknown is how often an outcome may stay unknown before a person is asked.
	maxUnknown = 6
)

// stationOptions let Temporal repeat only what a dead worker left behind:
// whether to ask a station again is the order's own decision.
func stationOptions(record *order.Order, summary string) workflow.ActivityOptions {
	return workflow.ActivityOptions{
		TaskQueue:              StationQueue(record.Restaurant),
		ScheduleToStartTimeout: unattendedTimeout,
		StartToCloseTimeout:    stationTimeout,
		HeartbeatTimeout:       heartbeatTimeout,
		Summary:                summary,
		RetryPolicy:            &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: 10 * time.Second, MaximumAttempts: maxRuns},
	}
}

// tellingOptions leave a status that the station was not told to the order,
// which has better to do than to wait for it.
func tellingOptions(record *order.Order) workflow.ActivityOptions {
	options := stationOptions(record, "tell the station how far the order is")
	options.StartToCloseTimeout, options.RetryPolicy = tellingTimeout, &temporal.RetryPolicy{MaximumAttempts: 1}
	return options
}

// projectionOptions are for one series of writes. Without its own limit the SDK
// would give the series no longer than one write.
func projectionOptions() workflow.LocalActivityOptions {
	return workflow.LocalActivityOptions{
		ScheduleToCloseTimeout: projectionPatience,
		StartToCloseTimeout:    projectionTimeout,
		RetryPolicy:            &temporal.RetryPolicy{InitialInterval: 200 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: 10 * time.Second},
	}
}

// checkOptions are for one look at an order; when it is tried again is the
// order's own decision.
func checkOptions() workflow.LocalActivityOptions {
	return workflow.LocalActivityOptions{
		ScheduleToCloseTimeout: checkPatience,
		StartToCloseTimeout:    checkTimeout,
		RetryPolicy:            &temporal.RetryPolicy{InitialInterval: 200 * time.Millisecond, BackoffCoefficient: 2, MaximumAttempts: 3},
	}
}

// alarmOptions give an alarm up when it is no news any more.
func alarmOptions() workflow.ActivityOptions {
	return workflow.ActivityOptions{
		TaskQueue:              OrdersQueue,
		StartToCloseTimeout:    alarmTimeout,
		ScheduleToCloseTimeout: alarmPatience,
		Summary:                "call people",
		RetryPolicy:            &temporal.RetryPolicy{InitialInterval: 2 * time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute},
	}
}

// retryAfter is the pause after a number of failed attempts.
func retryAfter(attempts int) time.Duration {
	pause := firstRetry
	for i := 1; i < attempts && pause < lastRetry; i++ {
		pause *= 2
	}
	return min(pause, lastRetry)
}
