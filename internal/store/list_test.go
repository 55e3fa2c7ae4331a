package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

// numbers are the display ids of a page, which name the samples.
func numbers(page order.Page) string {
	var ids []string
	for _, record := range page.Orders {
		ids = append(ids, record.DisplayID)
	}
	return strings.Join(ids, " ")
}

func testLists(t *testing.T, d database) {
	for number := 1; number <= 6; number++ {
		p := sample(number)
		if number%2 == 0 {
			p.Record.Restaurant = "tverskaya-2"
		}
		if number > 4 {
			p.Record.Status, p.Record.Injection.State = order.Accepted, order.NeedsOperator
		}
		d.project(t, p)
	}
	d.project(t, projectionOf("another-shop", order.Submission{ExternalID: "WEB-1", DisplayID: "X1", Restaurant: "arbat-1"}, noon))

	for name, c := range map[string]struct {
		filter order.Filter
		want   string
	}{
		"all":              {order.Filter{}, "D6 D5 D4 D3 D2 D1 X1"},
		"status":           {order.Filter{Statuses: []order.Status{order.Accepted}}, "D6 D5"},
		"statuses":         {order.Filter{Statuses: []order.Status{order.Accepted, order.Waiting}}, "D6 D5 D4 D3 D2 D1 X1"},
		"restaurant":       {order.Filter{Restaurants: []string{"tverskaya-2"}}, "D6 D4 D2"},
		"both restaurants": {order.Filter{Restaurants: []string{"tverskaya-2", "arbat-1"}}, "D6 D5 D4 D3 D2 D1 X1"},
		"source":           {order.Filter{Source: "another-shop"}, "X1"},
		"external id":      {order.Filter{ExternalID: "WEB-1"}, "D1 X1"},
		"source's order":   {order.Filter{ExternalID: "WEB-1", Source: "demo"}, "D1"},
		"injection":        {order.Filter{Injection: order.NeedsOperator}, "D6 D5"},
		"all together": {order.Filter{Statuses: []order.Status{order.Accepted}, Restaurants: []string{"arbat-1"}, Source: "demo",
			ExternalID: "WEB-5", Injection: order.NeedsOperator, Text: "d5"}, "D5"},
		"since":           {order.Filter{Since: noon.Add(5 * time.Second)}, "D6 D5"},
		"since, searched": {order.Filter{Since: noon.Add(5 * time.Second), Text: "+79991234567"}, "D6 D5"},
		"nothing":         {order.Filter{Restaurants: []string{"nowhere"}}, ""},
	} {
		page, err := d.Orders(t.Context(), c.filter)
		require.NoError(t, err, name)
		require.Equal(t, c.want, numbers(page), name)
		require.Empty(t, page.Next, name)
	}
}

// A reader who turns the pages sees each order once, while new orders come,
// old ones change, and several were made in the same moment.
func testPagesStayStill(t *testing.T, d database) {
	const orders = 23
	for number := range orders {
		p := sample(number)
		p.Record.CreatedAt = noon
		d.project(t, p)
	}
	seen := map[string]bool{}
	filter := order.Filter{Limit: 5}
	for pages := 1; ; pages++ {
		page, err := d.Orders(t.Context(), filter)
		require.NoError(t, err)
		for _, record := range page.Orders {
			require.False(t, seen[record.ID], "%s is there twice", record.DisplayID)
			seen[record.ID] = true
			d.project(t, later(order.Projection{Record: record, ContentHash: record.ContentHash(), Events: sample(0).Events}, record.Revision+1, nil))
		}
		d.project(t, sample(1000+pages))
		if filter.Cursor = page.Next; page.Next == "" {
			require.Equal(t, 5, pages)
			break
		}
	}
	require.Len(t, seen, orders)
}

