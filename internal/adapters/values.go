package adapters

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Decimal is a number that systems write as 12.5, "12.50" or "12.50 EUR".
type Decimal string

// UnmarshalJSON implements json.Unmarshaler.
func (d *Decimal) UnmarshalJSON(raw []byte) error {
	switch {
	case bytes.Equal(raw, []byte("null")), bytes.Equal(raw, []byte("false")):
		return nil
	case raw[0] == '"':
		var text string
		err := json.Unmarshal(raw, &text)
		*d = Decimal(strings.TrimSpace(text))
		return err
	}
	var number json.Number
	err := json.Unmarshal(raw, &number)
	*d = Decimal(number)
	return err
}

// Currency is the code behind an amount like "12.50 EUR", empty when there is none.
func (d Decimal) Currency() string {
	_, currency, _ := strings.Cut(string(d), " ")
	return strings.TrimSpace(currency)
}

// Money is the amount in minor units, rounded to a whole one; ok is false when
// it is no amount.
func (d Decimal) Money() (amount order.Money, ok bool) {
	thousandths, negative, ok := d.thousandths()
	if !ok {
		return 0, false
	}
	amount = order.Money((thousandths + 5) / 10)
	if negative {
		amount = -amount
	}
	return amount, true
}

// Quantity is the number in thousandths; ok is false when it is none.
func (d Decimal) Quantity() (quantity order.Quantity, ok bool) {
	thousandths, negative, ok := d.thousandths()
	if negative {
		thousandths = -thousandths
	}
	return order.Quantity(thousandths), ok
}

// thousandths reads digits and at most one point; what is beyond three places is
// rounded.
func (d Decimal) thousandths() (value int64, negative, ok bool) {
	text, _, _ := strings.Cut(string(d), " ")
	text, negative = strings.CutPrefix(text, "-")
	whole, fraction, _ := strings.Cut(text, ".")
	if whole == "" || len(whole) > 12 || len(fraction) > 30 || strings.Trim(whole+fraction, "0123456789") != "" {
		return 0, false, false
	}
	padded := fraction + "0000"
	for _, digit := range whole + padded[:3] {
		value = value*10 + int64(digit-'0')
	}
	if padded[3] >= '5' {
		value++
	}
	return value, negative, true
}

// Price is an amount for an item, nil when the system gave none.
func (d Decimal) Price() *order.Money {
	if amount, ok := d.Money(); ok {
		return &amount
	}
	return nil
}

// Join puts the parts that are not empty together.
func Join(separator string, parts ...string) string {
	var there []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			there = append(there, part)
		}
	}
	return strings.Join(there, separator)
}

// Cut is a text of at most so many characters.
func Cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}

// MarshalJSON writes the number as a number, null when it is none.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if _, _, ok := d.thousandths(); !ok {
		return []byte("null"), nil
	}
	number, _, _ := strings.Cut(string(d), " ")
	return json.Marshal(json.Number(strings.TrimSuffix(number, ".")))
}
