package pos

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"strings"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// failed is a failure that time does not remove.
func failed(code order.Code, message string) *activities.StationError {
	return &activities.StationError{Fault: code.Fault(message)}
}

// later is a failure that may pass by itself.
func later(code order.Code, message string) *activities.StationError {
	return &activities.StationError{Fault: code.Fault(message), Retry: true}
}

// busyWords say what a person can do about a station that is busy.
var busyWords = []struct {
	code  int
	words string
}{
	{rk7.CodeOrderLocked, "Somebody has the order open on a till."},
	{rk7.CodeOrderInVisitLocked, "Somebody has an order of this visit open on a till."},
	{rk7.CodeShiftTooLong, "The common shift is open too long: the station takes no new orders until it is closed and opened again."},
	{rk7.CodeShiftClosing, "The common shift is being closed."},
}

// explain tells a failure of a call in the product's words. Only *rk7.Error is
// translated: what is told already, and what has nothing to do with the
// station, stays as it is.
func explain(err error) error {
	var known *activities.StationError
	e := rk7.AsError(err)
	if e == nil || errors.As(err, &known) {
		return err
	}
	switch e.Outcome {
	case rk7.NotSent:
		return explainNotSent(e)
	case rk7.Refused:
		return explainRefusal(e)
	}
	if writes[e.Command] {
		return later(order.CodeStationOutcome, "The station's answer to "+e.Command+" was lost.")
	}
	return later(order.CodeStationUnreachable, "The station did not answer "+e.Command+" in a readable way.")
}

// writes are the commands that change something on the station.
var writes = map[string]bool{"CreateOrder": true, "SaveOrder": true, "UpdateOrder": true, "VoidOrder": true, "PayOrder": true, "LockOrder": true,
	"DeliveryUpdateStatus": true}

func explainNotSent(e *rk7.Error) error {
	var pinned *rk7.CertificateError
	var unverified *tls.CertificateVerificationError
	switch {
	case errors.Is(e, rk7.ErrUnauthorized):
		return failed(order.CodeStationCredentials, "")
	case errors.As(e, &pinned):
		return failed(order.CodeStationCertificate, "The station showed another certificate than the one we trust; its SHA-256 is "+pinned.Got+".")
	case errors.As(e, &unverified):
		return failed(order.CodeStationCertificate, "The station's certificate is issued by nobody we trust.")
	case errors.Is(e, rk7.ErrInvalidRequest):
		return failed(order.CodeStationSettings, "The request to the station is not complete: "+e.Err.Error()+".")
	case errors.Is(e, context.Canceled):
		return e
	}
	return later(order.CodeStationUnreachable, "")
}

func explainRefusal(e *rk7.Error) error {
	if e.Busy() {
		for _, busy := range busyWords {
			if e.Has(busy.code) {
				return later(order.CodeStationBusy, busy.words)
			}
		}
	}
	words := fmt.Sprintf("The station refused %s%s.", e.Command, ownWords(e))
	switch {
	case e.LicenceProblem():
		return failed(order.CodeStationLicence, "The station does not accept the number of our licensed request"+ownWords(e)+".")
	case e.Has(rk7.CodeVisitClosed):
		return failed(order.CodeStationOrderClosed, "The order's visit is closed on the station.")
	case e.Has(rk7.CodeWrongDeleteReason):
		return failed(order.CodeStationSettings, "The station does not allow our deletion reason for this: choose one with the right flags.")
	case e.Configuration():
		return failed(order.CodeStationCredentials, words)
	case e.Status == rk7.StatusBadParameters && e.Command != "SaveOrder":
		return failed(order.CodeStationSettings, words)
	}
	return failed(order.CodeStationRefused, words)
}

const maxWords = 300

// ownWords are the station's own sentences, cut before anything that looks
// like a quoted request: that could name the guest.
func ownWords(e *rk7.Error) string {
	var all []string
	add := func(text string) {
		text, _, _ = strings.Cut(text, "<")
		if text = strings.TrimRight(strings.Join(strings.Fields(text), " "), "."); text != "" && (len(all) == 0 || all[len(all)-1] != text) {
			all = append(all, text)
		}
	}
	add(e.Text)
	for _, fault := range e.Faults {
		add(fault.Text)
	}
	words := []rune(strings.Join(all, "; "))
	if len(words) > maxWords {
		words = append(words[:maxWords], '…')
	}
	code := ""
	if e.Code != 0 {
		code = fmt.Sprintf(" (code %d)", e.Code)
	}
	if len(words) == 0 {
		return code
	}
	return code + ": «" + string(words) + "»"
}

// unanswered says that a call got no answer at all, as from a station that is
// off, unplugged or hanging.
func unanswered(err error) bool {
	e := rk7.AsError(err)
	if e == nil || errors.Is(e, context.Canceled) {
		return false
	}
	return e.HTTPStatus == 0 && (e.Outcome == rk7.NotSent || e.Outcome == rk7.Unknown) && e.Status == "" &&
		!errors.Is(e, rk7.ErrInvalidRequest) && !isTrust(e)
}

func isTrust(e *rk7.Error) bool {
	var pinned *rk7.CertificateError
	var unverified *tls.CertificateVerificationError
	return errors.As(e, &pinned) || errors.As(e, &unverified)
}
