package rk7sim

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
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

// formPage is the order's edit form: showing it runs the form's script.
func formPage(t *Till, request *http.Request, v *view) error {
	message, err := t.OpenForm(request.Context(), request.PathValue("guid"))
	if err != nil {
		return err
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

// press carries out a button and goes back to the page it was on.
func (s *Server) press(do func(*Till, *http.Request) (back string, err error)) http.HandlerFunc {
	return func(w http.ResponseWriter, request *http.Request) {
		request.Body = http.MaxBytesReader(w, request.Body, maxControlBytes)
		if err := request.ParseForm(); err != nil {
			http.Error(w, "форма не читается", http.StatusBadRequest)
			return
		}
		t, err := s.Till(request.Form.Get("restaurant"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		back, err := do(t, request)
		query := url.Values{"restaurant": {t.r.options.ID}}
		if err != nil {
			query.Set("error", err.Error())
		}
		http.Redirect(w, request, back+"?"+query.Encode(), http.StatusSeeOther)
	}
}

func pressForm(t *Till, request *http.Request) (back string, err error) {
	guid := request.PathValue("guid")
	back = "/orders/" + url.PathEscape(guid)
	switch request.PostForm.Get("do") {
	case "save":
		changes, err := readForm(request.PostForm)
		if err == nil {
			err = t.SaveForm(guid, changes)
		}
		if err != nil {
			return back, err
		}
		return "/", nil
	case "add":
		wanted, err := readDish(request.PostForm)
		if err == nil {
			_, err = t.Add(guid, wanted)
		}
		return back, err
	case "leave":
		return "/", t.Unlock(guid)
	case "lock":
		return back, t.Lock(guid)
	case "unlock":
		return back, t.Unlock(guid)
	case "print":
		return back, t.Print(guid)
	case "pay":
		return "/", t.Pay(guid)
	case "delete":
		return "/", t.Delete(guid, false)
	}
	return back, errors.New("неизвестная кнопка")
}

// readForm reads the quantities of the lines: fields named q<line number>.
func readForm(form url.Values) (FormChanges, error) {
	out := FormChanges{Quantities: map[int64]Thousandths{}}
	for name, values := range form {
		uni, err := strconv.ParseInt(strings.TrimPrefix(name, "q"), 10, 64)
		if err != nil || !strings.HasPrefix(name, "q") {
			continue
		}
		quantity, err := readPieces(values[0])
		if err != nil {
			return out, err
		}
		out.Quantities[uni] = quantity
	}
	return out, nil
}

func readPieces(text string) (Thousandths, error) {
	var q Thousandths
	text = strings.Replace(strings.TrimSpace(text), ",", ".", 1)
	if q.UnmarshalJSON([]byte(text)) != nil {
		return 0, errors.New("количество не читается")
	}
	return q, nil
}

// readDish reads a dish to add; its modifiers are codes with commas between them.
func readDish(form url.Values) (TillLine, error) {
	quantity, err := readPieces(form.Get("quantity"))
	if err != nil {
		return TillLine{}, err
	}
	wanted := TillLine{PLU: firstWord(form.Get("plu")), Quantity: quantity}
	for _, code := range strings.FieldsFunc(form.Get("modifiers"), func(r rune) bool { return r == ',' || r == ' ' }) {
		wanted.Modifiers = append(wanted.Modifiers, TillModifier{PLU: code})
	}
	return wanted, nil
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	return word
}

func pressStopList(t *Till, request *http.Request) (back string, err error) {
	plu := request.PostForm.Get("plu")
	switch request.PostForm.Get("do") {
	case "stop":
		return "/stop-list", t.Stop(plu, nil)
	case "resume":
		return "/stop-list", t.Resume(plu)
	case "remainder":
		remainder, err := readPieces(request.PostForm.Get("remainder"))
		if err == nil {
			err = t.Stop(plu, &remainder)
		}
		return "/stop-list", err
	}
	return "/stop-list", errors.New("неизвестная кнопка")
}

func pressStation(t *Till, request *http.Request) (back string, err error) {
	form := request.PostForm
	switch form.Get("do") {
	case "shift":
		return "/station", t.Shift(ShiftAction(form.Get("action")))
	case "delay":
		ms, err := strconv.ParseInt(form.Get("delay_ms"), 10, 32)
		if err != nil {
			return "/station", errors.New("задержка не читается")
		}
		return "/station", t.Delay(time.Duration(ms) * time.Millisecond)
	case "licence":
		return "/station", t.License(LicenceMode(form.Get("mode")), "", nil, LicenceService(form.Get("service")))
	case "script":
		return "/station", t.FormScript(strings.TrimSpace(form.Get("address")))
	case "offline":
		return "/station", t.s.SetFaults(append(t.s.faults.list(), Fault{Restaurant: t.r.options.ID, Kind: FaultOffline}))
	case "online":
		return "/station", t.s.SetFaults(slices.DeleteFunc(t.s.faults.list(), func(f Fault) bool {
			return f.Kind == FaultOffline && (f.Restaurant == "" || f.Restaurant == t.r.options.ID)
		}))
	}
	return "/station", errors.New("неизвестная кнопка")
}

// rubles writes kopecks as "1 250,50 ₽".
func rubles(kopecks int64) string {
	sign := ""
	if kopecks < 0 {
		sign, kopecks = "−", -kopecks
	}
	whole := strconv.FormatInt(kopecks/100, 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "\u00a0" + whole[i:]
	}
	if rest := kopecks % 100; rest != 0 {
		whole += "," + strconv.FormatInt(100+rest, 10)[1:]
	}
	return sign + whole + "\u00a0₽"
}

func pieces(q Thousandths) string {
	return strings.Replace(strconv.FormatFloat(float64(q)/1000, 'f', -1, 64), ".", ",", 1)
}

// clockOf is the time of a wire date-time.
func clockOf(text string) string {
	if _, clock, found := strings.Cut(text, "T"); found {
		return clock[:min(len(clock), 5)]
	}
	return text
}

// tableName is "стол 10", or a table's own name when it has one.
func tableName(code string) string {
	if e := tables.byCode[code]; e != nil && e.name != code {
		return e.name
	}
	return "стол " + code
}

func waiterName(code string) string {
	if e := employees.byCode[code]; e != nil {
		return e.name
	}
	return ""
}

// badge is the mark of an order in the list.
type badge struct{ Class, Text string }

func orderBadge(o OrderState) badge {
	switch {
	case o.Voided:
		return badge{"deleted", "Удалён"}
	case o.Paid:
		return badge{"paid", "Оплачен"}
	case o.Finished:
		return badge{"paid", "Закрыт"}
	case o.Empty:
		return badge{"empty", "Пустой"}
	case o.Deferred:
		return badge{"deferred", "Не подтверждён"}
	default:
		return badge{"filled", "Заполнен"}
	}
}
