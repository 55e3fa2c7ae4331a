package store

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

func testProjections(t *testing.T, d database) {
	first := sample(1)
	d.project(t, first, first)
	second := later(first, 2, func(record *order.Order) { record.Status = order.Accepted })
	d.project(t, second, second, first)

	record, pending, err := d.Order(t.Context(), first.Record.ID)
	require.NoError(t, err)
	require.False(t, pending)
	require.Equal(t, second.Record, record, "the older record changed nothing")
	events, err := d.Events(t.Context(), order.FeedFilter{})
	require.NoError(t, err)
	require.Len(t, events, 2, "each event once")

	_, _, err = d.Order(t.Context(), "5f1bbf54-5b0c-5d43-8d43-0d9f5d9f6a11")
	requireCode(t, order.CodeNotFound, err)
}

// Eight writers bring all versions of one order in any order, with their
// events overlapping: the highest wins, each event is there once.
func testProjectionsInAnyOrder(t *testing.T, d database) {
	const versions, writers = 25, 8
	first := sample(1)
	var projections []order.Projection
	for revision := int64(1); revision <= versions; revision++ {
		p := later(first, revision, func(record *order.Order) { record.OperatorNote = strings.Repeat("n", int(revision)) })
		p.Events = p.Events[max(0, len(p.Events)-3):]
		projections = append(projections, p)
	}
	var done sync.WaitGroup
	errs := make(chan error, versions*writers)
	for range writers {
		done.Go(func() {
			for _, i := range rand.Perm(versions) {
				if err := d.Project(t.Context(), projections[i]); err != nil {
					errs <- err
				}
			}
		})
	}
	done.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	record, _, err := d.Order(t.Context(), first.Record.ID)
	require.NoError(t, err)
	require.Equal(t, projections[versions-1].Record, record)
	events, err := d.Events(t.Context(), order.FeedFilter{Limit: maxFeed})
	require.NoError(t, err)
	seen := map[int64]bool{}
	for _, event := range events {
		require.False(t, seen[event.Sequence], "event %d is there twice", event.Sequence)
		seen[event.Sequence] = true
	}
	require.Len(t, seen, versions)
}

func testRefusedProjections(t *testing.T, d database) {
	unborn := sample(1)
	unborn.Record.Revision = 0
	require.ErrorContains(t, d.Project(t.Context(), unborn), "revision")

	unkeepable := sample(2)
	unkeepable.Record.ExternalID = "a\x00b"
	requireCode(t, order.CodeInvalid, d.Project(t.Context(), unkeepable))
	requireCode(t, order.CodeInvalid, d.InsertPending(t.Context(), unkeepable.Record, "hash"))
	events, err := d.Events(t.Context(), order.FeedFilter{})
	require.NoError(t, err)
	require.Empty(t, events)
}

func testDuplicates(t *testing.T, d database) {
	first := sample(1)
	d.project(t, first)
	other := later(first, 2, nil)
	other.ContentHash = "other content"
	err := d.Project(t.Context(), other)
	requireCode(t, order.CodeDuplicateExternalID, err)
	var known *order.Error
	require.ErrorAs(t, err, &known)
	require.Equal(t, first.Record.ID, known.OrderID)

	stranger := first
	stranger.Record.ID = order.ID("somebody", "else")
	err = d.Project(t.Context(), stranger)
	requireCode(t, order.CodeDuplicateExternalID, err)
	require.ErrorAs(t, err, &known)
	require.Equal(t, first.Record.ID, known.OrderID)

	events, err := d.Events(t.Context(), order.FeedFilter{})
	require.NoError(t, err)
	require.Len(t, events, 1, "a refused projection leaves no event")

	elsewhere := sample(1)
	elsewhere = projectionOf("another-shop", elsewhere.Record.Submission, noon)
	d.project(t, elsewhere)
}

// Of orders with different content under one external id exactly one is kept.
func testRaceForExternalID(t *testing.T, d database) {
	const writers = 8
	first := sample(1)
	errs := make([]error, writers)
	var done sync.WaitGroup
	for i := range writers {
		p := first
		p.ContentHash = strings.Repeat("h", i+1)
		done.Go(func() { errs[i] = d.Project(t.Context(), p) })
	}
	done.Wait()
	kept := 0
	for _, err := range errs {
		if err == nil {
			kept++
			continue
		}
		requireCode(t, order.CodeDuplicateExternalID, err)
	}
	require.Equal(t, 1, kept)
}

