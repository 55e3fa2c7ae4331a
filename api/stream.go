package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// streamWrite is how long a client may take to accept one event.
const streamWrite = 10 * time.Second

type streamInput struct {
	LastEventID string `header:"Last-Event-ID" maxLength:"20" doc:"Goes on after this event; browsers send it by themselves"`
	After       string `query:"after" maxLength:"20" doc:"The same, for clients that cannot set headers. Without both the stream starts now"`
}

// streamEvents is the live feed as Server-Sent Events.
func (s *Server) streamEvents(ctx context.Context, in *streamInput) (*huma.StreamResponse, error) {
	after, resumes, err := in.position()
	if err != nil {
		return nil, err
	}
	who := callerOf(ctx)
	release, err := s.streams.open(who.name)
	if err != nil {
		return nil, err
	}
	reader, position, err := s.feed.join(ctx, feedOf(who.Caller))
	if err != nil {
		release()
		return nil, err
	}
	if !resumes {
		after = position
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer release()
		defer s.feed.leave(reader)
		s.meters.streams.Inc()
		defer s.meters.streams.Dec()
		out := newEventWriter(humagin.Unwrap(hc).Writer)
		if err := s.follow(ctx, out, reader, after); err != nil && ctx.Err() == nil {
			s.log.DebugContext(ctx, "An event stream broke off", "request_id", requestID(ctx), "caller", who.name, "error", err)
		}
	}}, nil
}

func (in streamInput) position() (after int64, resumes bool, err error) {
	text := in.LastEventID
	if text == "" {
		text = in.After
	}
	if text == "" {
		return 0, false, nil
	}
	after, err = strconv.ParseInt(text, 10, 64)
	if err != nil || after < 0 {
		return 0, false, &order.Error{Code: order.CodeInvalid, Detail: "1 fault; see errors.", Faults: []order.Fault{
			{Field: "after", Code: codeMalformed, Message: "must be the id of an event"},
		}}
	}
	return after, true, nil
}

// follow sends what came after an event and then what comes, until the client
// goes, the feed ends, the client is too slow, or its key is taken away.
func (s *Server) follow(ctx context.Context, out *eventWriter, reader *feedReader, after int64) error {
	changed := s.callers.watchers.next()
	if !s.mayStillFollow(ctx) { // it may have changed since the caller was let in
		return nil
	}
	if err := out.open(); err != nil {
		return err
	}
	after, err := s.catchUp(ctx, out, reader.filter, after)
	if err != nil {
		return err
	}
	heartbeat := time.NewTicker(s.limits.Heartbeat)
	defer heartbeat.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case event, ok := <-reader.events:
			if !ok {
				return nil
			}
			if event.ID <= after {
				continue // sent while catching up
			}
			err = out.event(event)
		case <-changed:
			changed = s.callers.watchers.next()
			if !s.mayStillFollow(ctx) {
				return nil
			}
		case <-heartbeat.C:
			if !s.mayStillFollow(ctx) {
				return nil
			}
			err = out.comment("heartbeat")
		}
		if err != nil {
			return err
		}
	}
}

// mayStillFollow says whether the caller is who they were when the stream began,
// with the same rights. Who is not must ask anew; a database that does not answer
// ends nothing.
func (s *Server) mayStillFollow(ctx context.Context) bool {
	was := callerOf(ctx)
	is, err := s.callers.identify(callOf(ctx).request)
	switch {
	case order.CodeOf(err) == order.CodeUnauthorized:
		return false
	case err != nil:
		return true
	}
	return is.name == was.name && slices.Equal(is.Restaurants(), was.Restaurants()) && is.Caller.Can(account.ScopeRead) == was.Caller.Can(account.ScopeRead)
}

// catchUp sends what is already in the database after an event.
func (s *Server) catchUp(ctx context.Context, out *eventWriter, filter order.FeedFilter, after int64) (int64, error) {
	filter.Limit = feedPage
	for {
		filter.After = after
		events, err := s.orders.Events(ctx, filter)
		if err != nil {
			return after, err
		}
		for _, event := range events {
			if err := out.event(event); err != nil {
				return after, err
			}
			after = event.ID
		}
		if len(events) < feedPage {
			return after, nil
		}
	}
}

// eventWriter writes Server-Sent Events, each within a time limit.
type eventWriter struct {
	http.ResponseWriter
	control *http.ResponseController
}

func newEventWriter(w http.ResponseWriter) *eventWriter {
	return &eventWriter{ResponseWriter: w, control: http.NewResponseController(w)}
}

func (w *eventWriter) open() error {
	header := w.Header()
	header.Set("Content-Type", "text/event-stream; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Accel-Buffering", "no") // nginx would hold events back
	w.WriteHeader(http.StatusOK)
	return w.send("retry: 2000\n: connected\n\n")
}

func (w *eventWriter) event(event order.FeedEvent) error {
	data, err := json.Marshal(eventView(event))
	if err != nil {
		return err
	}
	return w.send(fmt.Sprintf("id: %s\nevent: %s\ndata: %s\n\n", formatEventID(event.ID), event.Name, data))
}

func (w *eventWriter) comment(text string) error { return w.send(": " + text + "\n\n") }

func (w *eventWriter) send(text string) error {
	_ = w.control.SetWriteDeadline(time.Now().Add(streamWrite)) // recorders of tests have none
	if _, err := io.WriteString(w, text); err != nil {
		return err
	}
	return w.control.Flush()
}

func formatEventID(id int64) string { return strconv.FormatInt(id, 10) }
