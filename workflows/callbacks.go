package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
)

const (
	// CallbacksType is the workflow that delivers the callbacks of one order.
	CallbacksType = "Callbacks"
	// SignalNotices brings notices to deliver.
	SignalNotices = "notices"
	// CallbacksQueue runs deliveries apart from everything else, so that a slow
	// receiver keeps no order waiting.
	CallbacksQueue = "callbacks"

	// noticePatience is how long a receiver may be away before a notice is given up.
	noticePatience = 24 * time.Hour
	// lastChance is for a notice that waited out its patience behind another:
	// it is still tried.
	lastChance = time.Minute
	// maxNoticeTries is out of reach within a day, waits for a busy receiver
	// included; time ends the trying.
	maxNoticeTries = 1_000_000
	// noticeTimeout is above the receiver's ten seconds and a slow database.
	noticeTimeout = 30 * time.Second
	// noticeSign is how long a delivery may give no sign of life: a task that was
	// lost on its way to a worker is found out sooner by it.
	noticeSign = 20 * time.Second

	// together are how many notices one activity may deliver, and oneMoment how far
	// apart they may have come: an accepted order has three events in a second. An
	// activity each would cost three times as much.
	together  = 8
	oneMoment = time.Minute
)

// CallbacksID names the workflow that delivers an order's callbacks.
func CallbacksID(orderID string) string { return "callback:" + orderID }

// NoticeRef names a notice and when the patience with its receiver began.
type NoticeRef struct {
	ID    string    `json:"id"`
	Since time.Time `json:"since"`
}

// Callbacks delivers the callbacks of one order, strictly one after another. It
// ends when there is nothing to deliver: the next notice starts it anew.
func Callbacks(ctx workflow.Context, queue []NoticeRef) error {
	arrivals := workflow.GetSignalChannel(ctx, SignalNotices)
	for {
		queue = collect(arrivals, queue)
		if len(queue) == 0 {
			return nil
		}
		if workflow.GetInfo(ctx).GetContinueAsNewSuggested() {
			return workflow.NewContinueAsNewError(ctx, CallbacksType, queue)
		}
		done, err := deliver(ctx, batch(queue))
		if err != nil {
			return err
		}
		queue = queue[done:]
	}
}

// collect adds what has arrived, each notice once.
func collect(arrivals workflow.ReceiveChannel, queue []NoticeRef) []NoticeRef {
	var batch []NoticeRef
	for arrivals.ReceiveAsync(&batch) {
		for _, notice := range batch {
			if !slices.ContainsFunc(queue, func(known NoticeRef) bool { return known.ID == notice.ID }) {
				queue = append(queue, notice)
			}
		}
		batch = nil
	}
	return queue
}

// batch is what of a queue is delivered together.
func batch(queue []NoticeRef) []NoticeRef {
	for i, each := range queue {
		if i == together || each.Since.Sub(queue[0].Since).Abs() >= oneMoment && i > 0 {
			return queue[:i]
		}
	}
	return queue
}

// deliver tries notices, one after the other, until all are delivered or the time
// of one is over; it says how many nothing is to be done for any more. Only a
// stop of the workflow is an error.
func deliver(ctx workflow.Context, notices []NoticeRef) (done int, err error) {
	ids := make([]string, len(notices))
	for i, notice := range notices {
		ids[i] = notice.ID
	}
	patience := max(notices[0].Since.Add(noticePatience).Sub(workflow.Now(ctx)), lastChance)
	trying := workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:              CallbacksQueue,
		StartToCloseTimeout:    time.Duration(len(ids)) * noticeTimeout,
		HeartbeatTimeout:       noticeSign,
		ScheduleToCloseTimeout: patience,
		RetryPolicy:            noticeRetries(),
	})
	err = workflow.ExecuteActivity(trying, activities.DeliverNotices, ids).Get(ctx, nil)
	if err == nil || temporal.IsCanceledError(err) {
		return len(ids), err
	}
	giving := workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue: CallbacksQueue, StartToCloseTimeout: noticeTimeout, RetryPolicy: noticeRetries(),
	})
	err = workflow.ExecuteActivity(giving, activities.GiveUpNotice, ids).Get(ctx, &done)
	return done, err
}

// noticeRetries are for faults on our side; after a fault of the receiver the
// activity itself says when to come back.
func noticeRetries() *temporal.RetryPolicy {
	return &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: 30 * time.Minute, MaximumAttempts: maxNoticeTries}
}
