package standalone_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/engine"
	"github.com/orderhatch/orderhatch/internal/keyring"
	clients "github.com/orderhatch/orderhatch/internal/temporal"
	"github.com/orderhatch/orderhatch/internal/testpg"
	"github.com/orderhatch/orderhatch/standalone"
)

const (
	namespace = "orders"
	retention = 48 * time.Hour
	queue     = "standalone-test"
)

var restaurant = temporal.NewSearchAttributeKeyKeyword("Restaurant")

// approval waits for one update and ends with what it said.
func approval(ctx workflow.Context) (string, error) {
	var answer string
	err := workflow.SetUpdateHandler(ctx, "approve", func(_ workflow.Context, by string) (string, error) {
		answer = "approved by " + by
		return answer, nil
	})
	if err != nil {
		return "", err
	}
	ended := workflow.GetSignalChannel(ctx, "end")
	ended.Receive(ctx, nil)
	return answer, nil
}

func options(folder string) engine.Options {
	return engine.Options{
		DataDir: folder, Listen: "127.0.0.1:0", Namespace: namespace, Retention: retention,
		KeywordAttributes: []string{"Restaurant", "OrderStatus"}, Logger: slog.New(slog.DiscardHandler),
	}
}

func start(t *testing.T, options engine.Options) engine.Engine {
	t.Helper()
	running, err := standalone.Start(t.Context(), options)
	require.NoError(t, err)
	t.Cleanup(running.Stop)
	return running
}

