package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/orderhatch/orderhatch/internal/order"
)

// statements runs SQL written with ? for both databases: the store outside of
// transactions, or a transaction.
type statements interface {
	exec(ctx context.Context, query string, args ...any) (rows int64, err error)
	get(ctx context.Context, dest any, query string, args ...any) error
	list(ctx context.Context, dest any, query string, args ...any) error
}

// transaction is one whose statements are written with ? for both databases.
type transaction struct{ *sqlx.Tx }

func (t transaction) exec(ctx context.Context, query string, args ...any) (rows int64, err error) {
	result, err := t.ExecContext(ctx, t.Rebind(query), args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t transaction) get(ctx context.Context, dest any, query string, args ...any) error {
	return t.GetContext(ctx, dest, t.Rebind(query), args...)
}

func (t transaction) list(ctx context.Context, dest any, query string, args ...any) error {
	return t.SelectContext(ctx, dest, t.Rebind(query), args...)
}

// inTx runs work in one transaction that is committed unless work fails.
func (s *Store) inTx(ctx context.Context, work func(tx transaction) error) error {
	begun, err := s.write.BeginTxx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = begun.Rollback() }() // does nothing after a commit
	if err := work(transaction{begun}); err != nil {
		return err
	}
	if err := begun.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// exec runs one writing statement.
func (s *Store) exec(ctx context.Context, query string, args ...any) (rows int64, err error) {
	result, err := s.write.ExecContext(ctx, s.write.Rebind(query), args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// get reads one row; sql.ErrNoRows when there is none.
func (s *Store) get(ctx context.Context, dest any, query string, args ...any) error {
	return s.read.GetContext(ctx, dest, s.read.Rebind(query), args...)
}

// getByText reads the row that a text from outside names.
func (s *Store) getByText(ctx context.Context, dest any, query, text string) error {
	return getByText(ctx, s, dest, query, text)
}

func getByText(ctx context.Context, on statements, dest any, query, text string) error {
	if !keepable(text) {
		return sql.ErrNoRows
	}
	return on.get(ctx, dest, query, text)
}

// list reads rows.
func (s *Store) list(ctx context.Context, dest any, query string, args ...any) error {
	return s.read.SelectContext(ctx, dest, s.read.Rebind(query), args...)
}

// lookedUp tells "there is none" apart from a failing database.
func lookedUp(err error, what string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return order.Errorf(order.CodeNotFound, "There is no such %s.", what)
	default:
		return fmt.Errorf("read the %s: %w", what, err)
	}
}

// found tells whether a statement that names one row met it.
func found(rows int64, err error, what string) error {
	if err == nil && rows == 0 {
		err = sql.ErrNoRows
	}
	return lookedUp(err, what)
}

// keepable says whether PostgreSQL can compare a text at all. What cannot be
// kept cannot be found either, and is not worth a failing statement.
func keepable(texts ...string) bool {
	for _, text := range texts {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return false
		}
	}
	return true
}

// conditions collects the terms of a WHERE clause.
type conditions struct {
	terms []string
	args  []any
}

func (c *conditions) add(term string, args ...any) {
	c.terms = append(c.terms, term)
	c.args = append(c.args, args...)
}

func (c *conditions) String() string { return strings.Join(c.terms, " AND ") }

// or are these conditions or others, as one.
func (c *conditions) or(others *conditions) *conditions {
	return &conditions{terms: []string{c.String() + " OR " + others.String()}, args: append(c.args, others.args...)}
}

// in adds "column is one of values", or nothing when there are no values.
func in[T ~string](c *conditions, column string, values []T) {
	if len(values) == 0 {
		return
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
	c.terms = append(c.terms, column+" IN ("+marks+")")
	for _, value := range values {
		c.args = append(c.args, string(value))
	}
}

// moment reads a time that was kept as microseconds.
func moment(micros int64) time.Time { return time.UnixMicro(micros).UTC() }

func optionalMoment(micros *int64) *time.Time {
	if micros == nil {
		return nil
	}
	at := moment(*micros)
	return &at
}

func optionalMicros(at *time.Time) *int64 {
	if at == nil {
		return nil
	}
	micros := at.UnixMicro()
	return &micros
}

// jsonText writes a value that consists of plain data only.
func jsonText(value any) (string, error) {
	text, err := json.Marshal(value)
	return string(text), err
}
