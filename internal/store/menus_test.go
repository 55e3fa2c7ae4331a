package store

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

func testMenuParts(t *testing.T, d database) {
	ctx := t.Context()
	_, err := d.MenuPart(ctx, "arbat-1", restaurant.Catalogue)
	requireCode(t, order.CodeNotFound, err)
	state, err := d.MenuState(ctx, "arbat-1")
	require.NoError(t, err)
	require.Equal(t, restaurant.MenuState{}, state)

	put := func(part restaurant.MenuPart, version, content string) bool {
		changed, err := d.PutMenuPart(ctx, "arbat-1", part, restaurant.StoredPart{Version: version, Key: "key of " + version, Content: []byte(content)})
		require.NoError(t, err)
		return changed
	}
	require.True(t, put(restaurant.Catalogue, "v1", `["Борщ"]`))
	require.True(t, put(restaurant.Stock, "s1", `[1]`))
	kept, err := d.MenuPart(ctx, "arbat-1", restaurant.Catalogue)
	require.NoError(t, err)
	require.Equal(t, restaurant.StoredPart{Version: "v1", Key: "key of v1", Content: []byte(`["Борщ"]`)}, kept)
	first, err := d.MenuState(ctx, "arbat-1")
	require.NoError(t, err)
	require.EqualValues(t, 2, first.Revision)
	require.False(t, first.CheckedAt.IsZero())

	d.now = func() time.Time { return first.CheckedAt.Add(time.Minute) }
	require.False(t, put(restaurant.Stock, "s1", `not written again`))
	kept, err = d.MenuPart(ctx, "arbat-1", restaurant.Stock)
	require.NoError(t, err)
	require.Equal(t, `[1]`, string(kept.Content))
	second, err := d.MenuState(ctx, "arbat-1")
	require.NoError(t, err)
	require.Equal(t, first.Revision, second.Revision)
	require.Equal(t, first.CheckedAt.Add(time.Minute), second.CheckedAt)

	require.True(t, put(restaurant.Stock, "s2", `[2]`))
	third, err := d.MenuState(ctx, "arbat-1")
	require.NoError(t, err)
	require.Greater(t, third.Revision, second.Revision)
	other, err := d.MenuState(ctx, "zoo-2")
	require.NoError(t, err)
	require.Zero(t, other.Revision, "menus change by themselves")
	require.NoError(t, d.PutRestaurant(ctx, arbat()))
	fourth, err := d.MenuState(ctx, "arbat-1")
	require.NoError(t, err)
	require.Greater(t, fourth.Revision, third.Revision, "the settings are a part of the menu")
}

func testSnoozes(t *testing.T, d database) {
	ctx := t.Context()
	until := noon.Add(time.Hour)
	d.now = func() time.Time { return noon }
	require.NoError(t, d.PutSnooze(ctx, "arbat-1", restaurant.Snooze{Ident: 2, Until: &until, Note: "Кончилось", By: "olga"}))
	require.NoError(t, d.PutSnooze(ctx, "arbat-1", restaurant.Snooze{Ident: 1}))
	require.NoError(t, d.PutSnooze(ctx, "zoo-2", restaurant.Snooze{Ident: 3}))
	state, err := d.MenuState(ctx, "arbat-1")
	require.NoError(t, err)
	require.EqualValues(t, 2, state.Revision)
	snoozes, err := d.Snoozes(ctx, "arbat-1")
	require.NoError(t, err)
	require.Equal(t, []restaurant.Snooze{{Ident: 1}, {Ident: 2, Until: &until, Note: "Кончилось", By: "olga"}}, snoozes)

	d.now = func() time.Time { return until }
	require.NoError(t, d.PutSnooze(ctx, "arbat-1", restaurant.Snooze{Ident: 1, Note: "again"}))
	snoozes, err = d.Snoozes(ctx, "arbat-1")
	require.NoError(t, err)
	require.Equal(t, []restaurant.Snooze{{Ident: 1, Note: "again"}}, snoozes, "what ran out is forgotten with the next one")

	// A modifier with a dish's Ident is another thing.
	sauce := restaurant.Snooze{Modifier: true, Ident: 1, Name: "Соус", By: "olga"}
	require.NoError(t, d.PutSnooze(ctx, "arbat-1", sauce))
	snoozes, err = d.Snoozes(ctx, "arbat-1")
	require.NoError(t, err)
	require.Equal(t, []restaurant.Snooze{{Ident: 1, Note: "again"}, {Modifier: true, Ident: 1, By: "olga"}}, snoozes)
	require.NoError(t, d.DeleteSnooze(ctx, "arbat-1", sauce))

	require.NoError(t, d.DeleteSnooze(ctx, "arbat-1", restaurant.Snooze{Ident: 1, By: "olga"}))
	require.NoError(t, d.DeleteSnooze(ctx, "arbat-1", restaurant.Snooze{Ident: 1, By: "olga"}))
	snoozes, err = d.Snoozes(ctx, "arbat-1")
	require.NoError(t, err)
	require.Empty(t, snoozes)
	state, err = d.MenuState(ctx, "arbat-1")
	require.NoError(t, err)
	require.EqualValues(t, 6, state.Revision, "taking off what is not there is no change")
	log, err := d.Log(ctx, admin.LogFilter{Subject: "restaurant", SubjectID: "arbat-1"})
	require.NoError(t, err)
	require.Len(t, log.Entries, 6)
	require.Equal(t, []any{admin.DishPutBack, "user:olga"}, []any{log.Entries[0].Action, log.Entries[0].Actor})
	require.Equal(t, []any{admin.ModifierPutBack, admin.ModifierTakenOff}, []any{log.Entries[1].Action, log.Entries[2].Action})
}

