package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	noticeColumns = "id, order_id, sequence, source, restaurant, external_id, url, form, event, state, attempts, last_status, last_error, created_at, next_attempt_at, delivered_at, updated_at"
	maxErrorText  = 200
)

type noticeRow struct {
	ID            string `db:"id"`
	OrderID       string `db:"order_id"`
	Sequence      int64  `db:"sequence"`
	Source        string `db:"source"`
	Restaurant    string `db:"restaurant"`
	ExternalID    string `db:"external_id"`
	URL           string `db:"url"`
	Form          string `db:"form"`
	Event         string `db:"event"`
	State         string `db:"state"`
	Attempts      int    `db:"attempts"`
	LastStatus    int    `db:"last_status"`
	LastError     string `db:"last_error"`
	CreatedAt     int64  `db:"created_at"`
	NextAttemptAt *int64 `db:"next_attempt_at"`
	DeliveredAt   *int64 `db:"delivered_at"`
	UpdatedAt     int64  `db:"updated_at"`
	Tries         string `db:"tries"` // read of single callbacks only
}

// AddNotices keeps callbacks that are to be delivered. Those that are there
// already stay as they are.
func (s *Store) AddNotices(ctx context.Context, notices []order.Notice) error {
	err := s.inTx(ctx, func(tx transaction) error {
		for _, notice := range notices {
			event, err := jsonText(notice.Event)
			if err != nil {
				return err
			}
			_, err = tx.exec(ctx, `
				INSERT INTO callbacks (id, order_id, sequence, source, restaurant, external_id, url, form, event, state, attempts, created_at, updated_at)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?) ON CONFLICT DO NOTHING`,
				notice.ID, notice.OrderID, notice.Event.Sequence, notice.Source, notice.Restaurant, notice.ExternalID, notice.URL,
				string(notice.Form), event, string(order.NoticePending), notice.CreatedAt.UnixMicro(), notice.CreatedAt.UnixMicro())
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write callbacks: %w", err)
	}
	return nil
}

// Notice is one callback.
func (s *Store) Notice(ctx context.Context, id string) (order.Notice, error) {
	var row noticeRow
	if err := s.getByText(ctx, &row, "SELECT "+noticeColumns+", tries FROM callbacks WHERE id = ?", id); err != nil {
		return order.Notice{}, lookedUp(err, "callback")
	}
	return row.notice()
}

// NoteAttempt writes down what came of sending a callback. Next is when it is
// sent again if it failed.
func (s *Store) NoteAttempt(ctx context.Context, id string, attempt order.NoticeAttempt, next time.Time) error {
	now := s.now()
	micros := now.UnixMicro()
	state, nextAt, deliveredAt := order.NoticePending, optionalMicros(&next), (*int64)(nil)
	if attempt.OK {
		state, nextAt, deliveredAt = order.NoticeDelivered, nil, &micros
	}
	attempt.Error = cut(attempt.Error, maxErrorText)
	return s.inTx(ctx, func(tx transaction) error {
		tries, err := triesWith(ctx, tx, id, order.NoticeTry{At: now.UTC(), Status: attempt.Status, Error: attempt.Error, Seconds: attempt.Duration.Seconds()})
		if err != nil {
			return err
		}
		rows, err := tx.exec(ctx, `
			UPDATE callbacks SET state = ?, attempts = attempts + 1, last_status = ?, last_error = ?, next_attempt_at = ?, delivered_at = ?, updated_at = ?, tries = ?
			WHERE id = ?`, string(state), attempt.Status, attempt.Error, nextAt, deliveredAt, micros, tries, id)
		return found(rows, err, "callback")
	})
}

// triesWith is the log of a callback with one more try, and the oldest left out
// when there are many.
func triesWith(ctx context.Context, tx transaction, id string, try order.NoticeTry) (string, error) {
	var text string
	if err := tx.get(ctx, &text, "SELECT tries FROM callbacks WHERE id = ?", id); err != nil {
		return "", lookedUp(err, "callback")
	}
	var tries []order.NoticeTry
	if err := json.Unmarshal([]byte(text), &tries); err != nil {
		return "", fmt.Errorf("the log of callback %s cannot be read: %w", id, err)
	}
	tries = append(tries, try)
	return jsonText(tries[max(0, len(tries)-order.MaxNoticeTries):])
}

// NoteDead gives a callback up, unless it was delivered after all.
func (s *Store) NoteDead(ctx context.Context, id string) error {
	_, err := s.exec(ctx, "UPDATE callbacks SET state = ?, next_attempt_at = NULL, updated_at = ? WHERE id = ? AND state = ?",
		string(order.NoticeDead), s.now().UnixMicro(), id, string(order.NoticePending))
	if err != nil {
		return fmt.Errorf("give callback %s up: %w", id, err)
	}
	return nil
}

// ReviveNotice makes a callback one that was never tried, to be sent again.
func (s *Store) ReviveNotice(ctx context.Context, id string) error {
	rows, err := s.exec(ctx, `
		UPDATE callbacks SET state = ?, attempts = 0, last_status = 0, last_error = '', next_attempt_at = NULL, delivered_at = NULL, updated_at = ?
		WHERE id = ?`, string(order.NoticePending), s.now().UnixMicro(), id)
	return found(rows, err, "callback")
}

// Notices is a page of callbacks, newest first.
func (s *Store) Notices(ctx context.Context, filter order.NoticeFilter) (order.NoticePage, error) {
	where := &conditions{terms: []string{"1 = 1"}}
	in(where, "order_id", oneOf(filter.OrderID))
	in(where, "source", oneOf(filter.Source))
	in(where, "restaurant", filter.Restaurants)
	in(where, "state", oneOf(filter.State))
	if !filter.UpdatedBefore.IsZero() {
		where.add("updated_at < ?", filter.UpdatedBefore.UnixMicro())
	}
	if filter.Cursor != "" {
		createdAt, id, err := readCursor(filter.Cursor)
		if err != nil {
			return order.NoticePage{}, err
		}
		where.add("(created_at, id) < (?, ?)", createdAt, id)
	}
	if !keepable(append([]string{filter.OrderID, filter.Source, string(filter.State), filter.Cursor}, filter.Restaurants...)...) {
		return order.NoticePage{}, nil
	}
	limit := bounded(filter.Limit, defaultPage, maxPage)
	inOrder := " ORDER BY created_at DESC, id DESC LIMIT ?"
	if filter.OldestFirst {
		inOrder = " ORDER BY created_at, sequence LIMIT ?"
	}
	var rows []noticeRow
	err := s.list(ctx, &rows, "SELECT "+noticeColumns+" FROM callbacks WHERE "+where.String()+inOrder,
		append(where.args, limit+1)...)
	if err != nil {
		return order.NoticePage{}, fmt.Errorf("list callbacks: %w", err)
	}
	var page order.NoticePage
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = cursorOf(rows[limit-1].CreatedAt, rows[limit-1].ID)
	}
	for _, row := range rows {
		notice, err := row.notice()
		if err != nil {
			return order.NoticePage{}, err
		}
		page.Notices = append(page.Notices, notice)
	}
	return page, nil
}

// PruneNotices forgets callbacks that nobody has touched since a moment, but
// none that is still to be delivered. It says how many went.
func (s *Store) PruneNotices(ctx context.Context, before time.Time) (int64, error) {
	rows, err := s.exec(ctx, "DELETE FROM callbacks WHERE updated_at < ? AND state <> ?", before.UnixMicro(), string(order.NoticePending))
	if err != nil {
		return 0, fmt.Errorf("forget old callbacks: %w", err)
	}
	return rows, nil
}

func (r noticeRow) notice() (order.Notice, error) {
	notice := order.Notice{
		ID: r.ID, OrderID: r.OrderID, ExternalID: r.ExternalID, Source: r.Source, Restaurant: r.Restaurant, URL: r.URL,
		Form: order.CallbackForm(r.Form), State: order.NoticeState(r.State), Attempts: r.Attempts,
		LastStatus: r.LastStatus, LastError: r.LastError, CreatedAt: moment(r.CreatedAt),
		NextAttemptAt: optionalMoment(r.NextAttemptAt), DeliveredAt: optionalMoment(r.DeliveredAt), UpdatedAt: moment(r.UpdatedAt),
	}
	if err := json.Unmarshal([]byte(r.Event), &notice.Event); err != nil {
		return notice, fmt.Errorf("the stored callback %s cannot be read: %w", r.ID, err)
	}
	if r.Tries != "" && r.Tries != "[]" {
		if err := json.Unmarshal([]byte(r.Tries), &notice.Tries); err != nil {
			return notice, fmt.Errorf("the log of callback %s cannot be read: %w", r.ID, err)
		}
	}
	return notice, nil
}
