package api

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/orderhatch/orderhatch/internal/order"
)

const csrfHeader = "X-CSRF-Token"

// csrfToken is what a page must send beside its session cookie. It is derived
// from the cookie, so that a page that was loaded anew can be told it again;
// another site cannot read the cookie and so cannot know it.
func csrfToken(cookie string) string {
	sum := sha256.Sum256([]byte("csrf:" + cookie))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// checkForgery refuses a change asked for with a cookie that another site may
// have made the browser send.
func (s *Server) checkForgery(r *http.Request, who identity) error {
	if who.session == nil || safeMethod(r.Method) {
		return nil
	}
	token := sha256.Sum256([]byte(r.Header.Get(csrfHeader)))
	if subtle.ConstantTimeCompare(token[:], who.session.CSRFHash) != 1 {
		return refusal(order.CodeForbidden, "A change made with a session needs the header %s with the session's csrf_token.", csrfHeader)
	}
	return s.checkOrigin(r)
}

// checkOrigin believes what a browser says about where a request was made. A
// program that is no browser says nothing, and has no cookies to steal.
func (s *Server) checkOrigin(r *http.Request) error {
	foreign := refusal(order.CodeForbidden, "This request was made from another site.")
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return foreign
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		from, err := url.Parse(origin)
		if err != nil || !strings.EqualFold(from.Host, s.host(r)) {
			return foreign
		}
	}
	return nil
}

func safeMethod(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// host is the name the browser used, also behind a trusted proxy.
func (s *Server) host(r *http.Request) string {
	if forwarded := r.Header.Get("X-Forwarded-Host"); forwarded != "" && s.behindProxy(r) {
		return forwarded
	}
	return r.Host
}

// encrypted says whether the browser reached us over TLS.
func (s *Server) encrypted(r *http.Request) bool {
	return r.TLS != nil || s.behindProxy(r) && strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
}

func (s *Server) behindProxy(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	address, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	for _, proxy := range s.proxies {
		if proxy.Contains(address.Unmap()) {
			return true
		}
	}
	return false
}

func parsePrefixes(texts []string) ([]netip.Prefix, error) {
	var prefixes []netip.Prefix
	for _, text := range texts {
		if address, err := netip.ParseAddr(text); err == nil {
			prefixes = append(prefixes, netip.PrefixFrom(address, address.BitLen()))
			continue
		}
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("api: a trusted proxy must be an address or a range like 10.0.0.0/8: %w", err)
		}
		prefixes = append(prefixes, prefix)
	}
	return prefixes, nil
}
