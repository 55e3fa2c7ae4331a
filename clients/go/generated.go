// Code generated from api/openapi.json by internal/clientgen. DO NOT EDIT.

package orderhatch

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// AcceptBody is a part of the API; see its documentation at /docs#schema-AcceptBody.
type AcceptBody struct {
	// The time promised to the guest
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	// When the dishes are put on the station; the restaurant's setting when left out. One of on_accept, on_save, on_open.
	Fill string `json:"fill,omitempty"`
	// The dishes as they were agreed; those submitted when left out
	Items []Item `json:"items,omitempty"`
	Note  string `json:"note,omitempty"`
}

// Address is a part of the API; see its documentation at /docs#schema-Address.
type Address struct {
	Apartment string `json:"apartment,omitempty"`
	City      string `json:"city,omitempty"`
	Entrance  string `json:"entrance,omitempty"`
	Floor     string `json:"floor,omitempty"`
	House     string `json:"house,omitempty"`
	Intercom  string `json:"intercom,omitempty"`
	Lat       string `json:"lat,omitempty"`
	Lon       string `json:"lon,omitempty"`
	Note      string `json:"note,omitempty"`
	Street    string `json:"street,omitempty"`
	Text      string `json:"text,omitempty"`
}

// AlarmSettings is a part of the API; see its documentation at /docs#schema-AlarmSettings.
type AlarmSettings struct {
	// Calls only whom these settings name: the process's webhook and chat are not used for this restaurant
	OwnOnly *bool `json:"own_only,omitempty"`
	// Who a Telegram bot writes to: a number, or the @name of a channel
	TelegramChat string `json:"telegram_chat,omitempty"`
	// Of the restaurant's own bot; the process's bot when there is none. Never shown. Left out, the stored one stays; null or empty clears it
	TelegramToken    string `json:"telegram_token,omitempty"`
	TelegramTokenSet *bool  `json:"telegram_token_set,omitempty"`
	// Gets the alarm as a POST; a public https address unless the process allows others. Never shown whole, because it may hold a token. Left out, the stored one stays; null or empty clears it
	Webhook string `json:"webhook,omitempty"`
	// Where the stored webhook leads
	WebhookHost string `json:"webhook_host,omitempty"`
}

// AlarmTrial is a part of the API; see its documentation at /docs#schema-AlarmTrial.
type AlarmTrial struct {
	// One for each way: webhook, telegram
	Items []Finding `json:"items"`
	// There is a way, and every one of them took the alarm
	Ok bool `json:"ok"`
}

// AmendBody is a part of the API; see its documentation at /docs#schema-AmendBody.
type AmendBody struct {
	Address *Address `json:"address,omitempty"`
	Guest   *Guest   `json:"guest,omitempty"`
	// All dishes as they are agreed now; left out, they stay
	Items []Item `json:"items,omitempty"`
	Note  string `json:"note,omitempty"`
	// When the guest wants it now; moves a scheduled order. Its respond_by is ignored
	Timing *Timing `json:"timing,omitempty"`
}

// AuditList is a part of the API; see its documentation at /docs#schema-AuditList.
type AuditList struct {
	Items []Entry `json:"items"`
	// For the next page; left out on the last one
	NextCursor string `json:"next_cursor,omitempty"`
}

// AutoRule is a part of the API; see its documentation at /docs#schema-AutoRule.
type AutoRule struct {
	// Only orders cheaper than this, minor units
	Below *int64 `json:"below,omitempty"`
	// Only note what would have been accepted
	DryRun *bool `json:"dry_run,omitempty"`
	// Only orders whose checks found nothing
	OnlyGreen *bool `json:"only_green,omitempty"`
	// Only guests who ordered here before
	OnlyKnown *bool `json:"only_known,omitempty"`
}

// AvailabilityBody is a part of the API; see its documentation at /docs#schema-AvailabilityBody.
type AvailabilityBody struct {
	// Dishes to take off or to put back
	Items []ItemOnOrOff `json:"items,omitempty"`
	// With busy: how much longer than usual orders take
	Minutes *int64 `json:"minutes,omitempty"`
	// Left out, it stays as it is. One of online, busy, paused.
	Mode string `json:"mode,omitempty"`
	// Modifiers to take off or to put back
	Modifiers []ItemOnOrOff `json:"modifiers,omitempty"`
	Note      string        `json:"note,omitempty"`
	// With busy and paused: when it is online again by itself
	Until *time.Time `json:"until,omitempty"`
}

// AvailabilityView is a part of the API; see its documentation at /docs#schema-AvailabilityView.
type AvailabilityView struct {
	// For people of the restaurant only; system for the automatic pause
	ChangedBy string `json:"changed_by,omitempty"`
	// How much longer than usual orders take while busy
	Minutes *int64 `json:"minutes,omitempty"`
	// busy takes orders, but they take longer; paused takes none. One of online, busy, paused.
	Mode string `json:"mode"`
	// For people of the restaurant only
	Note string `json:"note,omitempty"`
	// It is within the working hours
	Open bool `json:"open"`
	// When the working hours begin again
	OpensAt *time.Time `json:"opens_at,omitempty"`
	// When it is online again by itself; left out for until somebody changes it
	Until *time.Time `json:"until,omitempty"`
}

// Callback is a part of the API; see its documentation at /docs#schema-Callback.
type Callback struct {
	// Names of events; all when left out, or with "*"
	Events []string `json:"events,omitempty"`
	// How the body is worded: minidelivery is for receivers of the replaced product. One of orderhatch, minidelivery.
	Form string `json:"form,omitempty"`
	// Used exactly as given
	URL string `json:"url"`
}

// CallbackDetail is a part of the API; see its documentation at /docs#schema-CallbackDetail.
type CallbackDetail struct {
	Attempts int64 `json:"attempts"`
	// What is posted, unless the form is another than orderhatch
	Body        any        `json:"body"`
	CreatedAt   time.Time  `json:"created_at"`
	DeliveredAt *time.Time `json:"delivered_at,omitempty"`
	Event       string     `json:"event"`
	ExternalID  string     `json:"external_id"`
	// One of orderhatch, minidelivery.
	Form string `json:"form"`
	// The same in every attempt, and in the body that is sent
	ID string `json:"id"`
	// Why the last attempt failed
	LastError     string     `json:"last_error,omitempty"`
	LastStatus    *int64     `json:"last_status,omitempty"`
	NextAttemptAt *time.Time `json:"next_attempt_at,omitempty"`
	OccurredAt    time.Time  `json:"occurred_at"`
	OrderID       string     `json:"order_id"`
	Restaurant    string     `json:"restaurant"`
	// Counts the events of one order from 1
	Sequence int64  `json:"sequence"`
	Source   string `json:"source"`
	// One of pending, delivered, dead.
	State string `json:"state"`
	// Of the order, after the event
	Status string `json:"status"`
	// The last 20, oldest first; a replay does not forget those before it
	Tries     []NoticeTry `json:"tries"`
	UpdatedAt time.Time   `json:"updated_at"`
	URL       string      `json:"url"`
}

// CallbackList is a part of the API; see its documentation at /docs#schema-CallbackList.
type CallbackList struct {
	Items []CallbackView `json:"items"`
	// For the next page; left out on the last one
	NextCursor string `json:"next_cursor,omitempty"`
}

// CallbackTrial is a part of the API; see its documentation at /docs#schema-CallbackTrial.
type CallbackTrial struct {
	Delivered bool `json:"delivered"`
	// Why it was not delivered
	Error string `json:"error,omitempty"`
	// How long the receiver took
	Seconds float64 `json:"seconds"`
	// The body it was sent
	Sent any `json:"sent"`
	// The receiver's HTTP status
	Status *int64 `json:"status,omitempty"`
}

// CallbackView is a part of the API; see its documentation at /docs#schema-CallbackView.
type CallbackView struct {
	Attempts    int64      `json:"attempts"`
	CreatedAt   time.Time  `json:"created_at"`
	DeliveredAt *time.Time `json:"delivered_at,omitempty"`
	Event       string     `json:"event"`
	ExternalID  string     `json:"external_id"`
	// One of orderhatch, minidelivery.
	Form string `json:"form"`
	// The same in every attempt, and in the body that is sent
	ID string `json:"id"`
	// Why the last attempt failed
	LastError     string     `json:"last_error,omitempty"`
	LastStatus    *int64     `json:"last_status,omitempty"`
	NextAttemptAt *time.Time `json:"next_attempt_at,omitempty"`
	OccurredAt    time.Time  `json:"occurred_at"`
	OrderID       string     `json:"order_id"`
	Restaurant    string     `json:"restaurant"`
	// Counts the events of one order from 1
	Sequence int64  `json:"sequence"`
	Source   string `json:"source"`
	// One of pending, delivered, dead.
	State string `json:"state"`
	// Of the order, after the event
	Status    string    `json:"status"`
	UpdatedAt time.Time `json:"updated_at"`
	URL       string    `json:"url"`
}

// CancelAnswer is a part of the API; see its documentation at /docs#schema-CancelAnswer.
type CancelAnswer struct {
	At time.Time `json:"at"`
	By string    `json:"by"`
	// true: the order was called off; false: it will be delivered
	Confirmed bool    `json:"confirmed"`
	Reason    *Reason `json:"reason,omitempty"`
}

// CancelBody is a part of the API; see its documentation at /docs#schema-CancelBody.
type CancelBody struct {
	Reason Reason `json:"reason"`
}

// CancelRequest is a part of the API; see its documentation at /docs#schema-CancelRequest.
type CancelRequest struct {
	// Left out while an operator has not answered
	Answer *CancelAnswer `json:"answer,omitempty"`
	At     time.Time     `json:"at"`
	Reason Reason        `json:"reason"`
}

// CartBody is a part of the API; see its documentation at /docs#schema-CartBody.
type CartBody struct {
	Charges   []Charge   `json:"charges,omitempty"`
	Currency  string     `json:"currency,omitempty"`
	Discounts []Discount `json:"discounts,omitempty"`
	// As in an order; prices are compared when they are there
	Items []Item `json:"items"`
	// May be left out when the key has only one
	Restaurant string `json:"restaurant,omitempty"`
	// One of delivery, pickup.
	ServiceType string  `json:"service_type,omitempty"`
	Timing      *Timing `json:"timing,omitempty"`
}

// CartItem is a part of the API; see its documentation at /docs#schema-CartItem.
type CartItem struct {
	// Minor units, for the whole line; left out when a price is not known
	Amount    *int64         `json:"amount,omitempty"`
	Checks    []Check        `json:"checks"`
	LineID    string         `json:"line_id"`
	Modifiers []CartModifier `json:"modifiers,omitempty"`
	// As the menu has it
	Name string `json:"name,omitempty"`
	// The menu's code, also where an alias was sent
	PLU      string `json:"plu"`
	Quantity string `json:"quantity"`
	// Minor units, without modifiers; left out when it is not known
	UnitPrice *int64 `json:"unit_price,omitempty"`
}

// CartModifier is a part of the API; see its documentation at /docs#schema-CartModifier.
type CartModifier struct {
	Name     string `json:"name,omitempty"`
	PLU      string `json:"plu"`
	Quantity string `json:"quantity"`
	// Minor units; left out when it is not known
	UnitPrice *int64 `json:"unit_price,omitempty"`
}

// CartTotals is a part of the API; see its documentation at /docs#schema-CartTotals.
type CartTotals struct {
	Charges int64 `json:"charges"`
	// false when a price is not known, so that the sums lack it
	Complete  bool  `json:"complete"`
	Discounts int64 `json:"discounts"`
	Items     int64 `json:"items"`
	Total     int64 `json:"total"`
}

