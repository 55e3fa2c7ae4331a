package admin

import (
	"context"
	"slices"
	"strings"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Restaurants are the restaurants of the actor, with their secrets.
func (s *Service) Restaurants(ctx context.Context, by Actor) ([]restaurant.Restaurant, error) {
	all, err := s.store.Restaurants(ctx)
	var served []restaurant.Restaurant
	for _, one := range all {
		if by.serves(one.ID) {
			served = append(served, one)
		}
	}
	return served, err
}

// Restaurant is one restaurant of the actor, with its secrets.
func (s *Service) Restaurant(ctx context.Context, by Actor, id string) (restaurant.Restaurant, error) {
	return by.findRestaurant(s.store.Restaurant(ctx, id))
}

func (a Actor) findRestaurant(r restaurant.Restaurant, err error) (restaurant.Restaurant, error) {
	if err == nil && !a.serves(r.ID) || order.CodeOf(err) == order.CodeNotFound {
		return restaurant.Restaurant{}, refusal(order.CodeNotFound, "There is no restaurant with this id among yours.")
	}
	return r, err
}

// AddRestaurant sets up a new restaurant. Faults that were found before are
// told with its own.
func (s *Service) AddRestaurant(ctx context.Context, by Actor, wanted RestaurantSettings, found ...order.Fault) (added restaurant.Restaurant, err error) {
	if err := by.mayAddRestaurants(); err != nil {
		return added, err
	}
	f := faults(found)
	f.addIf(wanted.ID == "", "id", required, "must be given")
	f.join(wanted.Validate(s.now()))
	err = s.store.Administer(ctx, func(records Records) error {
		if err := f.knownSource(ctx, records, by, wanted.MiniDelivery.Source, ""); err != nil {
			return err
		}
		if err := f.refusal(); err != nil {
			return err
		}
		_, err := records.Restaurant(ctx, wanted.ID)
		if err == nil {
			return refusal(order.CodeAlreadyExists, "There is a restaurant with this id already.")
		}
		if order.CodeOf(err) != order.CodeNotFound {
			return err
		}
		all, err := records.Restaurants(ctx)
		if err != nil {
			return err
		}
		if len(all) >= maxRestaurants {
			return refusal(order.CodeConflict, "There are %d restaurants already, and no more are possible.", maxRestaurants)
		}
		added, err = s.writeRestaurant(ctx, records, by, RestaurantCreated, nil, wanted.On(restaurant.Restaurant{ID: wanted.ID}))
		return err
	})
	return added, err
}

// knownSource checks the source that orders of the replaced protocol belong to.
// One that is set already may be somebody else's.
func (f *faults) knownSource(ctx context.Context, records Records, by Actor, id, had string) error {
	if id == "" || id == had {
		return nil
	}
	_, err := by.findSource(records.Source(ctx, id))
	if order.CodeOf(err) == order.CodeNotFound {
		f.add("mini_delivery.source", unknownValue, "there is no such order source among yours")
		return nil
	}
	return err
}

func (a Actor) mayAddRestaurants() error {
	if a.everything() {
		return nil
	}
	return refusal(order.CodeForbidden, "You serve some restaurants only; adding and removing them is for managers of all restaurants.")
}

// ChangeRestaurant replaces the settings of a restaurant. With a revision it is
// refused when they have changed since.
func (s *Service) ChangeRestaurant(ctx context.Context, by Actor, id string, revision int64, wanted RestaurantSettings, found ...order.Fault) (changed restaurant.Restaurant, err error) {
	f := faults(found)
	f.join(wanted.Validate(s.now()))
	f.addIf(wanted.ID != "" && wanted.ID != id, "id", notAllowed, "cannot be changed")
	err = s.store.Administer(ctx, func(records Records) error {
		before, err := by.findRestaurant(records.Restaurant(ctx, id))
		if err != nil {
			return err
		}
		f.secretsAgain(before, wanted)
		if err := f.knownSource(ctx, records, by, wanted.MiniDelivery.Source, before.MiniDelivery.Source); err != nil {
			return err
		}
		if err := f.refusal(); err != nil {
			return err
		}
		if err := current(before, revision); err != nil {
			return err
		}
		changed, err = s.writeRestaurant(ctx, records, by, RestaurantChanged, &before, wanted.On(before))
		return err
	})
	return changed, err
}

func current(r restaurant.Restaurant, revision int64) error {
	if revision != 0 && revision != r.Revision {
		return refusal(order.CodeStaleRevision, "You read revision %d; it is at revision %d now. Read it again.", revision, r.Revision)
	}
	return nil
}

// writeRestaurant keeps settings unless they are as they were. A nil before
// means that there were none.
func (s *Service) writeRestaurant(ctx context.Context, records Records, by Actor, action Action, before *restaurant.Restaurant, after restaurant.Restaurant) (restaurant.Restaurant, error) {
	changes, err := restaurantChanges(before, after)
	if err != nil || before != nil && len(changes) == 0 {
		return after, err
	}
	if err := records.PutRestaurant(ctx, after); err != nil {
		return after, err
	}
	if err := records.AddLog(ctx, s.entry(by, action, "restaurant", after.ID, changes)); err != nil {
		return after, err
	}
	return records.Restaurant(ctx, after.ID) // with the revision it has got
}

func restaurantChanges(before *restaurant.Restaurant, after restaurant.Restaurant) ([]Change, error) {
	var old any
	secrets := restaurant.Restaurant{}
	if before != nil {
		secrets = *before
		old = logged(*before)
	}
	changes, err := differences(old, logged(after))
	// Whether there is a secret is told below, when it has changed.
	changes = slices.DeleteFunc(changes, func(c Change) bool { return strings.HasSuffix(c.Field, "_set") })
	from, to := secrets.Station, after.Station
	for _, one := range []struct{ field, from, to string }{
		{"station.password", from.Password, to.Password},
		{"station.notify_token", from.NotifyToken, to.NotifyToken},
		{"licence.token", from.Licence.Token, to.Licence.Token},
		{"licence.account.password", from.Licence.Account.Password, to.Licence.Account.Password},
		{"licence.account.token", from.Licence.Account.Token, to.Licence.Account.Token},
		{"mini_delivery.token", secrets.MiniDelivery.Token, after.MiniDelivery.Token},
		{"alarms.webhook", secrets.Alarms.Webhook, after.Alarms.Webhook},
		{"alarms.telegram_token", secrets.Alarms.TelegramToken, after.Alarms.TelegramToken},
	} {
		if one.from != one.to {
			changes = append(changes, Change{Field: one.field, Secret: true})
		}
	}
	return changes, err
}

// logged is what the log compares: without the revision, which always differs.
func logged(r restaurant.Restaurant) RestaurantSettings {
	settings := SettingsOf(r)
	settings.Revision, settings.UpdatedAt = 0, nil
	return settings
}

// RemoveRestaurant forgets a restaurant's settings. While it has orders that are
// not over this needs force: they could not be worked on any more.
func (s *Service) RemoveRestaurant(ctx context.Context, by Actor, id string, revision int64, force bool) error {
	return s.store.Administer(ctx, func(records Records) error {
		before, err := by.findRestaurant(records.Restaurant(ctx, id))
		if err != nil {
			return err
		}
		if err := by.mayAddRestaurants(); err != nil {
			return err
		}
		if err := current(before, revision); err != nil {
			return err
		}
		open, err := records.OpenOrders(ctx, id)
		if err != nil {
			return err
		}
		if open > 0 && !force {
			return refusal(order.CodeConflict, "%d orders of this restaurant are not over yet. Finish them first, or say force.", open)
		}
		if err := records.DeleteRestaurant(ctx, id); err != nil {
			return err
		}
		changes, err := differences(logged(before), nil)
		if err != nil {
			return err
		}
		return records.AddLog(ctx, s.entry(by, RestaurantRemoved, "restaurant", id, changes))
	})
}

// Draft is a restaurant as it would be with some settings, to be examined before
// they are kept. Secrets that were left out are the stored ones, unless they
// would be sent to somebody else.
func (s *Service) Draft(ctx context.Context, by Actor, wanted RestaurantSettings, found ...order.Fault) (restaurant.Restaurant, error) {
	f := faults(found)
	f.join(wanted.Validate(s.now()))
	before := restaurant.Restaurant{ID: wanted.ID}
	if !by.serves(wanted.ID) {
		return before, by.mayAddRestaurants()
	}
	if wanted.ID != "" {
		stored, err := s.store.Restaurant(ctx, wanted.ID)
		switch {
		case err == nil:
			f.secretsAgain(stored, wanted)
			before = stored
		case order.CodeOf(err) != order.CodeNotFound:
			return before, err
		}
	}
	if before.ID == "" {
		before.ID = "draft"
	}
	return wanted.On(before), f.refusal()
}

// NoteExamined writes into the log that somebody had a restaurant's connection
// examined: it makes the service connect to an address of their choice.
func (s *Service) NoteExamined(ctx context.Context, by Actor, r restaurant.Restaurant) error {
	return s.store.Administer(ctx, func(records Records) error {
		return records.AddLog(ctx, s.entry(by, RestaurantExamined, "restaurant", r.ID, []Change{{Field: "station.url", To: shortened(r.Station.URL)}}))
	})
}

// NoteAlarmTried writes into the log that somebody had people of a restaurant
// called to try it.
func (s *Service) NoteAlarmTried(ctx context.Context, by Actor, r restaurant.Restaurant) error {
	return s.store.Administer(ctx, func(records Records) error {
		return records.AddLog(ctx, s.entry(by, RestaurantAlarmTried, "restaurant", r.ID, []Change{}))
	})
}
