package store

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
)

// A change that fails leaves nothing behind, neither itself nor its log.
func testAdministration(t *testing.T, d database) {
	some, err := d.HasUsers(t.Context())
	require.NoError(t, err)
	require.False(t, some)
	anna := account.User{ID: "anna", Role: account.Manager}
	failed := errors.New("changed my mind")
	err = d.Administer(t.Context(), func(records admin.Records) error {
		require.NoError(t, records.PutUser(t.Context(), anna))
		require.NoError(t, records.PutSource(t.Context(), account.Source{ID: "site"}))
		require.NoError(t, records.AddKey(t.Context(), account.Key{ID: "k", UserID: "anna", Hash: hashOf("k"), CreatedAt: noon}))
		require.NoError(t, records.PutRestaurant(t.Context(), arbat()))
		require.NoError(t, records.AddLog(t.Context(), admin.Entry{At: noon, Actor: "cli", Action: admin.UserCreated, Subject: "user", SubjectID: "anna"}))
		return failed
	})
	require.ErrorIs(t, err, failed)
	users, err := d.Users(t.Context())
	require.NoError(t, err)
	require.Empty(t, users)
	page, err := d.Log(t.Context(), admin.LogFilter{})
	require.NoError(t, err)
	require.Empty(t, page.Entries)

	require.NoError(t, d.Administer(t.Context(), func(records admin.Records) error {
		require.NoError(t, records.PutUser(t.Context(), anna))
		got, err := records.User(t.Context(), "anna")
		require.NoError(t, err)
		require.Equal(t, anna, got, "what was written is read")
		_, err = records.Key(t.Context(), "none")
		requireCode(t, order.CodeNotFound, err)
		_, err = records.Key(t.Context(), "\x00")
		requireCode(t, order.CodeNotFound, err)
		requireCode(t, order.CodeNotFound, records.PutKeyEnd(t.Context(), account.Key{ID: "none"}))
		requireCode(t, order.CodeNotFound, records.DeleteRestaurant(t.Context(), "none"))
		return nil
	}))
	some, err = d.HasUsers(t.Context())
	require.NoError(t, err)
	require.True(t, some)
}

// Two managers who disable each other at the same moment are not both gone, and
// of two who set an installation up only one does.
func testAdministratorsRace(t *testing.T, d database) {
	other := d.open(t)
	services := []*admin.Service{admin.New(d.Store, nil), admin.New(other, nil)}
	both := func(act func(i int) error) (errs [2]error) {
		var done sync.WaitGroup
		for i := range services {
			done.Go(func() { errs[i] = act(i) })
		}
		done.Wait()
		return errs
	}
	errs := both(func(i int) error {
		_, err := services[i].Setup(t.Context(), admin.NewUser{ID: fmt.Sprintf("boss-%d", i), Password: "correct horse"})
		return err
	})
	require.True(t, (errs[0] == nil) != (errs[1] == nil), "%v %v", errs[0], errs[1])
	for _, err := range errs {
		if err != nil {
			requireCode(t, order.CodeConflict, err)
		}
	}
	for round := range 10 {
		for _, id := range []string{"boss-0", "boss-1"} {
			require.NoError(t, d.PutUser(t.Context(), account.User{ID: id, Role: account.Manager}))
		}
		disabled := true
		errs := both(func(i int) error {
			_, err := services[i].ChangeUser(t.Context(), admin.CommandLine(), fmt.Sprintf("boss-%d", i), admin.UserChange{Disabled: &disabled})
			return err
		})
		require.True(t, (errs[0] == nil) != (errs[1] == nil), "round %d: %v %v", round, errs[0], errs[1])
		requireCode(t, order.CodeLastManager, errors.Join(errs[:]...))
	}
}

