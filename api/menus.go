package api

import (
	"context"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// MenuView is what a restaurant sells.
type MenuView struct {
	Restaurant string         `json:"restaurant" example:"arbat-1"`
	Currency   string         `json:"currency" example:"RUB"`
	Version    string         `json:"version" doc:"Changes with anything in the menu; also the ETag"`
	FetchedAt  time.Time      `json:"fetched_at" doc:"When the station last confirmed prices and remainders"`
	Categories []MenuCategory `json:"categories" nullable:"false"`
	Items      []MenuItem     `json:"items" nullable:"false" doc:"By category and name; a source sees what is sold online"`
	Groups     []MenuGroup    `json:"modifier_groups" nullable:"false" doc:"Named by the items that take them"`
	Problems   []MenuProblem  `json:"problems,omitempty" nullable:"false" doc:"For people of the restaurant: what to put right in r_keeper"`
}

// MenuCategory is a branch of the menu.
type MenuCategory struct {
	ID     string `json:"id"`
	Name   string `json:"name" example:"Супы"`
	Parent string `json:"parent,omitempty"`
}

// MenuItem is a dish.
type MenuItem struct {
	PLU          string          `json:"plu" doc:"The code to order it by" example:"101"`
	Name         string          `json:"name" example:"Салат Цезарь"`
	Category     string          `json:"category,omitempty"`
	Price        *order.Money    `json:"price,omitempty" doc:"Minor units, without modifiers; left out when the station has none" example:"45000"`
	Available    bool            `json:"available" doc:"It can be ordered now"`
	Stop         menu.Stop       `json:"stop,omitempty" enum:"stopped,sold_out,snoozed,not_on_sale" doc:"Why it cannot"`
	StopReason   string          `json:"stop_reason,omitempty" doc:"For people of the restaurant"`
	SnoozedUntil *time.Time      `json:"snoozed_until,omitempty"`
	Remainder    *order.Quantity `json:"remainder,omitempty" doc:"How much is left; left out when that is not limited"`
	Weighed      bool            `json:"weighed,omitempty" doc:"Its quantity may be a fraction; the price is for one unit"`
	Combo        bool            `json:"combo,omitempty" doc:"Its modifiers may name other dishes, which are its parts"`
	Groups       []string        `json:"modifier_groups,omitempty" nullable:"false"`
	Online       *bool           `json:"online,omitempty" doc:"For people of the restaurant: whether sources see it"`
	Code         string          `json:"code,omitempty" doc:"The till's code"`
	Ident        string          `json:"ident,omitempty" doc:"The Ident in r_keeper"`
	GUID         string          `json:"guid,omitempty" doc:"The GUID in r_keeper, which a chain's restaurants share"`
}

// MenuGroup is a choice of modifiers with its limits.
type MenuGroup struct {
	ID        string         `json:"id"`
	Name      string         `json:"name" example:"Соусы"`
	Min       int64          `json:"min" doc:"Pieces that one dish must have"`
	Max       int64          `json:"max,omitempty" doc:"Pieces that one dish may have; left out when that is not limited"`
	Modifiers []MenuModifier `json:"modifiers" nullable:"false"`
}

// MenuModifier is an addition to a dish.
type MenuModifier struct {
	PLU          string       `json:"plu" example:"501"`
	Name         string       `json:"name" example:"Соус BBQ"`
	Price        *order.Money `json:"price,omitempty" doc:"Minor units; left out when it costs nothing"`
	Available    bool         `json:"available"`
	Stop         menu.Stop    `json:"stop,omitempty" enum:"stopped,sold_out,snoozed,not_on_sale" doc:"Why it cannot be had"`
	StopReason   string       `json:"stop_reason,omitempty" doc:"For people of the restaurant"`
	SnoozedUntil *time.Time   `json:"snoozed_until,omitempty"`
	OpenName     bool         `json:"open_name,omitempty" doc:"It carries a text of the guest's own"`
}

// MenuProblem is something in the dictionaries that should be put right.
type MenuProblem struct {
	Code    string `json:"code"`
	Name    string `json:"name,omitempty"`
	Ident   string `json:"ident,omitempty"`
	Message string `json:"message"`
}

type menuInput struct {
	ID          string `path:"id" doc:"The restaurant's id" example:"arbat-1"`
	IfNoneMatch string `header:"If-None-Match" maxLength:"500" doc:"The ETag of the menu you have; 304 when nothing has changed"`
}

type menuAnswer struct {
	Status       int
	ETag         string `header:"ETag" doc:"For If-None-Match"`
	CacheControl string `header:"Cache-Control"`
	ContentType  string `header:"Content-Type"`
	Encoding     string `header:"Content-Encoding" doc:"gzip, when the request accepts it"`
	Vary         string `header:"Vary"`
	Body         any
}

// readMenu answers with the menu, or with 304 when the caller has it.
func (s *Server) readMenu(ctx context.Context, in *menuInput) (*menuAnswer, error) {
	place, err := s.ownRestaurant(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	known, err := s.menuOf(ctx, place)
	if err != nil {
		return nil, err
	}
	return s.answerMenu(ctx, known, in.IfNoneMatch)
}

// refreshMenu asks the station for the whole menu now.
func (s *Server) refreshMenu(ctx context.Context, in *restaurantInput, _ noBody) (*menuAnswer, error) {
	place, err := s.ownRestaurant(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	known, err := s.menus.Refresh(ctx, place.ID)
	if err != nil {
		s.log.WarnContext(ctx, "A menu could not be refreshed", "request_id", requestID(ctx), "restaurant", place.ID, "error", err)
		return nil, refusal(order.CodeStationUnreachable, "The menu could not be read from the station: %s", err)
	}
	return s.answerMenu(ctx, known, "")
}

// answerMenu shows people more than sources, so their tags differ, too.
func (s *Server) answerMenu(ctx context.Context, known *menu.Menu, ifNoneMatch string) (*menuAnswer, error) {
	forPeople := callerOf(ctx).User != nil
	etag := `"` + known.Version + `"`
	if forPeople {
		etag = `"` + known.Version + `-p"`
	}
	answer := &menuAnswer{Status: http.StatusOK, ETag: etag, CacheControl: "private, no-cache", Vary: "Accept-Encoding, Authorization, Cookie"}
	if matches(ifNoneMatch, etag) {
		answer.Status = http.StatusNotModified
		return answer, nil
	}
	plain, packed, err := s.menuPages.write(known, forPeople)
	if err != nil {
		return nil, err
	}
	answer.ContentType, answer.Body = "application/json", plain
	if takesGzip(callOf(ctx).request.Header.Get("Accept-Encoding")) {
		answer.Encoding, answer.Body = "gzip", packed
	}
	return answer, nil
}

// matches reads an If-None-Match header, which may list tags that caches weakened.
func matches(header, etag string) bool {
	for _, tag := range strings.Split(header, ",") {
		if tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/"); tag == etag || tag == "*" {
			return true
		}
	}
	return false
}

// menuOf is the restaurant's menu; until one was imported there is none.
func (s *Server) menuOf(ctx context.Context, place restaurant.Restaurant) (*menu.Menu, error) {
	known, err := s.menus.Menu(ctx, place.ID)
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return nil, refusal(order.CodeNotFound, "The menu of restaurant %q was not read from its station yet.", place.ID)
	case err != nil:
		return nil, s.unavailable(ctx, err)
	}
	return known, nil
}

// menuView is the menu as sources see it, or all of it.
func menuView(known *menu.Menu, forPeople bool) MenuView {
	view := MenuView{Restaurant: known.Restaurant, Currency: known.Currency, Version: known.Version, FetchedAt: known.FetchedAt,
		Categories: []MenuCategory{}, Items: []MenuItem{}, Groups: []MenuGroup{}}
	categories, groups := map[string]bool{}, map[string]bool{}
	for i := range known.Dishes {
		dish := &known.Dishes[i]
		if !dish.Online && !forPeople {
			continue
		}
		view.Items = append(view.Items, itemView(dish, forPeople))
		categories[dish.CategoryID] = true
		for _, id := range dish.GroupIDs {
			groups[id] = true
		}
	}
	for _, category := range menu.WithAncestors(known.Categories, categories) {
		view.Categories = append(view.Categories, MenuCategory(category))
	}
	for _, group := range known.Groups {
		if groups[group.ID] || forPeople {
			view.Groups = append(view.Groups, groupView(group, forPeople))
		}
	}
	if forPeople {
		for _, problem := range known.Problems {
			view.Problems = append(view.Problems, MenuProblem{Code: problem.Code, Name: problem.Name, Ident: optionalIdent(problem.Ident), Message: problem.Message})
		}
	}
	return view
}

func itemView(dish *menu.Dish, forPeople bool) MenuItem {
	item := MenuItem{PLU: dish.PLU, Name: dish.Name, Category: dish.CategoryID, Price: dish.Price, Available: dish.Available, Stop: dish.Stop,
		SnoozedUntil: dish.SnoozedUntil, Remainder: dish.Remainder, Weighed: dish.Weighed, Combo: dish.Combo, Groups: dish.GroupIDs,
		Code: dish.Code, Ident: optionalIdent(dish.Ident), GUID: dish.GUID}
	if forPeople {
		item.StopReason, item.Online = dish.StopReason, &dish.Online
	}
	return item
}

func groupView(group menu.Group, forPeople bool) MenuGroup {
	view := MenuGroup{ID: group.ID, Name: group.Name, Min: group.Min, Max: group.Max, Modifiers: make([]MenuModifier, len(group.Modifiers))}
	for i, modifier := range group.Modifiers {
		view.Modifiers[i] = MenuModifier{PLU: modifier.PLU, Name: modifier.Name, Price: modifier.Price, Available: modifier.Available,
			Stop: modifier.Stop, SnoozedUntil: modifier.SnoozedUntil, OpenName: modifier.OpenName}
		if forPeople {
			view.Modifiers[i].StopReason = modifier.StopReason
		}
	}
	return view
}

func optionalIdent(ident int64) string {
	if ident == 0 {
		return ""
	}
	return strconv.FormatInt(ident, 10)
}

var (
	menuBody  = reflect.TypeFor[MenuView]()
	menuNotes = notes{
		description: "As the station last told it; prices and remainders are asked for about every 45 seconds. Send the ETag as If-None-Match and poll as often as you like.",
		answers: map[int]answer{
			http.StatusOK:          {description: "The menu.", body: menuBody},
			http.StatusNotModified: {description: "It is as you have it."},
		},
		refusals: []int{http.StatusNotFound},
	}
	refreshNotes = notes{
		description: "Asks the station for the whole menu now, at most once in ten seconds, and answers with it.",
		answers:     map[int]answer{http.StatusOK: {description: "The menu.", body: menuBody}},
		refusals:    []int{http.StatusNotFound},
		emptyBody:   true,
	}
)
