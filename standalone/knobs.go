package standalone

import (
	"go.temporal.io/server/common/dynamicconfig"

	"github.com/orderhatch/orderhatch/workflows"
)

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

	// By default 128,000 workflows are kept in memory, whatever their size.
	dynamicconfig.HistoryCacheSizeBasedLimit.Key():        true,
	dynamicconfig.HistoryCacheHostLevelMaxSizeBytes.Key(): 8 << 20,

	// The server's own workers come first, and the first one's size is everybody's.
	dynamicconfig.WorkerStickyCacheSize.Key(): workflows.CachedOrders,

	// The database is another program on this machine or a file: its own
	// capacity is the limit, not a figure meant to protect a shared cluster.
	dynamicconfig.FrontendRPS.Key():                        10_000,
	dynamicconfig.FrontendMaxNamespaceRPSPerInstance.Key(): 10_000,

	// The server must not ask the internet for newer versions.
	dynamicconfig.EnableServerVersionCheck.Key(): false,
}
