package standalone_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/worker"
	"github.com/orderhatch/orderhatch/workflows"
)

// TestEndingsOfCallbacks lives what the delivery of callbacks may come to, and
// keeps the histories as TestEndings does.
func TestEndingsOfCallbacks(t *testing.T) {
	for name, one := range map[string]struct {
		first, later []string
		taken, dead  []string
	}{
		// The receiver is busy when it is first asked; more notices come meanwhile.
		"callbacks-delivered": {first: []string{"busy", "b"}, later: []string{"c"}, taken: []string{"busy", "b", "c"}},
		"callbacks-given-up":  {first: []string{"a", "forbidden", "c"}, taken: []string{"a", "c"}, dead: []string{"forbidden"}},
	} {
		t.Run(name, func(t *testing.T) {
			h, receiver := openHouse(t), &fakeReceiver{asked: make(chan struct{}), resume: make(chan struct{}), notices: map[string]order.Notice{}}
			h.hire("one", func(o *worker.Options) { o.Callbacks = &activities.Callbacks{Book: receiver, Courier: receiver} })
			id := workflows.CallbacksID(name)
			send := func(ids []string) {
				var refs []workflows.NoticeRef
				for _, each := range receiver.expect(ids) {
					refs = append(refs, workflows.NoticeRef{ID: each, Since: time.Now()})
				}
				_, err := h.client.SignalWithStartWorkflow(t.Context(), id, workflows.SignalNotices, refs,
					client.StartWorkflowOptions{TaskQueue: workflows.OrdersQueue}, workflows.CallbacksType, []workflows.NoticeRef(nil))
				require.NoError(t, err)
			}
			send(one.first)
			<-receiver.asked
			if one.later != nil {
				send(one.later)
			}
			close(receiver.resume)
			awaitResult(t, h, id, nil)
			require.Equal(t, one.taken, receiver.taken)
			require.Equal(t, one.dead, receiver.dead)
			keepHistory(t, h, name, id)
		})
	}
}

// fakeReceiver stands for the receiver of callbacks and for the book of them.
type fakeReceiver struct {
	once          sync.Once
	asked, resume chan struct{}

	mu      sync.Mutex
	notices map[string]order.Notice
	tries   int
	taken   []string
	dead    []string
}

func (r *fakeReceiver) expect(ids []string) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range ids {
		r.notices[id] = order.Notice{ID: id, State: order.NoticePending}
	}
	return ids
}

func (r *fakeReceiver) Deliver(_ context.Context, notice order.Notice) (order.NoticeAttempt, error) {
	r.once.Do(func() { close(r.asked) })
	<-r.resume
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tries++
	switch {
	case notice.ID == "busy" && r.tries == 1:
		return order.NoticeAttempt{}, activities.ErrReceiverBusy
	case notice.ID == "forbidden":
		return order.NoticeAttempt{Final: true, Error: "this address is not allowed"}, nil
	}
	r.taken = append(r.taken, notice.ID)
	return order.NoticeAttempt{OK: true, Status: 204}, nil
}

func (r *fakeReceiver) Notice(_ context.Context, id string) (order.Notice, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.notices[id], nil
}

func (r *fakeReceiver) NoteAttempt(_ context.Context, id string, attempt order.NoticeAttempt, _ time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	notice := r.notices[id]
	notice.Attempts++
	if attempt.OK {
		notice.State = order.NoticeDelivered
	}
	r.notices[id] = notice
	return nil
}

func (r *fakeReceiver) NoteDead(_ context.Context, id string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dead = append(r.dead, id)
	return nil
}

func (r *fakeReceiver) GaveUp(order.Notice) {}

// TestEndingsOfSweeps lives a sweep in which one of two stations cannot be looked
// at, and one of a single restaurant.
func TestEndingsOfSweeps(t *testing.T) {
	for name, request := range map[string]activities.SweepRequest{
		"sweep":                   {},
		"sweep-of-one-restaurant": {Restaurant: "arbat-1", DryRun: true},
	} {
		t.Run(name, func(t *testing.T) {
			h, sweeper := openHouse(t, "arbat-1", "zoo-2"), &fakeSweeper{}
			h.hire("one", func(o *worker.Options) { o.Sweeper = sweeper })
			run, err := h.client.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: workflows.SweepNow, TaskQueue: workflows.OrdersQueue}, workflows.SweepType, request)
			require.NoError(t, err)
			var swept order.Sweep
			awaitResult(t, h, run.GetID(), &swept)
			require.Equal(t, []string{"arbat-1"}, swept.Stations)
			require.Equal(t, request.Restaurant == "", len(swept.Unseen) == 1, "%v", swept.Unseen)
			require.Len(t, swept.Found, 2, "one of the orders, one of the station")
			require.Equal(t, swept.Found, sweeper.kept.Found)
			keepHistory(t, h, name, run.GetID())
		})
	}
}

type fakeSweeper struct {
	mu   sync.Mutex
	kept order.Sweep
}

func (s *fakeSweeper) Orders(_ context.Context, request activities.SweepRequest) (activities.OrdersSwept, error) {
	swept := activities.OrdersSwept{Orders: 3, Restaurants: []string{"arbat-1", "zoo-2"}, Found: []order.Discrepancy{{Kind: order.WorkflowMissing, Restaurant: "arbat-1"}}}
	if request.Restaurant != "" {
		swept.Restaurants = []string{request.Restaurant}
	}
	return swept, nil
}

func (s *fakeSweeper) Station(_ context.Context, request activities.SweepRequest) ([]order.Discrepancy, error) {
	if request.Restaurant == "zoo-2" {
		return nil, stationFault(order.CodeStationUnreachable, true, true)
	}
	return []order.Discrepancy{{Kind: order.StationOrphan, Restaurant: request.Restaurant}}, nil
}

func (s *fakeSweeper) Keep(_ context.Context, sweep order.Sweep) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = sweep
	return nil
}
