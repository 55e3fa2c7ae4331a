package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
)

// openAPI is the document that a running service publishes. Answers are held to
// it here by reading it afresh, not by the code that wrote it.
type openAPI map[string]any

// under follows names from one object to the next; nil when one is missing.
func under(value any, names ...string) any {
	for _, name := range names {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	return value
}

// resolve follows references within the document.
func (d openAPI) resolve(value any) map[string]any {
	object, _ := value.(map[string]any)
	for object["$ref"] != nil {
		object, _ = under(map[string]any(d), strings.Split(strings.TrimPrefix(object["$ref"].(string), "#/"), "/")...).(map[string]any)
	}
	return object
}

// faultsOf says what of an answer the document does not have.
func (d openAPI) faultsOf(op operation, got answer) (faults []string) {
	response := d.resolve(under(map[string]any(d), "paths", op.path, strings.ToLower(op.method), "responses", strconv.Itoa(got.Status)))
	if response == nil {
		return []string{"the status is not documented"}
	}
	headers, _ := response["headers"].(map[string]any)
	for name, told := range headers {
		header, value := d.resolve(told), got.Header.Get(name)
		if value == "" {
			if header["required"] == true {
				faults = append(faults, "the header "+name+" is missing")
			}
			continue
		}
		faults = append(faults, d.mismatches(name, header["schema"], headerValue(d.resolve(header["schema"]), value))...)
	}
	kind, _, _ := strings.Cut(got.Header.Get("Content-Type"), ";")
	media := under(response["content"], kind)
	switch {
	case len(got.Body) == 0 && response["content"] != nil && got.Status != http.StatusNotModified:
		return append(faults, "there is no body")
	case len(got.Body) == 0 || kind == "text/event-stream":
		return faults
	case media == nil:
		return append(faults, "the body is documented not to be "+kind)
	case !strings.HasSuffix(kind, "json"):
		return append(faults, d.mismatches("body", under(media, "schema"), string(got.Body))...)
	}
	var body any
	if err := json.Unmarshal(got.Body, &body); err != nil {
		return append(faults, "the body is no JSON")
	}
	return append(faults, d.mismatches("body", under(media, "schema"), body)...)
}

// headerValue is a header's text as the value that its schema speaks of.
func headerValue(schema map[string]any, text string) any {
	if number, err := strconv.ParseFloat(text, 64); schema["type"] == "integer" && err == nil {
		return number
	}
	return text
}

// mismatches says where a value is not what a schema allows.
func (d openAPI) mismatches(where string, told, value any) (faults []string) {
	schema := d.resolve(told)
	kinds, _ := schema["type"].([]any)
	if kind, ok := schema["type"].(string); ok {
		kinds = []any{kind}
	}
	if len(kinds) > 0 && !slices.ContainsFunc(kinds, func(kind any) bool { return isA(kind.(string), value) }) {
		return []string{fmt.Sprintf("%s is %T and not %v", where, value, kinds)}
	}
	if allowed, ok := schema["enum"].([]any); ok && value != nil && !slices.Contains(allowed, value) {
		return []string{fmt.Sprintf("%s is %v, none of %v", where, value, allowed)}
	}
	switch value := value.(type) {
	case string:
		return textMismatches(where, schema, value)
	case float64:
		if least, ok := schema["minimum"].(float64); ok && value < least {
			faults = append(faults, fmt.Sprintf("%s is %v, less than %v", where, value, least))
		}
		if most, ok := schema["maximum"].(float64); ok && value > most {
			faults = append(faults, fmt.Sprintf("%s is %v, more than %v", where, value, most))
		}
	case []any:
		for i, item := range value {
			faults = append(faults, d.mismatches(fmt.Sprintf("%s[%d]", where, i), schema["items"], item)...)
		}
	case map[string]any:
		faults = d.objectMismatches(where, schema, value)
	}
	return faults
}

func (d openAPI) objectMismatches(where string, schema, value map[string]any) (faults []string) {
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, there := value[name.(string)]; !there && d.resolve(under(schema, "properties", name.(string)))["writeOnly"] != true {
			faults = append(faults, where+"."+name.(string)+" is missing")
		}
	}
	for name, inner := range value {
		told := under(schema, "properties", name)
		if told == nil {
			told, _ = schema["additionalProperties"].(map[string]any)
		}
		if schema["properties"] != nil && under(schema, "properties", name) == nil {
			faults = append(faults, where+"."+name+" is not documented")
		}
		if d.resolve(told)["writeOnly"] == true {
			faults = append(faults, where+"."+name+" is never to be told")
		}
		faults = append(faults, d.mismatches(where+"."+name, told, inner)...)
	}
	return faults
}

func textMismatches(where string, schema map[string]any, value string) (faults []string) {
	say := func(wrong bool, what string) {
		if wrong {
			faults = append(faults, where+" "+what)
		}
	}
	length := float64(utf8.RuneCountInString(value))
	if most, ok := schema["maxLength"].(float64); ok {
		say(length > most, "is too long")
	}
	if least, ok := schema["minLength"].(float64); ok {
		say(length < least, "is too short")
	}
	if pattern, ok := schema["pattern"].(string); ok {
		say(!regexp.MustCompile(pattern).MatchString(value), "does not look like "+pattern)
	}
	switch schema["format"] {
	case "date-time":
		_, err := time.Parse(time.RFC3339Nano, value)
		say(err != nil, "is no moment")
	case "uuid":
		say(uuid.Validate(value) != nil, "is no UUID")
	}
	return faults
}

// isA says whether a value is of one of JSON Schema's types.
func isA(kind string, value any) bool {
	switch value := value.(type) {
	case nil:
		return kind == "null"
	case bool:
		return kind == "boolean"
	case string:
		return kind == "string"
	case float64:
		return kind == "number" || kind == "integer" && value == float64(int64(value))
	case []any:
		return kind == "array"
	}
	return kind == "object"
}
