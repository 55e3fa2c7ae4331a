package yandexeda

import (
	"context"
	"net/http"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
)

type place struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Address string `json:"address"`
}

func restaurants(ctx context.Context, desk adapters.Desk, in adapters.Request) adapters.Response {
	served, err := desk.Restaurants(ctx, in.Source)
	if err != nil {
		return failed(err)
	}
	places := []place{}
	for _, one := range served {
		places = append(places, place{ID: one.ID, Title: one.Name, Address: one.Name})
	}
	return adapters.Response{Status: http.StatusOK, Body: map[string]any{"places": places}}
}

func menuOf(ctx context.Context, desk adapters.Desk, in adapters.Request, restaurantID, what string) adapters.Response {
	known, err := desk.Menu(ctx, in.Source, restaurantID)
	if err != nil {
		return failed(err)
	}
	switch what {
	case "composition":
		return adapters.Response{Status: http.StatusOK, Body: compositionOf(known), ContentType: "application/vnd.eats.menu.composition.v2+json"}
	case "availability":
		return adapters.Response{Status: http.StatusOK, Body: availabilityOf(known), ContentType: "application/vnd.eats.menu.availability.v2+json"}
	case "promos":
		return adapters.Response{Status: http.StatusOK, Body: map[string]any{"promoItems": []any{}}}
	}
	return refused(http.StatusNotFound, "There is no such method.")
}

type composition struct {
	Categories []category `json:"categories"`
	Items      []dish     `json:"items"`
	LastChange string     `json:"lastChange"`
}

type category struct {
	ID        string `json:"id"`
	ParentID  string `json:"parentId,omitempty"`
	Name      string `json:"name"`
	SortOrder int    `json:"sortOrder"`
}

type dish struct {
	ID            string           `json:"id"`
	CategoryID    string           `json:"categoryId"`
	Name          string           `json:"name"`
	Description   string           `json:"description"`
	Price         adapters.Decimal `json:"price"`
	IsCatchweight bool             `json:"isCatchweight"`
	Measure       int              `json:"measure"`
	MeasureUnit   string           `json:"measureUnit"`
	SortOrder     int              `json:"sortOrder"`
	Groups        []group          `json:"modifierGroups"`
	Images        []any            `json:"images"`
}

type group struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Modifiers []modifier `json:"modifiers"`
	Min       int64      `json:"minSelectedModifiers"`
	Max       int64      `json:"maxSelectedModifiers"`
	SortOrder int        `json:"sortOrder"`
}

type modifier struct {
	ID    string           `json:"id"`
	Name  string           `json:"name"`
	Price adapters.Decimal `json:"price"`
	Min   int64            `json:"minAmount"`
	Max   int64            `json:"maxAmount"`
}

// noLimit is what a group without a limit is told to take at most.
const noLimit = 20

// compositionOf is what is sold online, stopped dishes included: they come and
// go by availability.
func compositionOf(known *menu.Menu) composition {
	said := composition{Categories: []category{}, Items: []dish{}, LastChange: known.FetchedAt.Format("2006-01-02T15:04:05.000000Z07:00")}
	for i, one := range known.Categories {
		said.Categories = append(said.Categories, category{ID: one.ID, ParentID: one.Parent, Name: one.Name, SortOrder: i})
	}
	for i, one := range known.Dishes {
		if !sold(one) {
			continue
		}
		said.Items = append(said.Items, dish{
			ID: one.PLU, CategoryID: one.CategoryID, Name: one.Name, Price: amountOf(*one.Price), IsCatchweight: one.Weighed,
			Measure: 1, MeasureUnit: "pcs", SortOrder: i, Groups: groupsOf(known, one), Images: []any{},
		})
	}
	return said
}

// sold says whether a dish can be ordered through them: online, with a price,
// and no set whose parts are chosen.
func sold(one menu.Dish) bool { return one.Online && one.Price != nil && *one.Price > 0 && !one.Combo }

func groupsOf(known *menu.Menu, one menu.Dish) []group {
	groups := []group{}
	for i, id := range one.GroupIDs {
		found, ok := known.Group(id)
		if !ok {
			continue
		}
		said := group{ID: found.ID, Name: found.Name, Modifiers: []modifier{}, Min: found.Min, Max: found.Max, SortOrder: i}
		if said.Max == 0 {
			said.Max = noLimit
		}
		for _, member := range found.Modifiers {
			price := order.Money(0)
			if member.Price != nil {
				price = *member.Price
			}
			said.Modifiers = append(said.Modifiers, modifier{ID: member.PLU, Name: member.Name, Price: amountOf(price), Max: said.Max})
		}
		groups = append(groups, said)
	}
	return groups
}

type availability struct {
	Items     []stoppedItem     `json:"items"`
	Modifiers []stoppedModifier `json:"modifiers"`
}

type stoppedItem struct {
	ID    string `json:"itemId"`
	Stock int64  `json:"stock"`
}

type stoppedModifier struct {
	ID    string `json:"modifierId"`
	Stock int64  `json:"stock"`
}

// availabilityOf lists what cannot be ordered now, and what is running out.
func availabilityOf(known *menu.Menu) availability {
	said := availability{Items: []stoppedItem{}, Modifiers: []stoppedModifier{}}
	for _, one := range known.Dishes {
		switch {
		case !sold(one):
		case !one.Available:
			said.Items = append(said.Items, stoppedItem{ID: one.PLU})
		case one.Remainder != nil:
			pieces, _ := one.Remainder.Whole()
			said.Items = append(said.Items, stoppedItem{ID: one.PLU, Stock: pieces})
		}
	}
	seen := map[string]bool{}
	for _, found := range known.Groups {
		for _, member := range found.Modifiers {
			if !member.Available && !seen[member.PLU] {
				seen[member.PLU] = true
				said.Modifiers = append(said.Modifiers, stoppedModifier{ID: member.PLU})
			}
		}
	}
	return said
}
