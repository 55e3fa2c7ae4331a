package api

import (
	"net/http"
	"strconv"
	"time"

	"golang.org/x/time/rate"
)

const callersCounted = 10_000

// rates bounds how often each caller may ask.
type rates struct {
	perSecond rate.Limit
	burst     int
	now       func() time.Time
	limiters  *bounded[string, *rate.Limiter]
}

func newRates(limits Limits, now func() time.Time) *rates {
	return &rates{perSecond: rate.Limit(limits.RequestsPerSecond), burst: limits.Burst, now: now,
		limiters: newBounded[string, *rate.Limiter](callersCounted)}
}

// spend takes one request from what a caller may send, and says in the headers
// what is left.
func (r *rates) spend(header http.Header, caller string) error {
	limiter := r.limiters.getOrMake(caller, func() *rate.Limiter { return rate.NewLimiter(r.perSecond, r.burst) })
	now := r.now()
	allowed := limiter.AllowN(now, 1)
	left := max(0, limiter.TokensAt(now))
	untilFull := time.Duration((float64(r.burst) - left) / float64(r.perSecond) * float64(time.Second))
	header.Set("RateLimit-Limit", strconv.Itoa(r.burst))
	header.Set("RateLimit-Remaining", strconv.Itoa(int(left)))
	header.Set("RateLimit-Reset", strconv.Itoa(int((untilFull+time.Second-1)/time.Second)))
	if allowed {
		return nil
	}
	return tooMany("This source or person asks too often.", time.Duration((1-left)/float64(r.perSecond)*float64(time.Second)))
}
