package api

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Availabilities keeps how restaurants take orders now, which dishes are kept from
// being sold, and the codes of sources' own.
type Availabilities interface {
	Availability(ctx context.Context, restaurantID string) (restaurant.Availability, error)
	PutAvailability(ctx context.Context, restaurantID string, a restaurant.Availability) error
	PutSnooze(ctx context.Context, restaurantID string, snooze restaurant.Snooze) error
	DeleteSnooze(ctx context.Context, restaurantID string, snooze restaurant.Snooze) error
	Aliases(ctx context.Context, source string) ([]restaurant.Alias, error)
	PutAliases(ctx context.Context, source string, aliases []restaurant.Alias, by string) error
}

// alwaysOnline stands in when nobody keeps the availability.
type alwaysOnline struct{}

var errNotKept = errors.New("nobody keeps the availability here")

func (alwaysOnline) Availability(context.Context, string) (restaurant.Availability, error) {
	return restaurant.Availability{}, nil
}
func (alwaysOnline) PutAvailability(context.Context, string, restaurant.Availability) error {
	return errNotKept
}
func (alwaysOnline) PutSnooze(context.Context, string, restaurant.Snooze) error    { return errNotKept }
func (alwaysOnline) DeleteSnooze(context.Context, string, restaurant.Snooze) error { return errNotKept }
func (alwaysOnline) Aliases(context.Context, string) ([]restaurant.Alias, error)   { return nil, nil }
func (alwaysOnline) PutAliases(context.Context, string, []restaurant.Alias, string) error {
	return errNotKept
}

// AvailabilityView is how a restaurant takes orders now.
type AvailabilityView struct {
	Mode    restaurant.Mode `json:"mode" enum:"online,busy,paused" doc:"busy takes orders, but they take longer; paused takes none"`
	Minutes int             `json:"minutes,omitempty" doc:"How much longer than usual orders take while busy"`
	Until   *time.Time      `json:"until,omitempty" doc:"When it is online again by itself; left out for until somebody changes it"`
	Note    string          `json:"note,omitempty" doc:"For people of the restaurant only"`
	By      string          `json:"changed_by,omitempty" doc:"For people of the restaurant only; system for the automatic pause"`
	Open    bool            `json:"open" doc:"It is within the working hours"`
	OpensAt *time.Time      `json:"opens_at,omitempty" doc:"When the working hours begin again"`
}

// availabilityView is what a caller may know. What cannot be read is taken for
// online: a view must not fail for it, and a submit looks for itself.
func (s *Server) availabilityView(ctx context.Context, place restaurant.Restaurant) AvailabilityView {
	now := s.now()
	said, err := s.switches.Availability(ctx, place.ID)
	if err != nil {
		s.log.WarnContext(ctx, "The availability of a restaurant cannot be read", "restaurant", place.ID, "error", err)
	}
	is := said.At(now)
	view := AvailabilityView{Mode: is.Mode, Minutes: is.Minutes, Until: is.Until, Open: place.Hours.OpenAt(now.In(place.Location()))}
	if opens, ok := place.Hours.NextOpening(now.In(place.Location())); ok {
		view.OpensAt = &opens
	}
	if callerOf(ctx).User != nil {
		view.Note, view.By = is.Note, is.ChangedBy
	}
	return view
}

// pausedAtMost is what a caller is told to wait when the pause has no end.
const pausedAtMost = 15 * time.Minute

// notPaused refuses while the restaurant is paused.
func (s *Server) notPaused(ctx context.Context, place restaurant.Restaurant) error {
	said, err := s.switches.Availability(ctx, place.ID)
	if err != nil {
		return s.unavailable(ctx, err)
	}
	now := s.now()
	is := said.At(now)
	if is.Mode != restaurant.Paused {
		return nil
	}
	wait, ends := pausedAtMost, "until somebody opens it again"
	if is.Until != nil {
		wait, ends = is.Until.Sub(now), "until "+is.Until.UTC().Format(time.RFC3339)
	}
	told := newProblem(order.Errorf(order.CodeRestaurantPaused, "Restaurant %q takes no orders %s.", place.ID, ends))
	told.headers.Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	return told
}

type availabilityBody struct {
	Mode    restaurant.Mode `json:"mode,omitempty" enum:"online,busy,paused" doc:"Left out, it stays as it is"`
	Minutes int             `json:"minutes,omitempty" minimum:"1" maximum:"480" doc:"With busy: how much longer than usual orders take"`
	Until   *time.Time      `json:"until,omitempty" doc:"With busy and paused: when it is online again by itself"`
	Note    string          `json:"note,omitempty" maxLength:"200"`
	Items   []itemOnOrOff   `json:"items,omitempty" maxItems:"200" nullable:"false" doc:"Dishes to take off or to put back"`
	// Modifiers have a list of their own, because a modifier may have a dish's code.
	Modifiers []itemOnOrOff `json:"modifiers,omitempty" maxItems:"200" nullable:"false" doc:"Modifiers to take off or to put back"`
}

