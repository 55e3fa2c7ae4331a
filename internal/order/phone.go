package order

import (
	"log/slog"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// defaultRegion reads numbers that come without a country code.
const defaultRegion = "RU"

const maxPhoneLength = 32

// Phone is a guest's number as the source wrote it. It never reaches a log.
type Phone string

// normalise trims what is certainly not part of a number.
func (p *Phone) normalise() { *p = Phone(strings.TrimSpace(string(*p))) }

// E164 is the number in international form, and whether it could be read.
// A number that cannot be read is kept as it is: a person may still dial it.
func (p Phone) E164() (string, bool) {
	if len(p) > maxPhoneLength {
		return "", false
	}
	number, err := phonenumbers.Parse(string(p), defaultRegion)
	if err != nil || !phonenumbers.IsPossibleNumber(number) {
		return "", false
	}
	return phonenumbers.Format(number, phonenumbers.E164), true
}

// Digits are the digits of the number, for searching.
func (p Phone) Digits() string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, string(p))
}

// LogValue keeps the number out of logs.
func (p Phone) LogValue() slog.Value { return slog.StringValue("[phone]") }

// LogValue keeps the guest out of logs.
func (g Guest) LogValue() slog.Value { return slog.StringValue("[guest]") }

// LogValue keeps the address out of logs.
func (a Address) LogValue() slog.Value { return slog.StringValue("[address]") }
