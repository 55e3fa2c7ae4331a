package pos

import (
	"context"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// Amend brings the dishes on the station to a new agreement. It cannot yet: a
// person changes them on the till.
func (s *Stations) Amend(ctx context.Context, job activities.Job) (activities.Filling, error) {
	return perform(ctx, s, job, stepAmend, func(*task, context.Context) (activities.Filling, error) {
		return activities.Filling{}, failed(order.CodeStationContents, "The dishes were changed after they were put on the station: change them on the till as well.")
	})
}
