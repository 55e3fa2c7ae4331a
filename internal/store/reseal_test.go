package store

import (
	"io/fs"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Once everything is encrypted anew, the old key can be thrown away.
func testReseal(t *testing.T, d database) {
	oldLine, newLine := keyring.NewLine(), keyring.NewLine()
	with := func(lines ...string) *Store {
		ring, err := keyring.FromEnv(strings.Join(lines, "\n"))
		require.NoError(t, err)
		s, err := Open(t.Context(), d.dsn, ring, slog.New(slog.DiscardHandler))
		require.NoError(t, err)
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	old := with(oldLine)
	require.NoError(t, old.PutRestaurant(t.Context(), arbat()))
	require.NoError(t, old.PutSource(t.Context(), account.Source{ID: "demo"}))
	first, err := old.SigningSecrets(t.Context(), "demo")
	require.NoError(t, err)
	_, _, err = old.RotateSigningSecret(t.Context(), "demo", time.Hour)
	require.NoError(t, err)
	_, _, err = old.ReserveLicence(t.Context(), "arbat-1", "worker-1", "key", func(restaurant.LicenceInstance, int64) ([]byte, error) { return []byte("<Order/>"), nil })
	require.NoError(t, err)

	require.NoError(t, old.PutLicenceToken(t.Context(), restaurant.LicenceToken{Restaurant: "arbat-1", Token: "s3cret-token", FetchedAt: noon}))
	write := restaurant.StationWrite{OrderID: "order-1", Step: "fill", Restaurant: "arbat-1", Holder: "w", Body: []byte("<Fill/>")}
	_, _, err = old.ClaimWrite(t.Context(), write, time.Hour)
	require.NoError(t, err)
	require.NoError(t, old.NoteSend(t.Context(), write, time.Hour))

	both := with(newLine, oldLine)
	count, err := both.Reseal(t.Context())
	require.NoError(t, err)
	require.Equal(t, len(sealedColumns), count, "one text in each column")
	count, err = both.Reseal(t.Context())
	require.NoError(t, err)
	require.Zero(t, count, "nothing is left to do")

	alone := with(newLine)
	got, err := alone.Restaurant(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, "s3cret-password", got.Station.Password)
	require.EqualValues(t, 1, got.Revision, "the settings are as they were")
	secrets, err := alone.SigningSecrets(t.Context(), "demo")
	require.NoError(t, err)
	require.Equal(t, first[0], secrets[1])
	instance, err := alone.LicenceInstance(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, "<Order/>", string(instance.Pending.Body))

	token, err := alone.LicenceToken(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, "s3cret-token", token.Token)
	there, _, err := alone.ClaimWrite(t.Context(), write, time.Hour)
	require.NoError(t, err)
	require.Equal(t, "<Fill/>", string(there.Body))

	_, err = with(keyring.NewLine()).Reseal(t.Context())
	require.Error(t, err, "without the key nothing is lost")
}

// Every column of bytes is a hash, or encrypted and known to Reseal.
func TestResealKnowsEveryColumn(t *testing.T) {
	known := map[string]bool{"api_keys.hash": true, "sessions.hash": true, "sessions.csrf_hash": true}
	for _, column := range sealedColumns {
		known[column.table+"."+column.column] = true
	}
	table, column := regexp.MustCompile(`^CREATE TABLE (\w+)`), regexp.MustCompile(`^(?:ALTER TABLE (\w+) ADD COLUMN|\s+)\s*(\w+)\s+BYTEA`)
	entries, err := fs.ReadDir(migrations, "migrations/postgres")
	require.NoError(t, err)
	seen := 0
	for _, entry := range entries {
		text, err := fs.ReadFile(migrations, "migrations/postgres/"+entry.Name())
		require.NoError(t, err)
		current := ""
		for line := range strings.Lines(string(text)) {
			if found := table.FindStringSubmatch(line); found != nil {
				current = found[1]
			}
			if found := column.FindStringSubmatch(line); found != nil {
				if found[1] != "" {
					current = found[1]
				}
				seen++
				require.True(t, known[current+"."+found[2]], "%s.%s is neither a hash nor known to Reseal", current, found[2])
			}
		}
	}
	require.Equal(t, len(known), seen)
}
