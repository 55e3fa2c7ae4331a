package temporal

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/sdk/log"
)

// NewLogger lets the SDK, and workflow code, write to a slog logger. Values
// that could hold a payload are replaced by the name of their type: what an
// order says must not reach a log.
func NewLogger(logger *slog.Logger) log.Logger {
	if logger == nil {
		logger = slog.Default()
	}
	return sdkLogger{logger}
}

type sdkLogger struct{ to *slog.Logger }

// Debug implements log.Logger.
func (l sdkLogger) Debug(message string, keyvals ...any) { l.log(slog.LevelDebug, message, keyvals) }

// Info is the SDK talking about itself (workers started, tasks retried), which
// is a detail here.
func (l sdkLogger) Info(message string, keyvals ...any) { l.log(slog.LevelDebug, message, keyvals) }

// Warn implements log.Logger.
func (l sdkLogger) Warn(message string, keyvals ...any) { l.log(slog.LevelWarn, message, keyvals) }

// Error implements log.Logger.
func (l sdkLogger) Error(message string, keyvals ...any) { l.log(slog.LevelError, message, keyvals) }

// With implements log.WithLogger.
func (l sdkLogger) With(keyvals ...any) log.Logger { return sdkLogger{l.to.With(safe(keyvals)...)} }

func (l sdkLogger) log(level slog.Level, message string, keyvals []any) {
	if l.to.Enabled(context.Background(), level) {
		l.to.Log(context.Background(), level, message, safe(keyvals)...)
	}
}

// safe keeps the keys, and the values that say when, how many and which.
func safe(keyvals []any) []any {
	kept := make([]any, len(keyvals))
	for i, value := range keyvals {
		switch value := value.(type) {
		case string, bool, time.Time, time.Duration, nil,
			int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float32, float64:
			kept[i] = value
		case error:
			kept[i] = value.Error()
		case slog.LogValuer:
			kept[i] = value // it decides itself what may be seen
		default:
			kept[i] = fmt.Sprintf("(%T)", value)
		}
	}
	return kept
}
