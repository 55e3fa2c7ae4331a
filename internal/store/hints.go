package store

import (
	"context"
	"fmt"
	"sync"
)

// hints tells those who follow a restaurant that its station has something new.
type hints struct {
	mu        sync.Mutex
	followers map[string]map[chan struct{}]struct{} // by restaurant
}

// Hints gives a channel that wakes whoever follows a restaurant when somebody
// hinted that its station has something new. Several hints may be one wake, and
// one may get lost: those who follow look by themselves as well.
func (s *Store) Hints(restaurantID string) (wake <-chan struct{}, cancel func()) {
	h := &s.hints
	follower := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.followers == nil {
		h.followers = map[string]map[chan struct{}]struct{}{}
	}
	if h.followers[restaurantID] == nil {
		h.followers[restaurantID] = map[chan struct{}]struct{}{}
	}
	h.followers[restaurantID][follower] = struct{}{}
	return follower, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.followers[restaurantID], follower)
		if len(h.followers[restaurantID]) == 0 {
			delete(h.followers, restaurantID)
		}
	}
}

// Hint wakes those who follow a restaurant, in whatever process they do.
func (s *Store) Hint(ctx context.Context, restaurantID string) error {
	if s.dialect.hint == "" {
		s.hints.wake(restaurantID)
		return nil
	}
	if _, err := s.exec(ctx, s.dialect.hint, restaurantID); err != nil {
		return fmt.Errorf("pass on that the station of %s has something new: %w", restaurantID, err)
	}
	return nil
}

// wake never waits for a follower: one that has not looked yet has its wake already.
func (h *hints) wake(restaurantID string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for follower := range h.followers[restaurantID] {
		select {
		case follower <- struct{}{}:
		default:
		}
	}
}
