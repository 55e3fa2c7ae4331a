package order

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The bounds of a submission, also stated in the API's schema.
const (
	MaxItems       = 200
	MaxModifiers   = 50
	maxExternalID  = 128
	maxPLU         = 64
	maxUnitPrice   = Money(100_000_000)
	maxModifierQty = 100
)

// Validate lists every fault that makes a submission impossible to work with.
// What is merely odd is left to the checks: the operator phones the guest.
func (s Submission) Validate(now time.Time) []Fault {
	faults := faultList{}
	faults.identifier("external_id", s.ExternalID, maxExternalID)
	if s.ServiceType != Delivery && s.ServiceType != Pickup {
		faults.add("service_type", "unknown_value", "delivery or pickup")
	}
	faults = append(faults, s.Timing.validate(now)...)
	faults = append(faults, s.Guest.validate()...)
	if s.ServiceType == Delivery && (s.Address == nil || s.Address.empty()) {
		faults.add("address", "required", "a delivery needs an address: a text, or at least a street")
	}
	if s.Currency != "" && !isCurrency(s.Currency) {
		faults.add("currency", "malformed", "three capital letters, like RUB")
	}
	return append(faults, ValidateItems(s.Items)...)
}

func isCurrency(code string) bool {
	return len(code) == 3 && strings.IndexFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

func (t Timing) validate(now time.Time) (faults faultList) {
	switch t.Mode {
	case "", ASAP:
	case AtSetTime:
		switch {
		case t.ExpectedAt == nil:
			faults.add("timing.expected_at", "required", "a scheduled order needs the time it is expected at")
		case t.ExpectedAt.After(now.Add(maxLeadTime)):
			faults.add("timing.expected_at", "too_late", "at most 31 days ahead")
		}
	default:
		faults.add("timing.mode", "unknown_value", "asap or scheduled")
	}
	return faults
}

func (g Guest) validate() (faults faultList) {
	switch {
	case strings.TrimSpace(string(g.Phone)) == "":
		faults.add("guest.phone", "required", "the operator has to phone the guest")
	case len(g.Phone) > maxPhoneLength || len(g.Phone.Digits()) < 3:
		faults.add("guest.phone", "malformed", "not a phone number")
	}
	if g.Persons < 0 {
		faults.add("guest.persons", "too_small", "not below 0")
	}
	return faults
}

func (a Address) empty() bool {
	return strings.TrimSpace(a.Text) == "" && strings.TrimSpace(a.Street) == ""
}

// ValidateItems lists every fault of the dishes of an order.
func ValidateItems(items []Item) []Fault {
	faults := faultList{}
	if len(items) == 0 {
		faults.add("items", "required", "an order needs at least one item")
	}
	if len(items) > MaxItems {
		faults.add("items", "too_many", fmt.Sprintf("at most %d items", MaxItems))
		return faults
	}
	seen := map[string]bool{}
	for i, item := range items {
		path := fmt.Sprintf("items[%d]", i)
		if item.LineID != "" && seen[item.LineID] {
			faults.add(path+".line_id", "duplicate", "another item has the same line_id")
		}
		seen[item.LineID] = true
		item.validate(path, &faults)
	}
	return faults
}

func (item Item) validate(path string, faults *faultList) {
	faults.identifier(path+".plu", item.PLU, maxPLU)
	faults.quantity(path+".quantity", item.Quantity)
	faults.price(path+".unit_price", item.UnitPrice)
	if len(item.Modifiers) > MaxModifiers {
		faults.add(path+".modifiers", "too_many", fmt.Sprintf("at most %d modifiers", MaxModifiers))
		return
	}
	for j, modifier := range item.Modifiers {
		path := fmt.Sprintf("%s.modifiers[%d]", path, j)
		faults.identifier(path+".plu", modifier.PLU, maxPLU)
		faults.price(path+".unit_price", modifier.UnitPrice)
		if pieces, whole := modifier.Quantity.Whole(); !whole || pieces < 0 || pieces > maxModifierQty {
			faults.add(path+".quantity", "malformed", "a whole number of pieces from 1 to 100")
		}
	}
}

// faultList collects faults; it never keeps the values that caused them.
type faultList []Fault

func (f *faultList) add(field, code, message string) {
	*f = append(*f, Fault{Field: field, Code: code, Message: message})
}

func (f *faultList) identifier(field, value string, limit int) {
	switch {
	case strings.TrimSpace(value) == "":
		f.add(field, "required", "must not be empty")
	case utf8.RuneCountInString(value) > limit:
		f.add(field, "too_long", fmt.Sprintf("at most %d characters", limit))
	case strings.IndexFunc(value, unicode.IsControl) >= 0 || !utf8.ValidString(value):
		f.add(field, "malformed", "must not hold control characters")
	}
}

func (f *faultList) quantity(field string, quantity Quantity) {
	switch {
	case quantity <= 0:
		f.add(field, "too_small", "must be above 0")
	case quantity > MaxQuantity:
		f.add(field, "too_large", "at most 1000")
	}
}

func (f *faultList) price(field string, price *Money) {
	if price != nil && (*price < 0 || *price > maxUnitPrice) {
		f.add(field, "out_of_range", "from 0 to 100000000 minor units")
	}
}

// invalid is an Error over the faults, nil when there are none.
func invalid(faults []Fault) *Error {
	if len(faults) == 0 {
		return nil
	}
	return &Error{Code: CodeInvalid, Detail: fmt.Sprintf("%d faults; see errors.", len(faults)), Faults: faults}
}
