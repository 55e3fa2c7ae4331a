package minidelivery

import (
	"context"
	"strconv"
	"strings"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
)

// offeredDish is a dish as getmenu tells it. Prices are in kopecks.
type offeredDish struct {
	Code         any            `json:"code"`
	Name         string         `json:"name"`
	Price        order.Money    `json:"price"`
	CategoryName string         `json:"categname,omitempty"`
	CategoryPath string         `json:"categpath,omitempty"`
	Rests        *int64         `json:"rests,omitempty"` // left out for no limit
	Modifiers    []offeredGroup `json:"modifiers,omitempty"`
}

type offeredGroup struct {
	Name  string            `json:"groupname"`
	Items []offeredModifier `json:"items"`
}

type offeredModifier struct {
	Code  any         `json:"code"`
	Name  string      `json:"name"`
	Price order.Money `json:"price"`
}

// getMenu is what is sold online now. Combos and dishes by weight are left out:
// the protocol never knew them.
func (h *Handler) getMenu(ctx context.Context, c call) (answer, error) {
	known, err := h.Menus.Menu(ctx, c.place.ID)
	if err != nil {
		return answer{}, err
	}
	categories := map[string]menu.Category{}
	for _, category := range known.Categories {
		categories[category.ID] = category
	}
	dishes := []offeredDish{}
	for _, dish := range known.Dishes {
		if !dish.Online || dish.Price == nil || dish.Combo || dish.Weighed || (!dish.Available && c.place.MiniDelivery.OmitStopped) {
			continue
		}
		dishes = append(dishes, offeredDish{
			Code: codeOf(dish.PLU), Name: dish.Name, Price: *dish.Price, Rests: restsOf(dish),
			CategoryName: categories[dish.CategoryID].Name, CategoryPath: pathOf(categories, dish.CategoryID), Modifiers: groupsOf(known, dish),
		})
	}
	return answer{Result: true, Data: dishes}, nil
}

// codeOf is a code as the old service told it: a number where it is one.
func codeOf(plu string) any {
	if number, err := strconv.ParseInt(plu, 10, 64); err == nil && strconv.FormatInt(number, 10) == plu {
		return number
	}
	return plu
}

// restsOf is how many can still be ordered: none of a stopped dish.
func restsOf(dish menu.Dish) *int64 {
	none := int64(0)
	switch {
	case !dish.Available:
		return &none
	case dish.Remainder == nil:
		return nil
	}
	pieces, _ := dish.Remainder.Whole()
	return &pieces
}

// pathOf is a category's place in the tree, joined by backslashes.
func pathOf(categories map[string]menu.Category, id string) string {
	var parts []string
	for category, ok := categories[id]; ok && len(parts) < 20; category, ok = categories[category.Parent] {
		parts = append([]string{category.Name}, parts...)
	}
	return strings.Join(parts, `\`)
}

func groupsOf(known *menu.Menu, dish menu.Dish) []offeredGroup {
	var groups []offeredGroup
	for _, id := range dish.GroupIDs {
		group, ok := known.Group(id)
		if !ok {
			continue
		}
		offered := offeredGroup{Name: group.Name, Items: []offeredModifier{}}
		for _, modifier := range group.Modifiers {
			if !modifier.Available {
				continue
			}
			one := offeredModifier{Code: codeOf(modifier.PLU), Name: modifier.Name}
			if modifier.Price != nil {
				one.Price = *modifier.Price
			}
			offered.Items = append(offered.Items, one)
		}
		groups = append(groups, offered)
	}
	return groups
}
