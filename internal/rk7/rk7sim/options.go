package rk7sim

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"time"
)

// Options describe one simulator process.
type Options struct {
	// Listen is where the XML interface is served over HTTPS; port 0 chooses a
	// free one. The first restaurant answers at the standard path, every
	// restaurant at /r/<id>/rk7api/v0/xmlinterface.xml.
	Listen string
	// WebListen serves the cashier's page and /_sim/ over plain HTTP.
	WebListen string
	// Advertise is the host name that addresses are given with, where callers
	// know the simulator by another name than the one it listens on.
	Advertise string
	// Dir keeps the certificate and everything the station knows. Without it
	// all is forgotten when the process ends.
	Dir string
	// User and Password are what the station accepts, "demo" by default.
	User     string
	Password string
	// LicenceUser, LicencePassword and LicencePartner are what the licence
	// service on the web port wants to see in the usr header; "demo" by default.
	LicenceUser     string
	LicencePassword string
	LicencePartner  string
	// WeakTLS imitates an old installation: a 1024-bit RSA key and nothing
	// newer than TLS 1.0.
	WeakTLS bool
	// Restaurants is one restaurant called "demo" when empty.
	Restaurants []RestaurantOptions
	// Location is the restaurants' zone, the machine's own when nil.
	Location *time.Location
	// Record gets every conversation as Markdown; none when nil.
	Record io.Writer
	// Now replaces the clock in tests.
	Now func() time.Time
	// Logger gets warnings; none when nil.
	Logger *slog.Logger
}

// RestaurantOptions describe one simulated cash server.
type RestaurantOptions struct {
	// ID is used in paths and in the state; lower-case letters, digits, dashes.
	ID   string
	Name string
	// Listen gives the restaurant an HTTPS port of its own, as in reality.
	Listen string
	// RestCode is the nine-digit number licences are bound to.
	RestCode string
	// Version is the release to imitate: "7.5", "7.6.4", "7.25" or a full
	// number like "7.6.2.100". "7.25" by default.
	Version string
	Licence LicenceMode
	// LicenceToken is the one licensed commands must carry, "demo-token" by default.
	LicenceToken string
	// LicenceUntil ends the subscription; zero means a year from any moment.
	LicenceUntil time.Time
	// LicenceService is how the licence service answers for this restaurant.
	LicenceService LicenceService
	// FormScriptAddress is the host:port the script of the order's edit form
	// calls when the form is shown; empty for a form without the script.
	FormScriptAddress string
	// OrderNotifyURL is called when an order has changed; empty for nobody.
	OrderNotifyURL string
	Behaviour      Behaviour
}

// LicenceMode is how the restaurant's write licence stands.
type LicenceMode string

// The licence modes.
const (
	// LicenceLifetime needs no LicenseInfo in commands.
	LicenceLifetime LicenceMode = "lifetime"
	// LicenceSubscription demands LicenseInfo with a counted number.
	LicenceSubscription LicenceMode = "subscription"
	// LicenceExpired refuses every licensed command.
	LicenceExpired LicenceMode = "expired"
)

// LicenceService is how the service that gives out licence tokens behaves.
type LicenceService string

// The moods of the licence service.
const (
	// LicenceServiceOK answers with the token, or with an empty one when the
	// licence has expired.
	LicenceServiceOK LicenceService = "ok"
	// LicenceServiceRefusing answers with an error code and a message.
	LicenceServiceRefusing LicenceService = "refusing"
	// LicenceServiceFailing answers HTTP 500.
	LicenceServiceFailing LicenceService = "failing"
)

const (
	maxRestaurants = 1000
	firstRestCode  = 100000001
)

var (
	idForm       = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)
	restCodeForm = regexp.MustCompile(`^[0-9]{9}$`)
)

func (o Options) withDefaults() (Options, error) {
	set := func(value *string, fallback string) {
		if *value == "" {
			*value = fallback
		}
	}
	set(&o.Listen, "127.0.0.1:0")
	set(&o.WebListen, "127.0.0.1:0")
	set(&o.User, "demo")
	set(&o.Password, "demo")
	set(&o.LicenceUser, "demo")
	set(&o.LicencePassword, "demo")
	set(&o.LicencePartner, "demo")
	if o.Location == nil {
		o.Location = time.Local
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if len(o.Restaurants) == 0 {
		o.Restaurants = []RestaurantOptions{{ID: "demo", Name: "Демо-ресторан"}}
	}
	if len(o.Restaurants) > maxRestaurants {
		return o, fmt.Errorf("one simulator serves at most %d restaurants", maxRestaurants)
	}
	restaurants := append([]RestaurantOptions(nil), o.Restaurants...)
	seen, codes := map[string]bool{}, map[string]bool{}
	for i := range restaurants {
		r := &restaurants[i]
		if !idForm.MatchString(r.ID) || seen[r.ID] {
			return o, errors.New("every restaurant needs an id of its own: lower-case letters, digits and dashes")
		}
		seen[r.ID] = true
		set(&r.Name, r.ID)
		set(&r.RestCode, fmt.Sprint(firstRestCode+i))
		set(&r.Version, "7.25")
		set(&r.LicenceToken, "demo-token")
		if r.Licence == "" {
			r.Licence = LicenceLifetime
		}
		if r.LicenceService == "" {
			r.LicenceService = LicenceServiceOK
		}
		if err := r.check(); err != nil {
			return o, fmt.Errorf("restaurant %s: %w", r.ID, err)
		}
		if codes[r.RestCode] {
			return o, fmt.Errorf("restaurant %s: another restaurant has the same nine-digit code", r.ID)
		}
		codes[r.RestCode] = true
	}
	o.Restaurants = restaurants
	return o, nil
}

func (r RestaurantOptions) check() error {
	switch r.Licence {
	case LicenceLifetime, LicenceSubscription, LicenceExpired:
	default:
		return errors.New("the licence is lifetime, subscription or expired")
	}
	switch r.LicenceService {
	case LicenceServiceOK, LicenceServiceRefusing, LicenceServiceFailing:
	default:
		return errors.New("the licence service is ok, refusing or failing")
	}
	if !restCodeForm.MatchString(r.RestCode) {
		return errors.New("the restaurant code is nine digits")
	}
	if err := checkScriptAddress(r.FormScriptAddress); err != nil {
		return err
	}
	if err := checkOrderNotify(r.OrderNotifyURL); err != nil {
		return err
	}
	if _, err := profileOf(r.Version); err != nil {
		return err
	}
	return r.Behaviour.check()
}
