package admin

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// minDifferent keeps out passwords like "1111111111" without a list of them.
const minDifferent = 5

// password checks a password somebody wants to have.
func (f *faults) password(field, password, id, name string) {
	different := map[rune]bool{}
	for _, r := range password {
		different[r] = true
	}
	length, folded := utf8.RuneCountInString(password), strings.ToLower(password)
	isName := func(name string) bool { return name != "" && strings.TrimSpace(folded) == strings.ToLower(name) }
	switch {
	case length < account.MinPassword:
		f.add(field, tooShort, "must have at least %d characters", account.MinPassword)
	case length > account.MaxPassword:
		f.add(field, tooLong, "must have at most %d characters", account.MaxPassword)
	case isName(id) || isName(name):
		f.add(field, notAllowed, "must not be the person's own name")
	case len(different) < minDifferent:
		f.add(field, notAllowed, "must have at least %d different characters", minDifferent)
	}
}

// hash hashes a password, a few at a time.
func (s *Service) hash(ctx context.Context, password string) (string, error) {
	select {
	case s.hashing <- struct{}{}:
	case <-ctx.Done():
		return "", refusal(order.CodeUnavailable, "Too many passwords are being set at once; try again in a moment.")
	}
	defer func() { <-s.hashing }()
	return account.HashPassword(password)
}

// SetPassword gives a person a new password and ends their sessions except one.
func (s *Service) SetPassword(ctx context.Context, by Actor, id, password string, except []byte) error {
	user, err := by.find(s.store.User(ctx, id))
	if err != nil {
		return err
	}
	var f faults
	f.password("password", password, user.ID, user.Name)
	if err := f.refusal(); err != nil {
		return err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.store.Administer(ctx, func(records Records) error {
		user, err := by.find(records.User(ctx, id))
		if err != nil {
			return err
		}
		user.PasswordHash = hash
		if err := records.PutUser(ctx, user); err != nil {
			return err
		}
		if _, err := records.EndSessions(ctx, id, except); err != nil {
			return err
		}
		return records.AddLog(ctx, s.entry(by, UserPassword, "user", id, []Change{{Field: "password", Secret: true}}))
	})
}
