package api

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	sessionCookie = "orderhatch_session"
	sessionLife   = 14 * time.Hour // one long shift
)

type signInBody struct {
	User     string `json:"user" required:"true" maxLength:"128" doc:"The sign-in name" example:"demo"`
	Password string `json:"password" required:"true" maxLength:"200" format:"password"`
}

// SessionView is what a signed-in browser knows about itself.
type SessionView struct {
	User      account.User `json:"user"`
	CSRFToken string       `json:"csrf_token,omitempty" doc:"Send it as X-CSRF-Token with every change; left out when the caller came with a key"`
	ExpiresAt *time.Time   `json:"expires_at,omitempty"`
}

type sessionAnswer struct {
	SetCookie string `header:"Set-Cookie"`
	Body      SessionView
}

type signedOut struct {
	SetCookie string `header:"Set-Cookie"`
}

// signIn opens a session. Wrong name and wrong password look and take the same.
func (s *Server) signIn(ctx context.Context, _ *struct{}, body signInBody) (*sessionAnswer, error) {
	call := callOf(ctx)
	if err := s.checkOrigin(call.request); err != nil {
		return nil, err
	}
	body.User = account.FoldName(body.User)
	if err := s.signIns.begin(body.User, call.address); err != nil {
		return nil, err
	}
	user, err := s.callers.accounts.User(ctx, body.User)
	if err != nil && order.CodeOf(err) != order.CodeNotFound {
		s.signIns.withdrawn(body.User, call.address)
		return nil, s.callers.unavailable(ctx, err)
	}
	allowed := err == nil && !user.Disabled && user.PasswordHash != ""
	hash := account.NobodysHash
	if allowed {
		hash = user.PasswordHash
	}
	matches, err := s.signIns.matches(ctx, hash, body.Password)
	if err != nil {
		s.signIns.withdrawn(body.User, call.address)
		return nil, err
	}
	if !allowed || !matches {
		return nil, refusal(order.CodeUnauthorized, "The name or the password is wrong.")
	}
	s.signIns.succeeded(body.User, call.address)
	if err := s.endSession(ctx, call.request); err != nil {
		return nil, err
	}
	return s.openSession(ctx, user, s.encrypted(call.request))
}

func (s *Server) openSession(ctx context.Context, user account.User, secure bool) (*sessionAnswer, error) {
	secret, now := rand.Text()+rand.Text(), s.now()
	token := csrfToken(secret)
	hash, csrf := sha256.Sum256([]byte(secret)), sha256.Sum256([]byte(token))
	session := account.Session{Hash: hash[:], UserID: user.ID, CSRFHash: csrf[:], CreatedAt: now, ExpiresAt: now.Add(sessionLife)}
	if err := s.callers.accounts.AddSession(ctx, session); err != nil {
		return nil, s.callers.unavailable(ctx, err)
	}
	cookie := sessionCookieFor(secret, secure)
	cookie.MaxAge = int(sessionLife / time.Second)
	return &sessionAnswer{SetCookie: cookie.String(), Body: SessionView{User: user, CSRFToken: token, ExpiresAt: &session.ExpiresAt}}, nil
}

func sessionCookieFor(secret string, secure bool) *http.Cookie {
	return &http.Cookie{Name: sessionCookie, Value: secret, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteStrictMode}
}

// whoAmI lets a page that was loaded anew find its session again.
func (s *Server) whoAmI(ctx context.Context, _ *struct{}) (*sessionAnswer, error) {
	who := callerOf(ctx)
	view := SessionView{User: *who.User}
	if who.session != nil {
		cookie, err := callOf(ctx).request.Cookie(sessionCookie)
		if err != nil {
			return nil, err
		}
		view.CSRFToken, view.ExpiresAt = csrfToken(cookie.Value), &who.session.ExpiresAt
	}
	return &sessionAnswer{Body: view}, nil
}

// signOut ends the session and takes the cookie back.
func (s *Server) signOut(ctx context.Context, _ *struct{}) (*signedOut, error) {
	request := callOf(ctx).request
	if callerOf(ctx).session != nil {
		if err := s.endSession(ctx, request); err != nil {
			return nil, err
		}
	}
	return &signedOut{SetCookie: s.expiredCookie(request).String()}, nil
}

// endSession ends the session that a browser has, if it has one.
func (s *Server) endSession(ctx context.Context, r *http.Request) error {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return nil //nolint:nilerr // no cookie, no session to end
	}
	hash := sha256.Sum256([]byte(cookie.Value))
	if err := s.callers.accounts.DeleteSession(ctx, hash[:]); err != nil && order.CodeOf(err) != order.CodeNotFound {
		return s.callers.unavailable(ctx, err)
	}
	s.callers.forget(cookie.Value)
	return nil
}

// expiredCookie makes the browser forget its session.
func (s *Server) expiredCookie(r *http.Request) *http.Cookie {
	expired := sessionCookieFor("", s.encrypted(r))
	expired.MaxAge = -1
	return expired
}
