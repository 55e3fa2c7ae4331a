package api

import (
	"context"
	"net/url"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
)

// SourceList is the order sources the caller may know of.
type SourceList struct {
	Items []account.Source `json:"items" nullable:"false"`
}

type sourcesAnswer struct{ Body SourceList }

type sourceAnswer struct{ Body account.Source }

type sourceInput struct {
	ID string `path:"id" maxLength:"64" example:"website"`
}

func (s *Server) listSources(ctx context.Context, _ *struct{}) (*sourcesAnswer, error) {
	sources, err := s.admin.Sources(ctx, callerOf(ctx).administrator())
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	return &sourcesAnswer{Body: SourceList{Items: append([]account.Source{}, sources...)}}, nil
}

func (s *Server) addSource(ctx context.Context, _ *struct{}, got received[admin.NewSource]) (*created[account.Source], error) {
	source, err := s.admin.CreateSource(ctx, callerOf(ctx).administrator(), got.body, got.faults...)
	if err := s.administered(ctx, err); err != nil {
		return nil, err
	}
	return &created[account.Source]{Location: "/v1/sources/" + url.PathEscape(source.ID), Body: source}, nil
}

func (s *Server) changeSource(ctx context.Context, in *sourceInput, got received[admin.SourceChange]) (*sourceAnswer, error) {
	source, err := s.admin.ChangeSource(ctx, callerOf(ctx).administrator(), in.ID, got.body, got.faults...)
	if err := s.administered(ctx, err); err != nil {
		return nil, err
	}
	return &sourceAnswer{Body: source}, nil
}

// managesSource refuses a source that is none of the manager's business.
func (s *Server) managesSource(ctx context.Context, id string) error {
	source, err := s.callers.accounts.Source(ctx, id)
	switch {
	case err == nil && !callerOf(ctx).administrator().Covers(source.Restaurants), order.CodeOf(err) == order.CodeNotFound:
		return refusal(order.CodeNotFound, "There is no such order source among yours.")
	case err != nil:
		return s.unavailable(ctx, err)
	}
	return nil
}
