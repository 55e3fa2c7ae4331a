package admin_test

import (
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/store"
)

var cli = admin.CommandLine()

// installation is a new database and what administers it.
func installation(t *testing.T) (*admin.Service, *store.Store) {
	ring, err := keyring.FromEnv(keyring.NewLine())
	require.NoError(t, err)
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "orders.db"), ring, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	require.NoError(t, s.Migrate(t.Context()))
	return admin.New(s, nil), s
}

const settingsFile = `
- id: arbat-1
  name: Арбат
  time_zone: Europe/Moscow
  currency: RUB
  orders: {fill: on_save}
  station:
    url: https://10.0.0.5:8443
    user: http_user
    password: s3cret-password
    codes: {station: "1", table: "0100"}
  licence: {mode: lifetime}
`

// TestTheCommandLinesDay is what the owner of a server does without a console.
func TestTheCommandLinesDay(t *testing.T) {
	service, kept := installation(t)
	read, err := admin.ReadSettings(strings.NewReader(settingsFile))
	require.NoError(t, err)
	put, added, err := service.PutRestaurant(t.Context(), cli, read[0])
	require.NoError(t, err)
	require.True(t, added)
	require.EqualValues(t, 1, put.Revision)
	require.Equal(t, []string{"s3cret-password", "0100"}, []string{put.Station.Password, put.Station.TableCode})

	var file strings.Builder
	require.NoError(t, admin.WriteSettings(&file, put))
	again, err := admin.ReadSettings(strings.NewReader(strings.Replace(file.String(), "on_save", "on_open", 1)))
	require.NoError(t, err)
	put, added, err = service.PutRestaurant(t.Context(), cli, again[0])
	require.NoError(t, err)
	require.False(t, added)
	require.Equal(t, []any{int64(2), order.FillOnOpen, "s3cret-password"}, []any{put.Revision, put.Rules.Fill, put.Station.Password})
	_, _, err = service.PutRestaurant(t.Context(), cli, again[0])
	require.Equal(t, order.CodeStaleRevision, order.CodeOf(err), "a file from before does not undo what was changed since")

	_, err = service.CreateUser(t.Context(), cli, admin.NewUser{ID: "anna", Role: account.Manager, Password: "seventeen plums"})
	require.NoError(t, err)
	require.NoError(t, service.SetPassword(t.Context(), cli, "anna", "eighteen plums", nil))
	anna, err := kept.User(t.Context(), "anna")
	require.NoError(t, err)
	require.True(t, account.PasswordMatches(anna.PasswordHash, "eighteen plums"))

	_, err = service.CreateSource(t.Context(), cli, admin.NewSource{ID: "website", Restaurants: []string{"arbat-1"}})
	require.NoError(t, err)
	made, err := service.CreateKey(t.Context(), cli, "website", "", admin.NewKey{Name: "main"})
	require.NoError(t, err)
	require.NotContains(t, made.String()+made.GoString(), made.Secret)
	fresh, old, err := service.RotateKey(t.Context(), cli, made.ID, time.Hour)
	require.NoError(t, err)
	require.NotEqual(t, made.Secret, fresh.Secret)
	require.Equal(t, made.ID, old.ID)
	require.NoError(t, service.RevokeKey(t.Context(), cli, old.ID))
	keys, err := service.Keys(t.Context(), cli, "", "")
	require.NoError(t, err)
	require.Len(t, keys, 2)
	require.NotNil(t, keys[0].RevokedAt)
	require.Nil(t, keys[1].RevokedAt)
	require.NoError(t, service.RemoveRestaurant(t.Context(), cli, "arbat-1", 0, false))

	page, err := service.Log(t.Context(), cli, admin.LogFilter{})
	require.NoError(t, err)
	var actions []admin.Action
	for _, entry := range page.Entries {
		require.Equal(t, "cli", entry.Actor)
		for _, change := range entry.Changes {
			for _, value := range []any{change.From, change.To} {
				text, _ := value.(string)
				require.NotContains(t, text, "s3cret")
				require.NotContains(t, text, "plums")
				require.NotContains(t, text, fresh.Secret)
			}
		}
		actions = append(actions, entry.Action)
	}
	require.Equal(t, []admin.Action{admin.RestaurantRemoved, admin.KeyRevoked, admin.KeyRotated, admin.KeyCreated, admin.SourceCreated,
		admin.UserPassword, admin.UserCreated, admin.RestaurantChanged, admin.RestaurantCreated}, actions)
}

func TestWhatALimitedManagerCannotList(t *testing.T) {
	service, _ := installation(t)
	limited := admin.Actor{Name: "user:x", Restaurants: []string{"arbat-1"}}
	_, err := service.Keys(t.Context(), limited, "", "")
	require.Equal(t, order.CodeForbidden, order.CodeOf(err))
	all, err := service.Restaurants(t.Context(), limited)
	require.NoError(t, err)
	require.Empty(t, all)
}

func TestASourceOfOthersForTheReplacedProtocol(t *testing.T) {
	service, _ := installation(t)
	read, err := admin.ReadSettings(strings.NewReader(settingsFile))
	require.NoError(t, err)
	settings := read[0]
	_, err = service.AddRestaurant(t.Context(), cli, settings)
	require.NoError(t, err)
	_, err = service.CreateSource(t.Context(), cli, admin.NewSource{ID: "everywhere"})
	require.NoError(t, err)
	limited := admin.Actor{Name: "user:x", Restaurants: []string{"arbat-1"}}
	settings.MiniDelivery.Source = "everywhere"
	_, err = service.ChangeRestaurant(t.Context(), limited, "arbat-1", 0, settings)
	require.Equal(t, order.CodeInvalid, order.CodeOf(err))
	_, err = service.ChangeRestaurant(t.Context(), cli, "arbat-1", 0, settings)
	require.NoError(t, err)
	settings.Name = "Новый Арбат"
	_, err = service.ChangeRestaurant(t.Context(), limited, "arbat-1", 0, settings)
	require.NoError(t, err, "what is set already may stay")
}
