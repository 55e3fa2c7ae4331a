package standalone

import (
	"context"

	"go.temporal.io/server/common/config"

	"github.com/orderhatch/orderhatch/internal/engine"
)

// The names of the two stores within the server's configuration.
const (
	historyStore    = "history"
	visibilityStore = "visibility"
)

// prepareStorage makes what is missing and says where histories are kept.
func prepareStorage(ctx context.Context, options engine.Options) (config.Persistence, error) {
	if options.PostgresDSN != "" {
		return preparePostgres(ctx, options.PostgresDSN)
	}
	return prepareSQLite(ctx, options)
}

func persistence(shards int32, history, visibility *config.SQL) config.Persistence {
	return config.Persistence{
		DefaultStore: historyStore, VisibilityStore: visibilityStore, NumHistoryShards: shards,
		DataStores: map[string]config.DataStore{historyStore: {SQL: history}, visibilityStore: {SQL: visibility}},
	}
}
