package api

import (
	"context"
	"errors"

	"github.com/orderhatch/orderhatch/internal/callback"
	"github.com/orderhatch/orderhatch/internal/order"
)

// checkSignature refuses a submit whose signature is wrong, or that has none
// although its source promised to sign. A key alone can be copied out of a shop's
// settings; the secret never travels.
func (s *Server) checkSignature(ctx context.Context) error {
	source, called := callerOf(ctx).Source, callOf(ctx)
	header := called.request.Header.Get(callback.SignatureHeader)
	if header == "" {
		if source.SignedSubmits {
			return refusal(order.CodeUnauthorized, "This source signs its orders: send %s.", callback.SignatureHeader)
		}
		return nil
	}
	secrets, err := s.callbacks.SigningSecrets(ctx, source.ID)
	if err != nil {
		return s.unavailable(ctx, err)
	}
	if err := callback.Verify(header, called.body, s.now(), secrets...); errors.Is(err, callback.ErrSignature) {
		return refusal(order.CodeUnauthorized, "%s does not fit this body, or its time is more than five minutes from ours.", callback.SignatureHeader)
	}
	return nil
}
