// Package temporal is everything about being a client of Temporal: how to
// connect, how payloads are compressed and encrypted, what the namespace needs,
// and how logs and metrics leave the SDK.
package temporal
