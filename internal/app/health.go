package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// serveHealth answers /healthz, /readyz and /metrics for a process without an API.
func (c *core) serveHealth(address string, ready func(context.Context) error, failed func(error)) (string, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := ready(ctx); err != nil {
			c.log.Warn("Not ready", "error", err)
			say(w, http.StatusServiceUnavailable, "not_ready")
			return
		}
		say(w, http.StatusOK, "ready")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(c.metrics, promhttp.HandlerOpts{}))
	at, err := c.listen("the health page", address)
	if err != nil {
		return "", err
	}
	c.answer(at, &http.Server{
		Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute,
	}, failed)
	return at.address, nil
}

func say(w http.ResponseWriter, code int, status string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]string{"status": status}) // nobody is left to tell
}

// CheckHealth asks the process that runs on a data folder whether it lives.
func CheckHealth(ctx context.Context, config Common) error {
	text, err := os.ReadFile(config.folder(addressesFile))
	if err != nil {
		return errors.New("no process says that it runs on this data folder")
	}
	var at Addresses
	if err := json.Unmarshal(text, &at); err != nil {
		return fmt.Errorf("%s cannot be read: %w", addressesFile, err)
	}
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	page, err := at.healthPage()
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the process answers HTTP %d", answer.StatusCode)
	}
	return nil
}
