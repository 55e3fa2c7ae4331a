package api

import "time"

// Limits bound what callers can make the server hold or do.
type Limits struct {
	Body              int64         // bytes of a request's body
	RequestsPerSecond float64       // of one source or person, whatever their keys
	Burst             int           // requests they may send at once
	Streams           int           // event streams in total
	StreamsPerCaller  int           // event streams of one source or person
	Heartbeat         time.Duration // between comments on a silent stream
	Waiters           int           // callers of ?wait=filled at one time
	WaitAtMost        time.Duration // of one caller of ?wait=filled
	RequestTimeout    time.Duration // of one request that is not a stream
}

// setDefaults fills the fields that were left at zero.
func (l *Limits) setDefaults() {
	orElse(&l.Body, 1<<20)
	orElse(&l.RequestsPerSecond, 500) // a chain's whole peak through one key, ten times over
	orElse(&l.Burst, 1000)
	orElse(&l.Streams, 1000)
	orElse(&l.StreamsPerCaller, 50) // one operator's name may be on every screen of a restaurant
	orElse(&l.Heartbeat, 15*time.Second)
	orElse(&l.Waiters, 200)
	orElse(&l.WaitAtMost, 25*time.Second)
	orElse(&l.RequestTimeout, 30*time.Second)
}

func orElse[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
