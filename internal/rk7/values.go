package rk7

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// NoPrice stands where the station has no price for a dish.
const NoPrice int64 = math.MaxInt64

const (
	timeForm = "2006-01-02T15:04:05"
	dateForm = "20060102"
)

// FormatTime writes the wall clock of t without a zone, as the station wants
// it. Put t into the restaurant's zone first.
func FormatTime(t time.Time) string { return t.Format(timeForm) }

// FormatDuration writes a duration as the station does: counted from the zero
// date of its database.
func FormatDuration(d time.Duration) string { return zeroDate.Add(d).Format(timeForm) }

var zeroDate = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

func optionalTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return FormatTime(t)
}

func optionalInt(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// digit writes a boolean as a digit: the station refuses the word "true".
func digit(set bool) string {
	if set {
		return "1"
	}
	return ""
}

// scan reads values out of a reply and keeps the first thing that could not be
// read. Everything may be absent; what is there and matters must be readable.
type scan struct {
	loc *time.Location
	err error
}

func (s *scan) fail(n *node, name, want string) {
	if s.err == nil {
		s.err = fmt.Errorf("attribute %s of <%s> is not %s", name, n.name, want)
	}
}

func (s *scan) int(n *node, names ...string) int64 {
	text := strings.TrimSpace(n.attr(names...))
	if text == "" {
		return 0
	}
	v, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		s.fail(n, names[0], "a whole number")
		return 0
	}
	return v
}

// optInt tells an absent number from zero.
func (s *scan) optInt(n *node, names ...string) *int64 {
	if strings.TrimSpace(n.attr(names...)) == "" {
		return nil
	}
	v := s.int(n, names...)
	return &v
}

func (s *scan) bool(n *node, names ...string) bool {
	switch strings.ToLower(strings.TrimSpace(n.attr(names...))) {
	case "", "0", "false":
		return false
	case "1", "-1", "true":
		return true
	}
	s.fail(n, names[0], "a yes or no")
	return false
}

// time is zero for anything that is not a moment: times only inform, so an odd
// one must not make the outcome of a write unknown.
func (s *scan) time(n *node, names ...string) time.Time {
	text := strings.TrimSpace(n.attr(names...))
	for _, form := range []string{timeForm, "2006-01-02 15:04:05", "2006-01-02", dateForm} {
		if t, err := time.ParseInLocation(form, text, s.loc); err == nil && t.Year() > 1900 {
			return t
		}
	}
	return time.Time{}
}

// duration reads "1899-12-30T04:00:00" as four hours.
func (s *scan) duration(n *node, names ...string) time.Duration {
	t, err := time.ParseInLocation(timeForm, strings.TrimSpace(n.attr(names...)), time.UTC)
	if err != nil || t.Before(zeroDate) || t.Year() > 1950 {
		return 0
	}
	return t.Sub(zeroDate)
}

// Named is a dictionary item as replies quote it.
type Named struct {
	ID   int64
	Code string
	GUID string
	Name string
}

// Ref names the same item in a request.
func (n Named) Ref() Ref { return Ref{ID: n.ID, Code: n.Code, GUID: n.GUID} }

func (s *scan) named(n *node) Named {
	if n == nil {
		return Named{}
	}
	return Named{ID: s.int(n, "id", "Ident"), Code: n.attr("code"), GUID: n.attr("guid"), Name: n.attr("name")}
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
