package api

import (
	"context"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// keepPending lets the order be found before a worker has seen it. Its workflow
// is started and will write it in any case, so failing here is no fault.
func (s *Server) keepPending(ctx context.Context, record order.Order, hash string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := s.orders.InsertPending(ctx, record, hash); err != nil {
		s.log.WarnContext(ctx, "An order that waits for a worker cannot be shown until one comes", "request_id", requestID(ctx), "order", record.ID, "error", err)
	}
}

// pendingRecord makes sure that a record names its order, whatever the receipt held.
func pendingRecord(id, source string, submission order.Submission, record order.Order) order.Order {
	if record.ID == "" {
		record = order.Order{Submission: submission}
	}
	record.ID, record.Source = id, source
	return record
}
