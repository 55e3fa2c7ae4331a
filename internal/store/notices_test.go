package store

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// noticesOf are the callbacks of an order that asked for all events.
func noticesOf(p order.Projection) []order.Notice {
	p.Record.Callback = &order.Callback{URL: "https://shop.example/status?key=A"}
	return order.Notices(&p.Record, p.Events)
}

func testNotices(t *testing.T, d database) {
	_, err := d.Notice(t.Context(), "nothing")
	requireCode(t, order.CodeNotFound, err)
	notices := noticesOf(later(sample(1), 3, nil))
	require.Len(t, notices, 3)
	require.NoError(t, d.AddNotices(t.Context(), notices))
	got, err := d.Notice(t.Context(), notices[1].ID)
	require.NoError(t, err)
	require.Equal(t, notices[1], got)

	d.now = func() time.Time { return noon }
	next := noon.Add(10 * time.Second)
	require.NoError(t, d.NoteAttempt(t.Context(), got.ID, order.NoticeAttempt{Status: 500, Error: strings.Repeat("é", 300)}, next))
	require.NoError(t, d.AddNotices(t.Context(), notices), "a second time changes nothing")
	got, err = d.Notice(t.Context(), got.ID)
	require.NoError(t, err)
	require.Equal(t, order.NoticePending, got.State)
	require.Equal(t, 1, got.Attempts)
	require.Equal(t, 500, got.LastStatus)
	require.Equal(t, next, *got.NextAttemptAt)
	require.LessOrEqual(t, len(got.LastError), 200)

	require.NoError(t, d.NoteDead(t.Context(), got.ID))
	require.NoError(t, d.NoteAttempt(t.Context(), notices[0].ID, order.NoticeAttempt{OK: true, Status: 204}, next))
	require.NoError(t, d.NoteDead(t.Context(), notices[0].ID), "what was delivered is not dead")
	delivered, err := d.Notice(t.Context(), notices[0].ID)
	require.NoError(t, err)
	require.Equal(t, order.NoticeDelivered, delivered.State)
	require.Equal(t, noon, *delivered.DeliveredAt)
	require.Nil(t, delivered.NextAttemptAt)

	require.Equal(t, []order.NoticeTry{{At: noon, Status: 204}}, delivered.Tries)
	for range order.MaxNoticeTries + 1 {
		require.NoError(t, d.NoteAttempt(t.Context(), notices[2].ID, order.NoticeAttempt{Error: "no", Duration: time.Second}, next))
	}
	tried, err := d.Notice(t.Context(), notices[2].ID)
	require.NoError(t, err)
	require.Equal(t, order.MaxNoticeTries+1, tried.Attempts)
	require.Len(t, tried.Tries, order.MaxNoticeTries, "the log is bounded")
	require.EqualValues(t, 1, tried.Tries[0].Seconds)
	requireCode(t, order.CodeNotFound, d.NoteAttempt(t.Context(), "nothing", order.NoticeAttempt{}, next))
	oldest, err := d.Notices(t.Context(), order.NoticeFilter{OldestFirst: true, UpdatedBefore: noon.Add(time.Microsecond), Limit: 2})
	require.NoError(t, err)
	require.Equal(t, notices[0].ID, oldest.Notices[0].ID)
	require.Len(t, oldest.Notices, 2)
	none, err := d.Notices(t.Context(), order.NoticeFilter{UpdatedBefore: noon, State: order.NoticeDead})
	require.NoError(t, err)
	require.Empty(t, none.Notices)

	page, err := d.Notices(t.Context(), order.NoticeFilter{State: order.NoticeDead})
	require.NoError(t, err)
	require.Len(t, page.Notices, 1)
	require.Equal(t, got.ID, page.Notices[0].ID)
	require.NoError(t, d.ReviveNotice(t.Context(), got.ID))
	got, err = d.Notice(t.Context(), got.ID)
	require.NoError(t, err)
	require.Equal(t, order.NoticePending, got.State)
	require.Zero(t, got.Attempts)
	requireCode(t, order.CodeNotFound, d.ReviveNotice(t.Context(), "nothing"))
	requireCode(t, order.CodeNotFound, d.NoteAttempt(t.Context(), "nothing", order.NoticeAttempt{}, noon))
}

func testNoticeLists(t *testing.T, d database) {
	for number := range 3 {
		require.NoError(t, d.AddNotices(t.Context(), noticesOf(later(sample(number+1), 2, nil))))
	}
	var seen []string
	filter := order.NoticeFilter{Source: "demo", Restaurants: []string{"arbat-1"}, Limit: 4}
	for {
		page, err := d.Notices(t.Context(), filter)
		require.NoError(t, err)
		for _, notice := range page.Notices {
			seen = append(seen, notice.ID)
		}
		if filter.Cursor = page.Next; filter.Cursor == "" {
			break
		}
	}
	require.Len(t, seen, 6)
	one := sample(2).Record.ID
	page, err := d.Notices(t.Context(), order.NoticeFilter{OrderID: one})
	require.NoError(t, err)
	require.Len(t, page.Notices, 2)
	require.True(t, page.Notices[0].CreatedAt.After(page.Notices[1].CreatedAt), "newest first")
	for _, none := range []order.NoticeFilter{{Source: "other"}, {Restaurants: []string{"zoo-2"}}, {State: order.NoticeDead}, {OrderID: "\x00"}} {
		page, err := d.Notices(t.Context(), none)
		require.NoError(t, err)
		require.Empty(t, page.Notices)
	}
	_, err = d.Notices(t.Context(), order.NoticeFilter{Cursor: "nonsense"})
	requireCode(t, order.CodeInvalid, err)
}

