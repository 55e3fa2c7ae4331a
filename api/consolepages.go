package api

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/orderhatch/orderhatch/internal/order"
)

// nonceHole is where index.html says which style elements are its own.
const nonceHole = "{{nonce}}"

// unbuilt is said by a program that was built without its console.
const unbuilt = `<!doctype html><meta charset="utf-8"><title>Orderhatch</title>
<h1>Консоль не собрана</h1><p>Соберите программу командой <code>make build</code>. API работает: <a href="/docs">/docs</a>.</p>
<h1 lang="en">The console is not built</h1><p lang="en">Build the program with <code>make build</code>. The API works: <a href="/docs">/docs</a>.</p>
`

// consolePages serves the operator's console.
type consolePages struct {
	index  []byte
	trying []byte // of the API
	files  fs.FS  // assets are read from the program file when they are asked for
	assets map[string]asset
}

// asset is a file whose name changes with its content.
type asset struct {
	kind, tag string
	encoded   map[string]string // names of files by content coding; "" is the file itself
}

// codings are the precompressed forms of assets, the smaller first.
var codings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}, {"", ""}}

func newConsolePages(files fs.FS) (*consolePages, error) {
	pages := &consolePages{files: files, assets: map[string]asset{}}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		switch {
		case name == "index.html":
			pages.index, err = fs.ReadFile(files, name)
		case name == "try.html":
			pages.trying, err = fs.ReadFile(files, name)
		case strings.HasPrefix(name, "assets/"):
			err = pages.add(name)
		}
		return err
	})
	return pages, err
}

func (p *consolePages) add(name string) error {
	coding, base := "", name
	for _, one := range codings {
		if one.name != "" && strings.HasSuffix(name, one.suffix) {
			coding, base = one.name, strings.TrimSuffix(name, one.suffix)
		}
	}
	one, known := p.assets[base]
	if !known {
		one = asset{kind: mime.TypeByExtension(path.Ext(base)), encoded: map[string]string{}}
	}
	if coding == "" {
		content, err := fs.ReadFile(p.files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		one.tag = base64.RawURLEncoding.EncodeToString(sum[:12])
	}
	one.encoded[coding] = name
	p.assets[base] = one
	return nil
}

// page is index.html. Browsers ask for it anew each time, so that an updated
// service is never used through an old page.
func (p *consolePages) page(c *gin.Context) { p.show(c, p.index) }

// tryPage is where operations of the API are tried with a key of one's own.
func (p *consolePages) tryPage(c *gin.Context) { p.show(c, p.trying) }

func (p *consolePages) show(c *gin.Context, page []byte) {
	c.Header("Cache-Control", "no-cache")
	if page == nil {
		c.Data(http.StatusOK, "text/html; charset=utf-8", []byte(unbuilt))
		return
	}
	nonce := rand.Text()
	c.Header("Content-Security-Policy", strings.Replace(contentPolicy, "style-src 'self'", "style-src 'self' 'nonce-"+nonce+"'", 1))
	c.Data(http.StatusOK, "text/html; charset=utf-8", bytes.ReplaceAll(page, []byte(nonceHole), []byte(nonce)))
}

// consoleAsset serves what index.html loads. The names hold a hash of the content, so
// browsers may keep the files for good.
func (s *Server) consoleAsset(c *gin.Context) {
	found, ok := s.console.assets[strings.TrimPrefix(c.Request.URL.Path, "/")]
	if !ok {
		s.refuse(c, refusal(order.CodeNotFound, "The console has no such file."))
		return
	}
	coding, name := found.best(c.GetHeader("Accept-Encoding"))
	header := c.Writer.Header()
	header.Set("Content-Type", found.kind)
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("Vary", "Accept-Encoding")
	header.Set("ETag", `"`+found.tag+coding+`"`)
	if coding != "" {
		header.Set("Content-Encoding", coding)
	}
	http.ServeFileFS(c.Writer, c.Request, s.console.files, name)
}

// best is the smallest form that the browser understands.
func (a asset) best(accepted string) (coding, name string) {
	for _, one := range codings {
		if name, there := a.encoded[one.name]; there && (one.name == "" || strings.Contains(accepted, one.name)) {
			return one.name, name
		}
	}
	return "", ""
}
