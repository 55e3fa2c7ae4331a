package rk7

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
)

// Causes an *Error can wrap, for errors.Is.
var (
	ErrUnauthorized   = errors.New("the station does not accept the user name or the password, or the employee's role lacks the HTTP right")
	ErrUnreadable     = errors.New("the answer is not a readable r_keeper reply")
	ErrReplyTooLarge  = errors.New("the answer is larger than allowed")
	ErrWrongAnswer    = errors.New("the answer belongs to another command")
	ErrOrderAbsent    = errors.New("the station's answer holds no order")
	ErrNoReference    = errors.New("the station's answer holds no dictionary")
	ErrInvalidRequest = errors.New("the request is not complete")
)

// Fault is one detail of a refusal.
type Fault struct {
	Code      int
	Component string
	Text      string
	// FaultyTag quotes the part of the request the station disliked. It can
	// hold guest data, so it is in no error text and no JSON.
	FaultyTag string `json:"-"`
}

// Error is how every failed call is reported.
type Error struct {
	Command string
	Outcome Outcome
	// Status, Code (0 when the station gave none) and Text are the station's own words.
	Status string
	Code   int
	Text   string
	Faults []Fault
	// HTTPStatus is 0 when no HTTP answer came.
	HTTPStatus int
	Err        error
}

// Error is a sentence for people. It never holds the request.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("r_keeper " + e.Command + " ")
	switch e.Outcome {
	case Refused:
		b.WriteString("was refused")
	case NotSent:
		b.WriteString("was not sent")
	default:
		b.WriteString("has an unknown outcome")
	}
	if e.Status != "" {
		b.WriteString(": " + e.Status)
	}
	if e.Code != 0 {
		fmt.Fprintf(&b, " (code %d)", e.Code)
	}
	for _, text := range e.texts() {
		b.WriteString(": " + text)
	}
	if e.Status == "" && e.HTTPStatus != 0 {
		fmt.Fprintf(&b, ": HTTP %d", e.HTTPStatus)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// texts are the station's sentences, each cut before anything that looks like
// a quoted request.
func (e *Error) texts() []string {
	var out []string
	add := func(text string) {
		text, _, _ = strings.Cut(text, "<")
		text = strings.Join(strings.Fields(text), " ")
		if runes := []rune(text); len(runes) > maxErrorText {
			text = string(runes[:maxErrorText]) + "…"
		}
		for _, known := range out {
			if known == text {
				return
			}
		}
		if text != "" {
			out = append(out, text)
		}
	}
	add(e.Text)
	for i, fault := range e.Faults {
		if i == maxFaultTexts {
			break
		}
		add(fault.Text)
	}
	return out
}

const (
	maxErrorText  = 300
	maxFaultTexts = 5
)

// Unwrap is the cause under the call, if the station gave none.
func (e *Error) Unwrap() error { return e.Err }

// LogValue keeps quoted requests out of structured logs.
func (e *Error) LogValue() slog.Value { return slog.StringValue(e.Error()) }

// Has says whether the refusal carries this code, on the reply or in a detail.
func (e *Error) Has(code int) bool {
	if e.Code == code {
		return true
	}
	for _, fault := range e.Faults {
		if fault.Code == code {
			return true
		}
	}
	return false
}

func (e *Error) hasAny(codes ...int) bool {
	for _, code := range codes {
		if e.Has(code) {
			return true
		}
	}
	return false
}

// Busy says that the refusal passes by itself: the same bytes may be sent
// again later (order or visit locked, shift closing, shift open too long).
func (e *Error) Busy() bool {
	return e.Outcome == Refused && e.hasAny(CodeOrderLocked, CodeShiftClosing, CodeShiftTooLong, CodeOrderInVisitLocked)
}

// LicenceProblem says that the refusal is about the write licence or its counter.
func (e *Error) LicenceProblem() bool {
	return e.Outcome == Refused && e.hasAny(CodeLicenceInstance, CodeLicenceSeqNumber, CodeLicenceSeqNumberUsed)
}

// Configuration says that somebody has to change a setting or a right on the
// station before the same request can pass.
func (e *Error) Configuration() bool {
	return errors.Is(e, ErrUnauthorized) ||
		e.Outcome == Refused && e.hasAny(CodeEmployeeRegistered, CodeWrongPassword, CodeWrongDeleteReason)
}

// OrderMissing says that GetOrder answered and the answer is that there is no
// such order. The station has no code of its own for this, so every refusal
// without a meaning known here counts; a second look through the order list
// is due before anything is sent again.
func (e *Error) OrderMissing() bool {
	if e.Command != cmdGetOrder || e.Outcome != Refused {
		return false
	}
	if errors.Is(e, ErrOrderAbsent) {
		return true
	}
	if e.Status != StatusBadParameters && e.Status != StatusExecutingError {
		return false
	}
	return !e.Busy() && !e.LicenceProblem() && !e.Configuration()
}

// AsError is the *Error inside err, or nil.
func AsError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}
