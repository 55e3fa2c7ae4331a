package api

import (
	"context"
	"strconv"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

type settingsAnswer struct {
	ETag string `header:"ETag" doc:"The revision, for If-Match"`
	Body admin.RestaurantSettings
}

type settingsCreated struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag" doc:"The revision, for If-Match"`
	Body     admin.RestaurantSettings
}

// SettingsInput names the settings that are to be replaced.
type SettingsInput struct {
	ID      string `path:"id" maxLength:"64" doc:"The restaurant's id" example:"arbat-1"`
	IfMatch string `header:"If-Match" maxLength:"64" doc:"The revision the change is about, like \"7\"; refused with stale_revision when they have changed since" example:"\"7\""`
}

type removeInput struct {
	SettingsInput
	Force bool `query:"force" doc:"Also with orders that are not over"`
}

func settingsAnswerOf(one restaurant.Restaurant) *settingsAnswer {
	return &settingsAnswer{ETag: strconv.Quote(strconv.FormatInt(one.Revision, 10)), Body: admin.SettingsOf(one)}
}

func (s *Server) addRestaurant(ctx context.Context, _ *struct{}, got received[admin.RestaurantSettings]) (*settingsCreated, error) {
	one, err := s.admin.AddRestaurant(ctx, callerOf(ctx).administrator(), got.body, got.faults...)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	answer := settingsAnswerOf(one)
	return &settingsCreated{Location: "/v1/restaurants/" + one.ID + "/settings", ETag: answer.ETag, Body: answer.Body}, nil
}

func (s *Server) readSettings(ctx context.Context, in *restaurantInput) (*settingsAnswer, error) {
	one, err := s.admin.Restaurant(ctx, callerOf(ctx).administrator(), in.ID)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	return settingsAnswerOf(one), nil
}

func (s *Server) writeSettings(ctx context.Context, in *SettingsInput, got received[admin.RestaurantSettings]) (*settingsAnswer, error) {
	revision, err := parseIfMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	one, err := s.admin.ChangeRestaurant(ctx, callerOf(ctx).administrator(), in.ID, revision, got.body, got.faults...)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	return settingsAnswerOf(one), nil
}

func (s *Server) removeRestaurant(ctx context.Context, in *removeInput) (*done, error) {
	revision, err := parseIfMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	if err := s.admin.RemoveRestaurant(ctx, callerOf(ctx).administrator(), in.ID, revision, in.Force); err != nil {
		return nil, s.unavailable(ctx, err)
	}
	return &done{}, nil
}
