package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"sync/atomic"
	"time"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
)

// setup is the door for the first manager.
type setup struct {
	token  [sha256.Size]byte
	closed atomic.Bool // there is somebody, or there is no token
}

func newSetup(token string) *setup {
	s := &setup{token: sha256.Sum256([]byte(token))}
	s.closed.Store(token == "")
	return s
}

// SetupView says whether the installation needs to be set up.
type SetupView struct {
	Needed bool `json:"needed" doc:"There is nobody yet, and the service printed a token when it started"`
}

type setupAnswer struct{ Body SetupView }

// setupBody is the first manager.
type setupBody struct {
	Token    string `json:"token" required:"true" maxLength:"200" doc:"What the service printed when it started"`
	User     string `json:"user" required:"true" maxLength:"64" doc:"The sign-in name" example:"anna"`
	Name     string `json:"name,omitempty" maxLength:"100" example:"Анна Королёва"`
	Password string `json:"password" required:"true" maxLength:"200" format:"password" doc:"At least 10 characters"`
}

func (b setupBody) manager() admin.NewUser {
	return admin.NewUser{ID: b.User, Name: b.Name, Role: "manager", Password: b.Password}
}

// Validate implements validator.
func (b setupBody) Validate(now time.Time) []order.Fault {
	manager := b.manager()
	faults := manager.Validate(now)
	for i := range faults {
		if faults[i].Field == "id" {
			faults[i].Field = "user"
		}
	}
	return faults
}

func (s *Server) needsSetup(ctx context.Context, _ *struct{}) (*setupAnswer, error) {
	if s.setup.closed.Load() {
		return &setupAnswer{}, nil
	}
	needed, err := s.admin.NeedsSetup(ctx)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	if !needed {
		s.setup.closed.Store(true) // people are disabled, never deleted
	}
	return &setupAnswer{Body: SetupView{Needed: needed}}, nil
}

// setUp makes the first manager and signs them in. A wrong token costs as much
// patience as a wrong password.
func (s *Server) setUp(ctx context.Context, _ *struct{}, body setupBody) (*sessionAnswer, error) {
	const attempt = "\x00setup" // no name of a person
	call := callOf(ctx)
	if err := s.checkOrigin(call.request); err != nil {
		return nil, err
	}
	if s.setup.closed.Load() {
		return nil, refusal(order.CodeConflict, "This installation has been set up already, or set-up is switched off.")
	}
	if err := s.signIns.begin(attempt, call.address); err != nil {
		return nil, err
	}
	given := sha256.Sum256([]byte(body.Token))
	if subtle.ConstantTimeCompare(given[:], s.setup.token[:]) != 1 {
		return nil, refusal(order.CodeUnauthorized, "The token is wrong. It is what the service printed when it started.")
	}
	s.signIns.succeeded(attempt, call.address)
	user, err := s.admin.Setup(ctx, body.manager())
	if err := s.administered(ctx, err); err != nil {
		return nil, err
	}
	s.setup.closed.Store(true)
	return s.openSession(ctx, user, s.encrypted(call.request))
}
