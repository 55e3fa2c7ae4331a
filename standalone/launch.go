package standalone

import (
	"context"
	"fmt"
	"log/slog"

	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"

	"github.com/orderhatch/orderhatch/internal/engine"
	clients "github.com/orderhatch/orderhatch/internal/temporal"
)

// clusterName is written into every database and must not change.
const clusterName = "active"

// launch starts all four services of a Temporal server in this process.
func launch(ports *ports, storage config.Persistence, logger log.Logger) (started temporal.Server, err error) {
	defer func() {
		if reason, ended := recover().(fatal); ended {
			err = fmt.Errorf("the Temporal server did not start: %w", reason.error)
		}
	}()
	server, err := temporal.NewServer(
		temporal.WithConfig(serverConfig(ports, storage)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(map[primitives.ServiceName]static.Hosts{
			primitives.FrontendService: static.SingleLocalHost(ports.frontendAddress()),
			primitives.HistoryService:  static.SingleLocalHost(onLoopback(ports.history)),
			primitives.MatchingService: static.SingleLocalHost(onLoopback(ports.matching)),
			primitives.WorkerService:   static.SingleLocalHost(onLoopback(ports.worker)),
		}),
		temporal.WithLogger(logger),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper { return authorization.NewNoopClaimMapper() }),
		temporal.WithDynamicConfigClient(knobs),
		temporal.WithCustomMetricsHandler(metrics.NoopMetricsHandler), // the default one opens a port
	)
	if err != nil {
		return nil, fmt.Errorf("the Temporal server cannot be set up: %w", err)
	}
	if err := server.Start(); err != nil {
		return server, fmt.Errorf("the Temporal server did not start: %w", err)
	}
	return server, nil
}

func serverConfig(ports *ports, storage config.Persistence) *config.Config {
	return &config.Config{
		Persistence: storage,
		Global:      config.Global{Membership: config.Membership{BroadcastAddress: loopback}},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        clusterName,
			CurrentClusterName:       clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: ports.frontendAddress()},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services: map[string]config.Service{
			string(primitives.FrontendService): {RPC: config.RPC{GRPCPort: ports.frontend.Port, BindOnIP: ports.frontend.IP.String()}},
			string(primitives.HistoryService):  {RPC: config.RPC{GRPCPort: ports.history, BindOnIP: loopback}},
			string(primitives.MatchingService): {RPC: config.RPC{GRPCPort: ports.matching, BindOnIP: loopback}},
			string(primitives.WorkerService):   {RPC: config.RPC{GRPCPort: ports.worker, BindOnIP: loopback}},
		},
		Archival: config.Archival{
			History:    config.HistoryArchival{State: "disabled"},
			Visibility: config.VisibilityArchival{State: "disabled"},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: "disabled"},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: "disabled"},
		}},
		PublicClient: config.PublicClient{HostPort: ports.frontendAddress()},
	}
}

// settleCluster waits for the frontend and gives the namespace what a database
// made by an earlier version, or by hand, does not have yet.
func settleCluster(ctx context.Context, address string, options engine.Options) error {
	connected, err := client.DialContext(ctx, client.Options{
		HostPort: address, Namespace: options.Namespace, Logger: sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	if err != nil {
		return fmt.Errorf("the Temporal server does not answer: %w", err)
	}
	defer connected.Close()
	if err := clients.EnsureNamespace(ctx, connected, options.Namespace, options.Retention); err != nil {
		return err
	}
	return clients.EnsureSearchAttributes(ctx, connected, options.Namespace, options.KeywordAttributes)
}
