package rk7sim

import (
	"crypto/md5" //nolint:gosec // the vendor's service demands it
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"time"
)

// LicenceServicePath is where the vendor's licence service answers, and the
// simulator's on its web port.
const LicenceServicePath = "/ls5api/api/License/GetLicenseIdByAnchor"

// licenceAnswer is the service's reply. An empty id means that the licence has
// expired.
type licenceAnswer struct {
	ID             string  `json:"id"`
	ExpirationDate string  `json:"expirationDate,omitempty"`
	Quantity       float64 `json:"qty"`
}

// licenceFailure is what it says when it knows no licence.
type licenceFailure struct {
	Code    int    `json:"ErrorCode"`
	Message string `json:"ErrorMessage"`
}

// getLicenceID is the vendor's licence service: it gives the token of the
// restaurant an anchor names.
func (s *Server) getLicenceID(w http.ResponseWriter, request *http.Request) {
	if subtle.ConstantTimeCompare([]byte(request.Header.Get("usr")), []byte(s.licenceHeader())) != 1 {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	anchor := anchorForm.FindStringSubmatch(request.URL.Query().Get("anchor"))
	if anchor == nil {
		writeJSON(w, http.StatusOK, licenceFailure{Code: 1, Message: "Wrong anchor"})
		return
	}
	l, now, found := s.licenceOf(anchor[1])
	switch {
	case !found || l.Mode == LicenceLifetime || l.Service == LicenceServiceRefusing:
		writeJSON(w, http.StatusOK, licenceFailure{Code: 2, Message: "License not found"})
	case l.Service == LicenceServiceFailing:
		http.Error(w, "Internal Server Error", http.StatusInternalServerError)
	case l.expired(now):
		writeJSON(w, http.StatusOK, licenceAnswer{})
	default:
		until := l.Until
		if until.IsZero() {
			until = now.AddDate(1, 0, 0)
		}
		writeJSON(w, http.StatusOK, licenceAnswer{ID: l.Token, ExpirationDate: until.In(s.options.Location).Format(wireTime), Quantity: 1})
	}
}

// licenceHeader is the usr header of the customer the service knows.
func (s *Server) licenceHeader() string {
	sum := func(text string) string {
		digest := md5.Sum([]byte(text)) //nolint:gosec // the vendor's service demands it
		return hex.EncodeToString(digest[:])
	}
	o := s.options
	return base64.StdEncoding.EncodeToString([]byte(o.LicenceUser + ";" + sum(o.LicenceUser+o.LicencePassword) + ";" + sum(o.LicencePartner)))
}

func (s *Server) licenceOf(restCode string) (licence, time.Time, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.restaurants {
		if r.options.RestCode == restCode {
			return r.licence, r.clock(), true
		}
	}
	return licence{}, time.Time{}, false
}
