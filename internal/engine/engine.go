// Package engine says what the product needs of an embedded Temporal server.
//
// The implementation lives in the nested module standalone/, so that building
// the api and worker commands never compiles the Temporal server.
package engine

import (
	"context"
	"log/slog"
	"time"
)

// Options describe one embedded Temporal server.
type Options struct {
	// DataDir holds temporal.db and survives restarts. Unused with PostgresDSN.
	DataDir string
	// Listen is the frontend's gRPC address; port 0 chooses a free one.
	Listen string
	// UIListen is the Temporal Web UI's address; empty starts no UI.
	UIListen string
	// PostgresDSN stores histories in PostgreSQL instead of a SQLite file
	// (postgres://user:password@host:port/?sslmode=disable). The databases
	// "temporal" and "temporal_visibility" are created when missing.
	PostgresDSN string
	// Namespace is created when missing, with Retention for closed workflows.
	Namespace string
	Retention time.Duration
	// KeywordAttributes are custom search attributes of type Keyword, added when missing.
	KeywordAttributes []string
	// CodecEndpoint lets the UI decode payloads; empty for none.
	CodecEndpoint string
	// Logger receives warnings and errors of the server.
	Logger *slog.Logger
}

// Engine is a running embedded server.
type Engine interface {
	// Address is the frontend's real host:port.
	Address() string
	// UIAddress is the UI's real host:port, empty without a UI.
	UIAddress() string
	// Stop ends UI, then server; it takes about a second.
	Stop()
}

// Start runs an embedded server and returns when it answers.
type Start func(ctx context.Context, options Options) (Engine, error)
