package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Codes that only HTTP knows, beside the domain's error table.
const (
	codeUnsupportedMedia order.Code = "unsupported_media_type"
	codeNotAcceptable    order.Code = "not_acceptable"
	codeTimeout          order.Code = "request_timeout"
)

var httpKinds = map[order.Code]order.Kind{
	codeUnsupportedMedia: {Status: 415, Title: "The request's Content-Type is not JSON"},
	codeNotAcceptable:    {Status: 406, Title: "The answer is JSON, which the Accept header refuses"},
	codeTimeout:          {Status: 408, Retryable: true, Title: "The request did not arrive in time"},
}

// retryAfter is what callers are told to wait, in seconds, when they should try again.
const retryAfter = 5

// Problem is every answer that is not a success, as RFC 9457 wants it. It never
// repeats a value of the request.
type Problem struct {
	Type      string        `json:"type" doc:"Where the code is explained"`
	Title     string        `json:"title"`
	Status    int           `json:"status" example:"422"`
	Code      order.Code    `json:"code" doc:"For programs" example:"invalid"`
	Detail    string        `json:"detail,omitempty" doc:"What happened and what to do"`
	RequestID string        `json:"request_id" doc:"To find the request in the log"`
	Errors    []order.Fault `json:"errors,omitempty" nullable:"false" doc:"Every fault of the request"`
	ID        string        `json:"id,omitempty" doc:"With duplicate_external_id: the order that has this external_id"`
	Order     *OrderView    `json:"order,omitempty" doc:"With a refused decision: the order as it is now"`

	headers http.Header
}

// Error implements error.
func (p *Problem) Error() string { return string(p.Code) + ": " + p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders implements huma.HeadersError.
func (p *Problem) GetHeaders() http.Header { return p.headers }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// newProblem is the one place that turns an error of the domain's table into
// an answer.
func newProblem(fault *order.Error) *Problem {
	kind, known := httpKinds[fault.Code]
	if !known {
		kind, known = order.Kinds[fault.Code]
	}
	if !known {
		kind = order.Kinds[order.CodeInternal]
	}
	p := &Problem{
		Type: "/docs#" + string(fault.Code), Title: kind.Title, Status: kind.Status, Code: fault.Code,
		Detail: fault.Detail, Errors: fault.Faults, ID: fault.OrderID, headers: http.Header{},
	}
	switch p.Status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		p.headers.Set("Retry-After", strconv.Itoa(retryAfter))
	case http.StatusUnauthorized:
		p.headers.Set("WWW-Authenticate", "Bearer")
	}
	return p
}

// problem words any error. Errors that are not in the table are told to the log
// and hidden from the caller: they may hold anything.
func (s *Server) problem(ctx context.Context, err error) *Problem {
	var told *Problem
	var known *order.Error
	switch {
	case errors.As(err, &told):
	case errors.As(err, &known):
		told = newProblem(known)
	default:
		if ctx.Err() == nil {
			s.log.ErrorContext(ctx, "A request failed", "request_id", requestID(ctx), "error", err)
		}
		told = newProblem(order.Errorf(order.CodeInternal, "The cause is in the service's log under this request_id. If you were submitting, send the same order again: it cannot be doubled."))
	}
	told.RequestID = requestID(ctx)
	return told
}

// refuse answers a request before its handler is reached.
func (s *Server) refuse(c *gin.Context, err error) {
	p := s.problem(c.Request.Context(), err)
	for name, values := range p.headers {
		c.Writer.Header()[name] = values
	}
	c.Abort()
	c.Header("Content-Type", p.ContentType(""))
	c.Status(p.Status)
	if c.Request.Method != http.MethodHead {
		_ = huma.DefaultJSONFormat.Marshal(c.Writer, p) // the client may have gone; nobody is left to tell
	}
}

func refusal(code order.Code, format string, args ...any) error {
	return order.Errorf(code, format, args...)
}
