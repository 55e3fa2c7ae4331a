package admin

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// NewUser is a person to be added.
type NewUser struct {
	ID          string       `json:"id" required:"true" maxLength:"64" doc:"The sign-in name, in small letters" example:"anna"`
	Name        string       `json:"name,omitempty" maxLength:"100" doc:"For people" example:"Анна Королёва"`
	Role        account.Role `json:"role" required:"true" enum:"read_only,operator,manager"`
	Restaurants []string     `json:"restaurants,omitempty" maxItems:"1000" nullable:"false" doc:"Limits the person to these; left out or empty means all"`
	Password    string       `json:"password,omitempty" maxLength:"200" format:"password" writeOnly:"true" doc:"At least 10 characters; without one the person cannot sign in, only use keys"`
}

// UserChange changes a person; what is left out stays as it is.
type UserChange struct {
	Name        *string       `json:"name,omitempty" maxLength:"100"`
	Role        *account.Role `json:"role,omitempty" enum:"read_only,operator,manager"`
	Restaurants *[]string     `json:"restaurants,omitempty" maxItems:"1000" nullable:"false" doc:"Empty means all"`
	Disabled    *bool         `json:"disabled,omitempty" doc:"A disabled person is signed out everywhere at once, and their keys stop"`
}

// Validate says what is wrong with it in itself.
func (n *NewUser) Validate(time.Time) []order.Fault {
	n.ID, n.Name = account.FoldName(n.ID), strings.TrimSpace(n.Name)
	var f faults
	f.signInName("id", n.ID)
	f.text("name", n.Name, 100)
	f.role(n.Role)
	if n.Password != "" {
		f.password("password", n.Password, n.ID, n.Name)
	}
	return f
}

// Validate says what is wrong with it in itself.
func (c *UserChange) Validate(time.Time) []order.Fault {
	var f faults
	if c.Name != nil {
		*c.Name = strings.TrimSpace(*c.Name)
		f.text("name", *c.Name, 100)
	}
	if c.Role != nil {
		f.role(*c.Role)
	}
	return f
}

func (f *faults) signInName(field, name string) {
	f.addIf(name == "", field, required, "must be given")
	f.addIf(len([]rune(name)) > 64, field, tooLong, "must have at most 64 characters")
	f.addIf(strings.ContainsFunc(name, func(r rune) bool {
		return !(unicode.IsLower(r) || unicode.IsDigit(r) || strings.ContainsRune("._-@", r))
	}), field, malformed, "must be letters, digits, dots, dashes, underscores and @")
}

func (f *faults) role(role account.Role) {
	known := []account.Role{account.ReadOnly, account.Operator, account.Manager}
	f.addIf(!slices.Contains(known, role), "role", unknownValue, "must be one of read_only, operator, manager")
}

// Users are the people the actor may know of.
func (s *Service) Users(ctx context.Context, by Actor) ([]account.User, error) {
	all, err := s.store.Users(ctx)
	return slices.DeleteFunc(all, func(user account.User) bool { return !by.manages(user) }), err
}

// User is one person the actor may know of.
func (s *Service) User(ctx context.Context, by Actor, id string) (account.User, error) {
	return by.find(s.store.User(ctx, id))
}

// manages says whether a person is the actor's business.
func (a Actor) manages(user account.User) bool { return a.Covers(user.Restaurants) }

// find makes somebody who is none of the actor's business as good as missing.
func (a Actor) find(user account.User, err error) (account.User, error) {
	if err == nil && !a.manages(user) || order.CodeOf(err) == order.CodeNotFound {
		return account.User{}, refusal(order.CodeNotFound, "There is no such person among yours.")
	}
	return user, err
}

// CreateUser adds a person. Faults that were found before are told with its own.
func (s *Service) CreateUser(ctx context.Context, by Actor, wanted NewUser, found ...order.Fault) (user account.User, err error) {
	f := faults(found)
	f.join(wanted.Validate(s.now()))
	user = account.User{ID: wanted.ID, Name: wanted.Name, Role: wanted.Role, Restaurants: wanted.Restaurants}
	if len(f) == 0 && wanted.Password != "" {
		if user.PasswordHash, err = s.hash(ctx, wanted.Password); err != nil {
			return account.User{}, err
		}
	}
	err = s.store.Administer(ctx, func(records Records) error {
		if err := f.knownRestaurants(ctx, records, by, user.Restaurants, nil); err != nil {
			return err
		}
		if err := f.refusal(); err != nil {
			return err
		}
		all, err := records.Users(ctx)
		switch {
		case err != nil:
			return err
		case len(all) >= maxUsers:
			return refusal(order.CodeConflict, "There are %d people already, and no more are possible.", maxUsers)
		case slices.ContainsFunc(all, func(other account.User) bool { return other.ID == user.ID }):
			return refusal(order.CodeAlreadyExists, "There is a person with this sign-in name already.")
		}
		return s.addUser(ctx, records, by, user)
	})
	return user, err
}

