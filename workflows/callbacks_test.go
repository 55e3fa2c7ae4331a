package workflows

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
)

// receivers stands for the receivers of an order's callbacks and for the book.
type receivers struct {
	env     *testsuite.TestWorkflowEnvironment
	notices map[string]order.Notice
	// fails says how often a notice fails before it is taken; forbidden ones never are.
	fails     map[string]int
	forbidden map[string]bool
	busy      map[string]int
	got       []string
	tries     []time.Duration // since the start
	dead      []string
	started   time.Time
}

func deliveries(t *testing.T) *receivers {
	t.Helper()
	suite := testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	r := &receivers{env: suite.NewTestWorkflowEnvironment(), notices: map[string]order.Notice{}, fails: map[string]int{}, forbidden: map[string]bool{}, busy: map[string]int{}}
	callbacks := &activities.Callbacks{Book: r, Courier: r, Now: func() time.Time { return r.env.Now() }}
	r.env.RegisterActivityWithOptions(callbacks.Deliver, activity.RegisterOptions{Name: activities.DeliverNotices})
	r.env.RegisterActivityWithOptions(callbacks.GiveUp, activity.RegisterOptions{Name: activities.GiveUpNotice})
	r.env.SetTestTimeout(10 * time.Second)
	r.started = r.env.Now()
	return r
}

// refs are new notices that begin their patience now.
func (r *receivers) refs(ids ...string) []NoticeRef {
	refs := make([]NoticeRef, len(ids))
	for i, id := range ids {
		refs[i] = NoticeRef{ID: id, Since: r.env.Now()}
		if _, known := r.notices[id]; !known {
			r.notices[id] = order.Notice{ID: id, State: order.NoticePending}
		}
	}
	return refs
}

func (r *receivers) run(t *testing.T, ids ...string) {
	t.Helper()
	r.env.RegisterDelayedCallback(func() { r.env.SignalWorkflow(SignalNotices, r.refs(ids...)) }, 0)
	r.env.ExecuteWorkflow(Callbacks, []NoticeRef(nil))
	require.True(t, r.env.IsWorkflowCompleted())
	require.NoError(t, r.env.GetWorkflowError())
}

func (r *receivers) Notice(_ context.Context, id string) (order.Notice, error) {
	if notice, ok := r.notices[id]; ok {
		return notice, nil
	}
	return order.Notice{}, order.Errorf(order.CodeNotFound, "no such notice")
}

func (r *receivers) NoteAttempt(_ context.Context, id string, attempt order.NoticeAttempt, next time.Time) error {
	notice := r.notices[id]
	notice.Attempts++
	notice.NextAttemptAt = &next
	if attempt.OK {
		notice.State = order.NoticeDelivered
	}
	r.notices[id] = notice
	return nil
}

func (r *receivers) NoteDead(_ context.Context, id string) error {
	notice := r.notices[id]
	notice.State = order.NoticeDead
	r.notices[id] = notice
	r.dead = append(r.dead, id)
	return nil
}

func (r *receivers) Deliver(_ context.Context, notice order.Notice) (order.NoticeAttempt, error) {
	if r.busy[notice.ID] > 0 {
		r.busy[notice.ID]--
		return order.NoticeAttempt{}, activities.ErrReceiverBusy
	}
	r.tries = append(r.tries, r.env.Now().Sub(r.started).Round(time.Second))
	if r.forbidden[notice.ID] {
		return order.NoticeAttempt{Error: "not allowed", Final: true}, nil
	}
	if r.fails[notice.ID] > 0 {
		r.fails[notice.ID]--
		return order.NoticeAttempt{Status: 500, Error: "the receiver answered 500"}, nil
	}
	r.got = append(r.got, notice.ID)
	return order.NoticeAttempt{OK: true, Status: 200}, nil
}

func (r *receivers) GaveUp(order.Notice) {}

func TestNoticesAreDeliveredInTheirOrder(t *testing.T) {
	r := deliveries(t)
	r.fails["b"] = 3
	r.env.RegisterDelayedCallback(func() { r.env.SignalWorkflow(SignalNotices, r.refs("b", "c", "d")) }, 15*time.Second)
	r.run(t, "a", "b", "c")
	require.Equal(t, []string{"a", "b", "c", "d"}, r.got, "each once, a failing one holds the later ones back")
	require.Empty(t, r.dead)
}

