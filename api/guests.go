package api

import (
	"context"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// guestTime bounds how long an order may wait to learn whether its guest is known.
const guestTime = 3 * time.Second

// knownGuest says whether somebody with this phone was served here before. What
// cannot be looked up counts as unknown: then a person decides.
func (s *Server) knownGuest(ctx context.Context, submission order.Submission, place restaurant.Restaurant) bool {
	phone, plausible := submission.Guest.Phone.E164()
	if !plausible {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, guestTime)
	defer cancel()
	page, err := s.orders.Orders(ctx, order.Filter{Restaurants: []string{place.ID}, Statuses: []order.Status{order.Completed}, Text: phone, Limit: 5})
	if err != nil {
		s.log.WarnContext(ctx, "It cannot be said whether a guest is known", "request_id", requestID(ctx), "error", err)
		return false
	}
	for _, earlier := range page.Orders {
		if number, _ := earlier.Guest.Phone.E164(); number == phone {
			return true
		}
	}
	return false
}

// opensAt is when the restaurant opens; nil while it is open, or never opens.
func (s *Server) opensAt(place restaurant.Restaurant) *time.Time {
	opens, closed := place.Hours.NextOpening(s.now().In(place.Location()))
	if !closed {
		return nil
	}
	opens = opens.UTC()
	return &opens
}
