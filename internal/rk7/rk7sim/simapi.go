package rk7sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

const maxControlBytes = 1 << 20

// webRoutes are the cashier's page, the licence service and /_sim/.
func (s *Server) webRoutes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_sim/state", s.getState)
	mux.HandleFunc("GET /_sim/faults", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, http.StatusOK, s.faults.list()) })
	mux.HandleFunc("POST /_sim/faults", s.postFaults)
	mux.HandleFunc("POST /_sim/reset", s.postReset)
	mux.HandleFunc("GET /_sim/restaurants", s.getRestaurants)
	mux.HandleFunc("GET "+LicenceServicePath, s.getLicenceID)
	s.tillRoutes(mux)
	s.pageRoutes(mux)
	// Pages of other sites must not press the cashier's buttons.
	return http.NewCrossOriginProtection().Handler(mux)
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // a client that has gone away gets nothing
}

func writeProblem(w http.ResponseWriter, status int, err error) {
	writeJSON(w, status, map[string]string{"error": err.Error()})
}

// Address is where one restaurant of the simulator is reached.
type Address struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	URL        string `json:"url"`
	CertSHA256 string `json:"cert_sha256"`
	RestCode   string `json:"rest_code"`
	Version    string `json:"version"`
}

// Addresses are the restaurants, in the order of the options.
func (s *Server) Addresses() []Address {
	var out []Address
	for _, r := range s.restaurants {
		out = append(out, Address{ID: r.options.ID, Name: r.options.Name, URL: r.url, CertSHA256: s.CertSHA256(), RestCode: r.options.RestCode, Version: r.profile.version})
	}
	return out
}

func (s *Server) getRestaurants(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, s.Addresses())
}

func (s *Server) getState(w http.ResponseWriter, request *http.Request) {
	r, err := s.named(request.URL.Query().Get("restaurant"))
	if err != nil {
		writeProblem(w, http.StatusNotFound, err)
		return
	}
	writeJSON(w, http.StatusOK, s.State(r.options.ID))
}

// postFaults takes a list of faults, one fault, or {"faults": [...]}. With
// ?restaurant= it replaces that restaurant's part of the plan alone.
func (s *Server) postFaults(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, maxControlBytes))
	if err != nil {
		writeProblem(w, http.StatusRequestEntityTooLarge, errors.New("the plan is too large"))
		return
	}
	id := request.URL.Query().Get("restaurant")
	if _, err := s.named(id); err != nil {
		writeProblem(w, http.StatusNotFound, err)
		return
	}
	faults, err := readFaults(body)
	switch {
	case err != nil:
	case id != "":
		err = s.SetFaultsOf(id, faults)
	default:
		err = s.SetFaults(faults)
	}
	if err != nil {
		writeProblem(w, http.StatusBadRequest, err)
		return
	}
	writeJSON(w, http.StatusOK, s.faults.list())
}

func readFaults(body []byte) ([]Fault, error) {
	strict := func(into any) error {
		d := json.NewDecoder(bytes.NewReader(body))
		d.DisallowUnknownFields()
		return d.Decode(into)
	}
	if body = bytes.TrimSpace(body); bytes.HasPrefix(body, []byte("[")) {
		var list []Fault
		err := strict(&list)
		return list, wrapJSON(err)
	}
	var group struct {
		Faults *[]Fault `json:"faults"`
	}
	if strict(&group) == nil && group.Faults != nil {
		return *group.Faults, nil
	}
	var one Fault
	if err := strict(&one); err != nil {
		return nil, wrapJSON(err)
	}
	return []Fault{one}, nil
}

func wrapJSON(err error) error {
	if err == nil {
		return nil
	}
	return errors.New("the body is not what this address takes: " + err.Error())
}

func (s *Server) postReset(w http.ResponseWriter, _ *http.Request) {
	if err := s.Reset(); err != nil {
		writeProblem(w, http.StatusInternalServerError, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