func testLimitsAndCursors(t *testing.T, d database) {
	for number := range maxPage + 2 {
		d.project(t, sample(number))
	}
	for limit, want := range map[int]int{0: defaultPage, -1: defaultPage, 7: 7, 100000: maxPage} {
		page, err := d.Orders(t.Context(), order.Filter{Limit: limit})
		require.NoError(t, err)
		require.Len(t, page.Orders, want)
		require.NotEmpty(t, page.Next)
	}
	last, err := d.Orders(t.Context(), order.Filter{Limit: 1, ExternalID: "WEB-0"})
	require.NoError(t, err)
	require.Empty(t, last.Next, "a full page that is the last one")
	for _, cursor := range []string{"nonsense", "%", "MTIz", "YSBi"} {
		_, err := d.Orders(t.Context(), order.Filter{Cursor: cursor})
		requireCode(t, order.CodeInvalid, err)
	}
}

func testSearch(t *testing.T, d database) {
	for number, guest := range []order.Guest{
		{Name: "Анна КОРОЛЁВА", Phone: "+7 (999) 123-45-67"},
		{Name: "Пётр Ёлкин", Phone: "8 916 555 00 11"},
		{Name: "Jürgen O'Neil 100%", Phone: "+49 30 901820"},
		{Name: "under_score", Phone: "12"},
	} {
		p := sample(number)
		p.Record.Guest = guest
		d.project(t, p)
	}
	for text, want := range map[string]string{
		"анна": "D0", "АННА": "D0", "королева": "D0", "Королёва анна": "D0", "анна елкин": "", "ПЕТР": "D1", "ёЛК": "D1",
		"JÜRGEN": "D2", "o'neil": "D2", "100%": "D2", "%": "D2", "_": "D3", `\`: "",
		"web-1": "D1", "d3": "D3", "WEB": "D3 D2 D1 D0", "  анна  ": "D0", "": "D3 D2 D1 D0", "   ": "D3 D2 D1 D0",
		"999 123": "D0", "+79991234567": "D0", "8 (999) 123-45-67": "D0", "9165550011": "D1", "+7 916 555-00-11": "D1", "89165550011": "D1",
		"4567": "D0", "7654": "", "Ju\u0308rgen": "D2", strings.Repeat("я", 500): "",
	} {
		page, err := d.Orders(t.Context(), order.Filter{Text: text})
		require.NoError(t, err, text)
		require.Equal(t, want, numbers(page), "%q", text)
	}
}

// Another name or phone is found, the former ones no more.
func testSearchFollowsTheGuest(t *testing.T, d database) {
	p := sample(1)
	d.project(t, p)
	d.project(t, later(p, 2, func(record *order.Order) {
		record.Guest = order.Guest{Name: "Пётр Ёлкин", Phone: "8 916 555 00 11"}
	}))
	for text, want := range map[string]string{"елкин": "D1", "89165550011": "D1", "королева": "", "9991234567": ""} {
		page, err := d.Orders(t.Context(), order.Filter{Text: text})
		require.NoError(t, err, text)
		require.Equal(t, want, numbers(page), "%q", text)
	}
}

// Orders that were there before their pieces were kept are found as well.
func testSearchFindsOldOrders(t *testing.T, d database) {
	d.project(t, sample(1))
	_, err := d.write.Exec("UPDATE orders SET pieces_low = -1, pieces_high = -1") // as the migration left them
	require.NoError(t, err)
	for text, want := range map[string]string{"королева": "D1", "+79991234567": "D1", "елкин": ""} {
		page, err := d.Orders(t.Context(), order.Filter{Text: text})
		require.NoError(t, err, text)
		require.Equal(t, want, numbers(page), "%q", text)
	}
}

func testCounts(t *testing.T, d database) {
	for number, status := range []order.Status{order.Waiting, order.Waiting, order.Accepted, order.Completed, order.Rejected} {
		p := sample(number)
		p.Record.Status = status
		if number == 1 {
			p.Record.Restaurant = "tverskaya-2"
		}
		d.project(t, p)
	}
	counts, err := d.CountByStatus(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, map[order.Status]int{order.Waiting: 2, order.Accepted: 1, order.Completed: 1, order.Rejected: 1}, counts)
	counts, err = d.CountByStatus(t.Context(), []string{"tverskaya-2", "nowhere"})
	require.NoError(t, err)
	require.Equal(t, map[order.Status]int{order.Waiting: 1}, counts)
	open, err := d.OpenOrders(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, 2, open)
}

// The main lists find their rows by an index however many orders there are.
func testListsWalkIndexes(t *testing.T, d database) {
	fillOrders(t, d, 5000)
	for name, filter := range map[string]order.Filter{
		"all":                  {},
		"waiting":              {Statuses: []order.Status{order.Waiting}},
		"called off":           {Statuses: []order.Status{order.Rejected, order.Cancelled, order.Expired, order.Failed}},
		"restaurant":           {Restaurants: []string{"place-3"}},
		"restaurant's waiting": {Restaurants: []string{"place-3", "place-4"}, Statuses: []order.Status{order.Waiting}},
		"source":               {Source: "shop"},
		"external id":          {ExternalID: "N-17"},
		"needs operator":       {Injection: order.NeedsOperator},
		"search":               {Text: "анна 17"},
		"source's search":      {Text: "анна 17", Source: "shop", Statuses: []order.Status{order.Completed}},
		"restaurant's search":  {Text: "анна 17", Restaurants: []string{"place-3"}, Injection: order.Filled},
		"recent":               {Restaurants: []string{"place-3"}, Since: noon},
		"recent of a phone":    {Restaurants: []string{"place-3"}, Since: noon, Text: "+79991234567"},
		"second page":          {Cursor: cursorOf(noon.UnixMicro(), "x")},
	} {
		where, possible, err := d.chosen(filter)
		require.NoError(t, err)
		require.True(t, possible)
		plan := d.plan(t, listQuery(where), append(where.args, 51)...)
		require.NotRegexp(t, `(?m)SCAN orders$|Seq Scan on orders`, plan, name)
		require.NotContains(t, plan, "USING INDEX orders_", "%s: SQLite need not look at rows to choose them", name)
	}
	plan := d.plan(t, "SELECT id FROM order_events WHERE id > ? AND restaurant IN (?) ORDER BY id LIMIT 100", 17, "place-3")
	require.NotRegexp(t, `(?m)SCAN order_events$|Seq Scan on order_events`, plan)
}

// plan is how the database is going to run a query.
func (d database) plan(t testing.TB, query string, args ...any) string {
	t.Helper()
	explain := "EXPLAIN "
	if d.dialect.name == "sqlite" {
		explain = "EXPLAIN QUERY PLAN "
	}
	rows, err := d.read.Queryx(d.read.Rebind(explain+query), args...)
	require.NoError(t, err)
	defer func() { _ = rows.Close() }()
	var plan strings.Builder
	for rows.Next() {
		columns, err := rows.SliceScan()
		require.NoError(t, err)
		fmt.Fprintln(&plan, columns[len(columns)-1])
	}
	require.NoError(t, rows.Err())
	return plan.String()
}

// fillOrders writes many orders straight into the table, as history.
func fillOrders(t testing.TB, d database, count int) {
	t.Helper()
	statuses := append(order.Statuses(), order.Completed, order.Completed, order.Completed, order.Completed)
	err := d.inTx(t.Context(), func(tx transaction) error {
		for number := range count {
			p := sample(number)
			record := p.Record
			record.Source, record.ExternalID = "shop", fmt.Sprintf("N-%d", number)
			record.ID = order.ID(record.Source, record.ExternalID)
			record.Restaurant, record.Status = fmt.Sprintf("place-%d", number%20), statuses[number%len(statuses)]
			row, err := rowOf(record, p.ContentHash)
			if err != nil {
				return err
			}
			if _, err := insertOrder(t.Context(), tx, row); err != nil {
				return err
			}
		}
		return nil
	})
	require.NoError(t, err)
	if d.dialect.name == "postgres" { // what autovacuum does in time
		_, err := d.write.Exec("VACUUM ANALYZE orders")
		require.NoError(t, err)
	}
}
