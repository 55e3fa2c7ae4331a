package pos

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
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
	kinds         kinds
	before, after plan
	delta         tally
	// lost and gained are the wishes that went and came, by kind.
	lost, gained map[string]wishes
}

func (t *task) amend(ctx context.Context) (activities.Filling, error) {
	c, err := t.change(ctx)
	if err != nil {
		return activities.Filling{}, err
	}
	if err := t.hold(ctx); err != nil {
		return activities.Filling{}, err
	}
	if t.job.Unproven && t.noted.Sends == 0 {
		if err := t.prove(ctx, c.before); err != nil {
			return activities.Filling{}, err
		}
	}
	seen, m, err := t.carryOver(ctx, c)
	if err != nil {
		return activities.Filling{}, err
	}
	filling, err := t.readAmended(c, m, seen)
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
	c := change{kinds: kindsOf(before, after), before: before, after: after, delta: tally{}, lost: map[string]wishes{}, gained: map[string]wishes{}}
	was, is := c.kinds.agreed(before), c.kinds.agreed(after)
	wished, wishing := before.wished(), after.wished()
	for _, kind := range c.kinds.order {
		c.lost[kind], c.gained[kind] = wished[kind].without(wishing[kind]), wishing[kind].without(wished[kind])
		if d := is[kind] - was[kind]; d != 0 {
			c.delta[kind] = d
		}
	}
	return c, nil
}

// carryOver makes the change and gives the order as it is then.
func (t *task) carryOver(ctx context.Context, c change) (seen rk7.Order, m mark, err error) {
	for {
		var s sight
		seen, found, err := t.judged(ctx, func(o rk7.Order) (found verdict, again bool, err error) {
			s, err = t.weigh(ctx, c, o)
			return s.found, s.again, err
		})
		switch {
		case err != nil:
			return seen, s.was, err
		case found == applied:
			t.ownSettled(ctx)
			return seen, s.was, nil
		case found == unsure, found == unclear && !s.again:
			return seen, s.was, failed(order.CodeStationContents, "The order was changed on the till while the station did not answer, and does not show whether the changed dishes came: compare them.")
		case s.overtaken != nil:
			// It may have been carried out in the last moment: look once more.
			if err := t.giveUp(ctx, *s.overtaken); err != nil {
				return seen, s.was, err
			}
			continue
		case len(s.sessions) == 0:
			return seen, s.was, nil
		case t.sends >= maxSends && t.complaint != nil:
			return seen, s.was, t.complaint
		case t.sends >= maxSends:
			return seen, s.was, later(order.CodeStationOutcome, "The station does not say whether it took the changed dishes.")
		}
		if found == absent {
			t.noted.Before = s.now.String()
		}
		done, err := t.sendSessions(ctx, s.sessions, seen, c.after)
		if err != nil {
			return seen, s.now, err
		}
		if done {
			seen, err = t.open(ctx)
			s.now.direct = true
			return seen, s.now, err
		}
	}
}

// sight is what one look at the order came to.
type sight struct {
	found verdict
	was   mark // what the verdict rests on
	// sessions would be sent now, from now on.
	sessions []rk7.SaveSession
	now      mark
	// again says that this means sending the identical numbered bytes: the
	// station itself knows whether it carried them out.
	again bool
	// overtaken is a numbered request whose contents a cashier has overtaken.
	overtaken *restaurant.PendingRequest
}

func (t *task) weigh(ctx context.Context, c change, seen rk7.Order) (s sight, err error) {
	s.found, s.was = t.amended(c, seen)
	if s.found == applied || s.found == unsure {
		return s, nil
	}
	if s.sessions, s.now, err = t.sessions(c, seen); err != nil || t.complaint != nil {
		return s, err
	}
	pending, err := t.ownPending(ctx)
	if err != nil || pending == nil || len(s.sessions) == 0 {
		s.overtaken = pending
		return s, err
	}
	key, err := numberedKey(t.job.Order.ID, t.step, t.offTheKitchen(rk7.SaveOrder{Order: reference(seen), Sessions: s.sessions}))
	if s.again = key == pending.Key; !s.again {
		s.overtaken = pending
	}
	return s, err
}

// readAmended compares the station with the agreement. What a till did by
// itself is shown; what the amendment should have done and did not is a
// person's business.
func (t *task) readAmended(c change, m mark, seen rk7.Order) (activities.Filling, error) {
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
		if m.broken(kind, now[kind]) {
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
