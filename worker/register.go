package worker

import (
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/workflows"
)

// RegisterWorkflows tells a worker, or a replayer, the workflows by the names
// that recorded histories have.
func RegisterWorkflows(registry worker.WorkflowRegistry) {
	registry.RegisterWorkflowWithOptions(workflows.Order, workflow.RegisterOptions{Name: workflows.OrderType})
	registry.RegisterWorkflowWithOptions(workflows.Callbacks, workflow.RegisterOptions{Name: workflows.CallbacksType})
	registry.RegisterWorkflowWithOptions(workflows.Sweep, workflow.RegisterOptions{Name: workflows.SweepType})
}

// registerLocal are what workflows run beside themselves.
func registerLocal(registry worker.ActivityRegistry, acts *activities.Activities) {
	registry.RegisterActivityWithOptions(acts.ProjectOrder, activity.RegisterOptions{Name: activities.Project})
	registry.RegisterActivityWithOptions(acts.CheckOrder, activity.RegisterOptions{Name: activities.Check})
}

func registerAlarms(registry worker.ActivityRegistry, acts *activities.Activities) {
	registry.RegisterActivityWithOptions(acts.CallPeople, activity.RegisterOptions{Name: activities.CallPeople})
}

func registerSweeps(registry worker.ActivityRegistry, sweeper activities.Sweeper) {
	sweeps := &activities.Sweeps{Sweeper: sweeper}
	registry.RegisterActivityWithOptions(sweeps.Orders, activity.RegisterOptions{Name: activities.SweepOrders})
	registry.RegisterActivityWithOptions(sweeps.Keep, activity.RegisterOptions{Name: activities.KeepSweep})
}

func registerStationSweep(registry worker.ActivityRegistry, sweeper activities.Sweeper) {
	sweeps := &activities.Sweeps{Sweeper: sweeper}
	registry.RegisterActivityWithOptions(sweeps.Station, activity.RegisterOptions{Name: activities.SweepStation})
}

func registerStation(registry worker.ActivityRegistry, acts *activities.Activities) {
	registry.RegisterActivityWithOptions(acts.CreateOrder, activity.RegisterOptions{Name: activities.Create})
	registry.RegisterActivityWithOptions(acts.InjectOrder, activity.RegisterOptions{Name: activities.Inject})
	registry.RegisterActivityWithOptions(acts.FillOrder, activity.RegisterOptions{Name: activities.Fill})
	registry.RegisterActivityWithOptions(acts.AmendOrder, activity.RegisterOptions{Name: activities.Amend})
	registry.RegisterActivityWithOptions(acts.VoidOrder, activity.RegisterOptions{Name: activities.Void})
	registry.RegisterActivityWithOptions(acts.DescribeOrder, activity.RegisterOptions{Name: activities.Describe})
	registry.RegisterActivityWithOptions(acts.TellStation, activity.RegisterOptions{Name: activities.Tell})
}