func testNoticePruning(t *testing.T, d database) {
	notices := noticesOf(later(sample(1), 3, nil))
	require.NoError(t, d.AddNotices(t.Context(), notices))
	d.now = func() time.Time { return noon }
	require.NoError(t, d.NoteAttempt(t.Context(), notices[0].ID, order.NoticeAttempt{OK: true}, noon))
	require.NoError(t, d.NoteDead(t.Context(), notices[1].ID))
	gone, err := d.PruneNotices(t.Context(), noon)
	require.NoError(t, err)
	require.Zero(t, gone)
	gone, err = d.PruneNotices(t.Context(), noon.Add(24*time.Hour))
	require.NoError(t, err)
	require.EqualValues(t, 2, gone, "what is still to be delivered stays")
	_, err = d.Notice(t.Context(), notices[2].ID)
	require.NoError(t, err)
}

func testSigningSecrets(t *testing.T, d database) {
	d.now = func() time.Time { return noon }
	first, err := d.SigningSecrets(t.Context(), "demo")
	require.NoError(t, err)
	require.Len(t, first, 1)
	require.Greater(t, len(first[0]), 40)
	again, err := d.SigningSecrets(t.Context(), "demo")
	require.NoError(t, err)
	require.Equal(t, first, again)
	other, err := d.SigningSecrets(t.Context(), "other")
	require.NoError(t, err)
	require.NotEqual(t, first, other)

	fresh, until, err := d.RotateSigningSecret(t.Context(), "demo", time.Hour)
	require.NoError(t, err)
	require.Equal(t, noon.Add(time.Hour), until)
	both, err := d.SigningSecrets(t.Context(), "demo")
	require.NoError(t, err)
	require.Equal(t, []string{fresh, first[0]}, both)
	d.now = func() time.Time { return noon.Add(time.Hour) }
	alone, err := d.SigningSecrets(t.Context(), "demo")
	require.NoError(t, err)
	require.Equal(t, []string{fresh}, alone, "the overlap is over")

	var sealed []byte
	require.NoError(t, d.get(t.Context(), &sealed, "SELECT secret FROM source_secrets WHERE source = ?", "demo"))
	require.NotContains(t, string(sealed), fresh)
	_, err = d.exec(t.Context(), "UPDATE source_secrets SET secret = (SELECT secret FROM source_secrets WHERE source = 'other') WHERE source = 'demo'")
	require.NoError(t, err)
	_, err = d.SigningSecrets(t.Context(), "demo")
	require.Error(t, err, "a secret belongs to its source")
}

// All who ask for a source's first secret at once get the same.
func testSigningSecretRace(t *testing.T, d database) {
	const callers = 8
	found := make([][]string, callers)
	var all sync.WaitGroup
	for i := range callers {
		all.Go(func() { found[i], _ = d.SigningSecrets(context.Background(), "demo") })
	}
	all.Wait()
	for _, secrets := range found {
		require.Equal(t, found[0], secrets)
		require.Len(t, secrets, 1)
	}
}

func testOrderNumbers(t *testing.T, d database) {
	first, err := d.OrderNumber(t.Context(), sample(1).Record.ID)
	require.NoError(t, err)
	require.Positive(t, first)
	second, err := d.OrderNumber(t.Context(), sample(2).Record.ID)
	require.NoError(t, err)
	require.NotEqual(t, first, second)
	again, err := d.OrderNumber(t.Context(), sample(1).Record.ID)
	require.NoError(t, err)
	require.Equal(t, first, again)
	id, err := d.OrderOfNumber(t.Context(), second)
	require.NoError(t, err)
	require.Equal(t, sample(2).Record.ID, id)
	_, err = d.OrderOfNumber(t.Context(), 1<<40)
	requireCode(t, order.CodeNotFound, err)
}

func testStationGUIDs(t *testing.T, d database) {
	const guid = "{0A1B2C3D-0000-4000-8000-00000000ABCD}"
	d.project(t, sample(1), sample(2))
	_, err := d.OrderByStationGUID(t.Context(), guid)
	requireCode(t, order.CodeNotFound, err)
	d.project(t, later(sample(1), 2, func(record *order.Order) { record.POS.OrderGUID = guid }))
	for _, form := range []string{guid, strings.ToLower(guid), strings.Trim(guid, "{}"), strings.ReplaceAll(strings.Trim(guid, "{}"), "-", "")} {
		record, err := d.OrderByStationGUID(t.Context(), form)
		require.NoError(t, err, form)
		require.Equal(t, sample(1).Record.ID, record.ID)
	}
	for _, odd := range []string{"", "{}", "nonsense", "\x00", guid + "1"} {
		_, err := d.OrderByStationGUID(t.Context(), odd)
		requireCode(t, order.CodeNotFound, err)
	}
}

func testSignedSources(t *testing.T, d database) {
	require.NoError(t, d.PutSource(t.Context(), account.Source{ID: "demo", SignedSubmits: true, Disabled: true}))
	source, err := d.Source(t.Context(), "demo")
	require.NoError(t, err)
	require.True(t, source.SignedSubmits)
	require.True(t, source.Disabled)
}