func keys(t *testing.T) *keyring.Ring {
	t.Helper()
	ring, err := keyring.FromEnv("test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
	require.NoError(t, err)
	return ring
}

func dial(t *testing.T, address string) client.Client {
	t.Helper()
	connected, err := clients.Dial(t.Context(), clients.Options{
		Address: address, Namespace: namespace, Keys: keys(t), Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(connected.Close)
	return connected
}

func work(t *testing.T, connected client.Client) (stop func()) {
	t.Helper()
	working := worker.New(connected, queue, worker.Options{WorkerStopTimeout: time.Second})
	working.RegisterWorkflow(approval)
	require.NoError(t, working.Start())
	stop = sync.OnceFunc(working.Stop)
	t.Cleanup(stop)
	return stop
}

func begin(t *testing.T, connected client.Client, id string) {
	t.Helper()
	_, err := connected.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{
		ID: id, TaskQueue: queue,
		TypedSearchAttributes: temporal.NewSearchAttributes(restaurant.ValueSet("arbat-1")),
	}, approval)
	require.NoError(t, err)
}

func approve(t *testing.T, connected client.Client, id string) string {
	t.Helper()
	handle, err := connected.UpdateWorkflow(t.Context(), client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateID: "first", UpdateName: "approve", Args: []any{"Anna"}, WaitForStage: client.WorkflowUpdateStageCompleted})
	require.NoError(t, err)
	var answer string
	require.NoError(t, handle.Get(t.Context(), &answer))
	return answer
}

func end(t *testing.T, connected client.Client, id string) string {
	t.Helper()
	require.NoError(t, connected.SignalWorkflow(t.Context(), id, "", "end", nil))
	var result string
	require.NoError(t, connected.GetWorkflow(t.Context(), id, "").Get(t.Context(), &result))
	return result
}

func TestFreshFolder(t *testing.T) {
	var noise strings.Builder
	wanted := options(t.TempDir())
	wanted.UIListen = "127.0.0.1:0"
	wanted.Logger = slog.New(slog.NewTextHandler(&noise, nil))
	running := start(t, wanted)
	connected := dial(t, running.Address())
	work(t, connected)

	described, err := connected.WorkflowService().DescribeNamespace(t.Context(), &workflowservice.DescribeNamespaceRequest{Namespace: namespace})
	require.NoError(t, err)
	require.Equal(t, retention, described.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration())
	require.NoError(t, clients.Check(t.Context(), connected, namespace))

	begin(t, connected, "order:1")
	require.Equal(t, "approved by Anna", approve(t, connected, "order:1"))
	require.Equal(t, "approved by Anna", end(t, connected, "order:1"))
	requireListed(t, connected, `Restaurant = "arbat-1" AND ExecutionStatus = "Completed"`)

	require.Equal(t, http.StatusOK, status(t, "http://"+running.UIAddress()+"/"))
	require.Equal(t, http.StatusOK, status(t, "http://"+running.UIAddress()+"/api/v1/namespaces/"+namespace))
	require.Empty(t, noise.String(), "a start without trouble has nothing to say")
}

// requireListed waits: visibility follows the history after a moment.
func requireListed(t *testing.T, connected client.Client, query string) {
	t.Helper()
	require.EventuallyWithT(t, func(t *assert.CollectT) {
		count, err := connected.CountWorkflow(context.Background(), &workflowservice.CountWorkflowExecutionsRequest{Query: query})
		require.NoError(t, err)
		require.EqualValues(t, 1, count.GetCount())
	}, 10*time.Second, 20*time.Millisecond)
}

func status(t *testing.T, url string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	answer, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	_, _ = io.Copy(io.Discard, answer.Body)
	require.NoError(t, answer.Body.Close())
	return answer.StatusCode
}

func TestRestartKeepsOrders(t *testing.T) {
	folder := t.TempDir()
	first := start(t, options(folder))
	connected := dial(t, first.Address())
	stopWork := work(t, connected)
	begin(t, connected, "order:1")
	approve(t, connected, "order:1")
	stopWork()
	connected.Close()
	first.Stop()

	wanted := options(folder)
	wanted.KeywordAttributes = append(wanted.KeywordAttributes, "Injection") // a later version wants one more
	wanted.Retention = 3 * retention
	second := start(t, wanted)
	connected = dial(t, second.Address())
	work(t, connected)
	require.Equal(t, "approved by Anna", end(t, connected, "order:1"))

	described, err := connected.WorkflowService().DescribeNamespace(t.Context(), &workflowservice.DescribeNamespaceRequest{Namespace: namespace})
	require.NoError(t, err)
	require.Equal(t, 3*retention, described.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration())
	attributes, err := connected.OperatorService().ListSearchAttributes(t.Context(), &operatorservice.ListSearchAttributesRequest{Namespace: namespace})
	require.NoError(t, err)
	for _, name := range []string{"Restaurant", "OrderStatus", "Injection"} {
		require.Equal(t, enumspb.INDEXED_VALUE_TYPE_KEYWORD, attributes.GetCustomAttributes()[name], name)
	}
	requireListed(t, connected, `Restaurant = "arbat-1" AND Injection IS NULL`)
}

func TestTooManyAttributes(t *testing.T) {
	wanted := options(t.TempDir())
	wanted.KeywordAttributes = strings.Split("A B C D E F G H I J K", " ")
	_, err := standalone.Start(t.Context(), wanted)
	require.ErrorContains(t, err, "at most 10")
}

// TestListsAreAskedByEverything asks by columns whose indexes were taken away,
// and by the ones of the full-text indexes after an update.
func TestListsAreAskedByEverything(t *testing.T) {
	running := start(t, options(t.TempDir()))
	connected := dial(t, running.Address())
	work(t, connected)
	begin(t, connected, "order:1")
	approve(t, connected, "order:1")
	end(t, connected, "order:1")
	for _, query := range []string{
		`OrderStatus IS NULL AND TaskQueue = "standalone-test"`, `HistoryLength > 5 AND ExecutionStatus = "Completed"`,
		`ExecutionTime > "2020-01-01T00:00:00Z" AND CloseTime IS NOT NULL`, `BuildIds = "unversioned"`,
	} {
		requireListed(t, connected, query)
	}
}

func TestFolderInUse(t *testing.T) {
	folder := t.TempDir()
	running := start(t, options(folder))
	_, err := standalone.Start(t.Context(), options(folder))
	require.ErrorContains(t, err, "in use by another Orderhatch (process ")
	require.ErrorContains(t, err, folder)

	running.Stop()
	start(t, options(folder)) // the first one's end frees it
}

func TestOccupiedPort(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	taken := listener.Addr().String()

	wanted := options(t.TempDir())
	wanted.Listen = taken
	_, err = standalone.Start(t.Context(), wanted)
	require.ErrorContains(t, err, "the Temporal server cannot listen on "+taken)

	wanted.Listen, wanted.UIListen = "127.0.0.1:0", taken
	_, err = standalone.Start(t.Context(), wanted)
	require.ErrorContains(t, err, "the Temporal UI cannot listen on "+taken)

	wanted.UIListen = ""
	start(t, wanted) // a failed start holds nothing
}

func TestBadOptions(t *testing.T) {
	for name, change := range map[string]func(*engine.Options){
		"nowhere to store":        func(o *engine.Options) { o.DataDir = "" },
		"no address":              func(o *engine.Options) { o.Listen = "7233" },
		"a file for a folder":     func(o *engine.Options) { o.DataDir = "/dev/null/x" },
		"a DSN without a host":    func(o *engine.Options) { o.PostgresDSN = "postgres:///temporal" },
		"the same port twice":     func(o *engine.Options) { o.Listen, o.UIListen = "127.0.0.1:18999", "127.0.0.1:18999" },
		"PostgreSQL not there":    func(o *engine.Options) { o.PostgresDSN = "postgres://u:secret@127.0.0.1:1/" },
		"a password in the error": func(o *engine.Options) { o.PostgresDSN = "postgres://u:sec ret@%/" },
	} {
		t.Run(name, func(t *testing.T) {
			wanted := options(t.TempDir())
			change(&wanted)
			_, err := standalone.Start(t.Context(), wanted)
			require.Error(t, err)
			require.NotContains(t, err.Error(), "sec")
		})
	}
}

func TestCancelledStart(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("the person changed their mind"))
	folder := t.TempDir()
	_, err := standalone.Start(ctx, options(folder))
	require.Error(t, err)
	start(t, options(folder)) // it left nothing behind that is in the way
}

func TestPostgres(t *testing.T) {
	wanted := options("")
	wanted.PostgresDSN = testpg.NewCluster(t) // what is listed is of this test alone
	first := start(t, wanted)
	connected := dial(t, first.Address())
	stopWork := work(t, connected)
	begin(t, connected, "order:1")
	approve(t, connected, "order:1")
	stopWork()
	first.Stop()

	second := start(t, wanted)
	connected = dial(t, second.Address())
	work(t, connected)
	require.Equal(t, "approved by Anna", end(t, connected, "order:1"))
	requireListed(t, connected, `Restaurant = "arbat-1"`)
	require.Less(t, listIndexes(t, wanted.PostgresDSN), 40, "no index of attributes that nobody defined")
}

// listIndexes counts the indexes of the server's lists on PostgreSQL.
func listIndexes(t *testing.T, dsn string) (count int) {
	t.Helper()
	connection, err := pgx.Connect(t.Context(), strings.Replace(dsn, "/postgres?", "/temporal_visibility?", 1))
	require.NoError(t, err)
	defer func() { require.NoError(t, connection.Close(t.Context())) }()
	require.NoError(t, connection.QueryRow(t.Context(), "SELECT count(*) FROM pg_indexes WHERE tablename = 'executions_visibility'").Scan(&count))
	require.Positive(t, count)
	return count
}