func (s *Service) addUser(ctx context.Context, records Records, by Actor, user account.User) error {
	changes, err := differences(nil, user)
	if err != nil {
		return err
	}
	if user.PasswordHash != "" {
		changes = append(changes, Change{Field: "password", Secret: true})
	}
	if err := records.PutUser(ctx, user); err != nil {
		return err
	}
	return records.AddLog(ctx, s.entry(by, UserCreated, "user", user.ID, changes))
}

// ChangeUser changes a person, and signs one out everywhere who is disabled.
func (s *Service) ChangeUser(ctx context.Context, by Actor, id string, change UserChange, found ...order.Fault) (user account.User, err error) {
	f := faults(found)
	f.join(change.Validate(s.now()))
	err = s.store.Administer(ctx, func(records Records) error {
		before, err := by.find(records.User(ctx, id))
		if err != nil {
			return err
		}
		if user = change.on(before); change.Restaurants != nil {
			if err := f.knownRestaurants(ctx, records, by, user.Restaurants, before.Restaurants); err != nil {
				return err
			}
		}
		if err := f.refusal(); err != nil {
			return err
		}
		if err := managersLeft(ctx, records, user); err != nil {
			return err
		}
		return s.replaceUser(ctx, records, by, before, user)
	})
	return user, err
}

func (c UserChange) on(user account.User) account.User {
	set(&user.Name, c.Name)
	set(&user.Role, c.Role)
	set(&user.Restaurants, c.Restaurants)
	set(&user.Disabled, c.Disabled)
	return user
}

// set changes a field when there is a value for it.
func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

func (s *Service) replaceUser(ctx context.Context, records Records, by Actor, before, after account.User) error {
	changes, err := differences(before, after)
	if err != nil || len(changes) == 0 {
		return err
	}
	if err := records.PutUser(ctx, after); err != nil {
		return err
	}
	if after.Disabled {
		if _, err := records.EndSessions(ctx, after.ID, nil); err != nil {
			return err
		}
	}
	return records.AddLog(ctx, s.entry(by, UserChanged, "user", after.ID, changes))
}

// managersLeft refuses a change of a person after which nobody could manage the
// installation, or only people who are limited to some restaurants.
func managersLeft(ctx context.Context, records Records, changed account.User) error {
	before, err := records.Users(ctx)
	if err != nil {
		return err
	}
	after := slices.Clone(before)
	for i := range after {
		if after[i].ID == changed.ID {
			after[i] = changed
		}
	}
	for _, counts := range []func(account.User) bool{manages, managesAll} {
		if slices.ContainsFunc(before, counts) && !slices.ContainsFunc(after, counts) {
			return refusal(order.CodeLastManager, "This is the last manager of all restaurants. Make another one first.")
		}
	}
	return nil
}

func manages(user account.User) bool    { return user.Role == account.Manager && !user.Disabled }
func managesAll(user account.User) bool { return manages(user) && len(user.Restaurants) == 0 }

// SignOut ends all sessions of a person except one, and says how many that were.
func (s *Service) SignOut(ctx context.Context, by Actor, id string, except []byte) (ended int64, err error) {
	err = s.store.Administer(ctx, func(records Records) error {
		if _, err := by.find(records.User(ctx, id)); err != nil {
			return err
		}
		if ended, err = records.EndSessions(ctx, id, except); err != nil {
			return err
		}
		return records.AddLog(ctx, s.entry(by, UserSignedOut, "user", id, nil))
	})
	return ended, err
}

// knownRestaurants checks a list of restaurants against those there are.
func (f *faults) knownRestaurants(ctx context.Context, records Records, by Actor, wanted, had []string) error {
	all, err := records.Restaurants(ctx)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, one := range all {
		known[one.ID] = true
	}
	f.restaurantsOf(by, wanted, had, known)
	return nil
}
