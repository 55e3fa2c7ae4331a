package worker

import (
	"context"
	"runtime/debug"
	"sync"
	"time"
)

// hookPause follows a hook that panicked.
const hookPause = 10 * time.Second

// hook is the caller's own work under a restaurant's lease.
type hook struct {
	again  chan struct{} // has room for one
	cancel context.CancelFunc
	ended  sync.WaitGroup
}

// startHook runs the hook until end, and anew at every restart.
func (s *station) startHook(ctx context.Context) *hook {
	ctx, cancel := context.WithCancel(ctx)
	h := &hook{again: make(chan struct{}, 1), cancel: cancel}
	if s.options.OnHold == nil {
		return h
	}
	h.ended.Go(func() {
		for ctx.Err() == nil {
			s.hookUntil(ctx, h.again)
		}
	})
	return h
}

// hookUntil runs the hook until it is wanted anew or no more.
func (s *station) hookUntil(ctx context.Context, again <-chan struct{}) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.guard(ctx)
	}()
	select {
	case <-again:
	case <-ctx.Done():
	}
	cancel()
	<-ended
}

// guard runs the hook; a panic in it must not end the process.
func (s *station) guard(ctx context.Context) {
	for s.hookPanics(ctx) {
		select {
		case <-ctx.Done():
			return
		case <-time.After(hookPause):
		}
	}
}

func (s *station) hookPanics(ctx context.Context) (panicked bool) {
	defer func() {
		if fault := recover(); fault != nil {
			panicked = true
			s.log.Error("The work under a restaurant's lease panicked; it begins again", "panic", fault, "stack", string(debug.Stack()))
		}
	}()
	s.options.OnHold(ctx, s.id)
	return false
}

// restart asks for the hook to begin anew, and does not wait for it.
func (h *hook) restart() {
	select {
	case h.again <- struct{}{}:
	default:
	}
}

// end stops the hook and waits for it.
func (h *hook) end() {
	h.cancel()
	h.ended.Wait()
}
