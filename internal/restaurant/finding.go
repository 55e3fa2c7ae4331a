package restaurant

import "github.com/orderhatch/orderhatch/internal/order"

// Finding is one thing that was looked at when a restaurant's connection was
// examined: how it is, and what to do when it is not as it should be.
type Finding struct {
	Check    string         `json:"check" doc:"What was looked at, for programs" example:"licence"`
	OK       bool           `json:"ok"`
	Severity order.Severity `json:"severity" enum:"info,warning,problem" doc:"With problem the restaurant cannot take orders"`
	Message  string         `json:"message" doc:"What was found"`
	Remedy   string         `json:"remedy,omitempty" doc:"What to do about it"`
}
