package pos

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// Fill puts the agreed dishes into the order and reads them back.
func (s *Stations) Fill(ctx context.Context, job activities.Job) (activities.Filling, error) {
	return perform(ctx, s, job, stepFill, (*task).fill)
}

func (t *task) fill(ctx context.Context) (activities.Filling, error) {
	p, err := t.resolve(ctx, t.step)
	if err != nil {
		return activities.Filling{}, err
	}
	if err := t.hold(ctx); err != nil {
		return activities.Filling{}, err
	}
	seen, err := t.put(ctx, p)
	if err != nil {
		return activities.Filling{}, t.saying(err, seen)
	}
	filling, err := t.readBack(p, seen)
	if err == nil {
		err = t.noDouble(ctx)
	}
	if err == nil {
		t.settled(stepOf(t.job, stepCreate), t.step)
	}
	return filling, err
}

// put brings the lines onto the station and gives the order as it is then.
func (t *task) put(ctx context.Context, p plan) (seen rk7.Order, err error) {
	for {
		var found verdict
		seen, found, err = t.judged(ctx, func(o rk7.Order) (found verdict, again bool, err error) {
			if t.done() {
				return applied, false, nil
			}
			return p.judge(t.noted.Before, o, sessionGUID(t.job, t.step)), t.complaint == nil && t.replayable(), nil
		})
		if err != nil {
			return seen, err
		}
		switch {
		case found == applied:
			t.ownSettled(ctx)
			return seen, nil
		case found == unsure:
			return seen, failed(order.CodeStationContents, "Some of the agreed dishes are on the station, and others are not.")
		case t.sends >= maxSends && t.complaint != nil:
			return seen, t.complaint
		case t.sends >= maxSends:
			return seen, later(order.CodeStationOutcome, "The station does not say whether it took the dishes.")
		}
		if t.noted.Before == "" {
			t.noted.Before = snapshot(seen)
		}
		done, err := t.sendSessions(ctx, t.session(p, t.step), seen, p)
		if err != nil {
			return seen, err
		}
		if done {
			return t.open(ctx)
		}
	}
}

// judged looks whether the lines are there. After a sending whose answer was
// lost it believes that they are not only when nothing of it can come any more,
// unless the identical bytes can be sent again, as judge says.
func (t *task) judged(ctx context.Context, judge func(rk7.Order) (found verdict, again bool, err error)) (seen rk7.Order, found verdict, err error) {
	look := func() (enough bool, err error) {
		if seen, err = t.open(ctx); err != nil {
			return false, err
		}
		if found, enough, err = judge(seen); err != nil {
			return false, err
		}
		return enough || found == applied || found == unsure || t.noted.Sends+t.sends == 0, nil
	}
	if enough, err := look(); err != nil || enough {
		return seen, found, err
	}
	if err := t.fence(ctx, seen); err != nil {
		return seen, found, err
	}
	err = t.untilSettled(ctx, look)
	return seen, found, err
}

// sendSessions makes one sending. done says that the station took the lines; not
// done without an error means that it may have.
func (t *task) sendSessions(ctx context.Context, sessions []rk7.SaveSession, seen rk7.Order, p plan) (done bool, err error) {
	err = t.save(ctx, rk7.SaveOrder{Order: reference(seen), Sessions: sessions})
	e := rk7.AsError(err)
	t.complaint = nil
	switch {
	case err == nil:
		return true, nil
	case e == nil || e.Outcome == rk7.NotSent:
		return false, err
	case e.LicenceProblem():
		t.complaint = e
		return false, nil
	case e.Outcome == rk7.Unknown:
		return false, nil
	}
	return false, t.disliked(ctx, e, p)
}

