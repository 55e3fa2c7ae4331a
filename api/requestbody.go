package api

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	bodyTime = 20 * time.Second // for a whole body to arrive
	// drainAtMost is how much of a body that is too large is still read, so that
	// a client that only listens after sending hears why it was refused.
	drainAtMost = 16 << 20
)

// readBody reads the request's body into memory, within bounds of size and time.
func (s *Server) readBody(c *gin.Context) ([]byte, error) {
	if !isJSON(c.GetHeader("Content-Type")) {
		return nil, refusal(codeUnsupportedMedia, "Send the body as application/json.")
	}
	tooLarge := refusal(order.CodeTooLarge, "A request may have at most %d bytes.", s.limits.Body)
	if c.Request.ContentLength > s.limits.Body && c.GetHeader("Expect") != "" {
		return nil, tooLarge // the client asked before sending
	}
	deadline := http.NewResponseController(c.Writer)
	_ = deadline.SetReadDeadline(time.Now().Add(bodyTime)) // recorders of tests have no deadlines
	defer func() { _ = deadline.SetReadDeadline(time.Time{}) }()

	body, err := io.ReadAll(io.LimitReader(c.Request.Body, s.limits.Body+1))
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, refusal(codeTimeout, "The body did not arrive within %s.", bodyTime)
	case err != nil:
		return nil, refusal(order.CodeUnreadable, "The body broke off.")
	case int64(len(body)) > s.limits.Body:
		_, _ = io.CopyN(io.Discard, c.Request.Body, drainAtMost) // the answer is the same however this ends
		return nil, tooLarge
	}
	c.Request.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}

// isJSON accepts a body without a type as JSON: nothing else is spoken here.
func isJSON(contentType string) bool {
	if contentType == "" {
		return true
	}
	media, parameters, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return false
	}
	return media == "application/json" || strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json")
}
