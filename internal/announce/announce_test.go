package announce

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// temporal notes what is signalled.
type temporal struct {
	client.Client
	id      string
	signal  string
	refs    []workflows.NoticeRef
	options client.StartWorkflowOptions
	err     error
	calls   int
	signals [][]workflows.NoticeRef
}

func (c *temporal) SignalWithStartWorkflow(_ context.Context, id, signal string, arg any, options client.StartWorkflowOptions, _ any, _ ...any) (client.WorkflowRun, error) {
	c.calls++
	c.signals = append(c.signals, arg.([]workflows.NoticeRef))
	c.id, c.signal, c.refs, c.options = id, signal, arg.([]workflows.NoticeRef), options
	return nil, c.err
}

// book keeps notices in memory.
type book struct {
	notices map[string]order.Notice
	err     error
}

func (b *book) AddNotices(_ context.Context, notices []order.Notice) error {
	for _, notice := range notices {
		b.notices[notice.ID] = notice
	}
	return b.err
}

func (b *book) ReviveNotice(_ context.Context, id string) error {
	notice, ok := b.notices[id]
	if !ok {
		return order.Errorf(order.CodeNotFound, "no such notice")
	}
	notice.State = order.NoticePending
	b.notices[id] = notice
	return b.err
}

func (b *book) NoteDead(_ context.Context, id string) error {
	notice := b.notices[id]
	notice.State = order.NoticeDead
	b.notices[id] = notice
	return nil
}

func (b *book) Notice(_ context.Context, id string) (order.Notice, error) {
	notice, ok := b.notices[id]
	if !ok {
		return notice, order.Errorf(order.CodeNotFound, "no such notice")
	}
	return notice, nil
}

func (b *book) Notices(_ context.Context, filter order.NoticeFilter) (page order.NoticePage, err error) {
	for _, notice := range b.notices {
		if notice.State == filter.State {
			page.Notices = append(page.Notices, notice)
		}
	}
	slices.SortFunc(page.Notices, func(a, b order.Notice) int { return a.CreatedAt.Compare(b.CreatedAt) })
	if len(page.Notices) > filter.Limit {
		page.Notices, page.Next = page.Notices[:filter.Limit], "more"
	}
	return page, b.err
}

func life(callback *order.Callback) *order.Life {
	submission := order.Submission{ExternalID: "WEB-1", Restaurant: "arbat-1", Callback: callback}
	l := order.Open(order.Intake{Source: "demo", Submission: submission, Rules: order.DefaultRules()}, noon)
	_ = l.Accept(order.AcceptCommand{Caller: order.Caller{Actor: order.Actor{Kind: order.Person, Name: "olga"}}}, noon.Add(time.Minute))
	return l
}

func announce(t *testing.T, callback *order.Callback) (*temporal, *book, *order.Life) {
	t.Helper()
	c, b, l := &temporal{}, &book{notices: map[string]order.Notice{}}, life(callback)
	record := l.Record()
	require.NoError(t, New(c, b).Announce(t.Context(), &record, l.Unpublished()))
	return c, b, l
}

func TestAnOrderWithoutACallbackCostsNothing(t *testing.T) {
	for _, callback := range []*order.Callback{nil, {}, {URL: "https://shop.example", Events: []string{"order.completed"}}} {
		c, b, _ := announce(t, callback)
		require.Zero(t, c.calls)
		require.Empty(t, b.notices)
	}
}

