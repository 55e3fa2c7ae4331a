package store

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/order"
)

// OrderNumber is the number under which sources of the replaced product know an
// order. The first question gives it one.
func (s *Store) OrderNumber(ctx context.Context, orderID string) (number int64, err error) {
	if !keepable(orderID) {
		return 0, order.Errorf(order.CodeNotFound, "There is no such order.")
	}
	if _, err := s.exec(ctx, "INSERT INTO order_numbers (order_id) VALUES (?) ON CONFLICT DO NOTHING", orderID); err != nil {
		return 0, fmt.Errorf("number order %s: %w", orderID, err)
	}
	if err := s.get(ctx, &number, "SELECT number FROM order_numbers WHERE order_id = ?", orderID); err != nil {
		return 0, fmt.Errorf("read the number of order %s: %w", orderID, err)
	}
	return number, nil
}

// OrderOfNumber is the order that has a number.
func (s *Store) OrderOfNumber(ctx context.Context, number int64) (orderID string, err error) {
	err = s.get(ctx, &orderID, "SELECT order_id FROM order_numbers WHERE number = ?", number)
	return orderID, lookedUp(err, "order")
}

// OrderByStationGUID is the order that has a GUID on the cash station, in
// whichever form the GUID comes.
func (s *Store) OrderByStationGUID(ctx context.Context, guid string) (order.Order, error) {
	plain := order.PlainGUID(guid)
	if plain == "" {
		return order.Order{}, order.Errorf(order.CodeNotFound, "There is no such order.")
	}
	var row orderRow
	if err := s.get(ctx, &row, "SELECT id, record FROM orders WHERE pos_guid = ?", plain); err != nil {
		return order.Order{}, lookedUp(err, "order")
	}
	return recordOf(row.ID, row.Record)
}
