package api

import (
	"context"
	"net/http"
	"time"

	"github.com/google/uuid"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Callbacks keeps the log of what sources were told, and has things sent. What
// is not there is answered with an error of order.CodeNotFound.
type Callbacks interface {
	Notice(ctx context.Context, id string) (order.Notice, error)
	Notices(ctx context.Context, filter order.NoticeFilter) (order.NoticePage, error)
	// Replay has a callback sent once more, whatever became of it before.
	Replay(ctx context.Context, id string) (order.Notice, error)
	// Try sends a callback at once and once.
	Try(ctx context.Context, notice order.Notice) (order.NoticeAttempt, error)
	SigningSecrets(ctx context.Context, source string) ([]string, error)
	RotateSigningSecret(ctx context.Context, source string, overlap time.Duration) (secret string, previousUntil time.Time, err error)
}

// CallbackView is a callback with the event it tells of.
type CallbackView struct {
	order.Notice
	Event      order.EventName `json:"event" example:"order.accepted"`
	Sequence   int64           `json:"sequence" doc:"Counts the events of one order from 1"`
	Status     order.Status    `json:"status" doc:"Of the order, after the event"`
	OccurredAt time.Time       `json:"occurred_at"`
}

// CallbackList is a page of callbacks, newest first.
type CallbackList struct {
	Items      []CallbackView `json:"items" nullable:"false"`
	NextCursor string         `json:"next_cursor,omitempty" doc:"For the next page; left out on the last one"`
}

type callbacksInput struct {
	Order  string `query:"order" maxLength:"64" doc:"The order's id"`
	State  string `query:"state" enum:"pending,delivered,dead" doc:"dead ones were given up and can be replayed"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" maxLength:"500" doc:"next_cursor of the page before"`
}

type callbacksAnswer struct{ Body CallbackList }

type callbackInput struct {
	ID string `path:"id" doc:"The callback's id"`
}

type callbackAnswer struct {
	Status int
	Body   CallbackView
}

func callbackView(notice order.Notice) CallbackView {
	return CallbackView{Notice: notice, Event: notice.Event.Name, Sequence: notice.Event.Sequence, Status: notice.Event.Status, OccurredAt: notice.Event.At}
}

// listCallbacks is the delivery log of what the caller may see.
func (s *Server) listCallbacks(ctx context.Context, in *callbacksInput) (*callbacksAnswer, error) {
	caller := callerOf(ctx)
	filter := order.NoticeFilter{OrderID: in.Order, State: order.NoticeState(in.State), Cursor: in.Cursor, Limit: in.Limit}
	if caller.Source != nil {
		filter.Source = caller.Source.ID
	} else {
		filter.Restaurants = caller.Restaurants()
	}
	page, err := s.callbacks.Notices(ctx, filter)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	answer := &callbacksAnswer{Body: CallbackList{Items: []CallbackView{}, NextCursor: page.Next}}
	for _, notice := range page.Notices {
		answer.Body.Items = append(answer.Body.Items, callbackView(notice))
	}
	return answer, nil
}

// replayCallback sends a callback once more.
func (s *Server) replayCallback(ctx context.Context, in *callbackInput, _ noBody) (*callbackAnswer, error) {
	notice, err := s.callbacks.Notice(ctx, in.ID)
	missing := refusal(order.CodeNotFound, "There is no callback with this id among those you may see.")
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return nil, missing
	case err != nil:
		return nil, s.unavailable(ctx, err)
	case !callerOf(ctx).sees(order.Order{Source: notice.Source, Submission: order.Submission{Restaurant: notice.Restaurant}}):
		return nil, missing
	}
	if notice, err = s.callbacks.Replay(ctx, in.ID); err != nil {
		return nil, s.unavailable(ctx, err)
	}
	return &callbackAnswer{Status: http.StatusAccepted, Body: callbackView(notice)}, nil
}

type testCallbackBody struct {
	URL string `json:"url" required:"true" maxLength:"2000" example:"https://shop.example/status"`
}

// CallbackTrial is what came of a test callback.
type CallbackTrial struct {
	Delivered bool    `json:"delivered"`
	Status    int     `json:"status,omitempty" doc:"The receiver's HTTP status"`
	Error     string  `json:"error,omitempty" doc:"Why it was not delivered"`
	Seconds   float64 `json:"seconds" doc:"How long the receiver took"`
	Sent      any     `json:"sent" doc:"The body it was sent"`
}

type trialAnswer struct{ Body CallbackTrial }

// EventTest is the event of a test callback; nothing happened.
const EventTest order.EventName = "test"

// tryCallback sends the calling source a test event at once.
func (s *Server) tryCallback(ctx context.Context, _ *struct{}, body testCallbackBody) (*trialAnswer, error) {
	source := callerOf(ctx).Source.ID
	if err := s.trials.spend(http.Header{}, source); err != nil {
		return nil, err
	}
	notice := order.Notice{
		ID: uuid.NewString(), Source: source, URL: body.URL, Form: order.FormOrderhatch,
		Event: order.Event{At: s.now().UTC(), Name: EventTest, Status: order.Waiting, Injection: order.InjectionNone},
	}
	attempt, err := s.callbacks.Try(ctx, notice)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	return &trialAnswer{Body: CallbackTrial{
		Delivered: attempt.OK, Status: attempt.Status, Error: attempt.Error, Seconds: attempt.Duration.Seconds(), Sent: notice.Body(),
	}}, nil
}
