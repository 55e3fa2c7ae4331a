// Package e2e starts the real program, uses it over its real interfaces, kills
// it and starts it again. The ground truth is what the cash station has.
package e2e