func testPendingOrders(t *testing.T, d database) {
	first := sample(1)
	stub := order.Order{ID: first.Record.ID, Source: "demo", Submission: first.Record.Submission}
	require.NoError(t, d.InsertPending(t.Context(), stub, first.ContentHash))
	require.NoError(t, d.InsertPending(t.Context(), stub, "other content"), "what is there stays")

	record, pending, err := d.Order(t.Context(), first.Record.ID)
	require.NoError(t, err)
	require.True(t, pending)
	require.Equal(t, first.Record.ExternalID, record.ExternalID)
	submitted, err := d.Submitted(t.Context(), "demo", "WEB-1")
	require.NoError(t, err)
	require.True(t, submitted.Pending)
	require.Equal(t, first.ContentHash, submitted.ContentHash)
	require.Equal(t, first.Record.Restaurant, submitted.First.Restaurant)
	page, err := d.Orders(t.Context(), order.Filter{})
	require.NoError(t, err)
	require.Empty(t, page.Orders)
	counts, err := d.CountByStatus(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, counts)

	d.project(t, first)
	require.NoError(t, d.InsertPending(t.Context(), stub, first.ContentHash))
	record, pending, err = d.Order(t.Context(), first.Record.ID)
	require.NoError(t, err)
	require.False(t, pending, "a late note that it is pending changes nothing")
	require.Equal(t, first.Record, record)

	replaced := sample(2)
	require.NoError(t, d.InsertPending(t.Context(), replaced.Record, "content that never became an order"))
	d.project(t, replaced)
	submitted, err = d.Submitted(t.Context(), "demo", "WEB-2")
	require.NoError(t, err)
	require.Equal(t, replaced.ContentHash, submitted.ContentHash)
}

func testFirstAnswer(t *testing.T, d database) {
	_, err := d.Submitted(t.Context(), "demo", "WEB-1")
	requireCode(t, order.CodeNotFound, err)

	first := sample(1)
	d.project(t, first, later(first, 5, func(record *order.Order) { record.Status = order.Completed }))
	submitted, err := d.Submitted(t.Context(), "demo", "WEB-1")
	require.NoError(t, err)
	require.Equal(t, order.Submitted{ID: first.Record.ID, ContentHash: first.ContentHash, First: first.Record}, submitted)

	second := sample(2)
	stub := order.Order{ID: second.Record.ID, Source: "demo", Submission: second.Record.Submission}
	require.NoError(t, d.InsertPending(t.Context(), stub, second.ContentHash))
	d.project(t, second, later(second, 2, nil))
	submitted, err = d.Submitted(t.Context(), "demo", "WEB-2")
	require.NoError(t, err)
	require.Equal(t, second.Record, submitted.First, "the first confirmed record, and not what was known before")
}

// Texts that a database may not like are found not to exist, or kept as they are.
func testOddTexts(t *testing.T, d database) {
	for _, text := range []string{"a\x00b", "\xff\xfe"} {
		_, _, err := d.Order(t.Context(), text)
		requireCode(t, order.CodeNotFound, err)
		_, err = d.Submitted(t.Context(), text, text)
		requireCode(t, order.CodeNotFound, err)
		_, err = d.Restaurant(t.Context(), text)
		requireCode(t, order.CodeNotFound, err)
		page, err := d.Orders(t.Context(), order.Filter{ExternalID: text})
		require.NoError(t, err)
		require.Empty(t, page.Orders)
		_, err = d.Orders(t.Context(), order.Filter{Text: text})
		require.NoError(t, err)
		events, err := d.Events(t.Context(), order.FeedFilter{OrderID: text})
		require.NoError(t, err)
		require.Empty(t, events)
	}
	odd := sample(1)
	odd.Record.Note, odd.Record.Guest.Name = "a\x00b ' \" \\ %", "O'Neil %_\\ \x00 "+strings.Repeat("щ", 5000)
	d.project(t, odd)
	record, _, err := d.Order(t.Context(), odd.Record.ID)
	require.NoError(t, err)
	require.Equal(t, odd.Record, record)
}
