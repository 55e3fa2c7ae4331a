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
	if err := a.book.ReviveNotice(ctx, id); err != nil {
		return order.Notice{}, err
	}
	notice, err := a.book.Notice(ctx, id)
	if err != nil {
		return order.Notice{}, err
	}
	return notice, a.start(ctx, notice.OrderID, []workflows.NoticeRef{{ID: id, Since: time.Now()}})
}

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
