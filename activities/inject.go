package activities

import (
	"context"
	"errors"

	"go.temporal.io/sdk/activity"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Injection is what came of making an order and putting its dishes in. The
// order is there; Fault is set when its dishes could not be put in.
type Injection struct {
	Station order.StationOrder `json:"station"`
	Filling Filling            `json:"filling,omitzero"`
	Fault   *StationError      `json:"fault,omitempty"`
}

// InjectOrder makes the order on the station and puts the agreed dishes into it,
// as CreateOrder and FillOrder after it would, but without a decision between
// them. It fails only when the order was not made, or nobody can tell.
func (a *Activities) InjectOrder(ctx context.Context, job Job) (Injection, error) {
	return onStation(ctx, job, func(ctx context.Context, job Job) (Injection, error) {
		again := activity.GetInfo(ctx).Attempt > 1
		created, err := a.Station.Create(ctx, job)
		var fault *StationError
		if errors.As(err, &fault) && !again {
			told := *fault
			told.NoDishes = true
			return Injection{}, &told
		}
		if err != nil {
			return Injection{}, err
		}
		job.Order.POS = created
		job.LookFirst = job.MaybeFilled || again
		filling, err := a.Station.Fill(ctx, job)
		if errors.As(err, &fault) {
			return Injection{Station: created, Fault: fault}, nil
		}
		return Injection{Station: created, Filling: filling}, err
	})
}
