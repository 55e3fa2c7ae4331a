package standalone

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// keptIndexes are those of the lists that the Temporal UI and ops ask by. The
// server's own schema has some sixty, for every attribute that anybody could
// ever define: together they made a row of one order's list a hundred times its
// size, written anew at each of its changes.
var keptIndexes = []string{
	"default_idx", "by_workflow_id", "by_workflow_type", "by_status",
	"by_keyword_01", "by_keyword_02", "by_keyword_03", "by_keyword_04",
}

// listsTable is the server's table of what can be listed.
const listsTable = "executions_visibility"

// listsTables is where the server keeps the lists' tables.
const listsTables = "sqlite/v3/visibility/schema.sql"

// slimLists leaves the lists' tables as they are and takes away what makes
// them slow. Every query still works, a rare one by looking at every row.
func slimLists(ctx context.Context, database *sql.DB) error {
	if err := dropIndexes(ctx, database); err != nil {
		return err
	}
	return easeTrigger(ctx, database)
}

func dropIndexes(ctx context.Context, database *sql.DB) error {
	names, err := texts(ctx, database, "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?", listsTable)
	if err != nil {
		return err
	}
	for _, name := range names {
		if slices.Contains(keptIndexes, name) {
			continue
		}
		if _, err := database.ExecContext(ctx, "DROP INDEX "+name); err != nil {
			return err
		}
	}
	return nil
}

// easeTrigger lets a change of a row touch the full-text indexes only when it
// changed something that is in them.
func easeTrigger(ctx context.Context, database *sql.DB) error {
	const name, event = "executions_visibility_au", "AFTER UPDATE ON " + listsTable
	columns, err := texts(ctx, database, "SELECT name FROM pragma_table_info('executions_visibility_fts_text') "+
		"UNION ALL SELECT name FROM pragma_table_info('executions_visibility_fts_keyword_list')")
	if err != nil {
		return err
	}
	written, err := texts(ctx, database, "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", name)
	if err != nil {
		return err
	}
	if len(written) != 1 || len(columns) == 0 || !strings.Contains(written[0], event) {
		return fmt.Errorf("the server's trigger %s is not as it was", name)
	}
	changed := make([]string, len(columns))
	for i, column := range columns {
		changed[i] = fmt.Sprintf("OLD.%s IS NOT NEW.%s", column, column)
	}
	eased := strings.Replace(written[0], event, event+" WHEN "+strings.Join(changed, " OR "), 1)
	if _, err := database.ExecContext(ctx, "DROP TRIGGER "+name); err != nil {
		return err
	}
	_, err = database.ExecContext(ctx, eased)
	return err
}

func texts(ctx context.Context, database *sql.DB, query string, arguments ...any) (all []string, err error) {
	rows, err := database.QueryContext(ctx, query, arguments...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, rows.Err()
}
