package minidelivery

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/orderhatch/orderhatch/internal/order"
)

const maxBody = 1 << 20

// readBody reads a body whatever type it claims to be of, or none. Text that is
// not UTF-8 is taken for Windows-1251, in which the first version spoke.
func readBody(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	switch {
	case err != nil:
		return nil, order.Errorf(order.CodeUnreadable, "The body broke off.")
	case len(body) > maxBody:
		return nil, order.Errorf(order.CodeTooLarge, "A request may have at most %d bytes.", maxBody)
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if utf8.Valid(body) {
		return body, nil
	}
	decoded, err := charmap.Windows1251.NewDecoder().Bytes(body)
	if err != nil {
		return nil, order.Errorf(order.CodeUnreadable, "The body is neither UTF-8 nor Windows-1251.")
	}
	return decoded, nil
}

// decode reads a JSON object. Names may come in either case.
func decode(body []byte, into any) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return order.Errorf(order.CodeUnreadable, "The body is empty; JSON is expected.")
	}
	var mismatch *json.UnmarshalTypeError
	switch err := json.Unmarshal(body, into); {
	case err == nil:
		return nil
	case errors.As(err, &mismatch) && mismatch.Field == "":
		return order.Errorf(order.CodeUnreadable, "The body must be a JSON object as the interface describes it.")
	case errors.As(err, &mismatch):
		return order.Errorf(order.CodeInvalid, "%s cannot be read: it holds something else than is expected there.", mismatch.Field)
	default:
		return order.Errorf(order.CodeUnreadable, "The body is not JSON.")
	}
}

// text is a value that some sources send as a text and some as a number.
type text string

// UnmarshalJSON implements json.Unmarshaler.
func (t *text) UnmarshalJSON(raw []byte) error {
	switch {
	case bytes.Equal(raw, []byte("null")):
		return nil
	case raw[0] == '"':
		var plain string
		err := json.Unmarshal(raw, &plain)
		*t = text(strings.ReplaceAll(strings.TrimSpace(plain), "\x00", ""))
		return err
	case raw[0] == '{' || raw[0] == '[':
		return &json.UnmarshalTypeError{Value: "object"}
	}
	*t = text(raw)
	return nil
}

func (t text) empty() bool { return t == "" || t == "false" }
