package api

import (
	"context"

	"github.com/orderhatch/orderhatch/internal/admin"
)

// administrator is the caller as the rules of administration see them.
func (i identity) administrator() admin.Actor {
	return admin.Actor{Name: i.name, Restaurants: i.Restaurants()}
}

// administered words the outcome of a change of accounts, and makes it take
// effect for callers who are remembered.
func (s *Server) administered(ctx context.Context, err error) error {
	s.callers.forgetAll() // also after an error: it may have come too late to undo
	if err != nil {
		return s.unavailable(ctx, err)
	}
	return nil
}

// done is an answer without a body.
type done struct{}

// created is the answer to something added.
type created[B any] struct {
	Location string `header:"Location"`
	Body     B
}
