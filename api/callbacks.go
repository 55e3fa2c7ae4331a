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
	// ReplayDead has dead letters sent once more, at most filter.Limit of them, and
	// says how many and whether there are more. The count holds beside an error.
	ReplayDead(ctx context.Context, filter order.NoticeFilter) (replayed int, more bool, err error)
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

// CallbackDetail is a callback with its log and the very body.
type CallbackDetail struct {
	CallbackView
	Tries []order.NoticeTry `json:"tries" nullable:"false" doc:"The last 20, oldest first; a replay does not forget those before it"`
	Body  any               `json:"body" doc:"What is posted, unless the form is another than orderhatch"`
}

type callbacksInput struct {
	Order      string `query:"order" maxLength:"64" doc:"The order's id"`
	Source     string `query:"source" maxLength:"64" doc:"For people: of one order source"`
	Restaurant string `query:"restaurant" maxLength:"64"`
	State      string `query:"state" enum:"pending,delivered,dead" doc:"dead ones were given up and can be replayed"`
	Limit      int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor     string `query:"cursor" maxLength:"500" doc:"next_cursor of the page before"`
}

type callbacksAnswer struct{ Body CallbackList }

type callbackInput struct {
	ID string `path:"id" doc:"The callback's id"`
}

type callbackDetailAnswer struct{ Body CallbackDetail }

type callbackAnswer struct {
	Status int
	Body   CallbackView
}

func callbackView(notice order.Notice) CallbackView {
	return CallbackView{Notice: notice, Event: notice.Event.Name, Sequence: notice.Event.Sequence, Status: notice.Event.Status, OccurredAt: notice.Event.At}
}

// listCallbacks is the delivery log of what the caller may see.
func (s *Server) listCallbacks(ctx context.Context, in *callbacksInput) (*callbacksAnswer, error) {
	filter, any := noticesFor(callerOf(ctx), in.Source, in.Restaurant)
	if !any {
		return &callbacksAnswer{Body: CallbackList{Items: []CallbackView{}}}, nil
	}
	filter.OrderID, filter.State, filter.Cursor, filter.Limit = in.Order, order.NoticeState(in.State), in.Cursor, in.Limit
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

// noticesFor are the callbacks of a source and a restaurant among those the
// caller may see; any is false when there can be none.
func noticesFor(caller identity, source, restaurant string) (filter order.NoticeFilter, any bool) {
	filter = order.NoticeFilter{Source: source, Restaurants: caller.Restaurants()}
	if restaurant != "" {
		if !caller.Serves(restaurant) {
			return filter, false
		}
		filter.Restaurants = []string{restaurant}
	}
	if own := caller.Source; own != nil {
		if source != "" && source != own.ID {
			return filter, false
		}
		filter.Source = own.ID
		if restaurant == "" {
			filter.Restaurants = nil // also of restaurants that it served once
		}
	}
	return filter, true
}

// callback is one that the caller may see.
func (s *Server) callback(ctx context.Context, id string) (order.Notice, error) {
	notice, err := s.callbacks.Notice(ctx, id)
	missing := refusal(order.CodeNotFound, "There is no callback with this id among those you may see.")
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return notice, missing
	case err != nil:
		return notice, s.unavailable(ctx, err)
	case !callerOf(ctx).sees(order.Order{Source: notice.Source, Submission: order.Submission{Restaurant: notice.Restaurant}}):
		return notice, missing
	}
	return notice, nil
}

// readCallback tells everything of one callback.
func (s *Server) readCallback(ctx context.Context, in *callbackInput) (*callbackDetailAnswer, error) {
	notice, err := s.callback(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &callbackDetailAnswer{Body: CallbackDetail{
		CallbackView: callbackView(notice), Tries: append([]order.NoticeTry{}, notice.Tries...), Body: notice.Body(),
	}}, nil
}

// replayCallback sends a callback once more.
func (s *Server) replayCallback(ctx context.Context, in *callbackInput, _ noBody) (*callbackAnswer, error) {
	if _, err := s.callback(ctx, in.ID); err != nil { // theirs to replay?
		return nil, err
	}
	notice, err := s.callbacks.Replay(ctx, in.ID)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	return &callbackAnswer{Status: http.StatusAccepted, Body: callbackView(notice)}, nil
}

// replayAtOnce bounds the dead letters that one request sends again: each costs a
// call of Temporal.
const replayAtOnce = 200

type replayBody struct {
	Source     string     `json:"source,omitempty" maxLength:"64" doc:"For people: of one order source; all when left out"`
	Restaurant string     `json:"restaurant,omitempty" maxLength:"64"`
	Order      string     `json:"order,omitempty" maxLength:"64" doc:"The order's id"`
	Before     *time.Time `json:"before,omitempty" doc:"Only those that were given up before; send the time of your first request with the next ones, so that what dies again meanwhile is left alone. Now when left out"`
}

// Replayed is how many dead letters are on their way again.
type Replayed struct {
	Replayed int  `json:"replayed"`
	More     bool `json:"more" doc:"There are more: ask again"`
}

type replayedAnswer struct {
	Status int
	Body   Replayed
}

// replayCallbacks sends the dead letters of the caller once more.
func (s *Server) replayCallbacks(ctx context.Context, _ *struct{}, body replayBody) (*replayedAnswer, error) {
	answer := &replayedAnswer{Status: http.StatusAccepted}
	filter, any := noticesFor(callerOf(ctx), body.Source, body.Restaurant)
	if !any {
		return answer, nil
	}
	filter.OrderID, filter.Limit, filter.UpdatedBefore = body.Order, replayAtOnce, s.now()
	if body.Before != nil {
		filter.UpdatedBefore = *body.Before
	}
	var err error
	if answer.Body.Replayed, answer.Body.More, err = s.callbacks.ReplayDead(ctx, filter); err != nil && answer.Body.Replayed == 0 {
		return nil, s.unavailable(ctx, err)
	}
	return answer, nil
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

type sourceTrialInput struct {
	ID string `path:"id" doc:"The source's id"`
}

type trialAnswer struct{ Body CallbackTrial }

// EventTest is the event of a test callback; nothing happened.
const EventTest order.EventName = "test"

// tryCallback sends the calling source a test event at once.
func (s *Server) tryCallback(ctx context.Context, _ *struct{}, body testCallbackBody) (*trialAnswer, error) {
	return s.tryFor(ctx, callerOf(ctx).Source.ID, body)
}

// trySourceCallback sends a test event in a source's name, for its manager.
func (s *Server) trySourceCallback(ctx context.Context, in *sourceTrialInput, body testCallbackBody) (*trialAnswer, error) {
	if err := s.managesSource(ctx, in.ID); err != nil {
		return nil, err
	}
	return s.tryFor(ctx, in.ID, body)
}

func (s *Server) tryFor(ctx context.Context, source string, body testCallbackBody) (*trialAnswer, error) {
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
