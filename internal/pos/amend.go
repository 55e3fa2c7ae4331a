package pos

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// Amend brings the dishes on the station to a new agreement by the difference
// between the two agreements alone: what the till added or took away meanwhile
// stays as it is. All of it goes in one request, so that it is there or not.
func (s *Stations) Amend(ctx context.Context, job activities.Job) (activities.Filling, error) {
	return perform(ctx, s, job, amendStep(job), (*task).amend)
}

// amendStep is the name of one amendment. What was noted of it is kept after
// it is done: a removal leaves no name on the station by which a repeated
// attempt could know it.
func amendStep(job activities.Job) string { return fmt.Sprintf("%s-%d", stepAmend, job.Amendment) }

// change is the difference between two agreements.
type change struct {
	kinds kinds
	after plan
	delta tally
}

// course is from where to where the counts of the changed kinds go.
type course struct {
	From tally `json:"from"`
	To   tally `json:"to"`
}

func (t *task) amend(ctx context.Context) (activities.Filling, error) {
	c, err := t.change(ctx)
	if err != nil {
		return activities.Filling{}, err
	}
	if err := t.hold(ctx); err != nil {
		return activities.Filling{}, err
	}
	seen, way, err := t.carryOver(ctx, c)
	if err != nil {
		return activities.Filling{}, err
	}
	filling, err := t.readAmended(c, way, seen)
	if err == nil {
		t.settled(t.step)
	}
	return filling, err
}

// change resolves both agreements in the same menu.
func (t *task) change(ctx context.Context) (change, error) {
	after, err := t.resolve(ctx, t.step)
	if err != nil {
		return change{}, err
	}
	earlier := *t
	earlier.job.Order.ItemsAgreed = t.job.Before
	before, err := earlier.planIn(after.menu, t.step)
	if err != nil {
		return change{}, err
	}
	c := change{kinds: kindsOf(before, after), after: after, delta: tally{}}
	was, is := c.kinds.agreed(before), c.kinds.agreed(after)
	for _, kind := range c.kinds.order {
		if d := is[kind] - was[kind]; d != 0 {
			c.delta[kind] = d
		}
	}
	return c, nil
}

// carryOver makes the change and gives the order as it is then.
func (t *task) carryOver(ctx context.Context, c change) (seen rk7.Order, way course, err error) {
	for {
		var found verdict
		seen, found, err = t.judged(ctx, func(o rk7.Order) (v verdict) {
			v, way = t.amended(c, o)
			return v
		})
		switch {
		case err != nil:
			return seen, way, err
		case found == applied:
			t.ownSettled(ctx)
			return seen, way, nil
		case found == unsure:
			return seen, way, failed(order.CodeStationContents, "The dishes were changed on the till at the same time: compare them.")
		case t.sends >= maxSends && t.complaint != nil:
			return seen, way, t.complaint
		case t.sends >= maxSends:
			return seen, way, later(order.CodeStationOutcome, "The station does not say whether it took the changed dishes.")
		}
		sessions, way, err := t.sessions(c, seen)
		if err != nil || len(sessions) == 0 {
			return seen, way, err
		}
		if t.noted.Before == "" {
			t.noted.Before = way.String()
		}
		done, err := t.sendSessions(ctx, sessions, seen, c.after)
		if err != nil {
			return seen, way, err
		}
		if done {
			seen, err = t.open(ctx)
			return seen, way, err
		}
	}
}

// amended says whether an earlier attempt brought the change: by the name of
// its session, else by the counts it went from and to.
func (t *task) amended(c change, seen rk7.Order) (verdict, course) {
	var way course
	if t.noted.Before != "" && json.Unmarshal([]byte(t.noted.Before), &way) != nil {
		return unsure, way
	}
	for _, session := range seen.Sessions {
		if rk7.SameGUID(session.LineGUID, sessionGUID(t.job, t.step)) {
			return applied, way
		}
	}
	if t.noted.Before == "" {
		return absent, way
	}
	now := c.kinds.standing(seen)
	reached, untouched := true, true
	for kind := range way.To {
		reached = reached && now[kind] == way.To[kind]
		untouched = untouched && now[kind] == way.From[kind]
	}
	switch {
	case reached:
		return applied, way
	case untouched:
		return absent, way
	}
	return unsure, way
}

func (w course) String() string {
	text, err := json.Marshal(w)
	if err != nil {
		panic("pos: counts cannot be written: " + err.Error()) // plain numbers
	}
	return string(text)
}

// readAmended compares the station with the agreement. What a till did by
// itself is shown; what the amendment should have done and did not is a
// person's business.
func (t *task) readAmended(c change, way course, seen rk7.Order) (activities.Filling, error) {
	filling := activities.Filling{Lines: c.after.stationLines(seen), Sum: order.Money(seen.Sum)}
	now, agreed := c.kinds.standing(seen), c.kinds.agreed(c.after)
	known := map[string]bool{}
	var broken *order.Check
	for _, kind := range c.kinds.order {
		known[kind] = true
		if now[kind] == agreed[kind] {
			continue
		}
		l := c.kinds.lines[kind]
		check := order.Check{LineID: l.item.LineID, Code: "station_line_differs", Severity: order.Warning,
			Message: fmt.Sprintf("The station has %s of «%s»; %s were agreed.", order.Quantity(now[kind]), l.called(), order.Quantity(agreed[kind]))}
		if to, changed := way.To[kind]; changed && now[kind] != to {
			check.Severity = order.Problem
			broken = &check
		}
		filling.Differences = append(filling.Differences, check)
	}
	for _, t := range live(linesOf(seen)) {
		if !known[c.kinds.kindOf(t)] {
			filling.Differences = append(filling.Differences, order.Check{Code: "station_line_extra", Severity: order.Warning,
				Message: fmt.Sprintf("The station also has %s of «%s», which was not ordered.", order.Quantity(t.Quantity), t.Name)})
		}
	}
	if broken != nil {
		return filling, failed(order.CodeStationContents, broken.Message)
	}
	filling.Differences = append(filling.Differences, c.after.prices(seen)...)
	filling.Differences = append(filling.Differences, t.unsaid(c.after, seen)...)
	return filling, nil
}