// open is the order as the station has it now, if lines can be put into it.
func (t *task) open(ctx context.Context) (rk7.Order, error) {
	seen, found, err := t.find(ctx, t.known())
	if err != nil {
		return seen, err
	}
	if !found {
		if seen, err = t.searched(ctx); err != nil {
			return seen, err
		}
	}
	switch {
	case seen.Deleted:
		return seen, failed(order.CodeStationOrderClosed, "The order was deleted on the station.")
	case seen.Finished:
		return seen, failed(order.CodeStationOrderClosed, "The order was closed on the station.")
	}
	return seen, nil
}

// searched finds an order that is not where it was.
func (t *task) searched(ctx context.Context) (rk7.Order, error) {
	seen, err := t.look(ctx)
	switch {
	case err != nil:
		return rk7.Order{}, err
	case len(seen.live) > 0:
		keep, _ := keeper(t.job, seen.live)
		return keep, nil
	case len(seen.dead) > 0:
		return seen.dead[0], nil
	}
	return rk7.Order{}, failed(order.CodeStationOrderMissing, "")
}

// reference names an order by all the station said of it.
func reference(o rk7.Order) rk7.OrderRef {
	if o.GUID != "" {
		return rk7.OrderByGUID(o.GUID)
	}
	return rk7.OrderByVisit(o.Visit, o.OrderIdent)
}

// saying adds to a failure that the order stands on the station without dishes,
// which the staff would wonder about.
func (t *task) saying(err error, seen rk7.Order) error {
	var fault *activities.StationError
	if !errors.As(explain(err), &fault) || fault.Retry || seen.Visit == 0 || !seen.Empty() || seen.Deleted || seen.Finished {
		return err
	}
	told := *fault.Fault
	told.Message += fmt.Sprintf(" The order is empty on the station (%s, visit %d).", seen.Name, seen.Visit)
	return &activities.StationError{Fault: &told, Cleared: fault.Cleared}
}

// disliked names the dish that the station refused, when it quotes one. A refusal
// that names nothing may be about the licence, for which there is no code.
func (t *task) disliked(ctx context.Context, e *rk7.Error, p plan) error {
	var fault *activities.StationError
	if !errors.As(explain(e), &fault) || fault.Fault.Code != order.CodeStationRefused {
		return e
	}
	for _, quoted := range e.Faults {
		for i := range p.lines {
			if strings.Contains(quoted.FaultyTag, fmt.Sprintf(`id="%d"`, p.lines[i].dish.Ident)) {
				told := *fault.Fault
				told.Message = fmt.Sprintf("The station refused «%s»%s.", p.lines[i].called(), ownWords(e))
				told.Owner = order.OwnerMenu
				told.Remedy = "Replace the dish in the order, or put it on sale on the till, then press «повторить»."
				return &activities.StationError{Fault: &told}
			}
		}
	}
	if e.Code == 0 && t.unlicensed(ctx) {
		return t.licenceRefused(ctx, e)
	}
	return e
}

// readBack tells what the station has now. What the guest would miss is a
// person's business; the rest is shown with the order.
func (t *task) readBack(p plan, seen rk7.Order) (activities.Filling, error) {
	filling := activities.Filling{Lines: p.stationLines(seen), Sum: order.Money(seen.Sum), Differences: p.differences(seen)}
	if bad := wrong(filling.Differences); len(bad) > 0 {
		words := make([]string, 0, len(bad))
		for _, check := range bad[:min(len(bad), 3)] {
			words = append(words, check.Message)
		}
		return filling, failed(order.CodeStationContents, strings.Join(words, " "))
	}
	filling.Differences = append(filling.Differences, t.unsaid(p, seen)...)
	return filling, nil
}

// noDouble makes sure that there is one order of ours when its creation had to
// be repeated.
func (t *task) noDouble(ctx context.Context) error {
	created, err := t.Store.Write(ctx, t.job.Order.ID, stepOf(t.job, stepCreate))
	if err != nil || created.Sends < 2 {
		return err
	}
	seen, err := t.look(ctx)
	if err != nil || len(seen.live) < 2 {
		return err
	}
	_, err = t.single(ctx, seen)
	return err
}
