package callback

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// ErrForbidden says that an address may not be asked, whoever names it.
var ErrForbidden = errors.New("this address is not allowed")

// Guard says where callbacks may go. The zero value allows https to public
// addresses only.
type Guard struct {
	// AllowHTTP allows plain http.
	AllowHTTP bool
	// AllowNetworks are private networks that are meant, such as that of a shop's
	// own server in the same building.
	AllowNetworks []netip.Prefix
}

// shutNetworks are what the tests of package netip leave out of the addresses
// that are not for everybody.
var shutNetworks = prefixes(
	"0.0.0.0/8",       // "this" network
	"100.64.0.0/10",   // behind a provider's NAT
	"192.0.0.0/24",    // protocol assignments
	"192.0.2.0/24",    // documentation
	"192.88.99.0/24",  // 6to4 relays
	"198.18.0.0/15",   // benchmarks
	"198.51.100.0/24", // documentation
	"203.0.113.0/24",  // documentation
	"240.0.0.0/4",     // reserved, and broadcast
	"64:ff9b::/96",    // NAT64: the last four bytes are an IPv4 address
	"64:ff9b:1::/48",  // NAT64 of one network
	"100::/64",        // discard
	"2001::/23",       // protocol assignments, Teredo among them
	"2001:db8::/32",   // documentation
	"2002::/16",       // 6to4: it holds an IPv4 address
	"3fff::/20",       // documentation
	"5f00::/16",       // segment routing
	"fec0::/10",       // site-local of old
	"::ffff:0:0:0/96", // translated IPv4
	"::/96",           // IPv4-compatible of old
)

func prefixes(texts ...string) []netip.Prefix {
	parsed := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		parsed[i] = netip.MustParsePrefix(text)
	}
	return parsed
}

// Allows says whether a connection to the address may be made.
func (g Guard) Allows(address netip.Addr) bool {
	address = address.Unmap().WithZone("") // ::ffff:127.0.0.1 is 127.0.0.1
	within := func(network netip.Prefix) bool { return network.Contains(address) }
	if slices.ContainsFunc(g.AllowNetworks, within) {
		return true
	}
	if !address.IsGlobalUnicast() || address.IsPrivate() || address.IsLoopback() || address.IsLinkLocalUnicast() || address.IsMulticast() {
		return false
	}
	return !slices.ContainsFunc(shutNetworks, within)
}

// control is asked by the dialer with the address it is about to connect to,
// after all names were looked up: a name that leads somewhere else the second
// time gains nothing.
func (g Guard) control(_ context.Context, network, address string, _ syscall.RawConn) error {
	if network != "tcp4" && network != "tcp6" {
		return fmt.Errorf("%w: not TCP", ErrForbidden)
	}
	target, err := netip.ParseAddrPort(address)
	if err != nil || !g.Allows(target.Addr()) {
		return fmt.Errorf("%w: it leads to a private or special network", ErrForbidden)
	}
	return nil
}

// transport connects through the guard, never through a proxy: a proxy would
// look names up itself.
func (g Guard) transport(dialTime time.Duration) *http.Transport {
	dialer := &net.Dialer{Timeout: dialTime, KeepAlive: 30 * time.Second, ControlContext: g.control}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		Proxy:                  nil,
		TLSHandshakeTimeout:    dialTime,
		ResponseHeaderTimeout:  sendTime,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           512,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		DisableCompression:     true, // the answer is hardly read
	}
}
