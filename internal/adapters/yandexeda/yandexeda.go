// Package yandexeda serves the API that Яндекс Еда asks its partners for: it
// calls us for the menu, sends orders and asks how they are. In its terms the
// partner's address is /in/yandexeda/<source>.
package yandexeda

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/order"
)

// Adapter is the adapter of Яндекс Еда. The client secret that is given to it is
// an API key of the source; the client id is the source's.
type Adapter struct{}

// Name implements adapters.Adapter.
func (Adapter) Name() string { return "yandexeda" }

// fault is an entry of an error answer.
type fault struct {
	Code        int    `json:"code"`
	Description string `json:"description"`
}

// Serve implements adapters.Adapter.
func (a Adapter) Serve(ctx context.Context, desk adapters.Desk, in adapters.Request) adapters.Response {
	if in.Path == "security/oauth/token" {
		return giveToken(ctx, desk, in)
	}
	secrets, err := desk.SigningSecrets(ctx, in.Source.ID)
	if err != nil {
		return failed(err)
	}
	if !goodToken(in, secrets) {
		return adapters.Response{Status: http.StatusUnauthorized, Body: map[string]string{"reason": "Access token is missing, wrong or has been expired. You should request a new one"}}
	}
	parts := strings.Split(in.Path, "/")
	switch {
	case in.Path == "restaurants" && in.Method == http.MethodGet:
		return restaurants(ctx, desk, in)
	case len(parts) == 3 && parts[0] == "menu" && in.Method == http.MethodGet:
		return menuOf(ctx, desk, in, parts[1], parts[2])
	case in.Path == "order" && in.Method == http.MethodPost:
		return create(ctx, desk, in)
	case len(parts) >= 2 && parts[0] == "order":
		return existing(ctx, desk, in, parts[1], strings.Join(parts[2:], "/"))
	}
	return refused(http.StatusNotFound, "There is no such method.")
}

// existing answers for an order that was sent before.
func existing(ctx context.Context, desk adapters.Desk, in adapters.Request, id, what string) adapters.Response {
	record, err := desk.Order(ctx, in.Source, id)
	if err != nil {
		return failed(err)
	}
	switch in.Method + " " + what {
	case "GET ":
		return adapters.Response{Status: http.StatusOK, Body: wordOrder(record), ContentType: "application/vnd.eats.order.v2+json"}
	case "PUT ":
		return update(ctx, desk, in, record)
	case "DELETE ":
		return cancel(ctx, desk, in, record)
	case "GET status":
		return adapters.Response{Status: http.StatusOK, Body: statusOf(record)}
	case "PUT status":
		return setStatus(ctx, desk, in, record)
	}
	return refused(http.StatusNotFound, "There is no such method.")
}

func refused(status int, description string) adapters.Response {
	return adapters.Response{Status: status, Body: []fault{{Code: 100, Description: description}}}
}

// failed words an error of the desk. Wrong orders are 400 in this API.
func failed(err error) adapters.Response {
	code := order.CodeOf(err)
	kind := order.Kinds[code]
	var known *order.Error
	told := errors.As(err, &known)
	if told && len(known.Faults) > 0 {
		var list []fault
		for _, one := range known.Faults {
			list = append(list, fault{Code: 100, Description: one.Field + ": " + one.Message})
		}
		return adapters.Response{Status: http.StatusBadRequest, Body: list}
	}
	description := kind.Title
	if told && known.Detail != "" {
		description = known.Detail
	}
	switch {
	case code == order.CodeNotFound:
		return refused(http.StatusNotFound, description)
	case kind.Status >= 400 && kind.Status < 500:
		return refused(http.StatusBadRequest, description)
	case code == order.CodeUnavailable:
		return refused(http.StatusServiceUnavailable, description)
	}
	return refused(http.StatusInternalServerError, order.Kinds[order.CodeInternal].Title)
}
