package standalone

import (
	"go.temporal.io/server/common/dynamicconfig"

	"github.com/orderhatch/orderhatch/workflows"
)

// queueWorkers is how many tasks of each kind are worked on at once.
const queueWorkers = 32

// knobs are the server's settings that differ from its defaults, which are made
// for clusters. docs/performance.md has the figures behind them.
var knobs = dynamicconfig.StaticClient{
	// The default of 20 looks at new tasks every 50 ms, which an order's journey
	// would wait out at each of its steps.
	dynamicconfig.TransferProcessorMaxPollRPS.Key(): 200,
	dynamicconfig.TimerProcessorMaxPollRPS.Key():    100,

	// One process has nobody to share a task queue with.
	dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
	dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,

	// By default 128,000 workflows are kept in memory, whatever their size, and
	// 128 MiB of the events of the last hour.
	dynamicconfig.HistoryCacheSizeBasedLimit.Key():        true,
	dynamicconfig.HistoryCacheHostLevelMaxSizeBytes.Key(): 8 << 20,
	dynamicconfig.EventsHostLevelCacheMaxSizeBytes.Key():  4 << 20,

	// A thousand workers for tasks that all wait for the same few connections
	// would only keep a grown stack each.
	dynamicconfig.TransferProcessorSchedulerWorkerCount.Key():   queueWorkers,
	dynamicconfig.TimerProcessorSchedulerWorkerCount.Key():      queueWorkers,
	dynamicconfig.VisibilityProcessorSchedulerWorkerCount.Key(): queueWorkers,

	// There is no other cluster to copy from.
	dynamicconfig.ReplicationProcessorSchedulerWorkerCount.Key():            1,
	dynamicconfig.ReplicationLowPriorityProcessorSchedulerWorkerCount.Key(): 1,

	// Nobody asks for the averages of every caller's last 5,000 calls.
	dynamicconfig.PersistenceHealthSignalMetricsEnabled.Key():     false,
	dynamicconfig.PersistenceHealthSignalAggregationEnabled.Key(): false,
	dynamicconfig.HistoryHealthSignalMetricsEnabled.Key():         false,

	// The server's own workers come first, and the first one's size is everybody's.
	dynamicconfig.WorkerStickyCacheSize.Key(): workflows.CachedOrders,

	// The database is another program on this machine or a file: its own
	// capacity is the limit, not a figure meant to protect a shared cluster.
	dynamicconfig.FrontendRPS.Key():                        10_000,
	dynamicconfig.FrontendMaxNamespaceRPSPerInstance.Key(): 10_000,

	// The server must not ask the internet for newer versions.
	dynamicconfig.EnableServerVersionCheck.Key(): false,
}
