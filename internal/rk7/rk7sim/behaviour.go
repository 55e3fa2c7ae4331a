package rk7sim

import (
	"errors"
	"slices"
)

// Behaviour decides what the public documentation leaves open. The zero value
// is the default everywhere, so a test names only what it turns round.
type Behaviour struct {
	// DuplicateOrder: a second CreateOrder with a GUID in use is refused
	// ("reject", default), answers with the existing order ("same"), or makes
	// another order under a new GUID ("new").
	DuplicateOrder string `json:"duplicate_order,omitempty"`
	// MissingOrder: GetOrder of an order nobody knows is a refusal ("error",
	// default), a bad parameter ("bad_parameters"), or Ok without an order ("empty").
	MissingOrder string `json:"missing_order,omitempty"`
	// PriceOverride: a price sent with a dish is taken ("accept", default),
	// left aside ("ignore") or refused ("refuse").
	PriceOverride string `json:"price_override,omitempty"`
	// ReplaceLineGUIDs gives sessions and lines GUIDs of the station's own.
	ReplaceLineGUIDs bool `json:"replace_line_guids,omitempty"`
	// DropEmptySessions lets a session vanish with its last line.
	DropEmptySessions bool `json:"drop_empty_sessions,omitempty"`
	// KeepExternalIDs stores extSource and extID given to CreateOrder.
	KeepExternalIDs bool `json:"keep_external_ids,omitempty"`
	// BatchRollback undoes the whole batch when one of its commands fails; by
	// default the earlier ones stay. The later ones are never carried out.
	BatchRollback bool `json:"batch_rollback,omitempty"`
	// BatchContinue carries out the later commands of a batch after one has failed.
	BatchContinue bool `json:"batch_continue,omitempty"`
	// FailureConsumesSeq lets a refused licensed command use up its number.
	FailureConsumesSeq bool `json:"failure_consumes_seq,omitempty"`
	// NoReplay answers an identical repetition with 5310 instead of the kept reply.
	NoReplay bool `json:"no_replay,omitempty"`
	// ReplaySeconds is how long a reply is kept for an identical repetition; 0
	// keeps it until the next number.
	ReplaySeconds int64 `json:"replay_seconds,omitempty"`
	// RefuseModifierWithoutScheme refuses modifiers on a dish that has no scheme.
	RefuseModifierWithoutScheme bool `json:"refuse_modifier_without_scheme,omitempty"`
	// IgnoreSchemes accepts any modifiers on any dish.
	IgnoreSchemes bool `json:"ignore_schemes,omitempty"`
	// GuestsRequired refuses CreateOrder without Guests; zero guests are always refused.
	GuestsRequired bool `json:"guests_required,omitempty"`
	// SessionStationOptional accepts a session without a station.
	SessionStationOptional bool `json:"session_station_optional,omitempty"`
	// OpenNameAnywhere keeps openName on modifiers that do not allow it; by
	// default it is dropped in silence.
	OpenNameAnywhere bool `json:"open_name_anywhere,omitempty"`
	// FractionOnlyWeighed refuses fractions of dishes sold by the piece.
	FractionOnlyWeighed bool `json:"fraction_only_weighed,omitempty"`
	// AutoPrint sends a session to the kitchen the moment it is saved, or at
	// its printTime or remindTime when that is to come.
	AutoPrint bool `json:"auto_print,omitempty"`
	// VoidTwiceOK answers Ok to deleting a deleted order.
	VoidTwiceOK bool `json:"void_twice_ok,omitempty"`
	// KeepNonPersistent leaves an order its non-persistent comment when it ends.
	KeepNonPersistent bool `json:"keep_non_persistent,omitempty"`
	// KeepFinished leaves finished orders readable after the shift is closed.
	KeepFinished bool `json:"keep_finished,omitempty"`
	// CheckLicenseBlind makes CheckLicense not see a subscription.
	CheckLicenseBlind bool `json:"check_license_blind,omitempty"`
	// PrepayReasonOptional accepts a prepayment without a reason.
	PrepayReasonOptional bool `json:"prepay_reason_optional,omitempty"`
	// FormLocks locks an order while its edit form is open, so that whoever the
	// form's script calls meets 2219.
	FormLocks bool `json:"form_locks,omitempty"`
	// FormIgnoresHTTPErrors lets the form's script complain only when nobody answers.
	FormIgnoresHTTPErrors bool `json:"form_ignores_http_errors,omitempty"`
	// DeliveryStatus: DeliveryUpdateStatus of an order that CreateOrder made is
	// carried out ("accept", default), refused ("refuse"), or answered Ok and left
	// aside ("ignore").
	DeliveryStatus string `json:"delivery_status,omitempty"`
	// DeliveryReplaces lets DeliveryUpdateStatus clear what its block leaves out.
	DeliveryReplaces bool `json:"delivery_replaces,omitempty"`
	// DeliveryNeedsExtID refuses DeliveryUpdateStatus without extID.
	DeliveryNeedsExtID bool `json:"delivery_needs_ext_id,omitempty"`
	// KitchenKeepsVersion leaves an order its version, and the list its own, when
	// a kitchen display says something of its dishes.
	KitchenKeepsVersion bool `json:"kitchen_keeps_version,omitempty"`
	// KitchenChildren tells the displays' states as KdsState elements, as 7.26 does.
	KitchenChildren bool `json:"kitchen_children,omitempty"`
	// PrintWarning lets PayOrder close the order and complain about the printer.
	PrintWarning bool `json:"print_warning,omitempty"`
	// HideErrorCodes leaves RK7ErrorN out of refusals, as many releases do.
	HideErrorCodes bool `json:"hide_error_codes,omitempty"`
	// EmptyVersion sends an empty ServerVersion.
	EmptyVersion bool `json:"empty_version,omitempty"`
	// WordBooleans writes true and false in order data.
	WordBooleans bool `json:"word_booleans,omitempty"`
	// Windows1251 sends replies in the old encoding.
	Windows1251 bool `json:"windows_1251,omitempty"`
}

func (b Behaviour) check() error {
	for _, choice := range []struct {
		value   string
		allowed []string
	}{
		{b.DuplicateOrder, []string{"", "reject", "same", "new"}},
		{b.MissingOrder, []string{"", "error", "bad_parameters", "empty"}},
		{b.PriceOverride, []string{"", "accept", "ignore", "refuse"}},
		{b.DeliveryStatus, []string{"", "accept", deliveryIgnored, deliveryRefused}},
	} {
		if !slices.Contains(choice.allowed, choice.value) {
			return errors.New("unknown behaviour " + choice.value)
		}
	}
	switch {
	case b.BatchRollback && b.BatchContinue:
		return errors.New("a batch is rolled back or continued, not both")
	case b.ReplaySeconds < 0:
		return errors.New("replay_seconds is not negative")
	}
	return nil
}
