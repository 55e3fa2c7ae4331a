package store

import (
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	defaultPage = 50
	maxPage     = 200
)

// Orders is a page of confirmed orders, newest first. Orders that come while a
// reader turns the pages do not shift them.
func (s *Store) Orders(ctx context.Context, filter order.Filter) (order.Page, error) {
	where, possible, err := s.chosen(filter)
	if err != nil || !possible {
		return order.Page{}, err
	}
	limit := bounded(filter.Limit, defaultPage, maxPage)
	var rows []orderRow
	if err := s.list(ctx, &rows, listQuery(where), append(where.args, limit+1)...); err != nil {
		return order.Page{}, fmt.Errorf("list orders: %w", err)
	}
	var page order.Page
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = cursorOf(*rows[limit-1].ListedAt, rows[limit-1].ID)
	}
	for _, row := range rows {
		record, err := recordOf(row.ID, row.Record)
		if err != nil {
			return order.Page{}, err
		}
		page.Orders = append(page.Orders, record)
	}
	return page, nil
}

// listQuery reads a page. The inner query walks an index only; records are read
// for one page.
func listQuery(where *conditions) string {
	return `
		SELECT id, listed_at, record FROM orders WHERE id IN (
			SELECT id FROM orders WHERE ` + where.String() + ` ORDER BY listed_at DESC, id DESC LIMIT ?)
		ORDER BY listed_at DESC, id DESC`
}

// chosen words a filter as conditions; it is not possible when no order can match.
func (s *Store) chosen(filter order.Filter) (where *conditions, possible bool, err error) {
	where = confirmed()
	hide := ""
	if filter.Text != "" {
		// A search walks its own index, which holds all it looks at.
		hide = s.dialect.hide
	}
	in(where, "status"+hide, filter.Statuses)
	in(where, "restaurant"+hide, filter.Restaurants)
	in(where, "source"+hide, oneOf(filter.Source))
	in(where, "injection"+hide, oneOf(filter.Injection))
	in(where, "external_id", oneOf(filter.ExternalID))
	s.dialect.addSearch(where, filter.Text)
	if !filter.Since.IsZero() {
		where.add("listed_at >= ?", filter.Since.UnixMicro())
	}
	if filter.Cursor != "" {
		listedAt, id, err := readCursor(filter.Cursor)
		if err != nil {
			return nil, false, err
		}
		where.add("(listed_at, id) < (?, ?)", listedAt, id)
	}
	for _, arg := range where.args {
		if text, ok := arg.(string); ok && !keepable(text) {
			return nil, false, nil
		}
	}
	return where, true, nil
}

// oneOf is a value as a list, empty when any will do.
func oneOf[T ~string](value T) []T {
	if value == "" {
		return nil
	}
	return []T{value}
}

// cursorOf marks the last order of a page.
func cursorOf(listedAt int64, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(listedAt, 10) + " " + id))
}

func readCursor(cursor string) (listedAt int64, id string, err error) {
	plain, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		var micros string
		micros, id, _ = strings.Cut(string(plain), " ")
		listedAt, err = strconv.ParseInt(micros, 10, 64)
	}
	if err != nil || id == "" {
		return 0, "", &order.Error{Code: order.CodeInvalid, Detail: "The cursor is not one that a list gave.",
			Faults: []order.Fault{{Field: "cursor", Code: "malformed", Message: "must be next_cursor of the page before"}}}
	}
	return listedAt, id, nil
}

// bounded is a wish for a number of rows, within reason.
func bounded(wish, usual, most int) int {
	if wish <= 0 {
		return usual
	}
	return min(wish, most)
}
