package rk7sim

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

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
		// The quantities on the form are not lost by adding a dish.
		changes, err := readForm(request.PostForm)
		if err != nil {
			return back, err
		}
		wanted, err := readDish(request.PostForm)
		if err != nil {
			return back, err
		}
		changes.Add = []TillLine{wanted}
		return back, t.SaveForm(guid, changes)
	case "leave":
		return "/", t.Unlock(guid)
	case "lock":
		return back, t.Lock(guid)
	case "unlock":
		return back, t.Unlock(guid)
	case "print":
		return back, t.Print(guid)
	case "kitchen-started":
		return back, t.Kitchen(guid, "started", 0)
	case "kitchen-ready":
		return back, t.Kitchen(guid, "ready", 0)
	case "delivery":
		state, err := strconv.ParseInt(strings.TrimSpace(request.PostForm.Get("state")), 10, 32)
		if err != nil {
			return back, errors.New("состояние доставки не читается")
		}
		return back, t.Deliver(guid, DeliveryChange{State: &state})
	case "sent":
		return back, t.Deliver(guid, DeliveryChange{Sent: true})
	case "pay":
		return "/", t.Pay(guid)
	case "delete":
		return "/", t.Delete(guid, false)
	}
	return back, errors.New("неизвестная кнопка")
}

// readForm reads the quantities of the lines: fields named q<line number>. The
// quantity of a dish to add is another field.
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
	case "notify":
		return "/station", t.OrderNotify(strings.TrimSpace(form.Get("url")))
	case "offline":
		return "/station", t.s.faults.setOffline(t.r.options.ID, true)
	case "online":
		return "/station", t.s.faults.setOffline(t.r.options.ID, false)
	}
	return "/station", errors.New("неизвестная кнопка")
}
