package pos

import (
	"context"
	"encoding/xml"
	"errors"
	"slices"
	"strings"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// Describe brings the order's comment, number of guests and time to what was
// agreed since. They are set, so setting them twice does no harm; but an older one
// that was sent before and lost must not come after a newer one, so the station
// gets the time for it. What people wrote at the till is not overwritten. Neither
// of the two writes waits for the other: while one may still succeed, it is tried.
func (s *Stations) Describe(ctx context.Context, job activities.Job) error {
	none := struct{}{}
	_, header := perform(ctx, s, job, stepDescribe, func(t *task, ctx context.Context) (struct{}, error) { return none, t.describe(ctx) })
	if !s.retimed(job) {
		return header
	}
	_, due := perform(ctx, s, job, stepRetime, func(t *task, ctx context.Context) (struct{}, error) { return none, t.retime(ctx) })
	var fault *activities.StationError
	if due == nil || header != nil && errors.As(header, &fault) && fault.Retry {
		return header
	}
	return due
}

func (t *task) describe(ctx context.Context) error {
	wanted := t.text(ctx, t.job.Order)
	if err := t.hold(ctx); err != nil {
		return err
	}
	for {
		there, text, ours, err := t.lookSettled(ctx, wanted)
		switch {
		case err != nil:
			return err
		case ours && text.on(there):
			t.settled(t.step)
			return nil
		case !ours:
			return failed(order.CodeStationContents, "The order's comment was changed at the till, and is not overwritten.")
		case t.sends == maxSends:
			return later(order.CodeStationOutcome, "The station does not say whether it took the new comment.")
		}
		err = t.sendHeader(ctx, there, text)
		switch rk7.OutcomeOf(err) {
		case rk7.NotSent, rk7.Refused:
			return err
		case rk7.Done:
			return t.readHeader(ctx, text)
		}
	}
}

// text is what stands on the station of an order beside its dishes.
type text struct {
	persistent, more string
	guests           int // 0 when the till has the word on them
}

// text words an order as its creation would. The number of guests is ours to
// change only when it was changed here.
func (t *task) text(ctx context.Context, record order.Order) text {
	worded := *t
	worded.job.Order = record
	persistent, more := worded.comments(worded.remarksOf(ctx))
	x := text{persistent: persistent, more: more}
	if t.job.Was == nil || t.job.Was.Guest.Persons != record.Guest.Persons {
		x.guests = max(record.Guest.Persons, 1)
	}
	return x
}

// on says whether the station shows it. The second comment is only kept while
// the order is open, and not by every release.
func (x text) on(there rk7.Order) bool {
	return flat(there.PersistentComment) == flat(x.persistent) && (x.guests == 0 || there.Guests == 0 || there.Guests == int64(x.guests))
}

// written says what to write: the wanted text, with what the till has added to
// ours; ours is false when the text there is not one of ours any more.
func (t *task) written(ctx context.Context, there rk7.Order, wanted text) (write text, ours bool) {
	known := []string{wanted.persistent, t.lastSent()}
	if t.job.Was != nil {
		known = append(known, t.text(ctx, t.job.Order.With(*t.job.Was)).persistent)
	}
	for _, one := range known {
		if one == "" {
			continue
		}
		if before, after, found := strings.Cut(there.PersistentComment, one); found {
			wanted.persistent = before + wanted.persistent + after
			return wanted, true
		}
	}
	return wanted, strings.TrimSpace(there.PersistentComment) == ""
}

// lastSent is the comment of the request whose fate is not known.
func (t *task) lastSent() string {
	var sent struct {
		Command struct {
			Comment string `xml:"persistentComment,attr"`
		} `xml:"RK7CMD"`
	}
	if len(t.noted.Body) == 0 || xml.Unmarshal(t.noted.Body, &sent) != nil {
		return ""
	}
	return sent.Command.Comment
}

// lookSettled reads the order, after what was sent to it before had its time,
// and says what to write there.
func (t *task) lookSettled(ctx context.Context, wanted text) (there rk7.Order, write text, ours bool, err error) {
	look := func() (bool, error) {
		if there, err = t.open(ctx); err != nil {
			return false, err
		}
		write, ours = t.written(ctx, there, wanted)
		return ours && write.on(there), nil
	}
	if len(t.noted.Body) > 0 || t.sends > 0 {
		err = t.untilSettled(ctx, look)
	} else {
		_, err = look()
	}
	return there, write, ours, err
}

// sendHeader sends the comments and the number of guests. The properties go with
// it as they are: nobody says whether those that are left out stay.
func (t *task) sendHeader(ctx context.Context, there rk7.Order, x text) error {
	command := rk7.UpdateOrder{Order: reference(there), PersistentComment: &x.persistent, Guests: x.guests, ExternalProps: slices.Clone(there.ExternalProps)}
	if x.more != "" || there.NonPersistentComment != "" {
		command.NonPersistentComment = &x.more
	}
	body, err := command.Encode()
	if err != nil {
		return &rk7.Error{Command: command.CommandName(), Outcome: rk7.NotSent, Err: err}
	}
	if err := t.sending(ctx, "", body); err != nil {
		return err
	}
	err = t.UpdateOrder(ctx, command)
	if rk7.OutcomeOf(err) == rk7.NotSent {
		t.notSent(ctx)
	}
	return err
}

// readHeader reads back: a station that says Ok may have ignored what it does not
// understand.
func (t *task) readHeader(ctx context.Context, x text) error {
	there, err := t.open(ctx)
	if err != nil {
		return err
	}
	t.settled(t.step)
	if !x.on(there) {
		return failed(order.CodeStationRefused, "The station said that it took the new comment, and does not show it.")
	}
	return nil
}
