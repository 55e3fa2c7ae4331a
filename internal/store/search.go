package store

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	maxSearchText = 1800 // PostgreSQL indexes at most 2700 bytes of a row
	maxWords      = 6
	maxQuestion   = 200
	minDigits     = 3 // fewer say nothing about a phone
)

// searchText is what people may look for in an order: its numbers, the guest's
// name and the digits of the phone, as written and as dialled.
func searchText(submission order.Submission) string {
	phone := submission.Guest.Phone
	parts := []string{submission.DisplayID, submission.ExternalID, submission.Guest.Name, phone.Digits()}
	if number, ok := phone.E164(); ok {
		parts = append(parts, order.Phone(number).Digits())
	}
	return cut(folded(strings.Join(parts, "\n")), maxSearchText)
}

// addSearch adds what an order must hold: every word of the text, or the digits
// of the phone number that the text is.
func (d dialect) addSearch(c *conditions, text string) {
	words := strings.Fields(folded(cut(text, maxQuestion)))
	if len(words) == 0 {
		return
	}
	words = words[:min(len(words), maxWords)]
	either := d.holding(words...)
	for _, digits := range dialled(text) {
		if len(words) > 1 || !strings.Contains(digits, words[0]) { // else the word finds as much
			either = either.or(d.holding(digits))
		}
	}
	c.add("("+either.String()+")", either.args...)
}

// holding are the conditions that an order holds all of some texts.
func (d dialect) holding(texts ...string) *conditions {
	all := &conditions{}
	for _, text := range texts {
		all.add(fmt.Sprintf(d.contains, "search"), text)
	}
	return piecesOf(texts...).before(all)
}

// dialled is a text as the digits of a phone number, if it looks like one.
func dialled(text string) []string {
	phone := order.Phone(strings.TrimSpace(text))
	if strings.Trim(string(phone), "0123456789+-() ") != "" || len(phone.Digits()) < minDigits {
		return nil
	}
	forms := []string{phone.Digits()}
	if number, ok := phone.E164(); ok {
		forms = append(forms, order.Phone(number).Digits())
	}
	return forms
}

// folded makes texts equal that people take for the same, in any alphabet. The
// two dots of ё are optional in Russian.
func folded(text string) string {
	text = strings.ToLower(norm.NFC.String(strings.ToValidUTF8(text, "")))
	return strings.NewReplacer("ё", "е", "\x00", "").Replace(text)
}

// cut shortens a text to a number of bytes, between two letters.
func cut(text string, size int) string {
	if len(text) <= size {
		return text
	}
	return strings.ToValidUTF8(text[:size], "")
}
