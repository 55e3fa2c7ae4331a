package restaurant

import (
	"fmt"
	"slices"
	"time"
)

// Hours are when a restaurant takes orders; none means always. A span that ends
// before it starts goes on past midnight.
type Hours []Span

// Span is one stretch of time on some days of the week.
type Span struct {
	// Days it starts on, Monday to Sunday; empty means every day.
	Days []string `json:"days,omitempty" nullable:"false" maxItems:"7" doc:"mon, tue, wed, thu, fri, sat, sun; every day when left out" example:"[\"mon\",\"tue\"]"`
	From string   `json:"from" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" patternDescription:"a time of day like 09:30" doc:"Local time" example:"10:00"`
	To   string   `json:"to" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" patternDescription:"a time of day like 09:30" doc:"Local time; at or before from means on the next day" example:"23:00"`
}

// weekdays are the names of days, as time.Weekday counts them.
var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// Fault says what is wrong with the hours, empty when nothing is.
func (h Hours) Fault() string {
	for _, span := range h {
		for _, day := range span.Days {
			if !slices.Contains(weekdays, day) {
				return "the days are mon, tue, wed, thu, fri, sat, sun"
			}
		}
		if _, err := clock(span.From); err != nil {
			return "from is a time of day like 09:30"
		}
		if _, err := clock(span.To); err != nil {
			return "to is a time of day like 23:00"
		}
	}
	return ""
}

// OpenAt says whether the restaurant takes orders at a moment, which must be in
// its own zone.
func (h Hours) OpenAt(at time.Time) bool {
	if len(h) == 0 {
		return true
	}
	for _, span := range h {
		// Yesterday's span may still go on.
		for _, day := range []int{-1, 0} {
			if from, to, ok := span.on(at, day); ok && !at.Before(from) && at.Before(to) {
				return true
			}
		}
	}
	return false
}

// NextOpening is the next moment after at when the restaurant opens; ok is false
// when it is open already or never opens.
func (h Hours) NextOpening(at time.Time) (opens time.Time, ok bool) {
	if h.OpenAt(at) {
		return opens, false
	}
	for _, span := range h {
		for day := 0; day <= 7; day++ {
			from, _, starts := span.on(at, day)
			if starts && from.After(at) {
				if !ok || from.Before(opens) {
					opens, ok = from, true
				}
				break
			}
		}
	}
	return opens, ok
}

// on is the span as it lies some days after at, if it starts on that day.
func (s Span) on(at time.Time, days int) (from, to time.Time, ok bool) {
	start, err := clock(s.From)
	end, badEnd := clock(s.To)
	if err != nil || badEnd != nil {
		return from, to, false
	}
	midnight := time.Date(at.Year(), at.Month(), at.Day()+days, 0, 0, 0, 0, at.Location())
	if len(s.Days) > 0 && !slices.Contains(s.Days, weekdays[midnight.Weekday()]) {
		return from, to, false
	}
	if end <= start {
		end += 24 * 60
	}
	// Dates with minutes, not durations: a day may have 23 or 25 hours.
	moment := func(minutes int) time.Time {
		return time.Date(midnight.Year(), midnight.Month(), midnight.Day(), 0, minutes, 0, 0, midnight.Location())
	}
	return moment(start), moment(end), true
}

// clock is a time of day in minutes.
func clock(text string) (int, error) {
	at, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, fmt.Errorf("%q is no time of day", text)
	}
	return at.Hour()*60 + at.Minute(), nil
}
