package rk7

import (
	"context"
	"strconv"
	"strings"
)

// MenuItem is a dish of the dictionary.
type MenuItem struct {
	RefItem
	// Scheme is the modifier scheme, 0 for none; Combo the combo scheme.
	Scheme int64
	Combo  int64
	// Path is the place in the menu tree, parts separated by a backslash.
	Path string
	// Price is of the asked price type, NoPrice when there is none.
	Price int64
	// Weighed dishes are sold in fractions of their unit.
	Weighed bool
	// Classes are the dish's categories by classification, as far as asked for.
	Classes map[int64]int64
}

const classPrefix = "CLASSIFICATORGROUPS-"

// MenuItems loads the dishes with the prices of one price type and their
// categories in one classification (0 for none).
func (c *Client) MenuItems(ctx context.Context, priceType, classification int64) ([]MenuItem, error) {
	price := strconv.FormatInt(priceType, 10)
	mask := "items.(Ident,Code,Name,AltName,GUIDString,Status,MainParentIdent,ModiScheme,ComboScheme,CategPath,QuantityPrecision,PRICETYPES^" + price
	if classification != 0 {
		mask += ",CLASSIFICATORGROUPS^" + strconv.FormatInt(classification, 10)
	}
	ref, s, err := c.refData(ctx, GetRefData{RefName: RefMenuItems, WithMacroProp: true, PropMask: mask + ")"})
	if err != nil {
		return nil, err
	}
	out := make([]MenuItem, 0, len(ref.Items))
	for _, item := range ref.Items {
		out = append(out, s.menuItem(item, price))
	}
	return out, c.finish(cmdGetRefData, s)
}

func (s *scan) menuItem(item RefItem, price string) MenuItem {
	out := MenuItem{
		RefItem: item, Scheme: s.int(item.node, "ModiScheme"), Combo: s.int(item.node, "ComboScheme"),
		Path: item.node.attr("CategPath"), Price: NoPrice, Weighed: s.int(item.node, "QuantityPrecision") > 0,
	}
	if p := s.optInt(item.node, "PRICETYPES-"+price, "PRICETYPES^"+price); p != nil {
		out.Price = *p
	}
	for _, a := range item.node.attrs {
		group, found := strings.CutPrefix(strings.ToUpper(a.Name.Local), classPrefix)
		if !found {
			continue
		}
		if class := lenientInt(a.Value); class != 0 {
			if out.Classes == nil {
				out.Classes = map[int64]int64{}
			}
			out.Classes[lenientInt(group)] = class
		}
	}
	return out
}

// Categories loads the menu tree.
func (c *Client) Categories(ctx context.Context) ([]RefItem, error) {
	return c.items(ctx, RefCategories)
}

// Classifications loads the classifications and their categories as one tree:
// an entry whose Parent is 0 is a classification.
func (c *Client) Classifications(ctx context.Context) ([]RefItem, error) {
	return c.items(ctx, RefClassifications)
}

// ModifierItem is a modifier of the dictionary; its Parent is the group.
type ModifierItem struct {
	RefItem
	Price int64
	// OpenName says that the text may be entered freely.
	OpenName bool
}

// Modifiers loads the modifiers with the prices of one price type.
func (c *Client) Modifiers(ctx context.Context, priceType int64) ([]ModifierItem, error) {
	price := strconv.FormatInt(priceType, 10)
	ref, s, err := c.refData(ctx, GetRefData{
		RefName: RefModifiers, WithMacroProp: true,
		PropMask: "items.(Ident,Code,Name,AltName,GUIDString,Status,MainParentIdent,InputName,PRICETYPES^" + price + ")",
	})
	if err != nil {
		return nil, err
	}
	out := make([]ModifierItem, 0, len(ref.Items))
	for _, item := range ref.Items {
		modifier := ModifierItem{RefItem: item, Price: NoPrice, OpenName: s.bool(item.node, "InputName")}
		if p := s.optInt(item.node, "PRICETYPES-"+price, "PRICETYPES^"+price); p != nil {
			modifier.Price = *p
		}
		out = append(out, modifier)
	}
	return out, c.finish(cmdGetRefData, s)
}

// ModifierGroups loads the groups modifiers belong to.
func (c *Client) ModifierGroups(ctx context.Context) ([]RefItem, error) {
	return c.items(ctx, RefModiGroups)
}

// ModifierScheme says which groups of modifiers a dish takes.
type ModifierScheme struct {
	RefItem
	Groups []SchemeGroup
}

// SchemeGroup is one group of a scheme. Max of 0 means no limit.
type SchemeGroup struct {
	Group    int64
	Min, Max int64
}

// ModifierSchemes loads the schemes with their groups.
func (c *Client) ModifierSchemes(ctx context.Context) ([]ModifierScheme, error) {
	ref, s, err := c.refData(ctx, GetRefData{RefName: RefModiSchemes, WithChildItems: 2})
	if err != nil {
		return nil, err
	}
	var out []ModifierScheme
	for _, item := range ref.Items {
		scheme := ModifierScheme{RefItem: item}
		for _, detail := range schemeDetails(item.node) {
			scheme.Groups = append(scheme.Groups, SchemeGroup{Group: s.int(detail, "ModiGroup"), Min: s.int(detail, "DownLimit"), Max: s.int(detail, "UpLimit")})
		}
		out = append(out, scheme)
	}
	return out, c.finish(cmdGetRefData, s)
}

func schemeDetails(n *node) []*node {
	var out []*node
	for _, c := range n.nodes {
		switch {
		case c.attr("ModiGroup") != "":
			out = append(out, c)
		default:
			out = append(out, schemeDetails(c)...)
		}
	}
	return out
}
