package rk7sim

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"
)

// tillRoutes are what a cashier does by hand, and the switches of the station.
// Each takes ?restaurant=, the first one without it.
func (s *Server) tillRoutes(mux *http.ServeMux) {
	for action, do := range map[string]func(*Till, string) error{
		"lock": (*Till).Lock, "unlock": (*Till).Unlock, "print": (*Till).Print, "pay": (*Till).Pay,
	} {
		mux.HandleFunc("POST /_sim/orders/{guid}/"+action, s.till(func(t *Till, r *http.Request) (any, error) {
			return nil, do(t, r.PathValue("guid"))
		}))
	}
	mux.HandleFunc("POST /_sim/orders/{guid}/delete", s.till(func(t *Till, r *http.Request) (any, error) {
		return nil, t.Delete(r.PathValue("guid"), r.URL.Query().Get("change_guids") == "1")
	}))
	mux.HandleFunc("GET /_sim/orders/{guid}", s.till(func(t *Till, r *http.Request) (any, error) {
		o, found := s.State(t.r.options.ID).Order(r.PathValue("guid"))
		if !found {
			return nil, ErrNotThere
		}
		return o, nil
	}))
	mux.HandleFunc("POST /_sim/orders/{guid}/form", s.till(func(t *Till, r *http.Request) (any, error) {
		message, err := t.OpenForm(r.Context(), r.PathValue("guid"))
		return map[string]string{"message": message}, err
	}))
	mux.HandleFunc("PUT /_sim/orders/{guid}/form", s.till(saveFormJSON))
	mux.HandleFunc("POST /_sim/orders/{guid}/lines", s.till(addLine))
	mux.HandleFunc("PATCH /_sim/orders/{guid}/lines/{uni}", s.till(changeLine))
	mux.HandleFunc("DELETE /_sim/orders/{guid}/lines/{uni}", s.till(func(t *Till, r *http.Request) (any, error) {
		return nil, t.Remove(r.PathValue("guid"), uniOf(r))
	}))
	mux.HandleFunc("PUT /_sim/stop-list/{plu}", s.till(stopDish))
	mux.HandleFunc("DELETE /_sim/stop-list/{plu}", s.till(func(t *Till, r *http.Request) (any, error) { return nil, t.Resume(r.PathValue("plu")) }))
	mux.HandleFunc("PATCH /_sim/dishes/{plu}", s.till(editDish))
	mux.HandleFunc("POST /_sim/shift", s.till(changeShift))
	mux.HandleFunc("PATCH /_sim/behaviour", s.till(changeBehaviour))
	mux.HandleFunc("PUT /_sim/delay", s.till(changeDelay))
	mux.HandleFunc("PATCH /_sim/licence", s.till(changeLicence))
	mux.HandleFunc("DELETE /_sim/licence/instances", s.till(func(t *Till, _ *http.Request) (any, error) { return nil, t.ForgetLicences() }))
	mux.HandleFunc("PUT /_sim/form-script", s.till(changeFormScript))
	mux.HandleFunc("PUT /_sim/order-notify", s.till(changeOrderNotify))
	mux.HandleFunc("POST /_sim/orders/{guid}/kitchen", s.till(pressKitchen))
	mux.HandleFunc("POST /_sim/orders/{guid}/delivery", s.till(pressDelivery))
}

// errBody marks a request that could not be read.
var errBody = errors.New("the body is not what this address takes")

// till finds the restaurant and turns errors into statuses: 404 for what is
// not there, 400 for a body that cannot be read, 409 for what the station
// does not let a cashier do.
func (s *Server) till(do func(*Till, *http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, request *http.Request) {
		t, err := s.Till(request.URL.Query().Get("restaurant"))
		if err != nil {
			writeProblem(w, http.StatusNotFound, err)
			return
		}
		request.Body = http.MaxBytesReader(w, request.Body, maxControlBytes)
		answer, err := do(t, request)
		switch {
		case errors.Is(err, ErrNotThere):
			writeProblem(w, http.StatusNotFound, err)
		case errors.Is(err, errBody):
			writeProblem(w, http.StatusBadRequest, err)
		case err != nil:
			writeProblem(w, http.StatusConflict, err)
		case answer == nil:
			w.WriteHeader(http.StatusNoContent)
		default:
			writeJSON(w, http.StatusOK, answer)
		}
	}
}

