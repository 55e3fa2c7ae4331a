package api

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/gin-gonic/gin"

	"github.com/orderhatch/orderhatch/internal/order"
)

// recoverPanics turns a fault of ours into an answer. The panic's own words stay
// out of the log when they could hold a guest's data.
func (s *Server) recoverPanics(c *gin.Context) {
	defer func() {
		fault := recover()
		if fault == nil {
			return
		}
		if c.Request.Context().Err() != nil { // writing to a client that has gone
			c.Abort()
			return
		}
		s.log.ErrorContext(c.Request.Context(), "A request panicked", "request_id", requestID(c.Request.Context()),
			"route", c.FullPath(), "panic", panicWords(fault), "stack", string(debug.Stack()))
		if c.Writer.Written() {
			c.Abort()
			return
		}
		s.refuse(c, order.Errorf(order.CodeInternal, "This is a fault of the service; its log has more under this request_id."))
	}()
	c.Next()
}

// panicWords are the runtime's own; of anything else only the type is told.
func panicWords(fault any) string {
	if known, ok := fault.(runtime.Error); ok {
		return known.Error()
	}
	return fmt.Sprintf("%T", fault)
}
