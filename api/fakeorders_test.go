package api

import (
	"context"
	"slices"
	"strconv"

	"github.com/orderhatch/orderhatch/internal/order"
)

func (w *world) Order(_ context.Context, id string) (order.Order, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.databaseErr != nil {
		return order.Order{}, false, w.databaseErr
	}
	for _, life := range w.lives {
		if life.ID == id {
			return life.Record(), false, nil
		}
	}
	if record, ok := w.pending[id]; ok {
		return record, true, nil
	}
	return order.Order{}, false, order.Errorf(order.CodeNotFound, "no such order")
}

func (w *world) Submitted(_ context.Context, source, externalID string) (order.Submitted, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.databaseErr != nil {
		return order.Submitted{}, w.databaseErr
	}
	if taken, ok := w.taken[order.WorkflowID(source, externalID)]; ok {
		return taken, nil
	}
	return order.Submitted{}, order.Errorf(order.CodeNotFound, "no such order")
}

func (w *world) InsertPending(_ context.Context, record order.Order, hash string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pending[record.ID] = record
	w.taken[order.WorkflowID(record.Source, record.ExternalID)] = order.Submitted{ID: record.ID, ContentHash: hash, Pending: true, First: record}
	return nil
}

func (w *world) Orders(_ context.Context, filter order.Filter) (order.Page, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.databaseErr != nil {
		return order.Page{}, w.databaseErr
	}
	var all []order.Order
	for _, life := range w.lives {
		record := life.Record()
		if (len(filter.Statuses) == 0 || slices.Contains(filter.Statuses, record.Status)) &&
			(len(filter.Restaurants) == 0 || slices.Contains(filter.Restaurants, record.Restaurant)) &&
			!record.CreatedAt.Before(filter.Since) &&
			(filter.Source == "" || filter.Source == record.Source) &&
			(filter.ExternalID == "" || filter.ExternalID == record.ExternalID) &&
			(filter.Injection == "" || filter.Injection == record.Injection.State) {
			all = append(all, record)
		}
	}
	slices.SortFunc(all, func(a, b order.Order) int { return b.CreatedAt.Compare(a.CreatedAt) })
	from, _ := strconv.Atoi(filter.Cursor)
	to := min(len(all), from+filter.Limit)
	page := order.Page{Orders: all[min(from, len(all)):to]}
	if to < len(all) {
		page.Next = strconv.Itoa(to)
	}
	return page, nil
}

func (w *world) Events(_ context.Context, filter order.FeedFilter) ([]order.FeedEvent, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.databaseErr != nil {
		return nil, w.databaseErr
	}
	var found []order.FeedEvent
	for _, event := range w.events {
		if event.ID > filter.After && wants(filter, event) && len(found) < filter.Limit {
			found = append(found, event)
		}
	}
	return found, nil
}

func (w *world) LastEventID(context.Context) (int64, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return int64(len(w.events)), w.databaseErr
}

func (w *world) Subscribe() (<-chan struct{}, func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	wake := make(chan struct{}, 1)
	w.wakes[wake] = struct{}{}
	return wake, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.wakes, wake)
	}
}

func (w *world) Ping(context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.databaseErr
}
