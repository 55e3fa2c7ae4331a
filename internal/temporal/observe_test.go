package temporal_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/log"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/temporal"
)

func TestLogsHoldNoPayloads(t *testing.T) {
	var written bytes.Buffer
	logger := temporal.NewLogger(slog.New(slog.NewTextHandler(&written, &slog.HandlerOptions{Level: slog.LevelDebug})))
	log.With(logger, "input", &commonpb.Payload{Data: []byte(secret)}).
		Warn("activity failed", "Attempt", 3, "order", order.Guest{Name: secret}, "bytes", []byte(secret), "Error", errors.New("station down"))
	require.NotContains(t, written.String(), secret)
	for _, kept := range []string{"activity failed", "Attempt=3", "station down", "level=WARN"} {
		require.Contains(t, written.String(), kept)
	}
	written.Reset()
	logger.Info("Started Worker")
	require.Contains(t, written.String(), "level=DEBUG", "the SDK's chatter is a detail")
}

func TestMetricsReachPrometheus(t *testing.T) {
	registry := prometheus.NewRegistry()
	first, err := temporal.NewMetrics(registry)
	require.NoError(t, err)
	second, err := temporal.NewMetrics(registry) // another client of the same process
	require.NoError(t, err)
	tags := map[string]string{"namespace": "default", "workflow_type": "none", "client_name": "temporal_go", "invented": "x"}
	first.WithTags(tags).Counter("temporal_request").Inc(2)
	second.WithTags(tags).WithTags(map[string]string{"operation": "Start"}).Counter("temporal_request").Inc(3)
	first.WithTags(tags).Gauge("temporal_num_pollers").Update(4)
	first.WithTags(tags).Timer("temporal_request_latency").Record(20 * time.Millisecond)

	page := httptest.NewRecorder()
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(page, httptest.NewRequestWithContext(t.Context(), "GET", "/metrics", nil))
	const rest = `,poller_type="",status_code="",task_queue="",worker_type="",workflow_type=""}`
	for _, line := range []string{
		`temporal_num_pollers{activity_type="",cause="",failure_reason="",namespace="default",operation=""` + rest + " 4",
		`temporal_request_total{activity_type="",cause="",failure_reason="",namespace="default",operation=""` + rest + " 2",
		`temporal_request_total{activity_type="",cause="",failure_reason="",namespace="default",operation="Start"` + rest + " 3",
		`temporal_request_latency_seconds_count{activity_type="",cause="",failure_reason="",namespace="default",operation=""` + rest + " 1",
	} {
		require.Contains(t, page.Body.String(), line+"\n")
	}
}
