package api

import "sync"

// watchers wait for a change of accounts: open event streams, which were let in
// by what was true when they began.
type watchers struct {
	mu      sync.Mutex
	changed chan struct{}
}

// next is closed at the next change.
func (w *watchers) next() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.changed == nil {
		w.changed = make(chan struct{})
	}
	return w.changed
}

func (w *watchers) wake() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.changed != nil {
		close(w.changed)
		w.changed = nil
	}
}
