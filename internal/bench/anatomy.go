package bench

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the measured databases
	enumspb "go.temporal.io/api/enums/v1"
	sdk "go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	_ "modernc.org/sqlite"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Anatomy is what one finished order is made of and leaves behind.
type Anatomy struct {
	Sampled       int                `json:"orders_sampled"`
	Events        float64            `json:"history_events"`
	HistoryBytes  float64            `json:"history_bytes"`
	WorkflowTasks float64            `json:"workflow_tasks"`
	EventCounts   map[string]float64 `json:"events_by_type"`
	// Stored are the bytes that one finished order leaves in each database.
	Stored map[string]float64 `json:"stored_bytes"`
}

// dissect looks at finished orders in Temporal and at how the databases grew.
func (t *target) dissect(ctx context.Context, finished []*journey, before map[string]int64) (*Anatomy, error) {
	const sample = 25
	connected, err := sdk.DialContext(ctx, sdk.Options{HostPort: t.temporal, Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	if err != nil {
		return nil, err
	}
	defer connected.Close()
	anatomy := &Anatomy{EventCounts: map[string]float64{}, Stored: map[string]float64{}}
	for _, each := range finished[:min(sample, len(finished))] {
		if err := anatomy.add(ctx, connected, order.WorkflowID(each.restaurant, each.submission.ExternalID)); err != nil {
			return nil, err
		}
	}
	n := float64(anatomy.Sampled)
	anatomy.Events /= n
	anatomy.HistoryBytes /= n
	for kind := range anatomy.EventCounts {
		anatomy.EventCounts[kind] /= n
	}
	anatomy.WorkflowTasks = anatomy.EventCounts["WorkflowTaskCompleted"]
	after, err := t.stored(ctx)
	if err != nil {
		return nil, err
	}
	for name, bytes := range after {
		anatomy.Stored[name] = float64(bytes-before[name]) / float64(len(finished))
	}
	return anatomy, nil
}

func (a *Anatomy) add(ctx context.Context, connected sdk.Client, workflowID string) error {
	described, err := connected.DescribeWorkflowExecution(ctx, workflowID, "")
	if err != nil {
		return err
	}
	a.Sampled++
	a.Events += float64(described.GetWorkflowExecutionInfo().GetHistoryLength())
	a.HistoryBytes += float64(described.GetWorkflowExecutionInfo().GetHistorySizeBytes())
	events := connected.GetWorkflowHistory(ctx, workflowID, "", false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		if err != nil {
			return err
		}
		a.EventCounts[event.GetEventType().String()]++
	}
	return nil
}

// stored are the bytes in use in each database. Room that was freed for reuse
// does not count, because nothing more will be asked of the disk for it.
func (t *target) stored(ctx context.Context) (map[string]int64, error) {
	sizes := map[string]int64{}
	if t.postgres != "" {
		for name, database := range map[string]string{"orderhatch": "", "temporal": "temporal", "temporal_visibility": "temporal_visibility"} {
			bytes, err := postgresBytes(ctx, t.postgres, database)
			if err != nil {
				return nil, err
			}
			sizes[name] = bytes
		}
		return sizes, nil
	}
	for _, name := range []string{"orderhatch", "temporal", "temporal-lists"} {
		bytes, err := sqliteBytes(ctx, filepath.Join(t.folder, name+".db"))
		if err != nil {
			return nil, err
		}
		sizes[name] = bytes
	}
	return sizes, nil
}

func sqliteBytes(ctx context.Context, path string) (bytes int64, err error) {
	err = ask(ctx, "sqlite", "file:"+path+"?mode=ro", &bytes,
		"SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size")
	return bytes, err
}

func postgresBytes(ctx context.Context, dsn, database string) (bytes int64, err error) {
	address, err := url.Parse(dsn)
	if err != nil {
		return 0, err
	}
	if database == "" {
		database = strings.TrimPrefix(address.Path, "/")
	}
	return bytes, ask(ctx, "pgx", dsn, &bytes, "SELECT pg_database_size($1)", database)
}

func ask(ctx context.Context, driver, dsn string, into *int64, query string, arguments ...any) error {
	database, err := sql.Open(driver, dsn)
	if err != nil {
		return err
	}
	defer func() { _ = database.Close() }()
	if err := database.QueryRowContext(ctx, query, arguments...).Scan(into); err != nil {
		return fmt.Errorf("the size of a database: %w", err)
	}
	return nil
}
