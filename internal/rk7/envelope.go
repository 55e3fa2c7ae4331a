package rk7

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Envelope is what every reply says about itself. Old releases leave most of it out.
type Envelope struct {
	ServerVersion string
	XMLVersion    int64
	NetName       string
	Status        string
	DateTime      time.Time
	WorkTime      time.Duration
}

// reply is a read answer: the envelope and the element holding the result,
// which is the root in the flat form and CommandResult in the other.
type reply struct {
	Envelope
	result *node
}

// readReply turns a body into the result of one command. The error is nil for
// Ok and "No changes"; otherwise it is an *Error with the outcome filled in.
func readReply(command string, body []byte, loc *time.Location) (reply, *Error) {
	root, err := parseXML(body)
	if err != nil {
		return reply{}, unreadable(command, err)
	}
	if !strings.EqualFold(root.name, "RK7QueryResult") {
		return reply{}, unreadable(command, fmt.Errorf("its root is not RK7QueryResult"))
	}
	result := commandResult(root, command)
	if echo := result.attr("CMD"); echo != "" && !strings.EqualFold(echo, command) {
		return reply{}, &Error{Command: command, Outcome: Unknown, Err: ErrWrongAnswer}
	}
	s := scan{loc: loc}
	r := reply{result: result, Envelope: Envelope{
		ServerVersion: root.attr("ServerVersion"), NetName: root.attr("NetName"),
		XMLVersion: lenientInt(root.attr("XmlVersion")), Status: status(root, result),
		DateTime: s.time(result, "DateTime"),
		WorkTime: time.Duration(lenientInt(result.attr("WorkTime"))) * time.Millisecond,
	}}
	switch r.Status {
	case StatusOK, StatusNoChanges:
		return r, nil
	}
	return r, refusal(command, r.Status, root, result)
}

// commandResult finds where the answer stands.
func commandResult(root *node, command string) *node {
	results := root.children("CommandResult")
	for _, c := range results {
		if strings.EqualFold(c.attr("CMD"), command) {
			return c
		}
	}
	if len(results) > 0 {
		return results[0]
	}
	return root
}

// status joins the two places a status can stand in. Only when both are fine
// the command is; when they contradict each other nothing is known.
func status(root, result *node) string {
	outer, inner := root.attr("Status"), result.attr("Status")
	switch {
	case inner == "":
		return outer
	case outer == "" || outer == inner || outer == StatusOK:
		return inner
	case inner == StatusOK || inner == StatusNoChanges:
		return outer + " / " + inner
	default:
		return inner
	}
}

// refusal builds the error of a reply that is not Ok. Statuses that are not a
// plain no leave the outcome unknown.
func refusal(command, status string, root, result *node) *Error {
	e := &Error{Command: command, Outcome: Unknown, Status: status}
	switch status {
	case StatusParseError, StatusBadParameters, StatusExecutingError:
		e.Outcome = Refused
	}
	for _, n := range []*node{result, root} {
		if e.Text == "" {
			e.Text = n.attr("ErrorText")
		}
		if e.Code == 0 {
			e.Code = int(lenientInt(n.attr("RK7ErrorN")))
		}
	}
	e.Faults = readFaults(result)
	for _, fault := range e.Faults {
		if e.Code == 0 {
			e.Code = fault.Code
		}
	}
	if e.Code == 0 && status == StatusParseError {
		e.Code = codeInText(e.Text)
	}
	return e
}

const maxFaults = 100

// readFaults reads <Errors><Error …>text</Error></Errors> and bare <Error> children.
func readFaults(result *node) []Fault {
	found := result.children("Error")
	for _, group := range result.children("Errors") {
		found = append(found, group.children("Error")...)
	}
	var out []Fault
	for _, n := range found {
		if len(out) == maxFaults {
			break
		}
		text := n.attr("ErrorText")
		if text == "" {
			text = n.text
		}
		fault := Fault{Code: int(lenientInt(n.attr("RK7ErrorN"))), Component: n.attr("Component"), Text: text}
		if tag := n.child("FaultyTag"); tag != nil {
			fault.FaultyTag = tag.markup()
		}
		out = append(out, fault)
	}
	return out
}

// codeInText finds the number in "UCSERR(2172)": while the common shift closes
// the station answers a parse error that carries its code only there.
func codeInText(text string) int {
	_, rest, found := strings.Cut(text, "UCSERR(")
	if !found {
		return 0
	}
	digits, _, _ := strings.Cut(rest, ")")
	return int(lenientInt(digits))
}

func lenientInt(text string) int64 {
	v, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return 0
	}
	return v
}

func unreadable(command string, err error) *Error {
	return &Error{Command: command, Outcome: Unknown, Err: fmt.Errorf("%w: %w", ErrUnreadable, err)}
}
