package api

import (
	"context"
	"maps"
	"mime"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"github.com/orderhatch/orderhatch/internal/order"
)

// call is the request itself, for the few handlers that look at it.
type call struct {
	request *http.Request
	address string // the client's, also behind a trusted proxy
	body    []byte
}

type callKey struct{}

func callOf(ctx context.Context) call {
	c, _ := ctx.Value(callKey{}).(call)
	return c
}

// loggedCaller is where the gate leaves the caller's name for the access log.
const loggedCaller = "caller"

// gate is what every request of a route passes before its handler: who are you,
// may you, did you ask too often, and is it something that can be read.
func (s *Server) gate(op operation, hasBody bool) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		c := humagin.Unwrap(ctx)
		who, err := s.admit(c, op)
		if err != nil {
			s.refuse(c, err)
			return
		}
		inner := withCaller(c.Request.Context(), who)
		if !op.endless {
			timed, cancel := context.WithTimeout(inner, s.limits.RequestTimeout)
			defer cancel()
			inner = timed
		}
		called := call{request: c.Request, address: c.ClientIP()}
		if hasBody {
			if called.body, err = s.readBody(c); err != nil {
				s.refuse(c, err)
				return
			}
		}
		next(huma.WithContext(ctx, context.WithValue(inner, callKey{}, called)))
	}
}

// admit finds out who calls and refuses whom the route is not for.
func (s *Server) admit(c *gin.Context, op operation) (who identity, err error) {
	if op.who != public {
		if who, err = s.callers.identify(c.Request); err != nil {
			return who, s.countStranger(c, err)
		}
		c.Set(loggedCaller, who.name)
		if err := s.rates.spend(c.Writer.Header(), who.name); err != nil {
			return who, err
		}
		if err := op.who.check(who.Caller); err != nil {
			return who, err
		}
		if err := s.checkForgery(c.Request, who); err != nil {
			return who, err
		}
	}
	if !op.endless && !accepts(c.Request.Header.Values("Accept"), op.alsoAs) {
		return who, refusal(codeNotAcceptable, "Send no Accept header, or one that allows application/json.")
	}
	return who, nil
}

// countStranger bounds how often one address may try keys that are not known.
func (s *Server) countStranger(c *gin.Context, err error) error {
	if order.CodeOf(err) != order.CodeUnauthorized {
		return err
	}
	left := http.Header{}
	limit := s.rates.spend(left, "address:"+c.ClientIP())
	if limit == nil {
		return err // which tells a stranger nothing of how many tries are left
	}
	maps.Copy(c.Writer.Header(), left)
	return limit
}

// accepts is generous: what does not shut JSON out, or the other type in which a
// route can answer, accepts it. It is asked before the handler, so that nothing
// is done whose answer cannot be told.
func accepts(headers []string, other string) bool {
	if len(headers) == 0 {
		return true
	}
	for _, part := range strings.Split(strings.Join(headers, ","), ",") {
		accepted, parameters, err := mime.ParseMediaType(part)
		if err != nil || parameters["q"] == "0" {
			continue
		}
		switch {
		case accepted == "*/*", accepted == "application/*", accepted == "application/json", accepted == other,
			strings.HasPrefix(accepted, "application/") && strings.HasSuffix(accepted, "+json"):
			return true
		}
	}
	return false
}
