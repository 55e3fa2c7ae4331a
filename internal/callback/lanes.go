package callback

import (
	"net/url"
	"strings"
	"sync"
)

const (
	// healthyLane and failingLane are how many notices may be on their way to one
	// receiver at a time. Each holds a worker's place for at most ten seconds, so
	// that even a hundred dead receivers leave room for the living.
	healthyLane = 16
	failingLane = 2
	// failsAfter is how many failures in a row make a receiver a failing one.
	failsAfter = 3
)

// lanes counts what is on its way to each receiver. Receivers with nothing
// under way and nothing to remember are forgotten.
type lanes struct {
	mu    sync.Mutex
	lanes map[string]*lane
}

type lane struct{ busy, failures int }

// maxFailing bounds the memory of receivers that fail; beyond it they are
// treated as new ones.
const maxFailing = 10_000

func newLanes() *lanes { return &lanes{lanes: map[string]*lane{}} }

// enter takes a place on the way to a receiver, when there is one.
func (l *lanes) enter(receiver string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	way := l.lanes[receiver]
	if way == nil {
		way = &lane{}
		l.lanes[receiver] = way
	}
	room := healthyLane
	if way.failures >= failsAfter {
		room = failingLane
	}
	if way.busy >= room {
		return false
	}
	way.busy++
	return true
}

// leave gives the place back and remembers how it went.
func (l *lanes) leave(receiver string, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	way := l.lanes[receiver]
	way.busy--
	if ok {
		way.failures = 0
	} else {
		way.failures++
	}
	if way.busy == 0 && (way.failures == 0 || len(l.lanes) > maxFailing) {
		delete(l.lanes, receiver)
	}
}

// receiverOf is what notices to one receiver have in common: the host and port.
func receiverOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(parsed.Host)
}
