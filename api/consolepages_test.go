package api

import (
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// withConsole is a server whose console is built of the given files.
func withConsole(t *testing.T, files fstest.MapFS) *harness {
	h := start(t)
	pages, err := newConsolePages(files)
	require.NoError(t, err)
	*h.server.console = *pages
	return h
}

func TestConsoleIsServedForGood(t *testing.T) {
	h := withConsole(t, fstest.MapFS{
		"index.html":             {Data: []byte(`<meta nonce="{{nonce}}"><script src="/assets/main-1a2b.js"></script>`)},
		"assets/main-1a2b.js":    {Data: []byte("plain")},
		"assets/main-1a2b.js.br": {Data: []byte("brotli")},
		"assets/main-1a2b.js.gz": {Data: []byte("gzip")},
	})
	for accepted, want := range map[string][2]string{
		"": {"", "plain"}, "gzip, deflate": {"gzip", "gzip"}, "gzip, deflate, br, zstd": {"br", "brotli"},
	} {
		got := h.ask("GET", "/assets/main-1a2b.js", "", "", "Accept-Encoding: "+accepted)
		require.Equal(t, want, [2]string{got.header.Get("Content-Encoding"), got.body})
		require.Equal(t, "text/javascript; charset=utf-8", got.header.Get("Content-Type"))
		require.Contains(t, got.header.Get("Cache-Control"), "immutable")
		again := h.ask("GET", "/assets/main-1a2b.js", "", "", "Accept-Encoding: "+accepted, "If-None-Match: "+got.header.Get("ETag"))
		require.Equal(t, http.StatusNotModified, again.status)
	}
	require.Equal(t, http.StatusNotFound, h.ask("GET", "/assets/main-1a2b.js.gz", "", "").status)
}

func TestConsolePageNamesItsStyles(t *testing.T) {
	h := withConsole(t, fstest.MapFS{"index.html": {Data: []byte(`<meta nonce="{{nonce}}">`)}})
	first, second := h.ask("GET", "/", "", ""), h.ask("GET", "/", "", "")
	require.Equal(t, "no-cache", first.header.Get("Cache-Control"))
	require.NotEqual(t, first.body, second.body)
	nonce := first.body[len(`<meta nonce="`) : len(first.body)-len(`">`)]
	require.GreaterOrEqual(t, len(nonce), 20)
	require.Contains(t, first.header.Get("Content-Security-Policy"), "style-src 'self' 'nonce-"+nonce+"'")
	require.NotContains(t, first.header.Get("Content-Security-Policy"), "unsafe")
}

func TestThePageToTryThingsOn(t *testing.T) {
	h := withConsole(t, fstest.MapFS{"index.html": {Data: []byte("console")}, "try.html": {Data: []byte("try")}})
	got := h.ask("GET", "/docs/try", "", "")
	require.Equal(t, "try", got.body)
	require.NotContains(t, got.header.Get("Content-Security-Policy"), "unsafe")
	for _, one := range h.operations() {
		require.Contains(t, h.ask("GET", "/docs", "", "").body, "/docs/try#/"+one.Tags[0]+"/"+one.OperationID)
	}
	require.Contains(t, withConsole(t, fstest.MapFS{}).ask("GET", "/docs/try", "", "").body, "make build")
}

func TestConsoleThatIsNotBuiltSaysHow(t *testing.T) {
	h := withConsole(t, fstest.MapFS{".gitkeep": {}})
	require.Contains(t, h.ask("GET", "/", "", "").body, "make build")
}