func testAliases(t *testing.T, d database) {
	ctx := t.Context()
	requireCode(t, order.CodeNotFound, d.PutAliases(ctx, "site", []restaurant.Alias{{Alias: "A", PLU: "101"}}, "boss"))
	require.NoError(t, d.PutSource(ctx, account.Source{ID: "site", Name: "Site"}))
	require.NoError(t, d.PutSource(ctx, account.Source{ID: "app", Name: "App"}))
	require.NoError(t, d.PutAliases(ctx, "site", []restaurant.Alias{{Alias: "A", PLU: "101"}, {Restaurant: "arbat-1", Alias: "A", PLU: "102"}, {Restaurant: "zoo-2", Alias: "B", PLU: "103"}}, "boss"))
	require.NoError(t, d.PutAliases(ctx, "app", []restaurant.Alias{{Alias: "a", PLU: "101"}}, "boss"))

	all, err := d.Aliases(ctx, "site")
	require.NoError(t, err)
	require.Equal(t, []restaurant.Alias{{Source: "site", Alias: "A", PLU: "101"}, {Source: "site", Restaurant: "arbat-1", Alias: "A", PLU: "102"},
		{Source: "site", Restaurant: "zoo-2", Alias: "B", PLU: "103"}}, all)
	here, err := d.AliasesAt(ctx, "arbat-1")
	require.NoError(t, err)
	require.Equal(t, []restaurant.Alias{{Source: "app", Alias: "a", PLU: "101"}, {Source: "site", Alias: "A", PLU: "101"},
		{Source: "site", Restaurant: "arbat-1", Alias: "A", PLU: "102"}}, here)
	state, err := d.MenuState(ctx, "anywhere")
	require.NoError(t, err)
	require.EqualValues(t, 2, state.Revision, "all menus have changed")

	require.NoError(t, d.PutAliases(ctx, "site", nil, "boss"))
	all, err = d.Aliases(ctx, "site")
	require.NoError(t, err)
	require.Empty(t, all)
	require.NoError(t, d.DeleteSource(ctx, "app"))
	here, err = d.AliasesAt(ctx, "arbat-1")
	require.NoError(t, err)
	require.Empty(t, here)
}

func testAvailability(t *testing.T, d database) {
	ctx := t.Context()
	never, err := d.Availability(ctx, "arbat-1")
	require.NoError(t, err)
	require.Equal(t, restaurant.Availability{}, never)

	until := noon.Add(time.Hour)
	busy := restaurant.Availability{Mode: restaurant.Busy, Minutes: 20, Until: &until, Note: "Банкет", ChangedBy: "olga", ChangedAt: noon}
	require.NoError(t, d.PutAvailability(ctx, "arbat-1", busy))
	got, err := d.Availability(ctx, "arbat-1")
	require.NoError(t, err)
	require.Equal(t, busy, got)

	paused := restaurant.Availability{Mode: restaurant.Paused, ChangedBy: "system", ChangedAt: noon.Add(time.Minute)}
	done, err := d.PutAvailabilityUnless(ctx, "arbat-1", paused, noon.Add(-time.Second))
	require.NoError(t, err)
	require.False(t, done, "a person has said something since")
	done, err = d.PutAvailabilityUnless(ctx, "arbat-1", paused, noon)
	require.NoError(t, err)
	require.True(t, done)
	done, err = d.PutAvailabilityUnless(ctx, "zoo-2", paused, time.Time{})
	require.NoError(t, err)
	require.True(t, done, "nobody ever said anything")
	got, err = d.Availability(ctx, "arbat-1")
	require.NoError(t, err)
	require.Equal(t, paused, got)

	log, err := d.Log(ctx, admin.LogFilter{Subject: "restaurant", SubjectID: "arbat-1"})
	require.NoError(t, err)
	require.Len(t, log.Entries, 2, "what was not done is not in the log")
	require.Equal(t, []string{"system", "user:olga"}, []string{log.Entries[0].Actor, log.Entries[1].Actor})
	require.Equal(t, []admin.Change{{Field: "mode", To: "busy"}, {Field: "minutes", To: 20.0}, {Field: "until", To: "2026-11-23T13:04:31Z"}, {Field: "note", To: "Банкет"}}, log.Entries[1].Changes)
}