// CartView is a part of the API; see its documentation at /docs#schema-CartView.
type CartView struct {
	// The restaurant takes orders now
	Accepting    bool             `json:"accepting"`
	Availability AvailabilityView `json:"availability"`
	// About the whole cart
	Checks      []Check    `json:"checks"`
	Currency    string     `json:"currency"`
	Items       []CartItem `json:"items"`
	MenuVersion string     `json:"menu_version,omitempty"`
	// An order like this would be taken now and have no warning or problem
	Ok bool `json:"ok"`
	// Why it does not
	Reason     string     `json:"reason,omitempty"`
	Restaurant string     `json:"restaurant"`
	Totals     CartTotals `json:"totals"`
}

// Change is a part of the API; see its documentation at /docs#schema-Change.
type Change struct {
	Field string `json:"field"`
	// Left out when there was nothing
	From any `json:"from,omitempty"`
	// It was changed; the value is not kept here
	Secret *bool `json:"secret,omitempty"`
	// Left out when nothing is left
	To any `json:"to,omitempty"`
}

// Charge is a part of the API; see its documentation at /docs#schema-Charge.
type Charge struct {
	// Minor units
	Amount int64  `json:"amount"`
	Name   string `json:"name,omitempty"`
	Type   string `json:"type,omitempty"`
}

// Check is a part of the API; see its documentation at /docs#schema-Check.
type Check struct {
	Code string `json:"code"`
	// Left out when it is about the whole order
	LineID  string `json:"line_id,omitempty"`
	Message string `json:"message"`
	// One of info, warning, problem.
	Severity string `json:"severity"`
}

// Deadlines is a part of the API; see its documentation at /docs#schema-Deadlines.
type Deadlines struct {
	// When the order is accepted by itself, if it fulfils the restaurant's rule
	AutoAcceptAt *time.Time `json:"auto_accept_at,omitempty"`
	// When an order that everybody forgot is completed by itself
	CloseAt    *time.Time `json:"close_at,omitempty"`
	EscalateAt *time.Time `json:"escalate_at,omitempty"`
	ExpireAt   *time.Time `json:"expire_at,omitempty"`
	// When a scheduled order is put on the station
	ReleaseAt *time.Time `json:"release_at,omitempty"`
	RemindAt  *time.Time `json:"remind_at,omitempty"`
}

// Dependent is a part of the API; see its documentation at /docs#schema-Dependent.
type Dependent struct {
	// The service works without it
	Advisory *bool `json:"advisory,omitempty"`
	Ok       bool  `json:"ok"`
	// How long it took to answer
	Seconds float64 `json:"seconds"`
}

// Discount is a part of the API; see its documentation at /docs#schema-Discount.
type Discount struct {
	// Minor units
	Amount int64  `json:"amount"`
	Code   string `json:"code,omitempty"`
	Name   string `json:"name,omitempty"`
}

// Discrepancy is a part of the API; see its documentation at /docs#schema-Discrepancy.
type Discrepancy struct {
	// One of workflow_missing, workflow_behind, workflow_unfinished, workflow_silent, record_missing, record_behind, station_orphan, station_double, station_leftover.
	Kind string `json:"kind"`
	// What was found and done
	Message string `json:"message"`
	// What people call the order
	Number string `json:"number,omitempty"`
	// Left out when no order of ours is known
	OrderID string `json:"order_id,omitempty"`
	// The name a cashier sees
	OrderName string `json:"order_name,omitempty"`
	// What the sweep did; with left somebody has to see to it. One of repaired, parked, left.
	Outcome string `json:"outcome"`
	// Who can do it. One of menu, station, settings, source.
	Owner string `json:"owner,omitempty"`
	// What is left to do
	Remedy     string    `json:"remedy,omitempty"`
	Restaurant string    `json:"restaurant,omitempty"`
	SeenAt     time.Time `json:"seen_at"`
	// The visit on the station, when it is about one
	Visit *int64 `json:"visit,omitempty"`
}

// DiscrepancyList is a part of the API; see its documentation at /docs#schema-DiscrepancyList.
type DiscrepancyList struct {
	Items []Discrepancy `json:"items"`
	// When everything was compared last; left out when it never was
	SweptAt *time.Time `json:"swept_at,omitempty"`
}

// Entry is a part of the API; see its documentation at /docs#schema-Entry.
type Entry struct {
	Action string `json:"action"`
	// Who did it: user:<name>, cli or setup
	Actor   string    `json:"actor"`
	At      time.Time `json:"at"`
	Changes []Change  `json:"changes"`
	ID      int64     `json:"id"`
	// What kind of thing was changed. One of user, source, key, restaurant.
	Subject   string `json:"subject"`
	SubjectID string `json:"subject_id"`
}

// EventList is a part of the API; see its documentation at /docs#schema-EventList.
type EventList struct {
	Items []EventView `json:"items"`
	// Send it as ?after= next time, also when there were no events
	NextCursor string `json:"next_cursor"`
}

// EventReason is a part of the API; see its documentation at /docs#schema-EventReason.
type EventReason struct {
	Code  string `json:"code"`
	Party string `json:"party,omitempty"`
}

// EventView is a part of the API; see its documentation at /docs#schema-EventView.
type EventView struct {
	Event      string `json:"event"`
	ExternalID string `json:"external_id"`
	// Grows; send it as ?after= or Last-Event-ID to go on from here
	ID         int64        `json:"id"`
	Injection  string       `json:"injection"`
	OccurredAt time.Time    `json:"occurred_at"`
	OrderID    string       `json:"order_id"`
	Reason     *EventReason `json:"reason,omitempty"`
	Restaurant string       `json:"restaurant"`
	// Of the order, after the event
	Revision int64 `json:"revision"`
	// Counts the events of one order from 1
	Sequence int64  `json:"sequence"`
	Source   string `json:"source"`
	Status   string `json:"status"`
}

// Fault is a part of the API; see its documentation at /docs#schema-Fault.
type Fault struct {
	Code string `json:"code"`
	// Path of the field, like items[0].quantity
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Finding is a part of the API; see its documentation at /docs#schema-Finding.
type Finding struct {
	// What was looked at, for programs
	Check string `json:"check"`
	// What was found
	Message string `json:"message"`
	Ok      bool   `json:"ok"`
	// What to do about it
	Remedy string `json:"remedy,omitempty"`
	// With problem the restaurant cannot take orders. One of info, warning, problem.
	Severity string `json:"severity"`
}

// Findings is a part of the API; see its documentation at /docs#schema-Findings.
type Findings struct {
	Items []Finding `json:"items"`
	// The restaurant can take orders
	Ok bool `json:"ok"`
}

// Guest is a part of the API; see its documentation at /docs#schema-Guest.
type Guest struct {
	Email   string         `json:"email,omitempty"`
	Meta    map[string]any `json:"meta,omitempty"`
	Name    string         `json:"name,omitempty"`
	Persons *int64         `json:"persons,omitempty"`
	// E.164 is best; the usual local forms are understood
	Phone string `json:"phone"`
}

// Healthz is a part of the API; see its documentation at /docs#schema-Healthz.
type Healthz struct {
	Status  string `json:"status"`
	Version string `json:"version,omitempty"`
}

// HistoryEntry is a part of the API; see its documentation at /docs#schema-HistoryEntry.
type HistoryEntry struct {
	Actor  string    `json:"actor"`
	At     time.Time `json:"at"`
	Detail string    `json:"detail,omitempty"`
	Event  string    `json:"event"`
}

// HourReport is a part of the API; see its documentation at /docs#schema-HourReport.
type HourReport struct {
	// Also those that were called off later
	Accepted  int64 `json:"accepted"`
	Cancelled int64 `json:"cancelled"`
	Expired   int64 `json:"expired"`
	Failed    int64 `json:"failed"`
	// When the hour begins
	Hour                time.Time `json:"hour"`
	MedianAcceptSeconds *float64  `json:"median_accept_seconds,omitempty"`
	P95AcceptSeconds    *float64  `json:"p95_accept_seconds,omitempty"`
	Rejected            int64     `json:"rejected"`
	Submitted           int64     `json:"submitted"`
	// Not decided yet
	Waiting int64 `json:"waiting"`
}

// Injection is a part of the API; see its documentation at /docs#schema-Injection.
type Injection struct {
	// Attempts at the present step
	Attempts      int64         `json:"attempts"`
	LastError     *StationFault `json:"last_error,omitempty"`
	NextAttemptAt *time.Time    `json:"next_attempt_at,omitempty"`
	// One of none, creating, created, filling, filled, retrying, needs_operator, done_by_hand, voiding, voided.
	State string `json:"state"`
}

// IntakeSettings is a part of the API; see its documentation at /docs#schema-IntakeSettings.
type IntakeSettings struct {
	// Flags an order when the same phone ordered this short a time ago; 0 for never, 1800 when left out
	DuplicateWithinSeconds *int64 `json:"duplicate_within_seconds,omitempty"`
	// Pauses the restaurant when so many orders in a row were not answered; 0, and when left out, never
	PauseAfterMissed *int64 `json:"pause_after_missed,omitempty"`
	// How long such a pause lasts; 1800 when left out
	PauseForSeconds *int64 `json:"pause_for_seconds,omitempty"`
}

// Item is a part of the API; see its documentation at /docs#schema-Item.
type Item struct {
	LineID    string     `json:"line_id,omitempty"`
	Modifiers []Modifier `json:"modifiers,omitempty"`
	Name      string     `json:"name,omitempty"`
	Note      string     `json:"note,omitempty"`
	// The dish's code
	PLU string `json:"plu"`
	// Decimal string with up to 3 places
	Quantity string `json:"quantity"`
	// Minor units
	UnitPrice *int64 `json:"unit_price,omitempty"`
}

// ItemOnOrOff is a part of the API; see its documentation at /docs#schema-ItemOnOrOff.
type ItemOnOrOff struct {
	// false takes it off; true puts it back, if the till sells it
	Available bool   `json:"available"`
	Note      string `json:"note,omitempty"`
	PLU       string `json:"plu"`
	// When it is put back by itself; left out for until somebody does
	Until *time.Time `json:"until,omitempty"`
}

// Key is a part of the API; see its documentation at /docs#schema-Key.
type Key struct {
	CreatedAt  time.Time  `json:"created_at"`
	ExpiresAt  *time.Time `json:"expires_at,omitempty"`
	Hint       string     `json:"hint,omitempty"`
	ID         string     `json:"id"`
	LastUsedAt *time.Time `json:"last_used_at,omitempty"`
	Name       string     `json:"name,omitempty"`
	RevokedAt  *time.Time `json:"revoked_at,omitempty"`
	Scopes     []string   `json:"scopes,omitempty"`
	Source     string     `json:"source,omitempty"`
	User       string     `json:"user,omitempty"`
}

// KeyList is a part of the API; see its documentation at /docs#schema-KeyList.
type KeyList struct {
	Items []Key `json:"items"`
}

// LicenceAccountSettings is a part of the API; see its documentation at /docs#schema-LicenceAccountSettings.
type LicenceAccountSettings struct {
	// Never shown. Left out, the stored one stays; null or empty clears it
	Password    string `json:"password,omitempty"`
	PasswordSet *bool  `json:"password_set,omitempty"`
	// Never shown. Left out, the stored one stays; null or empty clears it
	Token    string `json:"token,omitempty"`
	TokenSet *bool  `json:"token_set,omitempty"`
	User     string `json:"user,omitempty"`
}

// LicenceSettings is a part of the API; see its documentation at /docs#schema-LicenceSettings.
type LicenceSettings struct {
	// At the licence service, from which the token is fetched and kept fresh
	Account *LicenceAccountSettings `json:"account,omitempty"`
	// One of lifetime, subscription.
	Mode string `json:"mode"`
	// Product GUID of the subscription
	Product string `json:"product,omitempty"`
	// The restaurant's nine-digit code; the station is asked when left out
	RestCode string `json:"rest_code,omitempty"`
	// Instead of the vendor's licence service
	ServiceURL string `json:"service_url,omitempty"`
	// Never shown. Left out, the stored one stays; null or empty clears it
	Token string `json:"token,omitempty"`
	// There is a stored token
	TokenSet *bool `json:"token_set,omitempty"`
}

// Links is a part of the API; see its documentation at /docs#schema-Links.
type Links struct {
	Self string `json:"self"`
	// The order's run in the Temporal Web UI
	Temporal string `json:"temporal,omitempty"`
}

// MadeKey is a part of the API; see its documentation at /docs#schema-MadeKey.
type MadeKey struct {
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
	Hint      string     `json:"hint,omitempty"`
	ID        string     `json:"id"`
	// Shown only now: send it as Authorization: Bearer
	Key        string     `json:"key"`
	LastUsedAt *time.Time `json:"last_used_at,omitempty"`
	Name       string     `json:"name,omitempty"`
	RevokedAt  *time.Time `json:"revoked_at,omitempty"`
	Scopes     []string   `json:"scopes,omitempty"`
	Source     string     `json:"source,omitempty"`
	User       string     `json:"user,omitempty"`
}

// MenuCategory is a part of the API; see its documentation at /docs#schema-MenuCategory.
type MenuCategory struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Parent string `json:"parent,omitempty"`
}