// What came in one moment costs one activity, and a failing one is not sent again
// with those before it.
func TestWhatComesTogetherIsDeliveredTogether(t *testing.T) {
	r := deliveries(t)
	calls := 0
	r.env.SetOnActivityStartedListener(func(*activity.Info, context.Context, converter.EncodedValues) { calls++ })
	r.run(t, "a", "b", "c")
	require.Equal(t, []string{"a", "b", "c"}, r.got)
	require.Equal(t, 1, calls)

	r = deliveries(t)
	r.fails["c"] = 2
	r.forbidden["d"] = true
	r.run(t, "a", "b", "c", "d", "e")
	require.Equal(t, []string{"a", "b", "c", "e"}, r.got)
	require.Equal(t, []string{"d"}, r.dead)
	require.Len(t, r.tries, 2+3+1+1)
	require.Equal(t, 10*time.Second, r.tries[3]-r.tries[2])
}

func TestABatchIsBounded(t *testing.T) {
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	queue := []NoticeRef{{ID: "a", Since: now}, {ID: "b", Since: now.Add(time.Second)}, {ID: "c", Since: now.Add(time.Hour)}}
	require.Len(t, batch(queue), 2, "each notice has its own day")
	require.Len(t, batch(queue[2:]), 1)
	require.Len(t, batch(make([]NoticeRef, 100)), together)
}

func TestRetriesDoubleUpToHalfAnHourForADay(t *testing.T) {
	r := deliveries(t)
	r.fails["a"] = 1_000_000
	r.run(t, "a")
	var pauses []time.Duration
	for i := 1; i < len(r.tries); i++ {
		pauses = append(pauses, r.tries[i]-r.tries[i-1])
	}
	require.Equal(t, []time.Duration{10 * time.Second, 20 * time.Second, 40 * time.Second, 80 * time.Second, 160 * time.Second, 320 * time.Second, 640 * time.Second,
		1280 * time.Second, 30 * time.Minute, 30 * time.Minute}, pauses[:10])
	last := r.tries[len(r.tries)-1]
	require.Greater(t, last, 23*time.Hour)
	require.LessOrEqual(t, last, 24*time.Hour)
	require.Equal(t, []string{"a"}, r.dead)
}

func TestADeadLetterLetsTheNextOneBeTried(t *testing.T) {
	r := deliveries(t)
	r.fails["a"], r.fails["b"] = 1_000_000, 0
	r.run(t, "a", "b")
	require.Equal(t, []string{"a"}, r.dead)
	require.Equal(t, []string{"b"}, r.got, "it is tried although its own day is over")
}

func TestAForbiddenAddressIsGivenUpAtOnce(t *testing.T) {
	r := deliveries(t)
	r.forbidden["a"] = true
	r.run(t, "a", "b")
	require.Equal(t, []string{"a"}, r.dead)
	require.Equal(t, []string{"b"}, r.got)
	require.Len(t, r.tries, 2)
	require.Less(t, r.tries[1], time.Minute)
}

// Waiting for a busy receiver's turn is no failure of it: the next real try
// does not come later for it.
func TestABusyReceiverCostsNoPatience(t *testing.T) {
	r := deliveries(t)
	r.busy["a"], r.fails["a"] = 40, 2
	r.run(t, "a")
	require.Equal(t, []string{"a"}, r.got)
	require.Len(t, r.tries, 3)
	require.Equal(t, 10*time.Second, r.tries[1]-r.tries[0])
	require.Equal(t, 20*time.Second, r.tries[2]-r.tries[1])
}

func TestWhatWasDeliveredIsNotSentAgain(t *testing.T) {
	r := deliveries(t)
	r.notices["a"] = order.Notice{ID: "a", State: order.NoticeDelivered}
	r.run(t, "a", "b")
	require.Equal(t, []string{"b"}, r.got)
}

func TestAForgottenNoticeStopsNothing(t *testing.T) {
	r := deliveries(t)
	r.env.RegisterDelayedCallback(func() { r.env.SignalWorkflow(SignalNotices, []NoticeRef{{ID: "gone"}}) }, 0)
	r.run(t, "b")
	require.Equal(t, []string{"b"}, r.got)
}

func TestALongQueueGoesOnInANewRun(t *testing.T) {
	r := deliveries(t)
	r.env.SetContinueAsNewSuggested(true)
	r.env.RegisterDelayedCallback(func() { r.env.SignalWorkflow(SignalNotices, r.refs("a", "b")) }, 0)
	r.env.ExecuteWorkflow(Callbacks, []NoticeRef(nil))
	require.ErrorContains(t, r.env.GetWorkflowError(), "continue as new")
	require.Empty(t, r.got)
}

func ExampleCallbacksID() {
	fmt.Println(CallbacksID("5f1bbf54-5b0c-5d43-8d43-0d9f5d9f6a11"))
	// Output: callback:5f1bbf54-5b0c-5d43-8d43-0d9f5d9f6a11
}