type itemOnOrOff struct {
	PLU       string     `json:"plu" required:"true" maxLength:"64" example:"101"`
	Available bool       `json:"available" required:"true" doc:"false takes it off; true puts it back, if the till sells it"`
	Until     *time.Time `json:"until,omitempty" doc:"When it is put back by itself; left out for until somebody does"`
	Note      string     `json:"note,omitempty" maxLength:"200"`
}

// farthest is how long in advance an end may be set.
const farthest = 31 * 24 * time.Hour

// Validate implements validator.
func (b *availabilityBody) Validate(now time.Time) (faults []order.Fault) {
	add := func(field, code, message string) {
		faults = append(faults, order.Fault{Field: field, Code: code, Message: message})
	}
	if b.Mode == "" && len(b.Items) == 0 && len(b.Modifiers) == 0 {
		add("mode", codeRequired, "say how it takes orders, or name items or modifiers")
	}
	if b.Mode == restaurant.Busy && b.Minutes == 0 {
		add("minutes", codeRequired, "say how much longer orders take")
	}
	if b.Mode != restaurant.Busy && b.Minutes != 0 {
		add("minutes", codeUnknownValue, "only with busy")
	}
	if b.Until != nil && b.Mode != restaurant.Busy && b.Mode != restaurant.Paused {
		add("until", codeUnknownValue, "only with busy and paused")
	}
	end := func(field string, until *time.Time) {
		if until != nil && (!until.After(now) || until.After(now.Add(farthest))) {
			add(field, codeOutOfRange, "must be in the next 31 days")
		}
	}
	end("until", b.Until)
	each := func(list string, items []itemOnOrOff) {
		for i, item := range items {
			field := fmt.Sprintf("%s[%d].until", list, i)
			end(field, item.Until)
			if item.Available && item.Until != nil {
				add(field, codeUnknownValue, "only with available: false")
			}
		}
	}
	each("items", b.Items)
	each("modifiers", b.Modifiers)
	return faults
}

// putAvailability changes how a restaurant takes orders, and which dishes and
// modifiers it sells. All of it is checked before anything is done.
func (s *Server) putAvailability(ctx context.Context, in *restaurantInput, body availabilityBody) (*restaurantAnswer, error) {
	place, err := s.ownRestaurant(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	changes, err := s.findItems(ctx, place, body)
	if err != nil {
		return nil, err
	}
	defer s.menus.Forget(place.ID)
	by := callerOf(ctx).actor().String()
	for _, change := range changes {
		change.By = by
		put := s.switches.PutSnooze
		if change.back {
			put = s.switches.DeleteSnooze
		}
		if err := put(ctx, place.ID, change.Snooze); err != nil {
			return nil, s.unavailable(ctx, err)
		}
	}
	if body.Mode != "" {
		err = s.switches.PutAvailability(ctx, place.ID, restaurant.Availability{Mode: body.Mode, Minutes: body.Minutes, Until: body.Until,
			Note: body.Note, ChangedBy: by, ChangedAt: s.now()})
		if err != nil {
			return nil, s.unavailable(ctx, err)
		}
	}
	s.log.InfoContext(ctx, "The availability was changed", "restaurant", place.ID, "mode", body.Mode, "items", len(changes), "by", by)
	return &restaurantAnswer{Body: s.restaurantView(ctx, place, s.leftToSee(ctx, []string{place.ID}, place)[place.ID])}, nil
}

// onOrOff is one dish or modifier to take off or to put back.
type onOrOff struct {
	restaurant.Snooze
	back bool
}

// findItems finds the dishes and modifiers that are named, all or none.
func (s *Server) findItems(ctx context.Context, place restaurant.Restaurant, body availabilityBody) ([]onOrOff, error) {
	if len(body.Items) == 0 && len(body.Modifiers) == 0 {
		return nil, nil
	}
	known, err := s.menuOf(ctx, place)
	if err != nil {
		return nil, err
	}
	var got received[[]onOrOff]
	find := func(list, fault, words string, items []itemOnOrOff, find func(plu string) (restaurant.Snooze, bool)) {
		for i, item := range items {
			found, ok := find(item.PLU)
			if !ok {
				got.faults = append(got.faults, order.Fault{Field: fmt.Sprintf("%s[%d].plu", list, i), Code: fault, Message: words})
			}
			found.Until, found.Note = item.Until, item.Note
			got.body = append(got.body, onOrOff{found, item.Available})
		}
	}
	find("items", menu.CheckDishUnknown, "the restaurant has no dish with this code", body.Items, func(plu string) (restaurant.Snooze, bool) {
		dish, ok := known.Dish(plu)
		return restaurant.Snooze{Ident: dish.Ident, Name: dish.Name}, ok
	})
	find("modifiers", menu.CheckModifierUnknown, "the restaurant has no modifier with this code", body.Modifiers, func(plu string) (restaurant.Snooze, bool) {
		modifier, ok := known.Modifier(plu)
		return restaurant.Snooze{Modifier: true, Ident: modifier.Ident, Name: modifier.Name}, ok
	})
	return got.body, got.refusal()
}

var availabilityNotes = notes{
	description: "Opens, slows down or pauses the restaurant, and takes dishes and modifiers off or puts them back. A paused restaurant answers submits with 403 restaurant_paused and Retry-After.",
	refusals:    []int{http.StatusNotFound},
}
