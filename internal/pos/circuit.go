package pos

import (
	"sync"
	"time"
)

// circuit remembers that a station does not answer, so that the orders behind
// do not each wait for it. Any answer closes it.
type circuit struct {
	mu       sync.Mutex
	since    time.Time
	next     time.Time
	failures int
}

const (
	firstPause = 2 * time.Second
	lastPause  = 15 * time.Second
	// patience is how many calls in a row may fail before the station counts as
	// not answering: one lost packet is no outage.
	patience = 2
)

// open says until when the station is to be left alone.
func (c *circuit) open(now time.Time) (until time.Time, open bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.next, c.failures >= patience && now.Before(c.next)
}

// failed notes that the station did not answer.
func (c *circuit) failed(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failures == 0 {
		c.since = now
	}
	c.failures++
	pause := firstPause
	for i := patience; i < c.failures && pause < lastPause; i++ {
		pause *= 2
	}
	c.next = now.Add(min(pause, lastPause))
}

// reset notes that the station answered, or is another one now.
func (c *circuit) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failures, c.since, c.next = 0, time.Time{}, time.Time{}
}

// state is what people are told.
func (c *circuit) state() (failingSince, nextTry *time.Time, failures int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failures == 0 {
		return nil, nil, 0
	}
	since, next := c.since, c.next
	return &since, &next, c.failures
}
