package api

import (
	"context"
	"net/url"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
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
