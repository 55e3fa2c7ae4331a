// Package woocommerce takes in orders from a WooCommerce shop by its webhooks.
package woocommerce

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/order"
)

// Adapter is the adapter of WooCommerce. The webhook's secret is the source's
// signing secret; ?restaurant= in its delivery URL names the restaurant when the
// source has several.
type Adapter struct{}

// Name implements adapters.Adapter.
func (Adapter) Name() string { return "woocommerce" }

// Shop statuses in which an order is meant to be cooked, and those that call it
// off. In all others it waits for its payment.
var (
	meant     = []string{"processing", "on-hold", "completed"}
	calledOff = []string{"cancelled", "refunded", "failed", "trash"}
)

// outcome is what the shop's delivery log shows.
type outcome struct {
	Accepted bool   `json:"accepted"`
	Message  string `json:"message"`
	ID       string `json:"id,omitempty"`
}

// Serve implements adapters.Adapter.
func (a Adapter) Serve(ctx context.Context, desk adapters.Desk, in adapters.Request) adapters.Response {
	if in.Method != http.MethodPost {
		return said(http.StatusMethodNotAllowed, "Webhooks are posted here.")
	}
	if strings.HasPrefix(string(in.Body), "webhook_id=") && in.Header.Get("X-WC-Webhook-Topic") == "" {
		return done("The webhook is set up.", "") // WooCommerce tries the address when it is saved
	}
	secrets, err := desk.SigningSecrets(ctx, in.Source.ID)
	if err != nil {
		return failed(err)
	}
	if !signed(in.Body, in.Header.Get("X-WC-Webhook-Signature"), secrets) {
		return said(http.StatusUnauthorized, "X-WC-Webhook-Signature does not fit: the webhook's secret must be the source's signing secret.")
	}
	var shop shopOrder
	if err := json.Unmarshal(in.Body, &shop); err != nil || shop.ID == 0 {
		return said(http.StatusBadRequest, "The body is no order of WooCommerce.")
	}
	switch in.Header.Get("X-WC-Webhook-Topic") {
	case "order.created", "order.updated", "order.restored":
		return a.changed(ctx, desk, in, shop)
	case "order.deleted":
		return callOff(ctx, desk, in, shop)
	}
	return done("Nothing is done for this topic.", "")
}

// signed checks the base64 HMAC-SHA256 of the body.
func signed(body []byte, signature string, secrets []string) bool {
	given, err := base64.StdEncoding.DecodeString(signature)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(secrets, func(secret string) bool {
		hash := hmac.New(sha256.New, []byte(secret))
		hash.Write(body)
		return hmac.Equal(given, hash.Sum(nil))
	})
}

// changed takes in an order that is new to us and meant, and calls off one that
// the shop called off. What else changes in the shop is agreed by phone.
func (a Adapter) changed(ctx context.Context, desk adapters.Desk, in adapters.Request, shop shopOrder) adapters.Response {
	switch {
	case slices.Contains(calledOff, shop.Status):
		return callOff(ctx, desk, in, shop)
	case !slices.Contains(meant, shop.Status):
		return done("The order is not paid or not finished yet; it is taken in when it is.", "")
	}
	known, err := desk.Find(ctx, in.Source, shop.externalID())
	if err == nil {
		return done("The order is known already.", known.ID)
	}
	if order.CodeOf(err) != order.CodeNotFound {
		return failed(err)
	}
	submission := shop.submission()
	submission.Restaurant = in.Query.Get("restaurant")
	receipt, err := desk.Submit(ctx, in.Source, submission)
	switch code := order.CodeOf(err); {
	case code == order.CodeDuplicateExternalID:
		return done("The order is known already.", "")
	case code == order.CodeInvalid:
		// WooCommerce switches a webhook off after five refusals; one odd order must
		// not cut off the next ones.
		return adapters.Response{Status: http.StatusOK, Body: outcome{Message: "The order cannot be taken in: " + faults(err)}}
	case err != nil:
		return failed(err)
	}
	return done("The order waits for a person.", receipt.Order.ID)
}

func callOff(ctx context.Context, desk adapters.Desk, in adapters.Request, shop shopOrder) adapters.Response {
	known, err := desk.Find(ctx, in.Source, shop.externalID())
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return done("The order was never taken in.", "")
	case err != nil:
		return failed(err)
	case known.Status.Final():
		return done("The order is over already.", known.ID)
	}
	err = desk.Cancel(ctx, known, order.Reason{Code: order.GuestCancelled})
	if err != nil && order.CodeOf(err) != order.CodeAlreadyDecided && order.CodeOf(err) != order.CodeNotAllowedInStatus {
		return failed(err)
	}
	return done("The order is called off, or an operator was asked to.", known.ID)
}

func done(message, id string) adapters.Response {
	return adapters.Response{Status: http.StatusOK, Body: outcome{Accepted: true, Message: message, ID: id}}
}

func said(status int, message string) adapters.Response {
	return adapters.Response{Status: status, Body: outcome{Message: message}}
}

func failed(err error) adapters.Response {
	code := order.CodeOf(err)
	status := order.Kinds[code].Status
	if status == 0 || code == order.CodeInternal {
		status = http.StatusServiceUnavailable
	}
	return said(status, order.Kinds[code].Title+".")
}

// faults words what is wrong with an order, without its values.
func faults(err error) string {
	var known *order.Error
	if !errors.As(err, &known) {
		return order.Kinds[order.CodeInvalid].Title
	}
	words := make([]string, len(known.Faults))
	for i, fault := range known.Faults {
		words[i] = fault.Field + ": " + fault.Message
	}
	return strings.Join(words, "; ")
}

func (o shopOrder) externalID() string { return "wc-" + strconv.FormatInt(o.ID, 10) }
