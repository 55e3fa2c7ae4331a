package api

import (
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// Headers that answers of many operations have, as the OpenAPI document tells
// them: once, under the name by which operations refer to them.
var commonHeaders = map[string]*huma.Header{
	"RateLimit-Limit":     wholeNumber("How many requests this source or person may send at once"),
	"RateLimit-Remaining": wholeNumber("How many of them are left"),
	"RateLimit-Reset":     wholeNumber("Seconds until all of them are there again"),
	"Retry-After":         wholeNumber("Seconds to wait before the same request is sent again"),
	"Location":            {Description: "Where it is", Required: true, Schema: &huma.Schema{Type: "string"}},
	"ETag":                {Description: "Its revision, for If-Match", Required: true, Schema: &huma.Schema{Type: "string"}},
	"Idempotent-Replay":   {Description: "This very order came before", Required: true, Schema: &huma.Schema{Type: "string", Enum: []any{"true"}}},
}

func wholeNumber(description string) *huma.Header {
	least := 0.0
	return &huma.Header{Description: description, Required: true, Schema: &huma.Schema{Type: "integer", Minimum: &least}}
}

// tellAnswers adds to an operation's documented answers the headers that they
// always have, and to refusals what they mean. huma tells only the headers that a
// handler may set, and for its success.
func (op operation) tellAnswers(responses map[string]*huma.Response) {
	for text, response := range responses {
		status, err := strconv.Atoi(text)
		if err != nil {
			continue
		}
		if note := op.refusalNote(status); note != "" {
			response.Description = note
		}
		told := op.answers[status].headers
		if told != nil {
			response.Headers = nil // what huma thinks of it
		}
		for _, name := range append(told, op.gateHeaders(status)...) {
			if response.Headers == nil {
				response.Headers = map[string]*huma.Header{}
			}
			response.Headers[name] = &huma.Header{Ref: "#/components/headers/" + name}
		}
	}
}

// gateHeaders are what the gate and the refusals add.
func (op operation) gateHeaders(status int) (names []string) {
	if op.who != public && (status < 400 || status == http.StatusTooManyRequests) {
		names = append(names, "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
	}
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable && op.tag != "Service" {
		names = append(names, "Retry-After")
	}
	return names
}
