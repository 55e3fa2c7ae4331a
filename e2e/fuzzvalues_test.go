package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// schema is what of a JSON schema values are made by.
type schema struct {
	Ref        string            `json:"$ref"`
	Type       any               `json:"type"`
	Format     string            `json:"format"`
	Pattern    string            `json:"pattern"`
	Enum       []any             `json:"enum"`
	Examples   []any             `json:"examples"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Items      *schema           `json:"items"`
	ReadOnly   bool              `json:"readOnly"`
	Minimum    *float64          `json:"minimum"`
	Maximum    *float64          `json:"maximum"`
	MinItems   *int              `json:"minItems"`
	MaxLength  *int              `json:"maxLength"`
}

// inventor makes values up, from one seed always the same ones.
type inventor struct {
	*rand.Rand
	schemas map[string]schema
	number  int
	known   map[string][]any // by a field's name: values that mean something here
}

// closed are addresses that lead nowhere outside this machine: what the service
// is told to ask, it may ask.
var closed = []any{"http://127.0.0.1:1/", "https://127.0.0.1:1/status", "https://[::1]:1", "http://localhost:1", "nonsense", "//", "https://"}

// unspoken fields would have the service call somebody else or open a port.
var unspoken = []string{"telegram_chat", "telegram_token", "listen"}

func newInventor(seed uint64, schemas map[string]schema) *inventor {
	return &inventor{Rand: rand.New(rand.NewPCG(seed, seed)), schemas: schemas, known: map[string][]any{
		"restaurant": {"arbat-1", "arbat-1", "none"}, "restaurants": {"arbat-1"}, "plu": {"101", "102", "117", "999"},
		"phone": {"+79991234567", "8 (999) 123-45-67", "1"}, "time_zone": {"Europe/Moscow", "Mars/Olympus"},
		"url": closed, "service_url": closed, "webhook": closed, "webhook_host": closed, "password": {"seventeen plums", "x"},
	}}
}

func (v *inventor) pick(from []any) any { return from[v.IntN(len(from))] }

// value is one that the schema allows, most of the time.
func (v *inventor) value(s schema, name string, depth int) any {
	if s.Ref != "" {
		s = v.schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")]
	}
	if known := v.known[name]; known != nil && s.Items == nil && len(s.Properties) == 0 {
		return v.pick(known)
	}
	kind, _ := s.Type.(string)
	if several, ok := s.Type.([]any); ok {
		kind, _ = several[0].(string)
	}
	switch {
	case len(s.Enum) > 0:
		return v.pick(s.Enum)
	case kind == "array":
		return v.list(s, name, depth)
	case kind == "object" || len(s.Properties) > 0:
		return v.object(s, depth)
	case kind == "boolean":
		return v.IntN(2) == 0
	case kind == "integer" || kind == "number":
		return v.whole(s)
	case s.Format == "date-time":
		return time.Now().Add(time.Duration(v.IntN(200)-100) * time.Hour).Format(time.RFC3339)
	case s.Format == "uuid":
		return "5f1bbf54-5b0c-5d43-8d43-0d9f5d9f6a11"
	case len(s.Examples) > 0 && v.IntN(3) > 0:
		return s.Examples[0]
	}
	return v.text(s)
}

func (v *inventor) list(s schema, name string, depth int) any {
	length := v.IntN(3)
	if s.MinItems != nil {
		length = max(length, *s.MinItems)
	}
	list := []any{}
	for range length {
		if s.Items != nil && depth < 6 {
			list = append(list, v.value(*s.Items, name, depth+1))
		}
	}
	return list
}

func (v *inventor) object(s schema, depth int) any {
	object := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		property := s.Properties[name]
		wanted := slices.Contains(s.Required, name) || depth < 4 && v.IntN(3) == 0
		if wanted && !property.ReadOnly && !slices.Contains(unspoken, name) {
			object[name] = v.value(property, name, depth+1)
		}
	}
	return object
}

func (v *inventor) whole(s schema) any {
	low, high := int64(0), int64(100_000)
	if s.Minimum != nil {
		low = int64(*s.Minimum)
	}
	if s.Maximum != nil {
		high = int64(*s.Maximum)
	}
	return low + v.Int64N(max(1, high-low+1))
}

func (v *inventor) text(s schema) string {
	v.number++
	text := v.pick([]any{"text", "Без лука", "x", "ünïcode ☃", "<b>&amp;", "101", fmt.Sprint("made-", v.number), fmt.Sprint("made-", v.number)}).(string)
	if s.MaxLength != nil && v.IntN(8) == 0 {
		text = strings.Repeat("д", *s.MaxLength+v.IntN(3)-1)
	}
	return text
}

// odd values are wrong nearly everywhere.
var odd = []any{
	nil, true, -1, 0, 1e300, json.Number("9223372036854775808"), json.Number("-0.0"), "", "\x00", " ", "\u202e", strings.Repeat("x", 5000), []any{}, []any{nil},
	map[string]any{}, map[string]any{"": map[string]any{}}, "2026-13-45T99:99:99Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "'; DROP TABLE orders; --",
	"../../etc/passwd", "{{7*7}}", "%00", "1e9", "0,5", "٣",
}

// spoil replaces something within a value by something odd.
func (v *inventor) spoil(value any) any {
	if v.IntN(4) == 0 {
		return v.pick(odd)
	}
	switch inner := value.(type) {
	case map[string]any:
		if len(inner) == 0 {
			return v.pick(odd)
		}
		names := slices.Sorted(maps.Keys(inner))
		name := names[v.IntN(len(names))]
		switch v.IntN(5) {
		case 0:
			delete(inner, name)
		case 1:
			inner[strings.ToUpper(name)] = v.pick(odd)
		default:
			inner[name] = v.spoil(inner[name])
		}
		return inner
	case []any:
		if len(inner) == 0 || v.IntN(4) == 0 {
			return append(inner, v.pick(odd))
		}
		i := v.IntN(len(inner))
		inner[i] = v.spoil(inner[i])
		return inner
	}
	return v.pick(odd)
}

// hostile is a body that is no JSON, or too much of it.
func (v *inventor) hostile(valid []byte) []byte {
	switch v.IntN(7) {
	case 0:
		return valid[:v.IntN(len(valid)+1)]
	case 1:
		noise := make([]byte, v.IntN(300))
		for i := range noise {
			noise[i] = byte(v.IntN(256))
		}
		return noise
	case 2:
		return []byte(strings.Repeat("[", 20_000))
	case 3:
		return []byte(strings.Repeat(`{"a":`, 5_000) + "1" + strings.Repeat("}", 5_000))
	case 4:
		return []byte(`{"x":"` + strings.Repeat("x", 1<<20) + `"}`)
	case 5:
		return append(slices.Clone(valid), valid...)
	}
	return []byte(`{"external_id":"\ud800","guest":{"phone":1e999}}`)
}
