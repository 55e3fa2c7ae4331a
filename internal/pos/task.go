package pos

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// The steps of an order's work, as they are noted and counted.
const (
	stepCreate   = "create"
	stepFill     = "fill"
	stepAmend    = "amend"
	stepVoid     = "void"
	stepTell     = "tell"
	stepDescribe = "describe"
	stepRetime   = "retime"
	stepSweep    = "sweep"
)

// stepOf names a step of a job. An order that is created again has other steps.
func stepOf(job activities.Job, step string) string {
	if job.Round > 0 {
		return fmt.Sprintf("%s@%d", step, job.Round)
	}
	return step
}

// maxSends bounds how often one attempt sends the same write.
const maxSends = 3

// task is one attempt at one step of one order.
type task struct {
	*Stations
	connection
	job  activities.Job
	step string
	// noted is what earlier holders of the step left behind.
	noted restaurant.StationWrite
	// sends counts what this attempt may have made the station do, and sentAt is
	// when it, or an earlier one, last did.
	sends  int
	sentAt time.Time
	// otherSent says that another step, too, may have something on its way.
	otherSent bool
	// key unlocks the order for the next request, when it is fenced.
	key string
	// complaint is what the station said about the number of a licensed request.
	complaint *rk7.Error
	// ending is what will be noted when the attempt ends.
	ending restaurant.StepEnd
	// sleep waits while the station is given time.
	sleep func(ctx context.Context, d time.Duration) error
}

// perform runs one attempt: alone in this process, noted in the store, and with
// a failure that people can read.
func perform[T any](ctx context.Context, s *Stations, job activities.Job, step string, work func(*task, context.Context) (T, error)) (result T, err error) {
	unlock, err := s.working.lock(ctx, job.Order.ID)
	if err != nil {
		return result, err
	}
	defer unlock()
	there, err := s.connect(ctx, job.Order.Restaurant)
	if err != nil {
		return result, err
	}
	if until, open := there.site.circuit.open(s.Now()); open {
		fault := later(order.CodeStationUnreachable, "The cash station does not answer; it is asked again at "+until.In(there.Location()).Format("15:04:05")+".")
		fault.Cleared = !job.LookFirst
		return result, fault
	}
	t := &task{Stations: s, connection: there, job: job, step: stepOf(job, step), sleep: sleep}
	t.ending = restaurant.StepEnd{OrderID: job.Order.ID, Step: t.step, Holder: s.Holder, Attempt: job.Attempt, StartedAt: s.Now()}
	result, err = work(t, ctx)
	t.end(ctx, err)
	return result, t.account(ctx, err)
}

// end notes how an attempt went, for the order's record and for the station's,
// and lets others take the order in hand.
func (t *task) end(ctx context.Context, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	t.ending.Outcome = outcomeOf(err).String()
	var fault *activities.StationError
	if errors.As(explain(err), &fault) {
		t.ending.Code = string(fault.Fault.Code)
	}
	if err := t.Store.EndStep(ctx, t.ending); err != nil {
		t.Logger.Warn("The end of a step was not noted; what it had in hand frees itself", "order", t.job.Order.ID, "error", err)
	}
	t.Stations.observe(ctx, t.connection, err)
}

func outcomeOf(err error) rk7.Outcome {
	if e := rk7.AsError(err); e != nil {
		return e.Outcome
	}
	if err != nil {
		return rk7.Refused
	}
	return rk7.Done
}

// account is what the workflow is told. An attempt is cleared only when it
// cannot have left anything, and no earlier one can either.
func (t *task) account(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	err = explain(err)
	var fault *activities.StationError
	if errors.As(err, &fault) {
		told := *fault
		told.Fault = t.discreet(fault.Fault)
		told.Cleared = !t.job.LookFirst && t.noted.Sends == 0 && t.sends == 0
		return &told
	}
	return err
}

// discreet keeps the guest out of a failure, should the station have quoted him.
func (t *task) discreet(fault *order.StationFault) *order.StationFault {
	record, told := t.job.Order, *fault
	secrets := []string{record.Guest.Name, string(record.Guest.Phone), record.Guest.Email, record.Note, record.OperatorNote}
	if e164, ok := record.Guest.Phone.E164(); ok {
		secrets = append(secrets, e164)
	}
	if a := record.Address; a != nil {
		secrets = append(secrets, a.Text, a.Street, a.Note, a.Intercom)
	}
	for _, secret := range secrets {
		if utf8.RuneCountInString(secret) > 3 {
			told.Message = strings.ReplaceAll(told.Message, secret, "…")
		}
	}
	return &told
}

// hold takes the step in hand. While another process has it, that one may be in
// the middle of a call, and nothing may be sent.
func (t *task) hold(ctx context.Context) error {
	for {
		there, held, err := t.Store.ClaimWrite(ctx, t.write(), t.Stations.hold())
		if err != nil {
			return err
		}
		if held {
			t.noted, t.sentAt = there, there.SentAt
			return nil
		}
		if err := t.sleep(ctx, min(t.Pause, time.Second)); err != nil {
			return err
		}
	}
}

// mayWrite is asked before what the ledger does not note is done to the station.
func (t *task) mayWrite(ctx context.Context) error { return t.Store.MayWrite(ctx, t.ID, t.Holder) }

func (t *task) write() restaurant.StationWrite {
	return restaurant.StationWrite{OrderID: t.job.Order.ID, Step: t.step, Restaurant: t.ID, Holder: t.Holder}
}

// doubt says that an earlier sending may have had its effect.
func (t *task) doubt() bool { return t.job.LookFirst || t.noted.Sends > 0 || t.sends > 0 }

// done says that the step's outcome was settled already: a process that was held
// up goes on with what others have finished.
func (t *task) done() bool { return t.noted.Sends > 0 && len(t.noted.Body) == 0 && t.sends == 0 }

// sending notes a write before it is made.
func (t *task) sending(ctx context.Context, before string, body []byte) error {
	write := t.write()
	write.Before, write.Body = before, body
	if err := t.Store.NoteSend(ctx, write, t.Stations.hold()); err != nil {
		return err
	}
	t.sends++
	t.sentAt = t.Now()
	return nil
}

// untilSettled looks until it finds something, or until the station has had the
// time to finish what was sent to it last.
func (t *task) untilSettled(ctx context.Context, look func() (found bool, err error)) error {
	for {
		left := t.Patience - t.Now().Sub(t.sentAt)
		found, err := look()
		if err != nil || found || left <= 0 {
			return err
		}
		if err := t.sleep(ctx, min(t.Pause, left)); err != nil {
			return err
		}
	}
}

// notSent takes the note back, because the station cannot have read it.
func (t *task) notSent(ctx context.Context) {
	if err := t.Store.NoteNotSent(context.WithoutCancel(ctx), t.write()); err != nil {
		t.Logger.Warn("A write that was not sent stays noted", "order", t.job.Order.ID, "error", err)
		return
	}
	t.sends--
}

// settled says that the outcome of steps is known, which is noted at the end.
func (t *task) settled(steps ...string) { t.ending.Settled = append(t.ending.Settled, steps...) }
