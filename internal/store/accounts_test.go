package store

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

func hashOf(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

func testSourcesAndUsers(t *testing.T, d database) {
	_, err := d.Source(t.Context(), "demo")
	requireCode(t, order.CodeNotFound, err)
	_, err = d.User(t.Context(), "anna")
	requireCode(t, order.CodeNotFound, err)

	demo := account.Source{ID: "demo", Name: "Сайт", Restaurants: []string{"arbat-1"}, Strict: true}
	require.NoError(t, d.PutSource(t.Context(), demo))
	demo.Restaurants = nil
	require.NoError(t, d.PutSource(t.Context(), demo))
	require.NoError(t, d.PutSource(t.Context(), account.Source{ID: "app"}))
	sources, err := d.Sources(t.Context())
	require.NoError(t, err)
	require.Equal(t, []account.Source{{ID: "app"}, demo}, sources)

	anna := account.User{ID: "anna", Name: "Анна", Role: account.Manager, Restaurants: []string{"arbat-1", "zoo-2"}, PasswordHash: "$argon2id$x"}
	require.NoError(t, d.PutUser(t.Context(), anna))
	anna.Disabled, anna.Role = true, account.Operator
	require.NoError(t, d.PutUser(t.Context(), anna))
	got, err := d.User(t.Context(), "anna")
	require.NoError(t, err)
	require.Equal(t, anna, got)
	users, err := d.Users(t.Context())
	require.NoError(t, err)
	require.Equal(t, []account.User{anna}, users)

	require.NoError(t, d.DeleteSource(t.Context(), "app"))
	requireCode(t, order.CodeNotFound, d.DeleteSource(t.Context(), "app"))
}

func testKeys(t *testing.T, d database) {
	require.NoError(t, d.PutSource(t.Context(), account.Source{ID: "demo"}))
	require.NoError(t, d.PutUser(t.Context(), account.User{ID: "anna", Role: account.Operator}))
	expires := noon.Add(time.Hour)
	first := account.Key{ID: "k1", SourceID: "demo", Name: "Сайт, главный", Hint: "ohs_abcd", Scopes: account.SourceScopes(), Hash: hashOf("one"), CreatedAt: noon, ExpiresAt: &expires}
	second := account.Key{ID: "k2", UserID: "anna", Hash: hashOf("two"), CreatedAt: noon.Add(time.Second)}
	require.NoError(t, d.AddKey(t.Context(), first))
	require.NoError(t, d.AddKey(t.Context(), second))
	for code, key := range map[order.Code]account.Key{
		order.CodeInvalid:  {ID: "k3", SourceID: "demo", UserID: "anna", Hash: hashOf("three")},
		order.CodeNotFound: {ID: "k3", SourceID: "nobody", Hash: hashOf("three")},
	} {
		requireCode(t, code, d.AddKey(t.Context(), key))
	}
	requireCode(t, order.CodeInvalid, d.AddKey(t.Context(), account.Key{ID: "k3", Hash: hashOf("three")}))
	requireCode(t, order.CodeInvalid, d.AddKey(t.Context(), account.Key{ID: "k3", UserID: "anna", Hash: hashOf("one")}))
	requireCode(t, order.CodeInvalid, d.AddKey(t.Context(), account.Key{ID: "k1", UserID: "anna", Hash: hashOf("three")}))

	got, err := d.KeyByHash(t.Context(), hashOf("one"))
	require.NoError(t, err)
	require.Equal(t, first, got)
	_, err = d.KeyByHash(t.Context(), hashOf("nothing"))
	requireCode(t, order.CodeNotFound, err)
	for _, c := range []struct {
		source, user string
		want         []account.Key
	}{{"", "", []account.Key{first, second}}, {"demo", "", []account.Key{first}}, {"", "anna", []account.Key{second}}, {"x", "", []account.Key{}}} {
		keys, err := d.Keys(t.Context(), c.source, c.user)
		require.NoError(t, err)
		require.Equal(t, c.want, keys)
	}

	for _, step := range []struct{ touch, want time.Duration }{{0, 0}, {59 * time.Second, 0}, {time.Minute, time.Minute}, {time.Second, time.Minute}} {
		require.NoError(t, d.TouchKey(t.Context(), "k1", noon.Add(step.touch)))
		used, err := d.KeyUsed(t.Context(), "k1")
		require.NoError(t, err)
		require.Equal(t, noon.Add(step.want), *used)
	}
	used, err := d.KeyUsed(t.Context(), "k2")
	require.NoError(t, err)
	require.Nil(t, used)

	d.now = func() time.Time { return noon }
	require.NoError(t, d.RevokeKey(t.Context(), "k1"))
	d.now = time.Now
	require.NoError(t, d.RevokeKey(t.Context(), "k1"))
	got, err = d.KeyByHash(t.Context(), hashOf("one"))
	require.NoError(t, err)
	require.Equal(t, noon, *got.RevokedAt)
	requireCode(t, order.CodeNotFound, d.RevokeKey(t.Context(), "nothing"))

	require.NoError(t, d.DeleteSource(t.Context(), "demo"))
	_, err = d.KeyByHash(t.Context(), hashOf("one"))
	requireCode(t, order.CodeNotFound, err)
}

func testSessions(t *testing.T, d database) {
	require.NoError(t, d.PutUser(t.Context(), account.User{ID: "anna"}))
	require.NoError(t, d.PutUser(t.Context(), account.User{ID: "ivan"}))
	session := func(secret, user string, life time.Duration) account.Session {
		return account.Session{Hash: hashOf(secret), UserID: user, CSRFHash: hashOf("csrf" + secret), CreatedAt: noon, ExpiresAt: noon.Add(life)}
	}
	for _, s := range []account.Session{session("a1", "anna", time.Hour), session("a2", "anna", time.Hour), session("i1", "ivan", time.Hour), session("old", "ivan", time.Minute)} {
		require.NoError(t, d.AddSession(t.Context(), s))
	}
	requireCode(t, order.CodeNotFound, d.AddSession(t.Context(), session("x", "nobody", time.Hour)))

	got, err := d.SessionByHash(t.Context(), hashOf("a1"))
	require.NoError(t, err)
	require.Equal(t, session("a1", "anna", time.Hour), got)

	late := session("late", "anna", 2*time.Hour)
	late.CreatedAt = noon.Add(time.Minute)
	require.NoError(t, d.AddSession(t.Context(), late))
	_, err = d.SessionByHash(t.Context(), hashOf("old"))
	requireCode(t, order.CodeNotFound, err)

	require.NoError(t, d.DeleteSession(t.Context(), hashOf("i1")))
	require.NoError(t, d.DeleteSession(t.Context(), hashOf("i1")))
	_, err = d.SessionByHash(t.Context(), hashOf("i1"))
	requireCode(t, order.CodeNotFound, err)
	_, err = d.SessionByHash(t.Context(), hashOf("a2"))
	require.NoError(t, err)
}

func testLeases(t *testing.T, d database) {
	acquire := func(holder string, ttl time.Duration) bool {
		held, err := d.HoldLeases(t.Context(), []string{"arbat-1"}, holder, ttl)
		require.NoError(t, err)
		return len(held) > 0
	}
	require.True(t, acquire("one", time.Hour))
	require.True(t, acquire("one", time.Hour), "prolonged")
	require.False(t, acquire("two", time.Hour))
	require.NoError(t, d.ReleaseLease(t.Context(), "arbat-1", "two"))
	require.False(t, acquire("two", time.Hour), "nobody gives back what is another's")
	require.NoError(t, d.ReleaseLease(t.Context(), "arbat-1", "one"))
	require.True(t, acquire("two", time.Hour))
	require.True(t, acquire("two", -time.Second))
	require.True(t, acquire("one", time.Hour), "it has run out")
	held, err := d.HoldLeases(t.Context(), []string{"zoo-2"}, "two", time.Hour)
	require.NoError(t, err)
	require.Len(t, held, 1, "another name")
}

func testLeaseRace(t *testing.T, d database) {
	const rounds = 20
	for round := range rounds {
		var holders atomic.Int32
		var done sync.WaitGroup
		errs := make([]error, 2)
		for i, holder := range []string{"one", "two"} {
			done.Go(func() {
				held, err := d.HoldLeases(t.Context(), []string{"arbat-1"}, holder, time.Hour)
				if errs[i] = err; len(held) > 0 {
					holders.Add(1)
				}
			})
		}
		done.Wait()
		require.NoError(t, errs[0])
		require.NoError(t, errs[1])
		require.EqualValues(t, 1, holders.Load(), "round %d", round)
		require.NoError(t, d.ReleaseLease(t.Context(), "arbat-1", "one"))
		require.NoError(t, d.ReleaseLease(t.Context(), "arbat-1", "two"))
	}
}

func testManyLeases(t *testing.T, d database) {
	hold := func(holder string, ttl time.Duration, names ...string) []string {
		held, err := d.HoldLeases(t.Context(), names, holder, ttl)
		require.NoError(t, err)
		slices.Sort(held)
		return held
	}
	require.Empty(t, hold("one", time.Hour))
	require.Equal(t, []string{"a", "b"}, hold("one", time.Hour, "b", "a"))
	require.Equal(t, []string{"c"}, hold("two", time.Hour, "a", "b", "c"), "only what is free")
	require.Equal(t, []string{"a", "b"}, hold("one", -time.Second, "a", "b", "c"), "prolonged, into the past")
	require.Equal(t, []string{"a", "b", "c"}, hold("two", time.Hour, "a", "b", "c"), "they have run out")
	var many []string
	for i := range 450 {
		many = append(many, fmt.Sprintf("restaurant:%03d", i))
	}
	require.Equal(t, many, hold("one", time.Hour, many...), "in several statements")
}