func testAdminLog(t *testing.T, d database) {
	number := 3.0
	entries := []admin.Entry{
		{At: noon, Actor: "cli", Action: admin.RestaurantCreated, Subject: "restaurant", SubjectID: "arbat-1", Changes: []admin.Change{{Field: "name", To: "Арбат"}}},
		{At: noon, Actor: "user:anna", Action: admin.UserChanged, Subject: "user", SubjectID: "ivan", Changes: []admin.Change{{Field: "disabled", To: true}}},
		{At: noon, Actor: "user:anna", Action: admin.RestaurantChanged, Subject: "restaurant", SubjectID: "zoo-2", Changes: []admin.Change{{Field: "x", From: number, To: "y"}, {Field: "p", Secret: true}}},
		{At: noon, Actor: "user:boss", Action: admin.KeyRevoked, Subject: "key", SubjectID: "k1", Changes: []admin.Change{}},
	}
	require.NoError(t, d.Administer(t.Context(), func(records admin.Records) error {
		for _, entry := range entries {
			if err := records.AddLog(t.Context(), entry); err != nil {
				return err
			}
		}
		return nil
	}))
	ids := func(filter admin.LogFilter) (subjects []string, next int64) {
		page, err := d.Log(t.Context(), filter)
		require.NoError(t, err)
		for _, entry := range page.Entries {
			subjects = append(subjects, entry.SubjectID)
		}
		return subjects, page.Next
	}
	page, err := d.Log(t.Context(), admin.LogFilter{})
	require.NoError(t, err)
	slices.Reverse(page.Entries)
	for i := range entries {
		entries[i].ID = page.Entries[i].ID
	}
	require.Equal(t, entries, page.Entries)

	for _, c := range []struct {
		filter admin.LogFilter
		want   []string
	}{
		{admin.LogFilter{Actor: "user:anna"}, []string{"zoo-2", "ivan"}},
		{admin.LogFilter{Subject: "restaurant"}, []string{"zoo-2", "arbat-1"}},
		{admin.LogFilter{Subject: "restaurant", SubjectID: "zoo-2"}, []string{"zoo-2"}},
		{admin.LogFilter{OnlyOf: []string{"arbat-1"}, OnlyBy: "user:boss"}, []string{"k1", "arbat-1"}},
		{admin.LogFilter{OnlyOf: []string{"arbat-1", "zoo-2"}, OnlyBy: "user:x", Actor: "user:anna"}, []string{"zoo-2"}},
		{admin.LogFilter{Actor: "\x00"}, nil},
	} {
		got, _ := ids(c.filter)
		require.Equal(t, c.want, got, "%+v", c.filter)
	}
	first, next := ids(admin.LogFilter{Limit: 3})
	require.Len(t, first, 3)
	require.NotZero(t, next)
	rest, next := ids(admin.LogFilter{Limit: 3, Before: next})
	require.Equal(t, []string{"arbat-1"}, rest)
	require.Zero(t, next)
}

func testKeysAndSessionsEnd(t *testing.T, d database) {
	require.NoError(t, d.PutUser(t.Context(), account.User{ID: "anna"}))
	require.NoError(t, d.PutUser(t.Context(), account.User{ID: "ivan"}))
	for _, secret := range []string{"a1", "a2", "a3"} {
		require.NoError(t, d.AddSession(t.Context(), account.Session{Hash: hashOf(secret), UserID: "anna", CSRFHash: hashOf("c"), CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}))
	}
	require.NoError(t, d.AddSession(t.Context(), account.Session{Hash: hashOf("i1"), UserID: "ivan", CSRFHash: hashOf("c"), CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}))
	key := account.Key{ID: "k", UserID: "anna", Name: "терминал", Hint: "ohp_abcd", Hash: hashOf("k"), CreatedAt: noon}
	require.NoError(t, d.Administer(t.Context(), func(records admin.Records) error {
		ended, err := records.EndSessions(t.Context(), "anna", hashOf("a2"))
		require.NoError(t, err)
		require.EqualValues(t, 2, ended)
		require.NoError(t, records.AddKey(t.Context(), key))
		at := noon.Add(time.Hour)
		key.ExpiresAt, key.RevokedAt = &at, &at
		return records.PutKeyEnd(t.Context(), key)
	}))
	_, err := d.SessionByHash(t.Context(), hashOf("a1"))
	requireCode(t, order.CodeNotFound, err)
	for _, secret := range []string{"a2", "i1"} {
		_, err := d.SessionByHash(t.Context(), hashOf(secret))
		require.NoError(t, err, secret)
	}
	got, err := d.KeyByHash(t.Context(), hashOf("k"))
	require.NoError(t, err)
	require.Equal(t, key, got)
	require.NoError(t, d.Administer(t.Context(), func(records admin.Records) error {
		ended, err := records.EndSessions(t.Context(), "anna", nil)
		require.EqualValues(t, 1, ended, "nil keeps none")
		return err
	}))
}

