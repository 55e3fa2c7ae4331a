package order

import (
	"errors"
	"fmt"
)

// Code names a kind of fault. It is read four ways: as an HTTP status, as a
// Temporal error type, as "may the caller try again", and as a metric label.
type Code string

// The codes of the error table.
const (
	CodeUnreadable          Code = "unreadable"
	CodeUnauthorized        Code = "unauthorized"
	CodeForbidden           Code = "forbidden"
	CodeRestaurantNotReady  Code = "restaurant_not_ready"
	CodeRestaurantPaused    Code = "restaurant_paused"
	CodeNotFound            Code = "not_found"
	CodeMethodNotAllowed    Code = "method_not_allowed"
	CodeDuplicateExternalID Code = "duplicate_external_id"
	CodeStaleRevision       Code = "stale_revision"
	CodeAlreadyDecided      Code = "already_decided"
	CodeAlreadyTaken        Code = "already_taken"
	CodeNotAllowedInStatus  Code = "not_allowed_in_status"
	CodeAlreadyExists       Code = "already_exists"
	CodeLastManager         Code = "last_manager"
	CodeConflict            Code = "conflict"
	CodeTooLarge            Code = "too_large"
	CodeInvalid             Code = "invalid"
	CodeTooManyRequests     Code = "too_many_requests"
	CodeInternal            Code = "internal"
	CodeUnavailable         Code = "unavailable"
	CodeUnconfirmed         Code = "unconfirmed"

	CodeStationUnreachable  Code = "station_unreachable"
	CodeStationUnattended   Code = "station_unattended"
	CodeStationBusy         Code = "station_busy"
	CodeStationCredentials  Code = "station_credentials"
	CodeStationCertificate  Code = "station_certificate"
	CodeStationLicence      Code = "station_licence"
	CodeStationVersion      Code = "station_version"
	CodeStationSettings     Code = "station_settings"
	CodeStationRefused      Code = "station_refused"
	CodeStationOrderClosed  Code = "station_order_closed"
	CodeStationOutcome      Code = "station_outcome_unknown"
	CodeStationContents     Code = "station_contents_differ"
	CodeDishUnknown         Code = "dish_unknown"
	CodeRestaurantUnknown   Code = "restaurant_unknown"
	CodeVoidRefused         Code = "void_refused"
	CodeStationOrderMissing Code = "station_order_missing"
	CodeStationUnproven     Code = "station_contents_unproven"
)

// Kind is one row of the error table. The code itself is the Temporal error
// type and the metric label.
type Kind struct {
	Status    int    // HTTP status
	Retryable bool   // the same call may succeed later, unchanged
	Title     string // one line for people
	Owner     Owner  // who can fix it, for faults of the station
	Remedy    string // what to do, for faults of the station
}