func TestEveryEventIsAnnouncedOnce(t *testing.T) {
	for _, events := range [][]string{nil, {"*"}, {"order.submitted", "order.accepted"}} {
		c, b, l := announce(t, &order.Callback{URL: "https://shop.example/S", Events: events})
		require.Equal(t, 1, c.calls, "one signal for all")
		require.Equal(t, "callback:"+l.ID, c.id)
		require.Equal(t, workflows.SignalNotices, c.signal)
		require.Equal(t, workflows.OrdersQueue, c.options.TaskQueue)
		require.Equal(t, []workflows.NoticeRef{{ID: order.NoticeID(l.ID, 1), Since: noon}, {ID: order.NoticeID(l.ID, 2), Since: noon.Add(time.Minute)}}, c.refs)
		require.Len(t, b.notices, 2)
		require.Equal(t, "https://shop.example/S", b.notices[c.refs[0].ID].URL)
		require.Equal(t, order.FormOrderhatch, b.notices[c.refs[0].ID].Form)
	}
	c, _, l := announce(t, &order.Callback{URL: "https://shop.example", Events: []string{"order.accepted"}})
	require.Equal(t, []workflows.NoticeRef{{ID: order.NoticeID(l.ID, 2), Since: noon.Add(time.Minute)}}, c.refs)
}

func TestFailuresAreTold(t *testing.T) {
	l := life(&order.Callback{URL: "https://shop.example"})
	record := l.Record()
	b := &book{notices: map[string]order.Notice{}}
	err := New(&temporal{err: serviceerror.NewUnavailable("away")}, b).Announce(t.Context(), &record, l.Unpublished())
	require.Equal(t, order.CodeUnavailable, order.CodeOf(err))
	broken := errors.New("disk full")
	b.err = broken
	c := &temporal{}
	require.ErrorIs(t, New(c, b).Announce(t.Context(), &record, l.Unpublished()), broken)
	require.Zero(t, c.calls, "what is not in the book is not delivered")
}

func TestReplay(t *testing.T) {
	c, b, l := announce(t, &order.Callback{URL: "https://shop.example"})
	a := New(c, b)
	before := time.Now()
	notice, err := a.Replay(t.Context(), order.NoticeID(l.ID, 2))
	require.NoError(t, err)
	require.Equal(t, l.ID, notice.OrderID)
	require.Equal(t, "callback:"+l.ID, c.id)
	require.Len(t, c.refs, 1)
	require.False(t, c.refs[0].Since.Before(before), "its patience begins anew")
	_, err = a.Replay(t.Context(), "none")
	require.Equal(t, order.CodeNotFound, order.CodeOf(err))
}

func TestReplayingDeadLetters(t *testing.T) {
	c, b, l := announce(t, &order.Callback{URL: "https://shop.example"})
	a := New(c, b)
	first, second := order.NoticeID(l.ID, 1), order.NoticeID(l.ID, 2)
	for id, notice := range map[string]order.Notice{
		first: b.notices[first], second: b.notices[second],
		"other": {ID: "other", OrderID: "other order", CreatedAt: noon.Add(30 * time.Second)},
		"new":   {ID: "new", OrderID: "new order", CreatedAt: noon.Add(time.Hour)},
	} {
		notice.State = order.NoticeDead
		b.notices[id] = notice
	}
	c.err = serviceerror.NewUnavailable("away")
	replayed, more, err := a.ReplayDead(t.Context(), order.NoticeFilter{Limit: 3})
	require.Equal(t, order.CodeUnavailable, order.CodeOf(err))
	require.Zero(t, replayed)
	require.True(t, more)
	require.Equal(t, order.NoticeDead, b.notices[first].State, "what cannot be set going stays a dead letter")

	c.err, c.signals = nil, nil
	replayed, more, err = a.ReplayDead(t.Context(), order.NoticeFilter{Limit: 3})
	require.NoError(t, err)
	require.Equal(t, 3, replayed)
	require.True(t, more)
	require.Len(t, c.signals, 2, "one signal for each order")
	require.Equal(t, []string{first, second}, []string{c.signals[0][0].ID, c.signals[0][1].ID}, "in their order")
	require.Equal(t, "other", c.signals[1][0].ID)
	replayed, more, err = a.ReplayDead(t.Context(), order.NoticeFilter{Limit: 3})
	require.NoError(t, err)
	require.Equal(t, 1, replayed)
	require.False(t, more)
}
