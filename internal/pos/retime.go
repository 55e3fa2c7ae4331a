package pos

import (
	"context"
	"encoding/xml"
	"time"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// retimed says whether another time was promised than the station was given.
func (s *Stations) retimed(job activities.Job) bool {
	now := due(job.Order)
	if job.Was == nil || now == nil {
		return false
	}
	was := due(job.Order.With(*job.Was))
	return was == nil || !was.Equal(*now)
}

// retime brings the delivery part of the order to the time promised since. A
// station that shows no delivery part has the time in the comment alone, and a
// restaurant that wants nothing sent about deliveries gets nothing.
func (t *task) retime(ctx context.Context) error {
	if !t.Station.DeliveryBlock || t.Station.Progress.Silent {
		return nil
	}
	if err := t.hold(ctx); err != nil {
		return err
	}
	if err := t.awaitOther(ctx, stepTell); err != nil {
		return err
	}
	for {
		there, err := t.lookDelivery(ctx)
		switch {
		case err != nil:
			return err
		case there.Delivery == nil || t.promised(there):
			t.settled(t.step)
			return nil
		case !t.ownTime(there.Delivery.DeliveryTime):
			return failed(order.CodeStationContents, "The delivery's time was changed at the till, and is not overwritten.")
		case t.sends == maxSends:
			return later(order.CodeStationOutcome, "The station does not say whether it took the new time.")
		}
		err = t.sendDelivery(ctx, there, func(block *rk7.DeliveryBlock) { block.DeliveryTime = t.due().In(t.Location()) })
		switch rk7.OutcomeOf(err) {
		case rk7.NotSent, rk7.Refused:
			return err
		case rk7.Done:
			return t.readTime(ctx)
		}
	}
}

// lookDelivery reads the order, after what was sent about its delivery had its
// time.
func (t *task) lookDelivery(ctx context.Context) (there rk7.Order, err error) {
	look := func() (bool, error) {
		there, err = t.open(ctx)
		return err == nil && t.promised(there), err
	}
	if t.delivering() {
		return there, t.untilSettled(ctx, look)
	}
	_, err = look()
	return there, err
}

// promised says whether the station shows the promised time; it knows no parts
// of a second.
func (t *task) promised(there rk7.Order) bool {
	return there.Delivery != nil && sameSecond(there.Delivery.DeliveryTime, *t.due())
}

func sameSecond(a, b time.Time) bool { return a.Truncate(time.Second).Equal(b.Truncate(time.Second)) }

// ownTime says whether the time that the station shows is one of ours, or none.
func (t *task) ownTime(shown time.Time) bool {
	was := due(t.job.Order.With(*t.job.Was))
	return shown.IsZero() || was != nil && sameSecond(shown, *was) || sameSecond(shown, t.lastTime())
}

// lastTime is that of the request whose fate is not known.
func (t *task) lastTime() time.Time {
	var sent struct {
		Command struct {
			Block struct {
				Time string `xml:"deliveryTime,attr"`
			} `xml:"DeliveryBlock"`
		} `xml:"RK7CMD"`
	}
	if len(t.noted.Body) == 0 || xml.Unmarshal(t.noted.Body, &sent) != nil {
		return time.Time{}
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", sent.Command.Block.Time, t.Location())
	if err != nil {
		return time.Time{}
	}
	return at
}

// readTime reads back: a station that says Ok may have ignored what it does not
// understand.
func (t *task) readTime(ctx context.Context) error {
	there, err := t.open(ctx)
	if err != nil {
		return err
	}
	t.settled(t.step)
	if !t.promised(there) {
		return failed(order.CodeStationRefused, "The station said that it took the new time, and does not show it.")
	}
	return nil
}
