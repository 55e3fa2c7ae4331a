package store

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// wakes tells readers of the feed that there is something new.
type wakes struct {
	mu      sync.Mutex
	readers map[chan struct{}]struct{}
}

// Subscribe gives a channel that wakes its reader when there are new events.
// Several events may be one wake, and it may come late, twice or, from another
// process, not at all: readers poll as well.
func (s *Store) Subscribe() (wake <-chan struct{}, cancel func()) {
	w := &s.wakes
	reader := make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.readers == nil {
		w.readers = map[chan struct{}]struct{}{}
	}
	w.readers[reader] = struct{}{}
	return reader, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.readers, reader)
	}
}

// wake never waits for a reader: one that has not looked yet has its wake already.
func (w *wakes) wake() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for reader := range w.readers {
		select {
		case reader <- struct{}{}:
		default:
		}
	}
}

const (
	firstPause = time.Second
	maxPause   = 30 * time.Second
)

// heard passes on what another process told PostgreSQL.
func (s *Store) heard(channel, payload string) {
	if channel == hintChannel {
		s.hints.wake(payload)
		return
	}
	s.wakes.wake()
}

// listen hears what other processes told PostgreSQL. It has a connection of its
// own and comes back when that is lost.
func listen(ctx context.Context, config *pgx.ConnConfig, log *slog.Logger, heard func(channel, payload string)) {
	pause := firstPause
	for {
		listening, err := listenOnce(ctx, config, heard)
		if ctx.Err() != nil {
			return
		}
		if listening {
			pause = firstPause
		}
		log.Warn("Other processes' events are seen with a delay: the database connection that announces them was lost", "error", err, "again_in", pause)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		pause = min(2*pause, maxPause)
	}
}

func listenOnce(ctx context.Context, config *pgx.ConnConfig, heard func(channel, payload string)) (listening bool, err error) {
	connection, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return false, err
	}
	defer func() {
		// The reason to stop may be that ctx has ended; saying goodbye needs its own.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = connection.Close(ctx)
	}()
	for _, channel := range []string{hintChannel, feedChannel} {
		if _, err := connection.Exec(ctx, "LISTEN "+channel); err != nil {
			return false, err
		}
	}
	heard(feedChannel, "") // for what came while nobody listened
	for {
		told, err := connection.WaitForNotification(ctx)
		if err != nil {
			return true, err
		}
		heard(told.Channel, told.Payload)
	}
}
