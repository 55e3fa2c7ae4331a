package dispatch

import (
	"context"
	"errors"
	"time"

	enums "go.temporal.io/api/enums/v1"

	"github.com/orderhatch/orderhatch/workflows"
)

// workerSilence is how long a worker that lives may be silent: it asks for work
// again after a minute at the latest.
const workerSilence = 90 * time.Second

var errNoWorkers = errors.New("no worker asks for work")

// Workers says whether anybody works on orders. Without workers orders are still
// taken in, and answered 202.
func (d *Dispatcher) Workers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, d.limits.CheckTime)
	defer cancel()
	queue, err := d.client.DescribeTaskQueue(ctx, workflows.OrdersQueue, enums.TASK_QUEUE_TYPE_WORKFLOW)
	if err != nil {
		return err
	}
	for _, poller := range queue.GetPollers() {
		if time.Since(poller.GetLastAccessTime().AsTime()) < workerSilence {
			return nil
		}
	}
	return errNoWorkers
}
