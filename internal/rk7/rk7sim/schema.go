package rk7sim

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// shape is what a station understands of an element: its attributes with their
// kinds, and its children. What is not in it is ignored, as a real station
// does, but also recorded, which no real station does.
type shape struct {
	attrs map[string]string
	kids  map[string]*shape
	// ranks are the children's places in the schema's order. Real stations seem
	// not to mind another one; it is recorded all the same.
	ranks map[string]int
}

// sh reads "guid:guid count:int name" (no kind means text) and child shapes.
func sh(attrs string, kids ...any) *shape {
	s := &shape{attrs: map[string]string{}, kids: map[string]*shape{}, ranks: map[string]int{}}
	for _, field := range strings.Fields(attrs) {
		name, kind, _ := strings.Cut(field, ":")
		s.attrs[name] = kind
	}
	for i := 0; i+1 < len(kids); i += 2 {
		for _, name := range strings.Fields(kids[i].(string)) {
			s.kids[name] = kids[i+1].(*shape)
			s.ranks[name] = len(s.ranks)
		}
	}
	return s
}

// refusal is a reply that is not Ok.
type refusal struct {
	status string
	code   int
	text   string
	// faulty quotes the part of the request that was disliked.
	faulty *element
}

func bad(format string, args ...any) *refusal {
	return &refusal{status: statusBad, text: fmt.Sprintf(format, args...)}
}

func refuse(code int, format string, args ...any) *refusal {
	return &refusal{status: statusExecuting, code: code, text: fmt.Sprintf(format, args...)}
}

const (
	statusOK        = "Ok"
	statusNoChanges = "No changes"
	statusParse     = "Query Parse Error"
	statusBad       = "Bad Query Parameters"
	statusExecuting = "Query Executing Error"
	statusWriting   = "Result Writing Error"
)

// maxValueBytes bounds one attribute, and with it what a station remembers.
const maxValueBytes = 16 << 10

// check compares a request with its shape: wrong values are refused, unknown
// parts go to note.
func (s *shape) check(e *element, path string, note func(string)) *refusal {
	for _, a := range e.attrs {
		kind, known := s.attrs[a.name]
		if !known {
			note(path + "/@" + a.name)
			continue
		}
		if len(a.value) > maxValueBytes {
			return bad("Attribute is too long: %s/@%s", path, a.name)
		}
		if wrong := checkValue(kind, a.value); wrong != "" {
			return bad("%s %q: %s/@%s", wrong, a.value, path, a.name)
		}
	}
	last := 0
	for _, kid := range e.kids {
		inner, known := s.kids[kid.name]
		if !known {
			note(path + "/" + kid.name)
			continue
		}
		if rank := s.ranks[kid.name]; rank < last {
			note(path + "/" + kid.name + outOfOrder)
		} else {
			last = rank
		}
		if r := inner.check(kid, path+"/"+kid.name, note); r != nil {
			return r
		}
	}
	return nil
}

// outOfOrder marks a known part that stands behind one it should stand before.
const outOfOrder = " (out of order)"

var guidForm = regexp.MustCompile(`^\{[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\}$`)

const wireTime = "2006-01-02T15:04:05"

func checkValue(kind, value string) string {
	switch kind {
	case "int":
		if _, err := strconv.ParseInt(value, 10, 64); err != nil {
			return "Bad integer attribute"
		}
	case "bool":
		if value != "0" && value != "1" {
			return "Bad integer attribute"
		}
	case "guid":
		if value != "" && !guidForm.MatchString(value) {
			return "Bad GUID attribute"
		}
	case "time":
		if _, err := time.Parse(wireTime, value); err != nil {
			return "Bad date-time attribute"
		}
	}
	return ""
}
