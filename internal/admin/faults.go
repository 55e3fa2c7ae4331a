package admin

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/orderhatch/orderhatch/internal/order"
)

// The words of faults, as everywhere in the product.
const (
	required     = "required"
	malformed    = "malformed"
	unknownValue = "unknown_value"
	outOfRange   = "out_of_range"
	tooShort     = "too_short"
	tooLong      = "too_long"
	tooMany      = "too_many"
	notAllowed   = "not_allowed"
)

// faults collects what is wrong with an input, one fault for each field.
type faults []order.Fault

func (f *faults) add(field, code, format string, args ...any) {
	for _, known := range *f {
		if known.Field == field {
			return
		}
	}
	*f = append(*f, order.Fault{Field: field, Code: code, Message: fmt.Sprintf(format, args...)})
}

// addIf adds a fault when something is wrong.
func (f *faults) addIf(wrong bool, field, code, format string, args ...any) {
	if wrong {
		f.add(field, code, format, args...)
	}
}

// join adds faults that were found elsewhere.
func (f *faults) join(others []order.Fault) {
	for _, other := range others {
		f.add(other.Field, other.Code, "%s", other.Message)
	}
}

// refusal is the error that lists the faults, nil when there is none.
func (f faults) refusal() error {
	if len(f) == 0 {
		return nil
	}
	detail := "1 fault; see errors."
	if len(f) > 1 {
		detail = fmt.Sprintf("%d faults; see errors.", len(f))
	}
	return &order.Error{Code: order.CodeInvalid, Detail: detail, Faults: f}
}

// text checks a line of text for people.
func (f *faults) text(field, value string, most int) {
	f.addIf(len([]rune(value)) > most, field, tooLong, "must have at most %d characters", most)
	f.addIf(strings.ContainsFunc(value, func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }),
		field, malformed, "must be one line of text")
}

// idOf checks an id that appears in addresses and in names of workflows.
func (f *faults) idOf(field, id string) {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	switch {
	case id == "":
		f.add(field, required, "must be given")
	case len(id) > 64:
		f.add(field, tooLong, "must have at most 64 characters")
	case id == "me" || id == "examine": // addresses of the API have these in the place of an id
		f.add(field, notAllowed, "is a word of the API; choose another")
	case strings.Trim(id, letters+"._-") != "" || !strings.ContainsRune(letters, rune(id[0])):
		f.add(field, malformed, "must be small Latin letters, digits, dots, dashes and underscores, and begin with a letter or digit")
	}
}

// restaurantsOf checks a list of restaurants that somebody is to be limited to.
// One that was there already may be gone from the settings.
func (f *faults) restaurantsOf(by Actor, wanted, had []string, known map[string]bool) {
	f.addIf(len(wanted) > maxRestaurants, "restaurants", tooMany, "must have at most %d entries", maxRestaurants)
	f.addIf(len(wanted) == 0 && !by.everything(), "restaurants", required, "you serve some restaurants only; say which of them")
	seen := map[string]bool{}
	for _, id := range had {
		seen[id] = true
	}
	for i, id := range wanted {
		f.addIf(!by.serves(id) || !known[id] && !seen[id], fmt.Sprintf("restaurants[%d]", i), unknownValue, "there is no such restaurant among yours")
	}
}
