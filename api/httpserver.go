package api

import (
	"log/slog"
	"net/http"
	"time"
)

// NewHTTPServer is an http.Server with bounds against slow and dead clients.
// Its Shutdown ends the event streams first, which would else never end.
func NewHTTPServer(s *Server) *http.Server {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		// Bodies and streams set deadlines of their own; this one is for the rest,
		// and longer than any request may take.
		WriteTimeout:   s.limits.RequestTimeout + s.limits.WaitAtMost + bodyTime,
		IdleTimeout:    2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
		ErrorLog:       slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	server.RegisterOnShutdown(s.Drain)
	return server
}
