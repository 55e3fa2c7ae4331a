package admin

import (
	"context"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// NeedsSetup says whether there is nobody yet.
func (s *Service) NeedsSetup(ctx context.Context) (bool, error) {
	some, err := s.store.HasUsers(ctx)
	return !some, err
}

// Setup makes the first manager, and only the first: of two who try at once one
// is refused.
func (s *Service) Setup(ctx context.Context, wanted NewUser, found ...order.Fault) (account.User, error) {
	f := faults(found)
	wanted.Role, wanted.Restaurants = account.Manager, nil
	f.join(wanted.Validate(s.now()))
	f.addIf(wanted.Password == "", "password", required, "must be given")
	if err := f.refusal(); err != nil {
		return account.User{}, err
	}
	user := account.User{ID: wanted.ID, Name: wanted.Name, Role: account.Manager}
	var err error
	if user.PasswordHash, err = s.hash(ctx, wanted.Password); err != nil {
		return account.User{}, err
	}
	err = s.store.Administer(ctx, func(records Records) error {
		all, err := records.Users(ctx)
		switch {
		case err != nil:
			return err
		case len(all) > 0:
			return refusal(order.CodeConflict, "This installation has been set up already; sign in, or ask its manager for an account.")
		}
		return s.addUser(ctx, records, Actor{Name: "setup"}, user)
	})
	return user, err
}
