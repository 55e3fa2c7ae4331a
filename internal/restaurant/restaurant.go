// Package restaurant describes a restaurant, its cash station and the rules its
// orders live by. It is settings only: nothing here talks to anything.
package restaurant

import (
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Restaurant is one place that takes internet orders.
type Restaurant struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	TimeZone string `json:"time_zone"` // IANA name, for times towards RK7
	Currency string `json:"currency"`  // ISO 4217
	// Rules are copied into each new order.
	Rules order.Rules `json:"rules"`
	// SourceRules are for the orders of some sources, by their id.
	SourceRules map[string]order.Rules `json:"source_rules,omitempty"`
	Station     Station                `json:"station"`
	Menu        MenuSettings           `json:"menu,omitzero"`
	Intake      IntakeSettings         `json:"intake,omitzero"`
	Hours       Hours                  `json:"hours,omitempty"`
	Alarms      Alarms                 `json:"alarms,omitzero"`
	// MiniDelivery serves sources that speak the protocol of the replaced product.
	MiniDelivery MiniDelivery `json:"mini_delivery,omitzero"`
	// Revision counts changes of the settings, so that clients are rebuilt.
	Revision  int64     `json:"revision"`
	UpdatedAt time.Time `json:"updated_at"`
}

// Station says how to reach the cash server and which of its codes to use.
type Station struct {
	URL      string `json:"url"` // https://host:port
	User     string `json:"user"`
	Password string `json:"password,omitempty"` // stored encrypted, never shown
	// CertSHA256 pins the server's self-signed certificate; CAPEM trusts its issuer.
	CertSHA256 string `json:"cert_sha256,omitempty"`
	CAPEM      string `json:"ca_pem,omitempty"`
	// MinTLS is "1.0" to "1.3"; empty means 1.2. Old cash servers need an explicit "1.0".
	MinTLS string `json:"min_tls,omitempty"`
	// WeakCrypto allows the RSA-1024 certificates and old ciphers of old cash servers.
	WeakCrypto bool `json:"weak_crypto,omitempty"`

	// Codes of the station's dictionaries; empty ones are left out of requests.
	StationCode string `json:"station_code"`
	TableCode   string `json:"table_code"`
	PickupTable string `json:"pickup_table,omitempty"` // TableCode when empty
	// TestTable is where orders go that their source marks as tests, kept off the
	// kitchen. Without it such orders stop before the station.
	TestTable     string `json:"test_table,omitempty"`
	WaiterCode    string `json:"waiter_code,omitempty"`
	ManagerCode   string `json:"manager_code,omitempty"`
	OrderCategory string `json:"order_category,omitempty"`
	DeliveryType  string `json:"delivery_type,omitempty"` // OrderType for deliveries
	PickupType    string `json:"pickup_type,omitempty"`
	VoidReason    string `json:"void_reason,omitempty"` // ORDERVOIDS code
	GuestTypeID   string `json:"guest_type_id,omitempty"`
	// RemarkModifier is the code of a modifier with an open name that carries remarks of a dish.
	RemarkModifier string `json:"remark_modifier,omitempty"`
	// PickupCategory is the order category of pickups; OrderCategory when empty.
	PickupCategory string `json:"pickup_category,omitempty"`
	// PrepayCurrency and PrepayReason (codes of CURRENCIES and DEPOSITCOLLECTREASONS)
	// put what the guest paid online on the station; both or neither.
	PrepayCurrency string `json:"prepay_currency,omitempty"`
	PrepayReason   string `json:"prepay_reason,omitempty"`
	// DeliveryBlock gives the station the promised time and "pickup" as data;
	// DeliveryState is the restaurant's own number for a new delivery.
	DeliveryBlock bool   `json:"delivery_block,omitempty"`
	DeliveryState *int64 `json:"delivery_state,omitempty"`
	// CommentLimit is how many characters the station keeps of an order's
	// comment; DefaultCommentLimit when 0.
	CommentLimit int `json:"comment_limit,omitempty"`

	// NotifyToken ends the address that the station calls when an order has
	// changed; empty for no such address. Stored encrypted.
	NotifyToken string `json:"notify_token,omitempty"`
	// Progress says how far orders are, in both directions.
	Progress Progress `json:"progress,omitzero"`

	Licence Licence `json:"licence"`
}

// LicenceMode says how the right to write orders is bought.
type LicenceMode string

// The licence modes of the XML interface.
const (
	Lifetime     LicenceMode = "lifetime"     // bound to the object; requests carry nothing
	Subscription LicenceMode = "subscription" // every licensed request carries token and number
)

// Licence is the right to write orders, «Интернет заказы».
type Licence struct {
	Mode    LicenceMode `json:"mode"`
	Product string      `json:"product,omitempty"` // product GUID of the subscription
	Token   string      `json:"token,omitempty"`   // stored encrypted
	// RestCode is the restaurant's nine-digit code, SystemInfo@RestCode. Left
	// empty, the station is asked.
	RestCode string `json:"rest_code,omitempty"`
	// Account at the licence service, from which the token is fetched and kept
	// fresh. Without one, Token is used as it is.
	Account LicenceAccount `json:"account,omitzero"`
	// ServiceURL replaces the vendor's licence service.
	ServiceURL string `json:"service_url,omitempty"`
}

// LicenceAccount is who asks the licence service.
type LicenceAccount struct {
	User     string `json:"user,omitempty"`
	Password string `json:"password,omitempty"` // stored encrypted, never shown
	Token    string `json:"token,omitempty"`    // stored encrypted, never shown
}

// DefaultCommentLimit is what every known release keeps of a comment.
const DefaultCommentLimit = 250

// LicenceInstance is the counter of licensed requests of one restaurant. The
// number and the exact bytes are stored before they are sent, so that a lost
// reply can be answered by sending the very same bytes again.
type LicenceInstance struct {
	Restaurant string
	GUID       string // made once, upper case with braces
	Last       int64  // last number the station accepted; -1 for none
	Pending    *PendingRequest
}

// PendingRequest is a licensed request whose outcome is not known yet.
type PendingRequest struct {
	Number int64
	Key    string // what it was for: order and step
	Body   []byte // the exact bytes
}

// RulesFor are those that an order of a source lives by.
func (r Restaurant) RulesFor(source string) order.Rules {
	rules, own := r.SourceRules[source]
	if !own {
		rules = r.Rules
	}
	rules.Tell = r.Station.Progress.Told()
	return rules
}

// Location is the restaurant's zone; UTC when its name is not known.
func (r Restaurant) Location() *time.Location {
	if location, err := time.LoadLocation(r.TimeZone); err == nil {
		return location
	}
	return time.UTC
}

// Redacted is the restaurant without its secrets.
func (r Restaurant) Redacted() Restaurant {
	r.Station.Password, r.Station.Licence.Token = "", ""
	r.Station.Licence.Account.Password, r.Station.Licence.Account.Token = "", ""
	r.MiniDelivery.Token, r.Station.NotifyToken = "", ""
	r.Alarms.Webhook, r.Alarms.TelegramToken = "", ""
	return r
}
