package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/orderhatch/orderhatch/internal/order"
)

// received is a body as it was understood, with everything that is wrong with it.
type received[B any] struct {
	body   B
	faults []order.Fault
}

// maxFaults bounds an answer; nobody reads more at once.
const maxFaults = 500

// refusal is the answer to a faulty body, nil when there is no fault.
func (r received[B]) refusal() error {
	if len(r.faults) == 0 {
		return nil
	}
	detail := fmt.Sprintf("%d faults; see errors.", len(r.faults))
	if len(r.faults) == 1 {
		detail = "1 fault; see errors."
	}
	if len(r.faults) > maxFaults {
		detail = fmt.Sprintf("%d faults; the first %d are in errors.", len(r.faults), maxFaults)
		r.faults = r.faults[:maxFaults]
	}
	return &order.Error{Code: order.CodeInvalid, Detail: detail, Faults: r.faults}
}

// validator is a body that has rules of its own beyond the schema.
type validator interface {
	Validate(now time.Time) []order.Fault
}

// receive reads a body against its schema and against its own rules, and keeps
// every fault of both. Its error says that the body is no JSON object at all.
func receive[B any](s *Server, schema *huma.Schema, raw []byte, mayBeEmpty bool) (received[B], error) {
	var got received[B]
	tree, err := parseObject(raw, mayBeEmpty)
	if err != nil {
		return got, err
	}
	if body, ok := any(&got.body).(clearable); ok {
		clearNulls(tree, body.ClearsWhenNull())
	}
	dropNulls(tree)
	faults := plainValues(tree)
	faults = append(faults, checkSchema(s.huma.OpenAPI().Components.Schemas, schema, tree)...)
	for _, fault := range faults {
		if unusable(fault) {
			blank(tree, fault.Field)
		}
	}
	canonical, err := json.Marshal(tree)
	if err != nil {
		return got, err // cannot be: the tree came from JSON
	}
	// What cannot be decoded was found by the schema and taken out above.
	if err := json.Unmarshal(canonical, &got.body); err != nil && len(faults) == 0 {
		faults = append(faults, decodeFault(err))
	}
	if rules, ok := any(&got.body).(validator); ok {
		faults = mergeFaults(faults, rules.Validate(s.now()))
	}
	got.faults = faults
	return got, nil
}

// parseObject reads one JSON object and nothing after it.
func parseObject(raw []byte, mayBeEmpty bool) (map[string]any, error) {
	if mayBeEmpty && len(bytes.TrimSpace(raw)) == 0 {
		return map[string]any{}, nil
	}
	if !utf8.Valid(raw) {
		return nil, refusal(order.CodeUnreadable, "The body must be JSON in UTF-8.")
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, refusal(order.CodeUnreadable, "The body is not JSON; reading stopped at byte %d.", syntax.Offset)
		}
		return nil, refusal(order.CodeUnreadable, "The body is not complete JSON.")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, refusal(order.CodeUnreadable, "There is something after the JSON object.")
	}
	object, ok := tree.(map[string]any)
	if !ok {
		return nil, refusal(order.CodeUnreadable, "The body must be a JSON object.")
	}
	return object, nil
}

// decodeFault words what only decoding found, without the value.
func decodeFault(err error) order.Fault {
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) {
		return order.Fault{Field: mismatch.Field, Code: codeWrongType, Message: "cannot be read as what this field holds"}
	}
	return order.Fault{Field: "body", Code: codeMalformed, Message: "cannot be read as what this address takes"}
}