func readJSON(request *http.Request, into any) error {
	d := json.NewDecoder(request.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return errors.Join(errBody, err)
	}
	return nil
}

func uniOf(request *http.Request) int64 {
	uni, _ := strconv.ParseInt(request.PathValue("uni"), 10, 64)
	return uni // 0 is no line's number
}

func addLine(t *Till, request *http.Request) (any, error) {
	wanted := TillLine{Quantity: 1000}
	if err := readJSON(request, &wanted); err != nil {
		return nil, err
	}
	uni, err := t.Add(request.PathValue("guid"), wanted)
	return map[string]int64{"uni": uni}, err
}

func changeLine(t *Till, request *http.Request) (any, error) {
	var in struct {
		Quantity Thousandths `json:"quantity"`
	}
	if err := readJSON(request, &in); err != nil {
		return nil, err
	}
	return nil, t.Change(request.PathValue("guid"), uniOf(request), in.Quantity)
}

func saveFormJSON(t *Till, request *http.Request) (any, error) {
	var in FormChanges
	if err := readJSON(request, &in); err != nil {
		return nil, err
	}
	return nil, t.SaveForm(request.PathValue("guid"), in)
}

// stopDish prohibits a dish, or sets what is left of it.
func stopDish(t *Till, request *http.Request) (any, error) {
	var in struct {
		Remainder *Thousandths `json:"remainder"`
	}
	if request.ContentLength != 0 {
		if err := readJSON(request, &in); err != nil {
			return nil, err
		}
	}
	return nil, t.Stop(request.PathValue("plu"), in.Remainder)
}

func changeShift(t *Till, request *http.Request) (any, error) {
	var in struct {
		Action ShiftAction `json:"action"`
	}
	if err := readJSON(request, &in); err != nil {
		return nil, err
	}
	return nil, t.Shift(in.Action)
}

// changeBehaviour changes the switches that are named and leaves the others.
func changeBehaviour(t *Till, request *http.Request) (any, error) {
	b := t.s.State(t.r.options.ID).Behaviour
	if err := readJSON(request, &b); err != nil {
		return nil, err
	}
	return b, t.Behave(b)
}

func changeDelay(t *Till, request *http.Request) (any, error) {
	var in struct {
		DelayMS int64 `json:"delay_ms"`
	}
	if err := readJSON(request, &in); err != nil {
		return nil, err
	}
	if in.DelayMS > maxDelayMS {
		in.DelayMS = maxDelayMS + 1 // refused, and never an overflow
	}
	return nil, t.Delay(time.Duration(in.DelayMS) * time.Millisecond)
}

func changeLicence(t *Till, request *http.Request) (any, error) {
	var in struct {
		Mode    LicenceMode    `json:"mode"`
		Token   string         `json:"token"`
		Until   *time.Time     `json:"until"`
		Service LicenceService `json:"service"`
	}
	if err := readJSON(request, &in); err != nil {
		return nil, err
	}
	if err := t.License(in.Mode, in.Token, in.Until, in.Service); err != nil {
		return nil, err
	}
	return t.s.State(t.r.options.ID).Licence, nil
}

func changeFormScript(t *Till, request *http.Request) (any, error) {
	var in struct {
		Address string `json:"address"`
	}
	if err := readJSON(request, &in); err != nil {
		return nil, err
	}
	return nil, t.FormScript(in.Address)
}

func changeOrderNotify(t *Till, request *http.Request) (any, error) {
	var in struct {
		URL string `json:"url"`
	}
	if err := readJSON(request, &in); err != nil {
		return nil, err
	}
	return nil, t.OrderNotify(in.URL)
}

func pressKitchen(t *Till, request *http.Request) (any, error) {
	var in struct {
		State string `json:"state"`
		Uni   int64  `json:"uni"`
	}
	if err := readJSON(request, &in); err != nil {
		return nil, err
	}
	return nil, t.Kitchen(request.PathValue("guid"), in.State, in.Uni)
}

func pressDelivery(t *Till, request *http.Request) (any, error) {
	var in DeliveryChange
	if err := readJSON(request, &in); err != nil {
		return nil, err
	}
	return nil, t.Deliver(request.PathValue("guid"), in)
}
