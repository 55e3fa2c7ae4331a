package store

import (
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

func arbat() restaurant.Restaurant {
	return restaurant.Restaurant{ID: "arbat-1", Name: "Арбат", TimeZone: "Europe/Moscow", Currency: "RUB", Rules: order.DefaultRules(),
		Station: restaurant.Station{URL: "https://10.0.0.5:8443", User: "http", Password: "s3cret-password", TableCode: "10",
			Licence: restaurant.Licence{Mode: restaurant.Subscription, Product: "product", Token: "s3cret-token",
				Account: restaurant.LicenceAccount{User: "chain", Password: "s3cret-account", Token: "s3cret-key"}}},
		MiniDelivery: restaurant.MiniDelivery{Source: "demo", Token: "s3cret-mini"},
		Alarms:       restaurant.Alarms{Webhook: "https://hooks.example/s3cret", TelegramChat: "-100", TelegramToken: "1:s3cret-bot"}}
}

func testRestaurants(t *testing.T, d database) {
	_, err := d.Restaurant(t.Context(), "arbat-1")
	requireCode(t, order.CodeNotFound, err)
	requireCode(t, order.CodeNotFound, d.DeleteRestaurant(t.Context(), "arbat-1"))

	want := arbat()
	require.NoError(t, d.PutRestaurant(t.Context(), want))
	got, err := d.Restaurant(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.EqualValues(t, 1, got.Revision)
	require.False(t, got.UpdatedAt.IsZero())
	want.Revision, want.UpdatedAt = got.Revision, got.UpdatedAt
	require.Equal(t, want, got)

	want.Name, want.Station.Password = "Новый Арбат", "another"
	require.NoError(t, d.PutRestaurant(t.Context(), want))
	second := arbat()
	second.ID = "zoo-2"
	require.NoError(t, d.PutRestaurant(t.Context(), second))
	all, err := d.Restaurants(t.Context())
	require.NoError(t, err)
	require.Len(t, all, 2)
	require.Equal(t, "Новый Арбат", all[0].Name)
	require.Equal(t, "another", all[0].Station.Password)
	require.EqualValues(t, 2, all[0].Revision)

	require.NoError(t, d.DeleteRestaurant(t.Context(), "arbat-1"))
	_, err = d.Restaurant(t.Context(), "arbat-1")
	requireCode(t, order.CodeNotFound, err)
}

// What lies in the database shows no secret, and cannot be moved to another
// restaurant.
func testSecretsAtRest(t *testing.T, d database) {
	first, second := arbat(), arbat()
	second.ID = "zoo-2"
	require.NoError(t, d.PutRestaurant(t.Context(), first))
	require.NoError(t, d.PutRestaurant(t.Context(), second))
	_, _, err := d.ReserveLicence(t.Context(), "arbat-1", "worker-1", "key", func(restaurant.LicenceInstance, int64) ([]byte, error) {
		return []byte("<Order holder=\"s3cret guest\"/>"), nil
	})
	require.NoError(t, err)
	for _, table := range []string{"restaurants", "licence_instances"} {
		rows, err := d.read.Queryx("SELECT * FROM " + table)
		require.NoError(t, err)
		seen := 0
		for ; rows.Next(); seen++ {
			columns, err := rows.SliceScan()
			require.NoError(t, err)
			for _, column := range columns {
				raw, isBytes := column.([]byte)
				text, _ := column.(string)
				require.NotContains(t, text, "s3cret")
				if isBytes {
					require.NotContains(t, string(raw), "s3cret")
				}
			}
		}
		require.NoError(t, rows.Err())
		require.Positive(t, seen)
	}
	_, err = d.write.Exec(`UPDATE restaurants SET secrets = (SELECT secrets FROM restaurants WHERE id = 'zoo-2') WHERE id = 'arbat-1'`)
	require.NoError(t, err)
	_, err = d.Restaurant(t.Context(), "arbat-1")
	require.ErrorIs(t, err, keyring.ErrDamaged)
}

func testKeyRotation(t *testing.T, d database) {
	oldLine, newLine := keyring.NewLine(), keyring.NewLine()
	with := func(lines ...string) *Store {
		ring, err := keyring.FromEnv(strings.Join(lines, "\n"))
		require.NoError(t, err)
		s, err := Open(t.Context(), d.dsn, ring, slog.New(slog.DiscardHandler))
		require.NoError(t, err)
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	require.NoError(t, with(oldLine).PutRestaurant(t.Context(), arbat()))
	both := with(newLine, oldLine)
	got, err := both.Restaurant(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, "s3cret-password", got.Station.Password)
	_, err = with(newLine).Restaurant(t.Context(), "arbat-1")
	oldID, _, _ := strings.Cut(oldLine, ":")
	require.ErrorContains(t, err, oldID, "the missing key is named")

	require.NoError(t, both.PutRestaurant(t.Context(), got))
	_, err = with(newLine).Restaurant(t.Context(), "arbat-1")
	require.NoError(t, err, "what is written again needs the old key no more")
}

func testAttempts(t *testing.T, d database) {
	begun := time.Now().Add(-time.Second)
	end := restaurant.StepEnd{OrderID: "order-1", Step: "create", Holder: "worker-1", Attempt: 1, StartedAt: begun, Outcome: "not_sent", Code: "station_unreachable"}
	require.NoError(t, d.EndStep(t.Context(), end))
	end.Attempt, end.Outcome, end.Code = 2, "done", ""
	require.NoError(t, d.EndStep(t.Context(), end))
	end.OrderID = "order-2"
	require.NoError(t, d.EndStep(t.Context(), end))

	attempts, err := d.Attempts(t.Context(), "order-1")
	require.NoError(t, err)
	require.Len(t, attempts, 2)
	first := attempts[0]
	require.Equal(t, []any{"create", 1, "not_sent", "station_unreachable"}, []any{first.Step, first.Attempt, first.Outcome, first.Code})
	require.WithinDuration(t, begun, first.StartedAt, time.Millisecond)
	require.GreaterOrEqual(t, first.Duration, time.Second)
	require.Equal(t, "done", attempts[1].Outcome)
}

func testMeta(t *testing.T, d database) {
	_, err := d.Meta(t.Context(), "installation")
	requireCode(t, order.CodeNotFound, err)
	const processes = 8
	kept := make([]string, processes)
	var done sync.WaitGroup
	for i := range processes {
		done.Go(func() { kept[i], _ = d.EnsureMeta(t.Context(), "installation", strings.Repeat("i", i+1)) })
	}
	done.Wait()
	require.NotEmpty(t, kept[0])
	for _, value := range kept {
		require.Equal(t, kept[0], value)
	}
	require.NoError(t, d.PutMeta(t.Context(), "installation", "new"))
	value, err := d.Meta(t.Context(), "installation")
	require.NoError(t, err)
	require.Equal(t, "new", value)
}
