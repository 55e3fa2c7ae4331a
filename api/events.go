package api

import (
	"context"
)

type eventsInput struct {
	After int64 `query:"after" minimum:"0" doc:"The id of the last event you have; 0 for all that are kept"`
	Limit int   `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// EventList is a part of the feed, oldest first.
type EventList struct {
	Items []EventView `json:"items" nullable:"false"`
	// Next is a string like every cursor of this API.
	Next string `json:"next_cursor" doc:"Send it as ?after= next time, also when there were no events"`
}

type eventsAnswer struct{ Body EventList }

// pollEvents gives a poller what came after the last event it has.
func (s *Server) pollEvents(ctx context.Context, in *eventsInput) (*eventsAnswer, error) {
	filter := feedOf(callerOf(ctx).Caller)
	filter.After, filter.Limit = in.After, in.Limit
	events, err := s.orders.Events(ctx, filter)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	answer := &eventsAnswer{Body: EventList{Items: []EventView{}}}
	last := in.After
	for _, event := range events {
		answer.Body.Items = append(answer.Body.Items, eventView(event))
		last = event.ID
	}
	answer.Body.Next = formatEventID(last)
	return answer, nil
}
