package store

import (
	"context"
	"fmt"
	"strconv"
)

// sealedColumn is a column that is encrypted. Place gives from the names of a
// row what its text is tied to.
type sealedColumn struct {
	table, column string
	names         []string // the columns that name a row, as text
	place         func(names []string) []byte
}

// sealedColumns are all of them. A new one belongs here, so that its texts do
// not need old keys for ever.
var sealedColumns = []sealedColumn{
	{"restaurants", "secrets", []string{"id"}, func(n []string) []byte { return restaurantPlace(n[0]) }},
	{"licence_tokens", "token", []string{"restaurant"}, func(n []string) []byte { return tokenPlace(n[0]) }},
	{"source_secrets", "secret", []string{"source"}, func(n []string) []byte { return secretPlace(n[0]) }},
	{"source_secrets", "previous", []string{"source"}, func(n []string) []byte { return secretPlace(n[0]) }},
	{"station_writes", "body", []string{"order_id", "step"}, func(n []string) []byte { return writePlace(n[0], n[1]) }},
	{"licence_instances", "pending_body", []string{"restaurant", "pending_number"}, func(n []string) []byte {
		number, _ := strconv.ParseInt(n[1], 10, 64) // it was written as a number
		return licencePlace(n[0], number)
	}},
}

// Reseal encrypts everything under the active key that another key encrypted,
// and says how many texts that were. Afterwards the database needs the other
// keys no more. It may run while the service does.
func (s *Store) Reseal(ctx context.Context) (resealed int, err error) {
	for _, column := range sealedColumns {
		count, err := s.resealColumn(ctx, column)
		resealed += count
		if err != nil {
			return resealed, fmt.Errorf("encrypt %s of %s anew: %w", column.column, column.table, err)
		}
	}
	return resealed, nil
}

func (s *Store) resealColumn(ctx context.Context, c sealedColumn) (resealed int, err error) {
	query := "SELECT " + c.column
	for _, name := range c.names {
		query += ", CAST(" + name + " AS TEXT)"
	}
	rows, err := s.read.QueryxContext(ctx, query+" FROM "+c.table+" WHERE "+c.column+" IS NOT NULL")
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	type found struct {
		sealed []byte
		names  []string
	}
	var stale []found
	for rows.Next() {
		one := found{names: make([]string, len(c.names))}
		into := []any{&one.sealed}
		for i := range one.names {
			into = append(into, &one.names[i])
		}
		if err := rows.Scan(into...); err != nil {
			return 0, err
		}
		if s.ring.Stale(one.sealed) {
			stale = append(stale, one)
		}
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	for _, one := range stale {
		plain, err := s.ring.Open(one.sealed, c.place(one.names))
		if err != nil {
			return resealed, err
		}
		// Only if it is still the same: what was written since is under the active key.
		changed, err := s.exec(ctx, "UPDATE "+c.table+" SET "+c.column+" = ? WHERE "+c.column+" = ?", s.ring.Seal(plain, c.place(one.names)), one.sealed)
		if err != nil {
			return resealed, err
		}
		resealed += int(changed)
	}
	return resealed, nil
}
