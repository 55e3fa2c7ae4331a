package worker

import (
	"context"
	"errors"
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/workflows"
)

const (
	// scheduleTime bounds one try to set the schedule up, scheduleRetry is the
	// pause before the next.
	scheduleTime  = 10 * time.Second
	scheduleRetry = 15 * time.Second
	// sweepTime is when a sweep that hangs is given up.
	sweepTime = 30 * time.Minute
	// catchUpTime is how late a sweep may begin that fell into a standstill.
	catchUpTime = time.Minute
)

// keepSchedule makes the schedule of sweeps what the settings say, and tries
// until it is. Every worker does it at its start, and the last one's word holds.
func (w *Worker) keepSchedule(ctx context.Context) {
	for {
		err := w.putSchedule(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		w.options.Logger.Warn("The schedule of sweeps could not be set up; it is tried again", "error", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(scheduleRetry):
		}
	}
}

func (w *Worker) putSchedule(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, scheduleTime)
	defer cancel()
	schedules := w.options.Client.ScheduleClient()
	if w.options.SweepEvery <= 0 {
		err := schedules.GetHandle(ctx, workflows.SweepSchedule).Delete(ctx)
		var missing *serviceerror.NotFound
		if errors.As(err, &missing) {
			return nil
		}
		return err
	}
	spec := client.ScheduleSpec{Intervals: []client.ScheduleIntervalSpec{{Every: w.options.SweepEvery}}, Jitter: w.options.SweepEvery / 10}
	action := &client.ScheduleWorkflowAction{
		ID: "sweep", Workflow: workflows.SweepType, Args: []any{activities.SweepRequest{}},
		TaskQueue: workflows.OrdersQueue, WorkflowExecutionTimeout: sweepTime,
		StaticSummary: "Look for orders, workflows and station orders that do not belong together",
	}
	_, err := schedules.Create(ctx, client.ScheduleOptions{
		ID: workflows.SweepSchedule, Spec: spec, Action: action,
		Overlap: enums.SCHEDULE_OVERLAP_POLICY_SKIP, CatchupWindow: catchUpTime,
	})
	if !errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		return err
	}
	return schedules.GetHandle(ctx, workflows.SweepSchedule).Update(ctx, client.ScheduleUpdateOptions{
		DoUpdate: func(there client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
			schedule := there.Description.Schedule
			schedule.Spec, schedule.Action = &spec, action
			schedule.Policy.Overlap, schedule.Policy.CatchupWindow = enums.SCHEDULE_OVERLAP_POLICY_SKIP, catchUpTime
			return &client.ScheduleUpdate{Schedule: &schedule}, nil
		},
	})
}
