package store

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// MayWrite fails when the restaurant's station is another's to work on: when its
// lease has passed on, or has run out. A process that was held up for longer than
// its lease finds out here, before it sends anything. Where nobody ever took the
// lease there is nothing to lose.
func (s *Store) MayWrite(ctx context.Context, restaurantID, holder string) error {
	return s.mayWrite(ctx, s, restaurantID, holder)
}

func (s *Store) mayWrite(ctx context.Context, on statements, restaurantID, holder string) error {
	var lost bool
	if err := on.get(ctx, &lost, "SELECT EXISTS ("+s.leaseLost()+")", restaurant.Lease(restaurantID), holder); err != nil {
		return fmt.Errorf("look who works for restaurant %s: %w", restaurantID, err)
	}
	if lost {
		return errNotHeld
	}
	return nil
}

// leaseLost selects the lease of a name when it is not a holder's.
func (s *Store) leaseLost() string {
	return "SELECT 1 FROM leases WHERE name = ? AND (holder <> ? OR expires_at <= " + s.dialect.clock(s.now()) + ")"
}
