// Package announce starts the workflows that deliver callbacks.
package announce

import (
	"context"
	"errors"
	"fmt"
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

// Book keeps notices.
type Book interface {
	// AddNotices keeps new notices; those that are there stay as they are.
	AddNotices(ctx context.Context, notices []order.Notice) error
	// ReviveNotice makes a notice one that was never tried.
	ReviveNotice(ctx context.Context, id string) error
	Notice(ctx context.Context, id string) (order.Notice, error)
	Notices(ctx context.Context, filter order.NoticeFilter) (order.NoticePage, error)
	// NoteDead gives a notice up that is still to be delivered.
	NoteDead(ctx context.Context, id string) error
}

// Announcer sets callbacks going.
type Announcer struct {
	client client.Client
	book   Book
}

// New makes an Announcer over a client of the orders' namespace.
func New(client client.Client, book Book) *Announcer { return &Announcer{client: client, book: book} }

// Announce writes the notices that an order's events call for into the book and
// starts delivering them. It costs nothing when the order has no callback.
func (a *Announcer) Announce(ctx context.Context, record *order.Order, events []order.Event) error {
	notices := order.Notices(record, events)
	if len(notices) == 0 {
		return nil
	}
	if err := a.book.AddNotices(ctx, notices); err != nil {
		return fmt.Errorf("keep callbacks: %w", err)
	}
	refs := make([]workflows.NoticeRef, len(notices))
	for i, notice := range notices {
		refs[i] = workflows.NoticeRef{ID: notice.ID, Since: notice.CreatedAt}
	}
	return a.start(ctx, record.ID, refs)
}

// Replay has a notice delivered once more, with new patience.
func (a *Announcer) Replay(ctx context.Context, id string) (order.Notice, error) {
	notice, err := a.book.Notice(ctx, id)
	if err != nil {
		return order.Notice{}, err
	}
	if err := a.revive(ctx, notice.OrderID, []workflows.NoticeRef{{ID: id, Since: time.Now()}}); err != nil {
		return order.Notice{}, err
	}
	return a.book.Notice(ctx, id)
}

// ReplayDead has dead letters delivered once more, the oldest first and at most
// filter.Limit of them, those of one order in their order. It says how many, also
// beside an error, and whether there are more.
func (a *Announcer) ReplayDead(ctx context.Context, filter order.NoticeFilter) (replayed int, more bool, err error) {
	filter.State, filter.OldestFirst, filter.Cursor = order.NoticeDead, true, ""
	page, err := a.book.Notices(ctx, filter)
	if err != nil {
		return 0, false, err
	}
	var orders []string
	notices := map[string][]workflows.NoticeRef{}
	for _, notice := range page.Notices {
		if notices[notice.OrderID] == nil {
			orders = append(orders, notice.OrderID)
		}
		notices[notice.OrderID] = append(notices[notice.OrderID], workflows.NoticeRef{ID: notice.ID, Since: time.Now()})
	}
	for _, id := range orders {
		if err := a.revive(ctx, id, notices[id]); err != nil {
			return replayed, true, err
		}
		replayed += len(notices[id])
	}
	return replayed, page.Next != "", nil
}

// revive sends an order's dead letters out again; when that cannot be set going
// they are dead letters as before, and not some that nobody delivers.
func (a *Announcer) revive(ctx context.Context, orderID string, refs []workflows.NoticeRef) (err error) {
	var revived []string
	for _, ref := range refs {
		if err = a.book.ReviveNotice(ctx, ref.ID); err != nil {
			break
		}
		revived = append(revived, ref.ID)
	}
	if err == nil {
		err = a.start(ctx, orderID, refs)
	}
	if err == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), undoTime)
	defer cancel()
	for _, id := range revived {
		err = errors.Join(err, a.book.NoteDead(ctx, id))
	}
	return err
}

// undoTime bounds the taking back of what could not be set going.
const undoTime = 5 * time.Second

func (a *Announcer) start(ctx context.Context, orderID string, refs []workflows.NoticeRef) error {
	id := workflows.CallbacksID(orderID)
	_, err := a.client.SignalWithStartWorkflow(ctx, id, workflows.SignalNotices, refs, client.StartWorkflowOptions{
		ID: id, TaskQueue: workflows.OrdersQueue,
		WorkflowIDReusePolicy: enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		StaticSummary:         "callbacks of order " + orderID,
	}, workflows.CallbacksType, []workflows.NoticeRef(nil))
	if err == nil {
		return nil
	}
	var gone *serviceerror.Unavailable
	if errors.As(err, &gone) || errors.Is(err, context.DeadlineExceeded) {
		return order.Errorf(order.CodeUnavailable, "Callbacks cannot be set going now; try again in a moment.")
	}
	return fmt.Errorf("start delivering callbacks: %w", err)
}
