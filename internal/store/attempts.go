package store

import (
	"context"
	"fmt"
	"time"
)

// maxAttempts bounds how many attempts of one order are read.
const maxAttempts = 1000

// Attempt is one try at a step of work on the station. One that never ended was
// cut off: its outcome is unknown.
type Attempt struct {
	OrderID   string        `json:"order_id"`
	Step      string        `json:"step"`
	Attempt   int           `json:"attempt"`
	StartedAt time.Time     `json:"started_at"`
	EndedAt   *time.Time    `json:"ended_at,omitempty"`
	Outcome   string        `json:"outcome,omitempty"`
	Code      string        `json:"code,omitempty"`
	Duration  time.Duration `json:"-"`
}

// BeginAttempt notes a try before it is made.
func (s *Store) BeginAttempt(ctx context.Context, orderID, step string, attempt int) (id int64, err error) {
	// A statement with RETURNING writes, so it must not go to the readers.
	err = s.write.GetContext(ctx, &id, s.write.Rebind("INSERT INTO pos_attempts (order_id, step, attempt, started_at) VALUES (?, ?, ?, ?) RETURNING id"),
		orderID, step, attempt, s.now().UnixMicro())
	if err != nil {
		return 0, fmt.Errorf("note an attempt for order %s: %w", orderID, err)
	}
	return id, nil
}

// EndAttempt notes what came of a try. The code is of the error table or the
// station's own; neither it nor the outcome may name a guest.
func (s *Store) EndAttempt(ctx context.Context, id int64, outcome, code string) error {
	now := s.now().UnixMicro()
	rows, err := s.exec(ctx, "UPDATE pos_attempts SET ended_at = ?, outcome = ?, code = ?, duration_ms = (? - started_at) / 1000 WHERE id = ?",
		now, outcome, code, now, id)
	return found(rows, err, "attempt")
}

// Attempts are the newest tries for an order, oldest first.
func (s *Store) Attempts(ctx context.Context, orderID string) ([]Attempt, error) {
	var rows []struct {
		Step      string `db:"step"`
		Attempt   int    `db:"attempt"`
		StartedAt int64  `db:"started_at"`
		EndedAt   *int64 `db:"ended_at"`
		Outcome   string `db:"outcome"`
		Code      string `db:"code"`
		Millis    *int64 `db:"duration_ms"`
	}
	if !keepable(orderID) {
		return nil, nil
	}
	err := s.list(ctx, &rows, "SELECT step, attempt, started_at, ended_at, outcome, code, duration_ms FROM pos_attempts WHERE order_id = ? ORDER BY id DESC LIMIT ?",
		orderID, maxAttempts)
	if err != nil {
		return nil, fmt.Errorf("read the attempts for order %s: %w", orderID, err)
	}
	attempts := make([]Attempt, len(rows))
	for i, row := range rows {
		attempt := Attempt{OrderID: orderID, Step: row.Step, Attempt: row.Attempt, StartedAt: moment(row.StartedAt),
			EndedAt: optionalMoment(row.EndedAt), Outcome: row.Outcome, Code: row.Code}
		if row.Millis != nil {
			attempt.Duration = time.Duration(*row.Millis) * time.Millisecond
		}
		attempts[len(rows)-1-i] = attempt
	}
	return attempts, nil
}
