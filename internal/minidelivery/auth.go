package minidelivery

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// identify finds who sends a token: the restaurant's own source when it is the
// token of old, else the source whose API key it is.
func (h *Handler) identify(ctx context.Context, place restaurant.Restaurant, token string) (account.Source, error) {
	if token == "" {
		return account.Source{}, order.Errorf(order.CodeUnauthorized, "")
	}
	if set := place.MiniDelivery.Token; set != "" && same(token, set) {
		source, err := h.Sources.Source(ctx, place.MiniDelivery.Source)
		if order.CodeOf(err) == order.CodeNotFound || source.Disabled {
			return account.Source{}, order.Errorf(order.CodeForbidden, "The order source of this token is not set up here any more.")
		}
		return source, err
	}
	source, err := h.Intake.SourceOf(ctx, token)
	if order.CodeOf(err) == order.CodeUnauthorized {
		return source, order.Errorf(order.CodeUnauthorized, "This token is not known.")
	}
	return source, err
}

// same compares secrets so that the time it takes tells nothing about them.
func same(a, b string) bool {
	first, second := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(first[:], second[:]) == 1
}
