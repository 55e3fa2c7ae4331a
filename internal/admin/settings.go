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

	Alarms       AlarmSettings        `json:"alarms,omitzero" doc:"How people are called who do not look at the console; what is left out is as the process was told by its flags, unless own_only"`
	MiniDelivery MiniDeliverySettings `json:"mini_delivery,omitzero" doc:"For sources that speak the protocol of API Мини-доставки"`

	Revision  int64      `json:"revision,omitempty" readOnly:"true" doc:"Send it as If-Match with the next change"`
	UpdatedAt *time.Time `json:"updated_at,omitempty" readOnly:"true"`
}

// OrderRules are what new orders live by; orders under way keep theirs.
type OrderRules struct {
	Fill                 order.FillMode `json:"fill,omitempty" enum:"on_accept,on_save,on_open" doc:"When the dishes are put on the station; on_accept when left out"`
	RemindAfterSeconds   *int64         `json:"remind_after_seconds,omitempty" minimum:"0" maximum:"86400" doc:"0 for never; 90 when left out"`
	EscalateAfterSeconds *int64         `json:"escalate_after_seconds,omitempty" minimum:"0" maximum:"86400" doc:"0 for never; 300 when left out"`
	ExpireAfterSeconds   *int64         `json:"expire_after_seconds,omitempty" minimum:"0" maximum:"86400" doc:"When the rule of unanswered is applied; with 0, and when left out, nothing expires and what is accepted automatically is accepted at once"`
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

	Progress       ProgressSettings `json:"progress,omitzero" doc:"How the station and the product tell each other how far an order is"`
	NotifyToken    *string          `json:"notify_token,omitempty" writeOnly:"true" minLength:"0" maxLength:"200" format:"password" doc:"Secret end of the address that the station's httpordernotify calls, /hooks/rk7/{restaurant}/{token}; at least 16 characters. Never shown. Left out, the stored one stays; null or empty clears it and closes the address"`
	NotifyTokenSet bool             `json:"notify_token_set" required:"false" readOnly:"true"`
}

// ProgressSettings say what is believed of what a station shows about an order's
// progress, and what it is told.
type ProgressSettings struct {
	IgnorePrint   bool          `json:"ignore_print,omitempty" doc:"An order printed to the kitchen is not in work yet"`
	IgnoreKitchen bool          `json:"ignore_kitchen,omitempty" doc:"Do not follow what the kitchen displays say of the dishes"`
	CourierTimes  bool          `json:"courier_times,omitempty" doc:"The moments at which the courier was sent and delivered mean on_the_way and completed; only where the station does not use them for plans"`
	LookSeconds   int64         `json:"look_seconds,omitempty" minimum:"0" maximum:"3600" doc:"How often open orders are looked at although the station's list says nothing has changed; for stations whose kitchen displays change nothing there. 0, and when left out, never"`
	Codes         ProgressCodes `json:"codes,omitzero" doc:"The restaurant's own numbers of delivery states. They are understood, and sent when people set the status. One left out is neither"`
	Silent        bool          `json:"silent,omitempty" doc:"Understand the numbers, but never send them"`
	Source        string        `json:"source,omitempty" maxLength:"64" doc:"The name (ExtSource) under which they are sent; orderhatch when left out"`
	SendExtID     bool          `json:"send_ext_id,omitempty" doc:"Send the order's visit number (extID) with them"`
}

// ProgressCodes are numbers of delivery states.
type ProgressCodes struct {
	InWork    *int64 `json:"in_work,omitempty" minimum:"0" maximum:"1000000"`
	Ready     *int64 `json:"ready,omitempty" minimum:"0" maximum:"1000000"`
	OnTheWay  *int64 `json:"on_the_way,omitempty" minimum:"0" maximum:"1000000"`
	Completed *int64 `json:"completed,omitempty" minimum:"0" maximum:"1000000"`
}

// StationCodes are codes of the station's dictionaries. Those left out are left
// out of what is sent to it.
type StationCodes struct {
	Station        string `json:"station" required:"true" maxLength:"64" doc:"Code of the cash station orders are created on" example:"1"`
	Table          string `json:"table" required:"true" maxLength:"64" doc:"Code of the table deliveries are put on" example:"100"`
	PickupTable    string `json:"pickup_table,omitempty" maxLength:"64" doc:"Code of the table for pickup; the same one when left out"`
	TestTable      string `json:"test_table,omitempty" maxLength:"64" doc:"Code of the table for test orders, which are kept off the kitchen; without it they stop before the station"`
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

// AlarmSettings say how people of a restaurant are called when an order is
// escalated or needs a person.
type AlarmSettings struct {
	Webhook          *string `json:"webhook,omitempty" writeOnly:"true" maxLength:"500" format:"password" doc:"Gets the alarm as a POST; a public https address unless the process allows others. Never shown whole, because it may hold a token. Left out, the stored one stays; null or empty clears it"`
	WebhookHost      string  `json:"webhook_host,omitempty" readOnly:"true" doc:"Where the stored webhook leads" example:"hooks.example"`
	TelegramChat     string  `json:"telegram_chat,omitempty" maxLength:"64" doc:"Who a Telegram bot writes to: a number, or the @name of a channel" example:"-1001234567890"`
	TelegramToken    *string `json:"telegram_token,omitempty" writeOnly:"true" maxLength:"200" format:"password" doc:"Of the restaurant's own bot; the process's bot when there is none. Never shown. Left out, the stored one stays; null or empty clears it"`
	TelegramTokenSet bool    `json:"telegram_token_set" required:"false" readOnly:"true"`
	OwnOnly          bool    `json:"own_only,omitempty" doc:"Calls only whom these settings name: the process's webhook and chat are not used for this restaurant"`
}

// MiniDeliverySettings say how sources are served that speak the protocol of
// API Мини-доставки.
type MiniDeliverySettings struct {
	Source              string               `json:"source,omitempty" maxLength:"64" doc:"The order source that orders belong to; left out, the protocol is off"`
	Listen              string               `json:"listen,omitempty" maxLength:"100" doc:"An address of its own for this restaurant" example:":11011"`
	Token               *string              `json:"token,omitempty" writeOnly:"true" maxLength:"500" format:"password" doc:"What sources send as Token, beside their keys. Never shown. Left out, the stored one stays; null or empty clears it"`
	TokenSet            bool                 `json:"token_set" required:"false" readOnly:"true"`
	PickupTypes         []int                `json:"pickup_types,omitempty" maxItems:"20" nullable:"false" doc:"Numbers of order.type that mean pickup; 0 when left out"`
	Statuses            map[order.Status]int `json:"statuses,omitempty" doc:"Numbers that statuses are told as, where not the usual ones"`
	RepeatWithinSeconds *int64               `json:"repeat_within_seconds,omitempty" minimum:"0" maximum:"86400" doc:"How long the same contents sent again are the same order; 0 for never, 300 when left out"`
	OmitStopped         bool                 `json:"omit_stopped,omitempty" doc:"Leave stopped dishes out of the menu instead of telling a remainder of 0"`
	RefusalStatus       int                  `json:"refusal_status,omitempty" minimum:"0" maximum:"599" doc:"HTTP status of an answer without a valid token; 200 when left out"`
	Stations            []string             `json:"stations,omitempty" maxItems:"100" nullable:"false" doc:"Addresses or networks that may ask for an order's dishes; loopback and private networks when left out" example:"[\"10.0.0.0/24\"]"`
}
