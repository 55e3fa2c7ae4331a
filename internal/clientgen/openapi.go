// Package clientgen writes what is made of the OpenAPI document: the clients in
// Go and TypeScript, and the collections of requests to try. Its test keeps the
// written files what the document says.
package clientgen

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// document is what of an OpenAPI document is used.
type document struct {
	Info       struct{ Title, Version, Description string }
	Paths      map[string]map[string]operation
	Components struct{ Schemas map[string]schema }
}

type operation struct {
	ID          string `json:"operationId"`
	Summary     string
	Description string
	Tags        []string
	Parameters  []parameter
	Security    []map[string][]string
	RequestBody *struct {
		Required bool
		Content  map[string]media
	} `json:"requestBody"`
	Responses map[string]struct {
		Description string
		Content     map[string]media
	}
}

type media struct {
	Schema  schema
	Example json.RawMessage
}

type parameter struct {
	Name, In, Description string
	Required              bool
	Schema                schema
	Example               any
}

type schema struct {
	Ref                  string `json:"$ref"`
	Type                 kind
	Format               string
	Description          string
	Enum                 []any
	Items                *schema
	Properties           map[string]schema
	Required             []string
	AdditionalProperties json.RawMessage `json:"additionalProperties"`
	Examples             []any
}

// kind is a type, or a list of a type and null.
type kind string

// UnmarshalJSON implements json.Unmarshaler.
func (k *kind) UnmarshalJSON(raw []byte) error {
	var several []string
	if json.Unmarshal(raw, &several) == nil {
		*k = kind(several[0])
		return nil
	}
	return json.Unmarshal(raw, (*string)(k))
}

// reference is the name of the schema that is meant, empty when it is none.
func (s schema) reference() string { return strings.TrimPrefix(s.Ref, "#/components/schemas/") }

// values is the schema of a map's values, nil when they are anything.
func (s schema) values() *schema {
	var values schema
	if len(s.AdditionalProperties) == 0 || json.Unmarshal(s.AdditionalProperties, &values) != nil {
		return nil
	}
	return &values
}

// call is one operation with its place.
type call struct {
	operation
	method, path string
}

// methods is the order in which operations of one path are written.
var methods = []string{"get", "post", "put", "patch", "delete"}

// calls are all operations that a plain request and answer do, by path.
func (d document) calls() (all []call) {
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range methods {
			operation, there := d.Paths[path][method]
			if there && !operation.streams() {
				all = append(all, call{operation, strings.ToUpper(method), path})
			}
		}
	}
	return all
}

// streams says whether the answer never ends.
func (o operation) streams() bool {
	for _, response := range o.Responses {
		if _, stream := response.Content["text/event-stream"]; stream {
			return true
		}
	}
	return false
}

// body is the name of the body's schema, empty when there is no body.
func (o operation) body() string {
	if o.RequestBody == nil {
		return ""
	}
	return o.RequestBody.Content["application/json"].Schema.reference()
}

// answer is the name of the schema of the first success, empty when it has no body.
func (o operation) answer() string {
	for _, status := range slices.Sorted(maps.Keys(o.Responses)) {
		if strings.HasPrefix(status, "2") {
			if name := o.Responses[status].Content["application/json"].Schema.reference(); name != "" {
				return name
			}
		}
	}
	return ""
}

// in are the parameters of one place.
func (o operation) in(places ...string) (found []parameter) {
	for _, one := range o.Parameters {
		if slices.Contains(places, one.In) {
			found = append(found, one)
		}
	}
	return found
}

// words splits "submit-order", "order_id", "If-Match" and "orderID".
func words(name string) []string {
	var parts []string
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == '.' }) {
		parts = append(parts, strings.ToLower(part))
	}
	return parts
}

// initials are words that Go writes in capitals.
var initials = map[string]string{"id": "ID", "url": "URL", "plu": "PLU", "pos": "POS", "guid": "GUID", "rk7": "RK7", "ca": "CA", "pem": "PEM", "tls": "TLS", "csrf": "CSRF", "sha256": "SHA256", "http": "HTTP"}

// camel is the name in Go's way, exported.
func camel(name string) string {
	out := ""
	for _, word := range words(name) {
		if known, ok := initials[word]; ok {
			out += known
		} else {
			out += strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return out
}

// lowerCamel is the name in TypeScript's way.
func lowerCamel(name string) string {
	out := ""
	for i, word := range words(name) {
		if i > 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		out += word
	}
	return out
}

// oneLine is a text for a comment.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
