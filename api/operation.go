package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// operation is one line of the route table, with what is documented about it.
type operation struct {
	method, path string
	who          access
	id, tag      string
	summary      string
	notes
}

// notes are what most routes need not say.
type notes struct {
	description string
	status      int            // of the success when it is not 200
	answers     map[int]answer // successes whose body the handler's type does not tell
	refusals    []int          // beside those that every route has
	means       map[int]string // what some refusals mean here
	emptyBody   bool           // an empty body means {}
	endless     bool           // a stream: no time limit
	alsoAs      string         // a media type, beside JSON, in which it can answer
}

// answer describes a success in the OpenAPI document.
type answer struct {
	description string
	contentType string // application/json when empty
	body        reflect.Type
	headers     []string // of commonHeaders, which it always has; nil: those that the handler may set
}

// handle registers a route that reads no body.
func handle[I, O any](s *Server, op operation, handler func(context.Context, *I) (*O, error)) {
	register(s, op, nil, handler)
}

// handleBody registers a route that reads a body of type B. The handler runs
// only when the body has no fault.
func handleBody[I, B, O any](s *Server, op operation, handler func(context.Context, *I, B) (*O, error)) {
	handleFaulty(s, op, func(ctx context.Context, in *I, got received[B]) (*O, error) {
		if err := got.refusal(); err != nil {
			return nil, err
		}
		return handler(ctx, in, got.body)
	})
}

// handleFaulty registers a route whose handler has something to add to the
// faults of its body before they are told.
func handleFaulty[I, B, O any](s *Server, op operation, handler func(context.Context, *I, received[B]) (*O, error)) {
	schema := s.schemaOf(reflect.TypeFor[B]())
	register(s, op, schema, func(ctx context.Context, in *I) (*O, error) {
		got, err := receive[B](s, schema, callOf(ctx).body, op.emptyBody)
		if err != nil {
			return nil, err
		}
		return handler(ctx, in, got)
	})
}

func register[I, O any](s *Server, op operation, body *huma.Schema, handler func(context.Context, *I) (*O, error)) {
	described := s.describe(op, body)
	huma.Register(s.huma, described, func(ctx context.Context, in *I) (*O, error) {
		out, err := handler(ctx, in)
		if err != nil {
			return nil, s.problem(ctx, err)
		}
		return out, nil
	})
	op.tellAnswers(described.Responses)
}

func (s *Server) schemaOf(t reflect.Type) *huma.Schema {
	return s.huma.OpenAPI().Components.Schemas.Schema(t, true, t.Name())
}

// describe is the route for huma: what the OpenAPI document says and what every
// request passes through. Bodies are read and checked by this package, because
// huma would stop at its own faults before the domain's are known.
func (s *Server) describe(op operation, body *huma.Schema) huma.Operation {
	described := huma.Operation{
		OperationID: op.id, Method: op.method, Path: op.path, Tags: []string{op.tag},
		Summary: op.summary, Description: op.description,
		DefaultStatus: op.status, Errors: op.documentedRefusals(body != nil), Security: op.who.security(),
		Responses:        map[string]*huma.Response{},
		SkipValidateBody: true,
		Middlewares:      huma.Middlewares{s.gate(op, body != nil)},
	}
	if body != nil {
		described.RequestBody = &huma.RequestBody{Required: !op.emptyBody, Content: map[string]*huma.MediaType{"application/json": {Schema: body, Example: exampleOf(op.id)}}}
	}
	for status, answer := range op.answers {
		described.Responses[strconv.Itoa(status)] = s.response(answer)
		if op.alsoAs != "" {
			described.Responses[strconv.Itoa(status)].Content[op.alsoAs] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
		}
	}
	return described
}

func (s *Server) response(a answer) *huma.Response {
	response := &huma.Response{Description: a.description}
	if a.body != nil {
		contentType := a.contentType
		if contentType == "" {
			contentType = "application/json"
		}
		response.Content = map[string]*huma.MediaType{contentType: {Schema: s.schemaOf(a.body)}}
	}
	return response
}

func (op operation) documentedRefusals(hasBody bool) []int {
	refusals := append([]int{http.StatusServiceUnavailable}, op.refusals...)
	if op.who != public {
		refusals = append(refusals, http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests)
	}
	if hasBody {
		refusals = append(refusals, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity)
	}
	return slices.DeleteFunc(refusals, func(status int) bool { _, told := op.answers[status]; return told })
}

// scopePrefix tells scopes of sources' keys from roles of people.
const scopePrefix = "source:"

// security names the ways to prove who calls, and what the caller must be, for
// the OpenAPI document.
func (a access) security() []map[string][]string {
	if a == public {
		return []map[string][]string{}
	}
	var keys []string
	if a.scope != "" {
		keys = append(keys, scopePrefix+string(a.scope))
	}
	if a.role == "" {
		return []map[string][]string{{"key": keys}}
	}
	return []map[string][]string{{"key": append(keys, string(a.role))}, {"session": {string(a.role)}}}
}
