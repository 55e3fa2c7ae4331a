package api

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"strconv"
	"strings"
	"sync"

	"github.com/orderhatch/orderhatch/internal/menu"
)

// menuPages are menus as they were last written out: a menu has thousands of
// lines, and everybody who asks gets the same ones until something changes.
type menuPages struct {
	mu    sync.Mutex
	pages map[menuKey]*menuPage
}

type menuKey struct {
	restaurant string
	forPeople  bool
}

type menuPage struct {
	mu     sync.Mutex
	of     *menu.Menu
	plain  []byte
	packed []byte // by gzip
}

// maxMenuPages bounds them; a restaurant has two.
const maxMenuPages = 400

func newMenuPages() *menuPages { return &menuPages{pages: map[menuKey]*menuPage{}} }

// write gives the menu as JSON, plain and packed.
func (m *menuPages) write(known *menu.Menu, forPeople bool) (plain, packed []byte, err error) {
	page := m.page(menuKey{known.Restaurant, forPeople})
	page.mu.Lock() // one writes, the others wait for what it wrote
	defer page.mu.Unlock()
	if page.of != known {
		if plain, err = json.Marshal(menuView(known, forPeople)); err != nil {
			return nil, nil, err
		}
		page.of, page.plain, page.packed = known, append(plain, '\n'), pack(plain)
	}
	return page.plain, page.packed, nil
}

func (m *menuPages) page(key menuKey) *menuPage {
	m.mu.Lock()
	defer m.mu.Unlock()
	page := m.pages[key]
	if page == nil {
		if len(m.pages) >= maxMenuPages {
			clear(m.pages)
		}
		page = &menuPage{}
		m.pages[key] = page
	}
	return page
}

func pack(plain []byte) []byte {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	_, _ = writer.Write(plain) // into memory, which does not fail
	_ = writer.Close()
	return packed.Bytes()
}

// takesGzip reads an Accept-Encoding header.
func takesGzip(header string) bool {
	for _, part := range strings.Split(header, ",") {
		coding, parameter, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		weight, found := strings.CutPrefix(strings.TrimSpace(parameter), "q=")
		quality, err := strconv.ParseFloat(weight, 64)
		return !found || err != nil || quality > 0
	}
	return false
}
