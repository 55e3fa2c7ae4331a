package worker_test

import (
	"context"
	"log/slog"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	sdklog "go.temporal.io/sdk/log"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/orderhatch/orderhatch/activities"
)

// frontend is as much of a Temporal server as a worker's queues need: it hands
// out activities, and knows who waits for them.
type frontend struct {
	workflowservice.UnimplementedWorkflowServiceServer
	t      testing.TB
	client client.Client

	mu      sync.Mutex
	pollers map[string]int
	queues  map[string]chan *workflowservice.PollActivityTaskQueueResponse
	ended   map[string]string // how tasks ended, by their token
}

func newFrontend(t testing.TB) *frontend {
	t.Helper()
	f := &frontend{t: t, pollers: map[string]int{}, queues: map[string]chan *workflowservice.PollActivityTaskQueueResponse{}, ended: map[string]string{}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := grpc.NewServer()
	workflowservice.RegisterWorkflowServiceServer(server, f)
	go func() { _ = server.Serve(listener) }() // ends with Stop
	t.Cleanup(server.Stop)
	f.client, err = client.Dial(client.Options{HostPort: listener.Addr().String(), Logger: sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	require.NoError(t, err)
	t.Cleanup(f.client.Close)
	return f
}

func (f *frontend) queue(name string) chan *workflowservice.PollActivityTaskQueueResponse {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.queues[name] == nil {
		f.queues[name] = make(chan *workflowservice.PollActivityTaskQueueResponse, 10)
	}
	return f.queues[name]
}

// polled is how many wait for the work of a queue.
func (f *frontend) polled(name string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.pollers[name]
}

// end is how a task ended: "completed", "failed", "canceled"; empty while it has not.
func (f *frontend) end(token string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.ended[token]
}

// hand gives an activity to whoever works for a queue.
func (f *frontend) hand(queue, token, activity string, job activities.Job) {
	f.t.Helper()
	input, err := converter.GetDefaultDataConverter().ToPayloads(job)
	require.NoError(f.t, err)
	now, minute := timestamppb.Now(), durationpb.New(time.Minute)
	f.queue(queue) <- &workflowservice.PollActivityTaskQueueResponse{
		TaskToken: []byte(token), WorkflowNamespace: "default", ActivityId: token, Attempt: 1,
		ActivityType: &common.ActivityType{Name: activity}, WorkflowType: &common.WorkflowType{Name: "Order"},
		WorkflowExecution: &common.WorkflowExecution{WorkflowId: "order:demo:1", RunId: "1"}, Input: input,
		ScheduledTime: now, CurrentAttemptScheduledTime: now, StartedTime: now, StartToCloseTimeout: minute, ScheduleToCloseTimeout: minute,
	}
}

func (f *frontend) PollActivityTaskQueue(ctx context.Context, in *workflowservice.PollActivityTaskQueueRequest) (*workflowservice.PollActivityTaskQueueResponse, error) {
	name := in.GetTaskQueue().GetName()
	queue := f.queue(name)
	count := func(n int) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.pollers[name] += n
	}
	count(1)
	defer count(-1)
	select {
	case task := <-queue:
		return task, nil
	case <-ctx.Done():
		return &workflowservice.PollActivityTaskQueueResponse{}, nil
	}
}

func (f *frontend) PollWorkflowTaskQueue(ctx context.Context, _ *workflowservice.PollWorkflowTaskQueueRequest) (*workflowservice.PollWorkflowTaskQueueResponse, error) {
	<-ctx.Done()
	return &workflowservice.PollWorkflowTaskQueueResponse{}, nil
}

func (f *frontend) note(token []byte, end string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ended[string(token)] = end
}

func (f *frontend) RespondActivityTaskCompleted(_ context.Context, in *workflowservice.RespondActivityTaskCompletedRequest) (*workflowservice.RespondActivityTaskCompletedResponse, error) {
	f.note(in.TaskToken, "completed")
	return &workflowservice.RespondActivityTaskCompletedResponse{}, nil
}

func (f *frontend) RespondActivityTaskFailed(_ context.Context, in *workflowservice.RespondActivityTaskFailedRequest) (*workflowservice.RespondActivityTaskFailedResponse, error) {
	f.note(in.TaskToken, "failed")
	return &workflowservice.RespondActivityTaskFailedResponse{}, nil
}

func (f *frontend) RespondActivityTaskCanceled(_ context.Context, in *workflowservice.RespondActivityTaskCanceledRequest) (*workflowservice.RespondActivityTaskCanceledResponse, error) {
	f.note(in.TaskToken, "canceled")
	return &workflowservice.RespondActivityTaskCanceledResponse{}, nil
}

func (f *frontend) RecordActivityTaskHeartbeat(context.Context, *workflowservice.RecordActivityTaskHeartbeatRequest) (*workflowservice.RecordActivityTaskHeartbeatResponse, error) {
	return &workflowservice.RecordActivityTaskHeartbeatResponse{}, nil
}

func (f *frontend) GetSystemInfo(context.Context, *workflowservice.GetSystemInfoRequest) (*workflowservice.GetSystemInfoResponse, error) {
	return &workflowservice.GetSystemInfoResponse{Capabilities: &workflowservice.GetSystemInfoResponse_Capabilities{}}, nil
}

func (f *frontend) DescribeNamespace(context.Context, *workflowservice.DescribeNamespaceRequest) (*workflowservice.DescribeNamespaceResponse, error) {
	return &workflowservice.DescribeNamespaceResponse{}, nil
}

func (f *frontend) ShutdownWorker(context.Context, *workflowservice.ShutdownWorkerRequest) (*workflowservice.ShutdownWorkerResponse, error) {
	return &workflowservice.ShutdownWorkerResponse{}, nil
}