// MenuGroup is a part of the API; see its documentation at /docs#schema-MenuGroup.
type MenuGroup struct {
	ID string `json:"id"`
	// Pieces that one dish may have; left out when that is not limited
	Max *int64 `json:"max,omitempty"`
	// Pieces that one dish must have
	Min       int64          `json:"min"`
	Modifiers []MenuModifier `json:"modifiers"`
	Name      string         `json:"name"`
}

// MenuItem is a part of the API; see its documentation at /docs#schema-MenuItem.
type MenuItem struct {
	// It can be ordered now
	Available bool   `json:"available"`
	Category  string `json:"category,omitempty"`
	// The till's code
	Code string `json:"code,omitempty"`
	// Its modifiers may name other dishes, which are its parts
	Combo *bool `json:"combo,omitempty"`
	// The GUID in r_keeper, which a chain's restaurants share
	GUID string `json:"guid,omitempty"`
	// The Ident in r_keeper
	Ident          string   `json:"ident,omitempty"`
	ModifierGroups []string `json:"modifier_groups,omitempty"`
	Name           string   `json:"name"`
	// For people of the restaurant: whether sources see it
	Online *bool `json:"online,omitempty"`
	// The code to order it by
	PLU string `json:"plu"`
	// Minor units, without modifiers; left out when the station has none
	Price *int64 `json:"price,omitempty"`
	// How much is left; left out when that is not limited
	Remainder    string     `json:"remainder,omitempty"`
	SnoozedUntil *time.Time `json:"snoozed_until,omitempty"`
	// Why it cannot. One of stopped, sold_out, snoozed, not_on_sale.
	Stop string `json:"stop,omitempty"`
	// For people of the restaurant
	StopReason string `json:"stop_reason,omitempty"`
	// Its quantity may be a fraction; the price is for one unit
	Weighed *bool `json:"weighed,omitempty"`
}

// MenuModifier is a part of the API; see its documentation at /docs#schema-MenuModifier.
type MenuModifier struct {
	Available bool   `json:"available"`
	Name      string `json:"name"`
	// It carries a text of the guest's own
	OpenName *bool  `json:"open_name,omitempty"`
	PLU      string `json:"plu"`
	// Minor units; left out when it costs nothing
	Price        *int64     `json:"price,omitempty"`
	SnoozedUntil *time.Time `json:"snoozed_until,omitempty"`
	// Why it cannot be had. One of stopped, sold_out, snoozed, not_on_sale.
	Stop string `json:"stop,omitempty"`
	// For people of the restaurant
	StopReason string `json:"stop_reason,omitempty"`
}

// MenuProblem is a part of the API; see its documentation at /docs#schema-MenuProblem.
type MenuProblem struct {
	Code    string `json:"code"`
	Ident   string `json:"ident,omitempty"`
	Message string `json:"message"`
	Name    string `json:"name,omitempty"`
}

// MenuSettings is a part of the API; see its documentation at /docs#schema-MenuSettings.
type MenuSettings struct {
	// What is sold online: Ident, code or name of a classification; the usual one when left out
	Classification string `json:"classification,omitempty"`
	// Which of a dish's names sources use; code when left out. One of code, ident, guid.
	PLU string `json:"plu,omitempty"`
	// How often prices and remainders are asked for; 45 when left out
	PollSeconds *int64 `json:"poll_seconds,omitempty"`
	// Ident or code; the first usual one when left out
	PriceType string `json:"price_type,omitempty"`
}

// MenuView is a part of the API; see its documentation at /docs#schema-MenuView.
type MenuView struct {
	Categories []MenuCategory `json:"categories"`
	Currency   string         `json:"currency"`
	// When the station last confirmed prices and remainders
	FetchedAt time.Time `json:"fetched_at"`
	// By category and name; a source sees what is sold online
	Items []MenuItem `json:"items"`
	// Named by the items that take them
	ModifierGroups []MenuGroup `json:"modifier_groups"`
	// For people of the restaurant: what to put right in r_keeper
	Problems   []MenuProblem `json:"problems,omitempty"`
	Restaurant string        `json:"restaurant"`
	// Changes with anything in the menu; also the ETag
	Version string `json:"version"`
}

// MiniDeliverySettings is a part of the API; see its documentation at /docs#schema-MiniDeliverySettings.
type MiniDeliverySettings struct {
	// An address of its own for this restaurant
	Listen string `json:"listen,omitempty"`
	// Leave stopped dishes out of the menu instead of telling a remainder of 0
	OmitStopped *bool `json:"omit_stopped,omitempty"`
	// Numbers of order.type that mean pickup; 0 when left out
	PickupTypes []int64 `json:"pickup_types,omitempty"`
	// HTTP status of an answer without a valid token; 200 when left out
	RefusalStatus *int64 `json:"refusal_status,omitempty"`
	// How long the same contents sent again are the same order; 0 for never, 300 when left out
	RepeatWithinSeconds *int64 `json:"repeat_within_seconds,omitempty"`
	// The order source that orders belong to; left out, the protocol is off
	Source string `json:"source,omitempty"`
	// Addresses or networks that may ask for an order's dishes; loopback and private networks when left out
	Stations []string `json:"stations,omitempty"`
	// Numbers that statuses are told as, where not the usual ones
	Statuses map[string]int64 `json:"statuses,omitempty"`
	// What sources send as Token, beside their keys. Never shown. Left out, the stored one stays; null or empty clears it
	Token    string `json:"token,omitempty"`
	TokenSet *bool  `json:"token_set,omitempty"`
}

// Modifier is a part of the API; see its documentation at /docs#schema-Modifier.
type Modifier struct {
	Name string `json:"name,omitempty"`
	PLU  string `json:"plu"`
	// Whole pieces per dish; 1 when left out
	Quantity string `json:"quantity,omitempty"`
	// Minor units
	UnitPrice *int64 `json:"unit_price,omitempty"`
}

// NewKey is a part of the API; see its documentation at /docs#schema-NewKey.
type NewKey struct {
	// Left out means never
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
	// What it is for
	Name string `json:"name,omitempty"`
	// For keys of sources; left out means all. A person's key may do what the person may
	Scopes []string `json:"scopes,omitempty"`
}

// NewSource is a part of the API; see its documentation at /docs#schema-NewSource.
type NewSource struct {
	// Part of the identity of every order it sends; it cannot be changed
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// Limits the source to these; left out or empty means all
	Restaurants []string `json:"restaurants,omitempty"`
	// Refuse submits that carry no signature over their body
	SignedSubmits *bool `json:"signed_submits,omitempty"`
	// Refuse orders with unknown or stopped dishes instead of flagging them
	Strict *bool `json:"strict,omitempty"`
}

// NewUser is a part of the API; see its documentation at /docs#schema-NewUser.
type NewUser struct {
	// The sign-in name, in small letters
	ID string `json:"id"`
	// For people
	Name string `json:"name,omitempty"`
	// At least 10 characters; without one the person cannot sign in, only use keys
	Password string `json:"password,omitempty"`
	// Limits the person to these; left out or empty means all
	Restaurants []string `json:"restaurants,omitempty"`
	// One of read_only, operator, manager.
	Role string `json:"role"`
}

// NoBody is a part of the API; see its documentation at /docs#schema-NoBody.
type NoBody struct {
}

// NoticeTry is a part of the API; see its documentation at /docs#schema-NoticeTry.
type NoticeTry struct {
	At time.Time `json:"at"`
	// Why it was not delivered
	Error string `json:"error,omitempty"`
	// How long the receiver took, or failing did
	Seconds float64 `json:"seconds"`
	// The receiver's HTTP status; left out when there was no answer
	Status *int64 `json:"status,omitempty"`
}

// OperatorReport is a part of the API; see its documentation at /docs#schema-OperatorReport.
type OperatorReport struct {
	Accepted            int64    `json:"accepted"`
	MedianAcceptSeconds *float64 `json:"median_accept_seconds,omitempty"`
	Operator            string   `json:"operator"`
	P95AcceptSeconds    *float64 `json:"p95_accept_seconds,omitempty"`
	Rejected            int64    `json:"rejected"`
}

// OrderList is a part of the API; see its documentation at /docs#schema-OrderList.
type OrderList struct {
	Items []OrderView `json:"items"`
	// For the next page; left out on the last one
	NextCursor string `json:"next_cursor,omitempty"`
}

// OrderRules is a part of the API; see its documentation at /docs#schema-OrderRules.
type OrderRules struct {
	// Which orders are accepted by themselves when unanswered is auto_accept; all when left out
	AutoAccept *AutoRule `json:"auto_accept,omitempty"`
	// How long after the promised time an order that nobody completed is completed by itself; 0 for never, 86400 when left out
	CloseAfterSeconds *int64 `json:"close_after_seconds,omitempty"`
	// 0 for never; 300 when left out
	EscalateAfterSeconds *int64 `json:"escalate_after_seconds,omitempty"`
	// When the rule of unanswered is applied; with 0, and when left out, nothing expires and what is accepted automatically is accepted at once
	ExpireAfterSeconds *int64 `json:"expire_after_seconds,omitempty"`
	// When the dishes are put on the station; on_accept when left out. One of on_accept, on_save, on_open.
	Fill string `json:"fill,omitempty"`
	// How long before the promised time a scheduled order is put on the station; 3600 when left out
	LeadSeconds *int64 `json:"lead_seconds,omitempty"`
	// 0 for never; 90 when left out
	RemindAfterSeconds *int64 `json:"remind_after_seconds,omitempty"`
	// How long a take holds; 300 when left out
	TakeForSeconds *int64 `json:"take_for_seconds,omitempty"`
	// What happens to an order nobody answered; keep when left out. One of keep, auto_accept, expire.
	Unanswered string `json:"unanswered,omitempty"`
}

