package standalone

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/log/tag"
)

// quietLogger lets through what the server has to warn of. It writes some 400
// lines a run about what goes well.
type quietLogger struct {
	to *slog.Logger
	// stopping is set when the server is: its parts then complain of each other's
	// absence.
	stopping *atomic.Bool
}

var _ log.WithLogger = quietLogger{}

// fatal is what the server could not go on without.
type fatal struct{ error }

func newLogger(logger *slog.Logger, stopping *atomic.Bool) log.Logger {
	return quietLogger{logger.With("component", "temporal"), stopping}
}

// Debug implements log.Logger.
func (quietLogger) Debug(string, ...tag.Tag) {}

// Info implements log.Logger.
func (quietLogger) Info(string, ...tag.Tag) {}

// Warn implements log.Logger.
func (l quietLogger) Warn(message string, tags ...tag.Tag) { l.log(slog.LevelWarn, message, tags) }

// Error implements log.Logger.
func (l quietLogger) Error(message string, tags ...tag.Tag) { l.log(slog.LevelError, message, tags) }

// DPanic implements log.Logger.
func (l quietLogger) DPanic(message string, tags ...tag.Tag) { l.log(slog.LevelError, message, tags) }

// Panic implements log.Logger.
func (l quietLogger) Panic(message string, tags ...tag.Tag) { l.end(message, tags) }

// Fatal implements log.Logger. The usual one ends the process; here a start
// that fails is an error for the caller.
func (l quietLogger) Fatal(message string, tags ...tag.Tag) { l.end(message, tags) }

// With implements log.WithLogger.
func (l quietLogger) With(tags ...tag.Tag) log.Logger {
	return quietLogger{l.to.With(attributes(tags)...), l.stopping}
}

func (l quietLogger) end(message string, tags []tag.Tag) {
	l.log(slog.LevelError, message, tags)
	cause := errors.New(message)
	for _, each := range tags {
		if err, ok := each.Value().(error); ok {
			cause = fmt.Errorf("%s: %w", message, err)
		}
	}
	panic(fatal{cause})
}

// expected are beginnings of warnings about what is so on purpose.
var expected = []string{
	"HTTP API port has not been set", // Nexus is not used
}

func (l quietLogger) log(level slog.Level, message string, tags []tag.Tag) {
	for _, beginning := range expected {
		if strings.HasPrefix(message, beginning) {
			return
		}
	}
	if l.stopping.Load() {
		level = slog.LevelDebug
	}
	if l.to.Enabled(context.Background(), level) {
		l.to.Log(context.Background(), level, message, attributes(tags)...)
	}
}

func attributes(tags []tag.Tag) []any {
	made := make([]any, len(tags))
	for i, each := range tags {
		made[i] = slog.Any(each.Key(), each.Value())
	}
	return made
}
