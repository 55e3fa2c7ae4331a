package store

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

func testUnfinished(t *testing.T, d database) {
	now := time.Now()
	d.now = func() time.Time { return noon.Add(time.Hour) }
	put := func(number int, status order.Status, injection order.InjectionState, change ...func(*order.Order)) string {
		p := sample(number)
		p.Record.Status, p.Record.Injection.State = status, injection
		for _, c := range change {
			c(&p.Record)
		}
		d.project(t, p)
		return p.Record.ID
	}
	wanted := []string{
		put(1, order.Waiting, order.InjectionNone),
		put(2, order.InWork, order.Filled),
		put(3, order.Cancelled, order.Voiding),
		put(4, order.Failed, order.NeedsOperator),
		put(5, order.Rejected, order.Filled),
	}
	put(6, order.Completed, order.Filled)
	put(7, order.Cancelled, order.Voided)
	put(8, order.Rejected, order.InjectionNone)
	put(9, order.Cancelled, order.Voiding, func(o *order.Order) { o.CreatedAt = noon.AddDate(0, -1, 0) })
	put(10, order.Accepted, order.Creating, func(o *order.Order) { o.UpdatedAt = now.Add(time.Hour) })
	elsewhere := put(11, order.Accepted, order.Filled, func(o *order.Order) { o.Restaurant = "tverskaya-2" })
	pending := sample(12)
	require.NoError(t, d.InsertPending(t.Context(), pending.Record, pending.ContentHash))

	var got []string
	filter := order.UnfinishedFilter{Before: now, Limit: 2}
	for {
		briefs, next, err := d.Unfinished(t.Context(), filter)
		require.NoError(t, err)
		require.LessOrEqual(t, len(briefs), 2)
		for _, brief := range briefs {
			got = append(got, brief.ID)
			require.False(t, brief.Over())
		}
		if next == "" {
			break
		}
		filter.After = next
	}
	require.ElementsMatch(t, append(wanted, elsewhere, pending.Record.ID), got)
	require.IsIncreasing(t, got)

	briefs, next, err := d.Unfinished(t.Context(), order.UnfinishedFilter{Before: now, Restaurant: "tverskaya-2"})
	require.NoError(t, err)
	require.Empty(t, next)
	require.Len(t, briefs, 1)
	require.Equal(t, order.Brief{ID: elsewhere, Source: "demo", ExternalID: "WEB-11", Restaurant: "tverskaya-2", Version: 1,
		Status: order.Accepted, Injection: order.Filled, UpdatedAt: briefs[0].UpdatedAt}, briefs[0])
	known, err := d.Briefs(t.Context(), []string{elsewhere, order.ID("demo", "never")})
	require.NoError(t, err)
	require.Equal(t, map[string]order.Brief{elsewhere: briefs[0]}, known)
	known, err = d.Briefs(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, known)

	for _, mark := range []string{elsewhere[:8], strings.ToUpper(elsewhere[:8])} {
		ids, err := d.Marked(t.Context(), mark)
		require.NoError(t, err)
		require.Equal(t, []string{elsewhere}, ids)
	}
	for _, mark := range []string{"00000000", "", "%", "zzzzzzzz"} {
		ids, err := d.Marked(t.Context(), mark)
		require.NoError(t, err)
		require.Empty(t, ids)
	}
}

func testKept(t *testing.T, d database) {
	first := sample(1)
	second := later(first, 3, func(record *order.Order) { record.Status = order.Accepted })
	d.project(t, first, second)
	kept, err := d.Kept(t.Context(), first.Record.ID)
	require.NoError(t, err)
	require.Equal(t, order.Kept{Record: second.Record, First: first.Record, ContentHash: first.ContentHash, Sequence: 3}, kept)
	pending := sample(2)
	require.NoError(t, d.InsertPending(t.Context(), pending.Record, pending.ContentHash))
	kept, err = d.Kept(t.Context(), pending.Record.ID)
	require.NoError(t, err)
	require.True(t, kept.Pending)
	require.Zero(t, kept.Sequence)
	_, err = d.Kept(t.Context(), order.ID("demo", "never"))
	requireCode(t, order.CodeNotFound, err)
}

