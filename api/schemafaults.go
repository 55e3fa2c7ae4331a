package api

import (
	"errors"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Codes of faults that the schema finds; the domain uses the same words.
const (
	codeRequired     = "required"
	codeWrongType    = "wrong_type"
	codeMalformed    = "malformed"
	codeUnknownValue = "unknown_value"
	codeOutOfRange   = "out_of_range"
	codeTooShort     = "too_short"
	codeTooLong      = "too_long"
	codeTooFew       = "too_few"
	codeTooMany      = "too_many"
)

// wording turns one kind of message of the schema library into a fault. Its
// messages never reach a caller as they are: some hold the refused value.
type wording struct {
	message    string // the library's, with a verb where its argument stands
	code, text string // ours; %s stands for the argument
}

var wordings = []wording{
	{validation.MsgExpectedString, codeWrongType, "must be text"},
	{validation.MsgExpectedBoolean, codeWrongType, "must be true or false"},
	{validation.MsgExpectedInteger, codeWrongType, "must be a whole number"},
	{validation.MsgExpectedNumber, codeWrongType, "must be a number"},
	{validation.MsgExpectedArray, codeWrongType, "must be a list"},
	{validation.MsgExpectedObject, codeWrongType, "must be an object"},
	{validation.MsgExpectedRFC3339DateTime, codeMalformed, "must be a time of RFC 3339 with a zone, like 2026-11-23T12:04:31+03:00"},
	{validation.MsgExpectedOneOf, codeUnknownValue, "must be one of %s"},
	{validation.MsgExpectedMinimumNumber, codeOutOfRange, "must be at least %s"},
	{validation.MsgExpectedMaximumNumber, codeOutOfRange, "must be at most %s"},
	{validation.MsgExpectedMinLength, codeTooShort, "must have at least %s characters"},
	{validation.MsgExpectedMaxLength, codeTooLong, "must have at most %s characters"},
	{validation.MsgExpectedMinItems, codeTooFew, "must have at least %s entries"},
	{validation.MsgExpectedMaxItems, codeTooMany, "must have at most %s entries"},
	{validation.MsgExpectedBePattern, codeMalformed, "must be %s"},
	{"invalid integer", codeWrongType, "must be a whole number"},
	{"invalid boolean", codeWrongType, "must be true or false"},
}

// checkSchema lists what a schema finds wrong with a parsed body.
func checkSchema(registry huma.Registry, schema *huma.Schema, tree any) []order.Fault {
	path, result := huma.NewPathBuffer(make([]byte, 0, 128), 0), &huma.ValidateResult{}
	path.Push("body")
	huma.Validate(registry, schema, path, huma.ModeWriteToServer, tree, result)
	faults := make([]order.Fault, 0, len(result.Errors))
	for _, err := range result.Errors {
		faults = append(faults, schemaFault(err))
	}
	return faults
}

// schemaFault words one error of the schema library.
func schemaFault(err error) order.Fault {
	var detail *huma.ErrorDetail
	if !errors.As(err, &detail) {
		return order.Fault{Field: "body", Code: codeMalformed, Message: "cannot be read"}
	}
	_, field, _ := strings.Cut(detail.Location, ".") // "body.items[0]", "query.limit"
	if name, ok := argument(validation.MsgExpectedRequiredProperty, detail.Message); ok {
		return order.Fault{Field: strings.TrimPrefix(field+"."+name, "."), Code: codeRequired, Message: "must be given"}
	}
	for _, known := range wordings {
		if value, ok := argument(known.message, detail.Message); ok {
			return order.Fault{Field: field, Code: known.code, Message: strings.Replace(known.text, "%s", value, 1)}
		}
	}
	return order.Fault{Field: field, Code: codeMalformed, Message: "is not acceptable"}
}

// argument finds what was put in the place of the verb in a library's message.
func argument(format, message string) (string, bool) {
	before, after, hasVerb := strings.Cut(format, "%")
	if !hasVerb {
		return "", format == message
	}
	rest, ok := strings.CutPrefix(message, before)
	if !ok {
		return "", false
	}
	rest, ok = strings.CutSuffix(rest, after[1:]) // the verb is one letter
	return strings.ReplaceAll(rest, `"`, ""), ok
}
