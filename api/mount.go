package api

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// Mount serves everything under a path by a handler of its own, which answers
// for who may ask. It is not part of the OpenAPI document. Mount before serving.
func (s *Server) Mount(path string, handler http.Handler) {
	s.engine.Any(strings.TrimSuffix(path, "/")+"/*rest", gin.WrapH(handler))
}