// OrderView is a part of the API; see its documentation at /docs#schema-OrderView.
type OrderView struct {
	// Required for delivery
	Address *Address `json:"address,omitempty"`
	// Anything the source wants back
	Attributes    map[string]any `json:"attributes,omitempty"`
	Callback      *Callback      `json:"callback,omitempty"`
	CancelRequest *CancelRequest `json:"cancel_request,omitempty"`
	// The guest pays cash with this amount; minor units
	ChangeFrom *int64   `json:"change_from,omitempty"`
	Charges    []Charge `json:"charges,omitempty"`
	Checks     []Check  `json:"checks"`
	// The time promised to the guest
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	CreatedAt   time.Time  `json:"created_at"`
	// ISO 4217; RUB when left out
	Currency  string     `json:"currency,omitempty"`
	Deadlines Deadlines  `json:"deadlines"`
	DecidedBy string     `json:"decided_by,omitempty"`
	Discounts []Discount `json:"discounts,omitempty"`
	// Short number for people
	DisplayID string `json:"display_id,omitempty"`
	Escalated *bool  `json:"escalated,omitempty"`
	// The source's own id of the order; the idempotency key
	ExternalID string `json:"external_id"`
	// When the dishes are put on the station. One of on_accept, on_save, on_open.
	Fill         string         `json:"fill"`
	Guest        Guest          `json:"guest"`
	History      []HistoryEntry `json:"history"`
	ID           string         `json:"id"`
	Injection    Injection      `json:"injection"`
	IsTest       *bool          `json:"is_test,omitempty"`
	Items        []Item         `json:"items"`
	ItemsAgreed  []Item         `json:"items_agreed"`
	ItemsOnPOS   []StationLine  `json:"items_on_pos"`
	Links        Links          `json:"links"`
	Note         string         `json:"note,omitempty"`
	OperatorNote string         `json:"operator_note,omitempty"`
	Payments     []Payment      `json:"payments,omitempty"`
	// When the guest ordered
	PlacedAt *time.Time   `json:"placed_at,omitempty"`
	POS      StationOrder `json:"pos"`
	Reason   *Reason      `json:"reason,omitempty"`
	// May be left out when the key has only one
	Restaurant string `json:"restaurant,omitempty"`
	Revision   int64  `json:"revision"`
	// One of delivery, pickup.
	ServiceType string `json:"service_type"`
	Source      string `json:"source"`
	// One of waiting, scheduled, accepted, in_work, ready, on_the_way, completed, rejected, cancelled, expired, failed.
	Status     string     `json:"status"`
	TakenBy    string     `json:"taken_by,omitempty"`
	TakenUntil *time.Time `json:"taken_until,omitempty"`
	Timing     *Timing    `json:"timing,omitempty"`
	// Checked and flagged, not a reason to refuse
	Totals    *Totals   `json:"totals,omitempty"`
	UpdatedAt time.Time `json:"updated_at"`
}

// PLUAlias is a part of the API; see its documentation at /docs#schema-PLUAlias.
type PLUAlias struct {
	// The code that the source sends
	Alias string `json:"alias"`
	// The menu's code that it stands for
	PLU string `json:"plu"`
	// Where it holds; everywhere when left out
	Restaurant string `json:"restaurant,omitempty"`
}

// PLUAliases is a part of the API; see its documentation at /docs#schema-PLUAliases.
type PLUAliases struct {
	Items []PLUAlias `json:"items"`
}

// PasswordBody is a part of the API; see its documentation at /docs#schema-PasswordBody.
type PasswordBody struct {
	// The present one; needed to set one's own
	Current string `json:"current,omitempty"`
	// At least 10 characters
	Password string `json:"password"`
}

// Payment is a part of the API; see its documentation at /docs#schema-Payment.
type Payment struct {
	// Minor units
	Amount     int64  `json:"amount"`
	ExternalID string `json:"external_id,omitempty"`
	State      string `json:"state,omitempty"`
	Type       string `json:"type,omitempty"`
}

