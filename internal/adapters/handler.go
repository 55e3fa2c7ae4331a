package adapters

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	// Prefix is where adapters are found.
	Prefix      = "/in/"
	maxBody     = 1 << 20
	requestTime = 25 * time.Second
)

// Sources keeps the order sources.
type Sources interface {
	Source(ctx context.Context, id string) (account.Source, error)
}

// Options are what a Handler is made of.
type Options struct {
	Desk     Desk
	Sources  Sources
	Adapters []Adapter
	Logger   *slog.Logger     // nil: slog.Default()
	Now      func() time.Time // nil: time.Now
}

// Handler serves all adapters under /in/<adapter>/<source>/.
func Handler(options Options) http.Handler {
	h := &handler{Options: options, adapters: map[string]Adapter{}}
	if h.Logger == nil {
		h.Logger = slog.Default()
	}
	if h.Now == nil {
		h.Now = time.Now
	}
	for _, one := range options.Adapters {
		h.adapters[one.Name()] = one
	}
	return h
}

type handler struct {
	Options
	adapters map[string]Adapter
}

// ServeHTTP implements http.Handler.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	started := time.Now()
	ctx, cancel := context.WithTimeout(r.Context(), requestTime)
	defer cancel()
	name, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "/")
	sourceID, path, _ := strings.Cut(rest, "/")
	adapter, known := h.adapters[name]
	if !known {
		h.write(w, Response{Status: http.StatusNotFound, Body: said("There is no such adapter.")})
		return
	}
	response := h.serve(ctx, adapter, sourceID, strings.Trim(path, "/"), r)
	h.write(w, response)
	h.Logger.LogAttrs(ctx, slog.LevelInfo, "Request to an adapter", slog.String("adapter", name), slog.String("method", r.Method),
		slog.Int("status", response.Status), slog.Duration("took", time.Since(started)))
}

func (h *handler) serve(ctx context.Context, adapter Adapter, sourceID, path string, r *http.Request) Response {
	source, err := h.Sources.Source(ctx, sourceID)
	switch {
	case order.CodeOf(err) == order.CodeNotFound, source.Disabled:
		return Response{Status: http.StatusNotFound, Body: said("There is no such order source.")}
	case err != nil:
		h.Logger.ErrorContext(ctx, "A request to an adapter failed", "adapter", adapter.Name(), "error", err)
		return Response{Status: http.StatusServiceUnavailable, Body: said("The service cannot read its database now. Send it again.")}
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	switch {
	case err != nil:
		return Response{Status: http.StatusBadRequest, Body: said("The body broke off.")}
	case len(body) > maxBody:
		return Response{Status: http.StatusRequestEntityTooLarge, Body: said("The body is too large.")}
	}
	return adapter.Serve(ctx, h.Desk, Request{
		Source: source, Method: r.Method, Path: path, Query: r.URL.Query(), Header: r.Header, Body: body, Now: h.Now(),
	})
}

func said(text string) map[string]string { return map[string]string{"message": text} }

func (h *handler) write(w http.ResponseWriter, response Response) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	if response.Status == http.StatusServiceUnavailable {
		header.Set("Retry-After", "5")
	}
	if response.Body == nil {
		w.WriteHeader(response.Status)
		return
	}
	contentType := response.ContentType
	if contentType == "" {
		contentType = "application/json"
	}
	header.Set("Content-Type", contentType)
	w.WriteHeader(response.Status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(response.Body) // the caller may have gone
}
