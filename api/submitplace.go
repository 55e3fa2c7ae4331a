package api

import (
	"context"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// placeOf finds the restaurant of a submission and names it there when it was
// left out. A restaurant that is missing or unknown is one more fault.
func (s *Server) placeOf(ctx context.Context, got *received[order.Submission]) (place restaurant.Restaurant, err error) {
	place, fault, err := s.placeNamed(ctx, got.faults, &got.body.Restaurant)
	if fault != nil {
		got.faults = append(got.faults, *fault)
	}
	return place, err
}

// placeNamed finds a restaurant by its name in a body that has some faults
// already, and fills the name in when it was left out.
func (s *Server) placeNamed(ctx context.Context, faults []order.Fault, name *string) (place restaurant.Restaurant, fault *order.Fault, err error) {
	for _, fault := range faults {
		if fault.Field == "restaurant" {
			return place, nil, nil // said already
		}
	}
	if *name == "" {
		if *name, err = s.onlyRestaurant(ctx); err != nil {
			return place, nil, err
		}
	}
	if *name == "" {
		return place, &order.Fault{Field: "restaurant", Code: codeRequired, Message: "this key serves several restaurants; say which"}, nil
	}
	place, err = s.restaurants.Restaurant(ctx, *name)
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return place, &order.Fault{Field: "restaurant", Code: codeUnknownValue, Message: "there is no such restaurant here"}, nil
	case err != nil:
		return place, nil, s.unavailable(ctx, err)
	}
	return place, nil, nil
}

// onlyRestaurant is the restaurant of a key that has only one; empty otherwise.
func (s *Server) onlyRestaurant(ctx context.Context) (string, error) {
	allowed := callerOf(ctx).Restaurants()
	if len(allowed) == 0 { // all, which may be one
		all, err := s.restaurants.Restaurants(ctx)
		if err != nil {
			return "", s.unavailable(ctx, err)
		}
		for _, one := range all {
			allowed = append(allowed, one.ID)
		}
	}
	if len(allowed) == 1 {
		return allowed[0], nil
	}
	return "", nil
}

// takesOrders refuses when the restaurant takes no orders of this source, or of
// anybody, now.
func (s *Server) takesOrders(ctx context.Context, place restaurant.Restaurant) error {
	if !callerOf(ctx).Serves(place.ID) {
		return refusal(order.CodeRestaurantNotReady, "Restaurant %q is closed to this source. Ask its manager to connect you.", place.ID)
	}
	readiness := s.stations.Readiness(ctx, place.ID)
	if readiness.Ready {
		return s.notPaused(ctx, place)
	}
	reason := readiness.Reason
	if reason == "" {
		reason = "Its cash station is not ready."
	}
	return refusal(order.CodeRestaurantNotReady, "Restaurant %q: %s", place.ID, reason)
}
