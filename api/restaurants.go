package api

import (
	"context"
	"slices"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Restaurants keeps the restaurants' settings. What is not there is answered
// with an error of order.CodeNotFound.
type Restaurants interface {
	Restaurants(ctx context.Context) ([]restaurant.Restaurant, error)
	Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error)
}

// Stations knows how the restaurants' cash stations are. It answers at once,
// from what was last seen, and never waits for a station.
type Stations interface {
	Readiness(ctx context.Context, restaurantID string) Readiness
}

// Readiness says whether a restaurant can take internet orders.
type Readiness = restaurant.Readiness

// alwaysReady stands in when nobody watches the stations.
type alwaysReady struct{}

func (alwaysReady) Readiness(context.Context, string) Readiness {
	return Readiness{Ready: true, Online: true}
}

// RestaurantView is a restaurant as callers see it; how its station is reached
// is nobody's business here.
type RestaurantView struct {
	ID           string           `json:"id"`
	Name         string           `json:"name"`
	TimeZone     string           `json:"time_zone" example:"Europe/Moscow"`
	Currency     string           `json:"currency" example:"RUB"`
	Fill         order.FillMode   `json:"fill" enum:"on_accept,on_save,on_open" doc:"When the dishes are put on the station"`
	Readiness    Readiness        `json:"readiness"`
	Availability AvailabilityView `json:"availability"`
}

// RestaurantList is all restaurants of the caller.
type RestaurantList struct {
	Items []RestaurantView `json:"items" nullable:"false"`
}

type restaurantsAnswer struct{ Body RestaurantList }

type restaurantInput struct {
	ID string `path:"id" doc:"The restaurant's id" example:"arbat-1"`
}

type restaurantAnswer struct{ Body RestaurantView }

func (s *Server) listRestaurants(ctx context.Context, _ *struct{}) (*restaurantsAnswer, error) {
	all, err := s.restaurants.Restaurants(ctx)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	answer := &restaurantsAnswer{Body: RestaurantList{Items: []RestaurantView{}}}
	left := s.leftToSee(ctx, nil, all...)
	for _, one := range all {
		if callerOf(ctx).Serves(one.ID) {
			answer.Body.Items = append(answer.Body.Items, s.restaurantView(ctx, one, left[one.ID]))
		}
	}
	return answer, nil
}

func (s *Server) readRestaurant(ctx context.Context, in *restaurantInput) (*restaurantAnswer, error) {
	one, err := s.ownRestaurant(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &restaurantAnswer{Body: s.restaurantView(ctx, one, s.leftToSee(ctx, []string{one.ID}, one)[one.ID])}, nil
}

// ownRestaurant is a restaurant that is the caller's business.
func (s *Server) ownRestaurant(ctx context.Context, id string) (one restaurant.Restaurant, err error) {
	missing := refusal(order.CodeNotFound, "There is no restaurant with this id among yours.")
	if !callerOf(ctx).Serves(id) {
		return one, missing
	}
	one, err = s.restaurants.Restaurant(ctx, id)
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return one, missing
	case err != nil:
		return one, s.unavailable(ctx, err)
	}
	return one, nil
}

// leftToSee is what people have to see to at restaurants, in words, by restaurant:
// what a sweep found, and alarms that did not get through. No ids mean all.
func (s *Server) leftToSee(ctx context.Context, ids []string, places ...restaurant.Restaurant) map[string][]string {
	left := s.leftAt(ctx, ids)
	if left == nil || s.alarms == nil {
		return left
	}
	for id, warnings := range s.alarms.Warnings(ctx, places) {
		left[id] = append(left[id], warnings...)
	}
	return left
}

// restaurantView is a restaurant with what was found there and is left to see to.
func (s *Server) restaurantView(ctx context.Context, one restaurant.Restaurant, left []string) RestaurantView {
	readiness := s.stations.Readiness(ctx, one.ID)
	readiness.Warnings = append(slices.Clip(readiness.Warnings), left...)
	return RestaurantView{
		ID: one.ID, Name: one.Name, TimeZone: one.TimeZone, Currency: one.Currency, Fill: one.Rules.Fill,
		Readiness: readiness, Availability: s.availabilityView(ctx, one),
	}
}