func testWritesOfAnOrder(t *testing.T, d database) {
	write := restaurant.StationWrite{OrderID: "order-1", Step: "create", Restaurant: "arbat-1", Holder: "worker-1"}
	_, _, err := d.ClaimWrite(t.Context(), write, time.Minute)
	require.NoError(t, err)
	write.Body = []byte("<s3cret/>")
	require.NoError(t, d.NoteSend(t.Context(), write, time.Minute))
	write.Step = "fill"
	_, _, err = d.ClaimWrite(t.Context(), write, time.Minute)
	require.NoError(t, err)
	writes, err := d.Writes(t.Context(), "order-1")
	require.NoError(t, err)
	require.Len(t, writes, 2)
	require.Equal(t, []string{"create", "fill"}, []string{writes[0].Step, writes[1].Step})
	require.Equal(t, []int{1, 0}, []int{writes[0].Sends, writes[1].Sends})
	require.Nil(t, writes[0].Body)
	require.WithinDuration(t, time.Now(), writes[0].NotedAt, time.Minute)
	require.WithinDuration(t, time.Now(), writes[0].SentAt, time.Minute)
	require.True(t, writes[1].SentAt.IsZero())
	writes, err = d.Writes(t.Context(), "order-2")
	require.NoError(t, err)
	require.Empty(t, writes)
}

func testSweeps(t *testing.T, d database) {
	at, found, err := d.Swept(t.Context(), nil)
	require.NoError(t, err)
	require.Zero(t, at)
	require.Empty(t, found)

	orphan := order.Discrepancy{Kind: order.StationOrphan, Outcome: order.Left, Restaurant: "arbat-1", Visit: 12, Message: "m", SeenAt: noon}
	missing := order.Discrepancy{Kind: order.WorkflowMissing, Outcome: order.Repaired, Restaurant: "tverskaya-2", OrderID: "x", Message: "m", SeenAt: noon}
	stray := order.Discrepancy{Kind: order.WorkflowSilent, Outcome: order.Left, Message: "m", SeenAt: noon}
	sweep := order.Sweep{At: noon, Stations: []string{"arbat-1", "tverskaya-2", "gone-3"}, Found: []order.Discrepancy{orphan, missing, stray}}
	require.NoError(t, d.PutSweep(t.Context(), sweep))
	at, found, err = d.Swept(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, noon, at)
	require.ElementsMatch(t, sweep.Found, found)
	_, found, err = d.Swept(t.Context(), []string{"arbat-1"})
	require.NoError(t, err)
	require.Equal(t, []order.Discrepancy{orphan}, found)

	one := order.Sweep{At: noon.Add(time.Minute), Restaurant: "arbat-1", Stations: []string{"arbat-1"}}
	require.NoError(t, d.PutSweep(t.Context(), one))
	_, found, err = d.Swept(t.Context(), nil)
	require.NoError(t, err)
	require.ElementsMatch(t, []order.Discrepancy{missing, stray}, found, "the others stay as they were")
	require.NoError(t, d.PutSweep(t.Context(), sweep), "an older one changes nothing")
	_, found, err = d.Swept(t.Context(), []string{"arbat-1"})
	require.NoError(t, err)
	require.Empty(t, found)

	all := order.Sweep{At: noon.Add(time.Hour), Stations: []string{"arbat-1"}, Unseen: []order.Unseen{{Restaurant: "tverskaya-2", Message: "off"}}}
	require.NoError(t, d.PutSweep(t.Context(), all))
	at, found, err = d.Swept(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, found)
	require.Equal(t, noon.Add(time.Hour), at)
	var rows int
	require.NoError(t, d.read.Get(&rows, "SELECT COUNT(*) FROM sweeps WHERE restaurant = 'gone-3'"))
	require.Zero(t, rows, "what was found at restaurants that are no more is forgotten")
}
