package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// Codec makes the handler that decodes workflow payloads for the Temporal UI.
// mayDecode gives the status to refuse a request with, or 0.
type Codec func(mayDecode func(*http.Request) (refusal int)) (http.Handler, error)

// codecPath is where the Temporal UI finds the codec.
const codecPath = "/codec/*work"

// serveCodec opens the codec to operators: payloads name guests.
func (s *Server) serveCodec(make Codec) error {
	if make == nil {
		return nil
	}
	handler, err := make(s.mayDecode)
	if err != nil {
		return err
	}
	s.engine.Any(codecPath, gin.WrapH(handler))
	return nil
}

// mayDecode needs no forgery check: decoding changes nothing, and only pages of
// the Temporal UI's origin can read the answer.
func (s *Server) mayDecode(r *http.Request) int {
	who, err := s.callers.identify(r)
	if err == nil {
		err = people(account.Operator).check(who.Caller)
	}
	if err == nil && len(who.Restaurants()) > 0 {
		// What is to be decoded does not say whose it is.
		err = refusal(order.CodeForbidden, "This is for people of all restaurants.")
	}
	if err != nil {
		return order.Kinds[order.CodeOf(err)].Status
	}
	return 0
}
