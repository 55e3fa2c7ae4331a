package store

import (
	"context"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// maxAttempts bounds how many attempts of one order are read.
const maxAttempts = 1000

// Attempt is one try at a step of work on the station. One that was cut off left
// none, but what it sent is noted with the step.
type Attempt struct {
	OrderID   string        `json:"order_id"`
	Step      string        `json:"step"`
	Attempt   int           `json:"attempt"`
	StartedAt time.Time     `json:"started_at"`
	EndedAt   time.Time     `json:"ended_at"`
	Outcome   string        `json:"outcome"`
	Code      string        `json:"code,omitempty"`
	Duration  time.Duration `json:"-"`
}

// EndStep notes how an attempt ended, what is settled by it, and that the holder
// has nothing of the order in hand any more: all or nothing. The code is of the
// error table or the station's own; neither it nor the outcome may name a guest.
func (s *Store) EndStep(ctx context.Context, end restaurant.StepEnd) error {
	now := s.now()
	err := s.inTx(ctx, func(tx transaction) error {
		if end.SettledAll || len(end.Settled) > 0 {
			if err := settleWrites(ctx, tx, end); err != nil {
				return err
			}
		}
		if _, err := tx.exec(ctx, "UPDATE station_writes SET held_until = 0 WHERE order_id = ? AND holder = ? AND held_until > 0", end.OrderID, end.Holder); err != nil {
			return err
		}
		_, err := tx.exec(ctx, "INSERT INTO pos_attempts (order_id, step, attempt, started_at, ended_at, outcome, code, duration_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			end.OrderID, end.Step, end.Attempt, end.StartedAt.UnixMicro(), now.UnixMicro(), end.Outcome, end.Code, now.Sub(end.StartedAt).Milliseconds())
		return err
	})
	if err != nil {
		return fmt.Errorf("note the end of the %s of order %s: %w", end.Step, end.OrderID, err)
	}
	return nil
}

// settleWrites notes that the outcome of steps is known. That they were sent
// stays noted for a while: a process that was held up, and believes to be the
// first, must look before it sends.
func settleWrites(ctx context.Context, tx transaction, end restaurant.StepEnd) error {
	var c conditions
	c.add("order_id = ?", end.OrderID)
	if !end.SettledAll {
		in(&c, "step", end.Settled)
	}
	_, err := tx.exec(ctx, "UPDATE station_writes SET body = NULL, held_until = 0 WHERE "+c.String(), c.args...)
	return err
}

// Attempts are the newest tries for an order, oldest first.
func (s *Store) Attempts(ctx context.Context, orderID string) ([]Attempt, error) {
	var rows []struct {
		Step      string `db:"step"`
		Attempt   int    `db:"attempt"`
		StartedAt int64  `db:"started_at"`
		EndedAt   int64  `db:"ended_at"`
		Outcome   string `db:"outcome"`
		Code      string `db:"code"`
		Millis    int64  `db:"duration_ms"`
	}
	if !keepable(orderID) {
		return nil, nil
	}
	err := s.list(ctx, &rows, "SELECT step, attempt, started_at, ended_at, outcome, code, duration_ms FROM pos_attempts WHERE order_id = ? AND ended_at IS NOT NULL ORDER BY id DESC LIMIT ?",
		orderID, maxAttempts)
	if err != nil {
		return nil, fmt.Errorf("read the attempts for order %s: %w", orderID, err)
	}
	attempts := make([]Attempt, len(rows))
	for i, row := range rows {
		attempts[len(rows)-1-i] = Attempt{OrderID: orderID, Step: row.Step, Attempt: row.Attempt, StartedAt: moment(row.StartedAt),
			EndedAt: moment(row.EndedAt), Outcome: row.Outcome, Code: row.Code, Duration: time.Duration(row.Millis) * time.Millisecond}
	}
	return attempts, nil
}
