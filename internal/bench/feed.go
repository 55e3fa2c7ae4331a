package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// feed listens to the operator's event stream and tells each order's journey
// when its events were seen.
type feed struct {
	mu       sync.Mutex
	journeys map[string]*journey // by external id
	broken   error
	ended    chan struct{}
	stop     context.CancelFunc
}

func listen(ctx context.Context, c *client) (*feed, error) {
	ctx, cancel := context.WithCancel(ctx)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/v1/events/stream", nil)
	if err != nil {
		cancel()
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+operatorKey)
	answer, err := c.http.Do(request) //nolint:bodyclose // the goroutine below closes it
	if err == nil && answer.StatusCode != http.StatusOK {
		_ = answer.Body.Close()
		err = fmt.Errorf("the event stream was answered with %d", answer.StatusCode)
	}
	if err != nil {
		cancel()
		return nil, err
	}
	f := &feed{journeys: map[string]*journey{}, ended: make(chan struct{}), stop: cancel}
	go func() {
		defer close(f.ended)
		defer answer.Body.Close()
		f.read(ctx, bufio.NewScanner(answer.Body))
	}()
	return f, nil
}

// read takes events until the stream ends.
func (f *feed) read(ctx context.Context, lines *bufio.Scanner) {
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		data, is := strings.CutPrefix(lines.Text(), "data: ")
		if !is {
			continue
		}
		var event struct {
			Event      order.EventName `json:"event"`
			ExternalID string          `json:"external_id"`
		}
		if err := json.Unmarshal([]byte(data), &event); err != nil {
			f.fail(fmt.Errorf("an event cannot be read: %w", err))
			return
		}
		f.seen(event.Event, event.ExternalID, time.Now())
	}
	if ctx.Err() == nil {
		f.fail(fmt.Errorf("the event stream broke off: %w", lines.Err()))
	}
}

func (f *feed) seen(event order.EventName, externalID string, at time.Time) {
	f.mu.Lock()
	of := f.journeys[externalID]
	f.mu.Unlock()
	if of == nil {
		return // of an earlier load
	}
	switch event {
	case order.EventSubmitted:
		of.submitted.mark(at)
	case order.EventFilled:
		of.filled.mark(at)
	case order.EventStatus:
		of.moved.mark(at)
	case order.EventNeedsOperator, order.EventFailed:
		of.failed.mark(at)
	}
}

func (f *feed) follow(j *journey) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.journeys[j.submission.ExternalID] = j
}

func (f *feed) leave(j *journey) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.journeys, j.submission.ExternalID)
}

func (f *feed) fail(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.broken = err
}

// health is why the stream no longer tells anything, nil while it does.
func (f *feed) health() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.broken
}

func (f *feed) close() {
	f.stop()
	<-f.ended
}

// moment is when something happened; it happens once.
type moment struct {
	once sync.Once
	at   time.Time
	done chan struct{}
}

func newMoment() *moment { return &moment{done: make(chan struct{})} }

func (m *moment) mark(at time.Time) {
	m.once.Do(func() {
		m.at = at
		close(m.done)
	})
}

func (m *moment) happened() bool {
	select {
	case <-m.done:
		return true
	default:
		return false
	}
}
