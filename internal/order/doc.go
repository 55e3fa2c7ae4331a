// Package order is the domain: an external order, what people agreed about it,
// and what the cash station has of it. It knows no database, no Temporal, no
// HTTP and no clock: every method that needs the time is given it.
package order
