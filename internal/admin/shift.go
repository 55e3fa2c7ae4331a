package admin

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// MaxShift is the longest span of time a report may be about.
const MaxShift = 31 * 24 * time.Hour

// OutcomeFilter chooses orders by when they came in and where; no restaurant
// means all.
type OutcomeFilter struct {
	From, To    time.Time
	Restaurants []string
}

// Outcome is what became of one order.
type Outcome struct {
	At         time.Time // when it came in
	Source     string
	Status     order.Status
	AcceptedAt *time.Time
	AcceptedBy string
	EndedBy    string // who called it off
	Reason     string
}

// ShiftReport counts what became of the orders that came in during a span of
// time. Test orders do not count.
type ShiftReport struct {
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	TimeZone string    `json:"time_zone" doc:"In which hours begin: that of the restaurants, UTC when they differ"`
	Figures
	RejectedByReason  []ReasonCount    `json:"rejected_by_reason" nullable:"false" doc:"Most frequent first"`
	CancelledByReason []ReasonCount    `json:"cancelled_by_reason" nullable:"false"`
	ByOperator        []OperatorReport `json:"by_operator" nullable:"false" doc:"Who accepted and rejected; system is the clock"`
	BySource          []SourceReport   `json:"by_source" nullable:"false"`
	ByHour            []HourReport     `json:"by_hour" nullable:"false" doc:"Hours without orders are left out"`
}

// Figures are counts of orders, and how long people took to accept them.
type Figures struct {
	Submitted int `json:"submitted"`
	Accepted  int `json:"accepted" doc:"Also those that were called off later"`
	Rejected  int `json:"rejected"`
	Expired   int `json:"expired"`
	Cancelled int `json:"cancelled"`
	Failed    int `json:"failed"`
	Waiting   int `json:"waiting" doc:"Not decided yet"`
	Waits
}

// Waits are times from coming in to acceptance; left out when nothing was accepted.
type Waits struct {
	Median *float64 `json:"median_accept_seconds,omitempty"`
	P95    *float64 `json:"p95_accept_seconds,omitempty"`
}

// ReasonCount is how many orders were called off for a reason.
type ReasonCount struct {
	Reason string `json:"reason" example:"item_unavailable"`
	Count  int    `json:"count"`
}

// OperatorReport is what one person decided.
type OperatorReport struct {
	Operator string `json:"operator" example:"anna"`
	Accepted int    `json:"accepted"`
	Rejected int    `json:"rejected"`
	Waits
}

// SourceReport is what became of one source's orders.
type SourceReport struct {
	Source string `json:"source" example:"website"`
	Figures
}

// HourReport is what became of the orders that came in within an hour.
type HourReport struct {
	Hour time.Time `json:"hour" doc:"When the hour begins"`
	Figures
}

// Shift makes the report of a span of time. Without restaurants it is about all
// that the actor serves.
func (s *Service) Shift(ctx context.Context, by Actor, filter OutcomeFilter) (ShiftReport, error) {
	if err := s.shiftFaults(by, filter).refusal(); err != nil {
		return ShiftReport{}, err
	}
	if len(filter.Restaurants) == 0 {
		filter.Restaurants = by.Restaurants
	}
	zone, err := s.zoneOf(ctx, filter.Restaurants)
	if err != nil {
		return ShiftReport{}, err
	}
	sums := newSums(zone)
	if err := s.store.Outcomes(ctx, filter, sums.add); err != nil {
		return ShiftReport{}, err
	}
	return sums.report(filter), nil
}

func (s *Service) shiftFaults(by Actor, filter OutcomeFilter) faults {
	var f faults
	f.addIf(!filter.From.Before(filter.To), "from", outOfRange, "must be before to")
	f.addIf(filter.To.Sub(filter.From) > MaxShift, "from", outOfRange, "must be at most 31 days before to")
	f.addIf(slices.ContainsFunc(filter.Restaurants, func(id string) bool { return !by.serves(id) }), "restaurant", unknownValue, "there is no such restaurant among yours")
	return f
}

// zoneOf is the zone of some restaurants, or of all; UTC when they differ.
func (s *Service) zoneOf(ctx context.Context, restaurants []string) (*time.Location, error) {
	all, err := s.store.Restaurants(ctx)
	if err != nil {
		return nil, err
	}
	var zone *time.Location
	for _, one := range all {
		switch {
		case len(restaurants) > 0 && !slices.Contains(restaurants, one.ID):
		case zone == nil:
			zone = one.Location()
		case zone.String() != one.Location().String():
			return time.UTC, nil
		}
	}
	if zone == nil {
		zone = time.UTC
	}
	return zone, nil
}

