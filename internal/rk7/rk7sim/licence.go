package rk7sim

import (
	"regexp"
	"strings"
	"time"
)

// Values of RK7ErrorN the station gives.
const (
	codeVisitClosed        = 2128
	codeOrderInVisitLocked = 2129
	codeShiftTooLong       = 2133
	codeShiftClosing       = 2172
	codeOrderLocked        = 2219
	codeNotEnoughMoney     = 3373
	codeWrongReason        = 3383
	codeNoGuests           = 3444
	codeNoInstance         = 5304
	codeWrongSeqNumber     = 5305
	codeSeqNumberIsUsed    = 5310
)

// licence is how the restaurant's right to save XML orders stands now.
type licence struct {
	Mode  LicenceMode
	Token string
	// Until ends a subscription; zero means a year from any moment.
	Until   time.Time
	Service LicenceService
}

func (l licence) expired(now time.Time) bool {
	return l.Mode == LicenceExpired || !l.Until.IsZero() && !now.Before(l.Until)
}

var anchorForm = regexp.MustCompile(`^6:[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}#([0-9]{9})/17$`)

// licensed lets a licensed command pass, or refuses it, or sets the kept reply.
func (x *exchange) licensed(cmd *element) *refusal {
	l := x.r.licence
	if l.Mode == LicenceLifetime {
		return nil
	}
	info := cmd.child("LicenseInfo")
	if r := x.licenceInfo(info); r != nil {
		return r
	}
	return x.number(info.child("LicenseInstance"))
}

// licenceInfo checks everything but the number.
func (x *exchange) licenceInfo(info *element) *refusal {
	l := x.r.licence
	switch {
	case l.expired(x.now):
		return refuse(0, "License check error: license expired")
	case info == nil || !x.r.profile.subscription:
		return refuse(0, "License check error: no license for XMLSaveOrder")
	}
	anchor := anchorForm.FindStringSubmatch(info.str("anchor"))
	switch instance := info.child("LicenseInstance"); {
	case anchor == nil || anchor[1] != x.r.options.RestCode:
		return refuse(0, "Bad license anchor")
	case info.str("licenseToken") != l.Token:
		return refuse(0, "License check error: unknown license token")
	case instance == nil:
		return bad(`child element "LicenseInstance" not found`)
	case instance.str("guid") == "":
		return bad(`Attribute "LicenseInfo/LicenseInstance/@guid" is not found`)
	}
	return nil
}

// number is the counting part of the licence machine. An instance starts at 0;
// a new request carries one more than the last, the identical one may come
// again under the same number and gets the kept reply.
func (x *exchange) number(ref *element) *refusal {
	if _, there := ref.get("seqNumber"); !there {
		return bad(`Attribute "LicenseInfo/LicenseInstance/@seqNumber" is not found`)
	}
	guid, number := strings.ToUpper(ref.str("guid")), ref.num("seqNumber")
	known := x.instance(guid)
	switch {
	case known == nil && number != 0:
		return refuse(codeNoInstance, "Экземпляр лицензии не найден")
	case known == nil:
	case known.Body == x.hash && number == known.Last && x.forgotten(known):
		return refuse(codeSeqNumberIsUsed, "Номер последовательности должен быть увеличен")
	case known.Body == x.hash && x.pending == nil:
		x.replay = known.Reply
		return nil
	case number == known.Last:
		return refuse(codeSeqNumberIsUsed, "Номер последовательности должен быть увеличен")
	case number != known.Last+1:
		return refuse(codeWrongSeqNumber, "Номер последовательности должен быть последним или следующим за ним")
	}
	x.pending = &instance{GUID: guid, Last: number, Body: x.hash, Used: x.now.UnixNano()}
	return nil
}

// forgotten says that the station does not answer a repetition (any more).
func (x *exchange) forgotten(known *instance) bool {
	b := x.r.behaviour
	age := x.now.Sub(time.Unix(0, known.Used))
	return b.NoReplay || b.ReplaySeconds > 0 && age > time.Duration(b.ReplaySeconds)*time.Second
}

// instance is the licence instance as this exchange sees it.
func (x *exchange) instance(guid string) *instance {
	if x.pending != nil && x.pending.GUID == guid {
		return x.pending
	}
	return x.r.instances[guid]
}

func getLicenceSeqNumber(x *exchange, cmd *element) (*element, *refusal) {
	info := cmd.child("LicenseInfo")
	if info == nil {
		return nil, bad(`child element "LicenseInfo" not found`)
	}
	if r := x.licenceInfo(info); r != nil {
		return nil, r
	}
	known := x.instance(strings.ToUpper(info.child("LicenseInstance").str("guid")))
	if known == nil {
		return nil, refuse(codeNoInstance, "Экземпляр лицензии не найден")
	}
	return ok(el("LicenseInstance").set("guid", known.GUID).set("seqNumber", known.Last)).set("seqNumber", known.Last), nil
}

func checkLicense(x *exchange, cmd *element) (*element, *refusal) {
	l := x.r.licence
	blind := l.Mode == LicenceSubscription && x.r.behaviour.CheckLicenseBlind
	if name := cmd.str("license"); name != "XMLSaveOrder" {
		return nil, bad("Unknown license %s", name)
	}
	if blind || l.Mode != LicenceLifetime && l.expired(x.now) {
		return nil, refuse(0, "License check error: no license for XMLSaveOrder")
	}
	return ok(), nil
}