// Kinds is the error table.
var Kinds = map[Code]Kind{
	CodeUnreadable:          {400, false, "The request could not be read", "", ""},
	CodeUnauthorized:        {401, false, "No valid key or session", "", ""},
	CodeForbidden:           {403, false, "This key or session may not do that", "", ""},
	CodeRestaurantNotReady:  {403, true, "The restaurant cannot take internet orders now", "", ""},
	CodeRestaurantPaused:    {403, true, "The restaurant takes no orders for a while", "", ""},
	CodeNotFound:            {404, false, "There is no such thing", "", ""},
	CodeMethodNotAllowed:    {405, false, "This address does not take that method", "", ""},
	CodeDuplicateExternalID: {409, false, "This external_id was used for another order", "", ""},
	CodeStaleRevision:       {409, false, "It has changed since you read it", "", ""},
	CodeAlreadyDecided:      {409, false, "The order was decided already", "", ""},
	CodeAlreadyTaken:        {409, false, "Another operator is on this order", "", ""},
	CodeNotAllowedInStatus:  {409, false, "The order's status does not allow that", "", ""},
	CodeAlreadyExists:       {409, false, "There is one with this id already", "", ""},
	CodeLastManager:         {409, false, "Nobody would be left to manage this installation", "", ""},
	CodeConflict:            {409, false, "It is not in a state that allows this", "", ""},
	CodeTooLarge:            {413, false, "The request is too large", "", ""},
	CodeInvalid:             {422, false, "The request has faults", "", ""},
	CodeTooManyRequests:     {429, true, "Too many requests", "", ""},
	CodeInternal:            {500, true, "Something went wrong here", "", ""},
	CodeUnavailable:         {503, true, "The service cannot store orders now", "", ""},
	CodeUnconfirmed:         {503, true, "The decision was sent but nothing has confirmed it", "", ""},

	CodeStationUnreachable:  {503, true, "The cash station does not answer", OwnerStation, "Check that the cash server is on and its HTTP port is reachable; the order is sent by itself as soon as it answers."},
	CodeStationUnattended:   {503, true, "Nobody has taken up the work for this station yet", OwnerSettings, "Check that a worker runs and that the restaurant is set up; a long queue for a slow station looks the same. The order is sent by itself."},
	CodeStationBusy:         {503, true, "The cash station is busy with this order or with its shift", OwnerStation, "Close the order on the till, or close and open the common shift; the order is sent by itself afterwards."},
	CodeStationCredentials:  {502, false, "The cash station refused our user or password", OwnerSettings, "Correct the restaurant's RK7 user and password and check the HTTP right of its role, then press «повторить»."},
	CodeStationCertificate:  {502, false, "The cash station's certificate is not trusted", OwnerSettings, "If the station was set up anew, put the new fingerprint into the restaurant's settings (orderhatch doctor shows it), then press «повторить»."},
	CodeStationLicence:      {502, false, "The licence for writing orders was refused", OwnerSettings, "Check the licence «Интернет заказы» of this restaurant, then press «повторить»."},
	CodeStationVersion:      {502, false, "This r_keeper is too old", OwnerSettings, "Update r_keeper to 7.6.4 or newer, then press «повторить»."},
	CodeStationSettings:     {502, false, "The cash station does not know a table, station, employee or reason of our settings", OwnerSettings, "Correct the codes in the restaurant's settings, then press «повторить»."},
	CodeStationRefused:      {502, false, "The cash station refused", OwnerStation, "Read the station's own words, remove the cause and press «повторить», or enter the order on the till and press «сделано вручную»."},
	CodeStationOrderClosed:  {502, false, "The order is closed or deleted on the station", OwnerStation, "Look at the order on the till; if it was served, press «сделано вручную», else cancel it."},
	CodeStationOutcome:      {502, false, "It cannot be known whether the station did it", OwnerStation, "Look at the order on the till. If its dishes are there, press «сделано вручную»; if not, press «повторить»."},
	CodeStationContents:     {502, false, "The station has other dishes than were agreed", OwnerStation, "Compare the two lists, correct the order on the till and press «сделано вручную»."},
	CodeDishUnknown:         {502, false, "The station does not know a dish of this order", OwnerMenu, "Replace the dish in the order, or correct its code in the menu, then press «повторить»."},
	CodeRestaurantUnknown:   {502, false, "The restaurant is not set up here any more", OwnerSettings, "Set the restaurant up again, then press «повторить»."},
	CodeVoidRefused:         {502, false, "The station would not delete the order", OwnerStation, "Delete the order on the till and press «сделано вручную», or press «повторить»."},
	CodeStationOrderMissing: {502, false, "The order is not on the station any more", OwnerStation, "Look for the order on the till; press «повторить» to create it again, or «сделано вручную»."},
	CodeStationUnproven:     {502, false, "The order was begun anew after its workflow was lost, and it cannot be proven which dishes the station has", OwnerStation, "Compare the dishes on the till with the order, correct them there and press «сделано вручную»; «повторить» compares them and sends nothing."},
}

// Fault is one thing that is wrong with an input. It never repeats the value.
type Fault struct {
	Field   string `json:"field" doc:"Path of the field, like items[0].quantity"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Error is a fault of this product, told to people.
type Error struct {
	Code   Code    `json:"code"`
	Detail string  `json:"detail,omitempty"`
	Faults []Fault `json:"errors,omitempty"`
	// OrderID is the order that stands in the way, for duplicate_external_id.
	OrderID string `json:"order_id,omitempty"`
}

// Errorf makes an Error with a sentence for people. No guest data may go into it.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Detail: fmt.Sprintf(format, args...)}
}

// Error implements error.
func (e *Error) Error() string {
	if e.Detail == "" {
		return string(e.Code) + ": " + Kinds[e.Code].Title
	}
	return string(e.Code) + ": " + e.Detail
}

// CodeOf is the code of err, internal when it has none, empty when err is nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var known *Error
	if errors.As(err, &known) {
		return known.Code
	}
	return CodeInternal
}

// Fault words a code as a StationFault, with the remedy and owner of the table.
func (c Code) Fault(message string) *StationFault {
	kind := Kinds[c]
	if message == "" {
		message = kind.Title
	}
	return &StationFault{Code: c, Message: message, Remedy: kind.Remedy, Owner: kind.Owner}
}