// sums adds up outcomes.
type sums struct {
	zone      *time.Location
	all       tally
	rejected  map[string]int // by reason
	cancelled map[string]int
	operators map[string]*operatorTally
	sources   map[string]*tally
	hours     map[int64]*tally // by the second the hour begins
}

type tally struct {
	Figures
	waits []time.Duration
}

type operatorTally struct {
	accepted, rejected int
	waits              []time.Duration
}

func newSums(zone *time.Location) *sums {
	return &sums{zone: zone, rejected: map[string]int{}, cancelled: map[string]int{},
		operators: map[string]*operatorTally{}, sources: map[string]*tally{}, hours: map[int64]*tally{}}
}

func (s *sums) add(one Outcome) error {
	s.all.add(one)
	made(s.sources, one.Source).add(one)
	made(s.hours, hourOf(one.At, s.zone)).add(one)
	if one.AcceptedAt != nil {
		operator := made(s.operators, one.AcceptedBy)
		operator.accepted++
		operator.waits = append(operator.waits, one.AcceptedAt.Sub(one.At))
	}
	switch one.Status {
	case order.Rejected:
		s.rejected[one.Reason]++
		made(s.operators, one.EndedBy).rejected++
	case order.Cancelled:
		s.cancelled[one.Reason]++
	}
	return nil
}

func (t *tally) add(one Outcome) {
	t.Submitted++
	if one.AcceptedAt != nil {
		t.Accepted++
		t.waits = append(t.waits, one.AcceptedAt.Sub(one.At))
	}
	switch one.Status {
	case order.Waiting:
		t.Waiting++
	case order.Rejected:
		t.Rejected++
	case order.Expired:
		t.Expired++
	case order.Cancelled:
		t.Cancelled++
	case order.Failed:
		t.Failed++
	}
}

// made is the entry of a key, a new one when there is none yet.
func made[K comparable, V any](entries map[K]*V, key K) *V {
	if entries[key] == nil {
		entries[key] = new(V)
	}
	return entries[key]
}

// hourOf is the second in which the hour of a moment begins, on clocks of a zone.
func hourOf(at time.Time, zone *time.Location) int64 {
	_, offset := at.In(zone).Zone()
	shift := int64(offset % 3600) // zones that are half an hour off
	local := at.Unix() + shift
	return local - local%3600 - shift
}

func (s *sums) report(filter OutcomeFilter) ShiftReport {
	report := ShiftReport{From: filter.From, To: filter.To, TimeZone: s.zone.String(), Figures: s.all.figures(),
		RejectedByReason: counted(s.rejected), CancelledByReason: counted(s.cancelled),
		ByOperator: []OperatorReport{}, BySource: []SourceReport{}, ByHour: []HourReport{}}
	for _, name := range slices.Sorted(maps.Keys(s.operators)) {
		one := s.operators[name]
		report.ByOperator = append(report.ByOperator, OperatorReport{Operator: name, Accepted: one.accepted, Rejected: one.rejected, Waits: waitsOf(one.waits)})
	}
	for _, name := range slices.Sorted(maps.Keys(s.sources)) {
		report.BySource = append(report.BySource, SourceReport{Source: name, Figures: s.sources[name].figures()})
	}
	for _, second := range slices.Sorted(maps.Keys(s.hours)) {
		report.ByHour = append(report.ByHour, HourReport{Hour: time.Unix(second, 0).In(s.zone), Figures: s.hours[second].figures()})
	}
	return report
}

func (t *tally) figures() Figures {
	figures := t.Figures
	figures.Waits = waitsOf(t.waits)
	return figures
}

func counted(counts map[string]int) []ReasonCount {
	list := make([]ReasonCount, 0, len(counts))
	for reason, count := range counts {
		list = append(list, ReasonCount{Reason: reason, Count: count})
	}
	slices.SortFunc(list, func(a, b ReasonCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Reason, b.Reason))
	})
	return list
}

func waitsOf(waits []time.Duration) Waits {
	if len(waits) == 0 {
		return Waits{}
	}
	slices.Sort(waits)
	// The nearest rank: a wait that somebody really had, not one between two.
	at := func(percent int) *float64 {
		seconds := waits[(len(waits)*percent+99)/100-1].Round(time.Millisecond).Seconds()
		return &seconds
	}
	return Waits{Median: at(50), P95: at(95)}
}
