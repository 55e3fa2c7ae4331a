package pos

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// examination is one look at a restaurant's connection, with what it found.
type examination struct {
	*Stations
	restaurant.Restaurant
	client   *rk7.Client
	findings []restaurant.Finding
}

// Examine looks whether a restaurant could take orders with these settings, and
// says for each thing what is wrong and what to do. Nothing is changed on the
// station, and no secret is told.
func (s *Stations) Examine(ctx context.Context, r restaurant.Restaurant) []restaurant.Finding {
	client, err := rk7.New(config(r, s.Options))
	e := &examination{Stations: s, Restaurant: r, client: client}
	if err != nil {
		e.bad("settings", "The station's settings cannot be used: "+err.Error()+".", "Correct the station's address, user, certificate or TLS version.")
		return e.findings
	}
	defer client.Close()
	e.fine("settings", "The settings are complete enough to connect.")
	if !e.connection(ctx) {
		return e.findings
	}
	info, ok := e.station(ctx)
	if !ok {
		return e.findings
	}
	e.version(info)
	e.clock(info)
	e.licence(ctx, info)
	e.codes(ctx)
	e.menu(ctx)
	return e.findings
}

func (e *examination) add(check string, ok bool, severity order.Severity, message, remedy string) {
	e.findings = append(e.findings, restaurant.Finding{Check: check, OK: ok, Severity: severity, Message: message, Remedy: remedy})
}

func (e *examination) fine(check, message string) { e.add(check, true, order.Info, message, "") }

func (e *examination) warn(check, message, remedy string) {
	e.add(check, false, order.Warning, message, remedy)
}

func (e *examination) bad(check, message, remedy string) {
	e.add(check, false, order.Problem, message, remedy)
}

// refused tells a failure in the words the operator would hear.
func (e *examination) refused(check string, err error) {
	fault := faultIn(err)
	e.bad(check, fault.Message, fault.Remedy)
}

// connection looks at the door: is somebody there, and is it who we trust.
func (e *examination) connection(ctx context.Context) bool {
	shown, err := e.client.ShownCertificate(ctx)
	if err != nil {
		e.bad("reachable", "Nobody answers with TLS at "+e.Station.URL+" ("+plainError(err)+").",
			"Check the address and the port (the cash server's «HTTP Data Port»), that the cash server runs, and the firewall between. For very old stations allow weak encryption.")
		return false
	}
	e.fine("reachable", "The cash server answers.")
	until := shown.Certificate.NotAfter.Format("2006-01-02")
	if shown.Trusted {
		e.fine("certificate", "The station's certificate is trusted (valid until "+until+").")
		if left := shown.Certificate.NotAfter.Sub(e.Now()); left < 30*24*time.Hour && e.Station.CertSHA256 == "" {
			e.warn("certificate", "The station's certificate ends on "+until+".", "Have it renewed.")
		}
		return true
	}
	message := "The station's certificate is not trusted: " + plainError(shown.Problem) + "."
	var pinned *rk7.CertificateError
	if errors.As(shown.Problem, &pinned) {
		message = "The station shows another certificate than the pinned one."
	}
	e.bad("certificate", message, "If this is really your cash server (compare on its own screen), pin its fingerprint in the settings: station.cert_sha256 = "+shown.Fingerprint)
	return false
}

func plainError(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "no answer in time"
	}
	return err.Error()
}

// station looks whether we are let in.
func (e *examination) station(ctx context.Context) (rk7.SystemInfo, bool) {
	c := connection{Client: e.client, site: &site{}, Restaurant: e.Restaurant}
	info, err := c.askSystemInfo(ctx, e.Now())
	if err != nil {
		e.refused("credentials", err)
		return info, false
	}
	e.fine("credentials", "The station accepts the user and its password.")
	if set := e.Station.Licence.RestCode; set != "" && info.RestCode != "" && set != info.RestCode {
		e.bad("rest_code", fmt.Sprintf("The settings say RestCode %s; the station says %s.", set, info.RestCode), "Correct licence.rest_code, or the address: this may be another restaurant's cash server.")
	}
	return info, true
}

func (e *examination) version(info rk7.SystemInfo) {
	c := connection{Client: e.client, Restaurant: e.Restaurant}
	if err := c.supported(info); err != nil {
		fault := faultIn(err)
		e.bad("version", fault.Message, fault.Remedy)
		return
	}
	e.fine("version", "r_keeper "+info.ServerVersion+" can take orders.")
}

