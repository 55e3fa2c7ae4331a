// Package orderhatch is a client of the Orderhatch API, for order sources and
// operators. Its calls and types are generated from the OpenAPI document.
package orderhatch

//go:generate go test ../../internal/clientgen -update

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxAnswer bounds how much of an answer is read.
const maxAnswer = 16 << 20

// Client calls one installation with one key. It is safe for concurrent use.
type Client struct {
	base string
	key  string
	http *http.Client
}

// New makes a client of an installation, such as "https://orders.example.com".
// A nil HTTP client means one that waits 35 seconds for an answer.
func New(base, key string, client *http.Client) *Client {
	if client == nil {
		client = &http.Client{Timeout: 35 * time.Second}
	}
	return &Client{base: strings.TrimSuffix(base, "/"), key: key, http: client}
}

// Response is what an answer says beside its body.
type Response struct {
	Status int
	Header http.Header
}

// Replayed says that a submit was answered with the answer to the same order
// that came before.
func (r Response) Replayed() bool { return r.Header.Get("Idempotent-Replay") == "true" }

// Error implements error, so that a Problem is what a refused call returns.
func (p *Problem) Error() string {
	text := fmt.Sprintf("orderhatch: %s (%d): %s", p.Code, p.Status, p.Title)
	if p.Detail != "" {
		text += ". " + p.Detail
	}
	return text
}

// CodeOf is the code of a refused call, empty when err is not one.
func CodeOf(err error) string {
	var problem *Problem
	if errors.As(err, &problem) {
		return problem.Code
	}
	return ""
}

func (c *Client) do(ctx context.Context, method, path string, query url.Values, header http.Header, body, into any) (Response, error) {
	var reader io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return Response{}, fmt.Errorf("orderhatch: write the body: %w", err)
		}
		reader = bytes.NewReader(text)
	}
	address := c.base + path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, method, address, reader)
	if err != nil {
		return Response{}, fmt.Errorf("orderhatch: %w", err)
	}
	for name, values := range header {
		request.Header[http.CanonicalHeaderKey(name)] = values
	}
	request.Header.Set("Accept", "application/json")
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.key != "" {
		request.Header.Set("Authorization", "Bearer "+c.key)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return Response{}, fmt.Errorf("orderhatch: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	return read(response, into)
}

func read(response *http.Response, into any) (Response, error) {
	said := Response{Status: response.StatusCode, Header: response.Header}
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return said, fmt.Errorf("orderhatch: the answer broke off: %w", err)
	}
	if said.Status >= http.StatusBadRequest {
		problem := &Problem{}
		if json.Unmarshal(text, problem) != nil || problem.Code == "" {
			problem = &Problem{Status: int64(said.Status), Code: "unknown", Title: http.StatusText(said.Status)}
		}
		return said, problem
	}
	if into == nil || len(text) == 0 {
		return said, nil
	}
	if err := json.Unmarshal(text, into); err != nil {
		return said, fmt.Errorf("orderhatch: read the answer: %w", err)
	}
	return said, nil
}

// add puts a parameter where it belongs, unless it is the zero value.
func add[T string | int64 | bool | time.Time | []string](into url.Values, name string, value T) {
	switch value := any(value).(type) {
	case string:
		if value != "" {
			into.Add(name, value)
		}
	case int64:
		if value != 0 {
			into.Add(name, fmt.Sprint(value))
		}
	case bool:
		if value {
			into.Add(name, "true")
		}
	case time.Time:
		if !value.IsZero() {
			into.Add(name, value.Format(time.RFC3339))
		}
	case []string:
		for _, one := range value {
			into.Add(name, one)
		}
	}
}
