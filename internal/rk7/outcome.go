package rk7

import "errors"

// Outcome is what is known about a call after it ended.
type Outcome int

const (
	// Done: the station answered that it carried the command out.
	Done Outcome = iota
	// Refused: the station answered, and the answer is no. Nothing changed.
	Refused
	// NotSent: the station cannot have read the command (no connection, no
	// trust in the certificate, wrong password, cancelled before writing).
	NotSent
	// Unknown: the command was or may have been read and no readable answer
	// came. A write may have happened: look before sending again.
	Unknown
)

// String is the outcome's name in logs and metrics.
func (o Outcome) String() string {
	switch o {
	case Done:
		return "done"
	case Refused:
		return "refused"
	case NotSent:
		return "not_sent"
	default:
		return "unknown"
	}
}

// OutcomeOf reads the outcome out of what a Client method returned. An error
// that is not an *Error says nothing about the station, so it counts as Unknown.
func OutcomeOf(err error) Outcome {
	if err == nil {
		return Done
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Outcome
	}
	return Unknown
}
