package admin

import (
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// RestaurantSettings are a restaurant's settings as managers see and write
// them: durations in seconds, the station's codes together, and secrets that
// are only ever written.
type RestaurantSettings struct {
	ID       string `json:"id,omitempty" maxLength:"64" doc:"Needed for a new restaurant; it cannot be changed" example:"arbat-1"`
	Name     string `json:"name" required:"true" maxLength:"100" example:"Арбат"`
	TimeZone string `json:"time_zone" required:"true" maxLength:"64" doc:"IANA name of the zone the cash server's clock shows" example:"Europe/Moscow"`
	Currency string `json:"currency" required:"true" maxLength:"3" doc:"ISO 4217" example:"RUB"`

	Orders  OrderRules            `json:"orders" required:"true"`
	Sources map[string]OrderRules `json:"sources,omitempty" doc:"Rules for the orders of some sources, by the source's id; whole, not only what differs"`
	Station StationSettings       `json:"station" required:"true"`
	Licence LicenceSettings       `json:"licence" required:"true"`
	Menu    MenuSettings          `json:"menu,omitzero"`
	Intake  IntakeSettings        `json:"intake,omitzero"`
	Hours   []restaurant.Span     `json:"hours,omitempty" maxItems:"50" nullable:"false" doc:"When orders are taken, in local time; always when left out"`

	Revision  int64      `json:"revision,omitempty" readOnly:"true" doc:"Send it as If-Match with the next change"`
	UpdatedAt *time.Time `json:"updated_at,omitempty" readOnly:"true"`
}

// OrderRules are what new orders live by; orders under way keep theirs.
type OrderRules struct {
	Fill                 order.FillMode `json:"fill,omitempty" enum:"on_accept,on_save,on_open" doc:"When the dishes are put on the station; on_accept when left out"`
	RemindAfterSeconds   *int64         `json:"remind_after_seconds,omitempty" minimum:"0" maximum:"86400" doc:"0 for never; 90 when left out"`
	EscalateAfterSeconds *int64         `json:"escalate_after_seconds,omitempty" minimum:"0" maximum:"86400" doc:"0 for never; 300 when left out"`
	ExpireAfterSeconds   *int64         `json:"expire_after_seconds,omitempty" minimum:"0" maximum:"86400" doc:"When the rule of unanswered is applied; 0, and when left out, never"`
	Unanswered           order.Outcome  `json:"unanswered,omitempty" enum:"keep,auto_accept,expire" doc:"What happens to an order nobody answered; keep when left out"`
	TakeForSeconds       *int64         `json:"take_for_seconds,omitempty" minimum:"0" maximum:"86400" doc:"How long a take holds; 300 when left out"`
	LeadSeconds          *int64         `json:"lead_seconds,omitempty" minimum:"0" maximum:"604800" doc:"How long before the promised time a scheduled order is put on the station; 3600 when left out"`
	AutoAccept           order.AutoRule `json:"auto_accept,omitzero" doc:"Which orders are accepted by themselves when unanswered is auto_accept; all when left out"`
	CloseAfterSeconds    *int64         `json:"close_after_seconds,omitempty" minimum:"0" maximum:"604800" doc:"How long after the promised time an order that nobody completed is completed by itself; 0 for never, 86400 when left out"`
}

// StationSettings say how to reach the cash server and which of its codes to use.
type StationSettings struct {
	URL         string       `json:"url" required:"true" maxLength:"500" doc:"Of the cash server's HTTP interface: https, host and port" example:"https://10.0.0.5:8443"`
	User        string       `json:"user" required:"true" maxLength:"100" doc:"An r_keeper employee whose role has the HTTP right" example:"http_user"`
	Password    *string      `json:"password,omitempty" writeOnly:"true" maxLength:"200" format:"password" doc:"Never shown. Left out, the stored one stays; null or empty clears it. Needed again when url or user change"`
	PasswordSet bool         `json:"password_set" required:"false" readOnly:"true" doc:"There is a stored password"`
	CertSHA256  string       `json:"cert_sha256,omitempty" maxLength:"95" doc:"Trust exactly the certificate with this SHA-256 fingerprint"`
	CAPEM       string       `json:"ca_pem,omitempty" maxLength:"20000" doc:"Trust certificates of this authority"`
	MinTLS      string       `json:"min_tls,omitempty" enum:"1.0,1.1,1.2,1.3" doc:"1.2 when left out; lower ones need weak_crypto"`
	WeakCrypto  bool         `json:"weak_crypto,omitempty" doc:"Allow the old ciphers and short keys of old cash servers"`
	Codes       StationCodes `json:"codes" required:"true"`

	DeliveryBlock bool   `json:"delivery_block,omitempty" doc:"Give the station the promised time and pickup as data, beside the comment"`
	DeliveryState *int64 `json:"delivery_state,omitempty" minimum:"0" maximum:"1000000" doc:"The restaurant's own number for a new delivery"`
	CommentLimit  int    `json:"comment_limit,omitempty" minimum:"0" maximum:"10000" doc:"Characters the station keeps of an order's comment; 250 when left out"`
}

// StationCodes are codes of the station's dictionaries. Those left out are left
// out of what is sent to it.
type StationCodes struct {
	Station        string `json:"station" required:"true" maxLength:"64" doc:"Code of the cash station orders are created on" example:"1"`
	Table          string `json:"table" required:"true" maxLength:"64" doc:"Code of the table deliveries are put on" example:"100"`
	PickupTable    string `json:"pickup_table,omitempty" maxLength:"64" doc:"Code of the table for pickup; the same one when left out"`
	Waiter         string `json:"waiter,omitempty" maxLength:"64"`
	Manager        string `json:"manager,omitempty" maxLength:"64"`
	OrderCategory  string `json:"order_category,omitempty" maxLength:"64"`
	DeliveryType   string `json:"delivery_type,omitempty" maxLength:"64" doc:"Order type of deliveries"`
	PickupType     string `json:"pickup_type,omitempty" maxLength:"64" doc:"Order type of pickups"`
	VoidReason     string `json:"void_reason,omitempty" maxLength:"64" doc:"Reason with which orders are deleted on the station"`
	GuestType      string `json:"guest_type,omitempty" maxLength:"64"`
	RemarkModifier string `json:"remark_modifier,omitempty" maxLength:"64" doc:"A modifier with an open name that carries the remark of a dish"`
	PickupCategory string `json:"pickup_category,omitempty" maxLength:"64" doc:"Order category of pickups; order_category when left out"`
	PrepayCurrency string `json:"prepay_currency,omitempty" maxLength:"64" doc:"With prepay_reason: puts what the guest paid online on the station"`
	PrepayReason   string `json:"prepay_reason,omitempty" maxLength:"64"`
}

// LicenceSettings are the right to write orders, «Интернет заказы».
type LicenceSettings struct {
	Mode     restaurant.LicenceMode `json:"mode" required:"true" enum:"lifetime,subscription"`
	Product  string                 `json:"product,omitempty" maxLength:"100" doc:"Product GUID of the subscription"`
	Token    *string                `json:"token,omitempty" writeOnly:"true" maxLength:"2000" format:"password" doc:"Never shown. Left out, the stored one stays; null or empty clears it"`
	TokenSet bool                   `json:"token_set" required:"false" readOnly:"true" doc:"There is a stored token"`
	RestCode string                 `json:"rest_code,omitempty" maxLength:"9" doc:"The restaurant's nine-digit code; the station is asked when left out" example:"123456789"`
	// Account and ServiceURL are about the vendor's licence service.
	Account    LicenceAccountSettings `json:"account,omitzero" doc:"At the licence service, from which the token is fetched and kept fresh"`
	ServiceURL string                 `json:"service_url,omitempty" maxLength:"500" doc:"Instead of the vendor's licence service"`
}

// LicenceAccountSettings are who asks the licence service.
type LicenceAccountSettings struct {
	User        string  `json:"user,omitempty" maxLength:"100"`
	Password    *string `json:"password,omitempty" writeOnly:"true" maxLength:"200" format:"password" doc:"Never shown. Left out, the stored one stays; null or empty clears it"`
	PasswordSet bool    `json:"password_set" required:"false" readOnly:"true"`
	Token       *string `json:"token,omitempty" writeOnly:"true" maxLength:"2000" format:"password" doc:"Never shown. Left out, the stored one stays; null or empty clears it"`
	TokenSet    bool    `json:"token_set" required:"false" readOnly:"true"`
}

// MenuSettings say which of the station's dictionaries make the menu.
type MenuSettings struct {
	Classification string `json:"classification,omitempty" maxLength:"100" doc:"What is sold online: Ident, code or name of a classification; the usual one when left out"`
	PriceType      string `json:"price_type,omitempty" maxLength:"100" doc:"Ident or code; the first usual one when left out"`
	PLU            string `json:"plu,omitempty" enum:"code,ident,guid" doc:"Which of a dish's names sources use; code when left out"`
	PollSeconds    int64  `json:"poll_seconds,omitempty" minimum:"0" maximum:"86400" doc:"How often prices and remainders are asked for; 45 when left out"`
}

// IntakeSettings say how new orders are looked at.
type IntakeSettings struct {
	DuplicateWithinSeconds *int64 `json:"duplicate_within_seconds,omitempty" minimum:"0" maximum:"86400" doc:"Flags an order when the same phone ordered this short a time ago; 0 for never, 1800 when left out"`
	PauseAfterMissed       int    `json:"pause_after_missed,omitempty" minimum:"0" maximum:"1000" doc:"Pauses the restaurant when so many orders in a row were not answered; 0, and when left out, never"`
	PauseForSeconds        int64  `json:"pause_for_seconds,omitempty" minimum:"0" maximum:"86400" doc:"How long such a pause lasts; 1800 when left out"`
}

// SettingsOf shows a restaurant's settings, without its secrets.
func SettingsOf(r restaurant.Restaurant) RestaurantSettings {
	settings := RestaurantSettings{
		ID: r.ID, Name: r.Name, TimeZone: r.TimeZone, Currency: r.Currency,
		Orders: rulesOf(r.Rules), Station: stationOf(r.Station),
		Licence: licenceOf(r.Station.Licence), Menu: menuOf(r.Menu), Intake: intakeOf(r.Intake), Hours: r.Hours,
		Revision: r.Revision,
	}
	for source, rules := range r.SourceRules {
		if settings.Sources == nil {
			settings.Sources = map[string]OrderRules{}
		}
		settings.Sources[source] = rulesOf(rules)
	}
	if !r.UpdatedAt.IsZero() {
		settings.UpdatedAt = &r.UpdatedAt
	}
	return settings
}

func rulesOf(rules order.Rules) OrderRules {
	seconds := func(d time.Duration) *int64 {
		whole := int64(d / time.Second)
		return &whole
	}
	return OrderRules{
		Fill: rules.Fill, Unanswered: rules.Unanswered,
		RemindAfterSeconds: seconds(rules.RemindAfter), EscalateAfterSeconds: seconds(rules.EscalateAfter), ExpireAfterSeconds: seconds(rules.ExpireAfter),
		TakeForSeconds: seconds(rules.TakeFor), LeadSeconds: seconds(rules.Lead),
		AutoAccept: rules.Auto, CloseAfterSeconds: seconds(rules.CloseAfter),
	}
}

func stationOf(s restaurant.Station) StationSettings {
	return StationSettings{
		URL: s.URL, User: s.User, PasswordSet: s.Password != "",
		CertSHA256: s.CertSHA256, CAPEM: s.CAPEM, MinTLS: s.MinTLS, WeakCrypto: s.WeakCrypto,
		Codes: StationCodes{Station: s.StationCode, Table: s.TableCode, PickupTable: s.PickupTable, Waiter: s.WaiterCode, Manager: s.ManagerCode,
			OrderCategory: s.OrderCategory, DeliveryType: s.DeliveryType, PickupType: s.PickupType, VoidReason: s.VoidReason,
			GuestType: s.GuestTypeID, RemarkModifier: s.RemarkModifier, PickupCategory: s.PickupCategory,
			PrepayCurrency: s.PrepayCurrency, PrepayReason: s.PrepayReason},
		DeliveryBlock: s.DeliveryBlock, DeliveryState: s.DeliveryState, CommentLimit: s.CommentLimit,
	}
}

func licenceOf(l restaurant.Licence) LicenceSettings {
	return LicenceSettings{
		Mode: l.Mode, Product: l.Product, TokenSet: l.Token != "", RestCode: l.RestCode, ServiceURL: l.ServiceURL,
		Account: LicenceAccountSettings{User: l.Account.User, PasswordSet: l.Account.Password != "", TokenSet: l.Account.Token != ""},
	}
}

func menuOf(m restaurant.MenuSettings) MenuSettings {
	return MenuSettings{Classification: m.Classification, PriceType: m.PriceType, PLU: m.PLU, PollSeconds: int64(m.PollEvery / time.Second)}
}

func intakeOf(i restaurant.IntakeSettings) IntakeSettings {
	settings := IntakeSettings{PauseAfterMissed: i.PauseAfterMissed, PauseForSeconds: int64(i.PauseFor / time.Second)}
	if i.DuplicateWithin != 0 {
		within := max(0, int64(i.DuplicateWithin/time.Second)) // less than nothing means never
		settings.DuplicateWithinSeconds = &within
	}
	return settings
}

// On is a restaurant with these settings. What they do not name, secrets that
// were left out among it, stays as it is.
func (s RestaurantSettings) On(r restaurant.Restaurant) restaurant.Restaurant {
	r.Name, r.TimeZone, r.Currency = s.Name, s.TimeZone, s.Currency
	r.Rules = s.Orders.on(r.Rules)
	r.SourceRules = nil
	for source, rules := range s.Sources {
		if r.SourceRules == nil {
			r.SourceRules = map[string]order.Rules{}
		}
		r.SourceRules[source] = rules.on(order.Rules{})
	}
	r.Station = s.Station.on(r.Station)
	r.Station.Licence = s.Licence.on(r.Station.Licence)
	r.Menu.Classification, r.Menu.PriceType, r.Menu.PLU = s.Menu.Classification, s.Menu.PriceType, s.Menu.PLU
	r.Menu.PollEvery = time.Duration(s.Menu.PollSeconds) * time.Second
	r.Intake = s.Intake.on(r.Intake)
	r.Hours = s.Hours
	return r
}

func (l LicenceSettings) on(licence restaurant.Licence) restaurant.Licence {
	licence.Mode, licence.Product, licence.RestCode, licence.ServiceURL = l.Mode, l.Product, l.RestCode, l.ServiceURL
	set(&licence.Token, l.Token)
	licence.Account.User = l.Account.User
	set(&licence.Account.Password, l.Account.Password)
	set(&licence.Account.Token, l.Account.Token)
	return licence
}

func (i IntakeSettings) on(intake restaurant.IntakeSettings) restaurant.IntakeSettings {
	intake.PauseAfterMissed, intake.PauseFor = i.PauseAfterMissed, time.Duration(i.PauseForSeconds)*time.Second
	switch {
	case i.DuplicateWithinSeconds == nil:
		intake.DuplicateWithin = 0
	case *i.DuplicateWithinSeconds == 0:
		intake.DuplicateWithin = -time.Second // never
	default:
		intake.DuplicateWithin = time.Duration(*i.DuplicateWithinSeconds) * time.Second
	}
	return intake
}

func (o OrderRules) on(rules order.Rules) order.Rules {
	usual := order.DefaultRules()
	rules.Fill, rules.Unanswered, rules.Auto = usual.Fill, usual.Unanswered, o.AutoAccept
	if o.Fill != "" {
		rules.Fill = o.Fill
	}
	if o.Unanswered != "" {
		rules.Unanswered = o.Unanswered
	}
	for _, one := range []struct {
		field   *time.Duration
		usual   time.Duration
		seconds *int64
	}{
		{&rules.RemindAfter, usual.RemindAfter, o.RemindAfterSeconds}, {&rules.EscalateAfter, usual.EscalateAfter, o.EscalateAfterSeconds},
		{&rules.ExpireAfter, usual.ExpireAfter, o.ExpireAfterSeconds}, {&rules.TakeFor, usual.TakeFor, o.TakeForSeconds}, {&rules.Lead, usual.Lead, o.LeadSeconds},
		{&rules.CloseAfter, usual.CloseAfter, o.CloseAfterSeconds},
	} {
		if *one.field = one.usual; one.seconds != nil {
			*one.field = time.Duration(*one.seconds) * time.Second
		}
	}
	return rules
}

func (s StationSettings) on(station restaurant.Station) restaurant.Station {
	station.URL, station.User = s.URL, s.User
	set(&station.Password, s.Password)
	station.CertSHA256, station.CAPEM, station.MinTLS, station.WeakCrypto = s.CertSHA256, s.CAPEM, s.MinTLS, s.WeakCrypto
	c := s.Codes
	station.StationCode, station.TableCode, station.PickupTable = c.Station, c.Table, c.PickupTable
	station.WaiterCode, station.ManagerCode, station.OrderCategory = c.Waiter, c.Manager, c.OrderCategory
	station.DeliveryType, station.PickupType, station.VoidReason = c.DeliveryType, c.PickupType, c.VoidReason
	station.GuestTypeID, station.RemarkModifier, station.PickupCategory = c.GuestType, c.RemarkModifier, c.PickupCategory
	station.PrepayCurrency, station.PrepayReason = c.PrepayCurrency, c.PrepayReason
	station.DeliveryBlock, station.DeliveryState, station.CommentLimit = s.DeliveryBlock, s.DeliveryState, s.CommentLimit
	return station
}
