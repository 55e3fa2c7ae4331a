// Package pos puts orders on r_keeper cash stations so that each arrives exactly
// once, although a station has no idea of idempotency: it derives every name
// from the order, keeps what it sends before sending it, looks before it sends
// again, and reads back what the station made of it. docs/rk7.md tells the
// recipes and what they rely on.
package pos