// maxClockSkew is how far the station's clock may be from ours.
const maxClockSkew = 10 * time.Minute

func (e *examination) clock(info rk7.SystemInfo) {
	if info.DateTime.IsZero() {
		return
	}
	skew := info.DateTime.Sub(e.Now()).Round(time.Minute)
	if skew.Abs() > maxClockSkew {
		e.warn("clock", fmt.Sprintf("The station's clock is %s away from the time in the restaurant's zone (%s).", skew, e.TimeZone),
			"Set the restaurant's time zone, or the clock of the cash server: promised times would be wrong.")
		return
	}
	e.fine("clock", "The station's clock agrees with the restaurant's time zone.")
}

// licence looks at the right to write orders.
func (e *examination) licence(ctx context.Context, info rk7.SystemInfo) {
	c := connection{Client: e.client, site: &site{}, Restaurant: e.Restaurant}
	health := e.licenceHealth(ctx, c, info)
	const remedy = "Check the licence «Интернет заказы» of this restaurant with your r_keeper dealer, and the licence settings."
	if !health.Valid {
		e.bad("licence", health.Fault, remedy)
		return
	}
	if health.Mode == restaurant.Subscription {
		if err := e.counted(ctx, info); err != nil {
			e.bad("licence", "The station does not accept the subscription: "+faultIn(err).Message, remedy)
			return
		}
	}
	words := "The licence for writing orders is valid"
	if health.Until != nil {
		words += " until " + health.Until.In(e.Location()).Format("2006-01-02")
	}
	e.fine("licence", words+".")
	if health.Fault != "" {
		e.warn("licence", "The licence could not be renewed: "+health.Fault, "Check the account at the licence service.")
	}
	for _, warning := range warnings(restaurant.Health{Online: true, Licence: restaurant.LicenceHealth{Until: health.Until}}, e.Now()) {
		e.warn("licence", warning, "Have it prolonged.")
	}
}

// counted asks for the counter of the instance, which the station answers only
// under a licence it accepts. An instance it has not seen is a new one. Settings
// that are not kept have no instance: one made for a test would use up one of
// the licence's connections.
func (e *examination) counted(ctx context.Context, info rk7.SystemInfo) error {
	if _, err := e.Store.Restaurant(ctx, e.ID); err != nil {
		return nil //nolint:nilerr // not kept: nothing to ask with
	}
	instance, err := e.Store.LicenceInstance(ctx, e.ID)
	if err != nil {
		return err
	}
	restCode := e.Station.Licence.RestCode
	if restCode == "" {
		restCode = info.RestCode
	}
	anchor := rk7.Anchor(e.Station.Licence.Product, restCode)
	token, err := e.token(ctx, e.Restaurant, anchor)
	if err != nil {
		return err
	}
	_, err = e.client.GetXMLLicenseInstanceSeqNumber(ctx, rk7.LicenseInfo{Anchor: anchor, Token: token, InstanceGUID: instance.GUID, SeqNumber: max(instance.Last, 0)})
	if told := rk7.AsError(err); told != nil && told.Outcome == rk7.Refused && told.Has(rk7.CodeLicenceInstance) {
		return nil
	}
	return err
}

// menu looks whether anything can be sold.
func (e *examination) menu(ctx context.Context) {
	if e.Station.StationCode == "" {
		return // told already
	}
	sold, err := e.client.GetOrderMenu(ctx, rk7.GetOrderMenu{Station: code(e.Station.StationCode)})
	switch {
	case err != nil:
		e.refused("menu", err)
	case len(sold.Dishes) == 0:
		e.bad("menu", "The station sells nothing now.", "Check the trade groups and price types of the station in r_keeper's manager.")
	default:
		e.fine("menu", fmt.Sprintf("The station sells %d dishes now.", len(sold.Dishes)))
	}
	if e.Menus == nil {
		return
	}
	known, err := e.Menus.Menu(ctx, e.ID)
	if err != nil {
		return // not imported yet; that happens by itself once the settings are kept
	}
	for _, problem := range known.Problems[:min(len(known.Problems), maxMenuProblems)] {
		e.warn("menu", problem.Message, "Put it right in r_keeper's manager.")
	}
}

const maxMenuProblems = 20
