package pos

import (
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func TestExamineAGoodRestaurant(t *testing.T) {
	b := newBench(t, rk7sim.RestaurantOptions{ID: "life"}, rk7sim.RestaurantOptions{ID: "subs", Licence: rk7sim.LicenceSubscription})
	s := b.worker()
	for _, id := range []string{"life", "subs"} {
		r, err := b.store.Restaurant(t.Context(), id)
		require.NoError(t, err)
		r.TimeZone = "UTC" // as the simulator's
		checked := map[string]bool{}
		for _, finding := range s.Examine(t.Context(), r) {
			require.True(t, finding.OK, "%+v", finding)
			require.NotContains(t, fmt.Sprint(finding), "demo-token")
			checked[finding.Check] = true
		}
		for _, check := range []string{"reachable", "certificate", "credentials", "version", "clock", "licence", "station", "table", "pickup_table", "waiter", "manager",
			"order_category", "delivery_type", "pickup_type", "guest_type", "void_reason", "prepay_currency", "prepay_reason", "remark_modifier", "menu"} {
			require.True(t, checked[check], check)
		}
		state := b.sim.State(id)
		require.Empty(t, state.Orders, "looking changes nothing")
		require.Empty(t, state.Unknown)
		require.Empty(t, state.Licence.Instances)
	}
}

// Each thing that can be wrong is found, and nothing is wrong without a remedy.
func TestExamineFindsWhatIsWrong(t *testing.T) {
	b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1"}, rk7sim.RestaurantOptions{ID: "old", Version: "7.5"},
		rk7sim.RestaurantOptions{ID: "early", Version: "7.6.4.100", Licence: rk7sim.LicenceSubscription}, rk7sim.RestaurantOptions{ID: "expired", Licence: rk7sim.LicenceExpired})
	s := b.worker()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, closed.Close())
	for _, c := range []struct {
		what, id string
		change   func(*restaurant.Restaurant)
		check    string
		says     string
	}{
		{"no address", "arbat-1", func(r *restaurant.Restaurant) { r.Station.URL = "http://station" }, "settings", "https"},
		{"nobody there", "arbat-1", func(r *restaurant.Restaurant) { r.Station.URL = "https://" + closed.Addr().String() }, "reachable", "HTTP Data Port"},
		{"not pinned", "arbat-1", func(r *restaurant.Restaurant) { r.Station.CertSHA256 = "" }, "certificate", b.sim.CertSHA256()},
		{"another certificate", "arbat-1", func(r *restaurant.Restaurant) { r.Station.CertSHA256 = strings.Repeat("ab", 32) }, "certificate", b.sim.CertSHA256()},
		{"wrong password", "arbat-1", func(r *restaurant.Restaurant) { r.Station.Password = "s3cret" }, "credentials", "password"},
		{"too old", "old", nil, "version", "7.6.4"},
		{"subscription too early", "early", nil, "version", "subscription"},
		{"no licence", "expired", nil, "licence", "licence"},
		{"another restaurant", "arbat-1", func(r *restaurant.Restaurant) { r.Station.Licence.RestCode = "999999999" }, "rest_code", "999999999"},
		{"no token", "early", func(r *restaurant.Restaurant) { r.Station.Licence.Token = "" }, "licence", "token"},
		{"unknown table", "arbat-1", func(r *restaurant.Restaurant) { r.Station.TableCode = "77" }, "table", "77"},
		{"no station", "arbat-1", func(r *restaurant.Restaurant) { r.Station.StationCode = "" }, "station", "station"},
		{"unknown waiter", "arbat-1", func(r *restaurant.Restaurant) { r.Station.WaiterCode = "1" }, "waiter", "9001"},
		{"unknown type", "arbat-1", func(r *restaurant.Restaurant) { r.Station.DeliveryType = "9" }, "delivery_type", "9"},
		{"no reason", "arbat-1", func(r *restaurant.Restaurant) { r.Station.VoidReason = "" }, "void_reason", "cancelled"},
		{"reason for dishes only", "arbat-1", func(r *restaurant.Restaurant) { r.Station.VoidReason = "4" }, "void_reason", "delete orders"},
		{"reason for orders only", "arbat-1", func(r *restaurant.Restaurant) { r.Station.VoidReason = "2" }, "void_reason", "kitchen"},
		{"a modifier without text", "arbat-1", func(r *restaurant.Restaurant) { r.Station.RemarkModifier = "501" }, "remark_modifier", "text"},
		{"half a prepayment", "arbat-1", func(r *restaurant.Restaurant) { r.Station.PrepayReason = "" }, "prepay_reason", "No code"},
		{"wrong zone", "arbat-1", func(r *restaurant.Restaurant) { r.TimeZone = "Asia/Vladivostok" }, "clock", "Vladivostok"},
	} {
		t.Run(c.what, func(t *testing.T) {
			r, err := b.store.Restaurant(t.Context(), c.id)
			require.NoError(t, err)
			r.TimeZone = "UTC"
			if c.change != nil {
				c.change(&r)
			}
			found := false
			for _, finding := range s.Examine(t.Context(), r) {
				require.NotContains(t, fmt.Sprint(finding), "s3cret")
				if finding.OK {
					continue
				}
				require.NotEmpty(t, finding.Remedy, "%+v", finding)
				require.NotEqual(t, order.Info, finding.Severity)
				if finding.Check == c.check && strings.Contains(finding.Message+finding.Remedy, c.says) {
					found = true
				}
			}
			require.True(t, found, "%+v", s.Examine(t.Context(), r))
		})
	}
}
