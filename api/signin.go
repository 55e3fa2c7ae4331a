package api

import (
	"context"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// The bounds of guessing passwords.
const (
	freeAttempts  = 5 // per person and address, before waiting starts
	firstLock     = 30 * time.Second
	longestLock   = 15 * time.Minute
	forgetAfter   = time.Hour
	attemptsKept  = 10_000
	hashesAtOnce  = 4 // each takes 19 MiB
	perAddress    = 60
	addressWindow = time.Minute
)

// signIns slows down guessing: by person and address with a lock that doubles,
// and by address alone, whatever names it tries.
type signIns struct {
	now       func() time.Time
	mu        sync.Mutex
	attempts  *bounded[string, attempts]
	addresses *bounded[string, window]
	hashing   chan struct{}
}

type attempts struct {
	failed      int
	lockedUntil time.Time
	last        time.Time
}

type window struct {
	started time.Time
	count   int
}

func newSignIns(now func() time.Time) *signIns {
	return &signIns{now: now, attempts: newBounded[string, attempts](attemptsKept),
		addresses: newBounded[string, window](attemptsKept), hashing: make(chan struct{}, hashesAtOnce)}
}

// neighbourhood is an address as attempts are counted by it. Whoever has an
// address of IPv6 usually has 2^64 of them.
func neighbourhood(address string) string {
	if parsed, err := netip.ParseAddr(address); err == nil && parsed.Is6() && !parsed.Is4In6() {
		if prefix, err := parsed.WithZone("").Prefix(64); err == nil {
			return prefix.String()
		}
	}
	return address
}

// begin refuses an attempt that comes too early after failed ones. It counts the
// attempt as failed until succeeded or withdrawn says otherwise, so that many at
// the same moment are no way around the lock.
func (s *signIns) begin(user, address string) error {
	address = neighbourhood(address)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	seen, _ := s.addresses.get(address)
	if now.Sub(seen.started) >= addressWindow {
		seen = window{started: now}
	}
	seen.count++
	s.addresses.put(address, seen)
	if seen.count > perAddress {
		return tooMany("Too many sign-ins from this address.", seen.started.Add(addressWindow).Sub(now))
	}
	key := user + "\x00" + address
	tried, _ := s.attempts.get(key)
	if now.Before(tried.lockedUntil) {
		return tooMany("Too many wrong passwords.", tried.lockedUntil.Sub(now))
	}
	if now.Sub(tried.last) > forgetAfter {
		tried = attempts{}
	}
	tried.failed++
	tried.last, tried.lockedUntil = now, lockAfter(tried.failed, now)
	s.attempts.put(key, tried)
	return nil
}

// lockAfter is until when so many failures lock.
func lockAfter(failed int, now time.Time) time.Time {
	extra := failed - freeAttempts
	switch {
	case extra < 0:
		return time.Time{}
	case extra < 5:
		return now.Add(min(firstLock<<extra, longestLock))
	}
	return now.Add(longestLock)
}

// withdrawn takes an attempt back that came to no verdict.
func (s *signIns) withdrawn(user, address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := user + "\x00" + neighbourhood(address)
	if tried, there := s.attempts.get(key); there && tried.failed > 0 {
		tried.failed--
		tried.lockedUntil = time.Time{}
		s.attempts.put(key, tried)
	}
}

// succeeded forgets the wrong attempts of one who then knew the password.
func (s *signIns) succeeded(user, address string) {
	s.attempts.drop(user + "\x00" + neighbourhood(address))
}

// matches compares a password, a few at a time.
func (s *signIns) matches(ctx context.Context, phc, password string) (bool, error) {
	select {
	case s.hashing <- struct{}{}:
	case <-ctx.Done():
		return false, refusal(order.CodeUnavailable, "Too many people are signing in at once; try again in a moment.")
	}
	defer func() { <-s.hashing }()
	return account.PasswordMatches(phc, password), nil
}

// tooMany is a refusal that says when to come again, rounded up to a second.
func tooMany(detail string, wait time.Duration) error {
	seconds := max(1, int((wait+time.Second-1)/time.Second))
	p := newProblem(order.Errorf(order.CodeTooManyRequests, "%s Try again in %d seconds.", detail, seconds))
	p.headers.Set("Retry-After", strconv.Itoa(seconds))
	return p
}
