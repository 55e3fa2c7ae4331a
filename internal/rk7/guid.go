package rk7

import (
	"fmt"
	"strings"

	"github.com/google/uuid"
)

// FormatGUID is the form the station uses: upper case, in braces.
func FormatGUID(id uuid.UUID) string { return "{" + strings.ToUpper(id.String()) + "}" }

// ParseGUID reads a GUID with or without braces, in either case.
func ParseGUID(text string) (uuid.UUID, error) {
	bare := strings.TrimSpace(text)
	if strings.HasPrefix(bare, "{") && strings.HasSuffix(bare, "}") {
		bare = bare[1 : len(bare)-1]
	}
	if len(bare) != 36 {
		return uuid.UUID{}, fmt.Errorf("not a GUID (%d characters)", len(bare))
	}
	return uuid.Parse(bare)
}

// SameGUID compares two GUIDs as the station would: braces and case do not
// matter. Malformed ones are compared as text, empty ones are never the same.
func SameGUID(a, b string) bool {
	trim := func(s string) string { return strings.Trim(strings.TrimSpace(s), "{}") }
	return trim(a) != "" && strings.EqualFold(trim(a), trim(b))
}
