package admin

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// NewSource is an order source to be added.
type NewSource struct {
	ID          string   `json:"id" required:"true" maxLength:"64" doc:"Part of the identity of every order it sends; it cannot be changed" example:"website"`
	Name        string   `json:"name,omitempty" maxLength:"100" example:"Сайт"`
	Restaurants []string `json:"restaurants,omitempty" maxItems:"1000" nullable:"false" doc:"Limits the source to these; left out or empty means all"`
	Strict      bool     `json:"strict,omitempty" doc:"Refuse orders with unknown or stopped dishes instead of flagging them"`
	Signed      bool     `json:"signed_submits,omitempty" doc:"Refuse submits that carry no signature over their body"`
}

// SourceChange changes an order source; what is left out stays as it is.
type SourceChange struct {
	Name        *string   `json:"name,omitempty" maxLength:"100"`
	Restaurants *[]string `json:"restaurants,omitempty" maxItems:"1000" nullable:"false" doc:"Empty means all"`
	Strict      *bool     `json:"strict,omitempty"`
	Signed      *bool     `json:"signed_submits,omitempty"`
	Disabled    *bool     `json:"disabled,omitempty" doc:"Its keys stop at once; its orders stay and are finished. Sources are disabled, never deleted, because orders name them"`
}

// Validate says what is wrong with it in itself.
func (n *NewSource) Validate(time.Time) []order.Fault {
	n.Name = strings.TrimSpace(n.Name)
	var f faults
	f.idOf("id", n.ID)
	f.text("name", n.Name, 100)
	return f
}

// Validate says what is wrong with it in itself.
func (c *SourceChange) Validate(time.Time) []order.Fault {
	var f faults
	if c.Name != nil {
		*c.Name = strings.TrimSpace(*c.Name)
		f.text("name", *c.Name, 100)
	}
	return f
}

// Sources are the order sources the actor may know of.
func (s *Service) Sources(ctx context.Context, by Actor) ([]account.Source, error) {
	all, err := s.store.Sources(ctx)
	return slices.DeleteFunc(all, func(source account.Source) bool { return !by.Covers(source.Restaurants) }), err
}

// Source is one order source the actor may know of.
func (s *Service) Source(ctx context.Context, by Actor, id string) (account.Source, error) {
	return by.findSource(s.store.Source(ctx, id))
}

func (a Actor) findSource(source account.Source, err error) (account.Source, error) {
	if err == nil && !a.Covers(source.Restaurants) || order.CodeOf(err) == order.CodeNotFound {
		return account.Source{}, refusal(order.CodeNotFound, "There is no such order source among yours.")
	}
	return source, err
}

// CreateSource adds an order source. Faults that were found before are told
// with its own.
func (s *Service) CreateSource(ctx context.Context, by Actor, wanted NewSource, found ...order.Fault) (source account.Source, err error) {
	f := faults(found)
	f.join(wanted.Validate(s.now()))
	source = account.Source{ID: wanted.ID, Name: wanted.Name, Restaurants: wanted.Restaurants, Strict: wanted.Strict, SignedSubmits: wanted.Signed}
	err = s.store.Administer(ctx, func(records Records) error {
		if err := f.knownRestaurants(ctx, records, by, source.Restaurants, nil); err != nil {
			return err
		}
		if err := f.refusal(); err != nil {
			return err
		}
		all, err := records.Sources(ctx)
		switch {
		case err != nil:
			return err
		case len(all) >= maxSources:
			return refusal(order.CodeConflict, "There are %d order sources already, and no more are possible.", maxSources)
		case slices.ContainsFunc(all, func(other account.Source) bool { return other.ID == source.ID }):
			return refusal(order.CodeAlreadyExists, "There is an order source with this id already.")
		}
		return s.writeSource(ctx, records, by, SourceCreated, nil, source)
	})
	return source, err
}

// ChangeSource changes an order source.
func (s *Service) ChangeSource(ctx context.Context, by Actor, id string, change SourceChange, found ...order.Fault) (source account.Source, err error) {
	f := faults(found)
	f.join(change.Validate(s.now()))
	err = s.store.Administer(ctx, func(records Records) error {
		before, err := by.findSource(records.Source(ctx, id))
		if err != nil {
			return err
		}
		source = before
		set(&source.Name, change.Name)
		set(&source.Strict, change.Strict)
		set(&source.SignedSubmits, change.Signed)
		set(&source.Disabled, change.Disabled)
		if change.Restaurants != nil {
			source.Restaurants = *change.Restaurants
			if err := f.knownRestaurants(ctx, records, by, source.Restaurants, before.Restaurants); err != nil {
				return err
			}
		}
		if err := f.refusal(); err != nil {
			return err
		}
		return s.writeSource(ctx, records, by, SourceChanged, before, source)
	})
	return source, err
}

func (s *Service) writeSource(ctx context.Context, records Records, by Actor, action Action, before any, after account.Source) error {
	changes, err := differences(before, after)
	if err != nil || len(changes) == 0 {
		return err
	}
	if err := records.PutSource(ctx, after); err != nil {
		return err
	}
	return records.AddLog(ctx, s.entry(by, action, "source", after.ID, changes))
}
