package rk7sim

import (
	"context"
	"net/http"
	"strconv"
	"time"
)

// misbehave answers a query, in the way the fault plan wants it.
func (r *restaurant) misbehave(w http.ResponseWriter, request *http.Request, body []byte) {
	q := readQuery(body)
	fault := r.server.faults.take(r.options.ID, q.names())
	if !wait(request.Context(), r.slowness()) {
		panic(http.ErrAbortHandler)
	}
	if fault == nil {
		reply := r.carryOut(q, body)
		r.note(q, nil, body, reply)
		r.write(w, reply)
		return
	}
	delay := time.Duration(fault.DelayMS) * time.Millisecond
	var reply []byte
	switch {
	case fault.carriesOut():
		reply = r.carryOut(q, body)
	case fault.Kind == FaultCut:
		reply = r.refusalReply(q, refuse(0, "Отказано по плану сбоев"))
	}
	if fault.Kind == FaultLate {
		r.carryOutLater(q, body, max(delay, time.Millisecond))
	} else if !wait(request.Context(), delay) {
		panic(http.ErrAbortHandler)
	}
	if fault.Kind != FaultSlow {
		r.note(q, fault, body, nil)
	} else {
		r.note(q, fault, body, reply)
	}
	r.show(w, q, fault, reply)
}

func (r *restaurant) note(q query, fault *Fault, request, reply []byte) {
	if err := r.server.recorder.note(r.options.ID, q, fault, request, reply); err != nil {
		r.server.options.Logger.Error("a conversation could not be recorded", "restaurant", r.options.ID, "error", err)
	}
}

// show is what the client gets to see of a fault.
func (r *restaurant) show(w http.ResponseWriter, q query, fault *Fault, reply []byte) {
	status := func(fallback int) int {
		if fault.Code != 0 {
			return fault.Code
		}
		return fallback
	}
	switch fault.Kind {
	case FaultSlow:
		r.write(w, reply)
	case FaultLate:
		http.Error(w, "Gateway Timeout", status(http.StatusGatewayTimeout))
	case FaultHTTP500:
		http.Error(w, "Internal Server Error", status(http.StatusInternalServerError))
	case FaultGarbage:
		r.write(w, []byte("\x00\x01<RK7QueryResult Status=\"Ok\" \xff\xfe это не XML &"))
	case FaultCut:
		w.Header().Set("Content-Length", strconv.Itoa(len(reply)))
		r.write(w, reply[:len(reply)/2])
		_ = http.NewResponseController(w).Flush() // the half must leave before the end
		panic(http.ErrAbortHandler)
	case FaultWritingError:
		r.write(w, r.refusalReply(q, &refusal{status: statusWriting, text: "Ошибка записи результата"}))
	case FaultRefuse:
		refused := refuse(fault.Code, "Отказано по плану сбоев")
		if fault.Code == codeShiftClosing {
			refused = shiftClosing()
		}
		r.write(w, r.refusalReply(q, refused))
	default:
		panic(http.ErrAbortHandler)
	}
}

func (r *restaurant) write(w http.ResponseWriter, reply []byte) {
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	_, _ = w.Write(reply) // a client that has gone away gets nothing
}

// carryOut is answer for callers that cannot do anything about a full disk.
func (r *restaurant) carryOut(q query, body []byte) []byte {
	reply, err := r.answer(q, body)
	if err != nil {
		r.server.options.Logger.Error("the simulated station could not keep what it did", "restaurant", r.options.ID, "error", err)
		return r.refusalReply(q, &refusal{status: statusWriting, text: "Ошибка записи"})
	}
	return reply
}

const maxPending = 10_000

// carryOutLater carries a query out after the client has been sent away. A
// reset or the end of the process drops what is still waiting.
func (r *restaurant) carryOutLater(q query, body []byte, delay time.Duration) {
	s := r.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting >= maxPending || s.ctx.Err() != nil {
		return
	}
	s.waiting++
	epoch := s.epoch
	s.pending.Go(func() {
		waited := wait(s.ctx, delay)
		s.mu.Lock()
		s.waiting--
		current := s.epoch == epoch
		s.mu.Unlock()
		if waited && current {
			r.carryOut(q, body)
		}
	})
}

// refusalReply refuses a query without touching any state.
func (r *restaurant) refusalReply(q query, refused *refusal) []byte {
	s := r.server
	s.mu.Lock()
	defer s.mu.Unlock()
	var outcomes []outcome
	for _, name := range append(q.names(), "")[:1] {
		outcomes = append(outcomes, outcome{name: name, refusal: refused})
	}
	return r.document(r.envelope(q, r.clock(), outcomes, time.Now()))
}

// slowness is the delay set for the whole station.
func (r *restaurant) slowness() time.Duration {
	r.server.mu.Lock()
	defer r.server.mu.Unlock()
	return r.delay
}

// wait is false when ctx ended first.
func wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
