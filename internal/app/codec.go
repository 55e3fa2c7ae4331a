package app

import (
	"net/http"
	"net/url"

	"github.com/orderhatch/orderhatch/api"
	"github.com/orderhatch/orderhatch/internal/temporal"
)

// codec lets signed-in operators read payloads in the Temporal UI at an address.
func (c *core) codec(uiAddress string) api.Codec {
	return func(mayDecode func(*http.Request) int) (http.Handler, error) {
		return temporal.NewCodecHandler(temporal.CodecOptions{Keys: c.ring, Origin: origin(uiAddress), MayDecode: mayDecode})
	}
}

// origin is how a browser names the site of a page.
func origin(address string) string {
	site, err := url.Parse(address)
	if err != nil || site.Host == "" {
		return ""
	}
	return site.Scheme + "://" + site.Host
}
