package minidelivery

import (
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	usualRepeat = 5 * time.Minute
	maxAgain    = 20 // the same dishes for the same guest, called off and ordered anew, in one window
)

// submitOnce submits an order of a protocol that has no order number. Sources
// give up after a second or two and may send again, so the same contents within
// the window are the same order, unless that was called off meanwhile.
func (h *Handler) submitOnce(ctx context.Context, c call, submission order.Submission) (order.Receipt, error) {
	window := c.place.MiniDelivery.RepeatWithin
	if window == 0 {
		window = usualRepeat
	}
	if window < 0 {
		submission.ExternalID = "md-" + uuid.NewString()
		return h.submit(ctx, c, submission)
	}
	contents := submission.ContentHash()[:32]
	done, err := h.repeats.enter(ctx, contents)
	if err != nil {
		return order.Receipt{}, err
	}
	defer done()
	submission.ExternalID, err = h.externalID(ctx, c.source.ID, contents, window)
	if err != nil {
		return order.Receipt{}, err
	}
	return h.submit(ctx, c, submission)
}

// submit gives the order its number first, so that operators, the guest and the
// source call it by the same one.
func (h *Handler) submit(ctx context.Context, c call, submission order.Submission) (order.Receipt, error) {
	number, err := h.Orders.OrderNumber(ctx, order.ID(c.source.ID, submission.ExternalID))
	if err != nil {
		return order.Receipt{}, err
	}
	submission.DisplayID = strconv.FormatInt(number, 10)
	return h.Intake.Submit(ctx, c.source, submission)
}

// externalID is the number of the same order if it came within the window, else
// a new one. It follows from the contents and the time alone, so that two
// processes that are sent the same order come to the same.
func (h *Handler) externalID(ctx context.Context, source, contents string, window time.Duration) (string, error) {
	now := h.Now()
	part := now.UnixNano() / int64(window)
	before := "md-" + contents + "-" + strconv.FormatInt(part-1, 36)
	for again := range maxAgain {
		id := numbered(before, again)
		earlier, err := h.Orders.Submitted(ctx, source, id)
		if order.CodeOf(err) == order.CodeNotFound {
			break
		}
		if err != nil {
			return "", err
		}
		alive, err := h.alive(ctx, earlier)
		if err != nil {
			return "", err
		}
		if alive && now.Sub(earlier.First.CreatedAt) < window {
			return id, nil
		}
	}
	present := "md-" + contents + "-" + strconv.FormatInt(part, 36)
	for again := range maxAgain {
		id := numbered(present, again)
		earlier, err := h.Orders.Submitted(ctx, source, id)
		if order.CodeOf(err) == order.CodeNotFound {
			return id, nil
		}
		if err != nil {
			return "", err
		}
		if alive, err := h.alive(ctx, earlier); alive || err != nil {
			return id, err
		}
	}
	return "", order.Errorf(order.CodeTooManyRequests, "This order was called off and sent again too often; wait a few minutes.")
}

func numbered(id string, again int) string {
	if again == 0 {
		return id
	}
	return id + "-" + strconv.Itoa(again)
}

// alive says whether an order was not called off.
func (h *Handler) alive(ctx context.Context, earlier order.Submitted) (bool, error) {
	record, pending, err := h.Orders.Order(ctx, earlier.ID)
	if err != nil {
		return false, err
	}
	return pending || !record.Status.CalledOff(), nil
}

// repeats lets the same contents in one after another, so that a repetition
// finds what the first try is about to write.
type repeats struct {
	mu    sync.Mutex
	under map[string]chan struct{}
}

func (r *repeats) enter(ctx context.Context, contents string) (done func(), err error) {
	for {
		r.mu.Lock()
		under, busy := r.under[contents]
		if !busy {
			ended := make(chan struct{})
			r.under[contents] = ended
			r.mu.Unlock()
			return func() {
				r.mu.Lock()
				delete(r.under, contents)
				r.mu.Unlock()
				close(ended)
			}, nil
		}
		r.mu.Unlock()
		select {
		case <-under:
		case <-ctx.Done():
			return nil, order.Errorf(order.CodeUnavailable, "The same order is still being taken in; send it again in a moment.")
		}
	}
}
