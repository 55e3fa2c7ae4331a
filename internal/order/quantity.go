package order

import (
	"errors"
	"strconv"
	"strings"
)

const thousandths = 1000

// MaxQuantity bounds one line: 1,000 pieces or kilograms.
const MaxQuantity = Quantity(1000 * thousandths)

// Quantity is an amount in thousandths: 1000 is one piece or one kilogram.
// Outside it is a decimal string with up to three places.
type Quantity int64

// ErrQuantity is what an unreadable quantity gives; it never quotes the input.
var ErrQuantity = errors.New("a quantity is a decimal string with up to 3 places, like \"1\" or \"0.350\"")

// Pieces is a whole number as a Quantity.
func Pieces(n int64) Quantity { return Quantity(n * thousandths) }

// ParseQuantity reads a decimal string with up to three places and a point.
func ParseQuantity(text string) (Quantity, error) {
	whole, fraction, hasPoint := strings.Cut(text, ".")
	if whole == "" || len(whole) > 9 || len(fraction) > 3 || (hasPoint && fraction == "") || !digits(whole) || !digits(fraction) {
		return 0, ErrQuantity
	}
	n, err := strconv.ParseInt(whole+(fraction + "000")[:3], 10, 64)
	if err != nil {
		return 0, ErrQuantity
	}
	return Quantity(n), nil
}

func digits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// String is the shortest decimal form.
func (q Quantity) String() string {
	sign := ""
	if q < 0 {
		sign, q = "-", -q
	}
	text := sign + strconv.FormatInt(int64(q/thousandths), 10)
	if rest := q % thousandths; rest != 0 {
		text += "." + strings.TrimRight(strconv.FormatInt(int64(rest+thousandths), 10)[1:], "0")
	}
	return text
}

// Whole is the number of pieces and whether there is no fraction.
func (q Quantity) Whole() (int64, bool) { return int64(q / thousandths), q%thousandths == 0 }

// MarshalText implements encoding.TextMarshaler.
func (q Quantity) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (q *Quantity) UnmarshalText(text []byte) error {
	parsed, err := ParseQuantity(string(text))
	if err != nil {
		return err
	}
	*q = parsed
	return nil
}
