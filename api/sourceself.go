package api

import (
	"context"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
)

// SourceSelf is what a source's key is good for.
type SourceSelf struct {
	ID            string          `json:"id"`
	Name          string          `json:"name"`
	Restaurants   []string        `json:"restaurants" nullable:"false" doc:"Empty means all"`
	Scopes        []account.Scope `json:"scopes" nullable:"false" doc:"Of the key that asks"`
	SignedSubmits bool            `json:"signed_submits" doc:"POST /v1/orders must carry X-Orderhatch-Signature"`
	KeyExpiresAt  *time.Time      `json:"key_expires_at,omitempty"`
}

type sourceSelfAnswer struct{ Body SourceSelf }

// readSelf tells a source who it is.
func (s *Server) readSelf(ctx context.Context, _ *struct{}) (*sourceSelfAnswer, error) {
	who := callerOf(ctx)
	self := SourceSelf{ID: who.Source.ID, Name: who.Source.Name, Restaurants: []string{}, Scopes: who.Scopes, SignedSubmits: who.Source.SignedSubmits}
	self.Restaurants = append(self.Restaurants, who.Source.Restaurants...)
	if !who.expires.IsZero() {
		self.KeyExpiresAt = &who.expires
	}
	return &sourceSelfAnswer{Body: self}, nil
}

type rotateBody struct {
	OverlapHours *int `json:"overlap_hours,omitempty" minimum:"0" maximum:"168" doc:"How long the secret before stays good; 24 when left out"`
}

type rotateInput struct {
	ID string `path:"id" doc:"The source's id"`
}

// SigningSecret is a new secret, shown once.
type SigningSecret struct {
	Secret        string    `json:"secret" doc:"Signs callbacks to the source, and its submits when it signs them"`
	PreviousUntil time.Time `json:"previous_until" doc:"Until then callbacks carry a signature of the secret before as well"`
}

type secretAnswer struct{ Body SigningSecret }

// rotateOwnSecret gives the calling source a new signing secret.
func (s *Server) rotateOwnSecret(ctx context.Context, _ *struct{}, body rotateBody) (*secretAnswer, error) {
	return s.rotate(ctx, callerOf(ctx).Source.ID, body)
}

// rotateSecret gives a source a new signing secret.
func (s *Server) rotateSecret(ctx context.Context, in *rotateInput, body rotateBody) (*secretAnswer, error) {
	if err := s.managesSource(ctx, in.ID); err != nil {
		return nil, err
	}
	return s.rotate(ctx, in.ID, body)
}

func (s *Server) rotate(ctx context.Context, source string, body rotateBody) (*secretAnswer, error) {
	overlap := 24 * time.Hour
	if body.OverlapHours != nil {
		overlap = time.Duration(*body.OverlapHours) * time.Hour
	}
	secret, until, err := s.callbacks.RotateSigningSecret(ctx, source, overlap)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	return &secretAnswer{Body: SigningSecret{Secret: secret, PreviousUntil: until.UTC()}}, nil
}
