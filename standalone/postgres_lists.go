package standalone

import (
	"context"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/server/common/config"
)

// spareAttribute are the names of the indexes of attributes that anybody could
// define. Orderhatch defines four, the first keywords; the other indexes would be
// written anew with every change of every order.
const spareAttribute = `^by_((temporal_)?(bool|datetime|double|int|text|keyword_list)_[0-9]+|temporal_keyword_[0-9]+|keyword_(0[5-9]|1[0-9]))$`

// slimPostgresLists takes the indexes of spare attributes away. Every query
// still works, a rare one by looking at every row.
func slimPostgresLists(ctx context.Context, dsn string, lists *config.SQL) error {
	address, err := addressOf(dsn, lists.DatabaseName)
	if err != nil {
		return err
	}
	connection, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer func() { _ = connection.Close(ctx) }()
	rows, err := connection.Query(ctx, "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = $1 AND indexname ~ $2", listsTable, spareAttribute)
	if err != nil {
		return err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := connection.Exec(ctx, "DROP INDEX IF EXISTS "+pgx.Identifier{name}.Sanitize()); err != nil {
			return err
		}
	}
	return nil
}
