package order

import (
	"crypto/sha1" //nolint:gosec // RFC 9562 version 5 identifiers are defined over SHA-1
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// namespace is the root of all derived identifiers of this product. It must
// never change: identifiers on cash stations are derived from it.
var namespace = [16]byte{0x6f, 0x72, 0x64, 0x65, 0x72, 0x4a, 0x68, 0x61, 0xb4, 0x63, 0x68, 0x2e, 0x76, 0x31, 0x00, 0x01}

// DeriveID is a UUID of version 5 over the parts. The same parts always give
// the same id, so that a step that is repeated names the same thing.
func DeriveID(parts ...string) string {
	hash := sha1.New() //nolint:gosec // see the import
	hash.Write(namespace[:])
	for _, part := range parts {
		// The length keeps ("ab","c") and ("a","bc") apart.
		hash.Write([]byte(strconv.Itoa(len(part)) + ":" + part))
	}
	sum := hash.Sum(nil)
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	text := hex.EncodeToString(sum[:16])
	return text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:32]
}

// ID is the public id of a source's order.
func ID(source, externalID string) string { return DeriveID("order", source, externalID) }

// WorkflowID names the workflow that runs a source's order.
func WorkflowID(source, externalID string) string {
	return "order:" + source + ":" + inPrint(externalID)
}

// maxInPrint keeps names of workflows well below what Temporal takes.
const maxInPrint = 500

// inPrint is a text in printable ASCII, as it is when it is that already: Temporal's
// client puts names of workflows into headers, which hold nothing else. Different
// texts stay different.
func inPrint(text string) string {
	var out strings.Builder
	for i := range len(text) {
		if b := text[i]; b < ' ' || b > '~' || b == '%' {
			fmt.Fprintf(&out, "%%%02X", b)
		} else {
			out.WriteByte(b)
		}
	}
	if out.Len() <= maxInPrint {
		return out.String()
	}
	return out.String()[:maxInPrint] + "%" + DeriveID("workflow", text)
}

// OfWorkflow reads the source and the external id out of a workflow's name.
func OfWorkflow(workflowID string) (source, externalID string, ok bool) {
	rest, ok := strings.CutPrefix(workflowID, "order:")
	if !ok {
		return "", "", false
	}
	source, externalID, ok = strings.Cut(rest, ":")
	return source, externalID, ok && externalID != ""
}

// ContentHash tells two submissions with the same external_id apart. The order
// of fields, unknown fields and white space do not matter.
func (s Submission) ContentHash() string {
	canonical, err := json.Marshal(s)
	if err != nil { // only attributes hold free values, and they came from JSON
		panic(fmt.Sprintf("order: a submission cannot be written as JSON: %v", err))
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:])
}

// PlainGUID is a GUID in one form, whichever it came in: 32 upper-case digits
// without braces or dashes; empty when it is not a GUID.
func PlainGUID(text string) string {
	text = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(text), "{"), "}")
	plain := strings.ToUpper(strings.ReplaceAll(text, "-", ""))
	if len(plain) != 32 || strings.Trim(plain, "0123456789ABCDEF") != "" {
		return ""
	}
	return plain
}
