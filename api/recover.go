package api

import (
	"fmt"
	"log/slog"
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
		level := slog.LevelError
		if c.Request.Context().Err() != nil {
			level = slog.LevelDebug // writing to a client that has gone panics as well
		}
		s.log.Log(c.Request.Context(), level, "A request panicked", "request_id", requestID(c.Request.Context()),
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
