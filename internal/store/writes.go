package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// ClaimWrite takes a step of an order in hand for a while. It is ours when
// nobody has it, the holder's time is over, it was ours already, or we hold the
// restaurant's lease: whoever had that before is dead, or was cut off. What
// earlier holders noted comes back; held says whether the write is ours now.
func (s *Store) ClaimWrite(ctx context.Context, write restaurant.StationWrite, hold time.Duration) (there restaurant.StationWrite, held bool, err error) {
	now, lease := s.dialect.clock(s.now()), restaurant.Lease(write.Restaurant)
	err = s.inTx(ctx, func(tx transaction) error {
		if err := s.mayWrite(ctx, tx, write.Restaurant, write.Holder); err != nil {
			if errors.Is(err, errNotHeld) {
				return nil
			}
			return err
		}
		rows, err := tx.exec(ctx, `
			INSERT INTO station_writes (order_id, step, restaurant, holder, held_until, noted_at) VALUES (?, ?, ?, ?, `+now+` + `+micros(hold)+`, ?)
			ON CONFLICT (order_id, step) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
				WHERE station_writes.holder = excluded.holder OR station_writes.held_until <= `+now+`
					OR EXISTS (SELECT 1 FROM leases WHERE name = ? AND holder = excluded.holder AND expires_at > `+now+`)`,
			write.OrderID, write.Step, write.Restaurant, write.Holder, s.now().UnixMicro(), lease)
		if err != nil {
			return err
		}
		held = rows > 0
		there, err = s.readWrite(ctx, tx, write.OrderID, write.Step)
		return err
	})
	if err != nil {
		return restaurant.StationWrite{}, false, fmt.Errorf("take the %s of order %s in hand: %w", write.Step, write.OrderID, err)
	}
	return there, held, nil
}

// NoteSend notes that the holder is about to send, with the bytes it sends and
// what was there before, unless that is empty. It holds the write for a while
// from now; an error says that it is not the holder any more, or that the
// restaurant's lease is not its own.
func (s *Store) NoteSend(ctx context.Context, write restaurant.StationWrite, hold time.Duration) error {
	now := s.dialect.clock(s.now())
	rows, err := s.exec(ctx, `
		UPDATE station_writes SET sends = sends + 1, sent_at = ?, body = ?, held_until = `+now+` + `+micros(hold)+`,
			before = CASE WHEN ? = '' THEN before ELSE ? END
		WHERE order_id = ? AND step = ? AND holder = ? AND NOT EXISTS (`+s.leaseLost()+`)`,
		s.now().UnixMicro(), s.ring.Seal(write.Body, writePlace(write.OrderID, write.Step)), write.Before, write.Before, write.OrderID, write.Step, write.Holder,
		restaurant.Lease(write.Restaurant), write.Holder)
	switch {
	case err != nil:
		return fmt.Errorf("note the %s of order %s: %w", write.Step, write.OrderID, err)
	case rows == 0:
		return errNotHeld
	}
	return nil
}

// NoteNotSent takes back what NoteSend noted: the station cannot have read it.
func (s *Store) NoteNotSent(ctx context.Context, write restaurant.StationWrite) error {
	_, err := s.exec(ctx, "UPDATE station_writes SET sends = sends - 1 WHERE order_id = ? AND step = ? AND holder = ? AND sends > 0",
		write.OrderID, write.Step, write.Holder)
	if err != nil {
		return fmt.Errorf("note the %s of order %s: %w", write.Step, write.OrderID, err)
	}
	return nil
}

// Write is what was noted of a step, without taking it in hand.
func (s *Store) Write(ctx context.Context, orderID, step string) (restaurant.StationWrite, error) {
	write, err := s.readWrite(ctx, s, orderID, step)
	if err != nil {
		return write, fmt.Errorf("read the %s of order %s: %w", step, orderID, err)
	}
	return write, nil
}

// ForgetOldWrites drops what was noted before a moment.
func (s *Store) ForgetOldWrites(ctx context.Context, before time.Time) error {
	if _, err := s.exec(ctx, "DELETE FROM station_writes WHERE noted_at < ?", before.UnixMicro()); err != nil {
		return fmt.Errorf("forget old writes: %w", err)
	}
	return nil
}

func (s *Store) readWrite(ctx context.Context, on statements, orderID, step string) (restaurant.StationWrite, error) {
	var row struct {
		Restaurant string `db:"restaurant"`
		Holder     string `db:"holder"`
		Sends      int    `db:"sends"`
		Before     string `db:"before"`
		Body       []byte `db:"body"`
		SentAt     *int64 `db:"sent_at"`
	}
	err := on.get(ctx, &row, "SELECT restaurant, holder, sends, before, body, sent_at FROM station_writes WHERE order_id = ? AND step = ?", orderID, step)
	if errors.Is(err, sql.ErrNoRows) { // forgotten at this very moment
		return restaurant.StationWrite{OrderID: orderID, Step: step}, nil
	}
	if err != nil {
		return restaurant.StationWrite{}, err
	}
	write := restaurant.StationWrite{OrderID: orderID, Step: step, Restaurant: row.Restaurant, Holder: row.Holder, Sends: row.Sends, Before: row.Before}
	if row.SentAt != nil {
		write.SentAt = moment(*row.SentAt)
	}
	if row.Body != nil {
		if write.Body, err = s.ring.Open(row.Body, writePlace(orderID, step)); err != nil {
			return write, fmt.Errorf("the bytes kept of it: %w", err)
		}
	}
	return write, nil
}

// errNotHeld says that another process took a write over.
var errNotHeld = order.Errorf(order.CodeUnavailable, "Another process has this work in hand.")

func micros(d time.Duration) string { return strconv.FormatInt(d.Microseconds(), 10) }

// writePlace ties bytes to their order and step.
func writePlace(orderID, step string) []byte { return []byte("write\x00" + orderID + "\x00" + step) }

// Writes are the steps that are noted of an order, the oldest first, without
// the bytes that were sent.
func (s *Store) Writes(ctx context.Context, orderID string) ([]restaurant.StationWrite, error) {
	var rows []struct {
		Step       string `db:"step"`
		Restaurant string `db:"restaurant"`
		Holder     string `db:"holder"`
		Sends      int    `db:"sends"`
		NotedAt    int64  `db:"noted_at"`
		SentAt     *int64 `db:"sent_at"`
	}
	if err := s.list(ctx, &rows, "SELECT step, restaurant, holder, sends, noted_at, sent_at FROM station_writes WHERE order_id = ? ORDER BY noted_at, step", orderID); err != nil {
		return nil, fmt.Errorf("read the writes of order %s: %w", orderID, err)
	}
	writes := make([]restaurant.StationWrite, len(rows))
	for i, row := range rows {
		writes[i] = restaurant.StationWrite{OrderID: orderID, Step: row.Step, Restaurant: row.Restaurant, Holder: row.Holder, Sends: row.Sends, NotedAt: moment(row.NotedAt)}
		if row.SentAt != nil {
			writes[i].SentAt = moment(*row.SentAt)
		}
	}
	return writes, nil
}
