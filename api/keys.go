package api

import (
	"context"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
)

// KeyList is the keys of a source or a person, oldest first.
type KeyList struct {
	Items []account.Key `json:"items" nullable:"false"`
}

type keysAnswer struct{ Body KeyList }

type keyInput struct {
	ID string `path:"id" maxLength:"64" doc:"The key's id, not the key"`
}

// RotatedKey is a new key, and the old one with the time until which it works.
type RotatedKey struct {
	admin.MadeKey
	Replaces account.Key `json:"replaces"`
}

func (s *Server) listSourceKeys(ctx context.Context, in *sourceInput) (*keysAnswer, error) {
	return s.keysOf(ctx, in.ID, "")
}

func (s *Server) listUserKeys(ctx context.Context, in *userInput) (*keysAnswer, error) {
	return s.keysOf(ctx, "", in.ID)
}

func (s *Server) keysOf(ctx context.Context, sourceID, userID string) (*keysAnswer, error) {
	keys, err := s.admin.Keys(ctx, callerOf(ctx).administrator(), sourceID, userID)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	return &keysAnswer{Body: KeyList{Items: append([]account.Key{}, keys...)}}, nil
}

func (s *Server) makeSourceKey(ctx context.Context, in *sourceInput, got received[admin.NewKey]) (*created[admin.MadeKey], error) {
	return s.makeKey(ctx, in.ID, "", got)
}

func (s *Server) makeUserKey(ctx context.Context, in *userInput, got received[admin.NewKey]) (*created[admin.MadeKey], error) {
	return s.makeKey(ctx, "", in.ID, got)
}

func (s *Server) makeKey(ctx context.Context, sourceID, userID string, got received[admin.NewKey]) (*created[admin.MadeKey], error) {
	made, err := s.admin.CreateKey(ctx, callerOf(ctx).administrator(), sourceID, userID, got.body, got.faults...)
	if err := s.administered(ctx, err); err != nil {
		return nil, err
	}
	return &created[admin.MadeKey]{Location: "/v1/keys/" + made.ID, Body: made}, nil
}

type rotateKeyBody struct {
	OverlapSeconds int64 `json:"overlap_seconds,omitempty" minimum:"0" maximum:"2592000" doc:"How long the old key goes on working; it stops at once when left out"`
}

func (s *Server) rotateKey(ctx context.Context, in *keyInput, body rotateKeyBody) (*created[RotatedKey], error) {
	made, old, err := s.admin.RotateKey(ctx, callerOf(ctx).administrator(), in.ID, time.Duration(body.OverlapSeconds)*time.Second)
	if err := s.administered(ctx, err); err != nil {
		return nil, err
	}
	return &created[RotatedKey]{Location: "/v1/keys/" + made.ID, Body: RotatedKey{MadeKey: made, Replaces: old}}, nil
}

func (s *Server) revokeKey(ctx context.Context, in *keyInput) (*done, error) {
	err := s.admin.RevokeKey(ctx, callerOf(ctx).administrator(), in.ID)
	return &done{}, s.administered(ctx, err)
}
