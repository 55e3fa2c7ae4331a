package api

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/orderhatch/orderhatch/console"
	"github.com/orderhatch/orderhatch/internal/order"
)

// consolePage is the operator's page. Browsers ask for it anew each time, so
// that an updated service is never used through an old page.
func (s *Server) consolePage(c *gin.Context) { s.consoleFile(c, "index.html") }

func (s *Server) consoleAsset(c *gin.Context) {
	s.consoleFile(c, strings.TrimPrefix(c.Request.URL.Path, "/"))
}

func (s *Server) consoleFile(c *gin.Context, name string) {
	content, err := fs.ReadFile(console.Files(), name)
	if err != nil {
		s.refuse(c, refusal(order.CodeNotFound, "The console has no such file."))
		return
	}
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, mime.TypeByExtension(path.Ext(name)), content)
}
