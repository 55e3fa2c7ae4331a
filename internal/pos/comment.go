package pos

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// remark is a guest's wish about one dish that goes into the comment.
type remark struct{ dish, text string }

// comments are what the staff read with the order. The station keeps the first
// with the order for ever, but not every length of it: what does not fit goes
// into the second, which lives while the order is open.
func (t *task) comments(remarks []remark) (persistent, more string) {
	limit := t.Station.CommentLimit
	if limit <= 0 {
		limit = restaurant.DefaultCommentLimit
	}
	text := clean(strings.Join(t.commentParts(remarks), "; "))
	persistent, rest := cut(text, limit)
	more, _ = cut(rest, 4*limit)
	return persistent, more
}

// commentParts come in the order in which they are missed most.
func (t *task) commentParts(remarks []remark) []string {
	record := t.job.Order
	parts := []string{"№" + record.Number() + " " + commentMark(record.ID)}
	add := func(label, text string) {
		if text = strings.TrimSpace(text); text != "" {
			parts = append(parts, label+text)
		}
	}
	if due := t.due(); due != nil {
		add("к ", due.In(t.Location()).Format("02.01 15:04"))
	}
	phone := string(record.Guest.Phone)
	if e164, ok := record.Guest.Phone.E164(); ok {
		phone = e164
	}
	add("", strings.TrimSpace(phone+" "+record.Guest.Name))
	if t.pickup() {
		add("", "самовывоз")
	} else if record.Address != nil {
		add("", addressLine(*record.Address))
	}
	for _, one := range remarks {
		add(one.dish+": ", one.text)
	}
	add("", record.Note)
	add("оператор: ", record.OperatorNote)
	add("", t.moneyLine())
	if record.IsTest {
		add("", "ПРОВЕРОЧНЫЙ ЗАКАЗ")
	}
	return parts
}

func addressLine(a order.Address) string {
	var parts []string
	add := func(label, text string) {
		if text = strings.TrimSpace(text); text != "" {
			parts = append(parts, label+text)
		}
	}
	if strings.TrimSpace(a.Text) != "" {
		add("", a.Text)
	} else {
		add("", a.City)
		add("", a.Street)
		add("д. ", a.House)
		add("кв. ", a.Apartment)
	}
	add("подъезд ", a.Entrance)
	add("этаж ", a.Floor)
	add("домофон ", a.Intercom)
	add("", a.Note)
	return strings.Join(parts, ", ")
}

// moneyLine is what the courier must know about the money.
func (t *task) moneyLine() string {
	record := t.job.Order
	var parts []string
	for _, charge := range record.Charges {
		name := charge.Name
		if name == "" {
			name = charge.Type
		}
		if charge.Amount > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", name, charge.Amount))
		}
	}
	for _, discount := range record.Discounts {
		if discount.Amount > 0 {
			parts = append(parts, fmt.Sprintf("скидка %s", discount.Amount))
		}
	}
	if paid := paidOnline(record); paid > 0 {
		parts = append(parts, fmt.Sprintf("оплачено %s", paid))
	}
	if record.ChangeFrom != nil && *record.ChangeFrom > 0 {
		parts = append(parts, fmt.Sprintf("сдача с %s", *record.ChangeFrom))
	}
	return strings.Join(parts, ", ")
}

// paidOnline is what the guest has paid already.
func paidOnline(record order.Order) order.Money {
	var sum order.Money
	for _, payment := range record.Payments {
		if payment.State == "paid" && payment.Type != "cash" {
			sum += payment.Amount
		}
	}
	return sum
}

// clean makes one line of a text and drops what XML cannot carry.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, r == 0xFFFE, r == 0xFFFF:
			return -1
		case r < ' ', r == 0x7F:
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}

// cut splits a text at a limit of characters, between words where there is one
// in the last third, never inside a character and its accents.
func cut(text string, limit int) (head, rest string) {
	runes := []rune(text)
	if len(runes) <= limit {
		return text, ""
	}
	at := limit - 1 // room for the mark that something follows
	for i := at; i > at*2/3; i-- {
		if runes[i] == ' ' {
			return string(runes[:i]) + "…", strings.TrimSpace(string(runes[i:]))
		}
	}
	for at > 0 && combining(runes[at]) {
		at--
	}
	return string(runes[:at]) + "…", string(runes[at:])
}

func combining(r rune) bool {
	return r >= 0x300 && r <= 0x36F || r == 0x200D || r >= 0xFE00 && r <= 0xFE0F
}

func wholeNumber(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n != 0
}
