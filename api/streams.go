package api

import (
	"sync"
	"time"
)

// streams bounds the open event streams, in total and of each caller.
type streams struct {
	most, mostEach int

	mu    sync.Mutex
	count int
	each  map[string]int
}

func newStreams(limits Limits) *streams {
	return &streams{most: limits.Streams, mostEach: limits.StreamsPerCaller, each: map[string]int{}}
}

// open takes a place for a caller; release gives it back.
func (s *streams) open(caller string) (release func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.count >= s.most || s.each[caller] >= s.mostEach {
		return nil, tooMany("Too many event streams are open; close one.", retryAfter*time.Second)
	}
	s.count++
	s.each[caller]++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.count--
		if s.each[caller]--; s.each[caller] == 0 {
			delete(s.each, caller)
		}
	}, nil
}
