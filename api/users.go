package api

import (
	"context"
	"net/url"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
)

// UserView is a person as managers see them.
type UserView struct {
	account.User
	HasPassword bool `json:"has_password" doc:"Without one the person cannot sign in, only use keys"`
}

// UserList is the people the caller may know of.
type UserList struct {
	Items []UserView `json:"items" nullable:"false"`
}

type usersAnswer struct{ Body UserList }

type userAnswer struct{ Body UserView }

type userInput struct {
	ID string `path:"id" maxLength:"64" doc:"The sign-in name" example:"anna"`
}

func viewOfUser(user account.User) UserView {
	return UserView{User: user, HasPassword: user.PasswordHash != ""}
}

func (s *Server) listUsers(ctx context.Context, _ *struct{}) (*usersAnswer, error) {
	users, err := s.admin.Users(ctx, callerOf(ctx).administrator())
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	answer := &usersAnswer{Body: UserList{Items: make([]UserView, len(users))}}
	for i, user := range users {
		answer.Body.Items[i] = viewOfUser(user)
	}
	return answer, nil
}

func (s *Server) addUser(ctx context.Context, _ *struct{}, got received[admin.NewUser]) (*created[UserView], error) {
	user, err := s.admin.CreateUser(ctx, callerOf(ctx).administrator(), got.body, got.faults...)
	if err := s.administered(ctx, err); err != nil {
		return nil, err
	}
	return &created[UserView]{Location: "/v1/users/" + url.PathEscape(user.ID), Body: viewOfUser(user)}, nil
}

func (s *Server) changeUser(ctx context.Context, in *userInput, got received[admin.UserChange]) (*userAnswer, error) {
	user, err := s.admin.ChangeUser(ctx, callerOf(ctx).administrator(), in.ID, got.body, got.faults...)
	if err := s.administered(ctx, err); err != nil {
		return nil, err
	}
	return &userAnswer{Body: viewOfUser(user)}, nil
}

type passwordBody struct {
	Password string `json:"password" required:"true" maxLength:"200" format:"password" doc:"At least 10 characters"`
	Current  string `json:"current,omitempty" maxLength:"200" format:"password" doc:"The present one; needed to set one's own"`
}

// setPassword is for managers, and for everybody about themselves.
func (s *Server) setPassword(ctx context.Context, in *userInput, got received[passwordBody]) (*done, error) {
	who := callerOf(ctx)
	self := who.User.ID == in.ID
	if !self {
		if err := managersOnly(who); err != nil {
			return nil, err
		}
	}
	if err := got.refusal(); err != nil {
		return nil, err
	}
	var keep []byte // the session it is done with goes on
	if self {
		if err := s.knowsOwnPassword(ctx, who, got.body.Current); err != nil {
			return nil, err
		}
		if who.session != nil {
			keep = who.session.Hash
		}
	}
	err := s.admin.SetPassword(ctx, who.administrator(), in.ID, got.body.Password, keep)
	return &done{}, s.administered(ctx, err)
}

// knowsOwnPassword asks for the present password, so that a browser left open or
// a stolen key is not enough to take an account over. Guessing is slowed down as
// at sign-in.
func (s *Server) knowsOwnPassword(ctx context.Context, who identity, current string) error {
	address := callOf(ctx).address
	if err := s.signIns.begin(who.User.ID, address); err != nil {
		return err
	}
	user, err := s.callers.accounts.User(ctx, who.User.ID)
	if err != nil {
		s.signIns.withdrawn(who.User.ID, address)
		return s.unavailable(ctx, err)
	}
	if user.PasswordHash == "" {
		s.signIns.withdrawn(who.User.ID, address)
		return managersOnly(who) // there is nothing to know yet
	}
	matches, err := s.signIns.matches(ctx, user.PasswordHash, current)
	if err != nil {
		s.signIns.withdrawn(who.User.ID, address)
		return err
	}
	if !matches {
		return &order.Error{Code: order.CodeInvalid, Detail: "1 fault; see errors.", Faults: []order.Fault{
			{Field: "current", Code: "wrong", Message: "is not the present password"},
		}}
	}
	s.signIns.succeeded(who.User.ID, address)
	return nil
}

func managersOnly(who identity) error { return people(account.Manager).check(who.Caller) }

// signOutEverywhere is for managers, and for everybody about themselves.
func (s *Server) signOutEverywhere(ctx context.Context, in *userInput) (*signedOut, error) {
	who := callerOf(ctx)
	self := who.User.ID == in.ID
	if !self {
		if err := managersOnly(who); err != nil {
			return nil, err
		}
	}
	_, err := s.admin.SignOut(ctx, who.administrator(), in.ID, nil)
	if err := s.administered(ctx, err); err != nil {
		return nil, err
	}
	if !self || who.session == nil {
		return &signedOut{}, nil
	}
	return &signedOut{SetCookie: s.expiredCookie(callOf(ctx).request).String()}, nil
}
