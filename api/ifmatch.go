package api

import (
	"strconv"
	"strings"

	"github.com/orderhatch/orderhatch/internal/order"
)

// parseIfMatch reads the revision of an If-Match header: "7", W/"7" or 7. Zero
// means that the caller does not care, as do no header and "*".
func parseIfMatch(header string) (int64, error) {
	text := strings.TrimSpace(header)
	if text == "" || text == "*" {
		return 0, nil
	}
	text = strings.TrimPrefix(text, "W/")
	if unquoted, err := strconv.Unquote(text); err == nil {
		text = unquoted
	}
	// Short and unsigned: a stale revision is named in the refusal, and nothing
	// else a caller may have put here by mistake should be.
	revision, err := strconv.ParseUint(text, 10, 31)
	if err != nil || revision == 0 {
		return 0, &order.Error{Code: order.CodeInvalid, Detail: "1 fault; see errors.", Faults: []order.Fault{
			{Field: "If-Match", Code: codeMalformed, Message: "must be the revision of an order view, like \"7\""},
		}}
	}
	return int64(revision), nil
}
