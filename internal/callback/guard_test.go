package callback

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestGuardShutsInsideNetworks(t *testing.T) {
	for _, address := range []string{
		"127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255",
		"0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1",
		"::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "::127.0.0.1",
		"64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::", "2001:db8::1", "fec0::1",
	} {
		require.False(t, Guard{}.Allows(netip.MustParseAddr(address)), address)
	}
	for _, address := range []string{"8.8.8.8", "93.184.216.34", "172.32.0.1", "100.63.255.255", "100.128.0.1", "2a02:6b8::1", "2001:4860:4860::8888", "::ffff:8.8.8.8"} {
		require.True(t, Guard{}.Allows(netip.MustParseAddr(address)), address)
	}
}

func TestGuardOpensWhatIsMeant(t *testing.T) {
	guard := Guard{AllowNetworks: []netip.Prefix{netip.MustParsePrefix("192.168.7.0/24")}}
	require.True(t, guard.Allows(netip.MustParseAddr("192.168.7.20")))
	require.True(t, guard.Allows(netip.MustParseAddr("::ffff:192.168.7.20")))
	require.False(t, guard.Allows(netip.MustParseAddr("192.168.8.20")))
	require.False(t, guard.Allows(netip.MustParseAddr("127.0.0.1")))
}

func TestControlRefusesWhatIsNoTCPAddress(t *testing.T) {
	for _, c := range []struct{ network, address string }{{"udp4", "8.8.8.8:53"}, {"unix", "/run/docker.sock"}, {"tcp4", "nonsense"}, {"tcp6", "[::1]:80"}} {
		require.ErrorIs(t, Guard{}.control(t.Context(), c.network, c.address, nil), ErrForbidden)
	}
	require.NoError(t, Guard{}.control(t.Context(), "tcp4", "8.8.8.8:443", nil))
}
