package worker

import (
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/workflows"
)

const (
	// deliveries bounds the callbacks on their way at one time. A receiver that
	// hangs holds two of them, so that a hundred such leave a healthy one room.
	deliveries      = 256
	deliveryPollers = 8
)

// newCallbacks is a worker of its own for callbacks: what waits for slow
// receivers shares no place with what works for orders.
func newCallbacks(options Options) worker.Worker {
	w := worker.New(options.Client, workflows.CallbacksQueue, worker.Options{
		DisableWorkflowWorker:              true,
		MaxConcurrentActivityExecutionSize: deliveries,
		MaxConcurrentActivityTaskPollers:   deliveryPollers,
		WorkerStopTimeout:                  options.StopTime,
		OnFatalError: func(err error) {
			options.Logger.Error("The delivery of callbacks has stopped", "error", err)
			options.OnFatal(err)
		},
	})
	w.RegisterActivityWithOptions(options.Callbacks.Deliver, activity.RegisterOptions{Name: activities.DeliverNotices})
	w.RegisterActivityWithOptions(options.Callbacks.GiveUp, activity.RegisterOptions{Name: activities.GiveUpNotice})
	return w
}