func testOutcomes(t *testing.T, d database) {
	history := func(event order.EventName, actor string, after time.Duration) func(*order.Order) {
		return func(record *order.Order) {
			record.History = append(slices.Clone(record.History), order.HistoryEntry{At: record.CreatedAt.Add(after), Actor: actor, Event: event})
		}
	}
	taken, called, trial, elsewhere := sample(1), sample(2), sample(3), sample(4)
	trial.Record.IsTest = true
	elsewhere.Record.Restaurant = "zoo-2"
	d.project(t, taken, called, trial, elsewhere)
	taken = later(taken, 2, func(record *order.Order) {
		record.Status = order.Accepted
		history(order.EventAccepted, "anna", 30*time.Second)(record)
	})
	d.project(t, taken)
	taken = later(taken, 3, func(record *order.Order) {
		record.Status, record.Reason = order.Cancelled, &order.Reason{Code: order.GuestCancelled}
		history(order.EventCancelled, "ivan", time.Hour)(record)
	})
	called = later(called, 2, func(record *order.Order) {
		record.Status, record.Reason = order.Rejected, &order.Reason{Code: order.TooBusy}
		history(order.EventRejected, "ivan", time.Minute)(record)
	})
	d.project(t, taken, called)
	// A timeline that has grown too long has lost its beginning.
	d.project(t, later(taken, 4, func(record *order.Order) { record.History = record.History[len(record.History)-1:] }))

	read := func(from, to time.Time, restaurants ...string) (found []admin.Outcome) {
		require.NoError(t, d.Outcomes(t.Context(), admin.OutcomeFilter{From: from, To: to, Restaurants: restaurants}, func(one admin.Outcome) error {
			found = append(found, one)
			return nil
		}))
		slices.SortFunc(found, func(a, b admin.Outcome) int { return a.At.Compare(b.At) })
		return found
	}
	acceptedAt := taken.Record.CreatedAt.Add(30 * time.Second)
	want := []admin.Outcome{
		{At: taken.Record.CreatedAt, Source: "demo", Status: order.Cancelled, AcceptedAt: &acceptedAt, AcceptedBy: "anna", EndedBy: "ivan", Reason: "guest_cancelled"},
		{At: called.Record.CreatedAt, Source: "demo", Status: order.Rejected, EndedBy: "ivan", Reason: "too_busy"},
		{At: elsewhere.Record.CreatedAt, Source: "demo", Status: order.Waiting},
	}
	require.Equal(t, want, read(noon, noon.Add(time.Hour)), "without the test order")
	require.Equal(t, want[:2], read(noon, noon.Add(time.Hour), "arbat-1"))
	require.Equal(t, want[1:2], read(called.Record.CreatedAt, called.Record.CreatedAt.Add(time.Second)), "the end is not part of it")
	require.Empty(t, read(noon, noon.Add(time.Hour), "\x00"))

	enough := errors.New("enough")
	require.ErrorIs(t, d.Outcomes(t.Context(), admin.OutcomeFilter{From: noon, To: noon.Add(time.Hour)}, func(admin.Outcome) error { return enough }), enough)
}
