package rk7sim

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

//go:embed web
var webFiles embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"rub": rubles, "pieces": pieces, "clock": clockOf, "state": orderBadge, "table": tableName, "waiter": waiterName,
}).ParseFS(webFiles, "web/*.html"))

// maxShownOrders bounds the page; the state has them all.
const maxShownOrders = 200

// pageRoutes are what a cashier sees.
func (s *Server) pageRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", s.page("orders.html", ordersPage))
	mux.HandleFunc("GET /stop-list", s.page("stoplist.html", stopListPage))
	mux.HandleFunc("GET /station", s.page("station.html", stationPage))
	mux.HandleFunc("GET /orders/{guid}", s.page("form.html", formPage))
	mux.HandleFunc("POST /orders/{guid}", s.press(pressForm))
	mux.HandleFunc("POST /stop-list", s.press(pressStopList))
	mux.HandleFunc("POST /station", s.press(pressStation))
	mux.HandleFunc("GET /static/{file}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeFileFS(w, r, webFiles, "web/"+r.PathValue("file"))
	})
}

// view is what every page is made of.
type view struct {
	State       State
	Restaurants []Address
	Page        string
	Query       template.URL
	Error       string
	Message     string
	Now         time.Time

	Orders []OrderState
	Hidden int
	Order  OrderState
	Menu   []category
	Groups []category
}

type category struct {
	Name  string
	Items []menuEntry
}

type menuEntry struct {
	PLU       string
	Name      string
	Price     int64
	Stopped   bool
	Remainder *Thousandths
}

type pageFiller func(*Till, *http.Request, *view) error

// page shows one page of a restaurant. The answer carries a tag of its
// contents, so that refreshing it costs nothing while nothing happens.
func (s *Server) page(name string, fill pageFiller) http.HandlerFunc {
	return func(w http.ResponseWriter, request *http.Request) {
		id := request.URL.Query().Get("restaurant")
		t, err := s.Till(id)
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		v := &view{Restaurants: s.Addresses(), Page: name, Error: request.URL.Query().Get("error"), Now: t.r.clock()}
		v.Query = template.URL("restaurant=" + url.QueryEscape(t.r.options.ID)) //nolint:gosec // escaped above
		v.State = s.State(t.r.options.ID)
		if err := fill(t, request, v); err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		var body bytes.Buffer
		if err := pages.ExecuteTemplate(&body, name, v); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		sum := sha256.Sum256(body.Bytes())
		h := w.Header()
		h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
		h.Set("Cache-Control", "no-cache")
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'self'; base-uri 'none'")
		http.ServeContent(w, request, "", time.Time{}, bytes.NewReader(body.Bytes()))
	}
}

// ordersPage shows open orders first, the newest on top. Orders that were
// saved without the till's licence are not shown until somebody saves them there.
func ordersPage(_ *Till, _ *http.Request, v *view) error {
	v.Orders = slices.DeleteFunc(slices.Clone(v.State.Orders), func(o OrderState) bool { return o.Archived || o.Hidden })
	slices.Reverse(v.Orders)
	slices.SortStableFunc(v.Orders, func(a, b OrderState) int {
		switch {
		case a.Finished == b.Finished:
			return 0
		case a.Finished:
			return 1
		default:
			return -1
		}
	})
	if len(v.Orders) > maxShownOrders {
		v.Hidden = len(v.Orders) - maxShownOrders
		v.Orders = v.Orders[:maxShownOrders]
	}
	return nil
}

func stopListPage(_ *Till, _ *http.Request, v *view) error {
	v.fillMenu()
	return nil
}

func stationPage(*Till, *http.Request, *view) error { return nil }

// formPage is the order's edit form: showing it runs the form's script. An open
// form that only looks whether the dishes have come does not run it again.
func formPage(t *Till, request *http.Request, v *view) error {
	message := ""
	if !request.URL.Query().Has("looking") {
		told, err := t.OpenForm(request.Context(), request.PathValue("guid"))
		if err != nil {
			return err
		}
		message = told
	}
	// The script may have filled the order.
	v.State = t.s.State(t.r.options.ID)
	o, found := v.State.Order(request.PathValue("guid"))
	if !found {
		return ErrNotThere
	}
	v.Order, v.Message = o, message
	v.fillMenu()
	return nil
}

func (v *view) fillMenu() {
	stopped := map[string]StopState{}
	for _, stop := range v.State.StopList {
		stopped[stop.PLU] = stop
	}
	entry := func(code int64, name string, price int64) menuEntry {
		plu := strconv.FormatInt(code, 10)
		return menuEntry{PLU: plu, Name: name, Price: price, Stopped: stopped[plu].Prohibited, Remainder: stopped[plu].Remainder}
	}
	for _, c := range categories {
		out := category{Name: c.name}
		for _, d := range dishes {
			if d.category == c.code && !d.inactive {
				out.Items = append(out.Items, entry(d.code, d.name, d.price))
			}
		}
		v.Menu = append(v.Menu, out)
	}
	for _, g := range modifierGroups {
		out := category{Name: g.name}
		for _, m := range modifiers {
			if m.group == g.code {
				out.Items = append(out.Items, entry(m.code, m.name, m.price))
			}
		}
		v.Groups = append(v.Groups, out)
	}
}