// PostponeBody is a part of the API; see its documentation at /docs#schema-PostponeBody.
type PostponeBody struct {
	// When to remind again
	Minutes *int64 `json:"minutes,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Problem is a part of the API; see its documentation at /docs#schema-Problem.
type Problem struct {
	// For programs
	Code string `json:"code"`
	// What happened and what to do
	Detail string `json:"detail,omitempty"`
	// Every fault of the request
	Errors []Fault `json:"errors,omitempty"`
	// With duplicate_external_id: the order that has this external_id
	ID string `json:"id,omitempty"`
	// With a refused decision: the order as it is now
	Order *OrderView `json:"order,omitempty"`
	// To find the request in the log
	RequestID string `json:"request_id"`
	Status    int64  `json:"status"`
	Title     string `json:"title"`
	// Where the code is explained
	Type string `json:"type"`
}

// Processing is a part of the API; see its documentation at /docs#schema-Processing.
type Processing struct {
	ID string `json:"id"`
	// One of accepted_for_processing.
	Status string `json:"status"`
}

// ProgressCodes is a part of the API; see its documentation at /docs#schema-ProgressCodes.
type ProgressCodes struct {
	Completed *int64 `json:"completed,omitempty"`
	InWork    *int64 `json:"in_work,omitempty"`
	OnTheWay  *int64 `json:"on_the_way,omitempty"`
	Ready     *int64 `json:"ready,omitempty"`
}

// ProgressSettings is a part of the API; see its documentation at /docs#schema-ProgressSettings.
type ProgressSettings struct {
	// The restaurant's own numbers of delivery states. They are understood, and sent when people set the status. One left out is neither
	Codes *ProgressCodes `json:"codes,omitempty"`
	// The moments at which the courier was sent and delivered mean on_the_way and completed; only where the station does not use them for plans
	CourierTimes *bool `json:"courier_times,omitempty"`
	// Do not follow what the kitchen displays say of the dishes
	IgnoreKitchen *bool `json:"ignore_kitchen,omitempty"`
	// An order printed to the kitchen is not in work yet
	IgnorePrint *bool `json:"ignore_print,omitempty"`
	// How often open orders are looked at although the station's list says nothing has changed; for stations whose kitchen displays change nothing there. 0, and when left out, never
	LookSeconds *int64 `json:"look_seconds,omitempty"`
	// Send the order's visit number (extID) with them
	SendExtID *bool `json:"send_ext_id,omitempty"`
	// Understand the numbers, but never send them
	Silent *bool `json:"silent,omitempty"`
	// The name (ExtSource) under which they are sent; orderhatch when left out
	Source string `json:"source,omitempty"`
}

// Readiness is a part of the API; see its documentation at /docs#schema-Readiness.
type Readiness struct {
	CheckedAt *time.Time `json:"checked_at,omitempty"`
	// Since when the cash server does not answer
	FailingSince *time.Time `json:"failing_since,omitempty"`
	// Why the last work on the station failed
	LastError *StationFault `json:"last_error,omitempty"`
	// One of lifetime, subscription.
	LicenceMode  string     `json:"licence_mode,omitempty"`
	LicenceUntil *time.Time `json:"licence_until,omitempty"`
	// When a cash server that does not answer is asked again
	NextTryAt *time.Time `json:"next_try_at,omitempty"`
	// The cash server answers
	Online bool `json:"online"`
	// New orders are taken
	Ready bool `json:"ready"`
	// Why they are not
	Reason string `json:"reason,omitempty"`
	// The number the restaurant's licences are bound to
	RestCode   string `json:"rest_code,omitempty"`
	RK7Version string `json:"rk7_version,omitempty"`
	// What needs attention soon, though orders are taken
	Warnings []string `json:"warnings,omitempty"`
}

// Readyz is a part of the API; see its documentation at /docs#schema-Readyz.
type Readyz struct {
	Dependencies map[string]Dependent `json:"dependencies"`
	// One of ready, not_ready, draining.
	Status string `json:"status"`
}

// Reason is a part of the API; see its documentation at /docs#schema-Reason.
type Reason struct {
	// One of item_unavailable, kitchen_closed, too_busy, guest_cancelled, guest_unreachable, guest_refused_changes, cannot_meet_request, address_out_of_area, payment_problem, duplicate, suspected_fraud, not_accepted_in_time, integration_failed, test_order, other.
	Code string `json:"code"`
	// restaurant, source or system
	Party string `json:"party,omitempty"`
	// Required when code is other
	Text string `json:"text,omitempty"`
}

// ReasonCount is a part of the API; see its documentation at /docs#schema-ReasonCount.
type ReasonCount struct {
	Count  int64  `json:"count"`
	Reason string `json:"reason"`
}

// RefuseBody is a part of the API; see its documentation at /docs#schema-RefuseBody.
type RefuseBody struct {
	// Why the order is delivered all the same; the source reads it
	Reason Reason `json:"reason"`
}

// ReplayBody is a part of the API; see its documentation at /docs#schema-ReplayBody.
type ReplayBody struct {
	// Only those that were given up before; send the time of your first request with the next ones, so that what dies again meanwhile is left alone. Now when left out
	Before *time.Time `json:"before,omitempty"`
	// The order's id
	Order      string `json:"order,omitempty"`
	Restaurant string `json:"restaurant,omitempty"`
	// For people: of one order source; all when left out
	Source string `json:"source,omitempty"`
}

// Replayed is a part of the API; see its documentation at /docs#schema-Replayed.
type Replayed struct {
	// There are more: ask again
	More     bool  `json:"more"`
	Replayed int64 `json:"replayed"`
}

// ResolveBody is a part of the API; see its documentation at /docs#schema-ResolveBody.
type ResolveBody struct {
	// One of retry, done_by_hand, cancel.
	Action string `json:"action"`
	Note   string `json:"note,omitempty"`
}

// RestaurantList is a part of the API; see its documentation at /docs#schema-RestaurantList.
type RestaurantList struct {
	Items []RestaurantView `json:"items"`
}

// RestaurantSettings is a part of the API; see its documentation at /docs#schema-RestaurantSettings.
type RestaurantSettings struct {
	// How people are called who do not look at the console; what is left out is as the process was told by its flags, unless own_only
	Alarms *AlarmSettings `json:"alarms,omitempty"`
	// ISO 4217
	Currency string `json:"currency"`
	// When orders are taken, in local time; always when left out
	Hours []Span `json:"hours,omitempty"`
	// Needed for a new restaurant; it cannot be changed
	ID      string          `json:"id,omitempty"`
	Intake  *IntakeSettings `json:"intake,omitempty"`
	Licence LicenceSettings `json:"licence"`
	Menu    *MenuSettings   `json:"menu,omitempty"`
	// For sources that speak the protocol of API Мини-доставки
	MiniDelivery *MiniDeliverySettings `json:"mini_delivery,omitempty"`
	Name         string                `json:"name"`
	Orders       OrderRules            `json:"orders"`
	// Send it as If-Match with the next change
	Revision *int64 `json:"revision,omitempty"`
	// Rules for the orders of some sources, by the source's id; whole, not only what differs
	Sources map[string]OrderRules `json:"sources,omitempty"`
	Station StationSettings       `json:"station"`
	// IANA name of the zone the cash server's clock shows
	TimeZone  string     `json:"time_zone"`
	UpdatedAt *time.Time `json:"updated_at,omitempty"`
}

// RestaurantView is a part of the API; see its documentation at /docs#schema-RestaurantView.
type RestaurantView struct {
	Availability AvailabilityView `json:"availability"`
	Currency     string           `json:"currency"`
	// When the dishes are put on the station. One of on_accept, on_save, on_open.
	Fill      string    `json:"fill"`
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Readiness Readiness `json:"readiness"`
	TimeZone  string    `json:"time_zone"`
}

// RotateBody is a part of the API; see its documentation at /docs#schema-RotateBody.
type RotateBody struct {
	// How long the secret before stays good; 24 when left out
	OverlapHours *int64 `json:"overlap_hours,omitempty"`
}

// RotateKeyBody is a part of the API; see its documentation at /docs#schema-RotateKeyBody.
type RotateKeyBody struct {
	// How long the old key goes on working; it stops at once when left out
	OverlapSeconds *int64 `json:"overlap_seconds,omitempty"`
}

// RotatedKey is a part of the API; see its documentation at /docs#schema-RotatedKey.
type RotatedKey struct {
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
	Hint      string     `json:"hint,omitempty"`
	ID        string     `json:"id"`
	// Shown only now: send it as Authorization: Bearer
	Key        string     `json:"key"`
	LastUsedAt *time.Time `json:"last_used_at,omitempty"`
	Name       string     `json:"name,omitempty"`
	Replaces   Key        `json:"replaces"`
	RevokedAt  *time.Time `json:"revoked_at,omitempty"`
	Scopes     []string   `json:"scopes,omitempty"`
	Source     string     `json:"source,omitempty"`
	User       string     `json:"user,omitempty"`
}

// SessionView is a part of the API; see its documentation at /docs#schema-SessionView.
type SessionView struct {
	// Send it as X-CSRF-Token with every change; left out when the caller came with a key
	CSRFToken string     `json:"csrf_token,omitempty"`
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
	User      User       `json:"user"`
}

// SetupBody is a part of the API; see its documentation at /docs#schema-SetupBody.
type SetupBody struct {
	Name string `json:"name,omitempty"`
	// At least 10 characters
	Password string `json:"password"`
	// What the service printed when it started
	Token string `json:"token"`
	// The sign-in name
	User string `json:"user"`
}

// SetupView is a part of the API; see its documentation at /docs#schema-SetupView.
type SetupView struct {
	// There is nobody yet, and the service printed a token when it started
	Needed bool `json:"needed"`
}

// ShiftReport is a part of the API; see its documentation at /docs#schema-ShiftReport.
type ShiftReport struct {
	// Also those that were called off later
	Accepted int64 `json:"accepted"`
	// Hours without orders are left out
	ByHour []HourReport `json:"by_hour"`
	// Who accepted and rejected; system is the clock
	ByOperator          []OperatorReport `json:"by_operator"`
	BySource            []SourceReport   `json:"by_source"`
	Cancelled           int64            `json:"cancelled"`
	CancelledByReason   []ReasonCount    `json:"cancelled_by_reason"`
	Expired             int64            `json:"expired"`
	Failed              int64            `json:"failed"`
	From                time.Time        `json:"from"`
	MedianAcceptSeconds *float64         `json:"median_accept_seconds,omitempty"`
	P95AcceptSeconds    *float64         `json:"p95_accept_seconds,omitempty"`
	Rejected            int64            `json:"rejected"`
	// Most frequent first
	RejectedByReason []ReasonCount `json:"rejected_by_reason"`
	Submitted        int64         `json:"submitted"`
	// In which hours begin: that of the restaurants, UTC when they differ
	TimeZone string    `json:"time_zone"`
	To       time.Time `json:"to"`
	// Not decided yet
	Waiting int64 `json:"waiting"`
}

// SignInBody is a part of the API; see its documentation at /docs#schema-SignInBody.
type SignInBody struct {
	Password string `json:"password"`
	// The sign-in name
	User string `json:"user"`
}

// SigningSecret is a part of the API; see its documentation at /docs#schema-SigningSecret.
type SigningSecret struct {
	// Until then callbacks carry a signature of the secret before as well
	PreviousUntil time.Time `json:"previous_until"`
	// Signs callbacks to the source, and its submits when it signs them
	Secret string `json:"secret"`
}

// Source is a part of the API; see its documentation at /docs#schema-Source.
type Source struct {
	Disabled      *bool    `json:"disabled,omitempty"`
	ID            string   `json:"id"`
	Name          string   `json:"name"`
	Restaurants   []string `json:"restaurants,omitempty"`
	SignedSubmits *bool    `json:"signed_submits,omitempty"`
	Strict        *bool    `json:"strict,omitempty"`
}

// SourceChange is a part of the API; see its documentation at /docs#schema-SourceChange.
type SourceChange struct {
	// Its keys stop at once; its orders stay and are finished. Sources are disabled, never deleted, because orders name them
	Disabled *bool  `json:"disabled,omitempty"`
	Name     string `json:"name,omitempty"`
	// Empty means all
	Restaurants   []string `json:"restaurants,omitempty"`
	SignedSubmits *bool    `json:"signed_submits,omitempty"`
	Strict        *bool    `json:"strict,omitempty"`
}

// SourceList is a part of the API; see its documentation at /docs#schema-SourceList.
type SourceList struct {
	Items []Source `json:"items"`
}

// SourceReport is a part of the API; see its documentation at /docs#schema-SourceReport.
type SourceReport struct {
	// Also those that were called off later
	Accepted            int64    `json:"accepted"`
	Cancelled           int64    `json:"cancelled"`
	Expired             int64    `json:"expired"`
	Failed              int64    `json:"failed"`
	MedianAcceptSeconds *float64 `json:"median_accept_seconds,omitempty"`
	P95AcceptSeconds    *float64 `json:"p95_accept_seconds,omitempty"`
	Rejected            int64    `json:"rejected"`
	Source              string   `json:"source"`
	Submitted           int64    `json:"submitted"`
	// Not decided yet
	Waiting int64 `json:"waiting"`
}

// SourceSelf is a part of the API; see its documentation at /docs#schema-SourceSelf.
type SourceSelf struct {
	ID           string     `json:"id"`
	KeyExpiresAt *time.Time `json:"key_expires_at,omitempty"`
	Name         string     `json:"name"`
	// Empty means all
	Restaurants []string `json:"restaurants"`
	// Of the key that asks
	Scopes []string `json:"scopes"`
	// POST /v1/orders must carry X-Orderhatch-Signature
	SignedSubmits bool `json:"signed_submits"`
}

// Span is a part of the API; see its documentation at /docs#schema-Span.
type Span struct {
	// mon, tue, wed, thu, fri, sat, sun; every day when left out
	Days []string `json:"days,omitempty"`
	// Local time
	From string `json:"from"`
	// Local time; at or before from means on the next day
	To string `json:"to"`
}

// StationCodes is a part of the API; see its documentation at /docs#schema-StationCodes.
type StationCodes struct {
	// Order type of deliveries
	DeliveryType  string `json:"delivery_type,omitempty"`
	GuestType     string `json:"guest_type,omitempty"`
	Manager       string `json:"manager,omitempty"`
	OrderCategory string `json:"order_category,omitempty"`
	// Order category of pickups; order_category when left out
	PickupCategory string `json:"pickup_category,omitempty"`
	// Code of the table for pickup; the same one when left out
	PickupTable string `json:"pickup_table,omitempty"`
	// Order type of pickups
	PickupType string `json:"pickup_type,omitempty"`
	// With prepay_reason: puts what the guest paid online on the station
	PrepayCurrency string `json:"prepay_currency,omitempty"`
	PrepayReason   string `json:"prepay_reason,omitempty"`
	// A modifier with an open name that carries the remark of a dish
	RemarkModifier string `json:"remark_modifier,omitempty"`
	// Code of the cash station orders are created on
	Station string `json:"station"`
	// Code of the table deliveries are put on
	Table string `json:"table"`
	// Code of the table for test orders, which are kept off the kitchen; without it they stop before the station
	TestTable string `json:"test_table,omitempty"`
	// Reason with which orders are deleted on the station
	VoidReason string `json:"void_reason,omitempty"`
	Waiter     string `json:"waiter,omitempty"`
}

// StationFault is a part of the API; see its documentation at /docs#schema-StationFault.
type StationFault struct {
	Code string `json:"code"`
	// What happened
	Message string `json:"message"`
	// Who can fix it. One of menu, station, settings, source.
	Owner string `json:"owner,omitempty"`
	// What to do
	Remedy string `json:"remedy,omitempty"`
}

// StationLine is a part of the API; see its documentation at /docs#schema-StationLine.
type StationLine struct {
	// Minor units
	Amount    int64             `json:"amount"`
	LineGUID  string            `json:"line_guid,omitempty"`
	Modifiers []StationModifier `json:"modifiers,omitempty"`
	Name      string            `json:"name,omitempty"`
	PLU       string            `json:"plu"`
	Quantity  string            `json:"quantity"`
	// Minor units
	UnitPrice int64 `json:"unit_price"`
}

// StationModifier is a part of the API; see its documentation at /docs#schema-StationModifier.
type StationModifier struct {
	Name     string `json:"name,omitempty"`
	PLU      string `json:"plu"`
	Quantity string `json:"quantity"`
	// Minor units
	UnitPrice int64 `json:"unit_price"`
}

// StationOrder is a part of the API; see its documentation at /docs#schema-StationOrder.
type StationOrder struct {
	// RK7 Order@guid, upper case with braces
	OrderGUID string `json:"order_guid,omitempty"`
	// The order's number within the visit
	OrderIdent *int64 `json:"order_ident,omitempty"`
	// The name a cashier sees
	OrderName string `json:"order_name,omitempty"`
	// The station's own sum, minor units
	OrderSum *int64 `json:"order_sum,omitempty"`
	Station  string `json:"station,omitempty"`
	Table    string `json:"table,omitempty"`
	Visit    *int64 `json:"visit,omitempty"`
}

// StationSettings is a part of the API; see its documentation at /docs#schema-StationSettings.
type StationSettings struct {
	// Trust certificates of this authority
	CAPEM string `json:"ca_pem,omitempty"`
	// Trust exactly the certificate with this SHA-256 fingerprint
	CertSHA256 string       `json:"cert_sha256,omitempty"`
	Codes      StationCodes `json:"codes"`
	// Characters the station keeps of an order's comment; 250 when left out
	CommentLimit *int64 `json:"comment_limit,omitempty"`
	// Give the station the promised time and pickup as data, beside the comment
	DeliveryBlock *bool `json:"delivery_block,omitempty"`
	// The restaurant's own number for a new delivery
	DeliveryState *int64 `json:"delivery_state,omitempty"`
	// 1.2 when left out; lower ones need weak_crypto. One of 1.0, 1.1, 1.2, 1.3.
	MinTLS string `json:"min_tls,omitempty"`
	// Secret end of the address that the station's httpordernotify calls, /hooks/rk7/{restaurant}/{token}; at least 16 characters. Never shown. Left out, the stored one stays; null or empty clears it and closes the address
	NotifyToken    string `json:"notify_token,omitempty"`
	NotifyTokenSet *bool  `json:"notify_token_set,omitempty"`
	// Never shown. Left out, the stored one stays; null or empty clears it. Needed again when url or user change
	Password string `json:"password,omitempty"`
	// There is a stored password
	PasswordSet *bool `json:"password_set,omitempty"`
	// How the station and the product tell each other how far an order is
	Progress *ProgressSettings `json:"progress,omitempty"`
	// Of the cash server's HTTP interface: https, host and port
	URL string `json:"url"`
	// An r_keeper employee whose role has the HTTP right
	User string `json:"user"`
	// Allow the old ciphers and short keys of old cash servers
	WeakCrypto *bool `json:"weak_crypto,omitempty"`
}

// StatusBody is a part of the API; see its documentation at /docs#schema-StatusBody.
type StatusBody struct {
	// accepted puts a scheduled order on the station now. One of accepted, in_work, ready, on_the_way, completed.
	Status string `json:"status"`
}

// Submission is a part of the API; see its documentation at /docs#schema-Submission.
type Submission struct {
	// Required for delivery
	Address *Address `json:"address,omitempty"`
	// Anything the source wants back
	Attributes map[string]any `json:"attributes,omitempty"`
	Callback   *Callback      `json:"callback,omitempty"`
	// The guest pays cash with this amount; minor units
	ChangeFrom *int64   `json:"change_from,omitempty"`
	Charges    []Charge `json:"charges,omitempty"`
	// ISO 4217; RUB when left out
	Currency  string     `json:"currency,omitempty"`
	Discounts []Discount `json:"discounts,omitempty"`
	// Short number for people
	DisplayID string `json:"display_id,omitempty"`
	// The source's own id of the order; the idempotency key
	ExternalID string    `json:"external_id"`
	Guest      Guest     `json:"guest"`
	IsTest     *bool     `json:"is_test,omitempty"`
	Items      []Item    `json:"items"`
	Note       string    `json:"note,omitempty"`
	Payments   []Payment `json:"payments,omitempty"`
	// When the guest ordered
	PlacedAt *time.Time `json:"placed_at,omitempty"`
	// May be left out when the key has only one
	Restaurant string `json:"restaurant,omitempty"`
	// One of delivery, pickup.
	ServiceType string  `json:"service_type"`
	Timing      *Timing `json:"timing,omitempty"`
	// Checked and flagged, not a reason to refuse
	Totals *Totals `json:"totals,omitempty"`
}

// TakeBody is a part of the API; see its documentation at /docs#schema-TakeBody.
type TakeBody struct {
	// Take it over from whoever is on it
	Force *bool `json:"force,omitempty"`
}

// TestCallbackBody is a part of the API; see its documentation at /docs#schema-TestCallbackBody.
type TestCallbackBody struct {
	URL string `json:"url"`
}

// Timing is a part of the API; see its documentation at /docs#schema-Timing.
type Timing struct {
	// Required when mode is scheduled
	ExpectedAt *time.Time `json:"expected_at,omitempty"`
	// asap when left out. One of asap, scheduled.
	Mode string `json:"mode,omitempty"`
	// The source gives up after this moment
	RespondBy *time.Time `json:"respond_by,omitempty"`
}

// Totals is a part of the API; see its documentation at /docs#schema-Totals.
type Totals struct {
	Charges   *int64 `json:"charges,omitempty"`
	Discounts *int64 `json:"discounts,omitempty"`
	Items     *int64 `json:"items,omitempty"`
	Total     *int64 `json:"total,omitempty"`
}

// User is a part of the API; see its documentation at /docs#schema-User.
type User struct {
	Disabled    *bool    `json:"disabled,omitempty"`
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Restaurants []string `json:"restaurants,omitempty"`
	Role        string   `json:"role"`
}

// UserChange is a part of the API; see its documentation at /docs#schema-UserChange.
type UserChange struct {
	// A disabled person is signed out everywhere at once, and their keys stop
	Disabled *bool  `json:"disabled,omitempty"`
	Name     string `json:"name,omitempty"`
	// Empty means all
	Restaurants []string `json:"restaurants,omitempty"`
	// One of read_only, operator, manager.
	Role string `json:"role,omitempty"`
}

// UserList is a part of the API; see its documentation at /docs#schema-UserList.
type UserList struct {
	Items []UserView `json:"items"`
}

// UserView is a part of the API; see its documentation at /docs#schema-UserView.
type UserView struct {
	Disabled *bool `json:"disabled,omitempty"`
	// Without one the person cannot sign in, only use keys
	HasPassword bool     `json:"has_password"`
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Restaurants []string `json:"restaurants,omitempty"`
	Role        string   `json:"role"`
}

// Health is GET /healthz: Is the process alive.
func (c *Client) Health(ctx context.Context) (*Healthz, Response, error) {
	var answer Healthz
	response, err := c.do(ctx, "GET", "/healthz", nil, nil, nil, &answer)
	return &answer, response, err
}

// Ready is GET /readyz: Are its dependencies there.
func (c *Client) Ready(ctx context.Context) (*Readyz, Response, error) {
	var answer Readyz
	response, err := c.do(ctx, "GET", "/readyz", nil, nil, nil, &answer)
	return &answer, response, err
}

// ReadAuditParams are what ReadAudit can be told; zero fields are left out.
type ReadAuditParams struct {
	Actor string
	// One of user, source, key, restaurant.
	Subject   string
	SubjectID string
	Limit     int64
	// next_cursor of the page before
	Cursor string
}

func (p *ReadAuditParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(query, "actor", p.Actor)
	add(query, "subject", p.Subject)
	add(query, "subject_id", p.SubjectID)
	add(query, "limit", p.Limit)
	add(query, "cursor", p.Cursor)
	return query, header
}

// ReadAudit is GET /v1/audit: Who changed what, newest first.
func (c *Client) ReadAudit(ctx context.Context, params *ReadAuditParams) (*AuditList, Response, error) {
	query, header := params.encode()
	var answer AuditList
	response, err := c.do(ctx, "GET", "/v1/audit", query, header, nil, &answer)
	return &answer, response, err
}

// ListCallbacksParams are what ListCallbacks can be told; zero fields are left out.
type ListCallbacksParams struct {
	// The order's id
	Order string
	// For people: of one order source
	Source     string
	Restaurant string
	// dead ones were given up and can be replayed. One of pending, delivered, dead.
	State string
	Limit int64
	// next_cursor of the page before
	Cursor string
}

func (p *ListCallbacksParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(query, "order", p.Order)
	add(query, "source", p.Source)
	add(query, "restaurant", p.Restaurant)
	add(query, "state", p.State)
	add(query, "limit", p.Limit)
	add(query, "cursor", p.Cursor)
	return query, header
}

// ListCallbacks is GET /v1/callbacks: List callbacks, newest first.
func (c *Client) ListCallbacks(ctx context.Context, params *ListCallbacksParams) (*CallbackList, Response, error) {
	query, header := params.encode()
	var answer CallbackList
	response, err := c.do(ctx, "GET", "/v1/callbacks", query, header, nil, &answer)
	return &answer, response, err
}

// ReplayCallbacks is POST /v1/callbacks/replay: Send dead letters once more.
func (c *Client) ReplayCallbacks(ctx context.Context, body ReplayBody) (*Replayed, Response, error) {
	var answer Replayed
	response, err := c.do(ctx, "POST", "/v1/callbacks/replay", nil, nil, body, &answer)
	return &answer, response, err
}

// ReadCallback is GET /v1/callbacks/{id}: Read a callback with its log.
func (c *Client) ReadCallback(ctx context.Context, id string) (*CallbackDetail, Response, error) {
	var answer CallbackDetail
	response, err := c.do(ctx, "GET", "/v1/callbacks/"+url.PathEscape(id), nil, nil, nil, &answer)
	return &answer, response, err
}

// ReplayCallback is POST /v1/callbacks/{id}/replay: Send a callback once more.
func (c *Client) ReplayCallback(ctx context.Context, id string, body NoBody) (*CallbackView, Response, error) {
	var answer CallbackView
	response, err := c.do(ctx, "POST", "/v1/callbacks/"+url.PathEscape(id)+"/replay", nil, nil, body, &answer)
	return &answer, response, err
}

// CheckCart is POST /v1/carts/check: Price and check a cart.
func (c *Client) CheckCart(ctx context.Context, body CartBody) (*CartView, Response, error) {
	var answer CartView
	response, err := c.do(ctx, "POST", "/v1/carts/check", nil, nil, body, &answer)
	return &answer, response, err
}

// ListDiscrepanciesParams are what ListDiscrepancies can be told; zero fields are left out.
type ListDiscrepanciesParams struct {
	// Only of this restaurant; of all of yours when left out
	Restaurant string
}

func (p *ListDiscrepanciesParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(query, "restaurant", p.Restaurant)
	return query, header
}

// ListDiscrepancies is GET /v1/discrepancies: List what does not belong together.
func (c *Client) ListDiscrepancies(ctx context.Context, params *ListDiscrepanciesParams) (*DiscrepancyList, Response, error) {
	query, header := params.encode()
	var answer DiscrepancyList
	response, err := c.do(ctx, "GET", "/v1/discrepancies", query, header, nil, &answer)
	return &answer, response, err
}

// PollEventsParams are what PollEvents can be told; zero fields are left out.
type PollEventsParams struct {
	// The id of the last event you have; 0 for all that are kept
	After int64
	Limit int64
}

func (p *PollEventsParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(query, "after", p.After)
	add(query, "limit", p.Limit)
	return query, header
}

// PollEvents is GET /v1/events: Poll events.
func (c *Client) PollEvents(ctx context.Context, params *PollEventsParams) (*EventList, Response, error) {
	query, header := params.encode()
	var answer EventList
	response, err := c.do(ctx, "GET", "/v1/events", query, header, nil, &answer)
	return &answer, response, err
}

// RevokeKey is DELETE /v1/keys/{id}: Revoke a key.
func (c *Client) RevokeKey(ctx context.Context, id string) (Response, error) {
	return c.do(ctx, "DELETE", "/v1/keys/"+url.PathEscape(id), nil, nil, nil, nil)
}

// RotateKey is POST /v1/keys/{id}/rotate: Replace a key, with a time in which both work.
func (c *Client) RotateKey(ctx context.Context, id string, body RotateKeyBody) (*RotatedKey, Response, error) {
	var answer RotatedKey
	response, err := c.do(ctx, "POST", "/v1/keys/"+url.PathEscape(id)+"/rotate", nil, nil, body, &answer)
	return &answer, response, err
}

// ListOrdersParams are what ListOrders can be told; zero fields are left out.
type ListOrdersParams struct {
	// One or more statuses, repeated or separated by commas
	Status []string
	// One or more restaurants, repeated or separated by commas
	Restaurant []string
	Source     string
	ExternalID string
	// State on the station
	Injection string
	// Searched in number, external id, guest's name and digits of the phone
	Q     string
	Limit int64
	// next_cursor of the page before
	Cursor string
}

func (p *ListOrdersParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(query, "status", p.Status)
	add(query, "restaurant", p.Restaurant)
	add(query, "source", p.Source)
	add(query, "external_id", p.ExternalID)
	add(query, "injection", p.Injection)
	add(query, "q", p.Q)
	add(query, "limit", p.Limit)
	add(query, "cursor", p.Cursor)
	return query, header
}

// ListOrders is GET /v1/orders: List orders, newest first.
func (c *Client) ListOrders(ctx context.Context, params *ListOrdersParams) (*OrderList, Response, error) {
	query, header := params.encode()
	var answer OrderList
	response, err := c.do(ctx, "GET", "/v1/orders", query, header, nil, &answer)
	return &answer, response, err
}

// SubmitOrder is POST /v1/orders: Submit an order.
func (c *Client) SubmitOrder(ctx context.Context, body Submission) (*OrderView, Response, error) {
	var answer OrderView
	response, err := c.do(ctx, "POST", "/v1/orders", nil, nil, body, &answer)
	return &answer, response, err
}

// ReadOrderParams are what ReadOrder can be told; zero fields are left out.
type ReadOrderParams struct {
	// 1 asks the order's workflow itself instead of the projection
	Fresh bool
}

func (p *ReadOrderParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(query, "fresh", p.Fresh)
	return query, header
}

// ReadOrder is GET /v1/orders/{id}: Read an order.
func (c *Client) ReadOrder(ctx context.Context, id string, params *ReadOrderParams) (*OrderView, Response, error) {
	query, header := params.encode()
	var answer OrderView
	response, err := c.do(ctx, "GET", "/v1/orders/"+url.PathEscape(id), query, header, nil, &answer)
	return &answer, response, err
}

// AcceptOrderParams are what AcceptOrder can be told; zero fields are left out.
type AcceptOrderParams struct {
	// The revision the decision is about, like "7"; refused with stale_revision when the order has moved on
	IfMatch string
	// filled answers only when the dishes are on the station, or will not get there by themselves; after 25 s in any case. One of filled.
	Wait string
}

func (p *AcceptOrderParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	add(query, "wait", p.Wait)
	return query, header
}

// AcceptOrder is POST /v1/orders/{id}/accept: Accept it.
func (c *Client) AcceptOrder(ctx context.Context, id string, body AcceptBody, params *AcceptOrderParams) (*OrderView, Response, error) {
	query, header := params.encode()
	var answer OrderView
	response, err := c.do(ctx, "POST", "/v1/orders/"+url.PathEscape(id)+"/accept", query, header, body, &answer)
	return &answer, response, err
}

// AmendOrderParams are what AmendOrder can be told; zero fields are left out.
type AmendOrderParams struct {
	// The revision the decision is about, like "7"; refused with stale_revision when the order has moved on
	IfMatch string
}

func (p *AmendOrderParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	return query, header
}

// AmendOrder is POST /v1/orders/{id}/amend: Change what is agreed.
func (c *Client) AmendOrder(ctx context.Context, id string, body AmendBody, params *AmendOrderParams) (*OrderView, Response, error) {
	query, header := params.encode()
	var answer OrderView
	response, err := c.do(ctx, "POST", "/v1/orders/"+url.PathEscape(id)+"/amend", query, header, body, &answer)
	return &answer, response, err
}

// CancelOrderParams are what CancelOrder can be told; zero fields are left out.
type CancelOrderParams struct {
	// The revision the decision is about, like "7"; refused with stale_revision when the order has moved on
	IfMatch string
}

func (p *CancelOrderParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	return query, header
}

// CancelOrder is POST /v1/orders/{id}/cancel: Reject or call it off.
func (c *Client) CancelOrder(ctx context.Context, id string, body CancelBody, params *CancelOrderParams) (*OrderView, Response, error) {
	query, header := params.encode()
	var answer OrderView
	response, err := c.do(ctx, "POST", "/v1/orders/"+url.PathEscape(id)+"/cancel", query, header, body, &answer)
	return &answer, response, err
}

// PostponeOrderParams are what PostponeOrder can be told; zero fields are left out.
type PostponeOrderParams struct {
	// The revision the decision is about, like "7"; refused with stale_revision when the order has moved on
	IfMatch string
}

func (p *PostponeOrderParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	return query, header
}

// PostponeOrder is POST /v1/orders/{id}/postpone: Keep it waiting: the guest cannot be reached.
func (c *Client) PostponeOrder(ctx context.Context, id string, body PostponeBody, params *PostponeOrderParams) (*OrderView, Response, error) {
	query, header := params.encode()
	var answer OrderView
	response, err := c.do(ctx, "POST", "/v1/orders/"+url.PathEscape(id)+"/postpone", query, header, body, &answer)
	return &answer, response, err
}

// RefuseCancelParams are what RefuseCancel can be told; zero fields are left out.
type RefuseCancelParams struct {
	// The revision the decision is about, like "7"; refused with stale_revision when the order has moved on
	IfMatch string
}

func (p *RefuseCancelParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	return query, header
}

// RefuseCancel is POST /v1/orders/{id}/refuse-cancel: Refuse a source's wish to cancel.
func (c *Client) RefuseCancel(ctx context.Context, id string, body RefuseBody, params *RefuseCancelParams) (*OrderView, Response, error) {
	query, header := params.encode()
	var answer OrderView
	response, err := c.do(ctx, "POST", "/v1/orders/"+url.PathEscape(id)+"/refuse-cancel", query, header, body, &answer)
	return &answer, response, err
}

// ReleaseOrderParams are what ReleaseOrder can be told; zero fields are left out.
type ReleaseOrderParams struct {
	// The revision the decision is about, like "7"; refused with stale_revision when the order has moved on
	IfMatch string
}

func (p *ReleaseOrderParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	return query, header
}

// ReleaseOrder is POST /v1/orders/{id}/release: Let it go again.
func (c *Client) ReleaseOrder(ctx context.Context, id string, body NoBody, params *ReleaseOrderParams) (*OrderView, Response, error) {
	query, header := params.encode()
	var answer OrderView
	response, err := c.do(ctx, "POST", "/v1/orders/"+url.PathEscape(id)+"/release", query, header, body, &answer)
	return &answer, response, err
}

// ResolveOrderParams are what ResolveOrder can be told; zero fields are left out.
type ResolveOrderParams struct {
	// The revision the decision is about, like "7"; refused with stale_revision when the order has moved on
	IfMatch string
}

func (p *ResolveOrderParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	return query, header
}

// ResolveOrder is POST /v1/orders/{id}/resolve: Answer an order that needs an operator.
func (c *Client) ResolveOrder(ctx context.Context, id string, body ResolveBody, params *ResolveOrderParams) (*OrderView, Response, error) {
	query, header := params.encode()
	var answer OrderView
	response, err := c.do(ctx, "POST", "/v1/orders/"+url.PathEscape(id)+"/resolve", query, header, body, &answer)
	return &answer, response, err
}

// SaveOrderParams are what SaveOrder can be told; zero fields are left out.
type SaveOrderParams struct {
	// The revision the decision is about, like "7"; refused with stale_revision when the order has moved on
	IfMatch string
}

func (p *SaveOrderParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	return query, header
}

// SaveOrder is POST /v1/orders/{id}/save: Put the agreed dishes on the station.
func (c *Client) SaveOrder(ctx context.Context, id string, body NoBody, params *SaveOrderParams) (*OrderView, Response, error) {
	query, header := params.encode()
	var answer OrderView
	response, err := c.do(ctx, "POST", "/v1/orders/"+url.PathEscape(id)+"/save", query, header, body, &answer)
	return &answer, response, err
}

// AdvanceOrderParams are what AdvanceOrder can be told; zero fields are left out.
type AdvanceOrderParams struct {
	// The revision the decision is about, like "7"; refused with stale_revision when the order has moved on
	IfMatch string
}

func (p *AdvanceOrderParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	return query, header
}

// AdvanceOrder is POST /v1/orders/{id}/status: Move it on by hand.
func (c *Client) AdvanceOrder(ctx context.Context, id string, body StatusBody, params *AdvanceOrderParams) (*OrderView, Response, error) {
	query, header := params.encode()
	var answer OrderView
	response, err := c.do(ctx, "POST", "/v1/orders/"+url.PathEscape(id)+"/status", query, header, body, &answer)
	return &answer, response, err
}

// TakeOrderParams are what TakeOrder can be told; zero fields are left out.
type TakeOrderParams struct {
	// The revision the decision is about, like "7"; refused with stale_revision when the order has moved on
	IfMatch string
}

func (p *TakeOrderParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	return query, header
}

// TakeOrder is POST /v1/orders/{id}/take: Mark that you are on it.
func (c *Client) TakeOrder(ctx context.Context, id string, body TakeBody, params *TakeOrderParams) (*OrderView, Response, error) {
	query, header := params.encode()
	var answer OrderView
	response, err := c.do(ctx, "POST", "/v1/orders/"+url.PathEscape(id)+"/take", query, header, body, &answer)
	return &answer, response, err
}

// ShiftReportParams are what ShiftReport can be told; zero fields are left out.
type ShiftReportParams struct {
	// When the first order came in; a day before to when left out
	From time.Time
	// Orders that came in later are left out; now when left out. At most 31 days after from
	To time.Time
	// One or more restaurants, repeated or separated by commas; all of yours when left out
	Restaurant []string
	// One of json, csv.
	Format string
	// Of the CSV: Excel wants a semicolon where the comma is the decimal sign, as in Russian. One of comma, semicolon.
	Separator string
}

func (p *ShiftReportParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(query, "from", p.From)
	add(query, "to", p.To)
	add(query, "restaurant", p.Restaurant)
	add(query, "format", p.Format)
	add(query, "separator", p.Separator)
	return query, header
}

// ShiftReport is GET /v1/reports/shift: What became of the orders of a shift.
func (c *Client) ShiftReport(ctx context.Context, params *ShiftReportParams) (*ShiftReport, Response, error) {
	query, header := params.encode()
	var answer ShiftReport
	response, err := c.do(ctx, "GET", "/v1/reports/shift", query, header, nil, &answer)
	return &answer, response, err
}

// ListRestaurants is GET /v1/restaurants: List your restaurants.
func (c *Client) ListRestaurants(ctx context.Context) (*RestaurantList, Response, error) {
	var answer RestaurantList
	response, err := c.do(ctx, "GET", "/v1/restaurants", nil, nil, nil, &answer)
	return &answer, response, err
}

// AddRestaurant is POST /v1/restaurants: Add a restaurant.
func (c *Client) AddRestaurant(ctx context.Context, body RestaurantSettings) (*RestaurantSettings, Response, error) {
	var answer RestaurantSettings
	response, err := c.do(ctx, "POST", "/v1/restaurants", nil, nil, body, &answer)
	return &answer, response, err
}

// ExamineSettings is POST /v1/restaurants/examine: Test a connection before it is kept.
func (c *Client) ExamineSettings(ctx context.Context, body RestaurantSettings) (*Findings, Response, error) {
	var answer Findings
	response, err := c.do(ctx, "POST", "/v1/restaurants/examine", nil, nil, body, &answer)
	return &answer, response, err
}

// ReadRestaurant is GET /v1/restaurants/{id}: Read a restaurant and whether it is ready.
func (c *Client) ReadRestaurant(ctx context.Context, id string) (*RestaurantView, Response, error) {
	var answer RestaurantView
	response, err := c.do(ctx, "GET", "/v1/restaurants/"+url.PathEscape(id), nil, nil, nil, &answer)
	return &answer, response, err
}

// RemoveRestaurantParams are what RemoveRestaurant can be told; zero fields are left out.
type RemoveRestaurantParams struct {
	// The revision the change is about, like "7"; refused with stale_revision when they have changed since
	IfMatch string
	// Also with orders that are not over
	Force bool
}

func (p *RemoveRestaurantParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	add(query, "force", p.Force)
	return query, header
}

// RemoveRestaurant is DELETE /v1/restaurants/{id}: Remove a restaurant.
func (c *Client) RemoveRestaurant(ctx context.Context, id string, params *RemoveRestaurantParams) (Response, error) {
	query, header := params.encode()
	return c.do(ctx, "DELETE", "/v1/restaurants/"+url.PathEscape(id), query, header, nil, nil)
}

// PutAvailability is PUT /v1/restaurants/{id}/availability: Open, slow down or pause a restaurant; take dishes and modifiers off or put them back.
func (c *Client) PutAvailability(ctx context.Context, id string, body AvailabilityBody) (*RestaurantView, Response, error) {
	var answer RestaurantView
	response, err := c.do(ctx, "PUT", "/v1/restaurants/"+url.PathEscape(id)+"/availability", nil, nil, body, &answer)
	return &answer, response, err
}

// ExamineRestaurant is POST /v1/restaurants/{id}/examine: Test a restaurant's connection.
func (c *Client) ExamineRestaurant(ctx context.Context, id string) (*Findings, Response, error) {
	var answer Findings
	response, err := c.do(ctx, "POST", "/v1/restaurants/"+url.PathEscape(id)+"/examine", nil, nil, nil, &answer)
	return &answer, response, err
}

// ReadMenuParams are what ReadMenu can be told; zero fields are left out.
type ReadMenuParams struct {
	// The ETag of the menu you have; 304 when nothing has changed
	IfNoneMatch string
}

func (p *ReadMenuParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-None-Match", p.IfNoneMatch)
	return query, header
}

// ReadMenu is GET /v1/restaurants/{id}/menu: Read what a restaurant sells.
func (c *Client) ReadMenu(ctx context.Context, id string, params *ReadMenuParams) (*MenuView, Response, error) {
	query, header := params.encode()
	var answer MenuView
	response, err := c.do(ctx, "GET", "/v1/restaurants/"+url.PathEscape(id)+"/menu", query, header, nil, &answer)
	return &answer, response, err
}

// RefreshMenu is POST /v1/restaurants/{id}/menu/refresh: Read the menu from the station now.
func (c *Client) RefreshMenu(ctx context.Context, id string, body NoBody) (*MenuView, Response, error) {
	var answer MenuView
	response, err := c.do(ctx, "POST", "/v1/restaurants/"+url.PathEscape(id)+"/menu/refresh", nil, nil, body, &answer)
	return &answer, response, err
}

// ReadSettings is GET /v1/restaurants/{id}/settings: Read a restaurant's settings.
func (c *Client) ReadSettings(ctx context.Context, id string) (*RestaurantSettings, Response, error) {
	var answer RestaurantSettings
	response, err := c.do(ctx, "GET", "/v1/restaurants/"+url.PathEscape(id)+"/settings", nil, nil, nil, &answer)
	return &answer, response, err
}

// WriteSettingsParams are what WriteSettings can be told; zero fields are left out.
type WriteSettingsParams struct {
	// The revision the change is about, like "7"; refused with stale_revision when they have changed since
	IfMatch string
}

func (p *WriteSettingsParams) encode() (url.Values, http.Header) {
	query, header := url.Values{}, http.Header{}
	if p == nil {
		return query, header
	}
	add(url.Values(header), "If-Match", p.IfMatch)
	return query, header
}

// WriteSettings is PUT /v1/restaurants/{id}/settings: Replace a restaurant's settings.
func (c *Client) WriteSettings(ctx context.Context, id string, body RestaurantSettings, params *WriteSettingsParams) (*RestaurantSettings, Response, error) {
	query, header := params.encode()
	var answer RestaurantSettings
	response, err := c.do(ctx, "PUT", "/v1/restaurants/"+url.PathEscape(id)+"/settings", query, header, body, &answer)
	return &answer, response, err
}

// TestAlarm is POST /v1/restaurants/{id}/test-alarm: Call a restaurant's people to try it.
func (c *Client) TestAlarm(ctx context.Context, id string) (*AlarmTrial, Response, error) {
	var answer AlarmTrial
	response, err := c.do(ctx, "POST", "/v1/restaurants/"+url.PathEscape(id)+"/test-alarm", nil, nil, nil, &answer)
	return &answer, response, err
}

// WhoAmI is GET /v1/session: Who am I.
func (c *Client) WhoAmI(ctx context.Context) (*SessionView, Response, error) {
	var answer SessionView
	response, err := c.do(ctx, "GET", "/v1/session", nil, nil, nil, &answer)
	return &answer, response, err
}

// SignIn is POST /v1/session: Sign in.
func (c *Client) SignIn(ctx context.Context, body SignInBody) (*SessionView, Response, error) {
	var answer SessionView
	response, err := c.do(ctx, "POST", "/v1/session", nil, nil, body, &answer)
	return &answer, response, err
}

// SignOut is DELETE /v1/session: Sign out.
func (c *Client) SignOut(ctx context.Context) (Response, error) {
	return c.do(ctx, "DELETE", "/v1/session", nil, nil, nil, nil)
}

// NeedsSetup is GET /v1/setup: Does it need to be set up.
func (c *Client) NeedsSetup(ctx context.Context) (*SetupView, Response, error) {
	var answer SetupView
	response, err := c.do(ctx, "GET", "/v1/setup", nil, nil, nil, &answer)
	return &answer, response, err
}

// SetUp is POST /v1/setup: Make the first manager.
func (c *Client) SetUp(ctx context.Context, body SetupBody) (*SessionView, Response, error) {
	var answer SessionView
	response, err := c.do(ctx, "POST", "/v1/setup", nil, nil, body, &answer)
	return &answer, response, err
}

// ListSources is GET /v1/sources: List order sources.
func (c *Client) ListSources(ctx context.Context) (*SourceList, Response, error) {
	var answer SourceList
	response, err := c.do(ctx, "GET", "/v1/sources", nil, nil, nil, &answer)
	return &answer, response, err
}

// AddSource is POST /v1/sources: Add an order source.
func (c *Client) AddSource(ctx context.Context, body NewSource) (*Source, Response, error) {
	var answer Source
	response, err := c.do(ctx, "POST", "/v1/sources", nil, nil, body, &answer)
	return &answer, response, err
}

// ReadSelf is GET /v1/sources/me: What is this key good for.
func (c *Client) ReadSelf(ctx context.Context) (*SourceSelf, Response, error) {
	var answer SourceSelf
	response, err := c.do(ctx, "GET", "/v1/sources/me", nil, nil, nil, &answer)
	return &answer, response, err
}

// RotateOwnSecret is POST /v1/sources/me/signing-secret: Get a new signing secret.
func (c *Client) RotateOwnSecret(ctx context.Context, body RotateBody) (*SigningSecret, Response, error) {
	var answer SigningSecret
	response, err := c.do(ctx, "POST", "/v1/sources/me/signing-secret", nil, nil, body, &answer)
	return &answer, response, err
}

// TestCallback is POST /v1/sources/me/test-callback: Send yourself a test event.
func (c *Client) TestCallback(ctx context.Context, body TestCallbackBody) (*CallbackTrial, Response, error) {
	var answer CallbackTrial
	response, err := c.do(ctx, "POST", "/v1/sources/me/test-callback", nil, nil, body, &answer)
	return &answer, response, err
}

// ChangeSource is PATCH /v1/sources/{id}: Change an order source.
func (c *Client) ChangeSource(ctx context.Context, id string, body SourceChange) (*Source, Response, error) {
	var answer Source
	response, err := c.do(ctx, "PATCH", "/v1/sources/"+url.PathEscape(id), nil, nil, body, &answer)
	return &answer, response, err
}

// ReadAliases is GET /v1/sources/{id}/aliases: Read a source's own codes.
func (c *Client) ReadAliases(ctx context.Context, id string) (*PLUAliases, Response, error) {
	var answer PLUAliases
	response, err := c.do(ctx, "GET", "/v1/sources/"+url.PathEscape(id)+"/aliases", nil, nil, nil, &answer)
	return &answer, response, err
}

// PutAliases is PUT /v1/sources/{id}/aliases: Replace a source's own codes.
func (c *Client) PutAliases(ctx context.Context, id string, body PLUAliases) (*PLUAliases, Response, error) {
	var answer PLUAliases
	response, err := c.do(ctx, "PUT", "/v1/sources/"+url.PathEscape(id)+"/aliases", nil, nil, body, &answer)
	return &answer, response, err
}

// ListSourceKeys is GET /v1/sources/{id}/keys: List a source's keys.
func (c *Client) ListSourceKeys(ctx context.Context, id string) (*KeyList, Response, error) {
	var answer KeyList
	response, err := c.do(ctx, "GET", "/v1/sources/"+url.PathEscape(id)+"/keys", nil, nil, nil, &answer)
	return &answer, response, err
}

// MakeSourceKey is POST /v1/sources/{id}/keys: Make a key for a source.
func (c *Client) MakeSourceKey(ctx context.Context, id string, body NewKey) (*MadeKey, Response, error) {
	var answer MadeKey
	response, err := c.do(ctx, "POST", "/v1/sources/"+url.PathEscape(id)+"/keys", nil, nil, body, &answer)
	return &answer, response, err
}

// RotateSecret is POST /v1/sources/{id}/signing-secret: Give a source a new signing secret.
func (c *Client) RotateSecret(ctx context.Context, id string, body RotateBody) (*SigningSecret, Response, error) {
	var answer SigningSecret
	response, err := c.do(ctx, "POST", "/v1/sources/"+url.PathEscape(id)+"/signing-secret", nil, nil, body, &answer)
	return &answer, response, err
}

// TestSourceCallback is POST /v1/sources/{id}/test-callback: Send a source's test event.
func (c *Client) TestSourceCallback(ctx context.Context, id string, body TestCallbackBody) (*CallbackTrial, Response, error) {
	var answer CallbackTrial
	response, err := c.do(ctx, "POST", "/v1/sources/"+url.PathEscape(id)+"/test-callback", nil, nil, body, &answer)
	return &answer, response, err
}

// ListUsers is GET /v1/users: List people.
func (c *Client) ListUsers(ctx context.Context) (*UserList, Response, error) {
	var answer UserList
	response, err := c.do(ctx, "GET", "/v1/users", nil, nil, nil, &answer)
	return &answer, response, err
}

// AddUser is POST /v1/users: Add a person.
func (c *Client) AddUser(ctx context.Context, body NewUser) (*UserView, Response, error) {
	var answer UserView
	response, err := c.do(ctx, "POST", "/v1/users", nil, nil, body, &answer)
	return &answer, response, err
}

// ChangeUser is PATCH /v1/users/{id}: Change a person.
func (c *Client) ChangeUser(ctx context.Context, id string, body UserChange) (*UserView, Response, error) {
	var answer UserView
	response, err := c.do(ctx, "PATCH", "/v1/users/"+url.PathEscape(id), nil, nil, body, &answer)
	return &answer, response, err
}

// ListUserKeys is GET /v1/users/{id}/keys: List a person's keys.
func (c *Client) ListUserKeys(ctx context.Context, id string) (*KeyList, Response, error) {
	var answer KeyList
	response, err := c.do(ctx, "GET", "/v1/users/"+url.PathEscape(id)+"/keys", nil, nil, nil, &answer)
	return &answer, response, err
}

// MakeUserKey is POST /v1/users/{id}/keys: Make a key for a person.
func (c *Client) MakeUserKey(ctx context.Context, id string, body NewKey) (*MadeKey, Response, error) {
	var answer MadeKey
	response, err := c.do(ctx, "POST", "/v1/users/"+url.PathEscape(id)+"/keys", nil, nil, body, &answer)
	return &answer, response, err
}

// SetPassword is POST /v1/users/{id}/password: Set a password.
func (c *Client) SetPassword(ctx context.Context, id string, body PasswordBody) (Response, error) {
	return c.do(ctx, "POST", "/v1/users/"+url.PathEscape(id)+"/password", nil, nil, body, nil)
}

// SignOutEverywhere is DELETE /v1/users/{id}/sessions: Sign a person out everywhere.
func (c *Client) SignOutEverywhere(ctx context.Context, id string) (Response, error) {
	return c.do(ctx, "DELETE", "/v1/users/"+url.PathEscape(id)+"/sessions", nil, nil, nil, nil)
}
